"""MLflow's tracking server and ours, started for a judge, each on a folder of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules/.bin/node"
OURS = ROOT / "systems/experiments/service/bin/modelfolio-experiments.ts"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass
class Server:
    """A server that answers at an address; `process` leads a group of its own."""

    name: str
    address: str
    process: subprocess.Popen

    def ask(self, method: str, path: str, body=None, headers: dict | None = None) -> tuple[int, object]:
        """Status and answer: JSON where it is some, else text."""
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json"} if body is not None else {}
        request = urllib.request.Request(f"{self.address}{path}", data=data, method=method, headers=sent | (headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text.decode(errors="replace")

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


def _started(name: str, command: list, folder: Path, port: int, environment: dict) -> Server:
    log = folder / f"{name}.log"
    with open(log, "w") as out:
        process = subprocess.Popen(
            [str(each) for each in command], stdout=out, stderr=out, cwd=folder, env={**os.environ, **environment}, start_new_session=True
        )
    server = Server(name, f"http://127.0.0.1:{port}", process)
    for _ in range(3000):
        with contextlib.suppress(OSError):
            if server.ask("GET", "/health")[0] == 200:
                return server
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    server.end()
    raise AssertionError(f"{name} did not start: {log.read_text()}")


def start_mlflow(folder: Path, *options: str, store: str | None = None) -> Server:
    port = free_port()
    command = [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", store or f"sqlite:///{folder}/mlflow.db"]
    command += ["--artifacts-destination", folder / "artifacts", "--host", "127.0.0.1", "--port", port, "--workers", "1", *options]
    # Its jobs, which nobody asks for here, are seven more processes that load all of MLflow.
    return _started("mlflow", command, folder, port, {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"})


def start_ours(folder: Path, *options: str, store: str | None = None) -> Server:
    port = free_port()
    command = [NODE, OURS, "serve", "--backend-store-uri", store or f"sqlite:///{folder}/mlflow.db"]
    command += ["--artifacts-destination", folder / "artifacts", "--host", "127.0.0.1", "--port", port, *options]
    return _started("ours", command, folder, port, {})


def start_fasttrackml(folder: Path) -> Server | None:
    """Another server of MLflow's interface, an older one of other authors; None where it is not installed."""
    program = os.environ.get("FASTTRACKML_PROGRAM")
    if program is None:
        return None
    port = free_port()
    command = [program, "server", "--listen-address", f"127.0.0.1:{port}", "--database-uri", f"sqlite://{folder}/fml.db", "--log-level", "error"]
    return _started("fasttrackml", command, folder, port, {})
