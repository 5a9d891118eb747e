"""MLflow's own client, unchanged, logs to our tracking server and reads from it what it logged."""

import hashlib
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure
from mlflow import MlflowClient
from mlflow.cli import cli
from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelOutput, Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException
from tracking_client import environment, tracking
from tracking_servers import NODE, OURS

MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with tracking(tmp_path_factory.mktemp("client")) as both:
        yield both


@pytest.fixture
def client(served, request) -> MlflowClient:
    """Each judge has an experiment of its own."""
    mlflow.set_experiment(request.node.name)
    yield served[1]
    while mlflow.active_run():
        mlflow.end_run()


def test_values_are_read_as_they_were_logged(client):
    steps = [0, -3, 2**31, 2**62]
    values = [1 / 3, math.nan, math.inf, -math.inf, 5e-324, -0.0, sys.float_info.max]
    with mlflow.start_run(run_name="values", description="of every kind", tags={"team": "é 漢字 🦊"}) as run:
        mlflow.log_params({"rate": 0.1, "deep/er key": None, "long": "x" * 6000, "__proto__": "here"})
        mlflow.log_metrics({"loss": 0.5, "val/loss": 2}, step=7)
        for step in steps:
            mlflow.log_metric("steps", float(step % 97), step=step)
        for at, value in enumerate(values):
            mlflow.log_metric("odd", value, step=at, timestamp=1_700_000_000_000 + at)
    found = mlflow.get_run(run.info.run_id)
    assert (found.info.run_name, found.info.status, found.info.lifecycle_stage) == ("values", "FINISHED", "active")
    assert found.info.start_time <= found.info.end_time <= time.time() * 1000
    assert found.data.params == {"rate": "0.1", "deep/er key": "None", "long": "x" * 6000, "__proto__": "here"}
    assert found.data.tags["team"] == "é 漢字 🦊" and found.data.tags["mlflow.note.content"] == "of every kind"
    assert (found.data.metrics["loss"], found.data.metrics["val/loss"]) == (0.5, 2.0)
    # The latest is that of the greatest step.
    assert found.data.metrics["steps"] == float(2**62 % 97)
    assert sorted((point.step, point.value) for point in client.get_metric_history(run.info.run_id, "steps")) == sorted((step, float(step % 97)) for step in steps)
    history = sorted(client.get_metric_history(run.info.run_id, "odd"), key=lambda point: point.step)
    assert [point.timestamp - 1_700_000_000_000 for point in history] == list(range(len(values)))
    # MLflow's database keeps the greatest finite number for an infinite one.
    kept = [sys.float_info.max if value == math.inf else -sys.float_info.max if value == -math.inf else value for value in values]
    np.testing.assert_array_equal([point.value for point in history], kept)


def test_a_param_keeps_its_first_value(client):
    with mlflow.start_run():
        mlflow.log_param("rate", 1)
        mlflow.log_param("rate", 1)
        with pytest.raises(MlflowException, match="Changing param values is not allowed"):
            mlflow.log_param("rate", 2)
        with pytest.raises(MlflowException, match="Invalid metric name|Names may only contain"):
            mlflow.log_metric("no!", 1)


def test_runs_are_nested_resumed_deleted_and_restored(client):
    with mlflow.start_run(run_name="parent") as parent:
        with mlflow.start_run(run_name="child", nested=True) as child:
            mlflow.log_metric("depth", 2)
    experiment = parent.info.experiment_id
    children = mlflow.search_runs([experiment], f"tags.mlflow.parentRunId = '{parent.info.run_id}'", output_format="list")
    assert [each.info.run_id for each in children] == [child.info.run_id]
    assert client.get_parent_run(child.info.run_id).info.run_id == parent.info.run_id
    with mlflow.start_run(run_id=parent.info.run_id):
        mlflow.log_metric("later", 1)
        assert client.get_run(parent.info.run_id).info.status == "RUNNING"
    client.update_run(parent.info.run_id, status="FAILED", name="renamed")
    again = client.get_run(parent.info.run_id)
    assert (again.info.status, again.info.run_name, again.data.tags["mlflow.runName"], again.data.metrics) == ("FAILED", "renamed", "renamed", {"later": 1.0})
    client.delete_run(child.info.run_id)
    assert client.get_run(child.info.run_id).info.lifecycle_stage == "deleted"
    assert [each.info.run_id for each in client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)] == [child.info.run_id]
    client.restore_run(child.info.run_id)
    client.set_tag(child.info.run_id, "gone", "soon")
    client.delete_tag(child.info.run_id, "gone")
    assert "gone" not in client.get_run(child.info.run_id).data.tags
    with pytest.raises(RuntimeError):
        with mlflow.start_run() as broken:
            raise RuntimeError("the trainer ends")
    assert client.get_run(broken.info.run_id).info.status == "FAILED"


