"""Tests of significance, effect sizes and intervals are what SciPy and statsmodels compute, to 1e-12 of the p-value, of small
ones too: where SciPy's own p-value has fewer digits, mpmath or a count of all orders judges."""

import itertools
import json
import math
import random
import subprocess
import warnings
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import scipy.stats as stats
from mpmath import mp, mpf
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest, proportion_effectsize
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from reference_distributions import tails

ROOT = Path(__file__).parent.parent
ALTERNATIVES = ["two-sided", "less", "greater"]
STATSMODELS = {"two-sided": "two-sided", "less": "smaller", "greater": "larger"}


def ours(cases):
    done = subprocess.run(
        [ROOT / "node_modules/.bin/node", "interop/significance.ts"],
        cwd=ROOT, input=json.dumps(cases), capture_output=True, text=True, check=True,
    )
    return json.loads(done.stdout)


def samples(seed, count, kind="normal"):
    """Pairs of samples of many sizes and shifts; ties where they are rounded."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        m, n = draw.integers(2, 40, 2)
        a, b = draw.normal(0, 1, m), draw.normal(draw.choice([0, 0.5, 8]), draw.choice([1, 3]), n)
        if kind == "ties":
            a, b = np.round(a), np.round(b)
        found.append((a.tolist(), b.tolist()))
    return found


def agree(found, expected, tolerance=1e-12):
    found, expected = np.array(found, dtype=float), np.array(expected, dtype=float)
    assert len(found) == len(expected) > 0
    with np.errstate(invalid="ignore"):
        far = np.abs(found - expected) > tolerance * np.abs(expected)
    far &= ~((np.abs(expected) < 1e-300) & (np.abs(found) < 1e-300))
    assert not (far | np.isnan(found)).any(), [(i, found[i], expected[i]) for i in np.flatnonzero(far | np.isnan(found))][:5]


def exact_t(t, freedom, alternative):
    lower, upper = tails("t", [freedom], t)
    return float({"less": lower, "greater": upper, "two-sided": 2 * min(lower, upper)}[alternative])


def test_welch_and_paired_t():
    pairs = [*samples(1, 60), ([1e9, 1e9 + 1, 1e9 + 2], [1e9 + 5, 1e9 + 7]), (list(range(1000)), list(range(3000, 4000)))]
    cases = [(a, b, alternative) for a, b in pairs for alternative in ALTERNATIVES]
    said = ours([["welch", a, b, alternative] for a, b, alternative in cases])
    theirs = [stats.ttest_ind(a, b, equal_var=False, alternative=alternative) for a, b, alternative in cases]
    agree([s["statistic"] for s in said], [t.statistic for t in theirs], 1e-11)
    agree([s["freedom"] for s in said], [t.df for t in theirs], 1e-11)
    # Of their own statistic: its rounding is multiplied in the tails.
    agree([s["pValue"] for s in said], [exact_t(s["statistic"], s["freedom"], c[2]) for s, c in zip(said, cases)])
    agree([s["pValue"] for s in said], [t.pvalue for t in theirs], 1e-9)
    cases = [((np.array(a[: len(b)]) - np.array(b[: len(a)])).tolist(), alternative) for a, b in pairs[:40] for alternative in ALTERNATIVES]
    said = ours([["pairedT", differences, alternative] for differences, alternative in cases])
    theirs = [stats.ttest_1samp(differences, 0, alternative=alternative) for differences, alternative in cases]
    agree([s["statistic"] for s in said], [t.statistic for t in theirs], 1e-11)
    agree([s["pValue"] for s in said], [t.pvalue for t in theirs], 1e-10)


def test_z():
    shares = [(52, 400, 71, 410), (0, 10, 5, 12), (10, 10, 3, 30), (500, 1000, 980, 1000), (1, 7, 1, 7)]
    cases = [(*share, alternative) for share in shares for alternative in ALTERNATIVES]
    said = ours([["proportionsTest", {"successes": a, "trials": m}, {"successes": b, "trials": n}, alt] for a, m, b, n, alt in cases])
    theirs = [proportions_ztest([a, b], [m, n], alternative=STATSMODELS[alt]) for a, m, b, n, alt in cases]
    agree([s["statistic"] for s in said], [t[0] for t in theirs])
    agree([s["pValue"] for s in said], [t[1] for t in theirs])
    cases = [(a, b, alternative) for a, b in samples(2, 40) for alternative in ALTERNATIVES]
    said = ours([["meansZ", a, b, alternative] for a, b, alternative in cases])
    theirs = [
        CompareMeans(DescrStatsW(a), DescrStatsW(b)).ztest_ind(STATSMODELS[alt], usevar="unequal") for a, b, alt in cases
    ]
    agree([s["statistic"] for s in said], [t[0] for t in theirs], 1e-11)
    agree([s["pValue"] for s in said], [t[1] for t in theirs], 1e-9)


@pytest.mark.parametrize("kind", ["normal", "ties"])
def test_mann_whitney(kind):
    cases = [(a, b, alternative, method) for a, b in samples(3, 40, kind) for alternative in ALTERNATIVES
             for method in (["asymptotic"] if kind == "ties" else ["asymptotic", "exact"])]
    for continuity in (True, False):
        said = ours([["mannWhitney", a, b, {"alternative": alt, "method": m, "continuity": continuity}] for a, b, alt, m in cases])
        theirs = [stats.mannwhitneyu(a, b, continuity, alt, method=m) for a, b, alt, m in cases]
        agree([s["statistic"] for s in said], [t.statistic for t in theirs])
        # SciPy takes small exact p-values from 1, but not the two-sided ones: rounding of 1 is left.
        assert np.allclose([s["pValue"] for s in said], [t.pvalue for t in theirs], rtol=1e-12, atol=1e-15)


def counted(sums, observed, alternative):
    lower, upper = (np.mean([s <= observed for s in sums]), np.mean([s >= observed for s in sums]))
    return {"less": lower, "greater": upper, "two-sided": min(1, 2 * min(lower, upper))}[alternative]


def test_exact_ranks_with_ties_are_counts_of_all_orders():
    draw = random.Random(4)
    cases, expected = [], []
    for _ in range(25):
        m, n = draw.randrange(1, 6), draw.randrange(1, 6)
        values = [draw.randrange(4) for _ in range(m + n)]
        ranks = stats.rankdata(values)
        sums = [sum(ranks[list(chosen)]) for chosen in itertools.combinations(range(m + n), m)]
        for alternative in ALTERNATIVES:
            cases.append(["mannWhitney", values[:m], values[m:], {"alternative": alternative, "method": "exact"}])
            expected.append(counted(sums, sums[0], alternative))
        differences = [value - 1 for value in values]
        kept = [d for d in differences if d]
        ranks = stats.rankdata(np.abs(kept)) if kept else []
        observed = sum(rank for rank, d in zip(ranks, kept) if d > 0)
        sums = [sum(rank for rank, up in zip(ranks, ups) if up) for ups in itertools.product([0, 1], repeat=len(kept))]
        for alternative in ALTERNATIVES:
            cases.append(["wilcoxon", differences, {"alternative": alternative, "method": "exact"}])
            expected.append(counted(sums, observed, alternative))
    agree([s["pValue"] for s in ours(cases)], expected)


@pytest.mark.parametrize("kind", ["normal", "ties"])
def test_wilcoxon(kind):
    differences = [(np.array(a[: len(b)]) - np.array(b[: len(a)]) + 0.0).tolist() for a, b in samples(5, 40, kind)]
    differences = [d for d in differences if sum(x != 0 for x in d) > 1]
    methods = ["asymptotic"] if kind == "ties" else ["asymptotic", "exact"]
    for method, continuity in itertools.product(methods, (True, False)):
        cases = [(d, alternative) for d in differences for alternative in ALTERNATIVES]
        said = ours([["wilcoxon", d, {"alternative": alt, "method": method, "continuity": continuity}] for d, alt in cases])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = [stats.wilcoxon(d, correction=continuity, alternative=alt, method=method) for d, alt in cases]
            plus = [stats.wilcoxon(d, alternative="greater", method="asymptotic").statistic for d, _ in cases]
        agree([s["statistic"] for s in said], plus)
        if method == "asymptotic" and continuity:
            # SciPy moves a statistic at its mean too, and one-sided ones beyond it the other way.
            keep = [i for i, (d, alt) in enumerate(cases) if alt == "two-sided"]
        else:
            keep = range(len(cases))
        found = np.array([said[i]["pValue"] for i in keep])
        assert np.allclose(found, [theirs[i].pvalue for i in keep], rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("kind", ["normal", "ties"])
def test_kolmogorov_smirnov(kind):
    pairs = [*samples(6, 60, kind), (list(range(30)), list(range(30, 75))), ([1, 2], [1, 2]), ([0], [0, 0, 1])]
    cases = [(a, b, alternative) for a, b in pairs for alternative in ALTERNATIVES]
    said = ours([["kolmogorovSmirnov", a, b, {"alternative": alt, "method": "exact"}] for a, b, alt in cases])
    theirs = [stats.ks_2samp(a, b, alt, method="exact") for a, b, alt in cases]
    agree([s["statistic"] for s in said], [t.statistic for t in theirs])
    # SciPy's exact p-value is a difference from 1 for samples of unequal size.
    assert np.allclose([s["pValue"] for s in said], [t.pvalue for t in theirs], rtol=1e-11, atol=1e-13)
    said = ours([["kolmogorovSmirnov", a, b, {"alternative": alt, "method": "asymptotic"}] for a, b, alt in cases])
    for s, (a, b, alternative) in zip(said, cases):
        m, n = max(len(a), len(b)), min(len(a), len(b))
        scaled = s["statistic"] * np.sqrt(m * n / (m + n))
        if alternative == "two-sided":
            agree([s["pValue"]], [stats.kstwobign.sf(scaled)], 1e-11)
        else:
            expected = stats.ks_2samp(a, b, alternative, method="asymp").pvalue
            assert np.isclose(s["pValue"], expected, rtol=1e-12, atol=0)


def test_smallest_exact_p_values():
    """Samples that do not overlap: two of all orders are as far apart."""
    for test, m, n in [("mannWhitney", 30, 45), ("mannWhitney", 60, 60), ("kolmogorovSmirnov", 30, 45), ("kolmogorovSmirnov", 500, 500)]:
        [found] = ours([[test, list(range(m)), list(range(m, m + n)), {"method": "exact"}]])
        agree([found["pValue"]], [float(2 / mp.binomial(m + n, m))])
    [w] = ours([["wilcoxon", list(range(1, 901)), {"method": "exact"}]])
    agree([w["pValue"]], [float(mpf(2) ** -899)])


def test_large_kolmogorov_smirnov_is_near_its_exact_self():
    draw = np.random.default_rng(8)
    a, b = draw.normal(0, 1, 4000).tolist(), draw.normal(0.1, 1, 5000).tolist()
    [exact, limit] = ours([["kolmogorovSmirnov", a, b, {"method": method}] for method in ("exact", "asymptotic")])
    expected = stats.ks_2samp(a, b, method="exact").pvalue
    agree([exact["pValue"]], [expected], 1e-9)
    assert 0.9 < exact["pValue"] / limit["pValue"] < 1.1


TABLES = [
    [[10, 20], [30, 5]], [[8, 2], [1, 5]], [[10, 20, 3], [4, 4, 30]], [[0, 3], [4, 0]], [[100, 200, 300], [110, 190, 305], [1, 2, 3]],
    [[1000, 1], [1, 1000]], [[12, 5, 0], [3, 9, 4]], [[3, 3], [3, 3]],
]


def test_homogeneity():
    asked = [(name, kind, table, yates) for table in TABLES for name, kind in (("chiSquaredTest", "pearson"), ("gTest", "log-likelihood")) for yates in (False, True)]
    said = ours([[name, table, {"yates": yates}] for name, _, table, yates in asked])
    theirs = [stats.chi2_contingency(table, correction=yates, lambda_=kind) for _, kind, table, yates in asked]
    # G adds terms of both signs.
    assert all(np.isclose(s["statistic"], t.statistic, rtol=1e-13, atol=1e-14 * np.sum(a[2])) for s, t, a in zip(said, theirs, asked))
    assert [s["freedom"] for s in said] == [t.dof for t in theirs]
    agree([s["pValue"] for s in said], [float(tails("chiSquared", [s["freedom"]], s["statistic"])[1]) if s["statistic"] else 1 for s in said])
    agree(ours([["tableCramersV", table] for table in TABLES[:-1]]), [stats.contingency.association(table, method="cramer") for table in TABLES[:-1]])
    # Empty rows and columns are left out.
    [with_empty, without] = ours([["chiSquaredTest", [[1, 0, 2], [0, 0, 0], [3, 0, 1]]], ["chiSquaredTest", [[1, 2], [3, 1]]]])
    assert with_empty == without


def hypergeometric_p(table, alternative):
    """All tables with the same margins, counted: in whole numbers, without any rounding."""
    (a, b), (c, d) = table
    drawn, marked, total = a + b, a + c, a + b + c + d
    least = max(0, drawn + marked - total)
    # The number of ways to each table, from that to the table before.
    mass = {least: math.comb(marked, least) * math.comb(total - marked, drawn - least)}
    for k in range(least, min(drawn, marked)):
        mass[k + 1] = mass[k] * (marked - k) * (drawn - k) // ((k + 1) * (total - marked - drawn + k + 1))
    assert sum(mass.values()) == math.comb(total, drawn)
    kept = {
        "less": lambda k: k <= a,
        "greater": lambda k: k >= a,
        "two-sided": lambda k: mass[k] * 10**12 <= mass[a] * (10**12 + 1),
    }
    return float(Fraction(sum(m for k, m in mass.items() if kept[alternative](k)), math.comb(total, drawn)))


def test_fisher():
    draw = random.Random(9)
    tables = [table for table in TABLES if len(table) == 2 and len(table[0]) == 2]
    tables += [[[draw.randrange(20), draw.randrange(20)], [draw.randrange(20), draw.randrange(20)]] for _ in range(60)]
    tables += [[[0, 0], [3, 4]], [[500, 1500], [900, 800]], [[2000, 5], [3, 1500]], [[50, 50], [50, 50]], [[700, 0], [0, 700]]]
    cases = [(table, alternative) for table in tables for alternative in ALTERNATIVES]
    said = ours([["fisherExact", table, alternative] for table, alternative in cases])
    agree([s["pValue"] for s in said], [hypergeometric_p(*case) for case in cases], 2e-12)
    assert np.allclose([s["pValue"] for s in said], [stats.fisher_exact(*case).pvalue for case in cases], rtol=1e-9, atol=1e-14)
    [big] = ours([["fisherExact", [[50_000, 450_000], [51_500, 448_500]], "two-sided"]])
    assert np.isclose(big["pValue"], stats.fisher_exact([[50_000, 450_000], [51_500, 448_500]]).pvalue, rtol=1e-8)


def test_mcnemar():
    pairs = [(5, 12), (0, 9), (30, 30), (400, 520), (1, 1000), (7, 3)]
    exact = ours([["mcnemar", b, c] for b, c in pairs])
    assert [s["statistic"] for s in exact] == [min(pair) for pair in pairs]
    agree([s["pValue"] for s in exact], [float(min(1, 2 * tails("binomial", [b + c, 0.5], min(b, c))[0])) for b, c in pairs])
    agree([s["pValue"] for s in exact], [mcnemar([[0, b], [c, 0]], exact=True).pvalue for b, c in pairs], 1e-9)
    for alternative in ("less", "greater"):
        said = ours([["mcnemar", b, c, {"alternative": alternative}] for b, c in pairs])
        agree([s["pValue"] for s in said], [stats.binomtest(b, b + c, 0.5, alternative).pvalue for b, c in pairs], 1e-9)
    for continuity in (True, False):
        options = {"method": "asymptotic", "continuity": continuity}
        theirs = [mcnemar([[0, b], [c, 0]], exact=False, correction=continuity) for b, c in pairs]
        said = ours([["mcnemar", b, c, options] for b, c in pairs])
        agree([s["statistic"] for s in said], [t.statistic for t in theirs])
        agree([s["pValue"] for s in said], [t.pvalue for t in theirs])
        sides = ours([["mcnemar", b, c, {**options, "alternative": "less" if b < c else "greater"}] for b, c in pairs])
        agree([2 * s["pValue"] for s, (b, c) in zip(sides, pairs) if b != c], [t.pvalue for t, (b, c) in zip(theirs, pairs) if b != c])
    assert [s["pValue"] for s in ours([["mcnemar", 0, 0], ["mcnemar", 0, 0, {"method": "asymptotic"}]])] == [1, 1]


def test_corrections():
    draw = np.random.default_rng(10)
    for size in (1, 2, 7, 100):
        p = (draw.random(size) ** 4).tolist()
        p[-1] = p[0]
        said = ours([["bonferroni", p], ["holm", p], ["benjaminiHochberg", p]])
        for found, method in zip(said, ("bonferroni", "holm", "fdr_bh")):
            agree(found, multipletests(p, method=method)[1])


def test_effect_sizes():
    pairs = [(a, b) for a, b in samples(11, 30, "ties") if np.std(a) + np.std(b) > 0]
    names = ("cohensD", "hedgesG", "cliffsDelta")
    said = ours([[name, a, b] for a, b in pairs for name in names])
    expected = []
    for a, b in pairs:
        freedom = len(a) + len(b) - 2
        pooled = np.sqrt(((len(a) - 1) * np.var(a, ddof=1) + (len(b) - 1) * np.var(b, ddof=1)) / freedom)
        d = (np.mean(a) - np.mean(b)) / pooled
        expected += [d, d * (1 - 3 / (4 * freedom - 1)), np.mean(np.sign(np.subtract.outer(a, b)))]
    assert np.allclose(said, expected, rtol=1e-12, atol=1e-15)
    differences = [(np.array(a[: len(b)]) - np.array(b[: len(a)]) + 0.0).tolist() for a, b in pairs]
    expected = []
    for values in differences:
        kept = [x for x in values if x]
        ranks = stats.rankdata(np.abs(kept)) if kept else np.zeros(0)
        expected.append(np.sum(np.sign(kept) * ranks) / ranks.sum() if kept else 0)
    assert np.allclose(ours([["pairedRankBiserial", values] for values in differences]), expected, rtol=1e-12, atol=1e-15)
    agree(ours([["cohensH", 0.3, 0.45], ["oddsRatio", [[8, 2], [1, 5]]]]), [proportion_effectsize(0.3, 0.45), 20])


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_intervals_of_shares(level):
    shares = [(0, 5), (5, 5), (8, 10), (50, 100), (1, 1_000_000), (3, 7)]
    ends = lambda intervals: [[interval["lower"], interval["upper"]] for interval in intervals]
    wilson = ends(ours([["wilsonInterval", k, n, level] for k, n in shares]))
    theirs = [list(stats.binomtest(k, n).proportion_ci(level, method="wilson")) for k, n in shares]
    assert np.allclose(wilson, theirs, rtol=1e-12, atol=1e-15)
    exact = ends(ours([["clopperPearsonInterval", k, n, level] for k, n in shares]))
    theirs = [proportion_confint(k, n, alpha=1 - level, method="beta") for k, n in shares]
    assert np.allclose(exact, theirs, rtol=1e-11, atol=1e-15)
    pairs = [(52, 400, 71, 410), (0, 10, 5, 12), (10, 10, 3, 30), (56, 70, 48, 80)]
    found = ends(ours([["newcombeInterval", {"successes": a, "trials": m}, {"successes": b, "trials": n}, level] for a, m, b, n in pairs]))
    theirs = [confint_proportions_2indep(a, m, b, n, method="newcomb", alpha=1 - level) for a, m, b, n in pairs]
    assert np.allclose(found, theirs, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("level", [0.5, 0.95])
def test_bootstrap_intervals(level):
    draw = np.random.default_rng(12)
    for values in (draw.exponential(size=30).tolist(), draw.normal(size=12).tolist(), [0.0, 0, 0, 1, 1]):
        [found] = ours([["bootstrap", values, 999, level]])
        shape = stats.bootstrap((values,), np.mean, n_resamples=2, random_state=1)
        shape.bootstrap_distribution = np.array(found["drawn"])
        for method, key in (("percentile", "percentile"), ("BCa", "bca")):
            theirs = stats.bootstrap(
                (values,), np.mean, n_resamples=0, bootstrap_result=shape, method=method, confidence_level=level
            ).confidence_interval
            assert np.allclose([found[key]["lower"], found[key]["upper"]], theirs, rtol=1e-10)


def test_xoshiro_is_its_definition():
    """Blackman and Vigna's, in whole numbers of Python; the first outputs of 1, 2, 3, 4 are those of their C program."""

    def stream(state, count):
        mask, rotate = 2**32 - 1, lambda x, k: ((x << k) | (x >> (32 - k))) & (2**32 - 1)
        a, b, c, d = state
        for _ in range(count):
            yield rotate(b * 5 & mask, 7) * 9 & mask
            t = b << 9 & mask
            c ^= a
            d ^= b
            b ^= c
            a ^= d
            c ^= t
            d = rotate(d, 11)

    published = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]
    assert list(stream([1, 2, 3, 4], 10)) == published
    for state in ([1, 2, 3, 4], [2**32 - 1] * 4, [0, 0, 0, 1], [2654435769, 608135816, 3084996962, 3735928559]):
        [found] = ours([["xoshiro", state, 2000]])
        assert found == list(stream(state, 2000))
