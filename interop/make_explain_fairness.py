"""Fairness by other people's code, and the golden file of the unit tests: fairlearn, scikit-learn, numpy.

Run after a change of a definition: interop/.venv/bin/python interop/make_explain_fairness.py, then `npx oxfmt` of the file.
"""

import json
import warnings

import numpy as np
from fairlearn import metrics as fair
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, brier_score_loss, precision_score

from model_files import root

TARGET = root / "systems" / "explainability" / "test" / "golden" / "fairness" / "fairness.json"
METHODS = ["between_groups", "to_overall"]


def defined(rate, rows):
    """A rate that is NaN where it has no rows to be a share of: fairlearn and scikit-learn say 0 there."""

    def measured(y_true, y_pred):
        return rate(y_true, y_pred) if rows(y_true, y_pred).any() else np.nan

    return measured


def precision_of(label):
    return lambda y_true, y_pred: precision_score(y_true, y_pred, pos_label=label, zero_division=np.nan)


# By our names.
RATES = {
    "selectionRate": fair.selection_rate,
    "truePositiveRate": defined(lambda t, p: fair.true_positive_rate(t, p, pos_label=1), lambda t, p: t == 1),
    "falsePositiveRate": defined(lambda t, p: fair.false_positive_rate(t, p, pos_label=1), lambda t, p: t == 0),
    "trueNegativeRate": defined(lambda t, p: fair.true_negative_rate(t, p, pos_label=1), lambda t, p: t == 0),
    "falseNegativeRate": defined(lambda t, p: fair.false_negative_rate(t, p, pos_label=1), lambda t, p: t == 1),
    "positivePredictiveValue": defined(precision_of(1), lambda t, p: p == 1),
    "negativePredictiveValue": defined(precision_of(0), lambda t, p: p == 0),
    "accuracy": accuracy_score,
    "baseRate": lambda y_true, y_pred: np.mean(y_true),
}


def frame_of(actual, predicted, groups, names=RATES):
    rates = {name: RATES[name] for name in names}
    return fair.MetricFrame(metrics=rates, y_true=actual, y_pred=predicted, sensitive_features=groups)


def predictions(case):
    thresholds = np.broadcast_to(np.array(case["thresholds"], dtype=float), len(case["groupNames"]))
    groups = np.array(case["groups"])
    return np.array(case["actual"]), (np.array(case["scores"]) >= thresholds[groups]).astype(int), groups


def rates(case):
    """Rates by group, a group without rows as undefined, and of all rows."""
    frame = frame_of(*predictions(case))
    by_group = frame.by_group.reindex(range(len(case["groupNames"])))
    return {
        "groups": [{name: known(value) for name, value in row.items()} for _, row in by_group.iterrows()],
        "overall": {name: known(value) for name, value in frame.overall.items()},
    }


def metrics(case):
    """fairlearn's metrics of the rates above. Undefined when fewer than two groups have the rate."""
    frame = frame_of(*predictions(case))
    count = frame.by_group.notna().sum()
    found = {}
    for method in METHODS:
        difference = frame.difference(method=method).where(count >= 2)
        ratio = frame.ratio(method=method).where(count >= 2)
        odds = ["truePositiveRate", "falsePositiveRate"]
        values = {
            "demographicParityDifference": difference["selectionRate"],
            "demographicParityRatio": ratio["selectionRate"],
            "equalOpportunityDifference": difference["truePositiveRate"],
            "equalOpportunityRatio": ratio["truePositiveRate"],
            "equalizedOddsDifference": difference[odds].max(skipna=False),
            "equalizedOddsRatio": ratio[odds].min(skipna=False),
            "meanOddsDifference": difference[odds].mean(skipna=False),
            "meanOddsRatio": ratio[odds].mean(skipna=False),
            "predictiveParityDifference": difference["positivePredictiveValue"],
            "predictiveParityRatio": ratio["positivePredictiveValue"],
        }
        found[method] = {name: known(value) for name, value in values.items()}
    return found


def calibration(case, bins, strategy):
    """scikit-learn's curve of each group's rows; the expected calibration error from it, with numpy."""
    scores, actual, groups = (np.array(case[name]) for name in ("scores", "actual", "groups"))
    found = []
    for group in range(len(case["groupNames"])):
        own, truth = scores[groups == group], actual[groups == group]
        if own.size == 0:
            found.append({"n": 0, "positiveRate": [], "meanScore": [], "ece": None, "brier": None})
            continue
        positive_rate, mean_score = calibration_curve(truth, own, n_bins=bins, strategy=strategy, pos_label=1)
        found.append({
            "n": int(own.size),
            "positiveRate": positive_rate.tolist(),
            "meanScore": mean_score.tolist(),
            "ece": calibration_error(truth, own, bins, strategy),
            "brier": float(brier_score_loss(truth, own, labels=[0, 1], pos_label=1)),
        })
    return found


def calibration_error(actual, scores, bins, strategy):
    shares = np.linspace(0, 1, bins + 1)
    edges = np.percentile(scores, shares * 100) if strategy == "quantile" else shares
    place = np.searchsorted(edges[1:-1], scores)
    gaps = [(place == b).mean() * abs(actual[place == b].mean() - scores[place == b].mean()) for b in np.unique(place)]
    return float(np.sum(gaps))


def cells(case):
    """Counts of true and false positives, true and false negatives, group after group."""
    actual, predicted, groups = predictions(case)
    kinds = [(1, 1), (0, 1), (0, 0), (1, 0)]
    return np.array([
        [((groups == group) & (actual == a) & (predicted == p)).sum() for a, p in kinds]
        for group in range(len(case["groupNames"]))
    ])


