"""Global explanations are what scikit-learn, SciPy and the plain definitions make of the same models, asked live."""

import json

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

import make_explain_global as reference
from make_explain_global import explain, matrix

SEEDS = [1, 2, 3]
SINGLE = [[column] for column in range(5)]
# Both score the very same predictions; they add them up in another order.
SCORE = 1e-12
# Means of the same predictions: scikit-learn's trees are asked in single precision by both, and nothing else is rounded.
DEPENDENCE = 1e-9
# Ratios of sums of squares of such means.
INTERACTION = 1e-9


def close(found, wanted, tolerance):
    found = np.array([np.nan if value is None else value for value in np.ravel(found)], dtype=float)
    np.testing.assert_allclose(found, np.ravel(wanted), rtol=tolerance, atol=tolerance)


def models(seed):
    table, both = reference.models(seed)
    # Many rows of equal probabilities, one half among them.
    classes = both[0][1]
    tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=4, random_state=seed).fit(table, classes)
    return [(seed, table, *one) for one in [*both, (tree, classes, reference.CLASS_SCORERS)]]


CASES = [
    pytest.param(*case, id=f"{type(case[2]).__name__}-{case[0]}") for seed in SEEDS for case in models(seed)
]


@pytest.mark.parametrize(("seed", "table", "model", "wanted", "scorers"), CASES)
def test_permutation_importance_is_scikit_learns_draw_for_draw(seed, table, model, wanted, scorers):
    predict = reference.predictor(model)
    tasks = [
        {
            "task": "permutation",
            "rows": matrix(table),
            "target": wanted.tolist(),
            "groups": SINGLE,
            "scorer": scorer,
            "seed": seed * 1000,
            "repeats": 7,
        }
        for scorer in scorers
    ]
    for scorer, found in zip(scorers, explain(tasks, predict), strict=True):
        expected = reference.permutation(model, table, wanted, scorer, seed * 1000, 7)
        close(found["baseline"], expected["baseline"], SCORE)
        close([group["losses"] for group in found["groups"]], expected["losses"], SCORE)
        close([group["mean"] for group in found["groups"]], expected["mean"], SCORE)
        close([group["standardDeviation"] for group in found["groups"]], expected["std"], SCORE)


@pytest.mark.parametrize(("seed", "table", "model", "wanted", "scorers"), CASES)
def test_a_group_is_shuffled_as_one(seed, table, model, wanted, scorers):
    """By numpy's own generator, which scikit-learn would use if it had groups."""
    predict = reference.predictor(model)
    group = [0, 2, 3]
    task = {
        "task": "permutation",
        "rows": matrix(table),
        "target": wanted.tolist(),
        "groups": [group],
        "scorer": scorers[0],
        "seed": seed,
        "repeats": 4,
    }
    [found] = explain([task], predict)
    score = reference.get_scorer(scorers[0])
    draw = np.random.RandomState(np.random.RandomState(seed).randint(2**31))
    order, shuffled, losses = np.arange(len(table)), table.copy(), []
    for _ in range(4):
        draw.shuffle(order)
        shuffled[:, group] = shuffled[order][:, group]
        losses.append(score(model, table, wanted) - score(model, shuffled, wanted))
    close(found["groups"][0]["losses"], losses, SCORE)


@pytest.mark.parametrize(("seed", "table", "model", "wanted", "scorers"), CASES)
@pytest.mark.parametrize("resolution", [8, 30])
def test_partial_dependence_and_curves_are_scikit_learns(seed, table, model, wanted, scorers, resolution):
    predict = reference.predictor(model)
    categorical = [2, 3]
    tasks = [
        {
            "task": "dependence",
            "rows": matrix(table),
            "columns": [column],
            "resolution": resolution,
            "categorical": column in categorical,
        }
        for column in range(5)
    ]
    for column, found in enumerate(explain(tasks, predict)):
        expected = reference.dependence(model, table, [column], resolution, categorical)
        close(found["grid"]["points"]["values"], expected["grids"][0], 1e-12)
        close(found["average"], expected["average"], DEPENDENCE)
        close(found["curves"]["values"], expected["curves"], DEPENDENCE)
        assert sum(found["counts"]) <= len(table)


@pytest.mark.parametrize(("seed", "table", "model", "wanted", "scorers"), CASES)
def test_two_way_dependence_is_scikit_learns(seed, table, model, wanted, scorers):
    predict = reference.predictor(model)
    pairs = [(0, 4), (1, 2), (3, 0)]
    tasks = [
        {
            "task": "two-way",
            "rows": matrix(table),
            "columns": pair,
            "resolution": 7,
            "categorical": [column in (2, 3) for column in pair],
        }
        for pair in pairs
    ]
    for pair, found in zip(pairs, explain(tasks, predict), strict=True):
        expected = reference.dependence(model, table, list(pair), 7, [2, 3])
        close(found["average"]["values"], expected["average"], DEPENDENCE)


@pytest.mark.parametrize(("seed", "table", "model", "wanted", "scorers"), CASES)
def test_interactions_are_those_of_the_definition(seed, table, model, wanted, scorers):
    predict = reference.predictor(model)
    drawn = table[:40]
    [found] = explain([{"task": "interaction", "rows": matrix(drawn), "groups": SINGLE}], predict)
    expected = reference.interaction(predict, drawn)
    close(found["overall"], expected["overall"], INTERACTION)
    for one, other, share, size in expected["pairs"]:
        close(found["pairs"]["values"][one * 5 + other], share, INTERACTION)
        close(found["pairs"]["values"][other * 5 + one], share, INTERACTION)
        close(found["sizes"]["values"][one * 5 + other], size, INTERACTION)


@pytest.mark.parametrize("seed", SEEDS)
def test_bootstrap_intervals_are_numpys(seed):
    attributions = np.random.default_rng(seed).normal(0, [[3, 1, 0.1, 0]], (80, 4))
    task = {"task": "summary", "attributions": matrix(attributions), "seed": seed, "resamples": 300, "level": 0.9}
    [found] = explain([task], None)
    expected = reference.summary(attributions, seed, 300, 0.9)
    for key, values in expected.items():
        close(found[key], values, 1e-12)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("threshold", [0.5, 0.8, 0.95])
def test_correlated_groups_are_scipys(seed, threshold):
    table, kinds = reference.mixed_columns(seed)
    [found] = explain([{"task": "correlated", "rows": matrix(table), "kinds": kinds, "threshold": threshold}], None)
    expected = reference.correlated(table, kinds, threshold)
    # η comes from a ratio of variances here, and from an F statistic there.
    close(found["association"]["values"], expected["association"], 1e-9)
    assert sorted(found["groups"]) == sorted(expected["groups"])
    assert found["constant"] == [6]
    assert found["duplicates"] == [[0, 7], [2, 8]]


def test_the_golden_file_is_what_the_peers_say_now():
    committed = json.loads((reference.target / "global.json").read_text())
    now = json.loads(json.dumps(reference.golden()))
    assert list(flat(committed)) == pytest.approx(list(flat(now)), rel=1e-9, abs=1e-9)


def flat(value):
    if isinstance(value, dict):
        for key in value:
            yield from flat(value[key])
    elif isinstance(value, list):
        for one in value:
            yield from flat(one)
    elif isinstance(value, (int, float)):
        yield value
