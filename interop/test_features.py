"""Every transformation makes what scikit-learn makes, of columns that are hard."""

import base64
import json
import subprocess
from functools import cache

import numpy as np
import onnx
import onnxruntime
import pytest

from features_cases import EXACT, documents
from model_files import root

SEEDS = [1, 2, 3]


@cache
def answered(seed):
    """The cases, each with what ours makes of it."""
    cases = list(documents(seed))
    command = [root / "node_modules/.bin/node", root / "interop" / "features.ts"]
    asked = [{key: value for key, value in case.items() if key != "expected"} for case in cases]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return list(zip(cases, json.loads(done.stdout), strict=True))


def differences(name, found, wanted, tolerance):
    """Columns that are other than scikit-learn's, relative to the size of the column."""
    for column, (own, theirs) in enumerate(zip(found, wanted, strict=True)):
        own, theirs = (np.array([float(value) for value in values]) for values in (own, theirs))
        finite = np.abs(theirs[np.isfinite(theirs)])
        scale = max(1.0, finite.max()) if finite.size else 1.0
        if not np.allclose(own, theirs, rtol=tolerance, atol=tolerance * scale, equal_nan=True):
            worst = np.nanargmax(np.abs(own - theirs))
            yield f"{name}, column {column}, row {worst}: {own[worst]} is not {theirs[worst]}"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_as_scikit_learn(seed):
    cases, wrong = answered(seed), []
    for case, answer in cases:
        name = f"{case['name']} {json.dumps(case['spec'])[:120]}"
        if "error" in answer:
            wrong.append(f"{name}: {answer['error']}")
            continue
        if answer["names"] != case["expected"]["names"]:
            wrong.append(f"{name}: names {answer['names']} are not {case['expected']['names']}")
            continue
        for part in ("train", "other"):
            wrong += differences(f"{name} {part}", answer[part], case["expected"][part], case["expected"]["tolerance"])
        if "scores" in case["expected"]:
            wrong += differences(f"{name} scores", [answer["state"]["scores"]], [case["expected"]["scores"]], EXACT)
    assert wrong == []
    assert len(cases) > 100


def feeds(columns):
    """The columns as a graph takes them: a missing text is the empty one."""
    return {
        column["name"]: np.array([[float(value)] for value in column["values"]])
        if column["type"] == "number"
        else np.array([["" if value is None else value] for value in column["values"]], dtype=object)
        for column in columns
    }


def test_the_graphs_are_valid_and_give_the_same_in_python():
    wrong, exported = [], 0
    for case, answer in answered(SEEDS[0]):
        if answer.get("onnx") is None or case.get("crossFit"):
            continue
        graph = base64.b64decode(answer["onnx"])
        onnx.checker.check_model(onnx.load_from_string(graph), full_check=True)
        (found,) = onnxruntime.InferenceSession(graph).run(None, feeds(case["other"]))
        name = f"{case['name']} {json.dumps(case['spec'])[:120]}"
        wrong += differences(name, found.T, case["expected"]["other"], case["expected"]["tolerance"])
        exported += 1
    assert wrong == []
    assert exported > 100
