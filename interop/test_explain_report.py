"""The committed explanation of the census model is what shap, scikit-learn, SciPy and fairlearn say of the same rows, background and seeds."""

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shap
from fairlearn import metrics as fair
from scipy.stats import binomtest, spearmanr
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import calibration_curve
from sklearn.inspection import permutation_importance
from sklearn.metrics import accuracy_score, brier_score_loss, confusion_matrix, precision_score, roc_auc_score
from statsmodels.stats.proportion import confint_proportions_2indep

from make_explain_fairness import resamples
from model_files import read_json
from test_census import MODEL, POSITIVE, features, positive, probabilities, rows, trees

# Both add the leaves of the file, which are in single precision, in double precision: only the order of sums differs.
SHAP = 1e-6
# Shares of the same counts, each rounded once.
EXACT = 1e-12
# Single precision may change which of two rows a hair apart comes first, and with it the area under the curve.
SINGLE = 1e-6


@cache
def record():
    return read_json(MODEL, "explanation.json")


@cache
def truth():
    return (rows()["income"] == POSITIVE).to_numpy()


def sample(said, total):
    """numpy's own draw of the rows that the record says it used."""
    return np.sort(np.random.RandomState(said["seed"]).permutation(total)[: said["rows"]])


@cache
def columns():
    """Columns of what the pipeline makes, in its order."""
    state = read_json(MODEL, "features.json")["fitted"]["state"]["transformers"]
    return [column for step in state for column in step["columns"]]


def shap_trees():
    """The committed trees in the form that shap takes any trees in."""
    node = trees()
    weights = dict(zip(zip(node["class_treeids"], node["class_nodeids"], strict=True), node["class_weights"], strict=True))
    tree_ids = np.array(node["nodes_treeids"])
    found = []
    for tree in dict.fromkeys(node["nodes_treeids"]):
        places = np.flatnonzero(tree_ids == tree)
        order = {node["nodes_nodeids"][place]: at for at, place in enumerate(places)}
        leaf = np.array([node["nodes_modes"][place] == b"LEAF" for place in places])
        child = lambda name: np.array([order[node[name][place]] for place in places])
        left, right = child("nodes_truenodeids"), child("nodes_falsenodeids")
        missing = np.array([node["nodes_missing_value_tracks_true"][place] == 1 for place in places])
        values = [weights.get((tree, node["nodes_nodeids"][place]), 0.0) for place in places]
        found.append({
            "children_left": np.where(leaf, -1, left),
            "children_right": np.where(leaf, -1, right),
            "children_default": np.where(leaf, -1, np.where(missing, left, right)),
            "features": np.where(leaf, -2, np.array(node["nodes_featureids"])[places]),
            "thresholds": np.array(node["nodes_values"], dtype=np.float64)[places],
            "values": np.array(values, dtype=np.float64).reshape(-1, 1),
            "node_sample_weight": np.ones(len(places)),
        })
    return {"trees": found}


@cache
def attributions():
    """shap's values of the rows that were explained, and its base."""
    said = record()["attribution"]
    table = features(rows())
    background = table[sample(said["background"], len(table))]
    explained = table[sample(said["explained"], len(table))]
    explainer = shap.TreeExplainer(shap_trees(), background, feature_perturbation="interventional")
    values = np.asarray(explainer.shap_values(explained, check_additivity=False)).reshape(len(explained), -1)
    return values, float(np.atleast_1d(explainer.expected_value)[-1])


def test_it_is_the_explanation_of_the_committed_model():
    said = record()
    assert (said["attribution"]["method"], said["attribution"]["exact"], said["attribution"]["unit"]) == ("tree", True, "log-odds")
    assert said["output"]["name"] == POSITIVE
    assert said["dataset"]["n"] == len(rows())
    assert sorted(column for feature in said["importance"]["features"] for column in feature["columns"]) == sorted(columns())


