"""The rivals' half of `npm run bench:features`.

  bench_features.py RIVAL apart FOLDER      fits, then transforms the table
  bench_features.py RIVAL together FOLDER   both at once
  bench_features.py RIVAL row FOLDER        transforms one row at a time (scikit-learn only)

RIVAL is `scikit-learn` (ColumnTransformer, dense, text as Python strings: what it takes fastest), `scikit-learn-str` (text as
pandas 3 has it), `scikit-learn-sparse` (what comes out as by default), `polars` (expressions, in double precision) or
`polars-bytes` (a byte for each category). FOLDER holds the table that bench/bench-table.ts writes.
"""

import gc
import json
import re
import sys
import time
from pathlib import Path

import numpy as np

NUMBERS = ["age", "weight", "years", "gain", "loss", "hours", "height", "rate", "distance"]
TEXTS = ["sex", "work", "school", "country"]


def numbers_in(folder):
    return {name: np.fromfile(folder / f"{name}.f64") for name in NUMBERS}


def texts_in(folder):
    return {
        name: (json.loads((folder / f"{name}.json").read_text()), np.fromfile(folder / f"{name}.u8", np.uint8))
        for name in TEXTS
    }


class ScikitLearn:
    def __init__(self, dtype=object, sparse=False):
        self.dtype, self.sparse = dtype, sparse

    def read(self, folder):
        import pandas as pd

        texts = {
            name: pd.Series(np.array(words, dtype=object)[codes], dtype=self.dtype)
            for name, (words, codes) in texts_in(folder).items()
        }
        return pd.DataFrame(numbers_in(folder) | texts)

    def few(self, table):
        return table.iloc[:1000].copy()

    def transformer(self):
        from sklearn.compose import ColumnTransformer
        from sklearn.preprocessing import OneHotEncoder, StandardScaler

        encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=self.sparse)
        return ColumnTransformer([("numbers", StandardScaler(), NUMBERS), ("words", encoder, TEXTS)])

    def fit(self, table):
        return self.transformer().fit(table)

    def transform(self, fitted, table):
        return fitted.transform(table)

    def fit_transform(self, table):
        return self.transformer().fit_transform(table)

    def sums(self, out):
        return np.asarray(out.multiply(out).sum(axis=0) if self.sparse else np.einsum("ij,ij->j", out, out)).ravel()

    def versions(self):
        import pandas
        import sklearn

        return {"scikit-learn": sklearn.__version__, "pandas": pandas.__version__, "numpy": np.__version__}


class Polars:
    def __init__(self, dtype):
        import polars

        self.pl, self.dtype = polars, getattr(polars, dtype)

    def read(self, folder):
        pl = self.pl
        texts = {name: pl.Series(words).gather(codes) for name, (words, codes) in texts_in(folder).items()}
        return pl.DataFrame(numbers_in(folder) | texts)

    def few(self, table):
        return table.head(1000)

    def fit(self, table):
        pl = self.pl
        learned = table.lazy().select(
            pl.col(NUMBERS).mean().name.suffix(" mean"),
            pl.col(NUMBERS).std(ddof=0).name.suffix(" scale"),
            pl.col(TEXTS).unique().sort().implode().name.suffix(" categories"),
        )
        return learned.collect().row(0, named=True)

    def transform(self, fitted, table):
        pl = self.pl
        numbers = [(pl.col(name) - fitted[f"{name} mean"]) / fitted[f"{name} scale"] for name in NUMBERS]
        words = [
            (pl.col(name) == word).cast(self.dtype).alias(f"{name}_{word}")
            for name in TEXTS
            for word in fitted[f"{name} categories"]
        ]
        return table.lazy().select(*numbers, *words).collect()

    def fit_transform(self, table):
        return self.transform(self.fit(table), table)

    def sums(self, out):
        return [column.cast(self.pl.Float64).pow(2).sum() for column in out]

    def versions(self):
        return {"polars": self.pl.__version__}


RIVALS = {
    "scikit-learn": lambda: ScikitLearn(),
    "scikit-learn-str": lambda: ScikitLearn(dtype="str"),
    "scikit-learn-sparse": lambda: ScikitLearn(sparse=True),
    "polars": lambda: Polars("Float64"),
    "polars-bytes": lambda: Polars("UInt8"),
}


def status(field):
    return int(re.search(rf"^{field}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.M)[1]) * 1024


def measured(work):
    """What `work` gives, and its time and memory: as bench/batch-work.ts and bench/peak-memory.ts tell them."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    given = status("VmRSS")
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    return result, {"seconds": seconds, "peakBytes": status("VmHWM"), "inputBytes": given}


def apart(rival, table, folder):
    fitted, fit = measured(lambda: rival.fit(table))
    out, transform = measured(lambda: rival.transform(fitted, table))
    return {"fit": fit, "transform": transform, "sums": list(map(float, rival.sums(out)))}


def together(rival, table, folder):
    out, both = measured(lambda: rival.fit_transform(table))
    return {"fitTransform": both, "sums": list(map(float, rival.sums(out)))}


def row(rival, table, folder):
    import pandas as pd
    from sklearn.pipeline import Pipeline

    rows = json.loads((folder / "rows.json").read_text())
    pipeline = Pipeline([("columns", rival.transformer())]).fit(table)
    calls = 200

    def answer(one):
        return pipeline.transform(pd.DataFrame([one]))

    def block():
        start = time.perf_counter()
        for call in range(calls):
            answer(rows[call % len(rows)])
        return (time.perf_counter() - start) / calls

    block()
    return {"seconds": [block() for _ in range(7)], "values": answer(rows[0])[0].tolist()}


if __name__ == "__main__":
    name, verb, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    rival = RIVALS[name]()
    table = rival.read(folder)
    # Everything has run once, as in bench/batch-work.ts.
    rival.fit_transform(rival.few(table))
    result = {"apart": apart, "together": together, "row": row}[verb](rival, table, folder)
    print(json.dumps(result | {"packages": rival.versions()}))
