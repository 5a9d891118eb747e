"""Writes the tables of an empty store of MLflow, for systems/experiments.

Run: interop/.venv/bin/python interop/make_mlflow_schema.py
MLflow's own migrations make the store (Apache License 2.0, https://github.com/mlflow/mlflow).
"""

import sqlite3
import tempfile
from pathlib import Path

import mlflow
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

TARGET = Path(__file__).parent.parent / "systems/experiments/src/database"


def statements(file: Path) -> tuple[str, list[str]]:
    with sqlite3.connect(file) as database:
        (head,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    return head, [sql for (sql,) in rows]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mlflow.db"
        SqlAlchemyStore(f"sqlite:///{file}", folder)
        head, made = statements(file)
    text = ";\n\n".join("\n".join(line.rstrip().replace("\t", "  ") for line in sql.splitlines()) for sql in made)
    assert "`" not in text and "${" not in text and "\\" not in text
    (TARGET / "mlflow-sqlite-schema.ts").write_text(
        "// Written by interop/make_mlflow_schema.py: what MLflow's own migrations make of an empty SQLite store. MLflow is\n"
        "// licensed under the Apache License 2.0, https://github.com/mlflow/mlflow.\n\n"
        f"/** The revision of the schema, as MLflow {mlflow.__version__} notes it in `alembic_version`. */\n"
        f"export const mlflowHead = '{head}';\n\n"
        f"/** All statements that make the tables of MLflow {mlflow.__version__} on SQLite. */\n"
        f"export const mlflowSqliteSchema = `{text};\n`;\n"
    )
    print(f"{len(made)} statements, head {head}")


if __name__ == "__main__":
    main()
