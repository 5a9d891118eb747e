"""The sample store is what the real libraries make, and the models added from it predict what they predict."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from model_files import root

GOLDEN = root / "e2e" / "golden" / "predictions.json"
# Converters write weights, thresholds and leaves in single precision.
TOLERANCE = 1e-5
MODELS = ["palmer-penguins", "penguin-size", "breast-cancer"]


def test_the_samples_can_be_remade(tmp_path):
    """The same seeds give the same predictions; ids and times differ."""
    golden = tmp_path / "predictions.json"
    # In a process of its own: MLflow keeps where it tracks in the process, and other judges set that.
    command = [sys.executable, root / "interop" / "make_samples.py", "--store", tmp_path / "store", "--golden", golden]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MLFLOW_")}
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=600)
    committed, remade = json.loads(GOLDEN.read_text()), json.loads(golden.read_text())
    assert remade.keys() == committed.keys()
    for experiment, runs in committed.items():
        assert remade[experiment].keys() == runs.keys()
        for name, run in runs.items():
            again = remade[experiment][name]
            assert again["champion"] == run["champion"]
            key = "probabilities" if "probabilities" in run else "values"
            np.testing.assert_allclose(again[key], run[key], rtol=1e-6, atol=1e-9)
    assert (tmp_path / "store" / "mlflow.db").stat().st_size < 600_000


@pytest.mark.parametrize("model_id", MODELS)
def test_models_predict_what_the_library_does(model_id):
    command = [root / "node_modules/.bin/node", root / "interop" / "predict.ts", root, model_id]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    [run] = [run for run in json.loads(GOLDEN.read_text())[model_id].values() if run["champion"]]
    expected = np.array(run.get("probabilities") or run["values"])
    scale = np.maximum(1, np.abs(expected))
    assert (np.abs(np.array(found["rows"]) - expected) / scale).max() < TOLERANCE
    if "classes" in run:
        manifest = json.loads((root / "models" / model_id / "manifest.json").read_text())
        assert manifest["output"]["classes"] == run["classes"]
        assert found["predicted"] == [run["classes"][index] for index in expected.argmax(axis=1)]
