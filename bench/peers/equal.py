"""Are two results of the national scan the same?

    python equal.py OURS.csv PEER.csv       OURS: jamsides scan --all --ended --format csv

Joined by key figure, area and year. Numbers may differ by one part in a million of themselves (a sum
in another order) or a billionth of the figure's scale; flags (q at most 0.05) must agree but for q
within one part in a million of 0.05. A percentile may differ by half a rank (a tie). Prints a line a column; ends with 1 when anything differs.
"""

import sys

import polars as pl

NUMBERS = ["women", "men", "difference", "lasting", "se", "lower", "upper", "p", "q", "peers_n", "peers_mean", "peers_excess", "peers_lower",
           "peers_upper", "peers_p", "peers_q", "peers_percentile", "trend_slope", "trend_p"]


def main(ours: str, peer: str) -> int:
    read = lambda path: pl.read_csv(path, infer_schema=False).with_columns(
        pl.col(c).cast(pl.Float64) for c in NUMBERS
    ).with_columns(pl.col("year").cast(pl.Int64), pl.col("peers_n").fill_null(0))  # nobody to compare with
    key = ["kpi", "area", "year"]
    a, b = read(ours).filter(pl.col("difference").is_not_null()), read(peer)
    both = a.join(b, on=key, suffix="_peer")
    print(f"rows: {len(a)} ours, {len(b)} theirs, {len(both)} in both")
    bad = abs(len(a) - len(both)) + abs(len(b) - len(both))
    scale = pl.max_horizontal(pl.col("women").abs(), pl.col("men").abs(), pl.lit(1e-9))
    for c in NUMBERS:
        x, y = pl.col(c), pl.col(f"{c}_peer")
        scaled = pl.lit(1e-12) if c in ("p", "q", "peers_p", "peers_q", "trend_p") else 1e-9 * scale + 1e-12
        if c == "peers_percentile":  # two lasting differences that are equal but for the last digit
            scaled = 50.0 / pl.col("peers_n") + 1e-9
        off = (x.is_null() != y.is_null()) | ((x - y).abs() > 1e-6 * pl.max_horizontal(x.abs(), y.abs()) + scaled).fill_null(False)
        wrong = both.filter(off)
        bad += len(wrong)
        print(f"{c:18} {len(wrong):7} differ" + (f"   first: {wrong.select(*key, c, f'{c}_peer').row(0)}" if len(wrong) else ""))
    for c in ("q", "peers_q"):
        x, y = pl.col(c), pl.col(f"{c}_peer")
        wrong = both.filter(((x <= 0.05) != (y <= 0.05)) & ((x - 0.05).abs() > 5e-8))
        bad += len(wrong)
        print(f"flag by {c:10} {len(wrong):7} differ")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
