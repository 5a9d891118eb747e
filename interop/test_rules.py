"""Rule sets find the rows that pandera finds, on random frames full of nulls and duplicates.

Conditions between columns are judged by pandas' nullable types, whose logic of three values is ours.

Intended differences, each with a test below:
- A column without any value is of every type; pandera looks at the dtype alone.
- A whole-column check of no values holds; pandera leaves that to the check's function.
- pandera counts repeated nulls as duplicates and does not list them; we list them, as pandas' `duplicated` does.
"""

import json
import math
import random
import subprocess
import warnings
from pathlib import Path

import pandas as pd
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandera.pandas as pa

ROOT = Path(__file__).parent.parent
NUMBERS = [0.0, -0.0, 1.0, 2.0, -3.0, 0.5, 7.25, 1e6, math.nan, math.nan, math.inf, -math.inf]
FINITE = [value for value in NUMBERS if math.isfinite(value)]
WORDS = ["", "a", "b", "ab", "Ab", "xab", "it's", "a\nb", "naïve", "\U0001f600", "\ufffd", "12", None, None]
PRESENT = [word for word in WORDS if word is not None]
PATTERNS = ["a", "ab|b$", "^a", "[ab]+$", ".b", "^.$", r"\d+$", "(a)?b", "x?a.", "[^a]"]
SEEDS = range(40)


def ours(cases):
    """What our rules say of each frame."""
    command = [ROOT / "node_modules/.bin/node", ROOT / "interop" / "check_rules.ts"]
    asked = [
        {
            "frame": [
                {
                    "name": name,
                    "type": "number" if column.dtype == float else "text",
                    "values": [plain(value) for value in column],
                }
                for name, column in frame.items()
            ],
            "rules": {"schemaVersion": 1, **rules},
        }
        for frame, rules in cases
    ]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def plain(value):
    if isinstance(value, str) or value is None:
        return value
    return None if math.isnan(value) else value if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"


def theirs(frame, schema):
    """The errors that pandera collects."""
    try:
        schema.validate(frame, lazy=True)
        return []
    except pa.errors.SchemaErrors as errors:
        return errors.schema_errors


def rows_of(error):
    """Rows of an error of pandera's, from 1."""
    return sorted({int(index) + 1 for index in error.failure_cases["index"]})


def rows_found(failure):
    return [row["row"] for row in failure["sample"]]


def frame_of(draw, names=("x", "y", "s", "t")):
    """Two columns of numbers and two of words; short pools make many duplicates."""
    rows = draw.choice([1, 2, 5, 30, 30, 100])
    columns = {}
    for name in names:
        pool = NUMBERS if name in "xy" else WORDS
        pool = draw.sample(pool, draw.choice([2, 4, len(pool)]))
        values = [draw.choice(pool) for _ in range(rows)]
        columns[name] = pd.Series(values, dtype=float if name in "xy" else object)
    return pd.DataFrame(columns)


def check_of(draw, is_text):
    """A check of rows: ours and pandera's."""
    pool = PRESENT if is_text else FINITE
    kind = draw.randrange(4 if not is_text else 8)
    if kind == 0:
        name = draw.choice(["ge", "gt", "le", "lt", "eq", "ne"])
        value = draw.choice(pool)
        return {"kind": name, "value": value}, getattr(pa.Check, name)(value)
    if kind == 1:
        low, high = sorted(draw.sample(sorted(set(pool)), 2))
        ends = draw.random() < 0.5, draw.random() < 0.5
        mine = {"kind": "in_range", "min": low, "max": high, "includeMin": ends[0], "includeMax": ends[1]}
        return mine, pa.Check.in_range(low, high, *ends)
    if kind in (2, 3):
        name = ["isin", "notin"][kind - 2]
        values = draw.sample(pool, draw.randrange(1, 5))
        return {"kind": name, "values": values}, getattr(pa.Check, name)(values)
    if kind in (4, 5):
        name = ["str_matches", "str_contains"][kind - 4]
        pattern = draw.choice(PATTERNS)
        return {"kind": name, "pattern": pattern}, getattr(pa.Check, name)(pattern)
    if kind == 6:
        name = draw.choice(["str_startswith", "str_endswith"])
        text = draw.choice(PRESENT)
        return {"kind": name, "text": text}, getattr(pa.Check, name)(text)
    low, high = draw.choice([(0, 1), (1, 1), (2, None), (None, 2), (1, 3)])
    mine = {"kind": "str_length", **({} if low is None else {"min": low}), **({} if high is None else {"max": high})}
    return mine, pa.Check.str_length(low, high)


