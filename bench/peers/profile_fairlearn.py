"""Mean hours by sex and municipality with fairlearn's MetricFrame: no intervals, since its own are by
bootstrapping the whole frame. Prints `read S` and `profile S`."""

import sys
import time

import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, count

start = time.perf_counter()
cases = pd.read_parquet(sys.argv[1], columns=["municipality", "sex", "hours"])
print("read", time.perf_counter() - start)

start = time.perf_counter()
hours = cases["hours"].to_numpy(np.float64)
frame = MetricFrame(
    metrics={"n": count, "mean": lambda y_true, y_pred: y_pred.mean()},
    y_true=hours,
    y_pred=hours,
    sensitive_features=cases["sex"],
    control_features=cases["municipality"],
)
by_group, difference = frame.by_group, frame.difference()
print("profile", time.perf_counter() - start)
overall = hours[(cases["sex"] == 2).to_numpy()].mean() - hours[(cases["sex"] == 1).to_numpy()].mean()
print("raw", overall)
print("groups", len(by_group), len(difference))
