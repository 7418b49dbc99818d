"""What a peer needs beside the values: areas and similar municipalities. What is known of each key
figure (figures.csv) comes from the program itself, by `jamsides figures --format csv`, so that both
go by the same. Written once, outside the clock; the program has it in its snapshot too.

    python inputs.py DATA OUT      (DATA: ../shared/data, OUT: a folder)
"""

import sys
from pathlib import Path

import polars as pl

def main(data: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    values = pl.scan_parquet(data / "kolada_by_sex_1994_2022.parquet")
    people = pl.read_csv(data / "se_municipalities.csv", infer_schema=False).select("municipality", population=pl.col("pop2022_T").cast(pl.Float64))
    codes = values.select("municipality").unique().collect().join(people, on="municipality", how="left").sort("municipality")
    level = pl.when(pl.col("municipality") == "0000").then(pl.lit("N")).when(pl.col("municipality") < "0100").then(pl.lit("R")).otherwise(pl.lit("K"))
    codes.with_columns(level=level).write_csv(out / "areas.csv")

    similar = pl.read_csv(data / "kolada_similar_municipalities.csv", infer_schema=False)
    overall = similar.filter(pl.col("domain") == "övergripande")
    overall.select("municipality", peer="similar_municipality").write_csv(out / "peers.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
