"""Distributions are what mpmath computes in 40 digits, tails to 1e-300 and their logarithms beyond; and what SciPy says where
SciPy has its digits.

Tolerance: 1e-12, or what the value changes by when x changes by half a unit in its last place, which no function of doubles can
know. That is more than 1e-12 only in tails of parameters from about 10^5 on.
"""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import scipy.stats as stats
from mpmath import mp, mpf

from reference_distributions import beta_tails, expected, gamma_tails, tails

ROOT = Path(__file__).parent.parent
TOLERANCE = 1e-12
PROBABILITIES = [1e-300, 1e-100, 1e-20, 1e-8, 0.1, 0.5, 0.999]
PARAMETERS = {
    "normal": [[0, 1], [5, 0.2]],
    "t": [[0.1], [0.5], [1], [2], [3.7], [10], [30], [1000], [1e6], [1e10]],
    "chiSquared": [[0.5], [1], [2], [7], [50], [1e3], [1e5]],
    "f": [[1, 1], [2, 5], [5, 2], [10, 30], [0.5, 7], [300, 1000], [1e5, 2e4]],
    "beta": [[0.01, 0.01], [0.5, 0.5], [1, 1], [2, 3], [0.5, 20], [30, 2], [500, 700], [1e5, 2e5]],
    "gamma": [[0.01, 1], [0.3, 2], [1, 1], [4, 0.1], [100, 3], [2e4, 1], [1e7, 1]],
    "binomial": [[1, 0.3], [10, 0.5], [50, 0.01], [1000, 0.3], [100000, 0.999], [1000000, 0.5]],
    "poisson": [[0.01], [1], [7.5], [100], [1e4], [1e6]],
    "kolmogorov": [[]],
}
SCIPY = {
    "normal": stats.norm,
    "t": stats.t,
    "chiSquared": stats.chi2,
    "f": stats.f,
    "beta": stats.beta,
    "gamma": lambda shape, scale: stats.gamma(shape, scale=scale),
    "binomial": stats.binom,
    "poisson": stats.poisson,
    "kolmogorov": lambda: stats.kstwobign,
}


def ours(cases):
    done = subprocess.run(
        [ROOT / "node_modules/.bin/node", "interop/distributions.ts"],
        cwd=ROOT, input=json.dumps(cases), capture_output=True, text=True, check=True,
    )
    return [float(answer) for answer in json.loads(done.stdout)]


def is_discrete(name):
    return name in ("binomial", "poisson")


@pytest.fixture(scope="module")
def quantiles():
    """Our quantiles of both tails, by name, parameters, function and probability."""
    keys = [
        (name, tuple(parameters), asked, p)
        for name, rows in PARAMETERS.items() for parameters in rows
        for asked in ("quantile", "inverseSurvival") for p in PROBABILITIES
    ]
    return dict(zip(keys, ours([[n, list(ps), a, p] for n, ps, a, p in keys])))


def test_reference_is_what_mpmath_computes_itself():
    for a, x in [(0.01, 1e-5), (0.3, 0.2), (3.5, 9), (40, 25), (20_000, 19_900)]:
        assert mp.almosteq(gamma_tails(a, x)[1], mp.gammainc(a, x, mp.inf, regularized=True), 1e-35)
    for a, b, x in [(2.5, 1.5, 0.3), (30, 0.5, 0.99), (0.4, 7, 0.02)]:
        assert mp.almosteq(beta_tails(a, b, x, 1 - mpf(x))[0], mp.betainc(a, b, 0, x, regularized=True), 1e-35)


@pytest.mark.parametrize("name", PARAMETERS)
def test_tails_and_densities_are_mpmaths(name, quantiles):
    points = sorted({(key[1], x) for key, x in quantiles.items() if key[0] == name and abs(x) < 1e300})
    if name == "beta":
        points = [(parameters, x) for parameters, x in points if 0 < x < 1]
    points = [(parameters, x) for parameters, x in points if abs(x) > 1e-307 or name in ("normal", "t", "binomial", "poisson")]
    wanted = [(parameters, x, asked, value) for parameters, x in points for asked, value in expected(name, parameters, x).items()]
    said = ours([[name, list(parameters), asked, x] for parameters, x, asked, _ in wanted])
    assert len(wanted) > 70
    wrong = []
    for (parameters, x, asked, value), answer in zip(wanted, said):
        if answer == value:
            continue
        # Beyond the least and the greatest double with all its digits.
        if abs(value) < mpf(10) ** -307 and not asked.startswith("log"):
            assert abs(answer) < 1e-306
            continue
        if abs(value) > mpf(10) ** 308:
            assert abs(answer) > 1e308
            continue
        # Of a logarithm, or of what its exponential is.
        bound = TOLERANCE * max(1, abs(value)) if asked.startswith("log") else TOLERANCE * abs(value)
        if not abs(answer - value) <= bound and not abs(answer - value) <= bound + abs(value) * condition(name, parameters, x, asked):
            wrong.append((parameters, x, asked, mp.nstr(value, 17), answer))
    assert wrong == []


