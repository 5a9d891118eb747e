"""Writes the golden values that the unit tests of metrics and statistics compare with.

Run after a change of a metric's definition: interop/.venv/bin/python interop/make_golden.py
"""

import json
import warnings
from pathlib import Path

import numpy as np

from reference_metrics import bootstrap_intervals, matrix, metrics, reliability_bins, wilson

packages = Path(__file__).parent.parent / "packages"


def case(name, actual, probabilities, predicted=None):
    actual = np.array(actual)
    probabilities = np.array(probabilities, dtype=np.float64)
    predicted = probabilities.argmax(axis=1) if predicted is None else np.array(predicted)

    def statistics(indices):
        found = metrics(actual[indices], predicted[indices], probabilities[indices])
        return [found[key] for key in ("accuracy", "macroF1", "logLoss", "brier", "ece")]

    return {
        "name": name,
        "classes": probabilities.shape[1],
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "expected": {
            **metrics(actual, predicted, probabilities),
            "confusionMatrix": matrix(actual, predicted, probabilities.shape[1]),
            "bins": reliability_bins(actual, predicted, probabilities),
        },
        "bootstrap": {
            "replicates": 40,
            "seed": 42,
            "level": 0.95,
            "intervals": dict(
                zip(
                    ("accuracy", "macroF1", "logLoss", "brier", "ece"),
                    bootstrap_intervals(statistics, len(actual), 40, 42, 0.95).tolist(),
                )
            ),
        },
    }


def random_case(name, seed, rows, classes, sharpness, absent=()):
    random = np.random.default_rng(seed)
    actual = random.choice([c for c in range(classes) if c not in absent], rows)
    scores = random.normal(size=(rows, classes))
    scores[np.arange(rows), actual] += sharpness
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    # As a model gives them: rounded to float32.
    probabilities = (exponentials / exponentials.sum(axis=1, keepdims=True)).astype(np.float32)
    return case(name, actual, probabilities)


def main():
    warnings.filterwarnings("ignore")
    cases = [
        random_case("ten classes", 1, 60, 10, 1.5),
        random_case("binary", 2, 40, 2, 1.0),
        random_case("classes without rows", 3, 30, 5, 1.0, absent=(1, 4)),
        random_case("nearly always right", 4, 50, 4, 6.0),
        case("certain and wrong", [0, 1, 2, 1], [[0, 1, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]]),
        case("on the edges of bins", [0, 1, 0, 1, 1], [[0.6, 0.4], [0.2, 0.8], [1, 0], [0.4, 0.6], [0.5, 0.5]]),
        case("one row", [1], [[0.25, 0.75]]),
    ]
    random = np.random.default_rng(5)
    quantiles = [
        {"values": sorted(values.tolist()), "q": q, "expected": float(np.quantile(values, q))}
        for values in (random.normal(size=size) for size in (1, 2, 7, 100))
        for q in (0.0, 0.025, 0.5, 0.777, 0.975, 1.0)
    ]
    intervals = [
        {"successes": s, "trials": n, "expected": wilson(s, n)}
        for s, n in ((0, 1), (1, 1), (0, 20), (7, 20), (20, 20), (9412, 10000))
    ]
    draws = [
        {"seed": seed, "n": n, "shares": shares, "expected": np.random.RandomState(seed).multinomial(n, shares, 5).tolist()}
        for seed, n, shares in (
            (1, 20, [0.5, 0.25, 0.25]),
            (2, 16281, [0.6, 0.2, 0.15, 0.05]),
            (3, 100000, [0.001, 0.499, 0.5]),
            (4, 1, [0.9, 0.1]),
            (5, 4000, [0.01] * 10 + [0.9]),
        )
    ]
    write("metrics", {"cases": cases})
    write("statistics", {"quantiles": quantiles, "wilson": intervals, "draws": draws})


def fixture(room):
    return packages / room / "test" / "fixtures" / f"{room}.json"


def write(room, values):
    fixture(room).parent.mkdir(parents=True, exist_ok=True)
    fixture(room).write_text(json.dumps(values) + "\n")
    print(f"wrote {room}.json")


if __name__ == "__main__":
    main()
