"""scikit-learn and SciPy compute what the generator says of predictions of every kind: ties, rare classes, 2 to 20."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import average_precision_score, confusion_matrix, precision_recall_curve, roc_auc_score, roc_curve

from reference_metrics import bootstrap_intervals, further_metrics, metrics, regression_metrics

root = Path(__file__).parent.parent
tolerance = 1e-9
resampling = {"replicates": 50, "seed": 7, "level": 0.95}
pytestmark = pytest.mark.filterwarnings("ignore")


def classifier(seed, rows, classes, digits=None, rare=False):
    random = np.random.default_rng(seed)
    weights = np.full(classes, 1.0)
    if rare:
        weights[0] = 20.0 * classes
    actual = random.choice(classes, rows, p=weights / weights.sum())
    actual[:classes] = np.arange(classes)
    scores = random.normal(size=(rows, classes))
    scores[np.arange(rows), actual] += 1.0
    if digits is not None:
        # Few different scores: many ties.
        scores = np.round(scores, digits)
    exponentials = np.exp(scores)
    probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
    predicted = probabilities.argmax(axis=1)
    columns = {"y": [str(label) for label in actual], "part": random.choice(["a", "b", "c"], rows).tolist()}
    return {"columns": columns, "probabilities": probabilities, "predicted": predicted, "actual": actual}


def regressor(seed, rows, digits=None):
    random = np.random.default_rng(seed)
    actual = 1e3 + 30 * random.normal(size=rows)
    predicted = actual + 10 * random.standard_t(3, size=rows)
    if digits is not None:
        actual, predicted = np.round(actual, digits), np.round(predicted, digits)
    columns = {"y": actual.tolist(), "part": random.choice(["a", "b", "c"], rows).tolist()}
    return {"columns": columns, "probabilities": None, "predicted": predicted, "actual": actual}


classifiers = [
    classifier(1, 300, 2),
    classifier(2, 400, 2, digits=0),
    classifier(3, 500, 2, digits=1, rare=True),
    classifier(4, 300, 3, digits=0),
    classifier(5, 500, 7, rare=True),
    classifier(6, 600, 20, digits=1),
]
regressors = [regressor(7, 300), regressor(8, 401, digits=-1), regressor(9, 2)]
random = np.random.default_rng(10)
fisher = [[7, 20, 30, 400], [0, 10, 5, 50], [40, 40, 60, 200], [3, 900, 20, 100000], [12, 30, 12, 100]]
samples = [(random.normal(size=n), random.normal(1, 3, size=m)) for n, m in ((5, 9), (40, 400), (300, 31))]
families = [[0.01, 0.04, 0.03, 0.005], [1.0, 0.2, 0.2], random.uniform(size=30).tolist(), []]


def sums(values):
    return {"n": len(values), "sum": values.sum(), "square": (values**2).sum()}


@pytest.fixture(scope="module")
def found():
    cases = [
        {
            "resampling": resampling,
            "columns": case["columns"],
            "probabilities": None if case["probabilities"] is None else case["probabilities"].tolist(),
            "predicted": case["predicted"].tolist(),
        }
        for case in classifiers + regressors
    ]
    asked = {
        "cases": cases,
        "fisher": fisher,
        "welch": [[sums(a), sums(b)] for a, b in samples],
        "holm": families,
    }
    command = [root / "node_modules" / ".bin" / "node", root / "interop" / "judge_rows.ts"]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def same(estimate, expected):
    value = float(estimate["value"])
    assert value == pytest.approx(expected, abs=tolerance, rel=tolerance, nan_ok=True)


@pytest.mark.parametrize("index", range(len(classifiers)))
def test_classifier_metrics(found, index):
    actual, predicted, probabilities = rows_of(index)
    expected = metrics(actual, predicted, probabilities) | further_metrics(actual, predicted, probabilities)
    for name, estimate in found["cases"][index]["metrics"].items():
        if estimate is None:
            assert name not in expected or (name == "precision" or name == "recall" or name == "f1")
        else:
            same(estimate, expected[name])
            assert estimate["n"] == len(actual)


def rows_of(index):
    case = classifiers[index]
    return case["actual"], case["predicted"], case["probabilities"]


@pytest.mark.parametrize("index", range(len(classifiers)))
def test_curves(found, index):
    """Areas are exact; the points kept are points of scikit-learn's curves, and the others lie on the line."""
    actual, _, probabilities = rows_of(index)
    judged = found["cases"][index]
    for roc, pr in zip(judged["rocCurves"], judged["precisionRecallCurves"], strict=True):
        truth, scores = actual == int(roc["label"]), probabilities[:, int(roc["label"])]
        same(roc["auc"], roc_auc_score(truth, scores))
        same(pr["averagePrecision"], average_precision_score(truth, scores))
        x, y, thresholds = roc_curve(truth, scores, drop_intermediate=False)
        points = dict(zip(thresholds.tolist(), zip(x, y)))
        for threshold, a, b in zip(roc["thresholds"], roc["falsePositiveRate"], roc["truePositiveRate"]):
            assert points[float(threshold)] == pytest.approx((a, b), abs=tolerance)
        assert np.trapezoid(roc["truePositiveRate"], roc["falsePositiveRate"]) == pytest.approx(
            roc["auc"]["value"], abs=2e-3
        )
        precision, recall, thresholds = precision_recall_curve(truth, scores)
        points = dict(zip(thresholds.tolist(), zip(precision, recall)))
        for threshold, a, b in zip(pr["thresholds"], pr["precision"], pr["recall"]):
            assert points[float(threshold)] == pytest.approx((a, b), abs=tolerance)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_thresholds(found, index):
    actual, _, probabilities = rows_of(index)
    rows = found["cases"][index]["thresholds"]["rows"]
    assert [row["threshold"] for row in rows] == [step / 100 for step in range(101)]
    for row in rows + found["cases"][index]["thresholds"]["operatingPoints"]:
        called = (probabilities[:, 1] >= row["threshold"]).astype(int)
        counts = confusion_matrix(actual, called, labels=[0, 1]).ravel().tolist()
        names = ("trueNegatives", "falsePositives", "falseNegatives", "truePositives")
        assert [row[name] for name in names] == counts
        expected = further_metrics(actual, called, probabilities)
        for name in ("precision", "recall", "specificity", "f1", "balancedAccuracy", "mcc"):
            assert (row[name] or 0) == pytest.approx(expected[name], abs=tolerance)


