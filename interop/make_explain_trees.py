"""Makes the cases that exact explanations of trees and weights are tested on: systems/explainability/test/golden/trees/.

    interop/.venv/bin/python interop/make_explain_trees.py

Each case is a small ONNX model and a JSON file of the same name: background rows, explained rows, and what the judge says
of them. Judges are shap's TreeExplainer (interventional, the C++ extension) on the model that the ONNX file was made of,
and enumeration of all coalitions where shap has no answer. Every step is seeded.
"""

import json
import math
import warnings
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import lightgbm
import numpy as np
import onnx
import onnx.reference
import pandas as pd
import shap
import xgboost
from onnx import TensorProto, helper, numpy_helper
from onnxmltools.convert import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as MlFloat
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_classification, make_regression
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeRegressor

FOLDER = Path(__file__).resolve().parent.parent / "systems" / "explainability" / "test" / "golden" / "trees"
# Leaves and weights of an ONNX file are in single precision (6e-8 of a value), those of the judge in double.
TOLERANCE = 1e-6
COLUMNS = 6
BACKGROUND = 25
EXPLAINED = 6


@dataclass
class Case:
    name: str
    model: onnx.ModelProto
    place: int
    classes: int | None
    background: pd.DataFrame | np.ndarray
    rows: pd.DataFrame | np.ndarray
    kind: str
    unit: str
    values: np.ndarray
    base: float
    groups: list | None = None

    @property
    def output(self):
        return self.model.graph.output[-1].name


def shapley(game, rows, background, groups):
    """Shapley values by their definition: `game` gives a number for each row of a frame or an array."""
    players = len(groups)
    coalitions = np.array(list(product([False, True], repeat=players)))
    values = []
    for row in range(len(rows)):
        mixed = []
        for coalition in coalitions:
            part = background.copy()
            for group, isin in zip(groups, coalition, strict=True):
                if not isin:
                    continue
                for column in group:
                    if isinstance(part, pd.DataFrame):
                        part[part.columns[column]] = rows.iloc[row, column]
                    else:
                        part[:, column] = rows[row, column]
            mixed.append(part)
        joined = pd.concat(mixed) if isinstance(background, pd.DataFrame) else np.concatenate(mixed)
        worth = game(joined).reshape(len(coalitions), len(background)).mean(axis=1)
        sizes = coalitions.sum(axis=1)
        place = {tuple(coalition): at for at, coalition in enumerate(coalitions)}
        found = np.zeros(players)
        for player in range(players):
            for coalition, size, own in zip(coalitions, sizes, worth, strict=True):
                if coalition[player]:
                    continue
                joined_by = coalition.copy()
                joined_by[player] = True
                weight = math.factorial(size) * math.factorial(players - 1 - size) / math.factorial(players)
                found[player] += weight * (worth[place[tuple(joined_by)]] - own)
        values.append(found)
    return np.array(values)


def by_shap(model, background, rows, place=None):
    """Values and base of shap's interventional TreeExplainer; `place` picks a class."""
    explainer = shap.TreeExplainer(model, background, feature_perturbation="interventional")
    values = np.asarray(explainer.shap_values(rows))
    base = np.atleast_1d(explainer.expected_value)
    if values.ndim == 3:
        return values[:, :, place], float(base[place])
    return values, float(base[-1])


def table(seed, classes):
    rows, labels = make_classification(
        400, COLUMNS, n_informative=4, n_redundant=1, n_classes=classes, random_state=seed
    )
    return rows.astype(np.float32), labels


def with_gaps(rows, seed):
    gaps = np.random.default_rng(seed).random(rows.shape) < 0.15
    return np.where(gaps, np.float32(np.nan), rows)


def sides(rows):
    return rows[:BACKGROUND], rows[-EXPLAINED:]


def skl(estimator, rows):
    options = {"zipmap": False} if hasattr(estimator, "predict_proba") else None
    return to_onnx(estimator, rows[:1], options=options, target_opset={"": 17, "ai.onnx.ml": 3})


