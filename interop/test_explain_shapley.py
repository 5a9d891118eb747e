"""Shapley values and LIME are what shap and lime make of the same models, rows and draws."""

import json
import subprocess

import numpy as np
import pytest
from scipy import stats

from make_explain_shapley import (
    CATEGORICAL,
    exact,
    game,
    least_squares,
    lime_explainer,
    lime_fit,
    lime_rows,
    lime_statistics,
    network,
    run,
)
from model_files import root

SEEDS = [11, 12, 13]

# Sums of some thousand worths of size 1, or one linear system, in double precision by two programs.
EXACT = 1e-9


def answers(questions):
    command = [root / "node_modules/.bin/node", root / "interop" / "explain_shapley.ts"]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def apart(found, wanted):
    return np.abs(np.asarray(found, float) - np.asarray(wanted, float)).max()


def asked(case, runs):
    return {"kind": "shapley", "runs": runs} | {name: case[name] for name in ("network", "row", "background")}


@pytest.mark.parametrize("seed", SEEDS)
def test_enumeration_gives_the_values_of_shap_exact(seed):
    random = np.random.default_rng(seed)
    cases = [exact(random, columns) for columns in (2, 4, 7, 10, 12)]
    for case, (found,) in zip(cases, answers([asked(case, [{}]) for case in cases]), strict=True):
        assert found["method"] == "enumeration"
        assert apart(found["values"], case["values"]) < EXACT
        assert found["values"][-1] == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_solver_gives_the_values_of_kernel_explainer(seed):
    random = np.random.default_rng(seed)
    np.random.seed(seed)
    cases = [least_squares(random, columns, samples) for columns, samples in ((6, 1000), (13, 300), (25, 600), (60, 900))]
    for case, found in zip(cases, answers([{"kind": "solve"} | case for case in cases]), strict=True):
        assert apart(found, case["values"]) < EXACT


def test_estimates_lie_within_their_errors_of_the_truth_and_come_closer():
    random = np.random.default_rng(5)
    cases = [exact(random, columns) for columns in (12, 13, 14)]
    budgets = [256, 1024]
    runs = [
        {"seed": seed, "coalitions": budget, "targetError": 0, "enumeratedRows": 0}
        for budget in budgets
        for seed in range(10)
    ]
    for case, found in zip(cases, answers([asked(case, runs) for case in cases]), strict=True):
        truth = np.array(case["values"])
        errors = []
        for one in found:
            assert one["method"] == "kernel"
            off = np.abs(np.array(one["values"]) - truth)
            # 4 standard errors: beyond once in 16,000 values were they normal, here are some hundred.
            assert (off <= 4 * np.array(one["standardErrors"]) + EXACT).all()
            assert apart(np.sum(one["values"]) + one["base"], one["prediction"]) < EXACT
            errors.append(np.linalg.norm(off))
        few, many = np.median(np.reshape(errors, (len(budgets), -1)), axis=1)
        # Four times the coalitions: half the error by n^-1/2, and less by what more triples explain.
        assert many < 0.6 * few