def test_mean_shap_values_and_their_intervals_are_those_of_shap_and_numpy():
    values, base = attributions()
    said = record()
    sizes = np.abs(values)
    assert abs(base - said["attribution"]["base"]) < SHAP * max(1, abs(base))
    random = np.random.RandomState(said["bootstrap"]["seed"])
    replicates, level = said["bootstrap"]["replicates"], said["bootstrap"]["level"]
    drawn = np.floor(random.random_sample((replicates, len(sizes))) * len(sizes)).astype(int)
    means = np.array([sizes[one].mean(axis=0) for one in drawn])
    ends = np.quantile(means, [(1 - level) / 2, (1 + level) / 2], axis=0)
    worst = 0.0
    for feature in said["importance"]["features"]:
        [name] = feature["columns"]
        at = columns().index(name)
        own = feature["meanAbsolute"]
        assert own["n"] == len(sizes)
        wanted = [sizes[:, at].mean(), *ends[:, at]]
        found = [own["value"], own["interval"]["lower"], own["interval"]["upper"]]
        worst = max(worst, np.abs(np.array(found) - wanted).max())
        assert abs(feature["share"] - sizes[:, at].mean() / sizes.mean(axis=0).sum()) < SHAP
    print(f"mean |SHAP| and ends differ by at most {worst:.1e}")
    assert worst < SHAP * sizes.max()
    order = [feature["meanAbsolute"]["value"] for feature in said["importance"]["features"]]
    assert order == sorted(order, reverse=True)


class Committed(ClassifierMixin, BaseEstimator):
    """The committed graph, as scikit-learn asks models."""

    classes_ = np.array([0, 1])

    def fit(self, *_):
        return self

    def predict_proba(self, frame):
        return probabilities(frame)


def test_permutation_importance_is_scikit_learns_draw_for_draw():
    said = record()["importance"]
    how = said["permutation"]
    kept = sample(how, len(rows()))
    names = [name for feature in said["features"] for name in feature["columns"]]
    frame, target = rows()[names].iloc[kept].reset_index(drop=True), truth()[kept].astype(int)
    assert abs(roc_auc_score(target, positive()[kept]) - how["score"]) < SINGLE
    found = permutation_importance(
        Committed().fit(), frame, target, scoring=how["metric"], n_repeats=how["repeats"], random_state=how["seed"]
    )
    means = [feature["permutation"]["mean"] for feature in said["features"]]
    spreads = [feature["permutation"]["standardDeviation"] for feature in said["features"]]
    print(f"means differ by at most {np.abs(found.importances_mean - means).max():.1e}")
    np.testing.assert_allclose(means, found.importances_mean, rtol=0, atol=SINGLE)
    np.testing.assert_allclose(spreads, found.importances_std, rtol=0, atol=SINGLE)
    sizes = [feature["meanAbsolute"]["value"] for feature in said["features"]]
    assert abs(said["rankAgreement"] - spearmanr(sizes, means).statistic) < EXACT


def groups_of(grouping):
    """A name for each row, in the record's words."""
    return names_of(tuple(grouping["columns"]))


@cache
def names_of(columns):
    return rows()[list(columns)].astype(str).agg(", ".join, axis=1)


def by_group(grouping, measure):
    return fair.MetricFrame(
        metrics=measure,
        y_true=truth(),
        y_pred=positive() >= grouping["threshold"],
        sensitive_features=groups_of(grouping),
    )


def rate(part):
    """A rate of one group: scikit-learn's confusion matrix, divided."""

    def measured(actual, predicted):
        tn, fp, fn, tp = confusion_matrix(actual, predicted, labels=[False, True]).ravel()
        count, of = part(tn, fp, fn, tp)
        return np.nan if of == 0 else count / of

    return measured


RATES = {
    "baseRate": rate(lambda tn, fp, fn, tp: (tp + fn, tn + fp + fn + tp)),
    "selectionRate": fair.selection_rate,
    "accuracy": accuracy_score,
    "truePositiveRate": fair.true_positive_rate,
    "falsePositiveRate": fair.false_positive_rate,
    "positivePredictiveValue": lambda actual, predicted: precision_score(actual, predicted, zero_division=0),
}


