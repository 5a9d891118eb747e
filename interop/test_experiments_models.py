"""Models that MLflow's own client logs to our tracking server are registered, found, loaded and predict the same."""

import mlflow
import numpy as np
import pytest
import xgboost
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression
from tracking_client import tracking

RANDOM = np.random.default_rng(7)
FEATURES = RANDOM.normal(size=(80, 3))
LABELS = (FEATURES.sum(axis=1) > 0).astype(int)


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> MlflowClient:
    with tracking(tmp_path_factory.mktemp("models")) as (_, client):
        yield client


def test_a_model_is_registered_and_loaded_by_alias_and_version(client):
    mlflow.set_experiment("registry")
    signature = infer_signature(FEATURES, LABELS)
    models = [LogisticRegression(C=strength).fit(FEATURES, LABELS if strength == 1 else 1 - LABELS) for strength in (1, 100)]
    # What a model needs is found by loading it in a process of its own, unless it is told.
    told = {"signature": signature, "pip_requirements": ["scikit-learn"], "serialization_format": "cloudpickle"}
    with mlflow.start_run() as run:
        first = mlflow.sklearn.log_model(models[0], name="first", registered_model_name="forest", **told)
        second = mlflow.sklearn.log_model(models[1], name="second", **told)
    version = mlflow.register_model(second.model_uri, "forest", tags={"grown": "late"})
    assert (str(first.registered_model_version), version.version, version.status) == ("1", "2", "READY")
    client.set_registered_model_alias("forest", "champion", "2")
    client.set_registered_model_alias("forest", "challenger", "1")
    for place, model in (("@champion", models[1]), ("@challenger", models[0]), ("/1", models[0]), ("/2", models[1])):
        np.testing.assert_array_equal(mlflow.pyfunc.load_model(f"models:/forest{place}").predict(FEATURES), model.predict(FEATURES))
    np.testing.assert_array_equal(mlflow.sklearn.load_model(first.model_uri).predict_proba(FEATURES), models[0].predict_proba(FEATURES))
    assert client.get_model_version("forest", "1").run_id == run.info.run_id
    assert mlflow.models.get_model_info("models:/forest@champion").signature == signature

    with pytest.warns(FutureWarning):
        client.transition_model_version_stage("forest", "1", "Production")
        client.transition_model_version_stage("forest", "2", "Production", archive_existing_versions=True)
    assert [client.get_model_version("forest", number).current_stage for number in "12"] == ["Archived", "Production"]
    client.set_model_version_tag("forest", "1", "checked", "yes")
    client.update_model_version("forest", "1", description="the first")
    assert [each.version for each in client.search_model_versions("name = 'forest' and tags.checked = 'yes'")] == ["1"]
    assert [each.version for each in client.search_model_versions("name = 'forest'", order_by=["version_number DESC"])] == ["2", "1"]
    client.delete_model_version_tag("forest", "1", "checked")
    found = client.get_registered_model("forest")
    assert found.aliases == {"champion": "2", "challenger": "1"} and client.get_model_version("forest", "1").tags == {}
    client.delete_registered_model_alias("forest", "challenger")
    with pytest.raises(MlflowException, match="alias challenger not found"):
        client.get_model_version_by_alias("forest", "challenger")
    client.rename_registered_model("forest", "wood")
    client.delete_model_version("wood", "1")
    assert [each.version for each in client.search_model_versions("name = 'wood'")] == ["2"]
    client.delete_registered_model("wood")
    with pytest.raises(MlflowException, match="not found") as gone:
        client.get_registered_model("wood")
    assert gone.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_logged_models_are_searched_by_metrics_and_params(client):
    experiment = mlflow.set_experiment("logged models").experiment_id
    for depth in range(4):
        with mlflow.start_run():
            model = mlflow.create_external_model(name=f"tree-{depth}", params={"depth": str(depth)}, tags={"even": str(depth % 2 == 0)})
            mlflow.log_metric("accuracy", depth / 4, model_id=model.model_id)
    found = mlflow.search_logged_models([experiment], "metrics.accuracy > 0.1 AND params.depth != '3'", order_by=[{"field_name": "metrics.accuracy", "ascending": False}], output_format="list")
    assert [each.name for each in found] == ["tree-2", "tree-1"]
    assert found[0].status == "READY" and found[0].tags["even"] == "True" and [metric.value for metric in found[0].metrics] == [0.5]
    mlflow.delete_logged_model_tag(found[0].model_id, "even")
    assert "even" not in mlflow.get_logged_model(found[0].model_id).tags
    client.delete_logged_model(found[0].model_id)
    assert len(mlflow.search_logged_models([experiment], output_format="list")) == 3


def test_scikit_learn_logs_by_itself(client):
    mlflow.set_experiment("scikit-learn")
    mlflow.sklearn.autolog(log_models=False, silent=True)
    try:
        with mlflow.start_run() as run:
            LogisticRegression(C=0.5).fit(FEATURES, LABELS)
    finally:
        mlflow.sklearn.autolog(disable=True)
    found = client.get_run(run.info.run_id)
    assert found.data.params["C"] == "0.5" and found.data.tags["estimator_name"] == "LogisticRegression"
    assert found.data.metrics["training_accuracy_score"] > 0.9
    assert "training_confusion_matrix.png" in {each.path for each in client.list_artifacts(run.info.run_id)}
    assert [{tag.key: tag.value for tag in each.tags} for each in found.inputs.dataset_inputs] == [{"mlflow.data.context": "train"}]


def test_xgboost_logs_by_itself(client):
    mlflow.set_experiment("xgboost")
    mlflow.xgboost.autolog(log_models=False, silent=True)
    table = xgboost.DMatrix(FEATURES, LABELS)
    try:
        with mlflow.start_run() as run:
            xgboost.train({"objective": "binary:logistic", "max_depth": 2, "nthread": 1}, table, num_boost_round=12, evals=[(table, "train")], verbose_eval=False)
    finally:
        mlflow.xgboost.autolog(disable=True)
    found = client.get_run(run.info.run_id)
    assert found.data.params["max_depth"] == "2" and found.data.params["num_boost_round"] == "12"
    history = client.get_metric_history(run.info.run_id, "train-logloss")
    assert [point.step for point in history] == list(range(12)) and history[-1].value < history[0].value
