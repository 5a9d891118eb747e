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
from sklearn import feature_selection as selection
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
    # Narrow and far from zero, with its tail before, a column is more likely the greater the power: both stop at the same bound.
    # Drawn apart, so that the other cases stay as they are.
    eras = np.random.default_rng(seed + 1000)
    since = [2025 - np.floor(eras.exponential(12, size)) for size in (rows, others)]
    years = [pd.DataFrame({"year": year, "before": -year}) for year in since]
    yield "PowerTransformer", {"kind": "PowerTransformer"}, pre.PowerTransformer(), *years, None, POWER, False
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

    yield from shuffled_cases(words, gaps, (yes_no, three, amount))
    yield from selection_cases(draw, plain, rows)
    yield from expression_cases(both)
    yield from date_cases(draw, rows, others)
    hours = [pd.DataFrame({"hour": draw.integers(0, 24, count).astype(float), "month": draw.integers(1, 13, count), "share": draw.random(count)}) for count in (rows, others)]
    for variant in ({}, {"maxValues": {"hour": 24, "month": 12}}, {"maxValues": {"hour": 24.5}, "dropOriginal": True}):
        yield "CyclicalFeatures", {"kind": "CyclicalFeatures", **variant}, OnCircle(**snake(variant)), *hours, None, EXACT, False
    circles = [frame[["normal", "skewed", "constant", "huge", "tiny", "shifted", "ends"]] for frame in holed]
    yield "CyclicalFeatures", {"kind": "CyclicalFeatures"}, OnCircle(), *circles, None, EXACT, False


def shuffled_cases(words, gaps, targets):
    for target in targets:
        for state, frames in ((0, words), (7, gaps)):
            folds = KFold if target.dtype == float else StratifiedKFold
            theirs = pre.TargetEncoder(cv=folds(5, shuffle=True, random_state=state))
            yield "TargetEncoder", {"kind": "TargetEncoder", "randomState": state}, theirs, *frames, target, EXACT, True