def test_experiments_are_made_found_renamed_deleted_and_restored(client):
    first, second = (client.create_experiment(f"crop {name}", tags={"crop": name}) for name in ("oat", "rye"))
    client.set_experiment_tag(first, "mlflow.note.content", "**bold**")
    client.rename_experiment(second, "crop spelt")
    assert [each.experiment_id for each in mlflow.search_experiments(filter_string="name LIKE 'crop %'", order_by=["name DESC"])] == [second, first]
    assert [each.name for each in mlflow.search_experiments(filter_string="tags.crop = 'rye'")] == ["crop spelt"]
    assert mlflow.get_experiment_by_name("crop oat").tags == {"crop": "oat", "mlflow.note.content": "**bold**"}
    client.delete_experiment(first)
    assert client.get_experiment(first).lifecycle_stage == "deleted"
    assert first in {each.experiment_id for each in mlflow.search_experiments(view_type=ViewType.DELETED_ONLY)}
    client.restore_experiment(first)
    with pytest.raises(MlflowException, match="already exists") as taken:
        client.create_experiment("crop oat")
    assert taken.value.error_code == "RESOURCE_ALREADY_EXISTS"
    assert mlflow.get_experiment_by_name("crop barley") is None


def test_runs_are_searched_over_pages_into_a_frame(client):
    experiment = client.create_experiment("many runs")
    for number in range(250):
        run = client.create_run(experiment, start_time=1_700_000_000_000 + number, run_name=f"run {number:03}").info.run_id
        client.log_batch(run, [Metric("score", number % 50, 0, 0)], [Param("half", str(number % 2))], [RunTag("third", str(number % 3))])
    frame = mlflow.search_runs([experiment], "metrics.score >= 40 and params.half = '1' and tags.third != '0'", order_by=["metrics.score DESC", "start_time ASC"])
    expected = sorted((-(number % 50), number) for number in range(250) if number % 50 >= 40 and number % 2 == 1 and number % 3)
    assert list(frame["tags.mlflow.runName"]) == [f"run {number:03}" for _, number in expected]
    assert list(frame["metrics.score"]) == [-score for score, _ in expected] and set(frame["params.half"]) == {"1"}
    seen, token = [], None
    while True:
        page = client.search_runs([experiment], max_results=37, order_by=["metrics.score ASC"], page_token=token)
        seen += [run.info.run_name for run in page]
        token = page.token
        if not token:
            break
    assert seen == [f"run {number:03}" for number in sorted(range(250), key=lambda number: (number % 50, -number))]
    assert len(mlflow.search_runs([experiment], max_results=110)) == 110
    with pytest.raises(MlflowException, match="Invalid"):
        client.search_runs([experiment], "metrics.score >>> 1")


#: Loads MLflow once, and then is eight processes.
PARALLEL = """
import multiprocessing
import sys
import mlflow

def log(number):
    mlflow.set_experiment("parallel")
    with mlflow.start_run(run_name=str(number)):
        for step in range(50):
            mlflow.log_metric("point", step * number, step=step)
        mlflow.log_param("number", number)

fork = multiprocessing.get_context("fork")
workers = [fork.Process(target=log, args=(number,)) for number in range(8)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
sys.exit(max(abs(worker.exitcode) for worker in workers))
"""