def column_pairs(draw, frame):
    """Rules for every column, ours and pandera's; pandera's checks are named by their place."""
    mine, schema = {}, {}
    for name, column in frame.items():
        is_text = column.dtype == object
        checks = [check_of(draw, is_text) for _ in range(draw.randrange(5))]
        common = {"nullable": draw.random() < 0.5, "unique": draw.random() < 0.3}
        for place, (_, check) in enumerate(checks):
            check.name = str(place)
        mine[name] = {"type": "text" if is_text else "number", **common, "checks": [check for check, _ in checks]}
        schema[name] = pa.Column(object if is_text else float, [check for _, check in checks], **common)
    return mine, schema


def test_columns_fail_in_the_same_rows():
    pairs, compared = [], 0
    for seed in SEEDS:
        draw = random.Random(seed)
        frame = frame_of(draw)
        pairs += [(frame, *column_pairs(draw, frame)) for _ in range(5)]
    answers = ours([(frame, {"columns": mine}) for frame, mine, _ in pairs])
    for (frame, mine, schema), answer in zip(pairs, answers, strict=True):
        wanted = {}
        for error in theirs(frame, pa.DataFrameSchema(schema)):
            name = error.schema.name
            kind = error.reason_code.name
            place = {"SERIES_CONTAINS_NULLS": "nullable", "SERIES_CONTAINS_DUPLICATES": "unique"}.get(kind)
            if place == "unique":
                rows = [int(row) + 1 for row in frame.index[frame[name].duplicated(keep=False)]]
                assert set(rows_of(error)) <= set(rows)
                assert all(pd.isna(frame[name][row - 1]) for row in set(rows) - set(rows_of(error)))
            else:
                rows = rows_of(error)
            wanted[f"/columns/{name}/{place or f'checks/{error.check.name}'}"] = rows
        found = {failure["path"]: rows_found(failure) for failure in answer["failures"]}
        assert found == wanted, (frame, mine)
        assert answer["valid"] == (not wanted)
        rules = sum(2 + (not rule["nullable"]) + rule["unique"] + len(rule["checks"]) for rule in mine.values())
        assert answer["passed"] == rules - len(wanted) and answer["skipped"] == 0
        compared += len(wanted)
    assert compared > 500, "the rules must find something"


def number(draw):
    return draw.choice(["0", "1", "2.5", "-3", "1e6", ".5"])


def sum_of(draw, depth=2):
    """A sum of numbers: ours and Python's."""
    kind = draw.randrange(7) if depth > 0 else draw.randrange(2)
    if kind == 0:
        return [draw.choice(["x", "`y`"]) + " "] * 2
    if kind == 1:
        return [number(draw)] * 2
    if kind == 2:
        text = draw.choice(["s", "t"])
        return f"length({text})", f"{text}.str.len().astype('Float64')"
    one, other = sum_of(draw, depth - 1), sum_of(draw, depth - 1)
    if kind == 3:
        name = draw.choice(["min", "max"])
        return f"{name}({one[0]}, {other[0]})", f"extreme('{name}', {one[1]}, {other[1]})"
    if kind == 4:
        return f"abs({one[0]})", f"abs({one[1]})"
    if kind == 5:
        sign, value = draw.choice([("%", "3"), ("/", "4"), ("%", "2.5")])
        return f"({one[0]}) {sign} {value}", f"({one[1]}) {sign} {value}"
    sign = draw.choice(["+", "-", "*"])
    return f"({one[0]}) {sign} ({other[0]})", f"({one[1]}) {sign} ({other[1]})"


