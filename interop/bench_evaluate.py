"""For npm run bench:evaluate: makes predictions, and times scikit-learn computing the same metrics per resample.

bench_evaluate.py make <file> <rows> <classes>
bench_evaluate.py read <file> <rows> <classes> <replicates>
"""

import json
import resource
import sys
import time
import warnings

import numpy as np
import sklearn

from reference_metrics import further_metrics, metrics


def make(file, rows, classes):
    random = np.random.default_rng(20171107)
    actual = random.integers(classes, size=rows)
    scores = random.normal(size=(rows, classes))
    scores[np.arange(rows), actual] += 1.5
    exponentials = np.exp(scores)
    probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
    np.concatenate([actual.astype(float), probabilities.ravel()]).tofile(file)
    return {}


def read(file, rows, classes, replicates):
    values = np.fromfile(file)
    actual, probabilities = values[:rows].astype(int), values[rows:].reshape(rows, classes)
    predicted = probabilities.argmax(axis=1)
    random = np.random.RandomState(20171107)

    def judge(chosen):
        found = metrics(actual[chosen], predicted[chosen], probabilities[chosen])
        return found | further_metrics(actual[chosen], predicted[chosen], probabilities[chosen])

    whole = judge(np.arange(rows))
    start = time.perf_counter()
    for _ in range(replicates):
        judge(random.randint(0, rows, rows))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "peakBytes": peak, "rocAuc": whole["rocAuc"], "sklearn": sklearn.__version__}


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    verb, file, *numbers = sys.argv[1:]
    print(json.dumps({"make": make, "read": read}[verb](file, *map(int, numbers))))
