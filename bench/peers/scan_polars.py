"""The national scan in Polars (2.1), as well as its author could write it.

    python scan_polars.py DATA INPUTS OUT.csv [--repeat N]
"""

import sys
import time
from pathlib import Path

import numpy as np
import polars as pl

import kernel


def scan(data: Path, inputs: Path) -> pl.DataFrame:
    values = pl.scan_parquet(data / "kolada_by_sex_1994_2022.parquet")
    figures = pl.read_csv(inputs / "figures.csv", schema_overrides={"tested": pl.Boolean}).sort("kpi")
    codes = pl.read_csv(inputs / "areas.csv", infer_schema=False)["municipality"].sort()
    value = lambda sex: pl.col("value").filter(pl.col("gender") == sex).first()
    kpis, areas = pl.Enum(figures["kpi"]), pl.Enum(codes)
    both = (
        values.filter(pl.col("gender").is_in(["K", "M"]) & pl.col("value").is_not_null())
        .with_columns(f=pl.col("kpi").cast(kpis, strict=False).to_physical().cast(pl.UInt32), a=pl.col("municipality").cast(areas).to_physical().cast(pl.UInt32))
        .with_columns(key=(pl.col("f") * 1000 + pl.col("a")).cast(pl.UInt64) * 10000 + pl.col("year"))
        .select("key", "f", "a", "year", "gender", "value")
    )
    women = both.filter(pl.col("gender") == "K").select("key", "f", "a", "year", w="value")
    men = both.filter(pl.col("gender") == "M").select("key", m="value")
    long = women.join(men, on="key").sort("key")
    before = pl.col("key").shift(1) + 1 == pl.col("key")
    d = pl.col("w") - pl.col("m")
    tells = before & ((d != 0) | (d.shift(1) != 0))
    same = before & (pl.col("w") == pl.col("w").shift(1)) & (pl.col("m") == pl.col("m").shift(1))
    long = long.with_columns(pair=before, tells=tells, same=same).collect()
    true_years = (
        long.group_by("f", "year")
        .agg(pair=pl.col("pair").sum(), same=pl.col("same").sum(), tells=pl.col("tells").sum(), ts=(pl.col("tells") & pl.col("same")).sum())
        .filter(~pl.when(pl.col("tells") >= 5).then(pl.col("ts") > 0.5 * pl.col("tells")).otherwise((pl.col("pair") >= 1) & (pl.col("same") > 0.9 * pl.col("pair"))))
        .sort("f", "year")
        .with_columns(r=pl.int_range(pl.len(), dtype=pl.Int32).reverse().over("f"))
        .select("f", "year", "r")
    )
    long = long.join(true_years, on=["f", "year"]).select("f", "a", "r", "year", "w", "m").sort("f", "a", "r")
    level = pl.read_csv(inputs / "areas.csv", infer_schema=False).sort("municipality")["level"]
    national = changes(long, pl.Series("level", level))
    F, A, R = len(figures), len(codes), int(true_years["r"].max()) + 1
    cube = lambda: np.full((F, A, R), np.nan)
    w, m = cube(), cube()
    at = tuple(long[c].to_numpy() for c in ("f", "a", "r"))
    w[at], m[at] = long["w"].to_numpy(), long["m"].to_numpy()
    return finish(w, m, true_years, national, figures, codes, inputs)


def changes(long: pl.DataFrame, level: pl.Series) -> pl.DataFrame:
    """The median change of the difference into each true year, and its spread."""
    d = pl.col("w") - pl.col("m")
    step = long.lazy().select(
        "f", "r", "a", c=pl.when((pl.col("f") == pl.col("f").shift(-1)) & (pl.col("a") == pl.col("a").shift(-1)) & (pl.col("r") + 1 == pl.col("r").shift(-1))).then(d - d.shift(-1))
    ).drop_nulls("c")
    levels = pl.LazyFrame({"a": pl.Series(range(len(level)), dtype=pl.UInt32), "level": level})
    step = step.join(levels, on="a").filter(pl.col("level") != "N")
    own = step.filter((pl.col("level") == "K")).group_by("f", "r").agg(n=pl.len())
    step = step.join(own, on=["f", "r"], how="left").filter((pl.col("level") == "K") | (pl.col("n").fill_null(0) < 15))
    middle = step.group_by("f", "r").agg(count=pl.len(), middle=pl.col("c").median())
    spread = step.join(middle, on=["f", "r"]).group_by("f", "r").agg(spread=(pl.col("c") - pl.col("middle")).abs().median())
    return (
        middle.join(spread, on=["f", "r"]).filter(pl.col("count") >= 5)
        .with_columns(
            shift=pl.col("middle") * pl.col("count") / (pl.col("count") + 8.0),
            spread=pl.when((pl.col("count") >= 30) & (pl.col("r") < 8)).then("spread"),
        ).collect()
    )


def finish(w, m, true_years, national, figures, codes, inputs) -> pl.DataFrame:
    F, A, R = w.shape
    year, shift, spread = np.zeros((F, R), int), np.zeros((F, R)), np.full((F, R), np.nan)
    f, r = true_years["f"].to_numpy(), true_years["r"].to_numpy()
    year[f, r] = true_years["year"].to_numpy()
    n = np.bincount(f, minlength=F)
    f, r = national["f"].to_numpy(), national["r"].to_numpy()
    shift[f, r] = national["shift"].to_numpy()
    spread[f, r] = national["spread"].fill_null(np.nan).to_numpy()
    population, level, peers = kernel.tables(inputs, codes)
    out = kernel.scan(w, m, year, shift, spread, n, population, level, figures["kind"].to_numpy(), peers,
                      figures["per"].cast(pl.Float64).fill_null(np.nan).to_numpy(), figures["pooled_years"].cast(pl.Float64).to_numpy())
    table = pl.DataFrame({name: values.ravel() for name, values in out.items()}, nan_to_null=True).with_columns(
        kpi=pl.Series(np.repeat(figures["kpi"].to_numpy(), A)), area=pl.Series(np.tile(codes.to_numpy(), F)),
        tested=pl.Series(np.repeat(figures["tested"].to_numpy(), A)), level=pl.Series(np.tile(level, F)),
    ).filter((pl.col("level") == "K") & (pl.col("year") > 0))
    fresh = pl.col("tested") & (pl.col("year") >= int(year.max()) - 4) & pl.col("p").is_not_null()
    for p, q in (("p", "q"), ("peers_p", "peers_q")):
        table = table.with_columns(_p=pl.when(fresh).then(p)).sort("area", "_p", nulls_last=True)
        raw = pl.col("_p") * pl.col("_p").count().over("area") / (pl.int_range(pl.len()).over("area") + 1)
        table = table.with_columns(raw.alias(q)).with_columns(
            pl.when(pl.col("_p").is_not_null()).then(pl.col(q).reverse().cum_min().reverse().over("area").clip(upper_bound=1.0)).alias(q)
        )
    return table.drop("_p", "level", "tested").sort("kpi", "area")


def main(scan) -> None:
    """Runs a scan some times and writes the last result."""
    data, inputs, out = map(Path, sys.argv[1:4])
    repeat = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    for _ in range(repeat):
        start = time.perf_counter()
        table = scan(data, inputs)
        print(f"scan {time.perf_counter() - start:.3f}", flush=True)
    start = time.perf_counter()
    table.write_csv(out)
    print(f"write {time.perf_counter() - start:.3f} rows {len(table)}", flush=True)


if __name__ == "__main__":
    main(scan)
