"""Requests to a tracking server, drawn with a seed. What a request names by `<run:3>` was made by an earlier one."""

import random
from dataclasses import dataclass, field
from urllib.parse import urlencode

API = "/api/2.0/mlflow"


@dataclass
class Asked:
    method: str
    path: str
    body: dict | None = None
    query: list[tuple[str, str]] = field(default_factory=list)
    #: Kind and number under which an id of the answer is known from then on, and where in the answer it stands.
    keeps: tuple[str, int, tuple[str, ...]] | None = None
    #: How many further pages are asked for, at most.
    pages: int = 0

    @property
    def address(self) -> str:
        return f"{API}{self.path}" + (f"?{urlencode(self.query)}" if self.query else "")


METRICS = ["loss", "accuracy", "val/loss", "a.b", "never", "odd key"]
PARAMS = ["model", "depth", "learning rate", "lr"]
TAGS = ["team", "stage", "mlflow.user", "note"]
WORDS = ["cnn", "tree", "CNN", "a_b", "50%", "it's", "", "ünï", "x" * 40]
NUMBERS = ["0", "1", "-1", "0.5", "1e-3", "3", "NaN", "Infinity"]


def world(draw: random.Random, experiments: int = 6, runs: int = 48) -> list[Asked]:
    """Makes experiments and runs with everything that is searched for afterwards."""
    asked = [
        Asked("POST", "/experiments/create", {"name": f"exp {number} {draw.choice(WORDS)}", "tags": tags(draw)}, keeps=("exp", number, ("experiment_id",)))
        for number in range(experiments)
    ]
    for number in range(runs):
        # Runs that began at the same time come in the order of their ids, which differ from server to server.
        start = 1_760_000_000_000 + number * 37 % runs * 1000
        made = {"experiment_id": f"<exp:{number % experiments}>", "run_name": f"run {draw.randrange(20)}", "start_time": start, "user_id": draw.choice(["ada", "bob"])}
        if draw.random() < 0.5:
            made["tags"] = tags(draw)
        asked.append(Asked("POST", "/runs/create", made, keeps=("run", number, ("run", "info", "run_id"))))
        asked.append(Asked("POST", "/runs/log-batch", {"run_id": f"<run:{number}>", "metrics": points(draw), "params": params(draw), "tags": tags(draw)}))
        if draw.random() < 0.4:
            asked.append(Asked("POST", "/runs/log-inputs", {"run_id": f"<run:{number}>", "datasets": datasets(draw)}))
        if draw.random() < 0.7:
            status = draw.choice(["FINISHED", "FAILED", "KILLED"])
            asked.append(Asked("POST", "/runs/update", {"run_id": f"<run:{number}>", "status": status, "end_time": start + draw.randrange(100)}))
        if draw.random() < 0.15:
            asked.append(Asked("POST", "/runs/delete", {"run_id": f"<run:{number}>"}))
    return asked


def tags(draw: random.Random) -> list[dict]:
    return [{"key": key, "value": draw.choice(WORDS)} for key in draw.sample(TAGS, draw.randrange(4))]


def params(draw: random.Random) -> list[dict]:
    return [{"key": key, "value": draw.choice(WORDS)} for key in draw.sample(PARAMS, draw.randrange(4))]


def points(draw: random.Random) -> list[dict]:
    return [
        {
            "key": draw.choice(METRICS[:5]),
            "value": draw.choice([draw.randrange(-3, 4), round(draw.random(), 3), "NaN", "Infinity", "-Infinity", 1e300, "0.25"]),
            "timestamp": 1_760_000_000_000 + draw.randrange(5),
            "step": draw.randrange(-2, 6),
        }
        for _ in range(draw.randrange(12))
    ]


def datasets(draw: random.Random) -> list[dict]:
    return [
        {
            "tags": [{"key": "mlflow.data.context", "value": draw.choice(["train", "test"])}],
            "dataset": {"name": draw.choice(["iris", "mnist"]), "digest": draw.choice(["d1", "d2"]), "source_type": "local", "source": "{}"},
        }
        for _ in range(draw.randrange(1, 3))
    ]


