"""Image attributions are captum's, on small networks and on the shipped one; maps are compared as SciPy compares them.

Tolerance: 1e-4 of the largest magnitude of a map. Both sides add float32 products, in another order: a convolution of a few
hundred of them differs by about 1e-6, and a gradient passes five of those. No value is compared with itself alone: a pixel
that hardly counts is a difference of numbers that do.

The shipped model pools 25,000 windows at each of the steps of an integral. Where the two largest values of one are equal but
for rounding, each side gives the gradient to another of them, as either may. So of its integrated gradients, 98 of 100
pixels must be within the tolerance, and all within 0.05.
"""

import json
import os
import subprocess

import numpy as np
import pytest
from scipy.ndimage import uniform_filter
from scipy.stats import spearmanr

from model_files import root

PYTHON = os.environ.get("TORCH_PYTHON")
CAPTUM = os.environ.get("CAPTUM_PATH")
TOLERANCE = 1e-4
TIED = 0.05
SEED = 11


def environment():
    return {**os.environ, "PYTHONPATH": CAPTUM or ""}


def has_captum():
    command = [PYTHON, "-c", "import torch, captum"]
    return PYTHON is not None and subprocess.run(command, env=environment(), capture_output=True).returncode == 0


needs_captum = pytest.mark.skipif(
    not has_captum(), reason="no Python with torch and captum: set TORCH_PYTHON to one, CAPTUM_PATH to captum's folder"
)


def answers(cases=(), maps=()):
    command = [root / "node_modules/.bin/node", root / "interop" / "explain_images.ts"]
    asked = json.dumps({"cases": list(cases), "maps": list(maps)})
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_alike(found, wanted, scale=None, tolerance=TOLERANCE):
    wanted = np.array(wanted)
    largest = np.abs(wanted).max() if scale is None else scale
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance * largest)


def assert_alike_but_for_ties(found, wanted):
    assert_alike(found, wanted, tolerance=TIED)
    apart = np.abs(np.array(found) - np.array(wanted)) / np.abs(wanted).max()
    assert np.quantile(apart, 0.98) < TOLERANCE, np.sort(apart)[-20:]


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    path = tmp_path_factory.mktemp("images") / "cases.json"
    command = [PYTHON, root / "interop" / "make_explain_images.py", path, str(SEED)]
    subprocess.run(command, env=environment(), check=True, capture_output=True)
    cases = json.loads(path.read_text())
    found = answers(cases)["cases"]
    return [pair for case, own in zip(cases, found, strict=True) for pair in zip(own, case["rows"], strict=True)]


@needs_captum
def test_saliency_is_captums(judged):
    for own, captum in judged:
        assert_alike(own["saliency"], captum["saliency"])


@needs_captum
def test_integrated_gradients_are_captums(judged):
    for own, captum in judged:
        for mine, theirs in zip(own["integratedGradients"], captum["integratedGradients"], strict=True):
            shipped = captum["shape"] == [28, 28, 1]
            (assert_alike_but_for_ties if shipped else assert_alike)(mine["values"], theirs["values"])
            scale = max(abs(captum["logit"]), abs(captum["baselineLogit"]), 1)
            assert_alike(mine["logit"], captum["logit"], scale)
            assert_alike(mine["baselineLogit"], captum["baselineLogit"], scale)
            # The residual is a difference of sums: it is as exact as they are.
            spread = np.abs(theirs["values"]).sum() + scale
            assert_alike(mine["residual"], theirs["delta"], spread, 1e-3 if shipped else TOLERANCE)
            assert mine["steps"] == theirs["steps"]


@needs_captum
def test_occlusion_is_captums(judged):
    for own, captum in judged:
        # A fall is a difference of logits, and as exact as those.
        scale = max(abs(captum["logit"]), 1)
        for mine, theirs in zip(own["occlusion"], captum["occlusion"], strict=True):
            assert_alike(mine, theirs["values"], scale)


@needs_captum
def test_the_shipped_model_is_among_them(judged):
    assert sum(row["shape"] == [28, 28, 1] for _, row in judged) == 4
    assert len(judged) == 13


def structural_similarity(one, other):
    """Wang et al. 2004 over 7×7 windows with sample variances, each map divided by its largest magnitude first."""
    one, other = one / np.abs(one).max(), other / np.abs(other).max()
    side, pad = 7, 3
    mean = lambda values: uniform_filter(values, side)[pad:-pad, pad:-pad]
    a, b = mean(one), mean(other)
    sample = side**2 / (side**2 - 1)
    aa, bb, ab = (sample * (mean(x * y) - mean(x) * mean(y)) for x, y in ((one, one), (other, other), (one, other)))
    c1, c2 = (0.01 * 2) ** 2, (0.03 * 2) ** 2
    return (((2 * a * b + c1) * (2 * ab + c2)) / ((a**2 + b**2 + c1) * (aa + bb + c2))).mean()


def test_maps_are_compared_as_scipy_does():
    """Tolerance 1e-9: both sides compute in double precision, sums of at most a thousand values."""
    random = np.random.RandomState(SEED)
    maps, wanted = [], []
    for mix in np.linspace(-1, 1, 9):
        one = random.standard_normal((13, 11)).astype(np.float32)
        other = (mix * one + (1 - abs(mix)) * random.standard_normal((13, 11))).astype(np.float32)
        # Ties, and places where both are zero, which do not count.
        other = np.round(other, 1).astype(np.float32)
        one[:4], other[:3] = 0, 0
        counted = (one != 0) | (other != 0)
        maps.append({"one": one.flatten().tolist(), "other": other.flatten().tolist(), "height": 13, "width": 11})
        similarity = structural_similarity(one.astype(np.float64), other.astype(np.float64))
        wanted.append((spearmanr(one[counted], other[counted]).statistic, similarity))
    found = [(own["rankCorrelation"], own["structuralSimilarity"]) for own in answers(maps=maps)["maps"]]
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)
