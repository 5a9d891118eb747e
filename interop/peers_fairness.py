"""AIF360's answers, in an environment of its own: it needs an older numpy.

  .venv-peers/bin/python peers_fairness.py < cases.json    prints a line of JSON: a list of answers

A case holds `actual`, `predicted` and `groups`: 0 is the unprivileged group, 1 the privileged one.
"""

import json
import sys
import warnings

import numpy as np
from aif360.sklearn import metrics


def main():
    warnings.filterwarnings("ignore")
    answers = []
    for case in json.load(sys.stdin):
        actual, predicted, groups = (np.array(case[name]) for name in ("actual", "predicted", "groups"))
        given = {"prot_attr": groups, "priv_group": 1, "pos_label": 1}
        answers.append({
            "statisticalParityDifference": float(metrics.statistical_parity_difference(actual, predicted, **given)),
            "disparateImpact": float(metrics.disparate_impact_ratio(actual, predicted, **given)),
            "signedOpportunityDifference": float(metrics.equal_opportunity_difference(actual, predicted, **given)),
            "averageOddsDifference": float(metrics.average_odds_difference(actual, predicted, **given)),
        })
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
