"""Tolerances of `check --against` and of comparisons are numpy.isclose's."""

import json
import random
import subprocess
from pathlib import Path

import numpy

ROOT = Path(__file__).parent.parent


def spelled(number):
    """As JavaScript's Number() reads it."""
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(str(number), str(number))


def test_nearness_is_what_numpy_says():
    random.seed(4)
    numbers = [0.0, -0.0, 1.0, 1.01, 0.99, 100.0, 101.0, 1e-9, -1.0, 1e300, float("inf"), float("-inf"), float("nan")]
    numbers += [random.gauss(0, 1) for _ in range(30)]
    cases = [(a, b, t, r) for a in numbers for b in numbers for t, r in [(0, 0), (1e-8, 0.01), (0.5, 0), (0, 0.1)]]
    words = json.dumps([[spelled(a), spelled(b), t, r] for a, b, t, r in cases])
    node = ROOT / "node_modules/.bin/node"
    done = subprocess.run(
        [node, "interop/is_close.ts"], cwd=ROOT, input=words, capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout)
    assert said == [bool(numpy.isclose(b, a, rtol=r, atol=t, equal_nan=True)) for a, b, t, r in cases]
    assert len(set(said)) == 2
