"""Counterfactuals of NICEx and DiCE, as a line of JSON on standard input says. They need an older numpy than the judges.

The model is with the caller: a line asks for predictions of rows, the next line of the input gives them.
Started by test_explain_counterfactuals.py with interop/.venv-peers/bin/python.
"""

import base64
import json
import sys
import warnings

import dice_ml
import numpy as np
import pandas as pd
from nice import NICE

# DiCE's progress bars and messages must not come between the answers.
answers_to = sys.stdout
sys.stdout = sys.stderr


def say(what):
    answers_to.write(json.dumps(what) + "\n")
    answers_to.flush()


def predict(rows):
    """Probabilities of both classes."""
    rows = np.ascontiguousarray(rows, dtype=np.float64)
    say({"values": base64.b64encode(rows.tobytes()).decode(), "rows": len(rows)})
    positive = np.frombuffer(base64.b64decode(sys.stdin.readline()))
    return np.column_stack([1 - positive, positive])


def nice(task):
    rows, categories = np.array(task["rows"]), task["categories"]
    numbers = [column for column in range(rows.shape[1]) if column not in categories]
    found = NICE(
        predict,
        rows.copy(),
        categories,
        numbers,
        np.array(task["classes"]),
        optimization=task["reward"],
        justified_cf=True,
    )
    return [found.explain(np.array([row]))[0].tolist() for row in task["explained"]]


class Model:
    """What DiCE asks of a scikit-learn model: frames in, probabilities out."""

    classes_ = np.array([0, 1])

    def predict_proba(self, frame):
        return predict(frame.to_numpy().astype(float))

    def predict(self, frame):
        return self.predict_proba(frame).argmax(axis=1)


def dice(task):
    names = [f"c{column}" for column in range(len(task["rows"][0]))]
    categories = [names[column] for column in task["categories"]]

    def frame(rows):
        table = pd.DataFrame(rows, columns=names)
        table[categories] = table[categories].astype(int).astype(str)
        return table

    table = frame(task["rows"]).assign(outcome=np.array(task["classes"]).astype(int))
    data = dice_ml.Data(
        dataframe=table,
        continuous_features=[name for name in names if name not in categories],
        outcome_name="outcome",
    )
    explainer = dice_ml.Dice(data, dice_ml.Model(model=Model(), backend="sklearn"), method="random")
    # Its own seed does not reach the choice of columns.
    np.random.seed(task["seed"])
    found = []
    for row in task["explained"]:
        [answer] = explainer.generate_counterfactuals(
            frame([row]), total_CFs=task["count"], desired_class="opposite", random_seed=task["seed"]
        ).cf_examples_list
        # Before and after it has moved numbers back; where it finds nothing, there is neither.
        ends = [part[names].astype(float) for part in (answer.final_cfs_df_sparse, answer.final_cfs_df) if part is not None]
        found.append([end for part in ends for end in part.to_numpy().tolist()])
    return found


warnings.filterwarnings("ignore")
tasks = json.loads(sys.stdin.readline())
say({"answers": [{"nice": nice, "dice": dice}[task["task"]](task) for task in tasks]})
