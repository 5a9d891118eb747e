"""A model that nobody here has prepared: made by scikit-learn, exported by skl2onnx with its defaults (ZipMap and all),
read, signed and explained as the page does with a dropped file, and judged by shap on the same background rows.

Tolerance: 1e-5 of the largest contribution. ONNX keeps thresholds and leaves in single precision, where scikit-learn has
doubles: a leaf differs by 6e-8 of its size, a forest of fifty by less than that of its sum, a linear model by the
rounding of its scaled inputs.
"""

import base64
import json
import subprocess
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
import pytest
import shap
from model_files import root
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

TOLERANCE = 1e-5
ROWS = 240
BACKGROUND = 40
EXPLAINED = [3, 70, 151]
CITIES = ["Oslo", "Rome", "Lima", "Kyiv"]


def ask(model, rows, place):
    asked = {
        "model": base64.b64encode(model).decode(),
        "rows": rows.to_csv(index=False),
        "explain": EXPLAINED,
        "background": BACKGROUND,
        "place": place,
    }
    command = [root / "node_modules/.bin/node", root / "interop" / "explain_dropped.ts"]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def is_close(found, wanted):
    assert np.abs(np.array(found) - wanted).max() <= TOLERANCE * max(np.abs(wanted).max(), 1e-9)


def numbers(seed, width):
    random = np.random.RandomState(seed)
    table = pd.DataFrame(random.normal(size=(ROWS, width)).astype(np.float32), columns=[f"n{at}" for at in range(width)])
    score = table["n0"] * 2 - table["n1"] * table["n2"] + (table["n3"] > 0.5)
    return table, score + random.normal(scale=0.3, size=ROWS)


TREES = {
    "gradient boosting, 2 classes": (GradientBoostingClassifier(n_estimators=30, max_depth=3), 2, 1),
    "random forest, 3 classes": (RandomForestClassifier(n_estimators=25, max_depth=6), 3, 2),
    "decision tree, 2 classes": (DecisionTreeClassifier(max_depth=5), 2, 0),
    "gradient boosting, a value": (GradientBoostingRegressor(n_estimators=30), None, 0),
    "extra trees, a value": (ExtraTreesRegressor(n_estimators=20, max_depth=6), None, 0),
}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", TREES)
def test_trees(name, seed):
    model, classes, place = TREES[name]
    table, score = numbers(seed, 6)
    target = score if classes is None else pd.qcut(score, classes, labels=False)
    model = model.__class__(**{**model.get_params(), "random_state": seed}).fit(table.to_numpy(), target)
    found = ask(to_onnx(model, table.to_numpy()[:1]).SerializeToString(), table.assign(target=target), place)
    assert found["because"] is None
    background = table.to_numpy()[found["background"]]
    explainer = shap.TreeExplainer(model, background, feature_perturbation="interventional")
    values = explainer.shap_values(table.to_numpy()[EXPLAINED], check_additivity=False)
    # Of two classes shap's boosting gives the one of log-odds; forests give a value for each class.
    if np.ndim(values) == 3:
        values = values[:, :, place]
    for answer, wanted in zip(found["answers"], values):
        assert answer["method"] == "tree"
        is_close(answer["values"], wanted)


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("name", ["boosting", "logistic", "ridge"])
def test_a_pipeline_of_words_and_numbers(name, seed):
    """One column of words becomes several behind the encoder, which count as one feature.

    Of a linear model shap's values of these columns add up to the feature's; of trees they do not, for the game is another
    one: there the truth is by all coalitions of raw columns.
    """
    table, score = numbers(seed, 4)
    table.insert(1, "city", np.random.RandomState(seed).choice(CITIES, ROWS))
    score = score + table["city"].map({"Oslo": 1.5, "Rome": -1, "Lima": 0, "Kyiv": 0.5})
    encode = ColumnTransformer(
        [("words", OneHotEncoder(sparse_output=False), ["city"]), ("numbers", StandardScaler(), ["n0", "n1", "n2", "n3"])]
    )
    last = {
        "boosting": GradientBoostingClassifier(n_estimators=20, random_state=seed),
        "logistic": LogisticRegression(),
        "ridge": Ridge(),
    }[name]
    target = score if name == "ridge" else (score > score.median()).astype(int)
    pipeline = make_pipeline(encode, last).fit(table, target)
    types = [(column, StringTensorType([None, 1]) if column == "city" else FloatTensorType([None, 1])) for column in table]
    model = to_onnx(pipeline, initial_types=types).SerializeToString()
    found = ask(model, table.assign(target=target), 0 if name == "ridge" else 1)
    assert found["because"] is None
    assert found["columns"] == list(table)
    if name == "boosting":
        background = table.iloc[found["background"]]
        for answer, row in zip(found["answers"], EXPLAINED):
            is_close(answer["values"], by_all_coalitions(pipeline.decision_function, table.iloc[row], background))
        return
    features = encode.transform(table)
    values = shap.LinearExplainer(last, features[found["background"]]).shap_values(features[EXPLAINED])
    words = len(encode.named_transformers_["words"].get_feature_names_out())
    for answer, wanted in zip(found["answers"], values):
        city, rest = wanted[:words].sum(), wanted[words:]
        is_close(answer["values"], np.array([rest[0], city, *rest[1:]]))


def by_all_coalitions(model, row, background):
    """Shapley values of columns: weights s!(M-s-1)!/M! of each gain, means over the background."""
    columns = list(background)
    count = len(columns)

    def worth(coalition):
        rows = background.copy()
        for place in coalition:
            rows[columns[place]] = row[columns[place]]
        return model(rows).mean()

    worths = {
        coalition: worth(coalition) for size in range(count + 1) for coalition in combinations(range(count), size)
    }
    values = np.zeros(count)
    for coalition, before in worths.items():
        for place in set(range(count)) - set(coalition):
            weight = 1 / (count * comb(count - 1, len(coalition)))
            values[place] += weight * (worths[tuple(sorted((*coalition, place)))] - before)
    return values


def test_the_zipmap_is_cut_and_said():
    table, score = numbers(5, 4)
    model = RandomForestClassifier(n_estimators=5, random_state=0).fit(table.to_numpy(), score > 0)
    found = ask(to_onnx(model, table.to_numpy()[:1]).SerializeToString(), table.assign(label=score > 0), 1)
    assert any("ZipMap cut off" in change for change in found["changes"])
    assert found["labels"] == ["label"]
