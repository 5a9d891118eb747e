"""Makes a PyTorch classifier and what it predicts: `make_torch_model.py <rows.csv> <model.onnx> <predictions.json>`.

Run by a Python that has torch (Debian's `python3-torch`, for the CPU alone, will do) and needs nothing else but
NumPy. The network ends in logits, as PyTorch networks do, with one tensor of all numeric columns as its input.
"""

import csv
import json
import sys

import numpy as np
import torch

SEED = 7
LABEL = "diagnosis"


def read(path: str) -> tuple[list[str], torch.Tensor, list[str], torch.Tensor]:
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != LABEL]
    classes = sorted({row[LABEL] for row in rows})
    features = np.array([[float(row[name]) for name in names] for row in rows], dtype=np.float32)
    labels = np.array([classes.index(row[LABEL]) for row in rows])
    return names, torch.from_numpy(features), classes, torch.from_numpy(labels)


class Standardised(torch.nn.Module):
    """A small network with its scaling inside, so that raw columns go in."""

    def __init__(self, features: torch.Tensor, classes: int) -> None:
        super().__init__()
        self.register_buffer("mean", features.mean(dim=0))
        self.register_buffer("deviation", features.std(dim=0))
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(features.shape[1], 12), torch.nn.ReLU(), torch.nn.Linear(12, classes)
        )

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return self.layers((features - self.mean) / self.deviation)


def main(rows: str, model_path: str, predictions_path: str) -> None:
    torch.manual_seed(SEED)
    names, features, classes, labels = read(rows)
    network = Standardised(features, len(classes))
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(features), labels).backward()
        optimizer.step()
    network.eval()
    torch.onnx.export(
        network,
        features[:2],
        model_path,
        input_names=["features"],
        output_names=["logits"],
        dynamic_axes={"features": {0: "N"}, "logits": {0: "N"}},
        opset_version=16,
    )
    with torch.no_grad():
        probabilities = torch.softmax(network(features), dim=1).double().tolist()
    with open(predictions_path, "w", encoding="utf-8") as file:
        json.dump({"torch": torch.__version__, "names": names, "classes": classes, "probabilities": probabilities}, file)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