def condition(draw, depth=3):
    """A condition: ours and Python's, with pandas' nullable columns."""
    kind = draw.randrange(8) if depth > 0 else draw.randrange(4)
    if kind in (0, 1):
        (one, first), (other, second) = sum_of(draw), sum_of(draw)
        sign = draw.choice(["==", "!=", "<", "<=", ">", ">="])
        return f"{one} {sign} {other}", f"truth(({first}) {sign} ({second}))"
    if kind == 2:
        name = draw.choice(["s", "t"])
        mine = draw.choice([name, f"lower({name})"])
        python = name if mine == name else f"{name}.str.lower()"
        word = draw.choice(PRESENT)
        sign = draw.choice(["==", "!=", "<", ">="])
        quoted = "'" + word.replace("'", "''") + "'"
        if draw.random() < 0.5:
            return f"{mine} {sign} {quoted}", f"truth({python} {sign} {word!r})"
        return f"{mine} not in [{quoted}, 'b']", f"~among({python}, [{word!r}, 'b'])"
    if kind == 3:
        name = draw.choice(["x", "y", "s", "t"])
        if name in "xy" and draw.random() < 0.5:
            return f"{name} in [1, -3, 0]", f"among({name}, [1, -3, 0])"
        return f"isnull({name})", f"truth({name}.isna())"
    if kind == 4:
        inside = condition(draw, depth - 1)
        return f"not ({inside[0]})", f"~({inside[1]})"
    parts = [condition(draw, depth - 1) for _ in range(draw.choice([2, 2, 3]))]
    word, sign = draw.choice([("and", "&"), ("or", "|")])
    return f" {word} ".join(f"({one})" for one, _ in parts), f" {sign} ".join(f"({other})" for _, other in parts)


def nullable(frame):
    """The frame in types that tell nulls from numbers."""
    made = {}
    for name, column in frame.items():
        dtype = "Float64" if column.dtype == float else pd.StringDtype("python", na_value=pd.NA)
        made[name] = pd.Series([pd.NA if pd.isna(value) else value for value in column], dtype=dtype)
    return pd.DataFrame(made)


def evaluate(python, frame):
    """Which rows a condition does not break."""
    columns = nullable(frame)

    def series(value):
        """A column, in which what is no number (an infinity less another) is a null."""
        value = value if isinstance(value, pd.Series) else pd.Series([value] * len(frame), dtype="Float64")
        return value.mask(value.isna())

    def truth(value):
        value = value if isinstance(value, pd.Series) else pd.Series([value] * len(frame))
        return value.astype("boolean")

    def among(column, values):
        return column.isin(values).astype("boolean").mask(column.isna())

    def extreme(name, one, other):
        both = pd.concat([series(one), series(other)], axis=1)
        return getattr(both, name)(axis=1, skipna=False)

    names = {"truth": truth, "among": among, "extreme": extreme, "abs": abs, **{name: columns[name] for name in columns}}
    return eval(python.replace("`", ""), {"__builtins__": {}}, names).fillna(True).astype(bool)


def test_conditions_fail_in_the_same_rows():
    cases, told = [], 0
    for seed in SEEDS:
        draw = random.Random(1000 + seed)
        frame = frame_of(draw)
        # Without infinities: pandas does not tell what is no number from what is null when it compares.
        frame = frame.replace([math.inf, -math.inf], 9.0)
        cases += [(frame, condition(draw)) for _ in range(10)]
    columns = {name: {"type": "number" if name in "xy" else "text", "nullable": True} for name in "xyst"}
    answers = ours([(frame, {"columns": columns, "expressions": [{"expression": text}]}) for frame, (text, _) in cases])
    for (frame, (text, python)), answer in zip(cases, answers, strict=True):
        check = pa.Check(lambda data, python=python: evaluate(python, data), ignore_na=False)
        errors = theirs(frame, pa.DataFrameSchema(checks=check))
        assert all(isinstance(error.check_output, pd.Series) for error in errors), (python, errors)
        wanted = [[int(row) + 1 for row in frame.index[~error.check_output]] for error in errors]
        assert "error" not in answer, answer
        assert [rows_found(failure) for failure in answer["failures"]] == wanted, (text, frame)
        told += any(len(rows) < len(frame) for rows in wanted)
    assert told > 100, "the conditions must tell rows apart"