def resamples(counts, replicates, seed, resampling):
    """Counts of resamples, [replicates, groups, 4]: numpy draws what ours draws."""
    random = np.random.RandomState(seed)
    strata = [counts] if resampling == "rows" else [counts[[group]] for group in range(len(counts))]
    drawn = np.zeros((replicates, *counts.shape), dtype=int)
    for replicate in range(replicates):
        parts = []
        for stratum in strata:
            flat = stratum.ravel()
            part = np.zeros_like(flat)
            if flat.sum() > 0:
                held = flat > 0
                part[held] = random.multinomial(flat.sum(), flat[held] / flat.sum())
            parts.append(part.reshape(-1, 4))
        drawn[replicate] = np.concatenate(parts)
    return drawn


def intervals(case, replicates, seed, level, resampling):
    """Percentile intervals of some numbers of each kind, by numpy alone."""
    drawn = resamples(cells(case), replicates, seed, resampling).astype(float)
    tp, fp, tn, fn = np.moveaxis(drawn, 2, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        selection = (tp + fp) / (tp + fp + tn + fn)
        tpr = tp / (tp + fn)
        ppv = tp / (tp + fp)
        overall = tp.sum(1) / (tp + fn).sum(1)
        several = (~np.isnan(tpr)).sum(1) >= 2
        spread = np.where(several, nan_extreme(np.fmax, tpr) - nan_extreme(np.fmin, tpr), np.nan)
        chosen = (~np.isnan(selection)).sum(1) >= 2
        ratio = np.where(chosen, nan_extreme(np.fmin, selection) / nan_extreme(np.fmax, selection), np.nan)
    ends = lambda values: interval(values, level)
    return {
        "selectionRate": [ends(column) for column in selection.T],
        "truePositiveRate": [ends(column) for column in tpr.T],
        "positivePredictiveValue": [ends(column) for column in ppv.T],
        "overallTruePositiveRate": ends(overall),
        "equalOpportunityDifference": ends(spread),
        "demographicParityRatio": ends(ratio),
    }


def nan_extreme(function, values):
    return function.reduce(values, axis=1)


def interval(values, level):
    kept = values[~np.isnan(values)]
    if kept.size == 0:
        return None
    lower, upper = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return {"lower": float(lower), "upper": float(upper), "undefined": int(values.size - kept.size)}


def known(value):
    return None if np.isnan(value) else float(value)


def random_case(name, seed, rows, shares, thresholds, sharpness=1.0, digits=None):
    random = np.random.default_rng(seed)
    groups = random.choice(len(shares), rows, p=np.array(shares) / np.sum(shares))
    actual = (random.random(rows) < 0.25 + 0.15 * groups / max(1, len(shares) - 1)).astype(int)
    scores = 1 / (1 + np.exp(-(random.normal(size=rows) + sharpness * (2 * actual - 1) - 0.3 * groups)))
    scores = scores if digits is None else scores.round(digits)
    return case(name, scores.tolist(), actual.tolist(), groups.tolist(), len(shares), thresholds)


def case(name, scores, actual, groups, count, thresholds):
    return {
        "name": name,
        "scores": scores,
        "actual": actual,
        "groups": groups,
        "groupNames": [f"group {group}" for group in range(count)],
        "thresholds": thresholds,
    }


def cases():
    return [
        random_case("two groups", 1, 120, [2, 1], 0.5),
        random_case("five groups, a threshold each", 2, 200, [5, 4, 3, 2, 1], [0.3, 0.4, 0.5, 0.6, 0.7]),
        random_case("tied scores", 3, 150, [1, 1, 1], 0.4, digits=1),
        random_case("a group without rows", 4, 60, [1, 1, 0], 0.5),
        random_case("one group", 5, 40, [1], 0.5),
        case("no positives in a group", [0.9, 0.2, 0.7, 0.8, 0.1, 0.6], [1, 0, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], 2, 0.5),
        case("no negatives in a group", [0.9, 0.2, 0.7, 0.8, 0.1, 0.6], [1, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1], 2, 0.5),
        case("groups of one", [0.9, 0.2, 0.5], [1, 0, 1], [0, 1, 2], 3, 0.5),
        case("constant scores", [0.5] * 8, [1, 0, 1, 0, 0, 1, 0, 0], [0, 0, 1, 1, 1, 0, 0, 1], 2, 0.5),
        case("nobody is selected", [0.1, 0.2, 0.3, 0.4], [1, 0, 1, 0], [0, 0, 1, 1], 2, 0.9),
        case("on the edges of bins", [0, 0.2, 0.4, 0.6, 0.8, 1.0], [0, 0, 1, 0, 1, 1], [0, 1, 0, 1, 0, 1], 2, 0.6),
    ]


def main():
    warnings.filterwarnings("ignore")
    bootstrap = {"replicates": 50, "seed": 7, "level": 0.9}
    written = []
    for one in cases():
        expected = {
            **rates(one),
            "metrics": metrics(one),
            "uniform": calibration(one, 5, "uniform"),
            "quantile": calibration(one, 4, "quantile"),
            "rows": intervals(one, **bootstrap, resampling="rows"),
            "within_groups": intervals(one, **bootstrap, resampling="within_groups"),
        }
        written.append({**one, "expected": expected})
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps({"bootstrap": bootstrap, "cases": written}) + "\n")
    print(f"wrote {TARGET.name}: {len(written)} cases, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
