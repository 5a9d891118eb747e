"""Writes the tables of an empty store of MLflow, for systems/experiments.

Run: interop/.venv/bin/python interop/make_mlflow_schema.py
MLflow's own migrations make the store (Apache License 2.0, https://github.com/mlflow/mlflow).
"""

import re
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import mlflow
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from postgres_server import postgres_server, programs

NAMES = {"Sqlite": "SQLite", "Postgres": "PostgreSQL"}
TARGET = Path(__file__).parent.parent / "systems/experiments/src/database"


def sqlite_store() -> tuple[str, str]:
    """Revision and statements of an empty store on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mlflow.db"
        SqlAlchemyStore(f"sqlite:///{file}", folder)
        with sqlite3.connect(file) as database:
            (head,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'table' DESC, type, IIF(type = 'table', rowid, name)").fetchall()
    return head, ";\n\n".join("\n".join(line.rstrip().replace("\t", "  ") for line in sql.splitlines()) for (sql,) in rows) + ";"


def postgres_store() -> str | None:
    """Statements of an empty store on PostgreSQL, as `pg_dump` writes them; None without PostgreSQL."""
    with postgres_server() as address:
        if address is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            SqlAlchemyStore(f"postgresql+psycopg2://{address}", folder)
        dump = [programs() / "pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--no-comments", f"postgresql://{address}"]
        text = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
    lines = [line for line in text.splitlines() if not line.startswith(("--", "SET ", "SELECT pg_catalog.", "\\"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).replace("public.", "").strip()


def module(database: str, text: str, more: str = "") -> None:
    assert "`" not in text and "${" not in text and "\\" not in text
    (TARGET / f"mlflow-{database.lower()}-schema.ts").write_text(
        f"// Written by interop/make_mlflow_schema.py: what MLflow's own migrations make of an empty store on {NAMES[database]}. MLflow\n"
        "// is licensed under the Apache License 2.0, https://github.com/mlflow/mlflow.\n\n"
        f"{more}/** All statements that make the tables of MLflow {mlflow.__version__} on {NAMES[database]}. */\n"
        f"export const mlflow{database}Schema = `{text}\n`;\n"
    )


def main() -> None:
    head, sqlite = sqlite_store()
    module(
        "Sqlite",
        sqlite,
        f"/** The revision of the schema, as MLflow {mlflow.__version__} notes it in `alembic_version`. */\nexport const mlflowHead = '{head}';\n\n",
    )
    if postgres := postgres_store():
        module("Postgres", postgres)
    else:
        print("PostgreSQL is not installed: its schema stays as it is")
    print(f"head {head}")


if __name__ == "__main__":
    main()
