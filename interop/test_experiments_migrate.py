"""A store of an older MLflow that our command migrates is one that MLflow opens, with all that was in it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from mlflow.entities import ViewType
from mlflow.store.db.utils import _get_alembic_config
from mlflow.store.tracking.dbmodels.initial_models import Base
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from sqlalchemy import create_engine
from tracking_servers import NODE, OURS

RUN = "0123456789abcdef0123456789abcdef"


def older_store(file: Path, revision: str) -> None:
    """A store as an MLflow of this revision made it: by MLflow's own migrations up to there, with one run."""
    engine = create_engine(f"sqlite:///{file}")
    Base.metadata.create_all(engine)
    config = _get_alembic_config(str(engine.url))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with sqlite3.connect(file) as database:
        for number, name in enumerate(("Default", "penguins")):
            database.execute(
                "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage) VALUES (?, ?, ?, 'active')", (number, name, f"/old/{number}")
            )
        database.execute(
            "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version,"
            " lifecycle_stage, artifact_uri, experiment_id) VALUES (?, 'old', 'LOCAL', 'train.py', '', 'ada', 'FINISHED', 1, 2, '', 'active', '/old/1/a', 1)",
            (RUN,),
        )
        columns = {name for _, name, *_ in database.execute("PRAGMA table_info(metrics)")}
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for step, value in enumerate((0.5, 0.25)):
            row = {"key": "loss", "value": value, "timestamp": 10 + step, "run_uuid": RUN, **({"step": step} if "step" in columns else {})}
            database.execute(f"INSERT INTO metrics ({', '.join(row)}) VALUES ({', '.join('?' for _ in row)})", tuple(row.values()))
        if "latest_metrics" in tables:
            database.execute("INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('loss', 0.25, 11, 1, 0, ?)", (RUN,))
        database.execute("INSERT INTO params (key, value, run_uuid) VALUES ('rate', '0.1', ?)", (RUN,))
        database.execute("INSERT INTO tags (key, value, run_uuid) VALUES ('note', 'é 漢字', ?)", (RUN,))


def revision_of(file: Path) -> str:
    with sqlite3.connect(file) as database:
        return database.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def ours(*arguments) -> str:
    done = subprocess.run([NODE, OURS, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# The first of all, and the last one without logged models.
@pytest.mark.parametrize("revision", ["451aebb31d03", "0584bdc529eb"])
def test_a_store_of_an_older_mlflow_is_migrated(tmp_path, revision):
    file = tmp_path / "mlflow.db"
    older_store(file, revision)
    assert f"migrated from {revision}" in ours("migrate", file, "--python", sys.executable)
    (kept,) = tmp_path.glob("mlflow.db.*.backup")
    assert revision_of(kept) == revision
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["mlflow.db", kept.name])

    store = SqlAlchemyStore(f"sqlite:///{file}", "file:///elsewhere")
    assert {each.name for each in store.search_experiments()} == {"Default", "penguins"}
    (run,) = store.search_runs(["1"], "params.rate = '0.1' AND metrics.loss < 0.3", ViewType.ACTIVE_ONLY)
    assert (run.info.run_id, run.info.run_name, run.info.status, run.info.end_time) == (RUN, "old", "FINISHED", 2)
    assert (run.data.params, run.data.tags["note"], run.data.metrics) == ({"rate": "0.1"}, "é 漢字", {"loss": 0.25})
    assert [(point.timestamp, point.value) for point in store.get_metric_history(RUN, "loss")] == [(10, 0.5), (11, 0.25)]
    store.engine.dispose()
    assert "nothing wrong" in ours("doctor", file)