def test_estimates_are_closer_than_those_of_kernel_explainer_of_the_same_budget():
    import shap

    random = np.random.default_rng(8)
    ours, theirs = [], []
    for columns in (14, 15):
        case = exact(random, columns)
        truth = np.array(case["values"])
        model = run(case["network"])
        (found,) = answers(
            [asked(case, [{"seed": seed, "coalitions": 1024, "targetError": 0} for seed in range(5)])]
        )
        assert all(one["method"] == "kernel" for one in found)
        ours += [np.linalg.norm(np.array(one["values"]) - truth) for one in found]
        for seed in range(5):
            np.random.seed(seed)
            explainer = shap.KernelExplainer(model, np.array(case["background"]))
            values = explainer.shap_values(np.array(case["row"]), nsamples=1024, l1_reg=False, silent=True)
            theirs.append(np.linalg.norm(values - truth))
    # Measured: less than half.
    assert np.median(ours) < 0.7 * np.median(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_lime_fits_the_same_neighbours_to_the_same_model(seed):
    random = np.random.default_rng(seed)
    cases = [lime_fit(random, features, 500, seed) for features in (1, 4, 6, 7, 10)]
    questions = [
        {"kind": "lime-fit"} | {name: case[name] for name in ("data", "labels", "distances", "features")}
        for case in cases
    ]
    for case, found in zip(cases, answers(questions), strict=True):
        assert [one["column"] for one in found["coefficients"]] == [column for column, _ in case["coefficients"]]
        weights = [weight for _, weight in case["coefficients"]]
        assert apart([one["coefficient"] for one in found["coefficients"]], weights) < EXACT
        for name in ("intercept", "score", "localPrediction"):
            assert apart(found[name], case[name]) < EXACT


@pytest.mark.parametrize("seed", SEEDS)
def test_lime_takes_the_same_statistics(seed):
    wanted = lime_statistics(np.random.default_rng(seed))
    (found,) = answers([{"kind": "lime-statistics", "rows": wanted["rows"], "categorical": wanted["categorical"]}])
    for column, (own, theirs) in enumerate(zip(found, wanted["columns"], strict=True)):
        assert apart([share for share in own["shares"] if share > 0], theirs["shares"]) < EXACT
        if column in wanted["categorical"]:
            assert own["codes"] == theirs["codes"]
            continue
        for name in ("edges", "means", "deviations", "lows", "highs"):
            # Relative: one column's values go into the thousands.
            assert np.allclose(own[name], theirs[name], rtol=EXACT, atol=EXACT), (column, name)


def test_neighbours_are_spread_as_those_of_lime():
    rows = lime_rows(np.random.default_rng(21))
    samples = 20_000
    (found,) = answers(
        [
            {
                "kind": "lime-neighbours",
                "rows": rows.tolist(),
                "categorical": CATEGORICAL,
                "row": rows[0].tolist(),
                "samples": samples,
                "seed": 1,
            }
        ]
    )
    ours = np.reshape(found["rows"], (samples, -1))[1:]
    explainer = lime_explainer(rows, 4)
    recorded = {}
    explainer.explain_instance(
        rows[0], lambda neighbours: recorded.setdefault("rows", neighbours.copy())[:, 0], num_samples=samples
    )
    theirs = recorded["rows"][1:]
    for column in range(rows.shape[1]):
        if column in CATEGORICAL:
            codes = np.unique(rows[:, column])
            counts = [[np.sum(side[:, column] == code) for code in codes] for side in (ours, theirs)]
            assert stats.chi2_contingency(counts).pvalue > 1e-3
        elif column != 4:
            assert stats.ks_2samp(ours[:, column], theirs[:, column]).pvalue > 1e-3
    # Column 4 is 0 in more than half of the rows: its lowest bin holds one value, for which lime gives a bound in units of
    # the bin's deviation. It is 0 here, so that both give 0.
    assert stats.ks_2samp(ours[:, 4], theirs[:, 4]).pvalue > 1e-3


def test_coefficients_over_seeds_are_those_of_lime():
    random = np.random.default_rng(31)
    rows = lime_rows(random)
    weights = network(random, rows.shape[1])
    scale = rows.std(axis=0)
    (found,) = answers(
        [
            {
                "kind": "lime",
                "network": weights,
                "scale": scale.tolist(),
                "rows": rows.tolist(),
                "categorical": CATEGORICAL,
                "row": rows[0].tolist(),
                "features": 8,
                "seeds": 10,
            }
        ]
    )
    model = run(weights)
    theirs = []
    for seed in range(10):
        explanation = lime_explainer(rows, seed).explain_instance(
            rows[0], lambda neighbours: model(neighbours / scale), num_features=8
        )
        theirs.append([weight for _, weight in sorted(explanation.local_exp[1])])
    means, spread = np.mean(theirs, axis=0), np.std(theirs, axis=0, ddof=1)
    ours = np.array(found["deviations"])
    # Difference of two means of ten: beyond 4.5 standard errors once in some thousand columns.
    assert (np.abs(found["means"] - means) < 4.5 * np.sqrt((spread**2 + ours**2) / 10)).all()
    # Ratio of two variances of ten: the F distribution.
    assert ((ours / spread) ** 2 < stats.f.ppf(0.9999, 9, 9)).all()
    assert ((spread / ours) ** 2 < stats.f.ppf(0.9999, 9, 9)).all()


def test_a_column_that_does_not_vary_has_no_value_in_an_estimate():
    case = game(np.random.default_rng(3), 20)
    ((found,),) = answers([asked(case, [{"targetError": 0.05}])])
    assert found["method"] == "kernel"
    assert found["values"][-1] == 0 and found["standardErrors"][-1] == 0
    largest = np.abs(found["values"]).max()
    assert max(found["standardErrors"]) <= 0.05 * largest or found["evaluations"] > 2000 * 7
