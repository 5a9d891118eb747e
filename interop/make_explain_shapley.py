"""Makes systems/explainability/test/golden/shapley: what shap and lime say, for the TypeScript tests.

  interop/.venv/bin/python interop/make_explain_shapley.py

`least-squares.json`  coalitions, weights and worths that shap's KernelExplainer drew, and the values it solved them to
`exact.json`          values of shap.explainers.Exact for small networks
`lime.json`           neighbours, predictions and distances that lime drew, and the local model it fitted to them;
                      training rows and the statistics that lime takes from them
"""

import json
import warnings

import numpy as np
import shap
from lime.lime_base import LimeBase
from lime.lime_tabular import LimeTabularExplainer

from model_files import root

FOLDER = root / "systems/explainability/test/golden/shapley"


def network(random, columns, hidden=6):
    """A network with one hidden layer: w2·tanh(W1·x + b1)."""
    return {
        "w1": (random.normal(size=(hidden, columns)) * 1.5 / np.sqrt(columns)).tolist(),
        "b1": random.normal(size=hidden).tolist(),
        "w2": random.normal(size=hidden).tolist(),
    }


def run(model):
    w1, b1, w2 = (np.array(model[name]) for name in ("w1", "b1", "w2"))
    return lambda rows: np.tanh(rows @ w1.T + b1) @ w2


def game(random, columns, background=7):
    """A network, a row and background rows; the last column is the same everywhere."""
    rows = random.normal(size=(background, columns))
    row = random.normal(size=columns)
    rows[:, -1] = row[-1]
    return {"network": network(random, columns), "row": row.tolist(), "background": rows.tolist()}


def least_squares(random, columns, samples):
    case = game(random, columns)
    explainer = shap.KernelExplainer(run(case["network"]), np.array(case["background"]))
    # Since shap 0.47 at most ten features are other than 0 by default.
    values = explainer.shap_values(np.array(case["row"]), nsamples=samples, l1_reg=False, silent=True)
    added = explainer.nsamplesAdded
    return {
        "players": int(explainer.M),
        "masks": ["".join(str(int(bit)) for bit in mask) for mask in np.asarray(explainer.maskMatrix)[:added]],
        "weights": np.asarray(explainer.kernelWeights)[:added].tolist(),
        "worths": np.asarray(explainer.ey)[:added, 0].tolist(),
        "base": float(explainer.fnull[0]),
        "prediction": float(explainer.fx[0]),
        "values": np.asarray(values)[explainer.varyingInds].tolist(),
    }


def exact(random, columns):
    case = game(random, columns)
    explainer = shap.explainers.Exact(run(case["network"]), np.array(case["background"]))
    return case | {"values": explainer(np.array([case["row"]]), silent=True).values[0].tolist()}


def lime_rows(random, rows=200):
    """Numbers, some of them with many ties, and two columns of categories, 2 and 5."""
    return np.column_stack(
        [
            random.normal(size=rows),
            random.exponential(size=rows),
            random.integers(0, 3, rows),
            np.round(random.normal(size=rows)),
            np.where(random.random(rows) < 0.6, 0.0, random.exponential(size=rows)),
            random.integers(0, 6, rows),
            random.uniform(-5, 5, rows),
            random.normal(size=rows) * 1e3,
        ]
    )


CATEGORICAL = [2, 5]


def lime_explainer(rows, seed):
    return LimeTabularExplainer(rows, mode="regression", categorical_features=CATEGORICAL, random_state=seed)


def lime_fit(random, features, samples, seed):
    """What lime drew and fitted; the arguments of its fit are recorded as they go in."""
    rows = lime_rows(random)
    model = run(network(random, rows.shape[1]))
    scale = rows.std(axis=0)
    explainer = lime_explainer(rows, seed)
    recorded = {}
    fit = LimeBase.explain_instance_with_data

    def record(self, data, labels, distances, label, *rest, **named):
        recorded.update(data=data.copy(), labels=labels[:, label].copy(), distances=distances.copy())
        return fit(self, data, labels, distances, label, *rest, **named)

    explainer.base.explain_instance_with_data = record.__get__(explainer.base)
    with warnings.catch_warnings():
        # A ridge of 0 with a constant column: scikit-learn says that the matrix is singular.
        warnings.simplefilter("ignore")
        found = explainer.explain_instance(
            rows[0], lambda neighbours: model(neighbours / scale), num_features=features, num_samples=samples
        )
    return {
        "features": features,
        "data": ["".join(str(int(bit)) for bit in row) for row in recorded["data"]],
        "labels": recorded["labels"].tolist(),
        "distances": recorded["distances"].tolist(),
        "weights": explainer.base.kernel_fn(recorded["distances"]).tolist(),
        "coefficients": [[int(column), float(weight)] for column, weight in found.local_exp[1]],
        "intercept": float(found.intercept[1]),
        "score": float(found.score),
        "localPrediction": float(found.local_pred[0]),
    }


def lime_statistics(random):
    rows = lime_rows(random)
    explainer = lime_explainer(rows, 0)
    discretizer = explainer.discretizer
    columns = []
    for column in range(rows.shape[1]):
        shares = [float(share) for share in explainer.feature_frequencies[column]]
        codes = [float(value) for value in explainer.feature_values[column]]
        one = {"codes": codes, "shares": shares}
        if column not in CATEGORICAL:
            one |= {
                # An edge bounds two bins.
                "edges": [float(value) for value in discretizer.mins[column][1:]],
                "means": [float(value) for value in discretizer.means[column]],
                "deviations": [float(value) for value in discretizer.stds[column]],
                "lows": [float(value) for value in discretizer.mins[column]],
                "highs": [float(value) for value in discretizer.maxs[column]],
            }
        columns.append(one)
    return {"rows": rows.tolist(), "categorical": CATEGORICAL, "columns": columns}


def write(name, content):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


def main():
    random = np.random.default_rng(1)
    sizes = [(5, 1000), (11, 300), (15, 250), (21, 400)]
    # shap draws by numpy's global generator.
    np.random.seed(1)
    write("least-squares.json", [least_squares(random, *size) for size in sizes])
    write("exact.json", [exact(random, columns) for columns in (3, 6, 9)])
    fits = [lime_fit(random, features, samples, seed=3) for features, samples in ((3, 400), (6, 300), (8, 400), (7, 250))]
    write("lime.json", {"fits": fits, "statistics": lime_statistics(random)})


if __name__ == "__main__":
    main()
