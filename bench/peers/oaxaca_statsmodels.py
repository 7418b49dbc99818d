"""Oaxaca-Blinder with statsmodels, ten bootstrap repetitions; a thousand take a hundred times as long, since each
fits both lines anew. Rows are drawn, not clusters: it has no clusters. Prints `fit S`, `repetition S`."""

import sys
import time

import numpy as np
import pandas as pd
from statsmodels.stats.oaxaca import OaxacaBlinder

TIMES = 10
cases = pd.read_parquet(sys.argv[1], columns=["sex", "age", "need", "alone", "hours"])
exog = cases[["age", "need", "alone"]].astype(np.float64)
exog.insert(0, "const", 1.0)
exog["sex"] = (cases["sex"] == 1).astype(np.float64)
outcome = cases["hours"].astype(np.float64)

start = time.perf_counter()
model = OaxacaBlinder(outcome, exog, "sex", hasconst=True, swap=False)
unexplained, explained, gap = model.two_fold(two_fold_type="pooled").params[:3]
print("fit", time.perf_counter() - start)

start = time.perf_counter()
model.two_fold(std=True, two_fold_type="pooled", n=TIMES)
print("repetition", (time.perf_counter() - start) / TIMES)
print("raw", gap)
print("unexplained", unexplained)
