"""Requests about registered models, their versions and logged models, drawn with a seed as those about runs are."""

import random

from tracking_requests import Asked, points, tags

NAMES = ["oak", "Oak", "a_b", "50%", "it's", "ünï", "deep/er", "x y"]
ALIASES = ["champion", "Challenger", "a-b_c", "v1", "latest", "1", "a b", "", "x" * 255, "x" * 256]


def registry_world(draw: random.Random, models: int = 8, logged: int = 16) -> list[Asked]:
    """Makes models, versions and logged models with everything that is searched for afterwards."""
    asked = [Asked("POST", "/experiments/create", {"name": "registry"}, keeps=("exp", 0, ("experiment_id",)))]
    asked.append(Asked("POST", "/runs/create", {"experiment_id": "<exp:0>", "start_time": 1, "run_name": "a"}, keeps=("run", 0, ("run", "info", "run_id"))))
    for number in range(models):
        name = NAMES[number % len(NAMES)] + str(number // len(NAMES) or "")
        asked.append(Asked("POST", "/registered-models/create", {"name": name, "tags": tags(draw), "description": draw.choice(["", "of oak", "é"])}))
        for version in range(draw.randrange(4)):
            made = {"name": name, "source": f"mlflow-artifacts:/{number}/m", "tags": tags(draw)}
            if draw.random() < 0.5:
                made["run_id"] = "<run:0>"
            asked.append(Asked("POST", "/model-versions/create", made))
            if draw.random() < 0.4:
                asked.append(Asked("POST", "/registered-models/alias", {"name": name, "alias": draw.choice(ALIASES[:4]), "version": str(version + 1)}))
            if draw.random() < 0.4:
                stage = draw.choice(["Staging", "Production", "Archived"])
                asked.append(Asked("POST", "/model-versions/transition-stage", {"name": name, "version": str(version + 1), "stage": stage, "archive_existing_versions": draw.random() < 0.5}))
    for number in range(logged):
        made = {"experiment_id": "<exp:0>", "name": f"tree-{number % 5}", "params": [{"key": "depth", "value": str(number % 4)}], "tags": tags(draw), "model_type": draw.choice(["", "Agent", "classifier"])}
        asked.append(Asked("POST", "/logged-models", made, keeps=("model", number, ("model", "info", "model_id"))))
        for point in points(draw)[:4]:
            asked.append(Asked("POST", "/runs/log-metric", {**point, "run_id": "<run:0>", "model_id": f"<model:{number}>", "dataset_name": draw.choice(["iris", "mnist"]), "dataset_digest": "d1"}))
        if draw.random() < 0.6:
            asked.append(Asked("PATCH", f"/logged-models/<model:{number}>", {"model_id": f"<model:{number}>", "status": draw.choice(["LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"])}))
    return asked


def name_of(draw: random.Random) -> str:
    return draw.choice([*NAMES, "no such"])


def registry_read(draw: random.Random) -> Asked:
    name, version = name_of(draw), draw.choice(["1", "2", "9", "x", "", "-1"])
    return draw.choice(
        [
            Asked("GET", "/registered-models/get", query=[("name", name)]),
            Asked("POST", "/registered-models/get-latest-versions", {"name": name, "stages": draw.choice([[], ["Production"], ["None", "staging"], ["bogus"]])}),
            Asked("GET", "/model-versions/get", query=[("name", name), ("version", version)]),
            Asked("GET", "/model-versions/get-download-uri", query=[("name", name), ("version", version)]),
            Asked("GET", "/registered-models/alias", query=[("name", name), ("alias", draw.choice(ALIASES))]),
        ]
    )


#: What is asked of each kind: conditions, faulty ones, orders, faulty ones, limits, faulty ones.
SEARCHES = {
    "/registered-models/search": (
        ["tags.`stage` = 'tree'"], ["name > 'x'", "bogus = 'x'", "name =", "name = 'a' OR"],
        ["name", "name DESC", "timestamp", "last_updated_timestamp DESC"], ["last_updated_timestamp ASC, name DESC", "bogus", "name ASC DESC"],
        ["1", "2", "3", "100", "1000"], ["1001", "0", "x"],
    ),
    "/model-versions/search": (
        ["run_id = '<run:0>'", "run_id IN ('<run:0>', 'x')", "source_path = 'mlflow-artifacts:/1/m'", "version_number > 1"], ["run_id IN ()", "version_number = 'x'", "current_stage = 'Production'", "bogus.x = 'y'", "name ="],
        ["name", "version_number DESC", "name DESC", "creation_timestamp"], ["run_id", "bogus"],
        ["1", "2", "3", "1000", "200000"], ["200001", "0"],
    ),
}  # fmt: skip


def registry_search(draw: random.Random) -> Asked:
    word = draw.choice(["'oak'", "'OAK'", "'%a%'", "'a_b'", '"it\'s"', "'50%'", "'none'"])
    comparison = draw.choice(["=", "!=", "LIKE", "ILIKE"])
    path = draw.choice(list(SEARCHES))
    conditions, faulty, orders, faulty_orders, limits, faulty_limits = SEARCHES[path]
    both = [f"name {comparison} {word}", f"tags.team {comparison} 'cnn'"]
    # One fault at a time: which of several is told first is of no importance.
    fault = draw.choice(["filter", "order", "size"]) if draw.random() < 0.25 else None
    query = []
    if fault == "filter":
        query.append(("filter", draw.choice(faulty)))
    elif draw.random() < 0.8:
        query.append(("filter", " AND ".join(draw.choice(both + conditions) for _ in range(draw.choice([1, 1, 2])))))
    if fault == "order" or draw.random() < 0.5:
        query.append(("order_by", draw.choice(faulty_orders if fault == "order" else orders)))
    if fault == "size" or draw.random() < 0.6:
        query.append(("max_results", draw.choice(faulty_limits if fault == "size" else limits)))
    return Asked("GET", path, query=query, pages=2)


def logged_search(draw: random.Random, models: int) -> Asked:
    if draw.random() < 0.2:
        return Asked("GET", f"/logged-models/{draw.choice([f'<model:{draw.randrange(models)}>', 'm-none'])}")
    conditions = ["name = 'tree-1'", "name LIKE 'tree-%'", "metrics.loss > 0.2", "metrics.accuracy <= 3", "params.depth != '3'", "tags.team = 'cnn'", "model_type = 'Agent'", "source_run_id = 'x'"]
    fault = draw.choice(["filter", "order", "size"]) if draw.random() < 0.2 else None
    body: dict = {"experiment_ids": draw.choice([["<exp:0>"], ["<exp:0>", "999"], ["999"]])}
    if fault == "filter":
        body["filter"] = draw.choice(["bogus.x = 'y'", "name >", "metrics.loss LIKE 'x'"])
    elif draw.random() < 0.8:
        body["filter"] = " AND ".join(draw.choice(conditions) for _ in range(draw.choice([1, 1, 2])))
    if fault == "order" or draw.random() < 0.5:
        named = ["name", "metrics.loss", "metrics.accuracy", "creation_timestamp", "params.depth", "tags.team"]
        body["order_by"] = [{"field_name": "bogus" if fault == "order" else draw.choice(named), "ascending": draw.random() < 0.5}]
    if draw.random() < 0.3:
        body["datasets"] = [{"dataset_name": draw.choice(["iris", "mnist", ""]), "dataset_digest": "d1"}]
    if fault == "size" or draw.random() < 0.5:
        body["max_results"] = draw.choice([51, 0, "x"] if fault == "size" else [1, 2, 3, 50])
    return Asked("POST", "/logged-models/search", body, pages=2)


def registry_write(draw: random.Random, models: int) -> Asked:
    name, version, model = name_of(draw), draw.choice(["1", "2", "9", "x"]), f"<model:{draw.randrange(models)}>"
    return draw.choice(
        [
            Asked("POST", "/registered-models/create", {"name": draw.choice(["oak", "", "a" * 256, "a" * 257, None, "new"])}),
            Asked("PATCH", "/registered-models/update", {"name": name, "description": draw.choice(["é", "", None])}),
            Asked("POST", "/registered-models/rename", {"name": "no such", "new_name": draw.choice(["oak", ""])}),
            Asked("POST", "/registered-models/set-tag", {"name": name, "key": draw.choice(["team", "", "x" * 251]), "value": draw.choice(["v", "v" * 5001, ""])}),
            Asked("DELETE", "/registered-models/delete-tag", {"name": name, "key": draw.choice(["team", "none"])}),
            Asked("POST", "/registered-models/alias", {"name": name, "alias": draw.choice(ALIASES), "version": version}),
            Asked("DELETE", "/registered-models/alias", {"name": name, "alias": draw.choice(ALIASES)}),
            Asked("POST", "/model-versions/create", {"name": name, "source": draw.choice(["", "/etc/passwd", "file:///etc", "../x", "runs:/x/y", "mlflow-artifacts:/a/../../b"])}),
            Asked("POST", "/model-versions/set-tag", {"name": name, "version": version, "key": "team", "value": draw.choice(["v", "v" * 100_001])}),
            Asked("DELETE", "/model-versions/delete-tag", {"name": name, "version": version, "key": draw.choice(["team", "none"])}),
            Asked("PATCH", "/model-versions/update", {"name": name, "version": version, "description": "é"}),
            Asked("POST", "/model-versions/transition-stage", {"name": name, "version": version, "stage": draw.choice(["production", "bogus", "None"])}),
            Asked("PATCH", f"/logged-models/{model}/tags", {"model_id": model, "tags": tags(draw)}),
            Asked("DELETE", f"/logged-models/{model}/tags/{draw.choice(['team', 'none'])}"),
            Asked("POST", f"/logged-models/{model}/params", {"model_id": model, "params": [{"key": draw.choice(["depth", "new"]), "value": "1"}]}),
            Asked("POST", "/logged-models", {"experiment_id": draw.choice(["999", "x", "<exp:0>"]), "name": draw.choice(["a/b", "a:b", "a.b%", "x" * 300])}),
        ]
    )


def registry_drawn(seed: int, count: int) -> list[Asked]:
    """First what makes a world, then `count` requests about it."""
    draw = random.Random(seed)
    logged = 16
    asked = registry_world(draw, logged=logged)
    kinds = [(3, lambda: registry_search(draw)), (2, lambda: registry_read(draw)), (3, lambda: logged_search(draw, logged)), (3, lambda: registry_write(draw, logged))]
    makers = [make for weight, make in kinds for _ in range(weight)]
    return asked + [draw.choice(makers)() for _ in range(count)]