def condition(name, parameters, x, asked):
    """How much a value changes, relative to it, with half a unit in the last place of x; 0 for counts, which are exact."""
    if is_discrete(name) or asked not in ("cdf", "survival", "density"):
        return 0
    near = expected(name, parameters, x * (1 + mpf(2) ** -53) or mpf(2) ** -60)
    return abs(near[asked] / expected(name, parameters, x)[asked] - 1)


@pytest.mark.parametrize("name", PARAMETERS)
def test_quantiles_have_the_probability_they_were_asked_for(name, quantiles):
    wrong = []
    for (of, parameters, asked, p), x in quantiles.items():
        if of != name:
            continue
        if not np.isfinite(x) or 0 <= x < 1e-307 or (name == "beta" and x == 1):
            # The exact quantile is no double, or is at the end of the line.
            assert is_beyond(name, parameters, asked, p, x), (parameters, asked, p, x)
            continue
        at = tails(name, parameters, x)[0 if asked == "quantile" else 1]
        if is_discrete(name):
            before = tails(name, parameters, x - 1)[0 if asked == "quantile" else 1] if x >= 1 else (0 if asked == "quantile" else 1)
            is_least = before < p * (1 + TOLERANCE) and at >= p * (1 - TOLERANCE) if asked == "quantile" else before > p * (1 - TOLERANCE) and at <= p * (1 + TOLERANCE)
            if not is_least:
                wrong.append((parameters, asked, p, x))
        else:
            # Relative error of x, from that of its probability; and x itself has one of half a unit in the last place.
            slope = expected(name, parameters, x)["density"] * abs(mpf(x))
            least = min(mpf(p), 1 - mpf(p))
            if not abs(at - p) <= TOLERANCE * max(slope, least):
                wrong.append((parameters, asked, p, x, mp.nstr(at, 17)))
    assert wrong == []


def is_beyond(name, parameters, asked, p, x):
    """Whether the quantile lies where no double is, or is 0 because that is the median or the least count."""
    if 0 <= x < 1e-307:
        least = {"t": 0.0, "normal": 0.0, "binomial": 0.0, "poisson": 0.0}.get(name, 1e-307)
        lower, upper = tails(name, parameters, least)
        return lower >= p * (1 - TOLERANCE) if asked == "quantile" else upper <= p * (1 + TOLERANCE)
    if name == "beta":
        lower, upper = tails(name, parameters, 1 - mpf(2) ** -53)
        return lower <= p if asked == "quantile" else upper >= p
    lower, upper = tails(name, parameters, abs(1.7e308) if x > 0 else -1.7e308)
    return (lower < p if x > 0 else lower > p) if asked == "quantile" else (upper > p if x > 0 else upper < p)


def test_bulk_is_scipys():
    """To twelve decimal places of a probability; relative to small ones, SciPy's own errors are greater."""
    cases, said = [], []
    for name, rows in PARAMETERS.items():
        for parameters in rows:
            theirs = SCIPY[name](*parameters)
            for x in map(float, theirs.ppf([0.001, 0.1, 0.5, 0.9])):
                for asked, of in (("cdf", theirs.cdf), ("survival", theirs.sf)):
                    cases.append([name, parameters, asked, x])
                    said.append(float(of(x)))
    assert len(cases) > 350
    wrong = [(case, answer, other) for case, answer, other in zip(cases, ours(cases), said) if not abs(answer - other) <= 2e-12]
    assert wrong == []


def test_outside_of_the_support():
    cases = [
        ["gamma", [2, 1], "cdf", -1], ["gamma", [2, 1], "survival", -1], ["beta", [2, 3], "cdf", 2], ["beta", [2, 3], "density", -0.1],
        ["poisson", [3], "mass", 1.5], ["poisson", [3], "cdf", -0.5], ["binomial", [5, 0.3], "survival", 5], ["f", [2, 3], "logCdf", 0],
        ["gamma", [0.5, 1], "density", 0], ["gamma", [1, 4], "density", 0], ["gamma", [3, 1], "density", 0], ["f", [2, 3], "density", 0],
        ["beta", [1, 4], "density", 0], ["beta", [0.5, 1], "density", 0], ["binomial", [0, 0.3], "mass", 0], ["binomial", [4, 0], "mass", 0],
        ["binomial", [4, 1], "cdf", 3], ["t", [3], "survival", 1e308], ["normal", [0, 1], "logSurvival", 1e200],
    ]
    theirs = [
        0, 1, 1, 0, 0, 0, 0, -np.inf, np.inf, 0.25, 0, 1, 4, np.inf, 1, 1, 0, 0, -np.inf,
    ]
    assert ours(cases) == theirs
