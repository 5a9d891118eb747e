"""Models, rows and what scikit-learn, SciPy and numpy make of them, for the judges of global explanations.

Run after a change of what is explained:
  interop/.venv/bin/python interop/make_explain_global.py && npx oxfmt systems/explainability/test/golden/global
"""

import base64
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import get_scorer

root = Path(__file__).parent.parent
target = root / "systems/explainability/test/golden/global"
NODE = [str(root / "node_modules/.bin/node"), str(root / "interop/explain_global.ts")]
CLASS_SCORERS = ["accuracy", "roc_auc", "neg_log_loss"]
VALUE_SCORERS = ["r2", "neg_mean_squared_error"]


def explain(tasks, predict, command=NODE):
    """Answers of interop/explain_global.ts, or of another command of its kind, to tasks; it asks back for predictions.

    predict takes rows as an array and gives a number for each.
    """
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write(json.dumps(tasks) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            said = json.loads(line)
            if "answers" in said:
                return said["answers"]
            rows = np.frombuffer(base64.b64decode(said["values"])).reshape(said["rows"], -1)
            found = np.ascontiguousarray(predict(rows), dtype=np.float64)
            process.stdin.write(base64.b64encode(found.tobytes()).decode() + "\n")
            process.stdin.flush()
    raise AssertionError(f"{command[-1]} ended with {process.returncode}")


def matrix(rows):
    """An array as explain_global.ts reads it; missing values are null."""
    rows = np.atleast_2d(np.asarray(rows, dtype=np.float64))
    values = [None if np.isnan(value) else value for value in rows.ravel().tolist()]
    return {"values": values, "rows": rows.shape[0], "columns": rows.shape[1]}


def data(seed, rows=240):
    """A number, a whole number of few values, a category as code, a truth, a skewed number; a class and a value."""
    draw = np.random.default_rng(seed)
    columns = [
        draw.normal(0, 1, rows),
        draw.integers(0, 12, rows),
        draw.choice([0, 1, 2, 3], rows, p=[0.5, 0.3, 0.15, 0.05]),
        draw.integers(0, 2, rows),
        draw.lognormal(0, 1, rows),
    ]
    # scikit-learn's trees compare in single precision: such numbers mean the same to both.
    table = np.column_stack(columns).astype(np.float32).astype(np.float64)
    value = 2 * table[:, 0] + (table[:, 2] == 1) * table[:, 1] * 0.4 - table[:, 3] * table[:, 4] + draw.normal(0, 0.5, rows)
    return table, (value > np.median(value)).astype(float), value


def models(seed):
    table, classes, values = data(seed)
    classifier = LogisticRegression(max_iter=1000).fit(table, classes)
    regressor = GradientBoostingRegressor(n_estimators=20, max_depth=3, random_state=seed).fit(table, values)
    return table, [(classifier, classes, CLASS_SCORERS), (regressor, values, VALUE_SCORERS)]


def predictor(model):
    """The number a row that is explained: the probability of the second class, or the value."""
    if hasattr(model, "predict_proba"):
        return lambda rows: model.predict_proba(rows)[:, 1]
    return model.predict


def described(model):
    """A model as the unit tests compute it."""
    if isinstance(model, LogisticRegression):
        return {"kind": "logistic", "weights": model.coef_[0].tolist(), "bias": model.intercept_[0]}
    trees = [estimator.tree_ for estimator in model.estimators_[:, 0]]
    return {
        "kind": "trees",
        "bias": float(model.init_.constant_[0, 0]),
        "rate": model.learning_rate,
        "trees": [
            {
                "left": tree.children_left.tolist(),
                "right": tree.children_right.tolist(),
                "column": tree.feature.tolist(),
                "threshold": tree.threshold.tolist(),
                "value": tree.value[:, 0, 0].tolist(),
            }
            for tree in trees
        ],
    }


def permutation(model, table, wanted, scoring, seed, repeats):
    found = permutation_importance(model, table, wanted, scoring=scoring, n_repeats=repeats, random_state=seed)
    return {
        "baseline": float(get_scorer(scoring)(model, table, wanted)),
        "mean": found.importances_mean.tolist(),
        "std": found.importances_std.tolist(),
        "losses": found.importances.tolist(),
    }


def dependence(model, table, columns, resolution, categorical):
    found = partial_dependence(
        model,
        table,
        columns,
        grid_resolution=resolution,
        categorical_features=[column for column in columns if column in categorical] or None,
        method="brute",
        kind="both",
    )
    return {
        "grids": [grid.tolist() for grid in found["grid_values"]],
        "average": np.ravel(found["average"][0]).tolist(),
        "curves": np.reshape(found["individual"][0], (len(table), -1)).tolist(),
    }


def interaction(predict, table):
    """Friedman and Popescu's H² by the plain definition, over all rows."""
    n, m = table.shape

    def centred(columns):
        means = np.empty(n)
        for row in range(n):
            held = table.copy()
            held[:, columns] = table[row, columns]
            means[row] = predict(held).mean()
        return means - means.mean()

    single = [centred([column]) for column in range(m)]
    whole = predict(table) - predict(table).mean()
    rest = [centred([other for other in range(m) if other != column]) for column in range(m)]
    overall = [np.sum((whole - single[j] - rest[j]) ** 2) / np.sum(whole**2) for j in range(m)]
    pairs = []
    for j in range(m):
        for k in range(j + 1, m):
            both = centred([j, k])
            beyond = (both - single[j] - single[k]) ** 2
            pairs.append([j, k, np.sum(beyond) / np.sum(both**2), np.sqrt(beyond.mean())])
    return {"overall": overall, "pairs": pairs}


def summary(attributions, seed, resamples, level):
    sizes = np.abs(attributions)
    draw = np.random.RandomState(seed)
    n = len(sizes)
    means = np.array([sizes[(draw.random_sample(n) * n).astype(int)].mean(axis=0) for _ in range(resamples)])
    ends = np.quantile(means, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return {"means": sizes.mean(axis=0).tolist(), "low": ends[0].tolist(), "high": ends[1].tolist()}


def mixed_columns(seed, rows=300):
    """Columns that go together in all three ways, one that is constant and two that repeat another."""
    draw = np.random.default_rng(seed)
    number = draw.normal(0, 1, rows)
    category = draw.integers(0, 4, rows)
    columns = [
        ("number", number),
        ("number", np.exp(number) + draw.normal(0, 0.1, rows)),
        ("category", category),
        ("category", np.where(draw.random(rows) < 0.9, (category + 1) % 4, draw.integers(0, 4, rows))),
        ("number", category * 2.0 + draw.normal(0, 0.5, rows)),
        ("number", draw.normal(0, 1, rows)),
        ("number", np.full(rows, 3.0)),
        ("number", number.copy()),
        ("category", 3 - category),
    ]
    table = np.column_stack([values for _, values in columns]).astype(float)
    table[draw.random(rows) < 0.05, 5] = np.nan
    return table, [kind for kind, _ in columns]


def association(one, other, kinds):
    known = ~(np.isnan(one) | np.isnan(other))
    if len(np.unique(one[known])) < 2 or len(np.unique(other[known])) < 2:
        return 0.0
    if kinds == ("number", "number"):
        return abs(stats.spearmanr(one[known], other[known]).statistic)
    if kinds == ("category", "category"):
        # Bergsma 2013, from SciPy's χ².
        counts = stats.contingency.crosstab(one, other).count
        n = counts.sum()
        (r, k), phi = counts.shape, stats.chi2_contingency(counts, correction=False).statistic / n
        phi = max(0.0, phi - (r - 1) * (k - 1) / (n - 1))
        return np.sqrt(phi / min(r - 1 - (r - 1) ** 2 / (n - 1), k - 1 - (k - 1) ** 2 / (n - 1)))
    number, codes = (one, other) if kinds[0] == "number" else (other, one)
    groups = [number[known & (codes == code)] for code in np.unique(codes[known])]
    # η² = F·(k−1) / (F·(k−1) + n − k), from SciPy's analysis of variance.
    explained = stats.f_oneway(*groups).statistic * (len(groups) - 1)
    return np.sqrt(explained / (explained + known.sum() - len(groups)))


def correlated(table, kinds, threshold):
    size = table.shape[1]
    strengths = np.eye(size)
    for one in range(size):
        for other in range(one + 1, size):
            found = association(table[:, one], table[:, other], (kinds[one], kinds[other]))
            strengths[one, other] = strengths[other, one] = found
    joined = linkage(squareform(1 - strengths, checks=False), "complete")
    labels = fcluster(joined, 1 - threshold, "distance")
    groups = [np.flatnonzero(labels == label).tolist() for label in dict.fromkeys(labels)]
    return {"association": strengths.ravel().tolist(), "groups": groups}


def golden():
    table, both = models(7)
    cases = []
    for model, wanted, scorers in both:
        predict = predictor(model)
        cases.append({
            "model": described(model),
            "target": wanted.tolist(),
            "predicted": predict(table).tolist(),
            "permutation": [
                {
                    "scorer": scorer,
                    "seed": seed,
                    "repeats": 5,
                    "expected": permutation(model, table, wanted, scorer, seed, 5),
                }
                for scorer in scorers
                for seed in (0, 42)
            ],
            "dependence": [
                {
                    "columns": columns,
                    "resolution": 20,
                    "categorical": [2, 3],
                    "expected": slim(dependence(model, table, columns, 20, [2, 3])),
                }
                for columns in ([0], [1], [2], [3], [4], [0, 1], [4, 2])
            ],
            "interaction": {"rows": 40, "expected": interaction(predict, table[:40])},
        })
    attributions = np.random.default_rng(3).normal(0, [[3, 1, 0.1]], (60, 3))
    mixed, kinds = mixed_columns(5)
    return {
        "rows": matrix(table),
        "cases": cases,
        "summary": {
            "attributions": matrix(attributions),
            "seed": 11,
            "resamples": 200,
            "level": 0.9,
            "expected": summary(attributions, 11, 200, 0.9),
        },
        "correlated": {"rows": matrix(mixed), "kinds": kinds, "threshold": 0.8, "expected": correlated(mixed, kinds, 0.8)},
    }


def slim(found):
    """Curves of ten rows only, to keep the file small."""
    return {**found, "curves": found["curves"][:10]}


if __name__ == "__main__":
    target.mkdir(parents=True, exist_ok=True)
    (target / "global.json").write_text(json.dumps(golden(), allow_nan=False) + "\n")
    sys.stdout.write(f"{target / 'global.json'}\n")
