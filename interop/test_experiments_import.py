"""What `modelfolio-experiments import` takes from other trackers, MLflow's own store finds: parameters, metrics, histories."""

import json
import math
import subprocess
from pathlib import Path

import pytest
from make_other_stores import write_dvclive, write_tensorboard
from mlflow.entities import Run, ViewType
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util.tensor_util import make_ndarray
from tracking_servers import NODE, OURS

RECORD = {
    "schemaVersion": 1,
    "id": "0123456789abcdef0123456789abcdef",
    "experiment": "penguins",
    "name": "forest",
    "status": "failed",
    "startTime": "2026-11-23T10:00:00.000Z",
    "endTime": "2026-11-23T10:01:00.000Z",
    "params": {"depth": 3, "kind": "tree"},
    "metrics": {"loss": {"value": "NaN", "step": 2, "timestamp": 1_700_000_000_002}, "f1": {"value": 0.5, "step": 1, "timestamp": 7}},
    "histories": {"loss": {"steps": [-1, 0, 2], "values": [0.1, "Infinity", "NaN"], "timestamps": [1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002]}},
    "tags": {"team": "vision", "é": "漢字 🦊"},
    "datasets": [{"name": "iris", "digest": "sha256:" + 64 * "a", "role": "train", "source": "https://host/iris.csv", "rows": 150}],
    "artifacts": [],
    "models": [],
    "source": {"repository": None, "commit": "abc123", "dirty": None, "entryPoint": "train.py", "command": None},
    "environment": {"runtime": None, "packages": {}, "lockfileSha256": None, "hardware": None},
    "origin": {"tracker": "run-record", "location": None, "externalId": None},
}


def taken(folder: Path, *places: Path) -> tuple[SqlAlchemyStore, list[str]]:
    """MLflow's store on the file that the places were imported into, and what the command printed."""
    file = folder / "mlflow.db"
    done = subprocess.run([NODE, OURS, "import", *places, "--backend-store-uri", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return SqlAlchemyStore(f"sqlite:///{file}", f"file://{folder}/artifacts"), done.stdout.splitlines()


def runs_of(store: SqlAlchemyStore, experiment: str) -> dict[str, Run]:
    found = store.get_experiment_by_name(experiment)
    return {run.info.run_name: run for run in store.search_runs([found.experiment_id], None, ViewType.ACTIVE_ONLY)}


def points(store: SqlAlchemyStore, run: Run, key: str) -> list[tuple[int, int, float]]:
    return sorted((each.step, each.timestamp, each.value) for each in store.get_metric_history(run.info.run_id, key))


def same(ours: list[tuple], theirs: list[tuple]) -> None:
    assert [each[:2] for each in ours] == [each[:2] for each in theirs]
    assert [each[2] for each in ours] == pytest.approx([each[2] for each in theirs], rel=0, abs=0, nan_ok=True)


def test_tensorboard(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    write_tensorboard(logs)
    store, printed = taken(tmp_path, logs)
    assert printed == [f"{logs}: tensorboard: 2 runs imported, 0 already there"]
    runs = runs_of(store, "logs")
    assert set(runs) == {"legacy", "nested/tensors"}
    for name, run in runs.items():
        judge = EventAccumulator(str(logs / name), size_guidance={"scalars": 0, "tensors": 0})
        judge.Reload()
        expected = {tag: [(each.step, round(each.wall_time * 1000), each.value) for each in judge.Scalars(tag)] for tag in judge.Tags()["scalars"]}
        for tag in judge.Tags()["tensors"]:
            if judge.SummaryMetadata(tag).plugin_data.plugin_name == "scalars":
                expected[tag] = [(each.step, round(each.wall_time * 1000), make_ndarray(each.tensor_proto).item()) for each in judge.Tensors(tag)]
        assert set(run.data.metrics) == set(expected)
        for tag, wanted in expected.items():
            same(points(store, run, tag), wanted)
            assert run.data.metrics[tag] == pytest.approx(wanted[-1][2], nan_ok=True)
        assert run.data.tags["modelfolio.id"] == name
    tensors = runs["nested/tensors"]
    assert tensors.data.params == {"lr": "0.1", "name": "<b>x</b>", "drop": "true"}
    assert (tensors.info.status, tensors.info.start_time, tensors.info.end_time) == ("FINISHED", 1_700_000_000_000, 1_700_000_060_000)
    assert taken(tmp_path, logs)[1] == [f"{logs}: tensorboard: 0 runs imported, 2 already there"]


def test_dvc_and_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    project.mkdir()
    # dvclive makes a DVC project of the Git repository that it finds itself in.
    monkeypatch.chdir(project)
    write_dvclive(project)
    records = tmp_path / "records"
    records.mkdir()
    (records / "forest.json").write_text(json.dumps(RECORD))
    store, printed = taken(tmp_path, project, records)
    assert printed == [f"{project}: dvc: 1 run imported, 0 already there", f"{records}: run-record: 1 run imported, 0 already there"]

    (live,) = runs_of(store, "project").values()
    assert live.data.params == {"lr": "0.1", "net/depth": "3", "language": "no"}
    assert [(step, value) for step, _, value in points(store, live, "train/loss")] == [(step, 1 / (step + 1)) for step in range(4)]
    assert [value for *_, value in points(store, live, "accuracy")] == pytest.approx([0, 0.25, 0.5, math.nan], nan_ok=True)
    assert live.data.metrics["test/f1"] == 0.75

    run = store.get_run(RECORD["id"])
    assert (run.info.run_name, run.info.status, run.info.start_time, run.info.end_time) == ("forest", "FAILED", 1_795_428_000_000, 1_795_428_060_000)
    assert run.data.params == {"depth": "3", "kind": "tree"}
    assert run.data.tags.items() >= {"team": "vision", "é": "漢字 🦊", "mlflow.source.git.commit": "abc123", "mlflow.source.name": "train.py"}.items()
    largest = 1.7976931348623157e308
    same(points(store, run, "loss"), [(-1, 1_700_000_000_000, 0.1), (0, 1_700_000_000_001, largest), (2, 1_700_000_000_002, math.nan)])
    assert points(store, run, "f1") == [(1, 7, 0.5)]
    (dataset,) = run.inputs.dataset_inputs
    assert (dataset.dataset.name, dataset.dataset.digest, dataset.tags[0].value) == ("iris", ("sha256:" + 64 * "a")[:36], "train")
    assert json.loads(dataset.dataset.profile) == {"num_rows": 150}
