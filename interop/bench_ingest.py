"""MLflow's half of `npm run bench:ingest`.

  bench_ingest.py make FILE RUNS METRICS STEPS   a store of that size: schema by MLflow, rows by SQL
  bench_ingest.py touch FILE                     one more point in one run, by MLflow's own client
  bench_ingest.py read FILE SECONDS              times search_runs over all, and get_metric_history over as many as fit
  bench_ingest.py analyze FILE                   gives SQLite the statistics that MLflow leaves out
  bench_ingest.py forget FILE                    takes them away again
"""

import json
import os
import random
import resource
import sqlite3
import sys
import time
from pathlib import Path

START = 1_700_000_000_000


def client_of(file):
    from mlflow import MlflowClient

    return MlflowClient(f"sqlite:///{file}")


def make(file, runs, metrics, steps):
    temporary = Path(f"{file}.part")
    temporary.unlink(missing_ok=True)
    client = client_of(temporary)
    experiment = int(client.create_experiment("benchmark", artifact_location=f"{temporary}.artifacts"))
    # A run of MLflow's own shows what belongs into a row that SQL fills in.
    own = client.create_run(str(experiment), run_name="own").info.run_id
    database = sqlite3.connect(temporary)
    database.row_factory = sqlite3.Row
    template = dict(database.execute("SELECT * FROM runs WHERE run_uuid = ?", (own,)).fetchone())
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
    for table in ("tags", "runs"):
        database.execute(f"DELETE FROM {table} WHERE run_uuid = ?", (own,))
    columns = list(template)
    draw = random.Random(1)
    for number in range(runs):
        run = f"{draw.getrandbits(128):032x}"
        begin = START + number * 60_000
        row = template | {
            "run_uuid": run, "user_id": "bench", "name": f"run-{number}", "status": "FINISHED", "start_time": begin, "end_time": begin + 1000 * steps,
        }
        database.execute(f"INSERT INTO runs ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})", [row[c] for c in columns])
        insert(database, "tags", ("key", "value", "run_uuid"), [("mlflow.runName", f"run-{number}", run), ("mlflow.user", "bench", run)])
        insert(database, "params", ("key", "value", "run_uuid"), [(f"param{i}", str(draw.random()), run) for i in range(5)])
        points = [
            (f"metric{m}", draw.random(), begin + 1000 * step, run, step, 0) for m in range(metrics) for step in range(steps)
        ]
        insert(database, "metrics", ("key", "value", "timestamp", "run_uuid", "step", "is_nan"), points)
        insert(database, "latest_metrics", ("key", "value", "timestamp", "run_uuid", "step", "is_nan"), points[steps - 1 :: steps])
    database.commit()
    database.close()
    os.replace(temporary, file)


def insert(database, table, columns, rows):
    database.executemany(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})", rows)


def touch(file):
    client = client_of(file)
    experiment = client.get_experiment_by_name("benchmark").experiment_id
    run = client.search_runs([experiment], max_results=1)[0].info.run_id
    step = len(client.get_metric_history(run, "metric0"))
    client.log_metric(run, "metric0", 0.5, step=step)
    return {"run": run}


def analyze(file):
    with sqlite3.connect(file) as database:
        database.executescript("PRAGMA analysis_limit = 1000; ANALYZE;")


def forget(file):
    with sqlite3.connect(file) as database:
        for table in ("sqlite_stat1", "sqlite_stat4"):
            database.execute(f"DROP TABLE IF EXISTS {table}")


def read(file, seconds):
    import mlflow

    client = client_of(file)
    mlflow.set_tracking_uri(f"sqlite:///{file}")
    begin = time.perf_counter()
    found = mlflow.search_runs(experiment_names=["benchmark"], max_results=50_000, output_format="list")
    listing = time.perf_counter() - begin
    chosen = random.Random(2).sample(found, len(found))
    begin = time.perf_counter()
    runs = points = 0
    while runs < len(chosen) and time.perf_counter() - begin < seconds:
        run = chosen[runs]
        points += sum(len(client.get_metric_history(run.info.run_id, key)) for key in run.data.metrics)
        runs += 1
    return {
        "runs": len(found), "listSeconds": listing, "sampleRuns": runs, "samplePoints": points,
        "sampleSeconds": time.perf_counter() - begin,
        "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "mlflow": mlflow.__version__,
    }


if __name__ == "__main__":
    command, file, *numbers = sys.argv[1:]
    result = {"make": make, "touch": touch, "read": read, "analyze": analyze, "forget": forget}[command](file, *map(int, numbers))
    print(json.dumps(result))
