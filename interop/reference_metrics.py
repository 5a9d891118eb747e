"""Every metric of an evaluation by other people's code: scikit-learn, SciPy, NumPy."""

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    fbeta_score,
    log_loss,
    matthews_corrcoef,
    precision_recall_fscore_support,
    precision_score,
    recall_score,
    roc_auc_score,
    top_k_accuracy_score,
)


def expected_calibration_error(actual, predicted, probabilities, bins=15):
    """Written from Guo et al. 2017 with NumPy's own binning; scikit-learn has no such metric."""
    confidence = probabilities.max(axis=1)
    correct = (predicted == actual).astype(float)
    edges = np.arange(1, bins) / bins
    bin_of = np.digitize(confidence, edges, right=True)
    gap = 0.0
    for index in np.unique(bin_of):
        rows = bin_of == index
        gap += rows.mean() * abs(correct[rows].mean() - confidence[rows].mean())
    return gap


def reliability_bins(actual, predicted, probabilities, bins=15):
    confidence = probabilities.max(axis=1)
    bin_of = np.digitize(confidence, np.arange(1, bins) / bins, right=True)
    result = []
    for index in range(bins):
        rows = bin_of == index
        n = int(rows.sum())
        correct = int((predicted == actual)[rows].sum())
        result.append(
            {
                "n": n,
                "meanConfidence": float(confidence[rows].mean()) if n else None,
                "accuracy": correct / n if n else None,
                "interval": wilson(correct, n) if n else None,
            }
        )
    return result


def wilson(successes, trials):
    interval = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    return [float(interval.low), float(interval.high)]


def metrics(actual, predicted, probabilities):
    """All numbers that get a bootstrap interval, by the names of the record."""
    labels = np.arange(probabilities.shape[1])
    precision, recall, f1, support = precision_recall_fscore_support(
        actual, predicted, labels=labels, zero_division=0
    )
    return {
        "accuracy": float(accuracy_score(actual, predicted)),
        "macroPrecision": float(precision.mean()),
        "macroRecall": float(recall.mean()),
        "macroF1": float(f1.mean()),
        "logLoss": float(log_loss(actual, probabilities, labels=labels)),
        "brier": float(brier(actual, probabilities, labels)),
        "ece": float(expected_calibration_error(actual, predicted, probabilities)),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
    }


def brier(actual, probabilities, labels):
    return brier_score_loss(actual, probabilities, labels=labels, scale_by_half=False)


def matrix(actual, predicted, classes):
    return confusion_matrix(actual, predicted, labels=np.arange(classes)).tolist()


def bootstrap_intervals(statistics, rows, replicates, seed, level):
    """Percentile intervals of `statistics(indices) -> array`, resampled as the generator does."""
    random = np.random.RandomState(seed)
    values = []
    for _ in range(replicates):
        words = random.randint(0, 2**32, rows, dtype=np.uint32)
        values.append(statistics((words.astype(np.float64) * rows / 2**32).astype(int)))
    tails = [(1 - level) / 2, (1 + level) / 2]
    return np.quantile(np.array(values), tails, axis=0).T


def ranked(function, actual, probabilities):
    """A score of a ranking: of class 1 of two, else the mean of one against the rest."""
    classes = probabilities.shape[1]
    labels = [1] if classes == 2 else range(classes)
    return [float(function(actual == label, probabilities[:, label])) for label in labels]


def further_metrics(actual, predicted, probabilities):
    """The numbers of the record that `metrics` leaves out; class 1 of two is the positive one."""
    classes = probabilities.shape[1]
    labels = np.arange(classes)
    found = {
        "balancedAccuracy": balanced_accuracy_score(actual, predicted),
        "weightedF1": f1_score(actual, predicted, labels=labels, average="weighted", zero_division=0),
        "mcc": matthews_corrcoef(actual, predicted),
        "kappa": cohen_kappa_score(actual, predicted),
        "rocAuc": np.mean(ranked(roc_auc_score, actual, probabilities)),
        "averagePrecision": np.mean(ranked(average_precision_score, actual, probabilities)),
    }
    if classes == 2:
        found |= {
            "precision": precision_score(actual, predicted, zero_division=0),
            "recall": recall_score(actual, predicted, zero_division=0),
            "specificity": recall_score(actual, predicted, pos_label=0, zero_division=0),
        }
        for name, beta in (("f1", 1), ("f05", 0.5), ("f2", 2)):
            found[name] = fbeta_score(actual, predicted, beta=beta, zero_division=0)
    for k in (2, 3):
        if classes > k:
            found[f"top{k}Accuracy"] = top_k_accuracy_score(actual, probabilities, k=k, labels=labels)
    return {name: float(value) for name, value in found.items()}
