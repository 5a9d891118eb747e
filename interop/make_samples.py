"""Makes the sample store: real models, trained by real tools, tracked by a real MLflow.

    interop/.venv/bin/python interop/make_samples.py

writes `examples/mlflow.db` with `examples/artifacts/` (runs, models as ONNX, held-out rows as CSV) and
`e2e/golden/predictions.json` (what the original libraries predict for the held-out rows). Every step is seeded:
a second run differs in ids and times alone.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import mlflow
import numpy as np
import onnx
import pandas as pd
from onnxmltools.convert import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as XgboostFloat
from palmerpenguins import load_penguins
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, r2_score, roc_auc_score
from sklearn.model_selection import cross_validate, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from xgboost import XGBClassifier

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261123
OPSET = {"": 18, "ai.onnx.ml": 3}


@dataclass
class Task:
    """A data set with what is predicted from it."""

    experiment: str
    features: pd.DataFrame
    labels: pd.DataFrame
    source: str

    def split(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        classes = self.labels.iloc[:, 0] if self.labels.iloc[:, 0].dtype == object else None
        return train_test_split(self.features, self.labels, test_size=0.3, random_state=SEED, stratify=classes)


def penguins() -> pd.DataFrame:
    table = load_penguins().drop(columns="year")
    table["sex"] = table["sex"].astype(object).where(table["sex"].notna(), "")
    for column in ("species", "island"):
        table[column] = table[column].astype(object)
    return table


def columns_of(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    texts = [name for name in frame if frame[name].dtype == object]
    return [name for name in frame if name not in texts], texts


def pipeline(frame: pd.DataFrame, estimator) -> object:
    """Trees need no scaling, and are better off without: a scaler in float32 moves rows that lie on a split."""
    numbers, texts = columns_of(frame)
    linear = isinstance(estimator, LogisticRegression | LinearRegression)
    scaling = [StandardScaler()] if linear else []
    numeric = make_pipeline(SimpleImputer(strategy="median"), *scaling)
    steps = [("numbers", numeric, numbers)]
    if texts:
        steps.append(("texts", OneHotEncoder(handle_unknown="ignore", sparse_output=False), texts))
    return make_pipeline(ColumnTransformer(steps), estimator)


def log_data(task: Task, train: pd.DataFrame, test: pd.DataFrame) -> None:
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    mlflow.set_tag("mlflow.source.git.commit", commit.stdout.strip())
    for rows, context in ((train, "train"), (test, "test")):
        dataset = mlflow.data.from_pandas(rows, source=task.source, name=task.experiment)
        mlflow.log_input(dataset, context=context)


def log_rows(test: pd.DataFrame, folder: Path) -> None:
    path = folder / "test.csv"
    test.to_csv(path, index=False)
    mlflow.log_artifact(str(path), "data")


def requirements() -> list[str]:
    """What a model needs. MLflow would find out by loading each one in a process of its own, which takes it seconds."""
    return [f"numpy=={np.__version__}", *mlflow.onnx.get_default_pip_requirements()]


def initial_types(frame: pd.DataFrame) -> list:
    numbers, texts = columns_of(frame)
    return [(name, StringTensorType([None, 1]) if name in texts else FloatTensorType([None, 1])) for name in frame]


def log_run(task: Task, name: str, estimator, scoring: dict[str, str], folder: Path) -> tuple[float, dict]:
    """Cross-validates, trains and logs one candidate; returns its first score and its predictions."""
    x_train, x_test, y_train, y_test = task.split()
    train_labels = y_train.to_numpy().ravel() if y_train.shape[1] == 1 else y_train.to_numpy()
    model = pipeline(task.features, estimator)
    with mlflow.start_run(run_name=name):
        mlflow.log_params({"estimator": type(estimator).__name__, "seed": SEED, **estimator.get_params()})
        log_data(task, x_train.join(y_train), x_test.join(y_test))
        scores = cross_validate(model, x_train, train_labels, cv=5, scoring=scoring)
        for metric in scoring:
            # The mean over five folds, and how far they are apart. Folds are no steps of a training.
            mlflow.log_metric(f"validation/{metric}", abs(scores[f"test_{metric}"].mean()))
            mlflow.log_metric(f"validation/{metric} deviation", scores[f"test_{metric}"].std())
        model.fit(x_train, train_labels)
        outputs = log_test(task, model, x_test, y_test)
        # The default of skl2onnx wraps probabilities in a ZipMap: kept, as most files in the wild have it.
        graph = to_onnx(model, initial_types=initial_types(task.features), target_opset=OPSET)
        example = x_test.head(3)
        signature = mlflow.models.infer_signature(example, model.predict(example))
        logged = mlflow.onnx.log_model(graph, name="model", signature=signature, pip_requirements=requirements())
        log_rows(x_test.join(y_test), folder)
        outputs["model"] = logged.model_id
    return abs(scores[f"test_{next(iter(scoring))}"].mean()), outputs


def log_test(task: Task, model, x_test: pd.DataFrame, y_test: pd.DataFrame) -> dict:
    if hasattr(model, "predict_proba"):
        probabilities = model.predict_proba(x_test)
        actual = y_test.iloc[:, 0]
        mlflow.log_metric("test/accuracy", accuracy_score(actual, model.predict(x_test)))
        mlflow.log_metric("test/loss", log_loss(actual, probabilities, labels=model.classes_))
        return {"classes": [str(name) for name in model.classes_], "probabilities": probabilities.tolist()}
    predicted = np.asarray(model.predict(x_test)).reshape(len(x_test), -1)
    for index, target in enumerate(y_test):
        mlflow.log_metric(f"test/mae {target}", mean_absolute_error(y_test[target], predicted[:, index]))
        mlflow.log_metric(f"test/r2 {target}", r2_score(y_test[target], predicted[:, index]))
    return {"targets": list(y_test), "values": predicted.tolist()}


def register(task: Task, best: str, predictions: dict) -> dict:
    """Registers the candidate with the least validation error as version 1, alias `champion`."""
    client = mlflow.MlflowClient()
    client.create_registered_model(task.experiment)
    model = mlflow.get_logged_model(predictions[best]["model"])
    registered = client.create_model_version(
        task.experiment, model.artifact_location, run_id=model.source_run_id, model_id=model.model_id
    )
    client.set_registered_model_alias(task.experiment, "champion", registered.version)
    return {
        name: {"champion": name == best, **{key: value for key, value in found.items() if key != "model"}}
        for name, found in predictions.items()
    }


def penguin_species(folder: Path) -> dict:
    table = penguins()
    task = Task("palmer-penguins", table.drop(columns="species"), table[["species"]], "https://pypi.org/project/palmerpenguins/")
    mlflow.set_experiment(task.experiment)
    scoring = {"loss": "neg_log_loss", "accuracy": "accuracy"}
    candidates = {
        "logistic-regression": LogisticRegression(max_iter=1000),
        "gradient-boosting": GradientBoostingClassifier(n_estimators=30, max_depth=3, random_state=SEED),
        "random-forest": RandomForestClassifier(n_estimators=40, max_depth=8, random_state=SEED),
    }
    runs = {name: log_run(task, name, model, scoring, folder) for name, model in candidates.items()}
    return register(task, min(runs, key=lambda name: runs[name][0]), {name: run[1] for name, run in runs.items()})


def penguin_size(folder: Path) -> dict:
    table = penguins().dropna(subset=["body_mass_g"])
    features = table[["species", "sex", "bill_length_mm", "bill_depth_mm"]]
    labels = table[["body_mass_g", "flipper_length_mm"]]
    task = Task("penguin-size", features, labels, "https://pypi.org/project/palmerpenguins/")
    mlflow.set_experiment(task.experiment)
    scoring = {"mae": "neg_mean_absolute_error", "r2": "r2"}
    candidates = {
        "linear-regression": LinearRegression(),
        "random-forest": RandomForestRegressor(n_estimators=40, max_depth=6, random_state=SEED),
    }
    runs = {name: log_run(task, name, model, scoring, folder) for name, model in candidates.items()}
    return register(task, min(runs, key=lambda name: runs[name][0]), {name: run[1] for name, run in runs.items()})


def breast_cancer(folder: Path) -> dict:
    """Gradient boosting by XGBoost: one tensor of 30 columns in, a history for each boosting round."""
    bunch = load_breast_cancer(as_frame=True)
    features = bunch.data.rename(columns=lambda name: name.replace(" ", "_"))
    labels = pd.DataFrame({"diagnosis": np.where(bunch.target == 1, "benign", "malignant").astype(object)})
    task = Task("breast-cancer", features, labels, "https://doi.org/10.24432/C5DW2B")
    mlflow.set_experiment(task.experiment)
    x_train, x_test, y_train, y_test = task.split()
    malignant = (y_train["diagnosis"] == "malignant").astype(int)
    predictions, losses = {}, {}
    for name, depth, rate in (("xgboost-depth-2", 2, 0.2), ("xgboost-depth-4", 4, 0.1)):
        x_fit, x_validation, y_fit, y_validation = train_test_split(
            x_train.to_numpy(), malignant, test_size=0.25, random_state=SEED, stratify=malignant
        )
        with mlflow.start_run(run_name=name):
            model = XGBClassifier(
                n_estimators=60, max_depth=depth, learning_rate=rate, random_state=SEED, n_jobs=1, eval_metric="logloss"
            )
            given = {key: value for key, value in model.get_params().items() if value is not None}
            mlflow.log_params({"estimator": "XGBClassifier", "xgboost": version("xgboost-cpu"), **given})
            log_data(task, x_train.join(y_train), x_test.join(y_test))
            pairs = [(x_fit, y_fit), (x_validation, y_validation)]
            model.fit(x_fit, y_fit, eval_set=pairs, verbose=False)
            for index, part in enumerate(("train", "validation")):
                for step, value in enumerate(model.evals_result()[f"validation_{index}"]["logloss"]):
                    mlflow.log_metric(f"{part}/loss", value, step=step)
            actual = (y_test["diagnosis"] == "malignant").astype(int)
            probabilities = model.predict_proba(x_test.to_numpy())
            validation = model.predict_proba(x_validation)[:, 1]
            mlflow.log_metric("validation/accuracy", accuracy_score(y_validation, validation >= 0.5))
            mlflow.log_metric("validation/roc_auc", roc_auc_score(y_validation, validation))
            mlflow.log_metric("test/accuracy", accuracy_score(actual, probabilities[:, 1] >= 0.5))
            mlflow.log_metric("test/loss", log_loss(actual, probabilities))
            graph = convert_xgboost(
                model, initial_types=[("features", XgboostFloat([None, x_train.shape[1]]))], target_opset=15
            )
            signature = mlflow.models.infer_signature(x_test.head(3), probabilities[:3])
            logged = mlflow.onnx.log_model(graph, name="model", signature=signature, pip_requirements=requirements())
            log_rows(x_test.join(y_test), folder)
        losses[name] = log_loss(y_validation, validation)
        predictions[name] = {
            "classes": ["benign", "malignant"],
            "probabilities": probabilities.tolist(),
            "model": logged.model_id,
        }
    return register(task, min(losses, key=losses.get), predictions)


def make_relocatable(database: Path, folder: Path) -> None:
    """Paths relative to the store, no names of people or machines, and no more pages than needed."""
    with sqlite3.connect(database) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                if kind.upper().startswith(("VARCHAR", "TEXT", "CLOB")):
                    for prefix in (f"file://{folder}/", f"{folder}/"):
                        connection.execute(
                            f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?) WHERE "{column}" LIKE ?',
                            (prefix, "", f"%{prefix}%"),
                        )
        # MLflow's server refuses to list a run of nobody.
        connection.execute("UPDATE runs SET user_id = 'someone'")
        for tags in ("tags", "logged_model_tags"):
            column = "key" if tags == "tags" else "tag_key"
            connection.execute(f"DELETE FROM {tags} WHERE {column} = 'mlflow.user'")
        connection.execute("UPDATE runs SET source_name = 'interop/make_samples.py'")
        connection.execute("UPDATE tags SET value = 'interop/make_samples.py' WHERE key = 'mlflow.source.name'")
        connection.execute(
            "UPDATE logged_model_tags SET tag_value = 'interop/make_samples.py' WHERE tag_key = 'mlflow.source.name'"
        )
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA page_size = 1024")
    connection.execute("VACUUM")
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "examples", help="folder for mlflow.db and artifacts/")
    parser.add_argument("--golden", type=Path, default=ROOT / "e2e" / "golden" / "predictions.json")
    given = parser.parse_args()
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        # The default experiment's folder is made from the working folder.
        os.chdir(folder)
        mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
        for experiment in ("palmer-penguins", "penguin-size", "breast-cancer"):
            mlflow.create_experiment(experiment, artifact_location=f"file://{folder}/artifacts/{experiment}")
        golden = {
            "palmer-penguins": penguin_species(folder),
            "penguin-size": penguin_size(folder),
            "breast-cancer": breast_cancer(folder),
        }
        make_relocatable(folder / "mlflow.db", folder)
        given.store.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(given.store / "artifacts", ignore_errors=True)
        shutil.copytree(folder / "artifacts", given.store / "artifacts")
        for path in given.store.glob("artifacts/**/MLmodel"):
            path.write_text(path.read_text().replace(f"file://{folder}/", "").replace(f"{folder}/", ""))
        shutil.copy(folder / "mlflow.db", given.store / "mlflow.db")
    for path in given.store.glob("artifacts/**/*.onnx"):
        onnx.checker.check_model(str(path), full_check=True)
    given.golden.parent.mkdir(parents=True, exist_ok=True)
    given.golden.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
