"""The exported graphs agree with those of skl2onnx, and joined with a model they predict as scikit-learn's pipeline does."""

import base64
import json
import subprocess
import warnings

import lightgbm
import numpy as np
import onnx
import onnxmltools
import onnxruntime
import pandas as pd
import pytest
from onnx import defs
from onnxmltools.convert.common.data_types import FloatTensorType as LightGbmTensor
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn import preprocessing as pre
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.svm import SVC

import make_feature_models
from features_cases import columns_of
from model_files import root

# skl2onnx computes in single precision, which knows a number to about 6e-8 of its size; a few steps of it add up.
SINGLE = 1e-5


def node(*arguments, given=None):
    command = [root / "node_modules/.bin/node", root / "interop" / "features_onnx.ts", *arguments]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def exported(spec, train, other, **more):
    case = {"name": spec["kind"], "spec": spec, "train": columns_of(train), "other": columns_of(other), **more}
    (answer,) = node(given=[case])
    assert "error" not in answer, answer["error"]
    return {key: base64.b64decode(value) if key in ("onnx", "joined") and value else value for key, value in answer.items()}


def rows(draw, count):
    """Numbers that single precision holds exactly, with missing ones, and words."""
    frame = pd.DataFrame({
        "normal": np.round(draw.normal(3, 2, count) * 8) / 8,
        "skewed": np.round(draw.lognormal(1, 1, count) * 8) / 8,
        "whole": draw.integers(-5, 6, count).astype(float),
        "colour": draw.choice(["red", "green", "blue"], count, p=[0.6, 0.3, 0.1]),
        "letter": draw.choice(list("éabZ漢"), count),
    })
    frame[["colour", "letter"]] = frame[["colour", "letter"]].astype(object)
    holed = frame.copy()
    holed["skewed"] = holed["skewed"].mask(draw.random(count) < 0.2)
    return frame, holed


numbers, words = ["normal", "skewed", "whole"], ["colour", "letter"]
draw = np.random.default_rng(5)
(train, holed_train), (other, holed_other) = rows(draw, 400), rows(draw, 150)


def feeds(frame, dtype=float):
    """A column an input: a missing text is the empty one."""
    return {
        name: frame[name].to_numpy(dtype).reshape(-1, 1)
        if name in numbers
        else np.array([["" if value is None or value != value else value] for value in frame[name]], dtype=object)
        for name in frame
    }


def run(graph, given):
    session = onnxruntime.InferenceSession(graph)
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, given)))


def checked(graph):
    onnx.checker.check_model(onnx.load_from_string(graph), full_check=True)
    return graph


mix = lambda numeric, textual: ColumnTransformer([("numbers", numeric, numbers), ("words", textual, words)])
our_mix = lambda numeric, textual: {"kind": "ColumnTransformer", "transformers": [
    {"name": "numbers", "columns": numbers, "transformer": numeric}, {"name": "words", "columns": words, "transformer": textual}]}
steps = lambda *given: {"kind": "Pipeline", "steps": [{"name": str(at), "transformer": one} for at, one in enumerate(given)]}
one_hot = lambda **more: pre.OneHotEncoder(sparse_output=False, handle_unknown="ignore", **more)

configurations = [
    ({"kind": "StandardScaler"}, pre.StandardScaler(), train[numbers], other[numbers]),
    ({"kind": "StandardScaler"}, pre.StandardScaler(), holed_train[numbers], holed_other[numbers]),
    ({"kind": "MinMaxScaler", "featureRange": [-2, 3], "clip": True}, pre.MinMaxScaler((-2, 3), clip=True), train[numbers], other[numbers]),
    ({"kind": "MaxAbsScaler"}, pre.MaxAbsScaler(), train[numbers], other[numbers]),
    ({"kind": "RobustScaler"}, pre.RobustScaler(), train[numbers], other[numbers]),
    ({"kind": "SimpleImputer", "strategy": "median"}, SimpleImputer(strategy="median"), holed_train[numbers], holed_other[numbers]),
    ({"kind": "KBinsDiscretizer", "nBins": 4, "encode": "ordinal"}, pre.KBinsDiscretizer(4, encode="ordinal", subsample=None), train[numbers], other[numbers]),
    ({"kind": "KBinsDiscretizer", "nBins": 4, "strategy": "uniform"}, pre.KBinsDiscretizer(4, encode="onehot-dense", strategy="uniform", subsample=None), train[numbers], other[numbers]),
    ({"kind": "PolynomialFeatures", "degree": 3}, pre.PolynomialFeatures(3), train[numbers], other[numbers]),
    ({"kind": "OneHotEncoder", "handleUnknown": "ignore"}, one_hot(), train[words], other[words].assign(colour="violet")),
    ({"kind": "OneHotEncoder", "handleUnknown": "ignore", "drop": "first"}, one_hot(drop="first"), train[words], other[words]),
    ({"kind": "OrdinalEncoder", "handleUnknown": "use_encoded_value", "unknownValue": -1}, pre.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), train[words], other[words].assign(colour="violet")),
    (
        our_mix(steps({"kind": "SimpleImputer"}, {"kind": "StandardScaler"}), {"kind": "OneHotEncoder", "handleUnknown": "ignore"}),
        mix(Pipeline([("impute", SimpleImputer()), ("scale", pre.StandardScaler())]), one_hot()),
        holed_train, holed_other,
    ),
]


