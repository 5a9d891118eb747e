"""ONNX's own checker and Python's ONNX Runtime judge the exported models."""

import hashlib

import numpy as np
import onnx
import onnxruntime
import pytest

from model_files import evaluation_rows, model_ids, predictions, read_json, root

floating = {onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE, onnx.TensorProto.FLOAT16, onnx.TensorProto.BFLOAT16}


def test_there_are_models():
    assert model_ids


@pytest.fixture(params=model_ids)
def model_id(request):
    return request.param


@pytest.fixture
def model(model_id):
    return onnx.load(root / "models" / model_id / "model.onnx")


def test_checker_accepts_it(model):
    onnx.checker.check_model(model, full_check=True)


def test_shapes_can_be_inferred(model, model_id):
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    found = {output.name: shape_of(output) for output in inferred.graph.output}
    assert found == {output["name"]: output["shape"] for output in read_json(model_id, "manifest.json")["outputs"]}


def test_manifest_describes_it(model, model_id):
    manifest = read_json(model_id, "manifest.json")
    assert manifest["opset"] == {entry.domain or "ai.onnx": entry.version for entry in model.opset_import}
    assert manifest["inputs"] == [signature(value) for value in model.graph.input]
    assert manifest["outputs"] == [signature(value) for value in model.graph.output]
    weights = [tensor for tensor in model.graph.initializer if tensor.data_type in floating and tensor.dims]
    # Trees and linear models of ai.onnx.ml keep theirs in attributes: then the manifest claims no number.
    assert manifest["parameters"] == (sum(int(np.prod(tensor.dims)) for tensor in weights) or None)


def test_manifest_hashes_are_true(model_id):
    manifest = read_json(model_id, "manifest.json")
    shards = manifest["evaluationSet"]["shards"]
    files = [file for entry in manifest["formats"] for file in entry["files"]]
    files += [shard[kind] for shard in shards for kind in ("images", "labels")]
    for file in files:
        content = (root / "models" / model_id / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    lines = "".join(f"{shard['images']['sha256']}\n{shard['labels']['sha256']}\n" for shard in shards)
    assert manifest["evaluationSet"]["digest"] == hashlib.sha256(lines.encode()).hexdigest()


def test_python_runtime_agrees_with_the_evaluation(model_id):
    evaluation = read_json(model_id, "evaluation.json")
    _, labels = evaluation_rows(model_id)
    probabilities, predicted = predictions(model_id)
    mistakes = np.flatnonzero(predicted != labels)
    # Another version of the runtime may round otherwise: only rows between two classes may change sides.
    top = np.sort(probabilities, axis=1)
    between = set(np.flatnonzero(top[:, -1] - top[:, -2] < 1e-5).tolist())
    assert set(mistakes.tolist()) ^ set(evaluation["mistakeIndices"]) <= between
    assert abs((predicted == labels).mean() - evaluation["metrics"]["accuracy"]["value"]) <= len(between) / len(labels)


def test_label_is_the_most_probable_class(model_id):
    output = read_json(model_id, "manifest.json")["output"]
    if output["prediction"] is None:
        pytest.skip("the graph gives no label")
    session = onnxruntime.InferenceSession(root / "models" / model_id / "model.onnx")
    images, _ = evaluation_rows(model_id)
    shape = read_json(model_id, "manifest.json")["inputs"][0]["shape"][1:]
    names = [output["probabilities"], output["prediction"]]
    probabilities, label = session.run(names, {session.get_inputs()[0].name: images[:500].reshape([-1, *shape])})
    assert (probabilities.argmax(axis=1) == label).all()
    assert np.abs(probabilities.sum(axis=1) - 1).max() < 1e-5


def shape_of(value):
    dimensions = value.type.tensor_type.shape.dim
    return [dim.dim_param or (dim.dim_value if dim.HasField("dim_value") else None) for dim in dimensions]


def signature(value):
    kind = onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type).name
    return {"name": value.name, "type": kind, "shape": shape_of(value)}
