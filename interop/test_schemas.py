"""The exported JSON Schemas accept every committed file, and refuse spoilt ones."""

import copy
import json
from functools import cache

import pytest
from jsonschema import Draft202012Validator

from model_files import root

kinds = {
    "model-manifest": "models/*/manifest.json",
    "evaluation": "models/*/evaluation.json",
    "explanation": "models/*/explanation.json",
    "run-record": "models/*/runs/*.json",
    "model-card": "content/models/*.json",
    "report": "content/reports/*.json",
}
files = [(kind, path.relative_to(root)) for kind, pattern in kinds.items() for path in sorted(root.glob(pattern))]


@cache
def validator(kind, folder=root / "packages" / "schemas" / "json"):
    schema = json.loads((folder / f"{kind}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    # A spoilt file is refused by the outermost keywords, before all that is in it is looked at: their order means nothing.
    schema = outermost_first(schema)
    if "oneOf" in schema:
        schema["oneOf"] = [outermost_first(one) for one in schema["oneOf"]]
    return Draft202012Validator(schema)


def outermost_first(schema):
    return {**{key: schema[key] for key in ("additionalProperties", "required") if key in schema}, **schema}


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
    # A record of an earlier version carries no seal.
    *_, last = (name for name in value if name != "seal")
    yield {name: of for name, of in value.items() if name != last}


features = root / "systems" / "feature-engineering" / "schema"
states = sorted(root.glob("models/*/features.json"))
rule_sets = sorted(root.glob("models/*/*.rules.json"))


def test_feature_schemas_accept_what_was_written_and_refuse_spoilt_ones():
    assert states and rule_sets
    for path in states:
        state = json.loads(path.read_text())
        validator("state", features).validate(state)
        strange = copy.deepcopy(state)
        strange["fitted"]["kind"] = "NoScaler"
        for spoilt in [*spoil(state), strange]:
            assert not validator("state", features).is_valid(spoilt)
    for path in rule_sets:
        rules = json.loads(path.read_text())
        validator("rules", features).validate(rules)
        strange = copy.deepcopy(rules)
        next(iter(strange["columns"].values()))["type"] = "date"
        assert not validator("rules", features).is_valid(strange)


def test_pipeline_schema_knows_every_kind_and_its_params():
    known = validator("pipeline", features)
    scaled = {"kind": "StandardScaler"}
    known.validate({"kind": "Pipeline", "steps": [{"name": "scale", "transformer": scaled}]})
    assert not known.is_valid({"kind": "StandardScaler", "withmean": False})
    assert not known.is_valid({"kind": "Pipeline", "steps": [{"name": "scale", "transformer": {"kind": "Scaler"}}]})
