"""Writes the golden values that the unit tests of distributions compare with: of mpmath, in 40 digits.

Run after a change of what is written: interop/.venv/bin/python interop/make_distributions.py
"""

import json
from pathlib import Path

from reference_distributions import expected

POINTS = {
    "normal": [([0, 1], [0, 0.3, -1.5, 6, -37, 60]), ([5, 0.2], [4.9, 7])],
    "t": [([0.5], [-3, 1e120]), ([3.7], [0.2, -12, 1e70]), ([30], [1, -400]), ([1e6], [-30])],
    "chiSquared": [([1], [0.02, 4, 1300]), ([7], [1e-80, 2, 60]), ([50], [50, 3]), ([1e5], [1e5, 88000, 112000])],
    "gamma": [([1e-8, 1], [0.5, 1e-30]), ([0.01, 1], [1e-9, 0.4, 30]), ([1, 4], [2]), ([4, 0.1], [0.3, 3]), ([2e4, 1], [15000, 20100, 40000])],
    "f": [([1, 1], [1e-20, 7, 1e200]), ([10, 30], [0.01, 4, 60]), ([300, 1000], [0.8, 1.6])],
    "beta": [([0.5, 0.5], [0.3, 1e-40]), ([2, 3], [0.1, 0.99]), ([500, 700], [0.4, 0.7]), ([0.01, 5], [1e-100, 0.2])],
    "binomial": [([10, 0.5], [0, 4, 10]), ([1000, 0.3], [38, 300, 700]), ([100000, 0.999], [99000, 99950])],
    "poisson": [([0.01], [0, 3]), ([7.5], [2, 40]), ([1e4], [7000, 10000, 13500])],
    "kolmogorov": [([], [0.05, 0.4, 0.9, 1.1, 3, 30])],
}

cases = [
    {"name": name, "parameters": parameters, "x": x, "expected": {key: float(value) for key, value in expected(name, parameters, x).items()}}
    for name, rows in POINTS.items() for parameters, places in rows for x in places
]
# JSON has no infinities: what is certain has no logarithm of its rest.
for case in cases:
    case["expected"] = {key: value for key, value in case["expected"].items() if abs(value) < float("inf")}
path = Path(__file__).parent.parent / "packages/statistics/test/fixtures/distributions.json"
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