def test_eight_processes_log_at_once_and_nothing_is_lost(client):
    mlflow.set_experiment("parallel")
    done = subprocess.run([sys.executable, "-c", PARALLEL], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    runs = mlflow.search_runs(experiment_names=["parallel"], output_format="list")
    assert sorted(run.data.params["number"] for run in runs) == [str(number) for number in range(8)]
    for run in runs:
        points = {point.step: point.value for point in client.get_metric_history(run.info.run_id, "point")}
        assert points == {step: step * float(run.info.run_name) for step in range(50)}


def test_figures_tables_images_and_texts_are_artifacts(client, tmp_path):
    figure = Figure()
    figure.add_subplot().plot([1, 3, 2])
    table = pd.DataFrame({"asked": ["é", "b"], "scored": [0.5, 1.5]})
    picture = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    with mlflow.start_run() as run:
        mlflow.log_figure(figure, "plots/line one.png")
        mlflow.log_table(table, "tables/answers.json")
        mlflow.log_table({"asked": ["c"], "scored": [2.5]}, "tables/answers.json")
        mlflow.log_image(picture, "pictures/one.png")
        for step in (0, 1):
            mlflow.log_image(picture, key="dogs", step=step)
        mlflow.log_text("<b>naïve</b>", "notes/ü.html")
        mlflow.log_dict({"deep": [1, {"er": None}]}, "report.json")
        mlflow.flush_artifact_async_logging()
    address = run.info.artifact_uri
    assert mlflow.artifacts.load_text(f"{address}/notes/ü.html") == "<b>naïve</b>"
    assert mlflow.artifacts.load_dict(f"{address}/report.json") == {"deep": [1, {"er": None}]}
    np.testing.assert_array_equal(np.asarray(mlflow.artifacts.load_image(f"{address}/pictures/one.png")), picture)
    loaded = mlflow.load_table("tables/answers.json", run_ids=[run.info.run_id], extra_columns=["run_id"])
    assert list(loaded["asked"]) == ["é", "b", "c"] and list(loaded["scored"]) == [0.5, 1.5, 2.5] and set(loaded["run_id"]) == {run.info.run_id}
    listed = {each.path: each.is_dir for each in client.list_artifacts(run.info.run_id)}
    assert listed == {"images": True, "notes": True, "pictures": True, "plots": True, "report.json": False, "tables": True}
    # Each image of a step, and a thumbnail of it.
    assert len(client.list_artifacts(run.info.run_id, "images")) == 4
    whole = Path(client.download_artifacts(run.info.run_id, "", str(tmp_path)))
    assert (whole / "plots/line one.png").read_bytes().startswith(b"\x89PNG") and len([each for each in whole.rglob("*") if each.is_file()]) == 9
    (tmp_path / "folder/inner").mkdir(parents=True)
    (tmp_path / "folder/inner/a.bin").write_bytes(bytes(range(256)))
    client.log_artifacts(run.info.run_id, str(tmp_path / "folder"), "copied")
    assert [(each.path, each.file_size) for each in client.list_artifacts(run.info.run_id, "copied/inner")] == [("copied/inner/a.bin", 256)]


def test_an_artifact_of_300_megabytes_comes_back_the_same(client, tmp_path):
    size, source = 300_000_000, tmp_path / "large.bin"
    noise = np.random.default_rng(7)
    with open(source, "wb") as file:
        for _ in range(40):
            file.seek(int(noise.integers(size - MEBIBYTE)))
            file.write(noise.bytes(MEBIBYTE))
        file.truncate(size)

    def digest(path) -> str:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    with mlflow.start_run() as run:
        mlflow.log_artifact(str(source))
    assert [(each.path, each.file_size) for each in client.list_artifacts(run.info.run_id)] == [("large.bin", size)]
    before = digest(source)
    source.unlink()
    fetched = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="large.bin", dst_path=str(tmp_path / "down"))
    assert digest(fetched) == before


