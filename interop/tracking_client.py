"""MLflow's own client, pointed at a tracking server of ours for as long as a judge asks."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from tracking_servers import Server, start_ours


@contextlib.contextmanager
def environment(**settings: str) -> Iterator[None]:
    """Sets environment variables, and puts back what they were."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def pointed_at(address: str) -> Iterator[MlflowClient]:
    """The client, with the fluent interface asking the same address."""
    before = (mlflow.get_tracking_uri(), mlflow.get_registry_uri())
    with environment(MLFLOW_TRACKING_URI=address):
        mlflow.set_tracking_uri(address)
        mlflow.set_registry_uri(address)
        try:
            yield MlflowClient(address)
        finally:
            while mlflow.active_run():
                mlflow.end_run()
            mlflow.set_tracking_uri(before[0])
            mlflow.set_registry_uri(before[1])
            # It remembers the last experiment that was set, in whatever store.
            mlflow.tracking.fluent._active_experiment_id = None


@contextlib.contextmanager
def tracking(folder: Path, *options: str, store: str | None = None) -> Iterator[tuple[Server, MlflowClient]]:
    """Our server on a folder, and the client that asks it."""
    server = start_ours(folder, *options, store=store)
    try:
        with pointed_at(server.address) as client:
            yield server, client
    finally:
        server.end()
