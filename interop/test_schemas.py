"""The exported JSON Schemas accept every committed file, and refuse spoilt ones."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from model_files import root

kinds = {
    "model-manifest": "models/*/manifest.json",
    "evaluation": "models/*/evaluation.json",
    "run-record": "models/*/runs/*.json",
    "model-card": "content/models/*.json",
    "report": "content/reports/*.json",
}
files = [(kind, path.relative_to(root)) for kind, pattern in kinds.items() for path in sorted(root.glob(pattern))]


def validator(kind):
    schema = json.loads((root / "schemas" / "json" / f"{kind}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("kind", [*kinds, "card-yaml"])
def test_schema_is_sound(kind):
    validator(kind)


@pytest.mark.parametrize(("kind", "path"), files, ids=[str(path) for _, path in files])
def test_file_fits(kind, path):
    value = json.loads((root / path).read_text())
    validator(kind).validate(value)
    for spoilt in spoil(value):
        assert not validator(kind).is_valid(spoilt)


def spoil(value):
    yield {**value, "unheardOf": True}
    yield {**value, "schemaVersion": 2}
    lacking = copy.deepcopy(value)
    lacking.popitem()
    yield lacking