def comparison(draw: random.Random) -> str:
    def text() -> str:
        word = draw.choice([*WORDS, "%n%", "_nn", "run 1%", "train", "iris", "d1", "ada", "FINISHED"])
        return '"' + word + '"' if "'" in word else f"'{word}'"

    kind = draw.randrange(9)
    if kind <= 2:
        key = draw.choice([*METRICS[:5], "`odd key`", '"val/loss"'])
        return f"{draw.choice(['metrics', 'metric'])}.{key} {draw.choice(['=', '!=', '<', '<=', '>', '>='])} {draw.choice(NUMBERS[:6])}"
    if kind == 3:
        key = draw.choice(["model", "depth", "`learning rate`", "lr"])
        return f"{draw.choice(['params', 'param', 'parameter'])}.{key} {draw.choice(['=', '!=', 'LIKE', 'ILIKE'])} {text()}"
    if kind == 4:
        key = draw.choice(["team", "stage", "`mlflow.user`", "mlflow.runName"])
        return f"{draw.choice(['tags', 'tag'])}.{key} {draw.choice(['=', '!=', 'LIKE', 'ILIKE'])} {text()}"
    if kind == 5:
        return f"{draw.choice(['params.model', 'tags.team', 'tags.stage'])} {draw.choice(['IS NULL', 'IS NOT NULL'])}"
    if kind == 6:
        return f"attributes.{draw.choice(['run_name', 'status', 'user_id', 'artifact_uri'])} {draw.choice(['=', '!=', 'LIKE', 'ILIKE'])} {text()}"
    if kind == 7:
        return f"{draw.choice(['attributes.start_time', 'start_time', 'end_time', 'created'])} {draw.choice(['<', '>=', '=', '!='])} {1_760_000_000_000 + draw.randrange(50) * 1000}"
    field_ = draw.choice(["name", "digest", "context"])
    if draw.random() < 0.3:
        return f"dataset.{field_} {draw.choice(['IN', 'NOT IN'])} ('iris', 'd1', 'train')"
    return f"datasets.{field_} {draw.choice(['=', '!=', 'LIKE', 'ILIKE'])} {text()}"


FAULTY = [
    "metrics.loss", "metrics.loss > ", "metrics.loss LIKE 'x'", "metrics.loss > 'x'", "params.model = cnn", "params.model > 'x'", "bogus.x = 'y'",
    "color = 'red'", "run_id IN ()", "run_id = 'x' AND", "AND", "status IN ('FINISHED')", "tags.team = 5", "params.model IN ('a')", "metrics.loss = 1; DROP TABLE runs",
    "attributes.start_time > 'x'", "start_time = 1.5", "metrics.loss == 1", "'a' = 'a'", "dataset.size = '3'", "metrics. = 1", "params.`a = 'b'",
]  # fmt: skip

ORDERS = [
    "metrics.loss", "metrics.loss DESC", "metrics.`val/loss` ASC", "params.model", "params.lr DESC", "tags.team", "tags.`mlflow.user` DESC", "start_time", "start_time DESC",
    "attributes.end_time", "attributes.run_name DESC", "status", "user_id", "metrics.never", "Created",
]  # fmt: skip
FAULTY_ORDERS = ["metrics.loss UP", "bogus", "bogus.x", "metrics.loss ASC DESC", "", "dataset.name", "metrics.loss, start_time", "Run Name"]


