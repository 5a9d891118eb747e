"""Cases for the transformations: a spec of ours, scikit-learn's estimator of the same meaning, and columns that are hard.

  features_cases.py FILE    writes the golden file: each case with what scikit-learn makes of it
"""

import json
import math
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import preprocessing as pre
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.feature_selection import VarianceThreshold
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import Pipeline

# What both compute in double precision agrees to this, relative to the larger of the value and the column's scale.
EXACT = 1e-9
# The power that is most likely is known to the square root of the precision: the likelihood is flat there.
POWER = 1e-5


def number_columns(draw, rows, missing):
    """Columns of numbers that go wrong where code is careless; with or without missing values."""
    columns = {
        "normal": draw.normal(3, 2, rows),
        "skewed": draw.lognormal(0, 2, rows),
        "whole": draw.integers(-5, 6, rows).astype(float),
        "constant": np.full(rows, 7.25),
        "zero": np.zeros(rows),
        "huge": draw.normal(0, 1, rows) * 1e150,
        "tiny": draw.normal(0, 1, rows) * 1e-150,
        # Farther from zero, the mean itself is only known to the rounding of a sum, in scikit-learn as here.
        "shifted": 1e5 + draw.normal(0, 1, rows),
        "two": draw.integers(0, 2, rows).astype(float),
        "ends": np.where(np.arange(rows) % 2 == 0, -1e6, 1e6),
    }
    frame = pd.DataFrame(columns)
    if missing:
        frame = frame.mask(draw.random(frame.shape) < 0.15)
        frame.loc[0] = frame.loc[0].fillna(1.5)
    return frame


def text_columns(draw, rows, missing):
    frame = pd.DataFrame({
        "colour": draw.choice(["red", "green", "blue"], rows, p=[0.6, 0.3, 0.1]),
        "letters": draw.choice(list("éabZ_ß漢") + ["\U0001f98a", "\uff5e"], rows),
        "one": np.full(rows, "same"),
        "pair": draw.choice(["no", "yes"], rows),
    }).astype(object)
    return frame.mask(draw.random(frame.shape) < 0.15) if missing else frame


