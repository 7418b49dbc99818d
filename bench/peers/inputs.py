"""What a peer needs beside the values: kind and class of each key figure, areas, similar
municipalities. Written once, outside the clock; the program has it in its snapshot too.

    python inputs.py DATA OUT      (DATA: ../shared/data, OUT: a folder)
"""

import re
import sys
import tomllib
from pathlib import Path

import polars as pl

CURATED = Path(__file__).resolve().parents[2] / "curated"


def unit(title: str) -> str:
    """As crates/figures/src/unit.rs."""
    title = re.sub(r"\s*\(\s*[-–]\s*\d{4}\s*\)\s*\.*\s*$", "", title).strip()
    last = title.rsplit(",", 1)[-1].strip().rstrip(".").lower()
    everything = title.lower()
    money = lambda p: re.split(r"[ /]", p)[0] in ("kr", "tkr", "mkr", "kronor", "mnkr") or "miljoner kronor" in p or p.startswith("1000 kr")
    has = lambda w: w in last
    if has("procentenhet"):
        return "other"
    if has("%") or has("andel") or has("procent"):
        return "share"
    if money(last):
        return "amount"
    if last.startswith(("antal/", "fall/")) or has("/1000 inv") or has("/10 000") or has("/100 000"):
        return "rate"
    if last.startswith("antal") and not any(has(w) for w in ("dag", "median", "medel", "genomsnitt", "timm", "år")):
        return "count"
    if any(w in everything for w in ("index", "poäng", "meritvärde", "betyg", "balanstal")) or last.endswith(("=0)", "= 0)")):
        return "score"
    if "andel (%)" in everything:
        return "share"
    if everything.endswith("antal"):
        return "count"
    if any(money(p.strip()) for p in everything.split(",")):
        return "amount"
    return "other"


def main(data: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    values = pl.scan_parquet(data / "kolada_by_sex_1994_2022.parquet")
    last = (
        values.filter(pl.col("gender").is_in(["K", "M"]) & pl.col("value").is_not_null())
        .group_by("kpi", "municipality", "year").len().filter(pl.col("len") == 2)
        .group_by("kpi").agg(last=pl.col("year").max()).collect()
    )
    used = values.select("kpi").unique().collect()["kpi"].sort().to_list()
    titles, areas, texts = {}, {}, {}
    for name, title, text in (("kolada_kpi_metadata_2026.csv", "title", "description"), ("kolada_core_kpis.csv", "name", "description")):
        table = pl.read_csv(data / name, infer_schema=False)
        key = "kpi" if "kpi" in table.columns else "id"
        for row in table.iter_rows(named=True):
            titles.setdefault(row[key], row[title] or "")
            areas.setdefault(row[key], row["operating_area"] or "")
            texts.setdefault(row[key], row[text] or "")
    rules = tomllib.loads((CURATED / "rules.toml").read_text())["class"]
    curated = {f["id"]: f.get("class") for f in tomllib.loads((CURATED / "figures.toml").read_text())["figure"]}
    newest = last["last"].max()
    lasts = dict(last.iter_rows())
    rows = []
    for kpi in used:
        title = titles.get(kpi, kpi)
        known = {"title": title, "area": areas.get(kpi, ""), "text": texts.get(kpi, "")}
        rule = next(r for r in rules if all(re.search(r[k], known[k]) for k in known if k in r))
        klass = curated.get(kpi) or rule["class"]
        ended = re.search(r"\(\s*[-–]\s*(\d{4})\s*\)\s*\.*\s*$", title)
        current = kpi in lasts and lasts[kpi] + 4 > newest and (not ended or int(ended[1]) >= newest)
        rows.append((kpi, unit(title), klass != "background" and current))
    pl.DataFrame(rows, schema=["kpi", "kind", "tested"], orient="row").write_csv(out / "figures.csv")

    people = pl.read_csv(data / "se_municipalities.csv", infer_schema=False).select("municipality", population=pl.col("pop2022_T").cast(pl.Float64))
    codes = values.select("municipality").unique().collect().join(people, on="municipality", how="left").sort("municipality")
    level = pl.when(pl.col("municipality") == "0000").then(pl.lit("N")).when(pl.col("municipality") < "0100").then(pl.lit("R")).otherwise(pl.lit("K"))
    codes.with_columns(level=level).write_csv(out / "areas.csv")

    similar = pl.read_csv(data / "kolada_similar_municipalities.csv", infer_schema=False)
    overall = similar.filter(pl.col("domain") == "övergripande")
    overall.select("municipality", peer="similar_municipality").write_csv(out / "peers.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
