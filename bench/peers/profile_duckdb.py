"""The same cases with DuckDB: mean and variance by sex and municipality, and the plain sums that a decomposition needs
by sex, read from the Parquet file. No intervals. Prints `profile S` and `sums S`, the best of five."""

import itertools
import sys
import time

import duckdb

file = sys.argv[1]
profile = f"""select municipality, sex, count(*), avg(hours), var_samp(hours), avg(granted)
              from '{file}' group by all"""
variables = ["age", "need", "alone", "hours"]
products = ", ".join(
    f"sum({a}::double * {b}::double)" for a, b in itertools.combinations_with_replacement(variables, 2)
)
means = ", ".join(f"sum({a}::double)" for a in variables)
sums = f"select sex, count(*), {means}, {products} from '{file}' group by sex"
clusters = f"select municipality, sex, count(*), {means}, {products} from '{file}' group by all"

for name, query in [("profile", profile), ("sums", sums), ("clusters", clusters)]:
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        duckdb.sql(query).fetchall()
        best = min(best, time.perf_counter() - start)
    print(name, best)
women, men = (duckdb.sql(f"select avg(hours) from '{file}' where sex = {sex}").fetchall()[0][0] for sex in (2, 1))
print("raw", women - men)
