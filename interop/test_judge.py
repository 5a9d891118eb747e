"""Random predictions, with ties and rare classes, judged by us and by scikit-learn, SciPy and NumPy.

Both compute in double precision from the same numbers: 1e-9 is what sums in another order leave. p-values come from
other approximations of the gamma and beta functions: 1e-7, relatively.
"""

import json
import math
import subprocess
import warnings
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics as sk

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules" / ".bin" / "node"
EXACT = 1e-9
P_VALUE = 1e-7
REPLICATES = 50
SEED = 20171107

pytestmark = pytest.mark.filterwarnings("ignore")


def classifier(random: np.random.Generator, classes: int, rows: int, decimals: int | None, rare: bool) -> dict:
    weights = np.ones(classes) / classes
    if rare:
        weights = np.r_[0.02, np.ones(classes - 1) * 0.98 / (classes - 1)]
    actual = random.choice(classes, rows, p=weights)
    logits = random.normal(size=(rows, classes))
    logits[np.arange(rows), actual] += 1
    probabilities = np.exp(logits)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    if decimals is not None:
        # Ties, as a forest of few trees makes them; the last class takes what is left.
        probabilities = probabilities.round(decimals)
        probabilities[:, -1] = np.clip(1 - probabilities[:, :-1].sum(axis=1), 0, 1)
    return {
        "classes": [f"class {index}" for index in range(classes)],
        "positive": 1,
        "probabilities": probabilities.tolist(),
        "predicted": probabilities.argmax(axis=1).tolist(),
        "columns": {
            "y": actual.tolist(),
            "group": random.choice(["a", "b", "c"], rows).tolist(),
            "size": random.normal(size=rows).tolist(),
        },
        "labels": ["y"],
        "slices": ["group", {"name": "small a", "where": {"group": "a", "size": {"max": 0}}}],
        "searched": ["group", "size"],
        "replicates": REPLICATES,
    }


def regressor(random: np.random.Generator, rows: int, targets: int, offset: float) -> dict:
    actual = random.normal(size=(targets, rows)) * 3 + offset
    values = actual + random.normal(size=(targets, rows))
    labels = [f"y{index}" for index in range(targets)]
    return {
        "values": values.tolist(),
        "columns": {
            **dict(zip(labels, actual.tolist(), strict=True)),
            "group": random.choice(["a", "b"], rows).tolist(),
            "size": random.normal(size=rows).tolist(),
        },
        "labels": labels,
        "slices": ["group"],
        "searched": ["group", "size"],
        "replicates": REPLICATES,
    }


random = np.random.default_rng(42)
classifiers = [
    classifier(random, classes, rows, decimals, rare)
    for classes, rows, decimals, rare in [
        (2, 300, None, False),
        (2, 400, 1, True),
        (3, 250, 1, False),
        (5, 500, None, True),
        (20, 900, 2, False),
    ]
]
regressors = [regressor(random, 400, 1, 0), regressor(random, 151, 2, 1e6)]


def judged_of(cases: list[dict], folder: Path) -> list[dict]:
    path = folder / "cases.json"
    path.write_text(json.dumps(cases))
    command = [NODE, ROOT / "interop" / "judge_predictions.ts", path]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return [json.loads(line) for line in found.stdout.splitlines()]


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> list[dict]:
    return judged_of([*classifiers, *regressors], tmp_path_factory.mktemp("judged"))


