"""Writes the stores of packages/runs/test/stores/mlflow-{sqlite,file-store,rest} with the real MLflow.

Run: interop/.venv/bin/python interop/make_mlflow_stores.py [folder]
Ids and times differ each time. Paths in the stores are relative, or of a machine that does not exist.
"""

import math
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.filterwarnings("ignore")

import mlflow  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Metric  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

HTML = "<script>alert('x')</script> & \"quotes\" é 漢字 🦊"
BEGAN = 1_760_000_000_000


def fill(uri: str, artifacts: str | None = None) -> None:
    """Everything a store may hold that a reader may stumble on. `artifacts`: where runs keep their files."""
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    client = MlflowClient(uri)
    place = (lambda name: f"{artifacts}/{name}") if artifacts else (lambda name: None)

    penguins = client.create_experiment("penguins", artifact_location=place("penguins"))
    mlflow.set_experiment(experiment_id=penguins)
    rng = np.random.default_rng(7)
    frame = pd.DataFrame({"bill": rng.normal(size=60), "mass": rng.normal(size=60)})
    frame["species"] = (frame.bill + frame.mass > 0).astype(int)
    with mlflow.start_run(run_name="parent") as parent:
        mlflow.log_params({"optimizer": "adam", "model/depth": 3, "a key with spaces": HTML})
        mlflow.set_tags({"note": HTML, "mlflow.note.content": "**bold** " + HTML, "team/owner": "us"})
        mlflow.set_tag("mlflow.source.git.commit", "0123456789abcdef0123456789abcdef01234567")
        mlflow.set_tag("mlflow.source.git.repoURL", "https://me:secret@example.org/x.git")
        dataset = mlflow.data.from_pandas(frame, source="https://example.org/penguins.csv", name="penguins", targets="species")
        mlflow.log_input(dataset, context="train")
        mlflow.log_input(mlflow.data.from_numpy(np.zeros((12, 4)), name="grid"), context="test")
        run_id = parent.info.run_id
        points = [Metric("loss", 1 / (step + 1), BEGAN + step, step) for step in range(10)]
        points += [Metric("val/loss", value, BEGAN + at, at // 2) for at, value in enumerate([0.5, 0.25, 0.125, 1e-05, 3.0])]
        points += [Metric("odd", value, BEGAN + at, at) for at, value in enumerate([math.inf, -math.inf, math.nan, 0.1])]
        points += [Metric("ends/nan", value, BEGAN, 5) for value in (-1.0, math.nan)]
        points += [Metric("late", value, BEGAN + at, -at) for at, value in enumerate([1.0, 2.0])]
        client.log_batch(run_id, metrics=points)
        mlflow.log_text("<b>hello</b>\n", "notes/readme.html")
        mlflow.log_dict({"ok": True}, "report.json")
        for name in ("child", "child"):
            with mlflow.start_run(run_name=name, nested=True):
                mlflow.log_metric("loss", 0.5, step=1)
        model = LogisticRegression().fit(frame[["bill", "mass"]], frame.species)
        info = mlflow.sklearn.log_model(
            model,
            name="classifier",
            input_example=frame[["bill", "mass"]].head(2),
            params={"C": "1.0"},
            tags={"kind": HTML},
            pip_requirements=["scikit-learn"],
            serialization_format="cloudpickle",
        )
        mlflow.log_metric("accuracy", 0.9, step=3, dataset=dataset, model_id=info.model_id)
        mlflow.log_metric("accuracy", 0.8, step=1, model_id=info.model_id)
        pending = mlflow.initialize_logged_model(name="unfinished")
        assert pending.status == "PENDING"
    client.create_registered_model("penguins")
    source = f"models:/{info.model_id}"
    for number in range(2):
        client.create_model_version("penguins", source, run_id=run_id, model_id=info.model_id)
    client.set_registered_model_alias("penguins", "champion", "2")
    client.set_registered_model_alias("penguins", "blue", "2")
    client.create_registered_model("old-style")
    client.create_model_version("old-style", source, run_id=run_id, model_id=info.model_id)
    client.transition_model_version_stage("old-style", "1", "Production")

    odd = client.create_experiment("odd <b>names</b> é 漢字 🦊", artifact_location=place("odd"))
    for name, status in (("failed", "FAILED"), ("killed", "KILLED"), ("going on", None)):
        run = client.create_run(odd, run_name=name, start_time=BEGAN)
        client.log_param(run.info.run_id, "p", "")
        if status:
            client.set_terminated(run.info.run_id, status, end_time=BEGAN + 5000)
    deleted = client.create_run(odd, run_name="deleted")
    client.delete_run(deleted.info.run_id)
    gone = client.create_experiment("gone", artifact_location=place("gone"))
    client.create_run(gone, run_name="in a deleted experiment")
    client.delete_experiment(gone)


def neutral(path: Path, folder: str) -> None:
    """Takes the maker's folder and user out of text files."""
    for file in path.rglob("*"):
        if file.is_file() and file.suffix in {"", ".yaml", ".json"}:
            data = file.read_bytes()
            for word, other in words(folder):
                data = data.replace(word.encode(), other.encode())
            file.write_bytes(data)


def words(folder: str) -> list[tuple[str, str]]:
    script = str(Path(__file__).resolve())
    return [(script, "train.py"), (sys.argv[0], "train.py"), (folder, "/elsewhere")]


def neutral_database(file: Path, folder: str) -> None:
    database = sqlite3.connect(file)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _, column, kind, *_ in database.execute(f'PRAGMA table_info("{table}")').fetchall():
            if "CHAR" in kind or "TEXT" in kind:
                for word, other in words(folder):
                    database.execute(f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?) WHERE "{column}" LIKE ?', (word, other, f"%{word}%"))
    database.execute("UPDATE runs SET user_id = 'someone'")
    database.execute("UPDATE tags SET value = 'someone' WHERE key = 'mlflow.user'")
    database.commit()
    database.execute("PRAGMA page_size = 512")
    database.execute("VACUUM")
    database.close()


def main() -> None:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "packages/runs/test/stores").resolve()
    with tempfile.TemporaryDirectory() as temporary:
        os.chdir(temporary)
        fill("sqlite:///mlflow.db", artifacts="artifacts")
        record_server(Path(temporary), target / "mlflow-rest" / "answers.json")
        neutral(target / "mlflow-rest", temporary)
        neutral_database(Path("mlflow.db"), temporary)
        if Path("artifacts").exists():
            neutral(Path("artifacts"), temporary)
        for name in ("mlflow.db", "artifacts"):
            place(Path(temporary, name), target / "mlflow-sqlite" / name)
        fill(f"file://{temporary}/mlruns")
        neutral(Path("mlruns"), temporary)
        for file in Path("mlruns").rglob("mlflow.user"):
            file.write_text("someone")
        place(Path(temporary, "mlruns"), target / "mlflow-file-store" / "mlruns")


def record_server(folder: Path, target: Path) -> None:
    """What a real server says of the store in a folder, request by request."""
    from test_mlflow import NODE, ROOT, start_server

    server, address = start_server("sqlite:///mlflow.db", folder)
    try:
        answers = subprocess.run([NODE, ROOT / "interop/record_answers.ts", address], capture_output=True, check=True)
    finally:
        os.killpg(server.pid, 15)
        server.wait()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(answers.stdout)


def place(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)


if __name__ == "__main__":
    main()
