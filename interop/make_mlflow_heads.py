"""Writes the older revisions of MLflow's schema, for systems/experiments.

Run: interop/.venv/bin/python interop/make_mlflow_heads.py
They are those of MLflow's own migrations (Apache License 2.0, https://github.com/mlflow/mlflow).
"""

from pathlib import Path

import mlflow
from alembic.script import ScriptDirectory

TARGET = Path(__file__).parent.parent / "systems/experiments/src/care/older-revisions.ts"


def main() -> None:
    scripts = ScriptDirectory(str(Path(mlflow.__file__).parent / "store/db_migrations"))
    revisions = [script.revision for script in scripts.walk_revisions() if not script.is_head]
    lines = "".join(f"  '{revision}',\n" for revision in revisions)
    TARGET.write_text(
        f"// Written by interop/make_mlflow_heads.py: the revisions of the migrations of MLflow {mlflow.__version__}. MLflow is licensed\n"
        "// under the Apache License 2.0, https://github.com/mlflow/mlflow.\n\n"
        "/** Revisions of schemas that MLflow brings to the one that is known, the newest first. */\n"
        f"export const olderRevisions: readonly string[] = [\n{lines}];\n"
    )
    print(f"{len(revisions)} revisions before {scripts.get_current_head()}")


if __name__ == "__main__":
    main()