def cases(seed=1, rows=60, others=20):
    """Yields name, our spec, scikit-learn's estimator, the rows to fit on, other rows, the target, tolerance, cross-fit."""
    draw = np.random.default_rng(seed)
    plain = number_columns(draw, rows, False), number_columns(draw, others, False)
    holed = number_columns(draw, rows, True), number_columns(draw, others, True)
    mild = [frame.drop(columns=["huge", "tiny"]) for frame in plain]
    positive = [frame[["skewed"]].assign(large=frame["skewed"] * 1e6) for frame in plain]
    words = text_columns(draw, rows, False), text_columns(draw, others, False)
    gaps = text_columns(draw, rows, True), text_columns(draw, others, True)
    strange = words[0], words[1].assign(colour="violet")
    yes_no = draw.integers(0, 2, rows)
    three = draw.choice(["a", "b", "c"], rows)
    amount = draw.normal(5, 3, rows)

    scalers = {
        "StandardScaler": [{}, {"withMean": False}, {"withStd": False}],
        "MinMaxScaler": [{}, {"featureRange": [-2, 3]}, {"clip": True}],
        "MaxAbsScaler": [{}, {"clip": True}],
        "RobustScaler": [{}, {"quantileRange": [10, 90]}, {"unitVariance": True}, {"withCentering": False}, {"withScaling": False}],
    }
    for kind, variants in scalers.items():
        for variant in variants:
            for frames in (plain, holed):
                yield kind, {"kind": kind, **variant}, getattr(pre, kind)(**snake(variant)), *frames, None, EXACT, False
    for variant in ({}, {"nQuantiles": 7}, {"outputDistribution": "normal"}, {"nQuantiles": 10, "outputDistribution": "normal"}):
        for frames in (plain, holed):
            theirs = pre.QuantileTransformer(subsample=None, **snake(variant))
            yield "QuantileTransformer", {"kind": "QuantileTransformer", **variant}, theirs, *frames, None, EXACT, False
    for variant in ({}, {"standardize": False}):
        theirs = pre.PowerTransformer(**variant)
        columns = ["normal", "skewed", "whole", "constant", "zero", "two"]
        # With a missing value scikit-learn no longer sees that a column is constant, and its power runs away.
        for frames, names in ((plain, columns), (holed, [name for name in columns if name not in ("constant", "zero")])):
            few = [frame[names] for frame in frames]
            yield "PowerTransformer", {"kind": "PowerTransformer", **variant}, theirs, *few, None, POWER, False
        box = pre.PowerTransformer(method="box-cox", **variant)
        yield "PowerTransformer", {"kind": "PowerTransformer", "method": "box-cox", **variant}, box, *positive, None, POWER, False
    for encode in ("onehot-dense", "ordinal"):
        for strategy in ("uniform", "quantile", "kmeans"):
            theirs = pre.KBinsDiscretizer(5, encode=encode, strategy=strategy, subsample=None)
            spec = {"kind": "KBinsDiscretizer", "encode": encode, "strategy": strategy}
            yield "KBinsDiscretizer", spec, theirs, *mild, None, EXACT, False
    linear = pre.KBinsDiscretizer(4, encode="ordinal", quantile_method="linear", subsample=None)
    yield "KBinsDiscretizer", {"kind": "KBinsDiscretizer", "nBins": 4, "encode": "ordinal", "quantileMethod": "linear"}, linear, *mild, None, EXACT, False
    empty = [frame.assign(nothing=np.nan) for frame in holed]
    for variant in ({}, {"strategy": "median"}, {"strategy": "most_frequent"}, {"strategy": "constant", "fillValue": -1}, {"addIndicator": True}, {"keepEmptyFeatures": True, "strategy": "median"}):
        yield "SimpleImputer", {"kind": "SimpleImputer", **variant}, SimpleImputer(**snake(variant)), *empty, None, EXACT, False
    for variant in ({}, {"drop": "first"}, {"drop": "if_binary"}, {"minFrequency": 10}, {"minFrequency": 0.2}, {"maxCategories": 3}, {"maxCategories": 2, "drop": "first"}):
        for frames in (words, gaps, [frame[["whole", "two", "constant"]] for frame in holed]):
            given = {"handleUnknown": "infrequent_if_exist" if len({"minFrequency", "maxCategories"} & variant.keys()) else "ignore", **variant}
            theirs = pre.OneHotEncoder(sparse_output=False, **snake(given))
            yield "OneHotEncoder", {"kind": "OneHotEncoder", **given}, theirs, *frames, None, EXACT, False
    yield "OneHotEncoder", {"kind": "OneHotEncoder", "handleUnknown": "ignore"}, pre.OneHotEncoder(sparse_output=False, handle_unknown="ignore"), *strange, None, EXACT, False
    for variant in ({}, {"minFrequency": 10}, {"maxCategories": 3}, {"encodedMissingValue": -2}):
        for frames in (words, gaps, strange):
            given = {"handleUnknown": "use_encoded_value", "unknownValue": -1, **variant}
            yield "OrdinalEncoder", {"kind": "OrdinalEncoder", **given}, pre.OrdinalEncoder(**snake(given)), *frames, None, EXACT, False
    for target in (yes_no, three, amount):
        folds = KFold(5) if target is amount else StratifiedKFold(5)
        for variant in ({}, {"smooth": 3.5}):
            for frames in (words, gaps, strange):
                for crossed in (False, True):
                    theirs = pre.TargetEncoder(cv=folds, **variant)
                    yield "TargetEncoder", {"kind": "TargetEncoder", "shuffle": False, **variant}, theirs, *frames, target, EXACT, crossed
    few = [frame[["normal", "skewed", "whole"]] for frame in plain]
    for variant in ({}, {"degree": 3}, {"interactionOnly": True}, {"includeBias": False}, {"degree": [2, 3]}, {"degree": 0}):
        theirs = pre.PolynomialFeatures(**{name: tuple(value) if isinstance(value, list) else value for name, value in snake(variant).items()})
        yield "PolynomialFeatures", {"kind": "PolynomialFeatures", **variant}, theirs, *few, None, EXACT, False
    for func in ("log1p", "expm1", "sqrt", "square", "abs", "sign", "cbrt", "log10", "log2", "log", "exp", "negative", "reciprocal"):
        theirs = pre.FunctionTransformer(getattr(np, func), feature_names_out="one-to-one")
        yield "FunctionTransformer", {"kind": "FunctionTransformer", "func": func}, theirs, *[frame[["skewed"]] for frame in holed], None, EXACT, False

    for variant in (
        {}, {"degree": 1}, {"degree": 2, "nKnots": 4, "includeBias": False}, {"knots": "quantile"}, {"extrapolation": "linear"},
        {"extrapolation": "linear", "degree": 1}, {"extrapolation": "continue"}, {"extrapolation": "periodic"}, {"degree": 0, "extrapolation": "continue"},
    ):
        theirs = pre.SplineTransformer(**snake(variant))
        # Of a second column of degree 1, scikit-learn takes the second knot for the end.
        columns = ["normal"] if variant.get("degree") == 1 else ["normal", "shifted"]
        yield "SplineTransformer", {"kind": "SplineTransformer", **variant}, theirs, *[frame[columns] for frame in plain], None, EXACT, False
    for threshold in (0, 1.5):
        theirs = VarianceThreshold(threshold)
        yield "VarianceThreshold", {"kind": "VarianceThreshold", "threshold": threshold}, theirs, *[frame.drop(columns=["huge", "tiny"]) for frame in holed], None, EXACT, False
    known = ["Über den Fluß", "a bb ccc", "x_1 x_1 X_1 wörd", "", "漢字 漢字 kana", "one two two three", "two, three; bb-ccc! 42 4"]
    documents_, others_ = ([known[at % len(known)] for at in draw.integers(0, 99, count)] for count in (rows, others))
    documents_ += known
    for variant in ({}, {"ngramRange": [1, 2]}, {"binary": True}, {"minDf": 2}, {"maxDf": 0.3}, {"lowercase": False}, {"stopWords": ["two"]}, {"analyzer": "char", "ngramRange": [2, 3]}):
        theirs = TextColumn(CountVectorizer(**snake(variant)))
        yield "CountVectorizer", {"kind": "CountVectorizer", **variant}, theirs, *[pd.DataFrame({"text": words}, dtype=object) for words in (documents_, others_)], None, EXACT, False
    for variant in ({}, {"norm": "l1"}, {"norm": None}, {"useIdf": False}, {"smoothIdf": False}, {"sublinearTf": True}):
        theirs = TextColumn(TfidfVectorizer(**snake(variant)))
        yield "TfidfVectorizer", {"kind": "TfidfVectorizer", **variant}, theirs, *[pd.DataFrame({"text": words}, dtype=object) for words in (documents_, others_)], None, EXACT, False

    both = [pd.concat([numbers, texts], axis=1) for numbers, texts in zip(holed, gaps)]
    numeric = Pipeline([("impute", SimpleImputer(strategy="median", add_indicator=True)), ("scale", pre.StandardScaler())])
    texts = Pipeline([("impute", SimpleImputer(strategy="most_frequent")), ("encode", pre.OneHotEncoder(sparse_output=False, handle_unknown="ignore"))])
    theirs = ColumnTransformer([("numbers", numeric, list(holed[0])), ("texts", texts, list(gaps[0]))])
    ours = {
        "kind": "ColumnTransformer",
        "transformers": [
            {"name": "numbers", "columns": {"type": "number"}, "transformer": {"kind": "Pipeline", "steps": [
                {"name": "impute", "transformer": {"kind": "SimpleImputer", "strategy": "median", "addIndicator": True}},
                {"name": "scale", "transformer": {"kind": "StandardScaler"}}]}},
            {"name": "texts", "columns": {"pattern": "^(colour|letters|one|pair)$"}, "transformer": {"kind": "Pipeline", "steps": [
                {"name": "impute", "transformer": {"kind": "SimpleImputer", "strategy": "most_frequent"}},
                {"name": "encode", "transformer": {"kind": "OneHotEncoder", "handleUnknown": "ignore"}}]}},
        ],
    }
    yield "ColumnTransformer", ours, theirs, *both, None, EXACT, False
    rest = ColumnTransformer([("encode", pre.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["colour"]), ("no", "drop", ["letters", "one", "pair"])], remainder="passthrough", verbose_feature_names_out=False)
    ours = {"kind": "ColumnTransformer", "verboseFeatureNamesOut": False, "remainder": "passthrough", "transformers": [
        {"name": "encode", "columns": ["colour"], "transformer": {"kind": "OrdinalEncoder", "handleUnknown": "use_encoded_value", "unknownValue": -1}},
        {"name": "no", "columns": ["letters", "one", "pair"], "transformer": "drop"}]}
    known = [pd.concat([numbers, texts], axis=1) for numbers, texts in zip(holed, words)]
    yield "ColumnTransformer", ours, rest, *known, None, EXACT, False


