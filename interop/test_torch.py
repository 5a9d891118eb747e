"""A network of PyTorch's, ending in logits, is added and predicts what PyTorch says."""

import json
import os
import shutil
import subprocess

import numpy as np
import pytest

from model_files import root

PYTHON = os.environ.get("TORCH_PYTHON")
TOLERANCE = 1e-5

pytestmark = pytest.mark.skipif(not PYTHON, reason="no Python with torch: set TORCH_PYTHON to one")


def node(*args):
    return subprocess.run([root / "node_modules/.bin/node", *map(str, args)], capture_output=True, text=True)


def test_a_network_with_logits(tmp_path):
    [rows, *_] = sorted((root / "examples/artifacts/breast-cancer").glob("*/artifacts/data/test.csv"))
    model, said, project = tmp_path / "torch.onnx", tmp_path / "torch.json", tmp_path / "project"
    (project / "models").mkdir(parents=True)
    subprocess.run([PYTHON, root / "interop/make_torch_model.py", rows, model, said], check=True, capture_output=True)
    torch = json.loads(said.read_text())
    flags = {
        "id": "torch",
        "title": "A network",
        "data": rows,
        "label": "diagnosis",
        "classes": ",".join(torch["classes"]),
        "positive": "malignant",
        "data-name": "breast-cancer-wisconsin",
        "data-licence": "CC-BY-4.0",
        "data-source": "scikit-learn",
        "licence": "MIT",
        "author": "A. Judge",
        "contact": "nobody",
    }
    given = [part for name, value in flags.items() for part in (f"--{name}", value)]
    command = [root / "generator/bin/modelfolio.ts", "add", model, "--root", project, *given]
    refused = node(*command)
    assert refused.returncode == 1
    assert "--activation softmax" in refused.stderr, refused.stderr
    assert not (project / "models" / "torch").exists()
    added = node(*command, "--activation", "softmax")
    assert added.returncode == 0, added.stderr
    found = json.loads(node(root / "interop/predict.ts", project, "torch").stdout)
    np.testing.assert_allclose(found["rows"], torch["probabilities"], atol=TOLERANCE)
    shutil.rmtree(project)