def run_search(draw: random.Random, experiments: int) -> Asked:
    body: dict = {"experiment_ids": [f"<exp:{number}>" for number in draw.sample(range(experiments), draw.randrange(1, experiments))]}
    if draw.random() < 0.1:
        body["experiment_ids"] += draw.choice([["999"], [], ["0"]])
    # One fault at a time: which of several is told first is of no importance.
    fault = draw.choice(["filter", "order", "size"]) if draw.random() < 0.2 else None
    if fault == "filter":
        body["filter"] = draw.choice(FAULTY)
    elif draw.random() < 0.85:
        body["filter"] = " AND ".join(comparison(draw) for _ in range(draw.choice([1, 1, 1, 2, 2, 3])))
    if fault == "order":
        body["order_by"] = [draw.choice(FAULTY_ORDERS)]
    elif draw.random() < 0.6:
        body["order_by"] = draw.sample(ORDERS, draw.choice([1, 1, 2, 3]))
    if draw.random() < 0.4:
        body["run_view_type"] = draw.choice(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"])
    if fault == "size":
        body["max_results"] = draw.choice([50_001, 0, -1, 1.5, "x"])
    elif draw.random() < 0.5:
        body["max_results"] = draw.choice([1, 2, 3, 7, 10, 50_000, "5"])
    return Asked("POST", "/runs/search", body, pages=2 if draw.random() < 0.3 else 0)


def experiment_search(draw: random.Random) -> Asked:
    def condition() -> str:
        name = draw.choice(["'exp 1%'", "'%cnn'", "'EXP%'", "'Default'", "'exp 2 '", '"x"'])
        return draw.choice(
            [
                f"name {draw.choice(['=', '!=', 'LIKE', 'ILIKE'])} {name}",
                f"attribute.name LIKE {name}",
                f"tags.{draw.choice(['team', 'stage', '`note`'])} {draw.choice(['=', '!=', 'LIKE', 'ILIKE'])} '{draw.choice(['cnn', 'tree', '%'])}'",
                f"creation_time {draw.choice(['>', '<='])} 0",
                f"last_update_time {draw.choice(['>=', '<'])} 0",
                f"tags.team {draw.choice(['IS NULL', 'IS NOT NULL'])}",
            ]
        )

    body: dict = {"max_results": draw.choice([1, 2, 3, 100, 50_000, 50_001, 0])}
    if draw.random() < 0.8:
        faulty = ["bogus = 'x'", "name > 'x'", "tags.team > 'x'", "metrics.a = 1", "name ="]
        body["filter"] = draw.choice(faulty) if draw.random() < 0.12 else " AND ".join(condition() for _ in range(draw.choice([1, 1, 2])))
    if draw.random() < 0.5:
        body["order_by"] = [draw.choice(["name", "name DESC", "experiment_id", "experiment_id DESC", "name ASC", "bogus", "attribute.name"])]
    if draw.random() < 0.4:
        body["view_type"] = draw.choice(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"])
    if draw.random() < 0.5:
        return Asked("POST", "/experiments/search", body, pages=2)
    query = [(key, str(value)) for key, value in body.items() if key != "order_by"]
    return Asked("GET", "/experiments/search", query=[*query, *(("order_by", each) for each in body.get("order_by", []))], pages=2)


def history(draw: random.Random, runs: int) -> Asked:
    query = [("run_id", f"<run:{draw.randrange(runs)}>"), ("metric_key", draw.choice(METRICS))]
    if draw.random() < 0.5:
        query.append(("max_results", draw.choice(["1", "2", "3", "100", "25000", "0", "-1", "x"])))
    return Asked("GET", "/metrics/get-history", query=query, pages=2)


def interval(draw: random.Random, runs: int) -> Asked:
    query = [("run_ids", f"<run:{draw.randrange(runs)}>") for _ in range(draw.choice([1, 1, 2]))]
    query += [("metric_key", draw.choice(METRICS)), ("max_results", draw.choice(["1", "2", "3", "5", "100", "2500", "2501", "0"]))]
    if draw.random() < 0.4:
        query += [("start_step", draw.choice(["-1", "0", "2"])), ("end_step", draw.choice(["1", "3", "-2"]))]
    return Asked("GET", "/metrics/get-history-bulk-interval", query=query)


def writing(draw: random.Random, runs: int, experiments: int) -> Asked:
    """Something that changes a run or an experiment, or is refused."""
    run, experiment = f"<run:{draw.randrange(runs)}>", f"<exp:{draw.randrange(experiments)}>"
    key = draw.choice(["a", "a/b", "a//b", "../a", "a?", "a b", "a:b", "", ".", "x" * 250, "x" * 251, "ünï"])
    choices = [
        ("/runs/log-metric", {"run_id": run, "key": key, "value": draw.choice([1, "2.5", "NaN", "x", None]), "timestamp": draw.choice([1, "1", -1, None]), "step": draw.choice([0, "3", 2**62, 1.0])}),
        ("/runs/log-parameter", {"run_id": run, "key": key, "value": draw.choice(["v", "", "v" * 6000, "v" * 6001, 5])}),
        ("/runs/set-tag", {"run_id": run, "key": key, "value": draw.choice(["v", "", "v" * 8000, "v" * 8001, 5])}),
        ("/runs/delete-tag", {"run_id": run, "key": draw.choice(["team", "a", "none"])}),
        ("/runs/log-batch", {"run_id": run, "metrics": [{"key": key, "value": 1, "timestamp": 1}], "params": [{"key": draw.choice(PARAMS), "value": draw.choice(WORDS)}], "tags": tags(draw)}),
        ("/runs/log-batch", {"run_id": run, "metrics": [{"key": "m", "value": 1, "timestamp": 1, "step": each} for each in range(draw.choice([999, 1000, 1001]))]}),
        ("/runs/log-batch", {"run_id": run, "params": [{"key": f"p{each}", "value": "1"} for each in range(draw.choice([100, 101]))]}),
        ("/runs/log-batch", {"run_id": run, "params": [{"key": "same", "value": "1"}, {"key": "same", "value": "2"}]}),
        ("/runs/log-batch", {"run_id": draw.choice([run, "", "no such run", "abc", 31, None]), "metrics": draw.choice([[], "x", [{}], [{"key": "a"}], None])}),
        ("/runs/update", {"run_id": run, "status": draw.choice(["FINISHED", "RUNNING", "BOGUS", 3, "3"]), "run_name": draw.choice(["renamed", "", "run 5"])}),
        ("/runs/delete", {"run_id": draw.choice([run, "nope"])}),
        ("/runs/restore", {"run_id": draw.choice([run, "nope"])}),
        ("/runs/create", {"experiment_id": draw.choice(["999", "x", 5, experiment]), "run_name": "a", "tags": [{"key": "mlflow.runName", "value": "b"}]}),
        ("/experiments/set-experiment-tag", {"experiment_id": experiment, "key": key, "value": draw.choice(["v", "v" * 20_000, "v" * 20_001])}),
        ("/experiments/delete-experiment-tag", {"experiment_id": experiment, "key": draw.choice(["team", "nope"])}),
        ("/experiments/update", {"experiment_id": draw.choice([experiment, "999"]), "new_name": draw.choice(["Default", "", "new name", None])}),
        ("/experiments/create", {"name": draw.choice(["Default", "", "x" * 501, 5, None])}),
        ("/experiments/create", {"name": "located", "artifact_location": draw.choice(["runs:/a/b", "s3://b/#frag", "s3://b/p;x"])}),
        ("/experiments/delete", {"experiment_id": draw.choice(["999", "x", ""])}),
        ("/runs/outputs", {"run_id": run, "models": draw.choice([[], [{"model_id": "m-1", "step": 3}], None])}),
        ("/runs/log-model", {"run_id": run, "model_json": draw.choice(["{}", "x", '{"artifact_path": "m", "flavors": {}, "utc_time_created": "t", "run_id": "r"}'])}),
    ]  # fmt: skip
    path, body = draw.choice(choices)
    if draw.random() < 0.05:
        body = {"".join(part.capitalize() if at else part for at, part in enumerate(name.split("_"))): value for name, value in body.items()}
    return Asked("POST", path, body)


def reading(draw: random.Random, runs: int, experiments: int) -> Asked:
    return draw.choice(
        [
            Asked("GET", "/runs/get", query=[("run_id", draw.choice([f"<run:{draw.randrange(runs)}>", "nope", ""]))]),
            Asked("GET", "/runs/get", query=[("run_uuid", f"<run:{draw.randrange(runs)}>")]),
            Asked("GET", "/experiments/get", query=[("experiment_id", draw.choice([f"<exp:{draw.randrange(experiments)}>", "0", "999", "x", ""]))]),
            Asked("GET", "/experiments/get-by-name", query=[("experiment_name", draw.choice(["Default", "nope", "exp 1 cnn"]))]),
        ]
    )


def drawn(seed: int, count: int) -> list[Asked]:
    """First what makes a world, then `count` requests about it."""
    draw = random.Random(seed)
    experiments, runs = 6, 48
    asked = world(draw, experiments, runs)
    kinds = [
        (6, lambda: run_search(draw, experiments)),
        (2, lambda: experiment_search(draw)),
        (1, lambda: history(draw, runs)),
        (1, lambda: interval(draw, runs)),
        (3, lambda: writing(draw, runs, experiments)),
        (1, lambda: reading(draw, runs, experiments)),
    ]
    makers = [make for weight, make in kinds for _ in range(weight)]
    return asked + [draw.choice(makers)() for _ in range(count)]