@pytest.mark.parametrize("at", range(4))
def test_rates_by_group_are_fairlearns_with_wilsons_intervals(at):
    grouping = record()["fairness"][at]
    frame = by_group(grouping, RATES)
    counts = groups_of(grouping).value_counts()
    assert sorted(counts.index) == sorted(group["name"] for group in grouping["groups"])
    for group in [*grouping["groups"], grouping["overall"]]:
        own = frame.overall if group is grouping["overall"] else frame.by_group.loc[group["name"]]
        assert group["n"] == (len(rows()) if group is grouping["overall"] else counts[group["name"]])
        assert group["small"] == (group["n"] < grouping["smallBelow"])
        for name in RATES:
            said = group["rates"][name]
            assert said["n"] > 0
            assert abs(said["value"] - own[name]) < EXACT, (group["name"], name)
            wilson = binomtest(round(said["value"] * said["n"]), said["n"]).proportion_ci(method="wilson")
            assert abs(said["interval"]["lower"] - wilson.low) < EXACT
            assert abs(said["interval"]["upper"] - wilson.high) < EXACT


DIFFERENCES = {
    "demographicParityDifference": fair.demographic_parity_difference,
    "demographicParityRatio": fair.demographic_parity_ratio,
    "equalOpportunityDifference": fair.equal_opportunity_difference,
    "equalizedOddsDifference": fair.equalized_odds_difference,
}


def replicates(cells):
    """numpy's draws of confusion matrices: `[replicate, group, (tp, fp, tn, fn)]`."""
    said = record()["bootstrap"]
    return resamples(np.array(cells), said["replicates"], said["seed"], "rows")


SHARES = {
    "accuracyDifference": [lambda tp, fp, tn, fn: (tp + tn, tp + fp + tn + fn)],
    "demographicParityDifference": [lambda tp, fp, tn, fn: (tp + fp, tp + fp + tn + fn)],
    "equalOpportunityDifference": [lambda tp, fp, tn, fn: (tp, tp + fn)],
    "equalizedOddsDifference": [lambda tp, fp, tn, fn: (tp, tp + fn), lambda tp, fp, tn, fn: (fp, fp + tn)],
    "predictiveParityDifference": [lambda tp, fp, tn, fn: (tp, tp + fp)],
}


def together(confusions, parts, level):
    """Intervals of all differences by statsmodels, each at Bonferroni's level; the largest of their ends."""
    shares = [[part(*one) for one in confusions if part(*one)[1] > 0] for part in parts]
    pairs = [pair for own in shares for pair in combinations(own, 2)]
    ends = [
        confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=(1 - level) / len(pairs))
        for one, other in pairs
    ]
    lower = max(0, *(max(low, -high) for low, high in ends))
    upper = max(max(high, -low) for low, high in ends)
    return lower, upper, sum(n for own in shares for _, n in own), len(pairs)


@pytest.mark.parametrize("at", range(4))
def test_differences_are_fairlearns_with_newcombes_intervals(at):
    grouping = record()["fairness"][at]
    metrics = grouping["metrics"]
    predicted = positive() >= grouping["threshold"]
    for name, measure in DIFFERENCES.items():
        wanted = measure(truth(), predicted, sensitive_features=groups_of(grouping))
        assert abs(metrics[name]["value"] - wanted) < EXACT, name
        assert metrics[name]["undefinedFor"] == []
    frame = by_group(grouping, {name: RATES[name] for name in ("accuracy", "positivePredictiveValue")})
    for name, of in {"accuracyDifference": "accuracy", "predictiveParityDifference": "positivePredictiveValue"}.items():
        assert abs(metrics[name]["value"] - frame.difference(method="between_groups")[of]) < EXACT, name

    confusions = [[group["confusion"][cell] for cell in ("tp", "fp", "tn", "fn")] for group in grouping["groups"]]
    level = record()["bootstrap"]["level"]
    for name, parts in SHARES.items():
        lower, upper, n, count = together(confusions, parts, level)
        own = metrics[name]
        assert abs(own["interval"]["lower"] - lower) < 1e-9, name
        assert abs(own["interval"]["upper"] - upper) < 1e-9, name
        assert (own["n"], own["comparisons"]) == (n, count), name

    tp, fp, _, _ = np.moveaxis(drawn := replicates(confusions), 2, 0)
    with np.errstate(all="ignore"):
        chosen = (tp + fp) / drawn.sum(axis=2)
        ratios = np.nanmin(chosen, axis=1) / np.nanmax(chosen, axis=1)
    ends = np.quantile(ratios[~np.isnan(ratios)], [(1 - level) / 2, (1 + level) / 2])
    said = metrics["demographicParityRatio"]
    if ends[0] <= said["value"] <= ends[1]:
        assert np.abs(ends - [said["interval"]["lower"], said["interval"]["upper"]]).max() < EXACT
    else:
        assert said["interval"] is None


