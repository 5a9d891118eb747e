"""What `modelfolio export` writes is what the formats' own tools read: offline, for every card of this repository."""

import json
import subprocess
from pathlib import Path

import mlcroissant
import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from huggingface_hub import ModelCard, ModelCardData
from pyld import jsonld

ROOT = Path(__file__).parent.parent
CARDS = sorted(path.stem for path in (ROOT / "content" / "models").glob("*.json"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Every card in every format, by model."""
    folder = tmp_path_factory.mktemp("exports")
    node = ROOT / "node_modules/.bin/node"
    for card in CARDS:
        command = [node, "generator/bin/modelfolio.ts", "export", card, "--format", "all", "--output", folder / card]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def card_json(card):
    return json.loads((ROOT / "content" / "models" / f"{card}.json").read_text())


@pytest.mark.parametrize("card", CARDS)
def test_hugging_face_reads_the_card_and_loses_nothing(exported, card):
    text = (exported / card / "README.md").read_text()
    read = ModelCard(text, ignore_metadata_errors=False)
    ours = card_json(card)
    figures = {
        name: figure
        for name, figure in ours["figures"].items()
        if figure["source"]["file"].endswith("/evaluation.json") and "/metrics/" in figure["source"]["pointer"]
    }
    results = read.data.eval_results
    whole = [result for result in results if result.dataset_config is None]
    assert {result.metric_name: result.metric_value for result in whole} == {
        figure["label"]: figure["value"] for figure in figures.values()
    }
    assert {result.dataset_config for result in results} - {None} == {
        part["name"] for part in ours["evaluation"]["slices"]
    }
    # The loader groups by task, data set and configuration: what it writes again must hold what it read.
    again = ModelCard(f"---\n{read.data.to_yaml()}\n---\n{read.text}", ignore_metadata_errors=False)
    key = lambda result: (result.dataset_config or "", result.metric_type, result.metric_name or "")
    assert [vars(result) for result in sorted(again.data.eval_results, key=key)] == [
        vars(result) for result in sorted(results, key=key)
    ]
    intervals = [result.metric_args["interval"] for result in whole if "interval" in result.metric_args]
    assert len(intervals) == sum(figure["interval"] is not None for figure in figures.values())


def test_the_front_matter_is_what_yaml_1_1_reads_too(exported):
    text = (exported / CARDS[0] / "README.md").read_text()
    block = text.split("---\n")[1]
    assert ModelCardData(**{k: v for k, v in yaml.safe_load(block).items() if k != "model-index"}).license == "mit"


@pytest.mark.parametrize("card", CARDS)
def test_cyclonedx_fits_its_official_schema(exported, card):
    text = (exported / card / "bom.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_7).validate_str(text) is None
    bom = json.loads(text)
    declared = {bom["metadata"]["component"]["bom-ref"]} | {part["bom-ref"] for part in bom["components"]}
    assert {entry["ref"] for entry in bom["dependencies"]} == declared
    assert {ref for entry in bom["dependencies"] for ref in entry.get("dependsOn", [])} <= declared


def test_the_schema_refuses_what_is_wrong(exported):
    bom = json.loads((exported / CARDS[0] / "bom.json").read_text())
    bom["metadata"]["component"]["licenses"] = [{"license": {"id": "Not-A-Licence"}}]
    assert JsonStrictValidator(SchemaVersion.V1_7).validate_str(json.dumps(bom)) is not None


@pytest.mark.parametrize("card", CARDS)
def test_json_ld_expands_to_triples_of_schema_org(exported, card):
    document = json.loads((exported / card / "card.jsonld").read_text())
    triples = jsonld.to_rdf(document)["@default"]
    predicates = {triple["predicate"]["value"] for triple in triples}
    assert "https://schema.org/softwareVersion" in predicates
    assert all(predicate.startswith(("https://schema.org/", "http://www.w3.org/")) for predicate in predicates)
    values = [t for t in triples if t["predicate"]["value"] == "https://schema.org/propertyID"]
    assert len(values) == len(document["additionalProperty"])


@pytest.mark.parametrize("card", CARDS)
def test_mlcroissant_accepts_the_evaluation_set(exported, card):
    dataset = mlcroissant.Dataset(jsonld=exported / card / "croissant.json")
    assert dataset.metadata.ctx.issues.errors == set()


def test_mlcroissant_reads_the_rows(exported):
    path = exported / "palmer-penguins" / "croissant.json"
    document = json.loads(path.read_text())
    for file in document["distribution"]:
        file["contentUrl"] = str(ROOT / "models" / "palmer-penguins" / file["contentUrl"])
    path.write_text(json.dumps(document))
    rows = list(mlcroissant.Dataset(jsonld=path).records("rows"))
    assert len(rows) == card_json("palmer-penguins")["evaluation"]["dataset"]["n"]
    assert {row["rows/species"] for row in rows} == {b"Adelie", b"Chinstrap", b"Gentoo"}
