"""The same values as a SQLite table for Datasette: women, men and total side by side, indexed.

    python sqlite.py DATA OUT.db
"""

import sqlite3
import sys
from pathlib import Path

import polars as pl


def main(data: Path, out: Path) -> None:
    part = out.with_suffix(".part")
    part.unlink(missing_ok=True)
    value = lambda sex: pl.col("value").filter(pl.col("gender") == sex).first()
    table = (
        pl.scan_parquet(data / "kolada_by_sex_1994_2022.parquet")
        .group_by("kpi", "municipality", "year")
        .agg(women=value("K"), men=value("M"), total=value("T"))
        .sort("kpi", "municipality", "year").collect()
    )
    db = sqlite3.connect(part)
    db.execute("create table by_sex (kpi text, municipality text, year integer, women real, men real, total real, primary key (kpi, municipality, year)) without rowid")
    db.executemany("insert into by_sex values (?, ?, ?, ?, ?, ?)", table.iter_rows())
    db.execute("create index by_municipality on by_sex (municipality, year)")
    db.commit()
    db.execute("analyze")
    db.close()
    part.rename(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
