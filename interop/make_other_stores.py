"""Stores written by the real TensorBoard, dvclive and huggingface_hub. Judges call the functions, each of which fills a folder;
run as a script, it makes the stores of packages/runs/test/stores anew."""

import os
import shutil
import struct
import tempfile
import zlib
from pathlib import Path

# Nothing is told to the makers of DVC.
os.environ["DVC_NO_ANALYTICS"] = "true"

import numpy as np
import yaml
from huggingface_hub import EvalResult, ModelCard, ModelCardData
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.plugins.hparams import api_pb2, metadata as hparams_metadata, plugin_data_pb2
from tensorboard.plugins.image import metadata as image_metadata
from tensorboard.plugins.scalar import metadata as scalar_metadata
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util.tensor_util import make_tensor_proto


def png(size: int) -> bytes:
    """A grey PNG of size × size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(range(size)) for _ in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write_tensorboard(folder: Path) -> None:
    """Two runs: legacy scalars with a restart over two files; tensors, images and hparams."""
    for part, steps in enumerate([range(6), range(3, 8)]):
        writer = EventFileWriter(str(folder / "legacy"), filename_suffix=f".{part}")
        if part:
            restart = Event(wall_time=1_700_000_100.0, step=3, session_log=SessionLog(status=SessionLog.START))
            writer.add_event(restart)
        for step in steps:
            values = [Summary.Value(tag="loss", simple_value=1 / (step + part + 1)), Summary.Value(tag="odd", simple_value=float("nan"))]
            writer.add_event(Event(wall_time=1_700_000_000.0 + 100 * part + step, step=step, summary=Summary(value=values)))
        writer.close()
    for old in sorted((folder / "legacy").iterdir()):
        old.rename(old.with_name(f"events.out.tfevents.170000000{old.name[-1]}.host{old.name[-2:]}"))

    writer = EventFileWriter(str(folder / "nested/tensors"))

    def add(step: int, tag: str, tensor: TensorProto, metadata: SummaryMetadata | None) -> None:
        value = Summary.Value(tag=tag, tensor=tensor, metadata=metadata)
        writer.add_event(Event(wall_time=1_700_000_000.25 + step, step=step, summary=Summary(value=[value])))

    def add_session(time: float, tag: str, content: plugin_data_pb2.HParamsPluginData) -> None:
        # As `hparams.summary` does, which needs TensorFlow.
        metadata = hparams_metadata.create_summary_metadata(content)
        value = Summary.Value(tag=tag, metadata=metadata, tensor=hparams_metadata.NULL_TENSOR)
        writer.add_event(Event(wall_time=time, summary=Summary(value=[value])))

    start = plugin_data_pb2.SessionStartInfo(group_name="g", start_time_secs=1_700_000_000)
    start.hparams["lr"].number_value = 0.1
    start.hparams["name"].string_value = "<b>x</b>"
    start.hparams["drop"].bool_value = True
    content = plugin_data_pb2.HParamsPluginData(session_start_info=start)
    add_session(1_700_000_000.0, hparams_metadata.SESSION_START_INFO_TAG, content)
    for step in range(4):
        for dtype in (np.float32, np.float64, np.float16, np.int32, np.int64):
            metadata = scalar_metadata.create_summary_metadata("", "") if step == 0 else None
            add(step, f"tensor/{dtype.__name__}", make_tensor_proto(dtype(3.5 * step)), metadata)
        metadata = image_metadata.create_summary_metadata("", "") if step == 0 else None
        add(step, "pictures/a", make_tensor_proto([b"4", b"4", png(4 + step)]), metadata)
    end = plugin_data_pb2.SessionEndInfo(status=api_pb2.STATUS_SUCCESS, end_time_secs=1_700_000_060)
    content = plugin_data_pb2.HParamsPluginData(session_end_info=end)
    add_session(1_700_000_060.0, hparams_metadata.SESSION_END_INFO_TAG, content)
    writer.close()
    # The writer puts the host's name into the file's.
    for file in (folder / "nested/tensors").iterdir():
        file.rename(file.with_name("events.out.tfevents.1700000000.host"))


def write_dvclive(folder: Path) -> None:
    """A folder by dvclive itself, beside which lies a pipeline file."""
    from dvclive import Live

    with Live(str(folder / "dvclive"), dvcyaml=None, save_dvc_exp=False, monitor_system=False) as live:
        live.log_params({"lr": 0.1, "net": {"depth": 3}, "language": "no"})
        for step in range(4):
            live.log_metric("train/loss", 1 / (step + 1))
            live.log_metric("accuracy", float("nan") if step == 3 else step / 4)
            live.next_step()
    (folder / "scores.json").write_text('{"test": {"f1": 0.75}}')
    (folder / "params.yaml").write_text("lr: 0.1\n")
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"metrics": ["scores.json"], "params": ["params.yaml"]}))


def write_card(folder: Path) -> None:
    """A model card by huggingface_hub itself."""
    results = [
        EvalResult(task_type="tabular-classification", dataset_type="penguins", dataset_name="Penguins", dataset_split=split, metric_type=metric, metric_value=value)
        for split, metric, value in [("test", "accuracy", 0.95), ("test", "f1", 0.9), ("train", "accuracy", 1.0)]
    ]
    data = ModelCardData(language="no", license="mit", datasets=["a/b"], model_name="forest", eval_results=results)
    folder.mkdir(parents=True, exist_ok=True)
    ModelCard.from_template(data, template_str="---\n{{ card_data }}\n---\n# Forest\n").save(folder / "README.md")


if __name__ == "__main__":
    stores = Path(__file__).resolve().parent.parent / "packages/runs/test/stores"
    for name, write in {"tensorboard": write_tensorboard, "dvc": write_dvclive, "hugging-face": write_card}.items():
        # Elsewhere, since dvclive makes a DVC project of the Git repository it finds itself in.
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            write(Path(folder))
            shutil.rmtree(stores / name, ignore_errors=True)
            shutil.copytree(folder, stores / name, ignore=shutil.ignore_patterns(".*"))
            os.chdir(stores)
