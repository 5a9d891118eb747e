"""What `modelfolio export` writes is what the formats' own tools read: offline, for every card of this repository."""

import json
import shutil
import subprocess
from pathlib import Path

import mlcroissant
import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from huggingface_hub import ModelCard, ModelCardData
from packageurl import PackageURL
from pyld import jsonld

ROOT = Path(__file__).parent.parent
REAL = sorted(path.stem for path in (ROOT / "content" / "models").glob("*.json"))

# Words that YAML 1.1, JSON-LD, CycloneDX or a reader of Markdown could take for something else.
WORDS = {
    "traps of YAML": ["no", "1e3", "null", "~", "0x1F", "2026-01-01", "&a *a", "!!python/name:os.system", "%TAG"],
    "marks of YAML": ["a: b # c", "- a", "---\nlicense: other\n---", "'\"", "{{a}}", "? x", "|\n  x", "\ttab"],
    "hidden characters": ["right\u202eleft", "zero\u200bwidth", "line\u2028separator", "\ufeffmark", "e\u0301 \U0001f98a"],
    "addresses": ["https://example.org/?a=b&c=<d>", "@id", "@type", "pkg:npm/x", "urn:uuid:x", "../../x", "<script>x</script>"],
}
HARD = {
    **{name: {"words": words, "licence": "MIT OR Apache-2.0"} for name, words in WORDS.items()},
    "words for a licence": {"words": ["x"], "licence": "off: ours, and only ours"},
    "nothing optional": {"words": ["x"], "licence": "MIT", "bare": True},
}
CARDS = [*REAL, *HARD]
MODEL = "palmer-penguins"


def hard_card(words, licence, bare=False):
    """A card of this repository with other words in every text of a person."""
    card = json.loads((ROOT / "content" / "models" / f"{MODEL}.json").read_text())
    turn = iter(range(10**6))
    word = lambda: words[next(turn) % len(words)]
    card |= {"title": word(), "summary": word(), "licence": licence, "contact": word(), "authors": [{"name": word()}]}
    card["manifest"]["licence"] = licence
    for section in card["sections"].values():
        section["prose"] = " ".join(words)
    card["evaluation"]["dataset"]["name"] = card["manifest"]["evaluationSet"]["name"] = word()
    card["manifest"]["evaluationSet"]["source"] = word()
    if card["training"]:
        card["training"]["params"] = {each: each for each in words}
        card["training"]["environment"] |= {"runtime": "python 3.12.1", "packages": {"Scikit_Learn": "1.8.0", "torch": "2.9.0+cpu", "x": word()}}
    for candidate in card["candidates"]:
        candidate["name"] = word()
    if bare:
        card |= {"training": None, "candidates": []}
    return card


@pytest.fixture(scope="module")
def projects(tmp_path_factory):
    """The project that holds each card: this repository, or one with a hard card."""
    folder = tmp_path_factory.mktemp("projects")
    for name, change in HARD.items():
        (folder / name / "content" / "models").mkdir(parents=True)
        shutil.copytree(ROOT / "models" / MODEL, folder / name / "models" / MODEL)
        (folder / name / "content" / "models" / f"{MODEL}.json").write_text(json.dumps(hard_card(**change)))
    return {name: (folder / name, MODEL) if name in HARD else (ROOT, name) for name in CARDS}


@pytest.fixture(scope="module")
def exported(tmp_path_factory, projects):
    """Every card in every format, by model."""
    folder = tmp_path_factory.mktemp("exports")
    node = ROOT / "node_modules/.bin/node"
    for name, (project, card) in projects.items():
        where = ["--root", project, "--output", folder / name]
        command = [node, "generator/bin/modelfolio.ts", "export", card, "--format", "all", *where]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert result.returncode == 0, f"{name}: {result.stderr}"
    return folder


@pytest.fixture
def card_json(projects):
    def read(name):
        project, card = projects[name]
        return json.loads((project / "content" / "models" / f"{card}.json").read_text())

    return read


@pytest.mark.parametrize("card", CARDS)
def test_hugging_face_reads_the_card_and_loses_nothing(exported, card_json, card):
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
    for part in bom["components"]:
        if "purl" in part:
            assert PackageURL.from_string(part["purl"]).to_string() == part["purl"]
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


def test_mlcroissant_reads_the_rows(exported, card_json):
    path = exported / "palmer-penguins" / "croissant.json"
    document = json.loads(path.read_text())
    for file in document["distribution"]:
        file["contentUrl"] = str(ROOT / "models" / "palmer-penguins" / file["contentUrl"])
    path.write_text(json.dumps(document))
    rows = list(mlcroissant.Dataset(jsonld=path).records("rows"))
    assert len(rows) == card_json("palmer-penguins")["evaluation"]["dataset"]["n"]
    assert {row["rows/species"] for row in rows} == {b"Adelie", b"Chinstrap", b"Gentoo"}