class TextColumn:
    """A vectorizer for a frame with one column of text."""

    def __init__(self, vectorizer):
        self.vectorizer = vectorizer

    def fit(self, frame, target=None):
        self.vectorizer.fit(frame["text"])

    def transform(self, frame):
        return self.vectorizer.transform(frame["text"]).toarray()

    def get_feature_names_out(self):
        return self.vectorizer.get_feature_names_out()


def snake(params):
    """Our names of params as scikit-learn's."""
    as_given = {"unknownValue": lambda v: np.nan if v == "NaN" else v, "featureRange": tuple, "quantileRange": tuple, "ngramRange": tuple}
    words = lambda name: "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return {words(name): as_given.get(name, lambda v: v)(value) for name, value in params.items()}


def number(value):
    value = float(value)
    return value if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]


def columns_of(frame):
    text = lambda column: not pd.api.types.is_numeric_dtype(frame[column])
    return [
        {"name": name, "type": "text", "values": [None if value is None or value != value else value for value in frame[name]]}
        if text(name)
        else {"name": name, "type": "number", "values": [number(value) for value in frame[name]]}
        for name in frame
    ]


def expected(estimator, train, other, target, crossed):
    """What scikit-learn makes of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if crossed:
            first = estimator.fit_transform(train, target)
        else:
            estimator.fit(train, target)
            first = estimator.transform(train)
        second = estimator.transform(other)
        names = [str(name) for name in estimator.get_feature_names_out()]
    return names, np.asarray(first, dtype=float).T, np.asarray(second, dtype=float).T


def documents(seed=1, **sizes):
    """Each case as our side reads it, with what scikit-learn makes of it."""
    for name, spec, estimator, train, other, target, tolerance, crossed in cases(seed, **sizes):
        names, first, second = expected(estimator, train, other, target, crossed)
        yield {
            "name": name,
            "spec": spec,
            "train": columns_of(train),
            "other": columns_of(other),
            **({} if target is None else {"target": target.tolist()}),
            **({"crossFit": True} if crossed else {}),
            "expected": {
                "names": names,
                "train": [[number(value) for value in column] for column in first],
                "other": [[number(value) for value in column] for column in second],
                "tolerance": tolerance,
            },
        }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(list(documents(rows=16, others=6)), ensure_ascii=False) + "\n")
