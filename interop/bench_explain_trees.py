"""Times shap's interventional TreeExplainer, and writes the model and the rows for the same work in TypeScript.

    interop/.venv/bin/python interop/bench_explain_trees.py FOLDER

Writes FOLDER/trees.onnx, and FOLDER/trees.json: background, rows, shap's values, base, and seconds a row (the best of five
runs over all rows at once, and of rows one by one). The set-up: make_classification(4000, 14, n_informative=8), gradient
boosting of 100 trees of depth 4 on 3,000 rows, the first 100 rows as background, 100 other rows explained.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import shap
from skl2onnx import to_onnx
from sklearn.datasets import make_classification
from sklearn.ensemble import GradientBoostingClassifier

BACKGROUND = 100
EXPLAINED = slice(3000, 3100)
REPEATS = 5


def best(work):
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(folder):
    rows, labels = make_classification(4000, 14, n_informative=8, random_state=0)
    rows = rows.astype(np.float32)
    model = GradientBoostingClassifier(n_estimators=100, max_depth=4, random_state=0).fit(rows[:3000], labels[:3000])
    background, explained = rows[:BACKGROUND], rows[EXPLAINED]
    explainer = shap.TreeExplainer(model, background, feature_perturbation="interventional")
    values = explainer.shap_values(explained, check_additivity=False)
    together = best(lambda: explainer.shap_values(explained, check_additivity=False)) / len(explained)
    alone = best(lambda: [explainer.shap_values(explained[at : at + 1], check_additivity=False) for at in range(20)]) / 20
    graph = to_onnx(model, rows[:1], options={"zipmap": False}, target_opset={"": 17, "ai.onnx.ml": 3})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "trees.onnx").write_bytes(graph.SerializeToString())
    content = {
        "shap": shap.__version__,
        "columns": rows.shape[1],
        "background": background.ravel().tolist(),
        "rows": explained.ravel().tolist(),
        "values": values.tolist(),
        "base": float(np.atleast_1d(explainer.expected_value)[0]),
        "secondsPerRow": {"together": together, "alone": alone},
    }
    (folder / "trees.json").write_text(json.dumps(content))
    print(json.dumps(content["secondsPerRow"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
