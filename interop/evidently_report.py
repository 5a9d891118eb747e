"""Evidently's half of `npm run bench:weight`: its HTML report of a model's evaluation.

  evidently_report.py TABLE TARGET FILE < predictions.json    writes FILE, prints {"evidently": version}
"""

import json
import sys
from importlib.metadata import version

import pandas as pd
from evidently import DataDefinition, Dataset, MulticlassClassification, Report
from evidently.presets import ClassificationPreset


def main(table, target, file):
    given = json.load(sys.stdin)
    rows = pd.read_csv(table)
    classes = given["classes"]
    rows["prediction"] = given["predicted"]
    for index, name in enumerate(classes):
        rows[name] = [probabilities[index] for probabilities in given["rows"]]
    definition = DataDefinition(
        classification=[MulticlassClassification(target=target, prediction_labels="prediction", prediction_probas=classes)]
    )
    dataset = Dataset.from_pandas(rows, data_definition=definition)
    Report([ClassificationPreset()]).run(dataset).save_html(file)
    print(json.dumps({"evidently": version("evidently")}))


if __name__ == "__main__":
    main(*sys.argv[1:])
