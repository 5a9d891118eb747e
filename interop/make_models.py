"""Makes the small models that `modelfolio add` is tried on: generator/test/models/<case>/.

    interop/.venv/bin/python interop/make_models.py

Each case is a model.onnx, the rows to judge it on (data.csv), and expected.json: the flags for `modelfolio add`, and
what the original library predicts for those rows. Every step is seeded: a second run gives the same models and numbers.
"""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import pandas as pd
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

FOLDER = Path(__file__).resolve().parent.parent / "generator" / "test" / "models"
OPSET = {"": 17, "ai.onnx.ml": 3}
ROWS = 60


@dataclass
class Case:
    model: onnx.ModelProto
    data: pd.DataFrame
    flags: dict[str, str]
    probabilities: np.ndarray | None = None
    values: np.ndarray | None = None
    classes: list[str] = field(default_factory=list)
    """Weights go into a file of this name beside the model."""
    external: str | None = None


def random(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def flowers(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Three clouds of four measurements with one decimal."""
    generator = random(seed)
    labels = np.repeat([0, 1, 2], ROWS // 3)
    centres = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])
    order = generator.permutation(ROWS)
    rows = np.round(centres[labels] + generator.normal(0, 0.5, (ROWS, 4)), 1)
    return rows[order].astype(np.float32), labels[order]


def columns_forest() -> Case:
    """Text and number columns with gaps, an input each; a forest; text classes behind a ZipMap."""
    generator = random(1)
    rows, labels = flowers(1)
    frame = pd.DataFrame(rows.astype(np.float64).round(1), columns=["length", "width", "petal length", "petal_width"])
    frame["site"] = generator.choice(["bog", "heath", "sea, shore"], ROWS)
    frame.loc[generator.choice(ROWS, 6, replace=False), "width"] = np.nan
    kinds = np.array(["alba", "rubra", "<b>viridis</b>"], dtype=object)[labels]
    # No scaling: in single precision a row that lies on a split would fall to its other side.
    numbers = SimpleImputer(strategy="median")
    texts = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = ColumnTransformer([("n", numbers, list(frame.columns[:4])), ("t", texts, ["site"])])
    model = make_pipeline(columns, RandomForestClassifier(n_estimators=8, max_depth=4, random_state=1))
    model.fit(frame, kinds)
    types = [(name, (StringTensorType if name == "site" else FloatTensorType)([None, 1])) for name in frame]
    graph = to_onnx(model, initial_types=types, target_opset=OPSET)
    data = frame.assign(kind=kinds)
    return Case(graph, data, {"label": "kind", "slices": "site"}, model.predict_proba(frame), classes=list(model.classes_))


def logistic_zipmap() -> Case:
    """One tensor of four columns; numbered classes behind a ZipMap, named by a flag."""
    rows, labels = flowers(2)
    model = LogisticRegression(max_iter=500).fit(rows, labels)
    graph = to_onnx(model, rows[:1], target_opset=OPSET)
    data = pd.DataFrame(rows.astype(np.float64).round(1), columns=["a", "b", "c", "d"]).assign(species=labels)
    flags = {"label": "species", "classes": "setosa,versicolor,virginica"}
    return Case(graph, data, flags, model.predict_proba(rows), classes=["setosa", "versicolor", "virginica"])


def multi_output() -> Case:
    """A forest of two targets: the converter claims one column."""
    generator = random(3)
    rows = generator.uniform(-2, 2, (ROWS, 3)).round(2).astype(np.float32)
    targets = np.column_stack([rows @ [3, -1, 0.5], rows @ [0.2, 2, -1]]) + generator.normal(0, 0.1, (ROWS, 2))
    model = RandomForestRegressor(n_estimators=5, max_depth=4, random_state=3).fit(rows, targets)
    graph = to_onnx(model, rows[:1], target_opset=OPSET)
    data = pd.DataFrame(rows.astype(np.float64).round(2), columns=["x", "y", "z"])
    data = data.assign(height=targets[:, 0].round(6), weight=targets[:, 1].round(6))
    return Case(graph, data, {"label": "height,weight", "target": "height:m,weight:kg"}, values=model.predict(rows))


def string_classes() -> Case:
    """A network whose label is picked from an array of texts; probabilities as a tensor."""
    rows, labels = flowers(4)
    kinds = np.array(["zeta", "alpha", "mid"], dtype=object)[labels]
    model = MLPClassifier((5,), max_iter=400, random_state=4).fit(rows, kinds)
    graph = to_onnx(model, rows[:1], target_opset=OPSET, options={"zipmap": False})
    data = pd.DataFrame(rows.astype(np.float64).round(1), columns=["a", "b", "c", "d"]).assign(kind=kinds)
    return Case(graph, data, {"label": "kind"}, model.predict_proba(rows), classes=list(model.classes_))


def graph_of(nodes: list, inputs: list, outputs: list, weights: dict[str, np.ndarray], domains: dict | None = None):
    tensors = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = helper.make_graph(nodes, "case", inputs, outputs, tensors)
    sets = [helper.make_opsetid(domain, version) for domain, version in {"": 17, **(domains or {})}.items()]
    return helper.make_model(graph, opset_imports=sets, ir_version=9, producer_name="interop/make_models.py")


def tensor(name: str, kind: int, shape: list):
    return helper.make_tensor_value_info(name, kind, shape)


def bool_and_int64() -> Case:
    """Inputs of a column each, `[N]` and `[N, 1]`, of types that have no NaN."""
    generator = random(5)
    frame = pd.DataFrame(
        {
            "age": generator.integers(18, 90, ROWS),
            "member": generator.choice([True, False], ROWS),
            "rate": generator.uniform(0, 1, ROWS).round(3),
        }
    )
    weights = np.array([[0.5], [-3.0], [10.0]], np.float32)
    values = frame.to_numpy(np.float64) @ weights.astype(np.float64) + 1
    nodes = [
        helper.make_node("Cast", ["age"], ["age_f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["member"], ["member_f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["rate"], ["rate_f"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["rate_f", "axis"], ["rate_c"]),
        helper.make_node("Concat", ["age_f", "member_f", "rate_c"], ["row"], axis=1),
        helper.make_node("Gemm", ["row", "w", "b"], ["price"]),
    ]
    inputs = [
        tensor("age", TensorProto.INT64, ["N", 1]),
        tensor("member", TensorProto.BOOL, ["N", 1]),
        tensor("rate", TensorProto.DOUBLE, ["N"]),
    ]
    constants = {"w": weights, "b": np.array([1], np.float32), "axis": np.array([1], np.int64)}
    model = graph_of(nodes, inputs, [tensor("price", TensorProto.FLOAT, ["N", 1])], constants)
    data = frame.assign(price=values.ravel().round(4))
    return Case(model, data, {"label": "price", "task": "regression", "target": "price:EUR"}, values=values)


def linear(batch, name: str, width: int, constants: dict[str, np.ndarray], nodes: list | None = None):
    nodes = nodes or [helper.make_node("Gemm", ["x", "w", "b"], [name])]
    return graph_of(nodes, [tensor("x", TensorProto.FLOAT, [batch, 4])], [tensor(name, TensorProto.FLOAT, [batch, width])], constants)


def binary() -> tuple[pd.DataFrame, np.ndarray, dict[str, np.ndarray]]:
    rows, labels = flowers(6)
    weights = {"w": np.array([[0.3], [-0.8], [1.1], [0.9]], np.float32), "b": np.array([-4.2], np.float32)}
    logits = rows.astype(np.float64) @ weights["w"].astype(np.float64) + weights["b"].astype(np.float64)
    data = pd.DataFrame(rows.astype(np.float64).round(1), columns=["a", "b", "c", "d"])
    data = data.assign(large=np.where(labels > 0, "yes", "no"))
    positive = 1 / (1 + np.exp(-logits))
    return data, np.column_stack([1 - positive, positive]).reshape(ROWS, 2), weights


BINARY = {"label": "large", "classes": "no,yes", "activation": "sigmoid"}


def sigmoid_logits() -> Case:
    """The logit of the positive one of two classes, `[N, 1]`, without any names."""
    data, probabilities, weights = binary()
    return Case(linear("N", "logit", 1, weights), data, BINARY, probabilities, classes=["no", "yes"])


def external_data() -> Case:
    """As above, the weights in a file beside the model."""
    data, probabilities, weights = binary()
    return Case(linear("N", "logit", 1, weights), data, BINARY, probabilities, classes=["no", "yes"], external="weights.bin")


def fixed_batch() -> Case:
    """As above, the batch fixed at one row by the exporter; the operators take any number."""
    data, probabilities, weights = binary()
    return Case(linear(1, "logit", 1, weights), data, BINARY, probabilities, classes=["no", "yes"])


def fixed_inside() -> Case:
    """As above, and fixed inside the graph too: it cannot be freed."""
    data, _, weights = binary()
    nodes = [helper.make_node("Reshape", ["x", "one"], ["row"]), helper.make_node("Gemm", ["row", "w", "b"], ["logit"])]
    return Case(linear(1, "logit", 1, {**weights, "one": np.array([1, 4], np.int64)}, nodes), data, BINARY)


def custom_operator() -> Case:
    """An operator of the exporter's own."""
    data, _, _ = binary()
    nodes = [helper.make_node("Secret", ["x"], ["logit"], domain="com.example")]
    inputs = [tensor("x", TensorProto.FLOAT, ["N", 4])]
    outputs = [tensor("logit", TensorProto.FLOAT, ["N", 1])]
    return Case(graph_of(nodes, inputs, outputs, {}, {"com.example": 1}), data, BINARY)


CASES = {
    "bool-and-int64": bool_and_int64,
    "columns-forest": columns_forest,
    "custom-operator": custom_operator,
    "external-data": external_data,
    "fixed-batch": fixed_batch,
    "fixed-inside": fixed_inside,
    "logistic-zipmap": logistic_zipmap,
    "multi-output": multi_output,
    "sigmoid-logits": sigmoid_logits,
    "string-classes": string_classes,
}


def write(name: str, folder: Path) -> None:
    case = CASES[name]()
    folder.mkdir(parents=True, exist_ok=True)
    if case.external:
        onnx.save_model(
            case.model,
            str(folder / "model.onnx"),
            save_as_external_data=True,
            location=case.external,
            size_threshold=0,
        )
    else:
        # Text in the graph that differs from run to run would make another file.
        (folder / "model.onnx").write_bytes(case.model.SerializeToString(deterministic=True))
    case.data.to_csv(folder / "data.csv", index=False)
    expected = {"flags": case.flags}
    if case.classes:
        expected["classes"] = case.classes
    for key, array in (("probabilities", case.probabilities), ("values", case.values)):
        if array is not None:
            expected[key] = [[float(f"{value:.9g}") for value in row] for row in np.asarray(array, np.float64)]
    (folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    for case_name in CASES:
        write(case_name, FOLDER / case_name)