@pytest.mark.parametrize("index", range(len(classifiers)))
def test_intervals_of_areas(found, index):
    actual, predicted, probabilities = rows_of(index)

    def statistics(rows):
        # A resample without a class has no such area.
        if len(np.unique(actual[rows])) < probabilities.shape[1]:
            return [np.nan, np.nan]
        further = further_metrics(actual[rows], predicted[rows], probabilities[rows])
        return [further["rocAuc"], further["mcc"]]

    expected = intervals(statistics, len(actual))
    interval = found["cases"][index]["metrics"]["rocAuc"]["interval"]
    assert [interval["lower"], interval["upper"]] == pytest.approx(expected[0], abs=tolerance)


def intervals(statistics, rows):
    with_nan = []
    bootstrap_intervals(lambda r: with_nan.append(statistics(r)) or [0.0], rows, *(resampling[k] for k in ("replicates", "seed", "level")))
    return np.nanquantile(np.array(with_nan), [0.025, 0.975], axis=0).T.tolist()


@pytest.mark.parametrize("index", range(len(regressors)))
def test_regressor(found, index):
    case = regressors[index]
    target = found["cases"][len(classifiers) + index]["targets"][0]
    expected = regression_metrics(case["actual"], case["predicted"])
    for name, estimate in target["metrics"].items():
        same(estimate, expected[name])
    counts, edges = np.histogram(case["predicted"] - case["actual"], bins=30)
    assert target["residuals"]["edges"] == pytest.approx(edges.tolist(), abs=1e-9)
    assert sum(target["residuals"]["counts"]) == len(case["actual"])
    if index == 0:
        assert target["residuals"]["counts"] == counts.tolist()
        names = ("mae", "rmse", "r2", "absoluteErrorP90")

        def statistics(rows):
            resampled = regression_metrics(case["actual"][rows], case["predicted"][rows])
            return [resampled[name] for name in names]

        for name, ends in zip(names, intervals(statistics, len(case["actual"]))):
            interval = target["metrics"][name]["interval"]
            assert [interval["lower"], interval["upper"]] == pytest.approx(ends, abs=tolerance)


def test_slices(found):
    for case, judged in zip(classifiers, found["cases"]):
        part = np.array(case["columns"]["part"])
        right = case["actual"] == case["predicted"]
        assert len(judged["slices"]) == 3
        for slice_ in judged["slices"]:
            inside = part == slice_["conditions"][0]["values"][0]
            assert slice_["n"] == inside.sum()
            accuracy = slice_["metrics"]["accuracy"]
            same(accuracy["estimate"], right[inside].mean())
            same(accuracy["difference"], right[inside].mean() - right[~inside].mean())


def test_slice_tests(found):
    """p-values by SciPy; the correction by its definition (Holm 1979)."""
    for (k, n, all_k, all_n), p in zip(fisher, found["fisher"], strict=True):
        table = [[k, n - k], [all_k - k, all_n - n - all_k + k]]
        assert p == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue, rel=1e-6)
    for (a, b), p in zip(samples, found["welch"], strict=True):
        expected = stats.ttest_ind(a, b, equal_var=False, alternative="greater").pvalue
        assert p == pytest.approx(expected, rel=1e-6, abs=1e-12)
    for family, adjusted in zip(families, found["holm"], strict=True):
        order = np.argsort(family, kind="stable")
        steps = np.arange(len(family), 0, -1) * np.array(family)[order]
        expected = np.empty(len(family))
        expected[order] = np.minimum(1, np.maximum.accumulate(steps)) if family else []
        assert adjusted == pytest.approx(expected.tolist(), abs=1e-12)