def between(low, high):
    return {**({} if low is None else {"min": low}), **({} if high is None else {"max": high})}


def measures(draw, is_text):
    """A check of the whole column, and what pandas measures."""
    low, high = draw.choice([(0.1, None), (None, 0.3), (0.1, 0.6)])
    pool = PRESENT if is_text else FINITE
    kind = draw.choice(["missing", "unseen", "category"] + ([] if is_text else ["mean", "std", "quantile"] * 2))
    if kind == "missing":
        return {"kind": "max_missing_share", "max": high or 0.2}, lambda s: s.isna().mean()
    if kind == "unseen":
        seen = draw.sample(pool, 3)
        return {"kind": "max_unseen_share", "values": seen, "max": high or 0.2}, lambda s: (~s.dropna().isin(seen)).mean()
    if kind == "category":
        one = draw.choice(pool)
        return {"kind": "category_share_between", "category": one, **between(low, high)}, lambda s: (s.dropna() == one).mean()
    low, high = draw.choice([(0.5, None), (None, 1.5), (-1.0, 2.0)])
    if kind == "quantile":
        q = draw.choice([0, 0.1, 0.25, 0.5, 0.9, 1])
        return {"kind": "quantile_between", "q": q, **between(low, high)}, lambda s: s.quantile(q)
    return {"kind": f"{kind}_between", **between(low, high)}, lambda s: getattr(s, kind)()


def test_measures_fail_alike_and_have_the_same_figures():
    cases = []
    for seed in SEEDS:
        draw = random.Random(2000 + seed)
        frame = frame_of(draw)
        for name in frame:
            if name in "xy" and draw.random() < 0.7:
                frame[name] = frame[name].replace([math.inf, -math.inf], 2.0)
            cases += [(frame, name, *measures(draw, name in "st")) for _ in range(5)]
    answers = ours([
        (frame, {"columns": {name: {"type": "number" if name in "xy" else "text", "nullable": True, "checks": [check]}}})
        for frame, name, check, _ in cases
    ])
    failed = 0
    for (frame, name, check, measure), answer in zip(cases, answers, strict=True):
        def holds(column, check=check, measure=measure):
            # Of no values pandas has no figure: the difference that is intended.
            figure = measure(column)
            enough = column.count() > (1 if check["kind"] == "std_between" else 0)
            if not enough and check["kind"] != "max_missing_share":
                return True
            return bool(check.get("min", -math.inf) <= figure <= check.get("max", math.inf))

        errors = theirs(frame, pa.DataFrameSchema({name: pa.Column(None, pa.Check(holds, ignore_na=False), nullable=True)}))
        assert len(answer["failures"]) == len(errors), (check, frame[name], answer)
        for failure in answer["failures"]:
            figure = measure(frame[name])
            assert failure["count"] is None and failure["sample"] == []
            if math.isfinite(figure):
                assert failure["found"] == pytest.approx(figure, rel=1e-12, abs=1e-12), check
            else:
                assert failure["found"] is None
        failed += len(errors)
    assert failed > 100


def test_groups_of_columns_are_unique_alike():
    cases = []
    for seed in SEEDS:
        draw = random.Random(3000 + seed)
        cases += [(frame_of(draw), draw.sample(["x", "y", "s", "t"], draw.choice([2, 3]))) for _ in range(4)]
    columns = {name: {"type": "number" if name in "xy" else "text", "nullable": True} for name in "xyst"}
    answers = ours([(frame, {"columns": columns, "unique": [group]}) for frame, group in cases])
    for (frame, group), answer in zip(cases, answers, strict=True):
        errors = theirs(frame, pa.DataFrameSchema(unique=group))
        assert len(answer["failures"]) == len(errors)
        found = rows_found(answer["failures"][0]) if answer["failures"] else []
        assert found == [int(row) + 1 for row in frame.index[frame.duplicated(subset=group, keep=False)]]
        for error in errors:
            listed = set(rows_of(error))
            assert listed <= set(found)
            assert all(frame[group].isna().all(axis=1)[row - 1] for row in set(found) - listed)
    assert sum(not answer["valid"] for answer in answers) > 50


