"""Exact explanations of trees and weights are those of shap, and of the definition, over several seeds and the shipped models."""

import base64
import json
import subprocess

import numpy as np
import onnx
import onnxruntime
import pandas as pd
import pytest

from make_explain_trees import TOLERANCE, cases, document, feeds, leaf_trees, shapley
from model_files import read_json, root

# ONNX Runtime adds hundreds of leaves in single precision: 6e-8 of a sum each time.
SINGLE = 1e-5


def explained(documents):
    command = [root / "node_modules/.bin/node", root / "interop" / "explain_trees.ts"]
    done = subprocess.run(command, input=json.dumps(documents), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def encoded(model):
    return base64.b64encode(model.SerializeToString()).decode()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_as_shap_and_as_enumeration(seed):
    every = [*cases(seed), leaf_trees(seed)]
    wrong = []
    for case, found in zip(every, explained([{**document(case), "model": encoded(case.model)} for case in every]), strict=True):
        if found["kind"] != case.kind or found.get("unit") != case.unit:
            wrong.append(f"{case.name}: {found.get('reason', found)}")
            continue
        difference = np.abs(np.array(found["values"]) - case.values).max() / np.abs(case.values).max()
        base = abs(found["base"] - case.base) / max(1, abs(case.base))
        print(case.name, f"values {difference:.1e}, base {base:.1e}, parity {found['parity']:.1e}")
        if difference > TOLERANCE or base > TOLERANCE or found["parity"] > SINGLE:
            wrong.append(f"{case.name}: values {difference:.1e}, base {base:.1e}, parity {found['parity']:.1e}")
    assert wrong == []


def without_link(model_id, output):
    """The shipped model before its link, with `output` handed out: what its trees or weights add up to."""
    model = onnx.load(root / "models" / model_id / "model.onnx")
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.name == "post_transform":
                attribute.s = b"NONE"
    if output not in [one.name for one in model.graph.output]:
        model.graph.output.append(onnx.ValueInfoProto(name=output))
    return model


def shipped(model_id):
    model = onnx.load(root / "models" / model_id / "model.onnx")
    rows = pd.read_csv(root / "models" / model_id / "evaluation" / "test.csv", keep_default_na=False)
    columns = read_json(model_id, "manifest.json")["input"]["columns"]
    rows = rows[[column["name"] for column in columns]]
    numeric = [column["name"] for column in columns if column["type"] != "string"]
    rows[numeric] = rows[numeric].apply(pd.to_numeric, errors="coerce")
    if len(model.graph.input) == 1:
        return model, rows.to_numpy(np.float32)
    return model, rows


def runtime(model, name, place):
    """A game: what ONNX Runtime gives for rows."""
    session = onnxruntime.InferenceSession(model.SerializeToString())
    types = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(string)": object}

    def game(rows):
        given = session.get_inputs()
        if isinstance(rows, pd.DataFrame):
            fed = {one.name: rows[one.name].to_numpy(types[one.type]).reshape(-1, 1) for one in given}
        else:
            fed = {given[0].name: rows.astype(types[given[0].type])}
        return session.run([name], fed)[0][:, place].astype(np.float64)

    return game


def judged(model_id, output, place, classes, kind, unit, groups=None, background=20, rows=3, seed=0):
    model, table = shipped(model_id)
    picked = np.random.default_rng(seed).permutation(len(table))
    pick = (lambda at: table.iloc[at]) if isinstance(table, pd.DataFrame) else (lambda at: table[at])
    others, own = pick(picked[:background]), pick(picked[background : background + rows])
    [found] = explained([{
        "model": encoded(model),
        "wanted": {"name": output, "place": place, "classes": classes},
        "groups": groups,
        "background": feeds(others, model),
        "rows": feeds(own, model),
    }])
    assert (found["kind"], found.get("unit")) == (kind, unit), found
    # Grams and millimetres of thousands, in single precision.
    assert found["parity"] < SINGLE * (1 if classes else 5000)
    # A Normalizer behind the scores would divide them.
    scores = "probability_tensor" if model_id == "palmer-penguins" else output
    game = runtime(without_link(model_id, scores), scores, place)
    truth = shapley(game, own, others, groups or [[column] for column in range(table.shape[1])])
    difference = np.abs(np.array(found["values"]) - truth).max()
    base = abs(found["base"] - game(others).mean())
    print(model_id, place, f"values {difference:.1e} of {np.abs(truth).max():.2f}, base {base:.1e}, parity {found['parity']:.1e}")
    return difference, base, np.abs(truth).max()


def test_the_census_model_on_all_coalitions_of_its_columns():
    difference, base, _ = judged("census-income", "probabilities", 1, 2, "tree", "log-odds")
    assert difference < SINGLE
    assert base < SINGLE


def test_the_breast_cancer_model_in_ten_groups_of_columns():
    groups = np.array_split(np.random.default_rng(4).permutation(30), 10)
    groups = [group.tolist() for group in groups]
    difference, base, _ = judged("breast-cancer", "probabilities", 1, 2, "tree", "log-odds", groups)
    assert difference < SINGLE
    assert base < SINGLE


def test_the_penguin_models():
    for place in range(3):
        difference, base, most = judged("palmer-penguins", "probabilities", place, 3, "linear", "margin")
        assert difference < SINGLE * most
        assert base < SINGLE * most
    for place in range(2):
        difference, base, most = judged("penguin-size", "variable", place, None, "linear", "value")
        assert difference < SINGLE * most
        assert base < SINGLE * 5000