@pytest.mark.parametrize(("spec", "estimator", "fitted_on", "shown"), configurations, ids=lambda value: json.dumps(value)[:60] if isinstance(value, dict) else "")
def test_agrees_with_skl2onnx(spec, estimator, fitted_on, shown):
    estimator = estimator.fit(fitted_on)
    theirs_by_column = any(name in words for name in fitted_on) and any(name in numbers for name in fitted_on)
    if theirs_by_column:
        types = [(name, (FloatTensorType if name in numbers else StringTensorType)([None, 1])) for name in fitted_on]
        given = feeds(shown, np.float32)
    else:
        kind, dtype = (FloatTensorType, np.float32) if fitted_on.columns[0] in numbers else (StringTensorType, object)
        types, given = [("X", kind([None, fitted_on.shape[1]]))], {"X": shown.to_numpy(dtype)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (theirs,) = run(to_onnx(estimator, initial_types=types).SerializeToString(), given).values()
    ours = run(checked(exported(spec, fitted_on, shown)["onnx"]), feeds(shown))["features"]
    scale = np.maximum(1, np.nanmax(np.abs(theirs), axis=0))
    np.testing.assert_allclose(ours / scale, theirs / scale, atol=SINGLE, rtol=0)
    # Ours is in double precision: the library's own to the last digits but a few.
    wanted = np.asarray(estimator.transform(shown), dtype=float)
    np.testing.assert_allclose(ours / scale, wanted / scale, atol=1e-12, rtol=0)


features = our_mix(
    steps({"kind": "SimpleImputer", "strategy": "median"}, {"kind": "QuantileTransformer", "nQuantiles": 50, "outputDistribution": "normal"}),
    {"kind": "OneHotEncoder", "handleUnknown": "ignore"},
)
their_features = lambda: mix(
    Pipeline([("impute", SimpleImputer(strategy="median")), ("spread", pre.QuantileTransformer(n_quantiles=50, output_distribution="normal", subsample=None))]),
    one_hot(),
)
classes = np.select([train["normal"] > 4, train["colour"] == "red"], ["high", "red"], "other")
yes_no = (train["normal"] + train["whole"] > 3).to_numpy()
amounts = (train["normal"] * 2 + train["whole"]).to_numpy()


def by_skl2onnx(model, shape, **options):
    return to_onnx(model, initial_types=[("X", FloatTensorType([None, shape]))], options={id(model): options} if options else None)


def by_onnxmltools(model, shape):
    return onnxmltools.convert_lightgbm(model, initial_types=[("input", LightGbmTensor([None, shape]))], zipmap=True)


models = [
    (LogisticRegression(max_iter=1000), classes, by_skl2onnx, {}, "output_label"),
    (LogisticRegression(max_iter=1000), classes, by_skl2onnx, {"zipmap": False}, "label"),
    (LogisticRegression(max_iter=1000), yes_no.astype(int), by_skl2onnx, {"raw_scores": False}, "output_label"),
    (RandomForestClassifier(20, random_state=1), classes, by_skl2onnx, {}, "output_label"),
    (KNeighborsClassifier(), classes, by_skl2onnx, {}, "output_label"),
    (MLPClassifier((8,), max_iter=300, random_state=1), classes, by_skl2onnx, {}, "output_label"),
    (lightgbm.LGBMClassifier(n_estimators=20, verbose=-1), yes_no.astype(int), by_onnxmltools, {}, "label"),
    (lightgbm.LGBMClassifier(n_estimators=20, verbose=-1), np.unique(classes, return_inverse=True)[1], by_onnxmltools, {}, "label"),
]


@pytest.mark.parametrize(("model", "target", "convert", "options", "label"), models, ids=lambda value: type(value).__name__ if hasattr(value, "fit") else "")
def test_a_joined_classifier_predicts_as_the_pipeline(model, target, convert, options, label):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline = Pipeline([("features", their_features()), ("model", model)]).fit(holed_train, target)
        wanted, wanted_label = pipeline.predict_proba(holed_other), pipeline.predict(holed_other)
        width = len(pipeline["features"].get_feature_names_out())
        alone = convert(model, width, **options).SerializeToString()
    answer = exported(features, holed_train, holed_other, model=base64.b64encode(alone).decode())
    found = run(checked(answer["joined"]), feeds(holed_other))
    assert list(found) == [label, "probabilities"]
    np.testing.assert_allclose(found["probabilities"], wanted, atol=SINGLE)
    top = np.sort(wanted, axis=1)
    decided = top[:, -1] - top[:, -2] > SINGLE
    assert (found[label][decided] == wanted_label[decided]).all()
    # One row alone gives what it gives among others.
    first = run(answer["joined"], feeds(holed_other.head(1)))
    np.testing.assert_allclose(first["probabilities"], found["probabilities"][:1], atol=1e-6)


@pytest.mark.parametrize("model", [LinearRegression(), GradientBoostingRegressor(n_estimators=20, random_state=1)], ids=lambda model: type(model).__name__)
def test_a_joined_regressor_predicts_as_the_pipeline(model):
    pipeline = Pipeline([("features", their_features()), ("model", model)]).fit(holed_train, amounts)
    alone = by_skl2onnx(model, len(pipeline["features"].get_feature_names_out())).SerializeToString()
    answer = exported(features, holed_train, holed_other, model=base64.b64encode(alone).decode())
    (found,) = run(checked(answer["joined"]), feeds(holed_other)).values()
    np.testing.assert_allclose(found[:, 0], pipeline.predict(holed_other), rtol=SINGLE, atol=SINGLE * np.abs(amounts).max())


def test_a_model_that_wants_double_precision_gets_it():
    model = LogisticRegression(max_iter=1000)
    pipeline = Pipeline([("features", their_features()), ("model", model)]).fit(holed_train, yes_no)
    ready = pipeline["features"].transform(holed_train)
    alone = to_onnx(model, ready[:1].astype(np.float64), options={"zipmap": False})
    answer = exported(features, holed_train, holed_other, model=base64.b64encode(alone.SerializeToString()).decode())
    found = run(checked(answer["joined"]), feeds(holed_other))["probabilities"]
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, pipeline.predict_proba(holed_other), atol=1e-12)