def arrays(case: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.array(case["columns"]["y"]), np.array(case["probabilities"]), np.array(case["predicted"])


def classification_metrics(y: np.ndarray, p: np.ndarray, predicted: np.ndarray, classes: int) -> dict:
    labels = np.arange(classes)
    macro = {"labels": labels, "average": "macro", "zero_division": 0}
    found = {
        "accuracy": sk.accuracy_score(y, predicted),
        "balancedAccuracy": sk.balanced_accuracy_score(y, predicted),
        "macroPrecision": sk.precision_score(y, predicted, **macro),
        "macroRecall": sk.recall_score(y, predicted, **macro),
        "macroF1": sk.f1_score(y, predicted, **macro),
        "weightedF1": sk.f1_score(y, predicted, labels=labels, average="weighted", zero_division=0),
        "mcc": sk.matthews_corrcoef(y, predicted),
        "kappa": sk.cohen_kappa_score(y, predicted, labels=labels),
        "logLoss": sk.log_loss(y, p, labels=labels),
        "brier": sk.brier_score_loss(y, p, labels=labels, scale_by_half=False),
    }
    if classes == 2:
        positive = {"pos_label": 1, "zero_division": 0}
        return found | {
            "rocAuc": sk.roc_auc_score(y, p[:, 1]),
            "averagePrecision": sk.average_precision_score(y, p[:, 1]),
            "precision": sk.precision_score(y, predicted, **positive),
            "recall": sk.recall_score(y, predicted, **positive),
            "specificity": sk.recall_score(y, predicted, pos_label=0, zero_division=0),
            "f1": sk.f1_score(y, predicted, **positive),
            "f05": sk.fbeta_score(y, predicted, beta=0.5, **positive),
            "f2": sk.fbeta_score(y, predicted, beta=2, **positive),
        }
    one_hot = np.eye(classes)[y]
    found |= {
        "rocAuc": sk.roc_auc_score(one_hot, p, average="macro"),
        "averagePrecision": sk.average_precision_score(one_hot, p, average="macro"),
        "top2Accuracy": sk.top_k_accuracy_score(y, p, k=2, labels=labels),
    }
    if classes > 3:
        found["top3Accuracy"] = sk.top_k_accuracy_score(y, p, k=3, labels=labels)
    return found


def rows_behind(name, y, predicted):
    """Rows that a metric of two classes is a share of; all rows for any other metric."""
    if name in ("f1", "f05", "f2"):
        return int(((y == 1) | (predicted == 1)).sum())
    counted = {"precision": predicted == 1, "recall": y == 1, "specificity": y == 0}
    return int(counted[name].sum()) if name in counted else len(y)


@pytest.mark.parametrize("index", range(len(classifiers)))
def test_every_metric_of_a_classifier(judged, index):
    case, found = classifiers[index], judged[index]
    y, p, predicted = arrays(case)
    expected = classification_metrics(y, p, predicted, p.shape[1])
    for name, value in expected.items():
        assert found["metrics"][name]["value"] == pytest.approx(value, abs=EXACT), name
        assert found["metrics"][name]["n"] == rows_behind(name, y, predicted), name
    given = {name for name, estimate in found["metrics"].items() if estimate is not None}
    assert given - {"ece"} == set(expected)


@pytest.mark.parametrize("index", [0, 1, 2, 4])
def test_intervals_of_curves_and_agreement(judged, index):
    """The same resamples from NumPy's Mersenne Twister, scikit-learn on each of them."""
    case, found = classifiers[index], judged[index]
    y, p, predicted = arrays(case)
    state = np.random.RandomState(SEED)
    names = ["mcc", "kappa", "balancedAccuracy", "rocAuc", "averagePrecision", "weightedF1"]
    values = []
    for _ in range(REPLICATES):
        words = state.randint(0, 2**32, len(y), dtype=np.uint32)
        rows = (words.astype(np.float64) * len(y) / 2**32).astype(int)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            drawn = classification_metrics(y[rows], p[rows], predicted[rows], p.shape[1])
        if p.shape[1] > 2 and len(np.unique(y[rows])) < p.shape[1]:
            # A class without rows has no curve: undefined for us, whatever the average of the others is.
            drawn |= {"rocAuc": math.nan, "averagePrecision": math.nan}
        values.append([drawn[name] for name in names])
    for place, name in enumerate(names):
        column = np.array(values)[:, place]
        lower, upper = np.quantile(column[~np.isnan(column)], [0.025, 0.975])
        interval = found["metrics"][name]["interval"]
        assert [interval["lower"], interval["upper"]] == pytest.approx([lower, upper], abs=EXACT), name


@pytest.mark.parametrize("index", range(len(classifiers)))
def test_curves(judged, index):
    case, found = classifiers[index], judged[index]
    y, p, _ = arrays(case)
    curves = zip(found["rocCurves"], found["precisionRecallCurves"], strict=True)
    for roc, precision_recall in curves:
        label = case["classes"].index(roc["label"])
        scores = p[:, label]
        assert roc["auc"]["value"] == pytest.approx(sk.roc_auc_score(y == label, scores), abs=EXACT)
        fpr, tpr, thresholds = sk.roc_curve(y == label, scores, drop_intermediate=False)
        all_points = {float(t): (f, r) for f, r, t in zip(fpr, tpr, thresholds, strict=True)}
        kept = zip(roc["falsePositiveRate"], roc["truePositiveRate"], roc["thresholds"], strict=True)
        for f, r, threshold in kept:
            assert (f, r) == pytest.approx(all_points[float(threshold.replace("inity", "")) if isinstance(threshold, str) else threshold], abs=EXACT)
        # What was left out lies on the drawn line, within the stated tolerance: so does the area under it.
        area = np.trapezoid(roc["truePositiveRate"], roc["falsePositiveRate"])
        assert area == pytest.approx(roc["auc"]["value"], abs=0.002)
        average = sk.average_precision_score(y == label, scores)
        assert precision_recall["averagePrecision"]["value"] == pytest.approx(average, abs=EXACT)
        precision, recall, at = sk.precision_recall_curve(y == label, scores)
        points = {float(t): (a, b) for a, b, t in zip(precision, recall, at, strict=False)}
        for a, b, t in zip(
            precision_recall["precision"], precision_recall["recall"], precision_recall["thresholds"], strict=True
        ):
            assert (a, b) == pytest.approx(points[t], abs=EXACT)


@pytest.mark.parametrize("index", [0, 1])
def test_thresholds(judged, index):
    case, found = classifiers[index], judged[index]
    y, p, _ = arrays(case)
    rows = found["thresholds"]["rows"]
    assert [row["threshold"] for row in rows] == [index / 100 for index in range(101)]
    for row in [*rows, *found["thresholds"]["operatingPoints"]]:
        called = p[:, 1] >= row["threshold"]
        (tn, fp), (fn, tp) = sk.confusion_matrix(y, called, labels=[0, 1])
        counts = [row[name] for name in ("trueNegatives", "falsePositives", "falseNegatives", "truePositives")]
        assert counts == [tn, fp, fn, tp]
        assert row["mcc"] == pytest.approx(sk.matthews_corrcoef(y, called), abs=EXACT)
        assert row["balancedAccuracy"] == pytest.approx(sk.balanced_accuracy_score(y, called), abs=EXACT)
        assert row["f1"] == pytest.approx(sk.f1_score(y, called, zero_division=0), abs=EXACT)
    candidates = np.unique(p[:, 1])
    best = {point["name"]: point for point in found["thresholds"]["operatingPoints"]}
    assert best["best-f1"]["f1"] == pytest.approx(max(sk.f1_score(y, p[:, 1] >= t) for t in candidates), abs=EXACT)
    assert best["best-mcc"]["mcc"] == pytest.approx(
        max(sk.matthews_corrcoef(y, p[:, 1] >= t) for t in candidates), abs=EXACT
    )


@pytest.mark.parametrize("index", range(len(regressors)))
def test_every_metric_of_a_regressor(judged, index):
    case, found = regressors[index], judged[len(classifiers) + index]
    for target, name in zip(found["targets"], case["labels"], strict=True):
        y, predicted = np.array(case["columns"][name]), np.array(case["values"][case["labels"].index(name)])

        def values(rows, y=y, predicted=predicted):
            actual, said = y[rows], predicted[rows]
            absolute = np.abs(said - actual)
            return {
                "mae": sk.mean_absolute_error(actual, said),
                "rmse": sk.root_mean_squared_error(actual, said),
                "r2": sk.r2_score(actual, said),
                "bias": (said - actual).mean(),
                "medianAbsoluteError": sk.median_absolute_error(actual, said),
                "absoluteErrorP90": np.quantile(absolute, 0.9),
                "absoluteErrorP95": np.quantile(absolute, 0.95),
                "maxError": sk.max_error(actual, said),
                "explainedVariance": sk.explained_variance_score(actual, said),
                "mape": sk.mean_absolute_percentage_error(actual, said),
            }

        expected = values(np.arange(len(y)))
        for metric, value in expected.items():
            assert target["metrics"][metric]["value"] == pytest.approx(value, abs=EXACT, rel=EXACT), metric
        state = np.random.RandomState(SEED)
        drawn = []
        for _ in range(REPLICATES):
            words = state.randint(0, 2**32, len(y), dtype=np.uint32)
            drawn.append(list(values((words.astype(np.float64) * len(y) / 2**32).astype(int)).values()))
        ends = np.quantile(np.array(drawn), [0.025, 0.975], axis=0).T
        for metric, (lower, upper) in zip(expected, ends, strict=True):
            interval = target["metrics"][metric]["interval"]
            assert [interval["lower"], interval["upper"]] == pytest.approx([lower, upper], abs=EXACT, rel=1e-8), metric
        counts, edges = np.histogram(predicted - y, bins=30)
        assert target["residuals"]["edges"] == pytest.approx(edges.tolist(), abs=EXACT)
        assert target["residuals"]["counts"] == counts.tolist()


def number(estimate: dict) -> float:
    """A slice may lack a class: then its curve is undefined, and that is said and not 0."""
    return float(estimate["value"])


def part_of(case: dict, conditions: list[dict]) -> np.ndarray:
    inside = np.ones(len(case["columns"]["group"]), dtype=bool)
    for condition in conditions:
        column = np.array(case["columns"][condition["column"]])
        if condition["values"] is not None:
            inside &= np.isin(column, condition["values"])
        else:
            # Quartiles are open below and closed above; bounds of card.yaml include both.
            if condition["lower"] is not None:
                inside &= column > condition["lower"]
            if condition["upper"] is not None:
                inside &= column <= condition["upper"]
    return inside


@pytest.mark.parametrize("index", range(len(classifiers)))
def test_slices_of_a_classifier(judged, index):
    case, found = classifiers[index], judged[index]
    y, p, predicted = arrays(case)
    names = [slice_["name"] for slice_ in found["slices"]]
    assert names == ["group = a", "group = b", "group = c", "small a"]
    for slice_ in found["slices"]:
        inside = part_of(case, slice_["conditions"])
        assert slice_["n"] == inside.sum()
        for name, compared in slice_["metrics"].items():
            ours, others = (
                classification_metrics(y[rows], p[rows], predicted[rows], p.shape[1])[name]
                for rows in (inside, ~inside)
            )
            assert number(compared["estimate"]) == pytest.approx(ours, abs=EXACT, nan_ok=True), name
            assert number(compared["difference"]) == pytest.approx(ours - others, abs=EXACT, nan_ok=True), name


@pytest.mark.parametrize("index", range(len(classifiers) + len(regressors)))
def test_the_search_for_the_worst_slices(judged, index):
    case, found = [*classifiers, *regressors][index], judged[index]["worstSlices"]
    binary = "classes" in case
    if binary:
        y, _, predicted = arrays(case)
        losses = (y != predicted).astype(float)
    else:
        losses = np.abs(np.array(case["values"][0]) - np.array(case["columns"]["y0"]))
    size = np.array(case["columns"]["size"])
    cuts = np.quantile(size, [0.25, 0.5, 0.75])
    parts = {"group": np.array(case["columns"]["group"]), "size": np.searchsorted(cuts, size, side="left")}
    masks = [column == value for column in parts.values() for value in np.unique(column)]
    masks += [
        (parts["group"] == a) & (parts["size"] == b) for a in np.unique(parts["group"]) for b in np.unique(parts["size"])
    ]
    minimum = max(30, math.ceil(len(losses) / 100))
    masks = [mask for mask in masks if minimum <= mask.sum() <= len(losses) - minimum]
    assert (found["searched"], found["minimumRows"]) == (len(masks), minimum)

    def p_value(mask, others=None):
        others = ~mask if others is None else others
        if binary:
            cells = [[losses[side].sum(), (1 - losses[side]).sum()] for side in (mask, others)]
            return stats.fisher_exact(np.array(cells).astype(int), alternative="greater").pvalue
        return stats.ttest_ind(losses[mask], losses[others], equal_var=False, alternative="greater").pvalue

    raw = np.array([p_value(mask) for mask in masks])
    order = np.argsort(raw, kind="stable")
    # Holm 1979, as statsmodels' multipletests has it.
    stepped = np.maximum.accumulate((len(raw) - np.arange(len(raw))) * raw[order])
    adjusted = np.empty_like(raw)
    adjusted[order] = np.minimum(stepped, 1)
    expected = {mask.tobytes(): (p, q) for mask, p, q in zip(masks, raw, adjusted, strict=True)}
    assert found["slices"], "some slice is worse than the average"
    for slice_ in found["slices"]:
        p, q = expected[part_of(case, slice_["conditions"]).tobytes()]
        assert slice_["pValue"] == pytest.approx(p, rel=P_VALUE)
        assert slice_["adjustedPValue"] == pytest.approx(q, rel=P_VALUE)
    assert found["slices"][0]["pValue"] == pytest.approx(min(p for p, _ in expected.values()), rel=P_VALUE)
    # Each says something of rows that those above it do not hold.
    told = part_of(case, found["slices"][0]["conditions"])
    for slice_ in found["slices"][1:]:
        inside = part_of(case, slice_["conditions"])
        assert p_value(inside & ~told, ~inside & ~told) <= 0.05
        told = told | inside
