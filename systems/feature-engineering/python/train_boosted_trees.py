"""Boosted trees on the features that `npm run train -- feature-engineering` wrote, logged with MLflow.

    python -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python train_boosted_trees.py
"""

import argparse
import json
from pathlib import Path

import lightgbm
import mlflow
import numpy as np
import pandas as pd
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "systems/feature-engineering/test/golden/census-probabilities.npy"
SOURCE = "https://archive.ics.uci.edu/dataset/2/adult"
COMMON = {
    "objective": "binary",
    "subsample": 0.8,
    "subsample_freq": 1,
    "n_estimators": 2000,
    "random_state": 1,
    "n_jobs": 2,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
# One of these is chosen by cross-validation on the training rows. Few leaves and large steps: a phone has to load the trees.
SETTINGS = [
    {"num_leaves": leaves, "learning_rate": rate, "min_child_samples": 20, "colsample_bytree": 0.5, "reg_lambda": 5.0}
    for leaves in (8, 16)
    for rate in (0.1, 0.15)
]
ROUNDS = 100


def read(folder, part):
    frame = pd.read_csv(folder / f"{part}.csv")
    return frame.drop(columns="income").astype("float64"), frame["income"]


def measures(model, rows, truth):
    positive = model.predict_proba(rows)[:, 1]
    return {
        "accuracy": accuracy_score(truth, model.predict(rows)),
        "roc_auc": roc_auc_score(truth == model.classes_[1], positive),
        "log_loss": log_loss(truth == model.classes_[1], positive),
    }


def fitted(settings, train, others):
    """Trees are added until the log loss of the last of the other parts gets no better. Also returns how it went."""
    history = {}
    model = lightgbm.LGBMClassifier(**COMMON, **settings).fit(
        *train,
        # eval_X and eval_y, which are to take its place, do not encode classes that are text (LightGBM 4.7).
        eval_set=list(others.values()),
        eval_names=list(others),
        eval_metric=["binary_logloss", "auc"],
        callbacks=[lightgbm.early_stopping(ROUNDS, first_metric_only=True, verbose=False), lightgbm.record_evaluation(history)],
    )
    return model, history


def cross_validated(settings, rows, truth):
    """Mean log loss over five folds of the training rows."""
    folds = StratifiedKFold(5, shuffle=True, random_state=1).split(rows, truth)
    losses = []
    for learnt, kept in folds:
        part = rows.iloc[kept], truth.iloc[kept]
        model, _ = fitted(settings, (rows.iloc[learnt], truth.iloc[learnt]), {"kept": part})
        losses.append(measures(model, *part)["log_loss"])
    return float(np.mean(losses))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, default=ROOT / ".cache/census-income/features", help="folder with train.csv, validation.csv and test.csv")
    parser.add_argument("--store", type=Path, default=ROOT / ".cache/census-income", help="folder that gets mlflow.db, artifacts and model.onnx")
    options = parser.parse_args()
    if not (options.features / "train.csv").exists():
        raise SystemExit(f"{options.features}: no train.csv (run `npm run train -- feature-engineering --candidate none` first)")

    mlflow.set_tracking_uri(f"sqlite:///{options.store / 'mlflow.db'}")
    if mlflow.get_experiment_by_name("census-income") is None:
        mlflow.create_experiment("census-income", artifact_location=(options.store / "artifacts").as_uri())
    mlflow.set_experiment("census-income")
    parts = {part: read(options.features, part) for part in ("train", "validation", "test")}
    with mlflow.start_run(run_name="boosted-trees") as run:
        # Who trains is nobody's business.
        mlflow.MlflowClient().delete_tag(run.info.run_id, "mlflow.user")
        tried = [(cross_validated(settings, *parts["train"]), settings) for settings in SETTINGS]
        loss, chosen = min(tried, key=lambda one: one[0])
        mlflow.log_params({
            "estimator": "LGBMClassifier",
            "lightgbm": lightgbm.__version__,
            **COMMON,
            **chosen,
            "early_stopping_rounds": ROUNDS,
            "features": ", ".join(parts["train"][0].columns),
            "settings tried": json.dumps([{"cross-validated log loss": round(one, 5), **settings} for one, settings in tried]),
        })
        mlflow.log_metric("cross_validation/log_loss", loss)
        for part, (rows, truth) in parts.items():
            dataset = mlflow.data.from_pandas(rows.assign(income=truth), source=SOURCE, name="adult", targets="income")
            mlflow.log_input(dataset, context=part)
        model, history = fitted(chosen, parts["train"], {part: parts[part] for part in ("train", "validation")})
        for part, curves in history.items():
            for name, values in curves.items():
                # Every tenth tree shows the curve.
                for step in range(9, len(values), 10):
                    mlflow.log_metric(f"{part}/{name}", values[step], step=step + 1)
        # Nothing is chosen by the test rows: all choices have been made here.
        for part in ("validation", "test"):
            mlflow.log_metrics({f"{part}/{name}": value for name, value in measures(model, *parts[part]).items()})
        mlflow.log_metric("trees", model.best_iteration_)
        width = parts["train"][0].shape[1]
        onnx = convert_lightgbm(model, initial_types=[("features", FloatTensorType([None, width]))], zipmap=False, target_opset=15)
        (options.store / "model.onnx").write_bytes(onnx.SerializeToString())
        mlflow.log_artifact(options.store / "model.onnx")
        # What the trees say themselves of the test rows: interop/test_census.py compares the shipped graph with it.
        np.save(GOLDEN, model.predict_proba(parts["test"][0])[:, 1])
        mlflow.log_artifact(GOLDEN)
        print(run.info.run_id, {part: measures(model, *parts[part]) for part in ("validation", "test")}, "trees", model.best_iteration_)


if __name__ == "__main__":
    main()
