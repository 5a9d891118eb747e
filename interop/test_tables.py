"""Tables as pandas, pyarrow and NumPy write them are read cell by cell as they were."""

import json
import math
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules" / ".bin" / "node"


def read(*paths: Path) -> list[dict]:
    found = subprocess.run(
        [NODE, ROOT / "interop" / "read_table.ts", *paths], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [json.loads(line) for line in found.stdout.splitlines()]


def frame(rows: int = 50) -> pd.DataFrame:
    random = np.random.default_rng(5)
    numbers = random.normal(size=rows)
    numbers[3] = np.nan
    return pd.DataFrame(
        {
            "double": numbers,
            "single": random.normal(size=rows).astype(np.float32),
            "whole": random.integers(-(2**52), 2**52, rows),
            "truth": random.random(rows) < 0.5,
            "text": [None if row == 4 else f"ü, \"{row % 7}\"\n;" for row in range(rows)],
            "group": pd.Categorical([f"g{row % 3}" for row in range(rows)]),
        }
    )


def expected(table: pd.DataFrame) -> list[list]:
    def cell(value):
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return None
        return value.item() if isinstance(value, np.generic) else value

    return [[cell(value) for value in row] for row in table.itertuples(index=False)]


@pytest.mark.parametrize("compression", ["snappy", "gzip", "zstd", "brotli", "lz4", None])
@pytest.mark.parametrize("dictionary", [True, False])
def test_parquet(tmp_path: Path, compression: str | None, dictionary: bool) -> None:
    table = frame()
    path = tmp_path / "rows.parquet"
    table.to_parquet(path, compression=compression, use_dictionary=dictionary, row_group_size=20)
    [found] = read(path)
    assert found["columns"] == list(table.columns)
    assert [[None if isinstance(c, float) and c != c else c for c in row] for row in found["rows"]] == expected(table)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv(tmp_path: Path, separator: str, encoding: str, newline: str) -> None:
    table = frame()
    path = tmp_path / "rows.csv"
    table.to_csv(path, index=False, sep=separator, encoding=encoding, lineterminator=newline)
    [found] = read(path)
    again = pd.read_csv(path, sep=separator, encoding=encoding, dtype=str, keep_default_na=False)
    assert found["columns"] == list(table.columns)
    cells = [["" if cell is None else cell for cell in row] for row in found["rows"]]
    assert cells == again.values.tolist()


@pytest.mark.parametrize(
    "dtype", ["<f4", ">f8", "<f2", "<i8", ">i4", "|u1", "<u2", "|b1", "<U5", "|S4"], ids=lambda name: name.strip("<>|")
)
def test_npz(tmp_path: Path, dtype: str) -> None:
    random = np.random.default_rng(6)
    whole = (random.random((4, 3)) * 100).astype(dtype) if "b" not in dtype else random.random((4, 3)) < 0.5
    for name, save in (("plain", np.savez), ("packed", np.savez_compressed)):
        path = tmp_path / f"{name}.npz"
        save(path, x=whole, f=np.asfortranarray(whole), y=whole[:, 0])
        [found] = read(path)
        assert found["columns"] == ["x.0", "x.1", "x.2", "f.0", "f.1", "f.2", "y"]
        texts = whole.astype(str) if whole.dtype.kind in "SU" else whole
        rows = [[*row, *row, row[0]] for row in texts.tolist()]
        assert found["rows"] == rows
        assert found["arrays"]["x"]["shape"] == [3]


def test_arrays_of_higher_rank_stay_whole(tmp_path: Path) -> None:
    images = np.arange(2 * 3 * 4, dtype=np.float64).reshape(2, 3, 4)
    np.savez(tmp_path / "rows.npz", x=np.asfortranarray(images), y=np.array([0, 1]))
    [found] = read(tmp_path / "rows.npz")
    assert found["arrays"]["x"] == {"shape": [3, 4], "values": images.ravel().tolist()}
    assert found["columns"] == ["y"]
