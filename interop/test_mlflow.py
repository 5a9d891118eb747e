"""What our three MLflow readers say is what MLflow says of the same runs: params, latest metrics, every point,
tags, data sets, logged models, registered versions and aliases, artifacts."""

import hashlib
import json
import math
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"

import mlflow  # noqa: E402
from make_mlflow_stores import fill  # noqa: E402
from mlflow import MlflowClient  # noqa: E402
from mlflow.artifacts import download_artifacts  # noqa: E402
from mlflow.entities import ViewType  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules/.bin/node"
LARGEST = sys.float_info.max


def records(location: str) -> list[dict]:
    done = subprocess.run([NODE, ROOT / "interop/read_runs.ts", location], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def start_server(store: str, folder: Path) -> tuple[subprocess.Popen, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", store, "--port", str(port), "--workers", "1"]
    command += ["--artifacts-destination", str(folder / "served")]
    # Its jobs, which nobody asks for here, are seven more processes that load all of MLflow.
    environment = {**os.environ, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).read()
            return server, address
        except OSError:
            assert server.poll() is None, (folder / "server.log").read_text()
            time.sleep(0.25)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module", params=["sqlite", "file-store", "server"])
def store(request, tmp_path_factory):
    """(address for MLflow, location for us) of a store that MLflow has just filled."""
    folder = tmp_path_factory.mktemp(request.param)
    server = None
    before = os.getcwd()
    os.chdir(folder)
    try:
        if request.param == "sqlite":
            uri, location = f"sqlite:///{folder}/mlflow.db", str(folder / "mlflow.db")
            fill(uri, artifacts=f"{folder}/artifacts")
        elif request.param == "file-store":
            uri, location = f"file://{folder}/mlruns", str(folder)
            fill(uri)
        else:
            # Filled directly, which is quicker than through the server.
            fill(f"sqlite:///{folder}/mlflow.db", artifacts=f"{folder}/artifacts")
            server, uri = start_server(f"sqlite:///{folder}/mlflow.db", folder)
            location = uri
        mlflow.set_tracking_uri(uri)
        mlflow.set_registry_uri(uri)
        yield MlflowClient(uri), location, folder
    finally:
        os.chdir(before)
        if server:
            os.killpg(server.pid, 15)
            server.wait()


def number(value) -> float:
    return float(value.replace("Infinity", "inf")) if isinstance(value, str) else float(value)


def logged(value: float) -> float:
    """MLflow's databases clamp the infinities; they are read as what was logged."""
    return math.copysign(math.inf, value) if abs(value) == LARGEST else value


def same(a: float, b: float) -> bool:
    return a == b or (math.isnan(a) and math.isnan(b))


def milliseconds(instant: str | None) -> int | None:
    from datetime import datetime

    return None if instant is None else round(datetime.fromisoformat(instant).timestamp() * 1000)


def without_password(value: str) -> str:
    return re.sub(r"^(\w+://)[^/@]*@", r"\1", value)


def test_runs_are_those_that_mlflow_finds(store):
    client, location, _ = store
    ours = {record["id"]: record for record in records(location)}
    experiments = {e.experiment_id: e.name for e in client.search_experiments(ViewType.ACTIVE_ONLY)}
    theirs = {run.info.run_id: run for run in client.search_runs(list(experiments), max_results=1000)}
    assert set(ours) == set(theirs)
    assert len(ours) == 6
    for run_id, run in theirs.items():
        record = ours[run_id]
        assert record["experiment"] == experiments[run.info.experiment_id]
        assert record["name"] == run.info.run_name
        assert record["status"] == run.info.status.lower()
        assert milliseconds(record["startTime"]) == run.info.start_time
        assert milliseconds(record["endTime"]) == run.info.end_time
        assert record["params"] == run.data.params
        assert record["tags"] == {key: without_password(value) for key, value in run.data.tags.items()}
        assert record["parentRunId"] == run.data.tags.get("mlflow.parentRunId")
        check_metrics(client, record, run, file_store=record["origin"]["tracker"] == "mlflow-file-store")
        check_datasets(record, run)
        check_models(client, record, run)


def check_metrics(client, record, run, file_store: bool) -> None:
    assert set(record["metrics"]) == set(run.data.metrics) == set(record["histories"])
    for key, value in run.data.metrics.items():
        latest = record["metrics"][key]
        if file_store and key == "accuracy":
            # MLflow's file store writes the step of a data set's metric but reads it as 0; its own migration to SQL
            # (mlflow/store/fs2db) reads what is written, and so do we.
            assert (latest["value"], latest["step"]) == (0.9, 3)
            assert sorted(record["histories"][key]["steps"]) == [1, 3]
            continue
        if file_store and key == "ends/nan":
            # Which of two points of one time is the latest depends in the file store on the order of its lines, when one
            # is NaN. MLflow's databases, and its migration to them, count NaN as 0, and so do we.
            assert latest["value"] == "NaN"
            continue
        assert same(number(latest["value"]), logged(value)), key
        history = record["histories"][key]
        got = sorted(zip(history["steps"], history["timestamps"], map(lambda v: repr(number(v)), history["values"])))
        points = client.get_metric_history(run.info.run_id, key)
        assert got == sorted((p.step, p.timestamp, repr(logged(p.value))) for p in points), key
        assert history["steps"] == sorted(history["steps"])


def check_datasets(record, run) -> None:
    got = {(d["name"], d["digest"], d["role"], d["rows"]) for d in record["datasets"]}
    want = set()
    for item in run.inputs.dataset_inputs:
        profile = json.loads(item.dataset.profile)
        rows = profile.get("num_rows", (profile.get("features_shape") or [None])[0])
        context = next((tag.value for tag in item.tags if tag.key == "mlflow.data.context"), None)
        want.add((item.dataset.name, item.dataset.digest, context, rows))
    assert got == want


def check_models(client, record, run) -> None:
    models = client.search_logged_models([run.info.experiment_id])
    models = {model.model_id: model for model in models if model.source_run_id == run.info.run_id}
    assert {model["modelId"] for model in record["models"]} == set(models)
    versions = list(client.search_model_versions(f"run_id = '{run.info.run_id}'"))
    for ours in record["models"]:
        theirs = models[ours["modelId"]]
        assert (ours["name"], ours["status"]) == (theirs.name, str(theirs.status))
        assert ours["params"] == (theirs.params or {})
        assert ours["tags"] == (theirs.tags or {})
        assert theirs.artifact_location.endswith(ours["path"])
        latest = {}
        for metric in theirs.metrics or []:
            group = (metric.key, metric.dataset_name or None, metric.dataset_digest or None)
            rank = (metric.step, metric.timestamp)
            if group not in latest or rank > latest[group][0]:
                latest[group] = (rank, logged(metric.value))
        got = {(m["key"], *((m["dataset"]["name"], m["dataset"]["digest"]) if m["dataset"] else (None, None))): m for m in ours["metrics"]}
        assert set(got) == set(latest)
        for group, (rank, value) in latest.items():
            assert (got[group]["step"], got[group]["timestamp"]) == rank
            assert same(number(got[group]["value"]), value)
        want = {
            (v.name, str(v.version), None if v.current_stage == "None" else v.current_stage, tuple(sorted(client.get_model_version(v.name, v.version).aliases)))
            for v in versions
            if ours["modelId"] in v.source
        }
        assert {(r["name"], r["version"], r["stage"], tuple(r["aliases"])) for r in ours["registrations"]} == want


def test_artifacts_are_those_that_mlflow_gives(store, tmp_path):
    client, location, _ = store
    for record in records(location):
        own = [artifact["path"] for artifact in record["artifacts"]]
        if record["name"] == "parent":
            assert {"notes/readme.html", "report.json"} <= set(own)
        for artifact in record["artifacts"]:
            file = Path(download_artifacts(run_id=record["id"], artifact_path=artifact["path"], dst_path=str(tmp_path)))
            data = file.read_bytes()
            assert (artifact["bytes"], artifact["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_runs_that_did_not_change_keep_their_fingerprint(store):
    client, location, _ = store
    before = {record["id"]: record for record in records(location)}
    changed = next(id for id, record in before.items() if record["name"] == "child")
    client.log_metric(changed, "loss", 0.25, timestamp=1, step=0)
    after = {record["id"]: record for record in records(location)}
    for run_id, record in after.items():
        if record["fingerprint"] is not None and run_id != changed:
            assert record["fingerprint"] == before[run_id]["fingerprint"]
            assert record == before[run_id]
    # A late point of an earlier step changes no latest value, so a server's list does not tell.
    if after[changed]["fingerprint"] is not None and not location.startswith("http"):
        assert after[changed]["fingerprint"] != before[changed]["fingerprint"]
    assert len(after[changed]["histories"]["loss"]["steps"]) == 2


def test_one_experiment_of_a_server_by_the_address_of_its_page(store):
    client, location, _ = store
    if not location.startswith("http"):
        pytest.skip("a server's pages")
    experiment = client.get_experiment_by_name("penguins")
    names = [record["name"] for record in records(f"{location}/#/experiments/{experiment.experiment_id}")]
    assert sorted(names) == ["child", "child", "parent"]
