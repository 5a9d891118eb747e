"""The committed models, read without any of the project's own code."""

import gzip
import json
import struct
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

root = Path(__file__).parent.parent


def read_json(model_id, name):
    return json.loads((root / "models" / model_id / name).read_text())


def judges_images(model_id):
    evaluation_set = read_json(model_id, "manifest.json")["evaluationSet"]
    return evaluation_set is not None and evaluation_set["format"] == "idx-gz"


all_ids = sorted(path.parent.name for path in root.glob("models/*/model.onnx"))
# Those whose rows are IDX files; the others are judged by test_samples.py.
model_ids = [model_id for model_id in all_ids if judges_images(model_id)]


def read_idx(path):
    """An array of unsigned bytes from a gzip-compressed IDX file."""
    content = gzip.decompress(path.read_bytes())
    zero, kind, dimensions = struct.unpack(">HBB", content[:4])
    assert (zero, kind) == (0, 8), f"{path} is not IDX of unsigned bytes"
    shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


@cache
def evaluation_rows(model_id):
    """All images and labels of a model's evaluation set."""
    shards = read_json(model_id, "manifest.json")["evaluationSet"]["shards"]
    folder = root / "models" / model_id
    images = [read_idx(folder / shard["images"]["path"]) for shard in shards]
    labels = [read_idx(folder / shard["labels"]["path"]) for shard in shards]
    return np.concatenate(images), np.concatenate(labels)


@cache
def predictions(model_id):
    """Probabilities and labels that Python's ONNX Runtime gives for every row."""
    manifest = read_json(model_id, "manifest.json")
    session = onnxruntime.InferenceSession(root / "models" / model_id / "model.onnx")
    images, _ = evaluation_rows(model_id)
    images = images.reshape([-1, *manifest["inputs"][0]["shape"][1:]])
    output = manifest["output"]
    parts = [
        session.run([output["probabilities"]], {manifest["input"]["input"]: images[start : start + 500]})[0]
        for start in range(0, len(images), 500)
    ]
    probabilities = np.concatenate(parts).astype(np.float64)
    return probabilities, probabilities.argmax(axis=1)