def test_layouts_are_judged_alike():
    """Columns that are missing, more, or elsewhere."""
    cases = []
    for seed in SEEDS:
        draw = random.Random(4000 + seed)
        whole = frame_of(draw)
        for _ in range(5):
            there = draw.sample(list(whole), draw.randrange(1, 5))
            named = draw.sample(list(whole), draw.randrange(1, 5))
            options = {name: draw.random() < 0.6 for name in named}
            cases.append((whole[there], options, draw.random() < 0.5))
    rules = [
        {
            "columns": {n: {"type": "number" if n in "xy" else "text", "nullable": True, "required": r} for n, r in options.items()},
            "strict": strict,
        }
        for _, options, strict in cases
    ]
    answers = ours([(frame, one) for (frame, *_), one in zip(cases, rules, strict=True)])
    for (frame, options, strict), answer in zip(cases, answers, strict=True):
        columns = {name: pa.Column(None, nullable=True, required=required) for name, required in options.items()}
        wanted = {
            (error.reason_code.name, str(case))
            for error in theirs(frame, pa.DataFrameSchema(columns, strict=strict))
            for case in (error.failure_cases["failure_case"] if isinstance(error.failure_cases, pd.DataFrame) else [error.failure_cases])
        }
        names = {"strict": "COLUMN_NOT_IN_SCHEMA", "required": "COLUMN_NOT_IN_DATAFRAME"}
        assert {(names[failure["rule"]], failure["column"]) for failure in answer["failures"]} == wanted


def test_orders_are_judged_alike():
    draw = random.Random(5)
    cases = [(frame_of(draw)[draw.sample(list("xyst"), 4)], draw.sample(list("xyst"), 4)) for _ in range(60)]
    cases += [(frame[names], names) for frame, names in cases[:10]]
    columns = {name: {"type": "number" if name in "xy" else "text", "nullable": True} for name in "xyst"}
    answers = ours([(frame, {"columns": {name: columns[name] for name in names}, "ordered": True}) for frame, names in cases])
    for (frame, names), answer in zip(cases, answers, strict=True):
        schema = pa.DataFrameSchema({name: pa.Column(None, nullable=True) for name in names}, ordered=True)
        assert answer["valid"] == (theirs(frame, schema) == []), (list(frame), names)
    assert {answer["valid"] for answer in answers} == {True, False}


def test_warnings_leave_data_valid():
    frame = pd.DataFrame({"x": [1.0, -1.0]})
    column = {"type": "number", "checks": [{"kind": "ge", "value": 0, "severity": "warning"}]}
    (answer,) = ours([(frame, {"columns": {"x": column}})])
    assert answer["valid"] and answer["text"] == "warning: x: 1 of 2 rows is not >= 0 (row 2: -1)\n"
    with pytest.warns(pa.errors.SchemaWarning):
        assert theirs(frame, pa.DataFrameSchema({"x": pa.Column(float, pa.Check.ge(0, raise_warning=True))})) == []


def test_intended_differences():
    empty = pd.DataFrame({"x": pd.Series([None, None], dtype=object)})
    text = pd.DataFrame({"x": pd.Series(["a", None], dtype=object)})
    rules = {"columns": {"x": {"type": "number", "nullable": True, "checks": [{"kind": "mean_between", "min": 0}]}}}
    nothing, wrong = ours([(empty, rules), (text, rules)])
    schema = pa.DataFrameSchema({"x": pa.Column(float, nullable=True)})
    assert nothing["valid"] and theirs(empty, schema) != []
    assert not wrong["valid"] and theirs(text, schema) != []
    mean = pa.DataFrameSchema({"x": pa.Column(float, pa.Check(lambda s: s.mean() >= 0), nullable=True)})
    assert theirs(empty.astype(float), mean) != []
    nulls = pd.DataFrame({"x": [1.0, math.nan, math.nan]})
    (answer,) = ours([(nulls, {"columns": {"x": {"type": "number", "nullable": True, "unique": True}}})])
    (error,) = theirs(nulls, pa.DataFrameSchema({"x": pa.Column(float, nullable=True, unique=True)}))
    assert rows_found(answer["failures"][0]) == [2, 3] and rows_of(error) == []
