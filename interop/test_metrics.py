"""scikit-learn, SciPy and NumPy compute every number of the committed evaluations again."""

import json

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

import make_golden
from model_files import evaluation_rows, model_ids, predictions, read_json
from reference_metrics import bootstrap_intervals, further_metrics, matrix, metrics, reliability_bins

# Made of counts: the same predictions give the same number.
counted = 1e-9
# Made of float32 probabilities, which two versions of ONNX Runtime round otherwise.
summed = 1e-6
tolerances = dict.fromkeys(("logLoss", "brier", "ece", "rocAuc", "averagePrecision"), summed)

# Models of tables are judged by test_evaluation.py on predictions of all kinds, and by test_onnx.py.
image_ids = [
    model_id
    for model_id in model_ids
    if (read_json(model_id, "manifest.json")["evaluationSet"] or {}).get("format") == "idx-gz"
]


# Rows of float32 probabilities sum to one within 1e-7 and no closer.
pytestmark = pytest.mark.filterwarnings("ignore:The y_prob values do not sum to one")


@pytest.fixture(params=image_ids)
def judged(request):
    """The committed evaluation, the truth, and what Python's ONNX Runtime says of each row."""
    evaluation = read_json(request.param, "evaluation.json")
    _, labels = evaluation_rows(request.param)
    probabilities, predicted = predictions(request.param)
    if np.flatnonzero(predicted != labels).tolist() != evaluation["mistakeIndices"]:
        pytest.skip("the runtimes disagree about a row between two classes; test_onnx.py judges that")
    return evaluation, labels.astype(int), predicted, probabilities


def test_metrics(judged):
    evaluation, labels, predicted, probabilities = judged
    expected = metrics(labels, predicted, probabilities)
    # The others are judged on random predictions by test_judge.py.
    for name in set(expected) - {"precision", "recall", "f1", "support"}:
        estimate = evaluation["metrics"][name]
        assert estimate["value"] == pytest.approx(expected[name], abs=tolerances.get(name, counted)), name
        assert estimate["n"] == len(labels)


def test_metrics_of_each_class(judged):
    evaluation, labels, predicted, probabilities = judged
    expected = metrics(labels, predicted, probabilities)
    for index, scores in enumerate(evaluation["perClass"]):
        assert scores["support"] == expected["support"][index]
        for name in ("precision", "recall", "f1"):
            assert scores[name]["value"] == pytest.approx(expected[name][index], abs=counted)
        assert scores["precision"]["n"] == (predicted == index).sum()
        assert scores["recall"]["n"] == (labels == index).sum()


def test_confusion_matrix(judged):
    evaluation, labels, predicted, probabilities = judged
    counts = evaluation["confusionMatrix"]["counts"]
    assert counts == matrix(labels, predicted, probabilities.shape[1])
    wrong = [(-n, a, p) for a, row in enumerate(counts) for p, n in enumerate(row) if a != p and n > 0]
    top = [(-entry["count"], entry["actual"], entry["predicted"]) for entry in evaluation["topConfusions"]]
    assert top == sorted(wrong)[: len(top)]


def test_calibration(judged):
    evaluation, labels, predicted, probabilities = judged
    expected = reliability_bins(labels, predicted, probabilities)
    for found, bin_ in zip(evaluation["calibration"]["bins"], expected, strict=True):
        assert found["n"] == bin_["n"]
        if bin_["n"] == 0:
            assert found["accuracy"] is None
            continue
        assert found["meanConfidence"] == pytest.approx(bin_["meanConfidence"], abs=summed)
        assert found["accuracy"]["value"] == pytest.approx(bin_["accuracy"], abs=counted)
        interval = found["accuracy"]["interval"]
        assert [interval["lower"], interval["upper"]] == pytest.approx(bin_["interval"], abs=counted)


def test_bootstrap_intervals(judged):
    """The same resamples from NumPy's Mersenne Twister, the statistics from NumPy."""
    evaluation, labels, predicted, probabilities = judged
    losses = -np.log(np.clip(probabilities, 2**-52, 1 - 2**-52))[np.arange(len(labels)), labels]
    briers = ((probabilities - np.eye(probabilities.shape[1])[labels]) ** 2).sum(axis=1)
    classes = probabilities.shape[1]

    def statistics(rows):
        cells = np.bincount(labels[rows] * classes + predicted[rows], minlength=classes**2)
        counts = cells.reshape(classes, classes)
        f1 = 2 * counts.diagonal() / np.maximum(1, counts.sum(axis=0) + counts.sum(axis=1))
        return [losses[rows].mean(), briers[rows].mean(), f1.mean(), *f1]

    how = evaluation["bootstrap"]
    expected = bootstrap_intervals(statistics, len(labels), how["replicates"], how["seed"], how["level"])
    found = [evaluation["metrics"][name] for name in ("logLoss", "brier", "macroF1")]
    found += [scores["f1"] for scores in evaluation["perClass"]]
    for estimate, (lower, upper) in zip(found, expected, strict=True):
        assert estimate["interval"]["lower"] == pytest.approx(lower, abs=summed)
        assert estimate["interval"]["upper"] == pytest.approx(upper, abs=summed)


def test_intervals_of_shares(judged):
    """Wilson's, from statsmodels."""
    evaluation, labels, predicted, _ = judged
    level = evaluation["bootstrap"]["level"]
    found = [evaluation["metrics"]["accuracy"], *(scores["recall"] for scores in evaluation["perClass"])]
    rows = [np.ones(len(labels), bool), *(labels == at for at in range(len(evaluation["perClass"])))]
    predicted_rows = [predicted == at for at in range(len(evaluation["perClass"]))]
    found += [scores["precision"] for scores in evaluation["perClass"]]
    for estimate, own in zip(found, rows + predicted_rows, strict=True):
        correct = np.sum((predicted == labels) & own)
        lower, upper = proportion_confint(correct, own.sum(), alpha=1 - level, method="wilson")
        assert estimate["n"] == own.sum()
        assert estimate["interval"]["lower"] == pytest.approx(lower, abs=counted)
        assert estimate["interval"]["upper"] == pytest.approx(upper, abs=counted)


def test_worst_mistakes(judged):
    evaluation, labels, predicted, probabilities = judged
    for mistake in evaluation["worstMistakes"]:
        row = mistake["index"]
        assert (mistake["actual"], mistake["predicted"]) == (labels[row], predicted[row])
        assert mistake["confidence"] == pytest.approx(probabilities[row, predicted[row]], abs=1e-5)
        assert mistake["actualProbability"] == pytest.approx(probabilities[row, labels[row]], abs=1e-5)
    wrong = np.flatnonzero(predicted != labels)
    confidences = np.sort(probabilities[wrong, predicted[wrong]])[::-1][: len(evaluation["worstMistakes"])]
    assert [m["confidence"] for m in evaluation["worstMistakes"]] == pytest.approx(confidences.tolist(), abs=1e-5)


def test_golden_values_are_current(tmp_path, monkeypatch):
    """The values that the unit tests compare with are still what these libraries give."""
    read = lambda: [json.loads(make_golden.fixture(room).read_text()) for room in ("metrics", "statistics")]
    committed = read()
    monkeypatch.setattr(make_golden, "packages", tmp_path)
    make_golden.main()
    same(read(), committed)


def same(found, expected):
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key in expected:
            same(found[key], expected[key])
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for left, right in zip(found, expected):
            same(left, right)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-12)
    else:
        assert found == expected
