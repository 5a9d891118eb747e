"""What our readers say of stores of the real tools is what the tools' own readers say of them."""

import hashlib
import json
import math
import subprocess
from pathlib import Path

import pytest
from huggingface_hub import ModelCard
from make_other_stores import write_card, write_dvclive, write_tensorboard
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util.tensor_util import make_ndarray

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules/.bin/node"


def records(location: Path) -> dict[str, dict]:
    done = subprocess.run([NODE, ROOT / "interop/read_runs.ts", location], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {record["id"]: record for record in map(json.loads, done.stdout.splitlines())}


def same(ours, theirs: float) -> bool:
    return math.isnan(theirs) if ours == "NaN" else ours == theirs


def test_tensorboard(tmp_path: Path) -> None:
    write_tensorboard(tmp_path)
    runs = records(tmp_path)
    assert set(runs) == {"legacy", "nested/tensors"}
    for name, run in runs.items():
        judge = EventAccumulator(str(tmp_path / name), size_guidance={"scalars": 0, "tensors": 0, "images": 0})
        judge.Reload()
        expected = {tag: [(e.step, e.value, e.wall_time) for e in judge.Scalars(tag)] for tag in judge.Tags()["scalars"]}
        pictures = {}
        for tag in judge.Tags()["tensors"]:
            if judge.SummaryMetadata(tag).plugin_data.plugin_name == "scalars":
                expected[tag] = [(e.step, make_ndarray(e.tensor_proto).item(), e.wall_time) for e in judge.Tensors(tag)]
            elif judge.SummaryMetadata(tag).plugin_data.plugin_name == "images":
                for event in judge.Tensors(tag):
                    pictures[f"{tag}/{event.step}.png"] = hashlib.sha256(event.tensor_proto.string_val[2]).hexdigest()
        assert set(run["histories"]) == set(expected)
        for tag, points in expected.items():
            ours = run["histories"][tag]
            assert ours["steps"] == [step for step, _, _ in points]
            assert all(same(a, b) for a, (_, b, _) in zip(ours["values"], points, strict=True))
            assert ours["timestamps"] == [round(time * 1000) for _, _, time in points]
        assert {a["path"]: a["sha256"] for a in run["artifacts"]} == pictures
    tensors = runs["nested/tensors"]
    assert len(tensors["artifacts"]) == 4
    assert len(tensors["histories"]) == 5
    assert tensors["params"] == {"lr": 0.1, "name": "<b>x</b>", "drop": True}
    assert tensors["status"] == "finished"
    assert tensors["startTime"] == "2023-11-14T22:13:20.000Z"
    assert tensors["endTime"] == "2023-11-14T22:14:20.000Z"


def test_dvc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dvc.api
    from dvc.repo import Repo
    from dvclive.utils import parse_metrics

    folder = tmp_path / "penguins"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Repo.init(str(folder), no_scm=True).close()
    write_dvclive(folder)
    (run,) = records(folder).values()
    shown = dvc.api.metrics_show(repo=str(folder))
    assert run["metrics"]["test/f1"]["value"] == shown["test"]["f1"] == 0.75
    assert run["params"]["lr"] == dvc.api.params_show(repo=str(folder))["lr"]
    assert run["params"] == {"lr": 0.1, "net/depth": 3, "language": "no"}

    from dvclive import Live

    live = Live(str(folder / "dvclive"), resume=True, dvcyaml=None, save_dvc_exp=False)
    history, _ = parse_metrics(live)
    assert len(history) == 2
    for file, points in history.items():
        key = str(Path(file).relative_to(folder / "dvclive/plots/metrics").with_suffix(""))
        ours = run["histories"][key]
        column = key.rsplit("/", 1)[-1]
        assert ours["steps"] == [int(point["step"]) for point in points]
        assert all(same(a, float(point[column])) for a, point in zip(ours["values"], points, strict=True))


def test_hugging_face_card(tmp_path: Path) -> None:
    write_card(tmp_path / "forest")
    (run,) = records(tmp_path / "forest").values()
    data = ModelCard.load(tmp_path / "forest/README.md").data
    theirs = {f"{r.dataset_name}/{r.dataset_split}/{r.metric_type}": r.metric_value for r in data.eval_results}
    assert len(theirs) == 3
    assert {key: metric["value"] for key, metric in run["metrics"].items()} == theirs
    assert run["id"] == data.model_name
    assert run["tags"]["language"] == data.language
    assert run["tags"]["license"] == data.license
