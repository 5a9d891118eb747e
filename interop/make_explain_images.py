"""What captum says of small convolutional networks, and of the shipped one: `make_explain_images.py <cases.json> [seed]`.

Run by a Python that has torch and captum (CAPTUM_PATH tells where, see test_explain_images.py). A network is written with
its weights as TensorFlow.js lays them out, images as `[height, width, channels]`. Without a seed it makes the golden file
`systems/explainability/test/golden/images/captum.json`; with one, other networks, and images of the shipped model too.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import torch
from captum.attr import IntegratedGradients, Occlusion, Saliency

MODEL = Path(__file__).parent.parent / "models" / "fashion-mnist"
STEPS = [7, 50]
WINDOWS = [(4, 2), (3, 3), (5, 2), (4, 3)]


def small_network(random, channels, classes):
    """Two convolutions with a pool between them; the second half of what TensorFlow.js must differentiate is here."""

    def layer(*shape):
        scale = np.sqrt(2 / np.prod(shape[:-1]))
        return {
            "kernel": (random.standard_normal(shape) * scale).astype(np.float32),
            "bias": (random.standard_normal(shape[-1]) * 0.1).astype(np.float32),
        }

    return {"conv1": layer(3, 3, channels, 6), "conv2": layer(3, 3, 6, 8), "dense": layer(8, classes)}


def convolution(weights):
    height, width, inputs, outputs = weights["kernel"].shape
    made = torch.nn.Conv2d(inputs, outputs, (height, width), padding="same")
    made.weight.data = torch.from_numpy(weights["kernel"].transpose(3, 2, 0, 1).copy())
    made.bias.data = torch.from_numpy(weights["bias"].copy())
    return made


class Averaged(torch.nn.Module):
    """Global average pooling and a dense layer, whose logits are the end."""

    def __init__(self, weights):
        super().__init__()
        self.dense = torch.nn.Linear(*weights["kernel"].shape)
        self.dense.weight.data = torch.from_numpy(weights["kernel"].T.copy())
        self.dense.bias.data = torch.from_numpy(weights["bias"].copy())

    def forward(self, features):
        return self.dense(features.mean(dim=(2, 3)))


class Scaled(torch.nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale

    def forward(self, images):
        return images * self.scale


def small_torch(weights):
    return torch.nn.Sequential(
        convolution(weights["conv1"]),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        convolution(weights["conv2"]),
        torch.nn.ReLU(),
        Averaged(weights["dense"]),
    ).eval()


def shipped_torch(layers):
    """The shipped model from the layers that its `model.json` lists."""
    made = []
    for kind, config, weights in layers:
        if kind == "Rescaling":
            made.append(Scaled(config["scale"]))
        elif kind == "Conv2D":
            made += [convolution(weights), torch.nn.ReLU()]
        elif kind == "MaxPooling2D":
            made.append(torch.nn.MaxPool2d(config["pool_size"]))
        elif kind == "Dense":
            made.append(Averaged(weights))
        else:
            assert kind == "GlobalAveragePooling2D", kind
    return torch.nn.Sequential(*made).eval()


def channels_first(image):
    return torch.from_numpy(image.transpose(2, 0, 1)[None].copy())


def numbers(tensor):
    """Values as `[height, width, channels]`, row after row."""
    return [float(value) for value in tensor.detach()[0].permute(1, 2, 0).flatten()]


def shipped_layers():
    """Class, configuration and weights of each layer of the shipped model, from its own files."""
    document = json.loads((MODEL / "tfjs" / "model.json").read_text())
    (group,) = document["weightsManifest"]
    content = b"".join((MODEL / "tfjs" / path).read_bytes() for path in group["paths"])
    found, start = {}, 0
    for entry in group["weights"]:
        count = int(np.prod(entry["shape"]))
        assert entry["quantization"]["dtype"] == "float16"
        values = np.frombuffer(content, "<f2", count, start).astype(np.float32).reshape(entry["shape"])
        layer, part = entry["name"].split("/")
        found.setdefault(layer, {})[part] = values
        start += 2 * count
    for layer in document["modelTopology"]["config"]["layers"]:
        yield layer["class_name"], layer["config"], found.get(layer["config"]["name"])


def shipped_images():
    """Test images `[rows, 28, 28]` of the first shard: 16 bytes of header, then a byte for each pixel."""
    shard = json.loads((MODEL / "manifest.json").read_text())["evaluationSet"]["shards"][0]
    content = gzip.decompress((MODEL / shard["images"]["path"]).read_bytes())
    return np.frombuffer(content, np.uint8, offset=16).reshape(-1, 28, 28)


def explained(network, image, baseline, target):
    """All that captum says of one image."""
    given, start = channels_first(image), channels_first(baseline)
    found = {
        "image": [float(value) for value in image.flatten()],
        "shape": list(image.shape),
        "baseline": [float(value) for value in baseline.flatten()],
        "class": target,
        "logit": float(network(given)[0, target]),
        "baselineLogit": float(network(start)[0, target]),
        "saliency": numbers(Saliency(network).attribute(given, target=target)),
        "integratedGradients": [],
        "occlusion": [],
    }
    for steps in STEPS:
        values, delta = IntegratedGradients(network).attribute(
            given, start, target=target, n_steps=steps, return_convergence_delta=True
        )
        entry = {"steps": steps, "values": numbers(values), "delta": float(delta)}
        found["integratedGradients"].append(entry)
    for window, stride in WINDOWS:
        values = Occlusion(network).attribute(
            given,
            sliding_window_shapes=(image.shape[2], window, window),
            strides=(image.shape[2], stride, stride),
            baselines=start,
            target=target,
        )
        found["occlusion"].append({"window": window, "stride": stride, "values": numbers(values)})
    return found


def small_case(random, shape, classes):
    height, width, channels = shape
    weights = small_network(random, channels, classes)
    network = small_torch(weights)
    image = random.random_sample(shape).astype(np.float32)
    # A black margin, as pictures of garments have: equal values meet in the pooling layer.
    image[:3] = 0
    image[:, -2:] = 0
    baselines = [np.zeros(shape, np.float32), np.full(shape, 0.3, np.float32), image[::-1].copy()]
    written = {
        name: {part: {"shape": list(values.shape), "values": [float(v) for v in values.flatten()]} for part, values in one.items()}
        for name, one in weights.items()
    }
    rows = [explained(network, image, baseline, at % classes) for at, baseline in enumerate(baselines)]
    return {"model": {"kind": "small", "weights": written}, "rows": rows}


def shipped_case(random):
    network, images = shipped_torch(shipped_layers()), shipped_images()
    chosen = random.choice(len(images), 4, replace=False)
    rows = []
    for index in chosen:
        image = images[index].astype(np.float32)[:, :, None]
        target = int(network(channels_first(image)).argmax())
        rows.append(explained(network, image, np.zeros_like(image), target))
    return {"model": {"kind": "fashion-mnist"}, "rows": rows}


def main(path, seed=None):
    random = np.random.RandomState(int(seed or 5))
    cases = [small_case(random, (9, 8, 2), 3)]
    if seed is not None:
        cases += [small_case(random, (12, 14, 1), 4), small_case(random, (10, 7, 3), 2), shipped_case(random)]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(cases, file)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
