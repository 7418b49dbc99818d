"""The national scan in DuckDB (2.0): reading, pivoting, true years and national medians in SQL; the
recursions along the years and the output as in scan_polars.py.

    python scan_duckdb.py DATA INPUTS OUT.csv [--repeat N]
"""

from pathlib import Path

import duckdb
import numpy as np
import polars as pl

import scan_polars

LONG = """
create or replace temp table cells as
select f.f, a.a, v.year::int as year,
       max(v.value) filter (v.gender = 'K') as w, max(v.value) filter (v.gender = 'M') as m
from read_parquet('{data}') v
join figures f on f.kpi = v.kpi join areas a on a.municipality = v.municipality
where v.value is not null and v.gender <> 'T'
group by all having w is not null and m is not null;

create or replace temp table true_years as
with step as (
    select f, year, w, m, lag(w) over p as bw, lag(m) over p as bm, coalesce(lag(year) over p = year - 1, false) as pair
    from cells window p as (partition by f, a order by year)
), told as (
    select f, year, pair,
           pair and (w - m <> 0 or bw - bm <> 0) as tells,
           pair and w = bw and m = bm as same
    from step
), years as (
    select f, year, count(*) filter (pair) as pairs, count(*) filter (same) as same,
           count(*) filter (tells) as tells, count(*) filter (tells and same) as tells_same
    from told group by all
)
select f, year, (row_number() over (partition by f order by year desc) - 1)::int as r
from years
where not case when tells >= 5 then tells_same > 0.5 * tells else pairs >= 1 and same > 0.9 * pairs end;

create or replace temp table long as
select b.f, b.a, t.r, b.w, b.m from cells b join true_years t using (f, year);

create or replace temp table national as
with step as (
    select l.f, l.r, a.level, (l.w - l.m) - (o.w - o.m) as c
    from long l join long o on o.f = l.f and o.a = l.a and o.r = l.r + 1 join areas a on a.a = l.a
    where a.level <> 'N'
), enough as (
    select f, r, count(*) filter (level = 'K') as n from step group by all
), kept as (
    select s.f, s.r, s.c from step s join enough e using (f, r) where s.level = 'K' or e.n < 15
), middle as (
    select f, r, count(*) as count, median(c) as middle from kept group by all having count(*) >= 5
)
select f, r, middle * count / (count + 8.0) as shift,
       case when count >= 30 and r < 8 then median(abs(c - middle)) end as spread
from kept join middle using (f, r) group by f, r, middle, count;
"""


def scan(data: Path, inputs: Path) -> pl.DataFrame:
    figures = pl.read_csv(inputs / "figures.csv", schema_overrides={"tested": pl.Boolean}).sort("kpi")
    codes = pl.read_csv(inputs / "areas.csv", infer_schema=False)["municipality"].sort()
    db = duckdb.connect()
    db.execute(f"create temp table figures as select kpi, (row_number() over (order by kpi) - 1)::int as f from read_csv('{inputs}/figures.csv')")
    db.execute(f"create temp table areas as select *, (row_number() over (order by municipality) - 1)::int as a from read_csv('{inputs}/areas.csv', all_varchar = true)")
    db.execute(LONG.format(data=data / "kolada_by_sex_1994_2022.parquet"))
    table = lambda name: {k: np.ma.filled(v, np.nan) if v.dtype.kind == "f" else np.asarray(v) for k, v in db.execute(f"select * from {name}").fetchnumpy().items()}
    true_years, national, long = (table(name) for name in ("true_years", "national", "long"))
    shape = (len(figures), len(codes), int(true_years["r"].max()) + 1)
    w, m = np.full(shape, np.nan), np.full(shape, np.nan)
    at = long["f"], long["a"], long["r"]
    w[at], m[at] = long["w"], long["m"]
    return scan_polars.finish(w, m, pl.DataFrame(true_years), pl.DataFrame(national), figures, codes, inputs)


if __name__ == "__main__":
    scan_polars.main(scan)