@pytest.mark.parametrize("at", range(4))
def test_calibration_by_group_is_scikit_learns(at):
    grouping = record()["fairness"][at]
    names = groups_of(grouping)
    for group in grouping["groups"]:
        own = (names == group["name"]).to_numpy()
        actual, scores = truth()[own], positive()[own]
        share, mean = calibration_curve(actual, scores, n_bins=15)
        bins = group["calibration"]["bins"]
        # Means of thousands of single-precision scores, added in another order.
        np.testing.assert_allclose([one["meanScore"] for one in bins], mean, rtol=0, atol=1e-9)
        np.testing.assert_allclose([one["positiveRate"]["value"] for one in bins], share, rtol=0, atol=EXACT)
        sizes = np.array([one["positiveRate"]["n"] for one in bins])
        assert sizes.sum() == own.sum()
        assert abs(group["calibration"]["ece"] - (sizes / sizes.sum() * np.abs(share - mean)).sum()) < 1e-9
        assert abs(group["calibration"]["brier"] - brier_score_loss(actual, scores)) < 1e-9


@pytest.mark.parametrize("at", range(4))
def test_the_price_is_what_its_thresholds_cost_and_free_ones_cost_least(at):
    grouping = record()["fairness"][at]
    names, price = groups_of(grouping), grouping["price"]
    order = [group["name"] for group in grouping["groups"]]

    def mistakes(actual, scores):
        """Of every threshold among the scores, and of nobody chosen."""
        return min(int(((scores >= cut) != actual).sum()) for cut in [*np.unique(scores), np.inf])

    free = 0
    for name in order:
        own = (names == name).to_numpy()
        # Sorted once: mistakes at each cut are those below that are positive and those from there on that are not.
        at_cut = np.argsort(positive()[own], kind="stable")
        scores, actual = positive()[own][at_cut], truth()[own][at_cut]
        below = np.concatenate([[0], np.cumsum(actual)])
        above = np.concatenate([np.cumsum(~actual[::-1])[::-1], [0]])
        cuts = np.concatenate([[True], np.diff(scores) > 0, [True]])
        free += int((below + above)[cuts].min())
        if len(scores) < 500:
            assert int((below + above)[cuts].min()) == mistakes(actual, scores)
    assert free == price["free"]["cost"]
    assert price["single"]["cost"] >= free

    for name, of in {"free": None, "equalOpportunity": "truePositiveRate", "demographicParity": "selectionRate"}.items():
        choice = price[name]
        cuts = dict(zip(order, [np.inf if cut is None else cut for cut in choice["thresholds"]], strict=True))
        predicted = positive() >= names.map(cuts).to_numpy()
        assert int((predicted != truth()).sum()) == choice["cost"], name
        if of is not None:
            frame = fair.MetricFrame(metrics=RATES[of], y_true=truth(), y_pred=predicted, sensitive_features=names)
            assert abs(frame.difference(method="between_groups") - choice["violation"]) < EXACT, name
            assert choice["violation"] <= price["tolerance"] + EXACT


def test_every_answer_has_numbers_that_are_in_the_record():
    def at(pointer):
        found = record()
        for key in pointer.split("/")[1:]:
            found = found[int(key)] if isinstance(found, list) else found[key.replace("~1", "/").replace("~0", "~")]
        return found

    questions = record()["questions"]
    assert len(questions) >= 20
    for question in questions:
        assert question["answer"]
        for pointer in question["figures"]:
            assert isinstance(at(pointer), int | float), pointer


def test_the_frame_of_the_groups_is_that_of_the_file():
    """The groups are the values of the columns, in the file's own words."""
    for grouping in record()["fairness"]:
        counts = pd.DataFrame(rows()).groupby(grouping["columns"]).size()
        assert sorted(counts) == sorted(group["n"] for group in grouping["groups"])
