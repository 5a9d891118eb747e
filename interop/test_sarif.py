"""`modelfolio check --sarif` is read by other tools: models of the specification (sarif-pydantic), and sarif-tools."""

import json
import subprocess
from pathlib import Path

from sarif import loader
from sarif_pydantic import Sarif

ROOT = Path(__file__).parent.parent


def test_findings_are_read_as_sarif(tmp_path):
    project = tmp_path / "project"
    (project / "models" / "broken").mkdir(parents=True)
    (project / "models" / "broken" / "card.yaml").write_text("title: x\nversion: ' '\n")
    report = tmp_path / "x.sarif"
    node = ROOT / "node_modules/.bin/node"
    command = [node, ROOT / "generator/bin/modelfolio.ts", "check", "--root", project, "--sarif", report]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 1
    document = Sarif.model_validate(json.loads(report.read_text()))
    results = document.runs[0].results
    assert results and all(result.message.text for result in results)
    names = {result.rule_id for result in results}
    assert "card-yaml-invalid" in names
    assert sum(loader.load_sarif_file(str(report)).get_report().get_issue_count_for_severity(level) for level in ("error", "warning")) == len(results)