def tree_cases(seed):
    for classes in (2, 3):
        rows, labels = table(seed, classes)
        background, explained = sides(rows)
        forest = RandomForestClassifier(8, max_depth=5, random_state=seed).fit(rows, labels)
        for place in (0, classes - 1):
            values, base = by_shap(forest, background, explained, place)
            yield Case(
                f"forest-{classes}-classes-{place}",
                skl(forest, rows), place, classes, background, explained, "tree", "probability", values, base,
            )
    rows, labels = table(seed, 2)
    background, explained = sides(rows)
    boosted = GradientBoostingClassifier(n_estimators=15, max_depth=4, random_state=seed).fit(rows, labels)
    values, base = by_shap(boosted, background, explained)
    yield Case("gradient-boosting", skl(boosted, rows), 1, 2, background, explained, "tree", "log-odds", values, base)
    three, three_labels = table(seed, 3)
    boosted = GradientBoostingClassifier(n_estimators=5, max_depth=3, random_state=seed).fit(three, three_labels)
    groups = [[column] for column in range(COLUMNS)]
    several = sides(three)
    values = shapley(lambda part: boosted.decision_function(part)[:, 2], several[1], several[0], groups)
    yield Case(
        "gradient-boosting-3-classes", skl(boosted, three), 2, 3, *several, "tree", "margin",
        values, float(boosted.decision_function(several[0])[:, 2].mean()),
    )
    numbers, target = make_regression(400, COLUMNS, n_informative=4, noise=5, random_state=seed)
    numbers = numbers.astype(np.float32)
    tree = DecisionTreeRegressor(max_depth=6, random_state=seed).fit(numbers, target)
    values, base = by_shap(tree, *sides(numbers))
    yield Case("decision-tree", skl(tree, numbers), 0, None, *sides(numbers), "tree", "value", values, base)
    for gaps in (False, True):
        for classes in (2, 3):
            rows, labels = table(seed, classes)
            rows = with_gaps(rows, seed) if gaps else rows
            background, explained = sides(rows)
            suffix = f"{'-gaps' if gaps else ''}-{classes}-classes"
            unit = "log-odds" if classes == 2 else "margin"
            light = lightgbm.LGBMClassifier(
                n_estimators=10, num_leaves=12, verbose=-1, random_state=seed, n_jobs=1
            ).fit(rows, labels)
            initial = [("features", MlFloat([None, COLUMNS]))]
            values, base = by_shap(light, background, explained, classes - 1)
            yield Case(
                f"lightgbm{suffix}", convert_lightgbm(light, initial_types=initial, zipmap=False),
                classes - 1, classes, background, explained, "tree", unit, values, base,
            )
            extreme = xgboost.XGBClassifier(
                n_estimators=8, max_depth=4, random_state=seed, n_jobs=1, base_score=0.5
            ).fit(rows, labels)
            values, base = by_shap(extreme, background, explained, classes - 1)
            yield Case(
                f"xgboost{suffix}", convert_xgboost(extreme, initial_types=initial),
                classes - 1, classes, background, explained, "tree", unit, values, base,
            )


def mixed_table(seed):
    draw = np.random.default_rng(seed)
    count = 300
    frame = pd.DataFrame({
        "age": draw.integers(18, 80, count).astype(np.float32),
        "colour": draw.choice(["red", "green", "blue"], count),
        "income": draw.lognormal(3, 1, count).astype(np.float32),
        "town": draw.choice(["A", "B", "C", "D"], count, p=[0.6, 0.2, 0.1, 0.1]),
    })
    signal = 0.04 * frame["age"] - 0.02 * frame["income"] + (frame["colour"] == "red") + 2 * (frame["town"] == "C")
    noisy = (signal + draw.normal(0, 0.5, count)).to_numpy()
    return frame, noisy


def encoded(estimator):
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    return make_pipeline(
        ColumnTransformer([
            ("numbers", numbers, ["age", "income"]),
            ("words", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["colour", "town"]),
        ]),
        estimator,
    )


def pipeline_graph(pipeline, frame):
    types = [
        (name, StringTensorType([None, 1]) if frame[name].dtype.kind not in "fi" else FloatTensorType([None, 1]))
        for name in frame
    ]
    options = {"zipmap": False} if hasattr(pipeline[-1], "predict_proba") else None
    options = {id(pipeline[-1]): options} if options else None
    return to_onnx(pipeline, initial_types=types, options=options, target_opset={"": 17, "ai.onnx.ml": 3})


def enumerated(name, pipeline, frame, game, kind, unit, place, classes, groups=None):
    background, rows = frame[:BACKGROUND], frame[-EXPLAINED:]
    own = groups or [[column] for column in range(frame.shape[1])]
    values = shapley(game, rows, background, own)
    base = float(game(background).mean())
    return Case(
        name, pipeline_graph(pipeline, frame), place, classes, background, rows, kind, unit, values, base, groups
    )


