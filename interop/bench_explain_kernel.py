"""shap's half of the KernelSHAP benchmark.

  bench_explain_kernel.py [SECONDS_PER_ROW] > kernel.json

Error and time of shap.KernelExplainer(l1_reg=False) at several budgets, on the rows that `kernelSetUp` in
systems/explainability/bench/kernel-shap-work.ts draws: the same function, 16 columns, 10 background rows, truth by all
coalitions, medians of 5 seeds. `modelSeconds` are those inside the function; with SECONDS_PER_ROW the time to 1 % counts so
much for every row that the model is asked about instead, as if all tools' models were equally fast.
"""

import json
import math
import sys
import time

import numpy as np
import shap

COLUMNS, BACKGROUND, SEEDS = 16, 10, range(1, 6)
BUDGETS = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768]
SLOPES = np.sin(np.arange(COLUMNS) + 1)


def pairs_and_thresholds(rows):
    pairs = (rows[:, :-1] * rows[:, 1:]).sum(axis=1)
    both = ((rows[:, :-2] > 0) & (rows[:, 2:] > 0)).sum(axis=1)
    return 1 / (1 + np.exp(-(rows @ SLOPES + 2 * pairs + 1.5 * both)))


class Timed:
    """The function, with the seconds and rows that it took."""

    def __init__(self):
        self.seconds, self.rows = 0.0, 0

    def __call__(self, rows):
        start = time.perf_counter()
        values = pairs_and_thresholds(rows)
        self.seconds += time.perf_counter() - start
        self.rows += len(rows)
        return values


def shapley_values(row, background):
    """By all coalitions: weights s!(M-s-1)!/M! of each gain."""
    coalitions = np.arange(2**COLUMNS)
    masks = (coalitions[:, None] >> np.arange(COLUMNS)) & 1 == 1
    worth = np.zeros(len(masks))
    for other in background:
        worth += pairs_and_thresholds(np.where(masks, row, other)) / len(background)
    weights = np.array([1 / (COLUMNS * math.comb(COLUMNS - 1, size)) for size in range(COLUMNS)])
    values = []
    for column in range(COLUMNS):
        without = coalitions[~masks[:, column]]
        gains = worth[without | 1 << column] - worth[without]
        values.append((weights[masks[without].sum(axis=1)] * gains).sum())
    return np.array(values)


def set_up(seed):
    random = np.random.RandomState(seed)
    row = random.uniform(-1, 1, COLUMNS)
    background = random.uniform(-1, 1, (BACKGROUND, COLUMNS))
    return seed, row, background, shapley_values(row, background)


def measure(seed, row, background, truth, budget):
    np.random.seed(seed)
    model = Timed()
    start = time.perf_counter()
    explainer = shap.KernelExplainer(model, background)
    values = explainer.shap_values(row, nsamples=budget, l1_reg=False, silent=True)
    seconds = time.perf_counter() - start
    error = np.linalg.norm(values - truth) / np.linalg.norm(truth)
    return {"evaluations": model.rows, "error": error, "seconds": seconds, "modelSeconds": model.seconds}


def time_to_error(curve, error, seconds_per_row):
    """Between the points by their logarithms, as `timeToError`."""

    def seconds(point):
        if seconds_per_row is None:
            return point["seconds"]
        return point["seconds"] - point["modelSeconds"] + point["evaluations"] * seconds_per_row

    for before, point in zip([None, *curve], curve):
        if point["error"] > error:
            continue
        if before is None:
            return seconds(point)
        share = math.log(before["error"] / error) / math.log(before["error"] / point["error"])
        return seconds(before) * (seconds(point) / seconds(before)) ** share
    return None


def main():
    seconds_per_row = float(sys.argv[1]) if len(sys.argv) > 1 else None
    set_ups = [set_up(seed) for seed in SEEDS]
    measure(*set_ups[0], BUDGETS[0])
    curve = []
    for budget in BUDGETS:
        runs = [measure(*one, budget) for one in set_ups]
        point = {key: float(np.median([run[key] for run in runs])) for key in runs[0]}
        curve.append({"coalitions": budget} | point)
    json.dump(
        {
            "shap": shap.__version__,
            "truth": set_ups[0][3].tolist(),
            "curve": curve,
            "secondsToOnePerCent": time_to_error(curve, 0.01, seconds_per_row),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