def selection_cases(draw, plain, rows):
    """Scores that need the same noise; targets that have something to do with the columns."""
    train, other = (frame.drop(columns=["zero", "tiny", "ends"]) for frame in plain)
    size = train["normal"] + draw.normal(0, 0.5, rows)
    group = np.where(size > size.median(), "large", "small")
    mild = [frame.drop(columns=["shifted", "constant"]) for frame in (train, other)]
    counts = [frame[["skewed", "two"]].assign(five=(frame["whole"] + 5) // 2) for frame in (train, other)]
    listed = ["whole", "two", "constant"]
    tries = [
        ("mutual_info_classif", {}, (train, other), group, 3),
        ("mutual_info_classif", {"randomState": 42, "nNeighbors": 2, "discreteFeatures": listed}, (train, other), group, 2),
        ("mutual_info_regression", {"randomState": 1}, (train, other), size, 4),
        ("mutual_info_regression", {"randomState": 4294967295, "discreteFeatures": listed}, (train, other), size, "all"),
        ("mutual_info_regression", {}, (train, other), train["whole"], 2),
        ("mutual_info_classif", {"discreteFeatures": True}, [frame[["whole", "two"]] for frame in (train, other)], group, 1),
        ("f_classif", {}, mild, group, 2),
        ("f_regression", {}, mild, size, 2),
        ("chi2", {}, counts, group, 1),
    ]
    for name, variant, frames, target, k in tries:
        given = snake(variant)
        if isinstance(given.get("discrete_features"), list):
            given["discrete_features"] = np.isin(list(frames[0]), listed)
        if name.startswith("mutual"):
            given.setdefault("random_state", 0)
        score = lambda x, y, name=name, given=given: getattr(selection, name)(x, y, **given)
        spec = {"scoreFunc": name, **variant}
        yield "SelectKBest", {"kind": "SelectKBest", "k": k, **spec}, selection.SelectKBest(score, k=k), *frames, target, EXACT, False
        if name != "f_classif":
            continue
        for percentile in (20, 50, 100):
            theirs = selection.SelectPercentile(score, percentile=percentile)
            yield "SelectPercentile", {"kind": "SelectPercentile", "percentile": percentile, **spec}, theirs, *frames, target, EXACT, False
    # Equal scores: the last ones stay, and of a percentile the first ones.
    twins = [frame[["normal"]].assign(a=frame["two"], b=frame["two"], c=frame["two"]) for frame in (train, other)]
    for k in (1, 2, 3):
        yield "SelectKBest", {"kind": "SelectKBest", "k": k}, selection.SelectKBest(k=k), *twins, group, EXACT, False
    yield "SelectPercentile", {"kind": "SelectPercentile", "percentile": 50}, selection.SelectPercentile(percentile=50), *twins, group, EXACT, False


def expression_cases(frames):
    """What comes out by an expression of ours, and what numpy and pandas make of it."""
    flag = lambda known, holds: np.where(known, np.asarray(holds, dtype=float), np.nan)
    theirs = {
        "log1p(skewed) - whole / 2": lambda f: np.log1p(f["skewed"]) - f["whole"] / 2,
        "sqrt(abs(normal)) + square(two) % 3": lambda f: np.sqrt(np.abs(f["normal"])) + np.square(f["two"]) % 3,
        "huge * tiny": lambda f: f["huge"] * f["tiny"],
        "clip(normal, -1, 3) + sign(whole)": lambda f: np.clip(f["normal"], -1, 3) + np.sign(f["whole"]),
        "max(normal, skewed, 1) - min(normal, two)": lambda f: np.maximum(np.maximum(f["normal"], f["skewed"]), 1) - np.minimum(f["normal"], f["two"]),
        "whole > 0": lambda f: flag(f["whole"].notna(), f["whole"] > 0),
        "colour in ['red', 'blue'] and not isnull(normal)": lambda f: np.where(f["colour"].isna() & f["normal"].notna(), np.nan, (f["colour"].isin(["red", "blue"]) & f["normal"].notna()).astype(float)),
        "where(colour == 'red', cbrt(whole), -length(colour))": lambda f: np.where(f["colour"].isna(), np.nan, np.where(f["colour"] == "red", np.cbrt(f["whole"]), -f["colour"].str.len().astype(float))),
        "reciprocal(whole)": lambda f: 1 / f["whole"],
    }
    ours = {f"out{at}": source for at, source in enumerate(theirs)}
    names = ["normal", "skewed", "whole", "huge", "tiny", "two", "colour"]
    made = lambda frame: pd.DataFrame({f"out{at}": of(frame) for at, of in enumerate(theirs.values())})
    few = [frame[names] for frame in frames]
    yield "FunctionTransformer", {"kind": "FunctionTransformer", "expressions": ours}, pre.FunctionTransformer(made, feature_names_out=lambda *_: list(ours)), *few, None, EXACT, False


def date_cases(draw, rows, others):
    moments = lambda count, first="1900", last="2100": pd.Series(pd.to_datetime(draw.integers(*(pd.Timestamp(end).value // 1000 for end in (first, last)), count), unit="us"))
    written = lambda count, formats: moments(count).map(lambda moment: moment.strftime(formats[draw.integers(0, len(formats))])).astype(object)
    holed = lambda values: values.mask(draw.random(len(values)) < 0.15)
    edges = ["2000-02-29", "1900-03-01", "2024-12-30T23:59:59.999999", "2021-01-03 00:00Z", "2020-12-31T22:30:00-05:30", "1677-01-01", "2262-12-31", "0001-01-01", "9999-12-31T23:59:59Z", "20240229T010203"]
    iso = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S+02:00", "%Y%m%d", "%Y-%m"]
    texts = [pd.DataFrame({"when": holed(pd.concat([written(count, iso), pd.Series(edges[: count // 2], dtype=object)], ignore_index=True))}) for count in (rows, others)]
    for variant in ({}, {"features": "all"}, {"features": ["week", "hour"]}):
        yield "DatetimeFeatures", {"kind": "DatetimeFeatures", **variant}, DateParts(**variant), *texts, None, EXACT, False
    formats = ["%d.%m.%Y", "%m/%d/%Y %I:%M %p", "%b %d %Y %H:%M:%S.%f", "%A, %d %B %Y", "%y-%j", "%d/%m/%Y %H:%M%z"]
    mixed = [pd.DataFrame({"when": holed(pd.concat([written(count, [form.replace("%z", "-0330") for form in formats]), pd.Series(["30.02.2023", "soon", "", "13/13/2020 01:00 PM"], dtype=object)], ignore_index=True))}) for count in (rows, others)]
    yield "DatetimeFeatures", {"kind": "DatetimeFeatures", "features": "all", "formats": formats, "errors": "coerce"}, DateParts("all", formats), *mixed, None, EXACT, False
    for unit, size in (("s", 1e6), ("ms", 1e3)):
        numbers = [pd.DataFrame({"a": holed((moments(count).astype("datetime64[us]").astype("int64") / size).round(3)), "b": np.floor(moments(count, "1970", "1971").astype("datetime64[us]").astype("int64") / size)}) for count in (rows, others)]
        yield "DatetimeFeatures", {"kind": "DatetimeFeatures", "unit": unit, "dropOriginal": False}, DateParts(unit=unit, drop_original=False), *numbers, None, EXACT, False


class DateParts:
    """Parts of dates by pandas, under feature-engine's names."""

    usual = ["month", "year", "day_of_week", "day_of_month", "hour", "minute", "second"]
    parts = {
        "month": lambda when: when.dt.month,
        "quarter": lambda when: when.dt.quarter,
        "semester": lambda when: (when.dt.quarter + 1) // 2,
        "year": lambda when: when.dt.year,
        "week": lambda when: when.dt.isocalendar().week.astype(float),
        "day_of_week": lambda when: when.dt.dayofweek,
        "day_of_month": lambda when: when.dt.day,
        "day_of_year": lambda when: when.dt.dayofyear,
        "weekend": lambda when: (when.dt.dayofweek >= 5).astype(float),
        "month_start": lambda when: when.dt.is_month_start,
        "month_end": lambda when: when.dt.is_month_end,
        "quarter_start": lambda when: when.dt.is_quarter_start,
        "quarter_end": lambda when: when.dt.is_quarter_end,
        "year_start": lambda when: when.dt.is_year_start,
        "year_end": lambda when: when.dt.is_year_end,
        "leap_year": lambda when: when.dt.is_leap_year,
        "days_in_month": lambda when: when.dt.days_in_month,
        "hour": lambda when: when.dt.hour,
        "minute": lambda when: when.dt.minute,
        "second": lambda when: when.dt.second,
    }

    def __init__(self, features="default", formats=("ISO8601",), unit=None, drop_original=True):
        self.wanted = {"default": self.usual, "all": list(self.parts)}.get(features, features) if isinstance(features, str) else features
        self.formats, self.unit, self.drop_original = formats, unit, drop_original

    def fit(self, frame, target=None):
        self.names = [] if self.drop_original else list(frame)
        self.names += [f"{name}_{part}" for name in frame for part in self.wanted]

    def moments(self, values):
        if self.unit:
            return pd.to_datetime(values, unit=self.unit, utc=True)
        found = None
        for form in self.formats:
            errors = "raise" if form == "ISO8601" else "coerce"
            own = pd.to_datetime(values, format=form, errors=errors, utc=True)
            found = own if found is None else found.fillna(own)
        return found

    def transform(self, frame):
        columns = [] if self.drop_original else [frame[name] for name in frame]
        for name in frame:
            when = self.moments(frame[name])
            columns += [self.parts[part](when).astype(float).mask(when.isna()) for part in self.wanted]
        return np.column_stack(columns)

    def get_feature_names_out(self):
        return self.names


class OnCircle:
    """Sines and cosines by numpy, under feature-engine's names."""

    def __init__(self, max_values=None, drop_original=False):
        self.given, self.drop_original = max_values or {}, drop_original

    def fit(self, frame, target=None):
        self.most = {name: self.given.get(name, frame[name].max()) for name in frame}

    def transform(self, frame):
        angles = {name: frame[name] * (2 * np.pi / most) for name, most in self.most.items()}
        first = [] if self.drop_original else [frame[name] for name in frame]
        return np.column_stack(first + [of(angle) for angle in angles.values() for of in (np.sin, np.cos)])

    def get_feature_names_out(self):
        return ([] if self.drop_original else list(self.most)) + [f"{name}_{of}" for name in self.most for of in ("sin", "cos")]


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
                **({"scores": [number(score) for score in estimator.scores_]} if hasattr(estimator, "scores_") else {}),
            },
        }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(list(documents(rows=16, others=6)), ensure_ascii=False) + "\n")