def pipeline_cases(seed):
    frame, noisy = mixed_table(seed)
    labels = np.where(noisy > np.median(noisy), "yes", "no")
    thirds = np.digitize(noisy, np.quantile(noisy, [1 / 3, 2 / 3]))
    logistic = encoded(LogisticRegression(max_iter=1000)).fit(frame, labels)
    yield enumerated(
        "logistic-regression", logistic, frame, logistic.decision_function, "linear", "log-odds", 1, 2
    )
    yield enumerated(
        "logistic-regression-no", logistic, frame, lambda part: -logistic.decision_function(part),
        "linear", "log-odds", 0, 2, [[0, 2], [1], [3]],
    )
    several = encoded(LogisticRegression(max_iter=1000)).fit(frame, thirds)
    yield enumerated(
        "logistic-regression-3-classes", several, frame, lambda part: several.decision_function(part)[:, 1],
        "linear", "margin", 1, 3,
    )
    stochastic = encoded(SGDClassifier(loss="log_loss", random_state=seed)).fit(frame, labels)
    yield enumerated(
        "stochastic-gradient", stochastic, frame, stochastic.decision_function, "linear", "log-odds", 1, 2
    )
    line = encoded(LinearRegression()).fit(frame, noisy)
    yield enumerated("linear-regression", line, frame, line.predict, "linear", "value", 0, None)
    boosted = encoded(GradientBoostingClassifier(n_estimators=8, max_depth=3, random_state=seed)).fit(frame, labels)
    yield enumerated(
        "boosting-behind-encoders", boosted, frame, boosted.decision_function, "tree", "log-odds", 1, 2
    )


def leaf_trees(seed):
    """A TreeEnsemble of ai.onnx.ml 5, with membership, in double precision: by ONNX's own reference implementation."""
    draw = np.random.default_rng(seed)
    node = helper.make_node(
        "TreeEnsemble", ["features"], ["scores"], domain="ai.onnx.ml",
        n_targets=2, aggregate_function=0, post_transform=0, tree_roots=[0, 2],
        nodes_featureids=[0, 1, 2, 0],
        nodes_modes=numpy_helper.from_array(np.array([6, 0, 4, 3], np.uint8)),
        nodes_splits=numpy_helper.from_array(np.array([0, 0.5, 2, 1], np.float64)),
        membership_values=numpy_helper.from_array(np.array([1, 3, np.nan], np.float64)),
        nodes_truenodeids=[1, 0, 3, 4], nodes_trueleafs=[0, 1, 0, 1],
        nodes_falsenodeids=[2, 1, 3, 5], nodes_falseleafs=[1, 1, 1, 1],
        nodes_missing_value_tracks_true=[0, 1, 0, 1],
        leaf_targetids=[0, 0, 0, 0, 0, 1], leaf_weights=numpy_helper.from_array(draw.normal(size=6)),
    )  # fmt: skip
    graph = helper.make_graph(
        [node], "trees",
        [helper.make_tensor_value_info("features", TensorProto.DOUBLE, [None, 3])],
        [helper.make_tensor_value_info("scores", TensorProto.DOUBLE, [None, 2])],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("ai.onnx.ml", 5), helper.make_opsetid("", 20)])
    model.ir_version = 9
    rows = draw.integers(0, 4, (BACKGROUND + EXPLAINED, 3)).astype(np.float64)
    rows[draw.random(rows.shape) < 0.1] = np.nan
    session = onnx.reference.ReferenceEvaluator(model)
    game = lambda part: session.run(None, {"features": part})[0][:, 0]  # noqa: E731
    background, explained = sides(rows)
    values = shapley(game, explained, background, [[0], [1], [2]])
    return Case(
        "tree-ensemble-5", model, 0, None, background, explained, "tree", "value",
        values, float(game(background).mean()),
    )  # fmt: skip


def cases(seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from tree_cases(seed)
        yield from pipeline_cases(seed)


def cells(column):
    return [None if isinstance(one, float) and math.isnan(one) else one for one in column.tolist()]


def feeds(rows, model):
    """Rows as explain_trees.ts takes them."""
    types = {1: "float32", 7: "int64", 8: "string", 11: "float64"}
    inputs = [(one.name, types[one.type.tensor_type.elem_type]) for one in model.graph.input]
    if isinstance(rows, pd.DataFrame):
        return {name: {"type": kind, "width": 1, "values": cells(rows[name])} for name, kind in inputs}
    [(name, kind)] = inputs
    return {name: {"type": kind, "width": rows.shape[1], "values": cells(rows.ravel())}}


def document(case):
    return {
        "wanted": {"name": case.output, "place": case.place, "classes": case.classes},
        "groups": case.groups,
        "background": feeds(case.background, case.model),
        "rows": feeds(case.rows, case.model),
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for case in [*cases(0), leaf_trees(0)]:
        (FOLDER / f"{case.name}.onnx").write_bytes(case.model.SerializeToString())
        expected = {
            "kind": case.kind,
            "unit": case.unit,
            "base": case.base,
            "values": case.values.tolist(),
            "tolerance": TOLERANCE,
        }
        content = json.dumps({**document(case), "expected": expected})
        (FOLDER / f"{case.name}.json").write_text(content + "\n")
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{len(list(FOLDER.glob('*.json')))} cases, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
