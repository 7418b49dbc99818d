"""The same table protected by pytauargus (tau-Argus): FREQ(5,30)|ZERO(20), modular suppression.

    python suppress_pytauargus.py CELLS.csv      CELLS: a,b,c,n, one line an innermost cell

Prints one line of JSON: cells, seconds (of the protection alone), primary and secondary suppressions.
"""

import csv
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from pytauargus import protect


def main(path: str) -> int:
    rows = []
    with open(path, newline="") as file:
        for line in csv.DictReader(file):
            rows.append((f"{int(line['a']):03d}", line["b"], line["c"], int(line["n"])))
    people = [(a, b, c, 1) for a, b, c, n in rows for _ in range(n)]
    frame = pd.DataFrame(people, columns=["a", "b", "c", "one"])
    out = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        # It leaves its logs where it stands.
        os.chdir(folder)
        start = time.perf_counter()
        result = protect(frame, tables=[["a", "b", "c"]], response="one", safety_rules="FREQ(5,30)|ZERO(20)",
                         suppress="MOD(1)", workdir=folder)
        seconds = time.perf_counter() - start
        table = result.tables[0]
        status = list(table.status())
        kinds = {kind: status.count(kind) for kind in sorted(set(status))}
        print(json.dumps({"cells": len(status), "seconds": round(seconds, 3), "status": kinds}))
        if out:
            out.write_text(json.dumps(table.rows[:50], default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