def test_a_joined_text_classifier_predicts_as_the_pipeline():
    words_of = {0: ["Great", "FINE", "über", "good"], 1: ["bad", "poor", "Ärger", "not"]}
    target = draw.integers(0, 2, 200)
    texts = pd.DataFrame({"text": [" ".join(draw.choice([*words_of[one], "the", "x", "it"], 6)) for one in target]}, dtype=object)
    model = LogisticRegression()
    ready = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    train_features = ready.fit_transform(texts["text"][:150]).toarray()
    model.fit(train_features, target[:150])
    alone = by_skl2onnx(model, train_features.shape[1]).SerializeToString()
    spec = {"kind": "TfidfVectorizer", "ngramRange": [1, 2], "sublinearTf": True}
    shown = texts[150:].reset_index(drop=True)
    answer = exported(spec, texts[:150], shown, model=base64.b64encode(alone).decode())
    found = run(checked(answer["joined"]), feeds(shown))
    np.testing.assert_allclose(found["probabilities"], model.predict_proba(ready.transform(shown["text"]).toarray()), atol=SINGLE)


def test_the_committed_model_is_what_the_script_makes():
    found = onnx.load_from_string(make_feature_models.path.read_bytes())
    made = onnx.load_from_string(make_feature_models.random_forest())
    sets = lambda model: {entry.domain: entry.version for entry in model.opset_import}
    assert found.graph == made.graph
    assert sets(found) == sets(made)


def changed(before, after):
    """What a later version of an operator says otherwise, for a node that was valid before."""
    if after.deprecated:
        return "it is deprecated"
    for name, attribute in before.attributes.items():
        if name not in after.attributes:
            return f"{name} is gone"
        later = after.attributes[name]
        if later.default_value.SerializeToString() != attribute.default_value.SerializeToString():
            return f"{name} has another default"
        if later.required and not attribute.required:
            return f"{name} is required"
    if any(attribute.required and name not in before.attributes for name, attribute in after.attributes.items()):
        return "it needs a new attribute"
    if after.min_input > before.min_input or after.max_input < before.max_input or len(after.inputs) < len(before.inputs):
        return "its inputs are others"
    if after.min_output > before.min_output or after.max_output < before.max_output:
        return "its outputs are others"
    return None


def test_operators_that_are_taken_for_unchanged_are():
    known = node("operators")
    schemas = {}
    for schema in defs.get_all_schemas_with_history():
        schemas.setdefault((schema.domain, schema.name), []).append(schema)
    wrong, count = [], 0
    for domain, by_version in known["steadyFrom"].items():
        for version, names in by_version.items():
            for name in names.split(" "):
                newest = known["newestKnown"][domain]
                if name in known["gone"]:
                    newest = min(newest, known["gone"][name] - 1)
                own = sorted((one for one in schemas[domain, name] if one.since_version <= newest), key=lambda one: one.since_version)
                before = [one for one in own if one.since_version <= int(version)]
                count += 1
                if not before:
                    wrong.append(f"{name} is not in {version}")
                    continue
                for later in own[own.index(before[-1]) + 1 :]:
                    if reason := changed(before[-1], later):
                        wrong.append(f"{name}, {version} to {later.since_version}: {reason}")
    assert wrong == []
    assert count > 100
