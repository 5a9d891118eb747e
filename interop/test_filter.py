"""`--filter` selects the runs that mlflow.search_runs selects on the same SQLite store, and refuses what MLflow refuses.

Intended differences, each with a test below:
- OR, NOT and parentheses are understood.
- `artifact_uri` is refused: records do not hold it.
- A trailing or doubled AND is refused; MLflow overlooks it. So is a comparison after another without AND.
- `'it''s'` means it's, as in SQL; MLflow compares with both quotes.
- ILIKE folds all letters; SQLite only those of ASCII.
- Keys that are SQL keywords, or hold / : @ + or -, need no quotes, and numbers may be written +1 or 1e+5.
"""

import json
import math
import random
import subprocess
from pathlib import Path

import mlflow
import pytest
from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag
from mlflow.exceptions import MlflowException

ROOT = Path(__file__).parent.parent
RUNS = 60
WORDS = ["tree", "Tree", "forest", "a_b", "50%", "", "naïve", "x y", "it's", 'say "hi"', "cnn", "[a].*", "line\nbreak"]
NUMBERS = [0.0, 1.0, -1.0, 0.5, 0.9, 1e-5, 3.0, math.nan, math.inf, -math.inf, 1e300]
METRICS = ["accuracy", "val/loss", "a.b", "f1 score", "_x"]
PARAMS = ["model", "learning rate", "opt.name", "depth"]
TAGS = ["team", "a.b.c", "my tag"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store of random runs, sparse in every field, and MLflow's own answers about it."""
    folder = tmp_path_factory.mktemp("filter")
    uri = f"sqlite:///{folder}/mlflow.db"
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(uri)
    client = MlflowClient(uri)
    draw = random.Random(7)
    experiment = client.create_experiment("filters", artifact_location=str(folder / "artifacts"))
    for index in range(RUNS):
        tags = {key: draw.choice(WORDS) for key in TAGS if draw.random() < 0.6}
        run = client.create_run(
            experiment,
            start_time=1_700_000_000_000 + 1000 * draw.randrange(20),
            run_name=draw.choice(["first", "Second run", f"run-{index}"]),
            tags={"mlflow.user": draw.choice(["ann", "bob"]), **{k: v for k, v in tags.items() if v}},
        ).info.run_id
        client.log_batch(
            run,
            [Metric(k, draw.choice(NUMBERS), 1_700_000_000_000 + s, s) for k in METRICS if draw.random() < 0.6 for s in range(2)],
            [Param(k, draw.choice(WORDS)) for k in PARAMS if draw.random() < 0.6],
            [RunTag("noted", "yes")] if draw.random() < 0.3 else [],
        )
        for number in range(draw.randrange(3)):
            data = Dataset(draw.choice(["mnist", "iris"]), f"d{draw.randrange(4)}", "local", "{}", "{}", "{}")
            context = [InputTag("mlflow.data.context", draw.choice(["train", "test"]))] if draw.random() < 0.8 else []
            client.log_inputs(run, [DatasetInput(data, context)])
        if draw.random() < 0.8:
            client.set_terminated(run, draw.choice(["FINISHED", "FAILED", "KILLED"]), 1_700_000_100_000 + index)
    yield client, experiment, folder / "mlflow.db"
    mlflow.set_tracking_uri(before)


def ours(database, filters):
    """What our command selects: a set of ids for each filter, or the text of its refusal."""
    done = subprocess.run(
        [str(ROOT / "node_modules/.bin/node"), "interop/match_filter.ts", str(database)],
        cwd=ROOT, input=json.dumps(filters), capture_output=True, text=True, check=True,
    )
    return [answer.get("error") or set(answer["ids"]) for answer in json.loads(done.stdout)]


def theirs(client, experiment, filters):
    """What MLflow selects: a set of ids for each filter, or the text of its refusal."""
    answers = []
    for text in filters:
        try:
            runs = client.search_runs([experiment], text, max_results=1000)
            answers.append({run.info.run_id for run in runs})
        except MlflowException as error:
            answers.append(str(error))
    return answers


def quoted_key(draw, key):
    plain = key.replace(".", "").replace("_", "").isalnum() and " " not in key
    marks = ["", "`", '"'] if plain else ["`", '"']
    mark = draw.choice(marks)
    return f"{mark}{key}{mark}"


def quoted_text(draw, word):
    marks = [mark for mark in ("'", '"') if mark not in word]
    mark = draw.choice(marks)
    return f"{mark}{word}{mark}"


def number(draw):
    return draw.choice(["0", "1", "-1", "0.5", ".9", "1e-5", "3.", "-2.50", "1E300", "1.7976931348623157e308", "0.9"])


def cased(draw, word):
    return draw.choice([word, word.lower(), word.title()])


def pattern(draw):
    word = draw.choice([w for w in WORDS if w.isascii()])
    cut = draw.randrange(len(word) + 1)
    return draw.choice([word, word[:cut] + "%", "%" + word[cut:], "%" + word[:cut] + "%", word.replace("e", "_"), "%", "_%"])


def text_comparison(draw, pool):
    operator = draw.choice(["=", "!=", "LIKE", "ILIKE"])
    value = pattern(draw) if "LIKE" in operator else draw.choice(pool)
    return f"{cased(draw, operator)} {quoted_text(draw, value)}"


def comparison(draw, ids):
    kind = draw.randrange(7)
    gap = draw.choice(["", " ", "  "])
    compare = draw.choice(["=", "!=", "<", "<=", ">", ">="])
    if kind == 0:
        word = draw.choice(["metric", "metrics", "`metrics`"])
        return f"{word}.{quoted_key(draw, draw.choice([*METRICS, 'none']))}{gap}{compare}{gap}{number(draw)}"
    if kind in (1, 2):
        words, keys = [(["param", "params", "parameter", "parameters"], PARAMS), (["tag", "tags"], [*TAGS, "noted"])][kind - 1]
        left = f"{draw.choice(words)}.{quoted_key(draw, draw.choice([*keys, 'absent']))}"
        if draw.random() < 0.2:
            return f"{left} {cased(draw, draw.choice(['IS NULL', 'IS NOT NULL']))}"
        return f"{left} {text_comparison(draw, WORDS)}"
    prefix = draw.choice(["", "attribute.", "attributes.", "attr.", "run."])
    if kind == 3:
        key = draw.choice(["start_time", "end_time", "created", "Created"])
        return f"{prefix}{key} {compare} {1_700_000_000_000 + draw.choice([0, 5000, 10_000, 100_010])}"
    if kind == 4:
        key, pool = draw.choice([
            ("status", ["FINISHED", "FAILED", "RUNNING", "finished"]),
            ("run_name", ["first", "Second run"]), ("`run name`", ["first"]), ('"Run Name"', ["first"]), ("user_id", ["ann", "bob"]),
        ])
        return f"{prefix}{key} {text_comparison(draw, pool)}"
    if kind == 5:
        chosen = ", ".join(quoted_text(draw, i) for i in draw.sample(ids, draw.randrange(1, 9)))
        return f"{prefix}run_id {cased(draw, draw.choice(['IN', 'NOT IN']))} ({chosen})"
    key, pool = draw.choice([("name", ["mnist", "iris"]), ("digest", ["d1", "d2", "d9"]), ("context", ["train", "test"])])
    word = draw.choice(["dataset", "datasets"])
    if draw.random() < 0.4:
        values = ", ".join(quoted_text(draw, v) for v in draw.sample(pool, draw.randrange(1, len(pool) + 1)))
        return f"{word}.{key} {draw.choice(['IN', 'NOT IN'])} ({values})"
    return f"{word}.{key} {text_comparison(draw, pool)}"


def test_selects_what_mlflow_selects(store):
    client, experiment, database = store
    draw = random.Random(11)
    ids = [run.info.run_id for run in client.search_runs([experiment])]
    filters = [
        f" {draw.choice(['AND', 'and', 'And'])} ".join(comparison(draw, ids) for _ in range(draw.choice([1, 1, 2, 3])))
        for _ in range(500)
    ]
    expected = theirs(client, experiment, filters)
    refused = [(text, why) for text, why in zip(filters, expected) if isinstance(why, str)]
    assert refused == [], "every filter drawn is one of MLflow's"
    assert sum(0 < len(answer) < RUNS for answer in expected) > 200, "the filters must tell runs apart"
    wrong = [(text, answer, right) for text, answer, right in zip(filters, ours(database, filters), expected) if answer != right]
    assert wrong == []


MALFORMED = [
    "metrics.accuracy", "metrics.accuracy >", "> 1", "metrics.accuracy > '1'", "metrics.accuracy > high",
    "metrics.accuracy LIKE 'x'", "metrics.accuracy IN (1)", "metrics.accuracy IS NULL", "metrics.accuracy == 1",
    "metrics.accuracy <> 1", "metrics.accuracy = 1 = 1", "metrics.accuracy = 0x10", "metrics.accuracy > 1 XOR params.a = 'b'",
    "params.model = cnn", "params.model = 1", "params.model > '1'", "params.model < 'x'", "params.model IN ('a')",
    "params.model = 'cnn", "params.model = `cnn`", "params.model RLIKE 'x'", "params.model NOT LIKE 'x'",
    "params.model BETWEEN 'a' AND 'b'", "params.model = NULL", "params.model IS 'x'", "params.model IS",
    "tags.team >= 'a'", "tags.team NOT IN ('a')", "models.x = 'y'", "metricz.x = 1", "color = 'red'", "attributes.color = 'red'",
    "status IN ('FINISHED')", "run_name IN ('first')", "status > 'A'", "status IS NULL", "start_time IS NOT NULL",
    "start_time = 'now'", "start_time LIKE '1'", "end_time IN (1)", "run_id IN ()", "run_id IN 'a'", "run_id IN (a)",
    "run_id IN (1, 2)", "run_id IN ('a'", "run_id IN ('a',,'b')", "dataset.size = '3'", "dataset.name > 'a'",
    "dataset.name = mnist", "dataset.name IS NULL", "dataset.name IN ()", "params.a = 'b'; params.c = 'd'", "NOT IN params.a = 'b'",
    "'a' = 'a'", "1 = 1", "TRUE", "params.a LIKE", "params.a 'b'", "params.a = 'b' AND OR", "=", "(", "params.a = 'b')",
]


def test_refuses_what_mlflow_refuses(store):
    client, experiment, database = store
    expected = theirs(client, experiment, MALFORMED)
    taken = [text for text, answer in zip(MALFORMED, expected) if not isinstance(answer, str)]
    assert taken == [], "MLflow must refuse each of these"
    taken = [text for text, answer in zip(MALFORMED, ours(database, MALFORMED)) if not isinstance(answer, str)]
    assert taken == []


def test_or_not_and_parentheses_are_set_algebra(store):
    """MLflow answers the parts; ours must answer their union, intersection and rest; NOT binds tighter than AND, AND than OR."""
    client, experiment, database = store
    draw = random.Random(13)
    ids = [run.info.run_id for run in client.search_runs([experiment])]
    triples = [[comparison(draw, ids) for _ in range(3)] for _ in range(60)]
    parts = [theirs(client, experiment, triple) for triple in triples]
    answers = ours(database, [f"{a} OR {b} AND {c}" for a, b, c in triples])
    assert [answer == a | (b & c) for answer, (a, b, c) in zip(answers, parts)] == [True] * 60
    answers = ours(database, [f"({a} or {b}) AND ({c})" for a, b, c in triples])
    assert [answer == (a | b) & c for answer, (a, b, c) in zip(answers, parts)] == [True] * 60
    answers = ours(database, [f"not ({a} or {b}) AND NOT {c}" for a, b, c in triples])
    assert [answer == set(ids) - a - b - c for answer, (a, b, c) in zip(answers, parts)] == [True] * 60


def test_intended_differences(store):
    client, experiment, database = store

    def both(text):
        return ours(database, [text])[0], theirs(client, experiment, [text])[0]

    mine, mlflows = both("artifact_uri LIKE '%'")
    assert "artifact_uri" in mine and len(mlflows) == RUNS
    for text in ("metrics.accuracy > 0 AND", "metrics.accuracy > 0 AND AND metrics.a.b > 0", "metrics.accuracy > 0 params.depth = 'x'"):
        mine, mlflows = both(text)
        assert isinstance(mine, str) and not isinstance(mlflows, str), text
    mine, mlflows = both("params.model = 'it''s'")
    assert mine == theirs(client, experiment, ['params.model = "it\'s"'])[0] and mine and mlflows == set()
    mine, mlflows = both("params.model ILIKE 'NAÏVE'")
    assert mine == theirs(client, experiment, ["params.model = 'naïve'"])[0] and mine and mlflows == set()
    mine, mlflows = both("metrics.val/loss < +1")
    assert mine == theirs(client, experiment, ["metrics.`val/loss` < 1"])[0] and isinstance(mlflows, str)
