"""Whether another commit finds the same: every finding of workbooks and of random books, of then and of now, side by side.

    python -m tests.support.same_findings COMMIT [--folder FOLDER …] [--books 200]

For whoever makes the reader or the rules faster. Compared are both samples (core and full), every .xlsx and .xlsm of
the folders, and the random books of tests/support/random_full_books.py: findings with all their fields, the counts of
each rule, the light; of a file that is not read, the sentence that says so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BOOKS = 200
RUN_DAY = date(2026, 11, 30)
Found = Mapping[str, object]


def found_now(paths: Iterable[Path], books: int) -> Found:
    """What this code finds: of the files, and of so many random books, by their names."""
    from pmo_xl.rules.catalog import all_rules
    from pmo_xl.rules.light import project_light
    from pmo_xl.rules.run import run
    from tests.support.random_full_books import random_full_book

    found: dict[str, object] = {str(path): _of_file(path) for path in paths}
    for seed in range(books):
        project = random_full_book(seed)
        report = run(project, all_rules())
        found[f"random book {seed}"] = _plain([asdict(report), asdict(project_light(project, report))])
    return found


def _of_file(path: Path) -> object:
    import pmo_xl

    try:
        return _plain(asdict(pmo_xl.open_workbook(path, run_day=RUN_DAY).check(documents=False)))
    except pmo_xl.PmoXlError as error:
        return str(error)


def _plain(found: object) -> object:
    """Lists, dicts, numbers and texts: what two processes can compare."""
    return json.loads(json.dumps(found, default=str, ensure_ascii=False))


def found_then(commit: str, paths: Iterable[Path], books: int) -> Found:
    """What the code of a commit finds of the same; it runs in a copy of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packed = folder / "then.tar"
        subprocess.run(["git", "-C", str(ROOT), "archive", "-o", str(packed), commit], check=True)
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        shutil.copyfile(__file__, folder / "tests" / "support" / Path(__file__).name)
        return found_by(folder, paths, books)


def found_by(folder: Path, paths: Iterable[Path], books: int, **surroundings: str) -> Found:
    """What the code in a folder finds, asked in a process of its own."""
    asked = [sys.executable, "-m", "tests.support.same_findings", "--tell", "--books", str(books), "--files"]
    around = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", **surroundings}
    done = subprocess.run(
        [*asked, *map(str, paths)], cwd=folder, env=around, check=True, capture_output=True, text=True
    )
    told: Found = json.loads(done.stdout)
    return told


def differences(then: Found, now: Found) -> list[str]:
    """The books of which something else is found, and where the first difference lies."""
    return [
        f"{name}: {_first(then.get(name), now.get(name))}"
        for name in dict.fromkeys((*then, *now))
        if then.get(name) != now.get(name)
    ]


def _first(then: object, now: object, where: str = "") -> str:
    """The first place where two of them differ."""
    if isinstance(then, dict) and isinstance(now, dict):
        key = next(key for key in dict.fromkeys((*then, *now)) if then.get(key) != now.get(key))
        return _first(then.get(key), now.get(key), f"{where}/{key}")
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        at = next(at for at, pair in enumerate(zip(then, now, strict=True)) if pair[0] != pair[1])
        return _first(then[at], now[at], f"{where}/{at}")
    return f"{where}: {str(then)[:200]} → {str(now)[:200]}"


def _samples(folder: Path) -> list[Path]:
    from tests.sample.maker import planted_project
    from tests.sample.maker.workbook import write_sample

    made = []
    for profile in ("core", "full"):
        made.append(folder / f"{profile}.xlsx")
        write_sample(made[-1], planted_project(profile=profile))
    return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("commit", nargs="?")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--books", type=int, default=BOOKS)
    parser.add_argument("--tell", action="store_true", help="what is found now, as JSON")
    parser.add_argument("--files", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    if options.tell:
        print(json.dumps(found_now(options.files, options.books), ensure_ascii=False))
        return
    with tempfile.TemporaryDirectory() as made:
        paths = _samples(Path(made))
        paths += sorted(path for each in options.folder for path in each.rglob("*.xls[xm]"))
        then = found_then(options.commit, paths, options.books)
        differing = differences(then, found_by(ROOT, paths, options.books))
    print("\n".join(differing) or f"the same findings of all {len(then)} books")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