def test_data_sets_and_outputs_of_a_run(client):
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": [0, 1]})
    with mlflow.start_run() as run:
        mlflow.log_input(mlflow.data.from_pandas(frame, source="https://example.org/a.csv", name="penguins", targets="y"), context="train", tags={"split": "1"})
        mlflow.log_inputs(datasets=[mlflow.data.from_numpy(np.zeros((3, 2)), name="grid")] * 2, contexts=["test", "test"], tags_list=[None, None])
        client.log_inputs(run.info.run_id, [DatasetInput(Dataset("bare", "d1", "local", "{}"), [InputTag("note", "é")])])
        model = client.create_logged_model(run.info.experiment_id, name="tree", source_run_id=run.info.run_id)
        client.log_outputs(run.info.run_id, [LoggedModelOutput(model.model_id, step=3)])
    found = client.get_run(run.info.run_id)
    inputs = {each.dataset.name: (each.dataset.digest, each.dataset.source_type, {tag.key: tag.value for tag in each.tags}) for each in found.inputs.dataset_inputs}
    assert set(inputs) == {"penguins", "grid", "bare"}
    assert inputs["penguins"][1:] == ("http", {"mlflow.data.context": "train", "split": "1"})
    assert inputs["bare"] == ("d1", "local", {"note": "é"})
    assert [(each.model_id, each.step) for each in found.outputs.model_outputs] == [(model.model_id, 3)]
    assert len(mlflow.search_runs(filter_string="datasets.name = 'penguins' and dataset.context = 'train'")) == 1
    source = mlflow.data.get_source(next(each for each in found.inputs.dataset_inputs if each.dataset.name == "penguins"))
    assert source.url == "https://example.org/a.csv"


def test_metrics_of_the_system_are_logged(client):
    mlflow.enable_system_metrics_logging()
    mlflow.set_system_metrics_sampling_interval(0.2)
    mlflow.set_system_metrics_samples_before_logging(1)
    try:
        with mlflow.start_run() as run:
            until = time.time() + 30
            while time.time() < until and not client.get_metric_history(run.info.run_id, "system/cpu_utilization_percentage"):
                time.sleep(0.2)
    finally:
        mlflow.disable_system_metrics_logging()
        mlflow.set_system_metrics_sampling_interval(None)
        mlflow.set_system_metrics_samples_before_logging(None)
    metrics = client.get_run(run.info.run_id).data.metrics
    assert {"system/cpu_utilization_percentage", "system/system_memory_usage_megabytes"} <= set(metrics)


def test_points_sent_in_the_background_arrive(client):
    with mlflow.start_run() as run:
        for step in range(300):
            mlflow.log_metric("background", step, step=step, synchronous=False)
        mlflow.flush_async_logging()
    assert [point.value for point in client.get_metric_history(run.info.run_id, "background")] == list(range(300))


def test_the_command_line_reads_runs_and_artifacts(client, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def said(*command: str) -> str:
        # In this process: each of its own would load all of MLflow again.
        done = CliRunner().invoke(cli, command)
        assert done.exit_code == 0, done.output
        return done.output

    with mlflow.start_run(run_name="by hand") as run:
        mlflow.log_text("from afar", "notes/one.txt")
    assert "by hand" in said("runs", "list", "--experiment-id", run.info.experiment_id)
    assert "test_the_command_line_reads_runs_and_artifacts" in said("experiments", "search")
    said("artifacts", "download", "--run-id", run.info.run_id, "--artifact-path", "notes", "--dst-path", "down")
    assert (tmp_path / "down/notes/one.txt").read_text() == "from afar"


def test_tokens_are_asked_for(tmp_path):
    tokens = tmp_path / "tokens.yaml"

    def token(role: str) -> str:
        command = [NODE, OURS, "token", "--tokens", tokens, "--name", role, "--role", role]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    writes, reads = token("write"), token("read")
    for name in ("MLFLOW_TRACKING_TOKEN", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"):
        assert name not in os.environ
    with tracking(tmp_path, "--tokens", str(tokens)) as (_, client):
        with pytest.raises(MlflowException, match="401|UNAUTHENTICATED|token"):
            client.search_experiments()
        with environment(MLFLOW_TRACKING_TOKEN=writes):
            mlflow.set_experiment("behind a token")
            with mlflow.start_run() as run:
                mlflow.log_text("a secret", "note.txt")
        with environment(MLFLOW_TRACKING_USERNAME="read", MLFLOW_TRACKING_PASSWORD=reads):
            assert mlflow.artifacts.load_text(f"{run.info.artifact_uri}/note.txt") == "a secret"
            with pytest.raises(MlflowException, match="403|PERMISSION_DENIED|role") as refused:
                client.set_tag(run.info.run_id, "may", "not")
            assert "may" not in client.get_run(run.info.run_id).data.tags
            assert refused.value.error_code == "PERMISSION_DENIED"
