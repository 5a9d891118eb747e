"""scikit-learn, ONNX's checker and Python's ONNX Runtime judge what `modelfolio add` makes of a model."""

import json
import re
import subprocess
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pandas as pd
import pytest
from onnxruntime.capi import onnxruntime_pybind11_state

from make_models import CASES, FOLDER
from model_files import root

# Converters write weights and thresholds in single precision.
TOLERANCE = 1e-5
REFUSED = {"custom-operator": "com.example.Secret", "fixed-inside": "the batch is fixed inside the graph"}
ADDED = [name for name in CASES if name not in REFUSED]
COMMON = ["--licence", "MIT", "--author", "A. Judge", "--contact", "nobody", "--data-licence", "CC0-1.0"]


def node(*args):
    return subprocess.run([root / "node_modules/.bin/node", *map(str, args)], capture_output=True, text=True)


def add(project: Path, name: str):
    (project / "models").mkdir(exist_ok=True)
    flags = json.loads((FOLDER / name / "expected.json").read_text())["flags"]
    given = [part for flag, value in flags.items() for part in (f"--{flag}", value)]
    command = root / "generator/bin/modelfolio.ts"
    source = ["--data-source", "interop/make_models.py", "--data", FOLDER / name / "data.csv"]
    return node(command, "add", FOLDER / name / "model.onnx", "--root", project, "--id", name, *COMMON, *source, *given)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name in ADDED:
        result = add(folder, name)
        assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(params=ADDED)
def name(request):
    return request.param


def read(project, name, file="manifest.json"):
    return json.loads((project / "models" / name / file).read_text())


def feeds(session, data):
    """A table as the graph's inputs, put together without any of the project's own code."""
    kinds = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64, "tensor(bool)": bool}
    inputs = session.get_inputs()
    if len(inputs) == 1:
        width = inputs[0].shape[1]
        return {inputs[0].name: data.iloc[:, :width].to_numpy(np.float32)}
    result = {}
    for one in inputs:
        # skl2onnx writes `petal_length` for `petal length`.
        column = data[one.name if one.name in data else one.name.replace("_", " ")]
        values = column.fillna("").to_numpy(object) if one.type == "tensor(string)" else column.to_numpy(kinds[one.type])
        result[one.name] = values if len(one.shape) == 1 else values.reshape(-1, 1)
    return result


def test_predictions_equal_the_original_library(project, name):
    expected = CASES[name]()
    found = node(root / "interop/predict.ts", project, name)
    assert found.returncode == 0, found.stderr
    found = json.loads(found.stdout)
    wanted = expected.values if expected.probabilities is None else expected.probabilities
    np.testing.assert_allclose(np.array(found["rows"]), np.asarray(wanted, np.float64), rtol=TOLERANCE, atol=TOLERANCE)
    if expected.classes:
        assert read(project, name)["output"]["classes"] == [str(label) for label in expected.classes]
        clear = np.abs(np.diff(np.sort(wanted, axis=1)[:, -2:], axis=1)).ravel() > TOLERANCE
        best = np.array(expected.classes)[np.argmax(wanted, axis=1)]
        assert (np.array(found["predicted"]) == best)[clear].all()


def test_cut_graph_gives_what_the_whole_one_gave(project, name):
    data = pd.read_csv(FOLDER / name / "data.csv")
    path = project / "models" / name / "model.onnx"
    added = onnxruntime.InferenceSession(path)
    original = onnxruntime.InferenceSession(FOLDER / name / "model.onnx")
    given = feeds(added, data)
    after = added.run(None, given)
    if "first dimension" in " ".join(read(project, name)["formats"][0]["changes"]):
        rows = [original.run(None, {key: value[row : row + 1] for key, value in given.items()}) for row in range(len(data))]
        before = [np.concatenate(parts) for parts in zip(*rows)]
    else:
        before = original.run(None, given)
    for old, new in zip(before, after, strict=True):
        if isinstance(old, list):
            old = np.array([[row[key] for key in old[0]] for row in old], np.float32)
        np.testing.assert_array_equal(old, new)


def test_checker_accepts_it(project, name):
    path = project / "models" / name / "model.onnx"
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(path)
    changes = [json.loads(entry.value) for entry in model.metadata_props if entry.key == "modelfolio.changes"]
    recorded = read(project, name)["formats"][0]["changes"]
    assert changes == ([recorded] if recorded else [])
    assert all(value.type.HasField("tensor_type") for value in model.graph.output)
    if not recorded:
        assert path.read_bytes() == (FOLDER / name / "model.onnx").read_bytes()


def test_manifest_says_what_onnx_says(project, name):
    model = onnx.load(project / "models" / name / "model.onnx")
    manifest = read(project, name)
    for side, values in (("inputs", model.graph.input), ("outputs", model.graph.output)):
        kinds = [onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type).name for value in values]
        kinds = ["string" if kind == "object" else kind for kind in kinds]
        assert [(entry["name"], entry["type"]) for entry in manifest[side]] == list(
            zip([value.name for value in values], kinds, strict=True)
        )


def test_columns_describe_the_data(project, name):
    data = pd.read_csv(FOLDER / name / "data.csv")
    for column in read(project, name)["input"]["columns"]:
        values = data[column["name"]]
        assert column["missing"] == bool(values.isna().any())
        if column["type"] == "string":
            assert sorted(column["categories"]) == sorted(values.dropna().unique())
        elif column["type"] != "bool":
            assert column["range"] == [values.min(), values.max()]


def test_examples_are_rows_of_the_data(project, name):
    data = pd.read_csv(FOLDER / name / "data.csv")
    examples = read(project, name, "examples.json")
    assert len(examples["rows"]) == len(data)
    for row in examples["rows"]:
        for column, value in zip(examples["columns"], row["values"], strict=True):
            cell = data[column][row["index"]]
            assert pd.isna(cell) if value is None else cell == value


@pytest.mark.parametrize("refused", REFUSED)
def test_what_no_browser_can_run_is_refused(tmp_path, refused):
    result = add(tmp_path, refused)
    assert result.returncode == 1
    assert REFUSED[refused] in result.stderr
    assert result.stderr.count("\n") == 1
    assert list((tmp_path / "models").iterdir()) == []


def test_contributed_operators_are_in_the_runtimes():
    source = (root / "packages/onnx/src/browser-operators.ts").read_text()
    listed = set(re.search(r"new Set\(\s*`([^`]*)`", source).group(1).split())
    kernels = {
        kernel.op_name
        for kernel in onnxruntime_pybind11_state.get_all_opkernel_def()
        if kernel.domain == "com.microsoft" and kernel.provider == "CPUExecutionProvider"
    }
    browser = (root / "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm").read_bytes()
    assert listed
    assert listed <= kernels
    assert [name for name in sorted(listed) if name.encode() not in browser] == []
