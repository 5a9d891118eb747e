"""Data that we add is DVC's own data, and what DVC adds is ours: the same files, the same contents, the same answers."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

# Nothing is told to the makers of DVC.
os.environ["DVC_NO_ANALYTICS"] = "true"

import numpy as np
import pandas as pd
import pytest
from dvc.repo import Repo
from dvc.utils.serialize import loads_yaml
from dvc_data.hashfile.hash import file_md5
from model_files import root

NAMES = [
    "plain.csv", "with space.csv", "é ü.csv", "日本語", "emoji 😀.txt", "yes", "no", "null", "~", "true", "1e5", "12", "0o17", "0b1", "1_000", "2024_01",
    "2024-01-01", "2024-1-1", "1.5", ".5", ".hidden", "-dash", "- space", "-", "!bang", "[w]*?#", "a#b", "a #b", "it's", "it's: b", 'a "quote"', "both ' and \": x", "a: b", "a:",
    ":a", "?", "? a", "%p", "@at", "`tick", "&and", "*star", "|", ">", "{a}", "a,b", "<<", "=", "---", "...", "--- a", "trailing ", " leading", "tab\there", "line\nbreak", "nb\u00a0sp",
    "back\\slash", "x" * 100, "long name with spaces " * 8 + "end", ".inf", "+.5e+3", "NaN", ".nan", "12:30:45", "0x1F", "1e", "١٢",
]


def ours(folder: Path, *commands: dict) -> list:
    done = subprocess.run([root / "node_modules/.bin/node", root / "interop/data_store.ts", folder], input=json.dumps(commands), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def good(folder: Path, *commands: dict) -> list:
    answers = ours(folder, *commands)
    assert [answer for answer in answers if "error" in answer] == []
    return answers


def states(folder: Path) -> dict[str, str]:
    (answer,) = good(folder, {"do": "status"})
    return {one["path"]: one["state"] for one in answer}


@pytest.fixture(params=["git", "alone"])
def project(request, tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    if request.param == "git":
        subprocess.run(["git", "init", "-q", folder], check=True)
    with Repo.init(str(folder), no_scm=request.param == "alone") as repo:
        with repo.config.edit() as config:
            config["remote"]["shelf"] = {"url": str(tmp_path / "a shelf")}
            config["core"]["remote"] = "shelf"
    return folder


def fill(folder: Path) -> list[str]:
    """Data of every sort; returns what to add."""
    nested = folder / "data set/é/deep"
    nested.mkdir(parents=True)
    (folder / "table.csv").write_bytes(b"a,b\r\n1,2\r\n")
    (folder / "empty.csv").write_bytes(b"")
    (folder / "sub").mkdir()
    (folder / "sub/ü 1.bin").write_bytes(bytes(range(256)) * 20_000)
    (folder / "run.sh").write_text("true\n")
    (folder / "run.sh").chmod(0o755)
    for name, content in {"a b.txt": "1", "zero": "", 'quo"te\\': "2", "emoji 😀": "3", "ￏ": "4", "sub-x": "5", "same": "1", "tab\t": "6", "del\x7f": "7"}.items():
        (nested / name).write_text(content)
        (folder / "data set" / name).write_text(content)
    (folder / "data set/sub").mkdir()
    (folder / "data set/sub/z").write_text("8")
    (folder / "data set/linked").symlink_to("zero")
    (folder / "data set/linked folder").symlink_to("sub")
    (folder / "data set/nothing in it").mkdir()
    (folder / "data set/.git").mkdir()
    (folder / "data set/.git/config").write_text("x")
    (folder / "data set/inner/.dvc").mkdir(parents=True)
    (folder / "data set/inner/x").write_text("x")
    (folder / ".dvcignore").write_text("*.skip\n/data set/no*.txt\n!no but.txt\nout/\n")
    for name in ["a.skip", "é/b.skip", "not.txt", "no but.txt", "é/not.txt", "out"]:
        (folder / "data set" / name).write_text("9")
    (folder / "bare").mkdir()
    return ["table.csv", "empty.csv", "sub/ü 1.bin", "run.sh", "data set", "bare"]


def shape(folder: Path, skip: tuple[str, ...] = (".dvc/tmp", ".git", ".dvc/config")) -> dict[str, tuple]:
    """Every file with its content and its permissions."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(skip):
            found[name] = (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
    return found


def data_of(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in shape(folder, (".dvc", ".git")).items() if not name.endswith((".dvc", ".gitignore"))}


def remove(folder: Path, paths: list[str]) -> None:
    for path in paths:
        shutil.rmtree(folder / path) if (folder / path).is_dir() else (folder / path).unlink()


def test_the_same_files_as_dvc(project: Path, tmp_path: Path) -> None:
    paths = fill(project)
    theirs = tmp_path / "theirs"
    shutil.copytree(project, theirs, symlinks=True)
    with Repo(str(theirs)) as repo:
        for path in paths:
            repo.add(str(theirs / path))
    good(project, *({"do": "add", "path": path} for path in paths))
    # DVC takes the permissions of a program from all but the owner: that stays here as it is.
    assert {**shape(project), "run.sh": None} == {**shape(theirs), "run.sh": None}
    assert not list(project.rglob("*.tmp"))


def test_dvc_takes_what_we_add_push_and_pull(project: Path) -> None:
    paths = fill(project)
    before = data_of(project)
    good(project, *({"do": "add", "path": path} for path in paths))
    with Repo(str(project)) as repo:
        assert repo.status() == {}
    # What DVC does not keep stays.
    remove(project, [path for path in paths if path != "data set"])
    for name in ["é", "sub"]:
        shutil.rmtree(project / "data set" / name)
    with Repo(str(project)) as repo:
        repo.checkout()
        assert repo.status() == {}
    kept = {name: content for name, content in before.items() if name != "data set/é/b.skip"}
    assert data_of(project) == kept

    good(project, {"do": "push"})
    with Repo(str(project)) as repo:
        assert repo.status(cloud=True) == {}
    shutil.rmtree(project / ".dvc/cache")
    remove(project, ["table.csv", "sub/ü 1.bin", "empty.csv"])
    with Repo(str(project)) as repo:
        repo.pull()
        assert repo.status() == {}
    assert data_of(project) == kept
    assert os.access(project / "run.sh", os.X_OK)


def test_we_take_what_dvc_adds_and_pushes(project: Path, tmp_path: Path) -> None:
    paths = fill(project)
    with Repo(str(project)) as repo:
        for path in paths:
            repo.add(str(project / path))
        repo.push()
    before = data_of(project)
    assert states(project) == dict.fromkeys(paths, "unchanged")
    dvc_files = {path: (project / f"{path}.dvc").read_bytes() for path in paths}
    good(project, *({"do": "add", "path": path} for path in paths))
    assert dvc_files == {path: (project / f"{path}.dvc").read_bytes() for path in paths}

    remove(project, ["table.csv", "empty.csv", "run.sh", "bare"])
    (project / "data set/é/deep/new").write_text("new")
    (project / "data set/é/deep/zero").write_text("other")
    assert states(project) == {**dict.fromkeys(paths, "missing"), "sub/ü 1.bin": "unchanged", "data set": "modified"}
    (lost,) = ours(project, {"do": "checkout", "path": "data set"})
    assert "would be lost" in lost["error"]
    good(project, {"do": "checkout", "force": True})
    assert data_of(project) == before
    assert os.access(project / "run.sh", os.X_OK)

    shutil.rmtree(project / ".dvc/cache")
    remove(project, ["table.csv", "sub/ü 1.bin", "empty.csv"])
    assert states(project) == dict.fromkeys(paths, "not in cache")
    good(project, {"do": "pull"})
    assert data_of(project) == before
    assert set(states(project).values()) == {"unchanged"}
    with Repo(str(project)) as repo:
        assert repo.status() == {}
    # Nothing is left to push, and the other way round.
    (answer,) = good(project, {"do": "push"})
    assert answer["copied"] == 0
    good(project, {"do": "add", "path": "table.csv"})
    shelf = shape(tmp_path / "a shelf", ())
    assert {name: content for name, content in shape(project / ".dvc/cache", ()).items()} == shelf


def test_names_are_written_as_dvc_writes_them(tmp_path: Path) -> None:
    folders = [tmp_path / "ours", tmp_path / "theirs"]
    for folder in folders:
        folder.mkdir()
        subprocess.run(["git", "init", "-q", folder], check=True)
        Repo.init(str(folder)).close()
        for name in NAMES:
            (folder / name).write_text("x")
    good(folders[0], *({"do": "add", "path": name} for name in NAMES))
    with Repo(str(folders[1])) as repo:
        for name in NAMES:
            repo.add(str(folders[1] / name))
    other = []
    for name in NAMES:
        own, their = ((folder / f"{name}.dvc").read_bytes() for folder in folders)
        assert loads_yaml(own) == loads_yaml(their), name
        if own != their:
            other.append(name)
    # Broken at 80 characters there.
    assert other == ["x" * 100, "long name with spaces " * 8 + "end"]
    assert (folders[0] / ".gitignore").read_text() == (folders[1] / ".gitignore").read_text()
    with Repo(str(folders[0])) as repo:
        assert repo.status() == {}
    assert set(states(folders[1]).values()) == {"unchanged"}


def test_gitignore_as_dvc(tmp_path: Path) -> None:
    """What git leaves out already is not added again, by any sort of line."""
    lines = ["*.csv", "!keep.csv", "/sub/*.bin", "a/**/z.txt", "**/deep/", "q?.txt", "[a-c]x.dat", "[!a-c]y.dat", r"\!b", "#c", r"\#d", "trail  ", "dir/", "x/**", "!x/y.txt", "odd]", "no end", "to-day.txt", "d[0-9].c", r"e[a\-c].c", "{f}.c"]
    files = ["1.csv", "keep.csv", "sub/1.bin", "sub/t/1.bin", "a/z.txt", "a/b/c/z.txt", "b/z.txt", "e/deep/1", "deep", "q1.txt", "q12.txt", "ax.dat", "dx.dat", "ay.dat", "dy.dat"]
    files += ["!b", "#c", "#d", "trail", "dir/1", "f/dir", "x/y.txt", "odd]", "no end", "a.b/1", "to-day.txt", "d5.c", "e-.c", "eb.c", "{f}.c", "f.c", "gXc"]
    folders = [tmp_path / "ours", tmp_path / "theirs"]
    added = []
    for folder in folders:
        folder.mkdir()
        subprocess.run(["git", "init", "-q", folder], check=True)
        Repo.init(str(folder)).close()
        (folder / ".gitignore").write_text("\n".join(lines))
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x")
    with Repo(str(folders[1])) as repo:
        for name in files:
            try:
                repo.add(str(folders[1] / name))
                added.append(name)
            except Exception as error:
                assert "git-ignored" in str(error)
    answers = ours(folders[0], *({"do": "add", "path": name} for name in files))
    assert [name for name, answer in zip(files, answers, strict=True) if "error" not in answer] == added
    assert 10 < len(added) < len(files)
    ignored = [{path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob(".gitignore")} for folder in folders]
    assert ignored[0] == ignored[1]


def test_what_people_wrote_into_a_dvc_file_stays(project: Path, tmp_path: Path) -> None:
    (project / "t.csv").write_text("1")
    good(project, {"do": "add", "path": "t.csv"})
    text = (project / "t.csv.dvc").read_text()
    text = "# Ours\n" + text.replace("  path: t.csv", "  path: t.csv # there\n  desc: 'a: b'\n  push: false") + "meta:\n  who: us\n"
    (project / "t.csv.dvc").write_text(text)
    (project / "t.csv").write_text("22")
    (project / "t.csv").chmod(0o755)
    theirs = tmp_path / "theirs"
    shutil.copytree(project, theirs)
    good(project, {"do": "add", "path": "t.csv"})
    with Repo(str(theirs)) as repo:
        repo.add(str(theirs / "t.csv"))
    assert (project / "t.csv.dvc").read_text() == (theirs / "t.csv.dvc").read_text()
    (answer,) = good(project, {"do": "push"})
    assert answer == {"copied": 0, "present": 0}


def test_legacy_digests(project: Path) -> None:
    """DVC 2 digested text by its Unix line ends, and kept it at the top of the cache."""
    contents = {"unix": b"a\nb\n", "dos": b"a\r\nb\r\n", "binary": b"\0a\r\nb\r\n", "long": b"0123456789abc\r\n" * 200_000, "odd": b"\x80\r\n" * 300, "empty": b"", "later": b"x\r\n" * 300_000 + b"\0" * 1_000_000 + b"\r\n" * 9}
    entries = []
    (project / "tree").mkdir()
    for name, content in contents.items():
        (project / "tree" / name).write_bytes(content)
        (project / name).write_bytes(content)
        md5 = file_md5(str(project / name), name="md5-dos2unix")
        (project / f"{name}.dvc").write_text(f"outs:\n- md5: '{md5}'\n  size: {len(content)}\n  path: {name}\n")
        kept = project / ".dvc/cache" / md5[:2] / md5[2:]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
        entries.append({"md5": md5, "relpath": name})
    tree = json.dumps(sorted(entries, key=lambda one: one["relpath"]))
    md5 = hashlib.md5(tree.encode()).hexdigest() + ".dir"
    (project / ".dvc/cache" / md5[:2]).mkdir(exist_ok=True)
    (project / ".dvc/cache" / md5[:2] / md5[2:]).write_text(tree)
    (project / "tree.dvc").write_text(f"outs:\n- md5: {md5}\n  path: tree\n")
    with Repo(str(project)) as repo:
        assert repo.status() == {}
    (answer,) = good(project, {"do": "status"})
    assert {one["path"]: (one["state"], one["legacy"]) for one in answer} == dict.fromkeys([*contents, "tree"], ("unchanged", True))
    (project / "odd").write_bytes(b"\x80\n" * 300)
    (project / "dos").write_bytes(contents["unix"])
    (project / "binary").write_bytes(contents["binary"].replace(b"\r", b""))
    changed = {one for one, state in states(project).items() if state == "modified"}
    with Repo(str(project)) as repo:
        assert {Path(name).stem for name in repo.status()} == changed == {"odd", "binary"}
    good(project, {"do": "push"})
    shutil.rmtree(project / ".dvc/cache")
    shutil.rmtree(project / "tree")
    good(project, {"do": "pull", "path": "tree"})
    assert {name: (project / "tree" / name).read_bytes().replace(b"\r", b"") for name in contents} == {name: content.replace(b"\r", b"") for name, content in contents.items()}
    with Repo(str(project)) as repo:
        repo.pull(force=True)
        assert repo.status() == {}


def test_a_damaged_cache_is_told(project: Path) -> None:
    (project / "t.csv").write_text("good")
    good(project, {"do": "add", "path": "t.csv"}, {"do": "push"})
    (kept,) = [path for path in (project / ".dvc/cache").rglob("*") if path.is_file()]
    kept.chmod(0o644)
    kept.write_text("evil")
    (project / "t.csv").unlink()
    (answer,) = ours(project, {"do": "checkout"})
    assert answer["code"] == "store-damaged"
    assert str(kept) in answer["error"]
    assert not (project / "t.csv").exists()
    assert not list(project.rglob("*.tmp"))
    kept.unlink()
    good(project, {"do": "pull"})
    assert (project / "t.csv").read_text() == "good"


def test_a_remote_that_is_no_folder(project: Path) -> None:
    with Repo(str(project)) as repo, repo.config.edit() as config:
        config["remote"]["shelf"] = {"url": "s3://bucket/path"}
    (project / "t.csv").write_text("1")
    _, pull, push = ours(project, {"do": "add", "path": "t.csv"}, {"do": "pull"}, {"do": "push"})
    assert "`dvc pull` does it" in pull["error"]
    assert "`dvc push` does it" in push["error"]


def test_a_project_that_we_make(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("1")
    good(tmp_path, {"do": "init"}, {"do": "add", "path": "t.csv"})
    with Repo(str(tmp_path)) as repo:
        assert repo.status() == {}


def psi(before: np.ndarray, after: np.ndarray) -> float:
    before, after = np.clip(before, 1e-4, None), np.clip(after, 1e-4, None)
    return float(((after - before) * np.log(after / before)).sum())


def test_figures_as_pandas_and_numpy() -> None:
    random = np.random.default_rng(1)
    frames = []
    for shift in (0, 0.5):
        frame = pd.DataFrame({
            "id": random.permutation(500).astype(float),
            "x": random.normal(shift, 1 + shift, 500) + 1e6,
            "few": random.integers(0, 4 + int(2 * shift), 500).astype(float),
            "word": random.choice(["a", "é", "c", "d"][int(2 * shift):], 500),
        })
        frame.loc[random.random(500) < 0.1, ["x", "few"]] = np.nan
        frame.loc[random.random(500) < 0.1, "word"] = None
        frames.append(frame)
    a, b = frames
    b = b[b["id"] >= 20]

    def columns(frame: pd.DataFrame) -> list[dict]:
        return [{"name": name, "type": "text" if name == "word" else "number", "values": [None if pd.isna(value) else value for value in frame[name]]} for name in frame]

    (answer,) = good(root, {"do": "diff", "before": columns(a), "after": columns(b), "key": ["id"]})
    for column in answer["columns"]:
        for frame, summary in ((a, column["before"]), (b, column["after"])):
            values = frame[column["name"]]
            assert (summary["count"], summary["missing"], summary["distinct"]) == (values.count(), values.isna().sum(), values.nunique())
            if summary["type"] == "text":
                shares = values.value_counts(normalize=True)
                assert {one["value"]: one["share"] for one in summary["top"]} == pytest.approx(shares.to_dict(), rel=1e-12)
            else:
                assert [summary[name] for name in ("min", "max", "mean", "std")] == pytest.approx([values.min(), values.max(), values.mean(), values.std()], rel=1e-12)
    found = {column["name"]: column["stability"]["value"] for column in answer["columns"]}
    edges = np.concatenate([[-np.inf], np.nanquantile(a["x"], np.arange(1, 10) / 10), [np.inf]])
    shares = [[*(pd.cut(frame["x"], edges).value_counts(sort=False)), frame["x"].isna().sum()] / np.float64(len(frame)) for frame in (a, b)]
    assert found["x"] == pytest.approx(psi(*shares), rel=1e-12)
    for name in ("few", "word"):
        known = sorted(a[name].dropna().unique())
        shares = [np.array([*((frame[name] == value).sum() for value in known), (~frame[name].isin(known) & frame[name].notna()).sum(), frame[name].isna().sum()]) / len(frame) for frame in (a, b)]
        assert found[name] == pytest.approx(psi(*(share[(shares[0] > 0) | (shares[1] > 0)] for share in shares)), rel=1e-12)
    both = a.merge(b, on="id", suffixes=("", "_b"))
    other = {name: int(((both[name] != both[f"{name}_b"]) & ~(both[name].isna() & both[f"{name}_b"].isna())).sum()) for name in ("x", "few", "word")}
    assert answer["changes"]["changedCells"] == other
    assert (answer["changes"]["added"], answer["changes"]["removed"]) == (0, 20)
