"""One database, two programs: what MLflow's store and our server make of it, in turns, both find."""

import sqlite3

import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import ViewType
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from tracking_client import pointed_at, tracking


def told(client: MlflowClient) -> dict:
    """All that a client finds in a store."""
    experiments = client.search_experiments(view_type=ViewType.ALL, order_by=["experiment_id ASC"])
    ids = [each.experiment_id for each in experiments]
    runs = client.search_runs(ids, run_view_type=ViewType.ALL, order_by=["run_id ASC"])
    histories = {
        (run.info.run_id, key): sorted((point.step, point.timestamp, point.value) for point in client.get_metric_history(run.info.run_id, key))
        for run in runs
        for key in run.data.metrics
    }
    return {
        "experiments": [dict(each) for each in experiments],
        "runs": [run.to_dictionary() for run in runs],
        "histories": histories,
        # Over HTTP the client has empty texts for none, and a point does not say where it lies.
        "models": [{**{name: value or None for name, value in each.to_dictionary().items()}, "metrics": sorted((point.key, point.value, point.timestamp, point.step) for point in each.metrics or [])} for each in client.search_logged_models(ids)],
        "registered": [(each.name, each.description, each.tags, {alias: int(version) for alias, version in each.aliases.items()}) for each in client.search_registered_models(order_by=["name ASC"])],
        "versions": sorted((each.name, int(each.version), each.run_id, each.source, each.current_stage, str(each.tags)) for each in client.search_model_versions()),
    }


def fill(client: MlflowClient, mark: str) -> None:
    experiment = client.create_experiment(f"made by {mark}", tags={"by": mark})
    client.delete_experiment(client.create_experiment(f"gone by {mark}"))
    for number in range(3):
        run = client.create_run(experiment, run_name=f"{mark} {number}", tags={"é": "漢字 🦊"})
        client.log_param(run.info.run_id, "rate", number / 7)
        for step in range(4):
            client.log_metric(run.info.run_id, "loss", [0.5, float("inf"), -0.0, 1e-300][step], step=step, timestamp=1_700_000_000_000 + step)
        client.log_dict(run.info.run_id, {"by": mark}, "report.json")
        client.set_terminated(run.info.run_id)
    data = mlflow.data.from_numpy(np.zeros((2, 2)), name=mark)
    client.log_inputs(run.info.run_id, [mlflow.entities.DatasetInput(data._to_mlflow_entity(), [mlflow.entities.InputTag("mlflow.data.context", "train")])])
    model = client.create_logged_model(experiment, name="tree", source_run_id=run.info.run_id, params={"depth": "3"}, tags={"by": mark})
    client.log_metric(run.info.run_id, "of model", 1.5, model_id=model.model_id, step=1, timestamp=1_700_000_000_009)
    client.finalize_logged_model(model.model_id, "READY")
    client.create_registered_model(f"forest {mark}", tags={"by": mark}, description="é")
    version = client.create_model_version(f"forest {mark}", run.info.artifact_uri, run.info.run_id, tags={"n": "1"})
    client.set_registered_model_alias(f"forest {mark}", "champion", version.version)
    client.transition_model_version_stage(f"forest {mark}", version.version, "Production")


def test_a_store_of_mlflow_is_served_and_goes_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///{tmp_path}/mlflow.db"
    SqlAlchemyStore(address, f"file://{tmp_path}/theirs")
    with pointed_at(address) as theirs:
        fill(theirs, "MLflow")
        made = told(theirs)
    with tracking(tmp_path) as (_, ours):
        assert told(ours) == made
        fill(ours, "us")
        both = told(ours)
    assert len(both["runs"]) == 6 and len(both["registered"]) == 2
    with pointed_at(address) as theirs:
        assert told(theirs) == both


def test_a_store_of_ours_is_opened_by_mlflow_and_goes_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///{tmp_path}/mlflow.db"
    with tracking(tmp_path) as (_, ours):
        fill(ours, "us")
        made = told(ours)
    with pointed_at(address) as theirs:
        assert told(theirs) == made
        # Artifacts of an experiment that MLflow makes here lie in a folder.
        run = theirs.create_run(theirs.create_experiment("theirs", artifact_location=f"file://{tmp_path}/theirs"))
        theirs.log_metric(run.info.run_id, "loss", 0.25)
        theirs.set_registered_model_alias("forest us", "theirs", "1")
        both = told(theirs)
    with tracking(tmp_path) as (_, ours):
        assert told(ours) == both
        assert ours.get_model_version_by_alias("forest us", "theirs").version == "1"


def shape(file) -> dict:
    """Columns, foreign keys and indexes of each table."""

    def rows(statement: str) -> list:
        return [tuple(row) for row in database.execute(statement)]

    with sqlite3.connect(file) as database:
        tables = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
        found = {}
        for table in tables:
            indexes = [row[1:] for row in rows(f'PRAGMA index_list("{table}")') if not row[1].startswith("modelfolio_")]
            found[table] = {
                "columns": rows(f'PRAGMA table_info("{table}")'),
                "foreign keys": rows(f'PRAGMA foreign_key_list("{table}")'),
                "indexes": sorted((*index, tuple(rows(f'PRAGMA index_info("{index[0]}")'))) for index in indexes),
            }
        found["triggers"] = rows("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        found["revision"] = rows("SELECT version_num FROM alembic_version")
    return found


def test_an_empty_store_of_ours_has_the_tables_of_mlflow(tmp_path):
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    with tracking(tmp_path / "ours"):
        pass
    SqlAlchemyStore(f"sqlite:///{tmp_path}/theirs/mlflow.db", "mlflow-artifacts:/")
    ours, theirs = (shape(tmp_path / name / "mlflow.db") for name in ("ours", "theirs"))
    assert ours.keys() == theirs.keys() and len(theirs) > 60
    for table, found in theirs.items():
        assert ours[table] == found, table
