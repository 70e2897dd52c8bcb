"""Time and memory of `portfolio` over many books: python -m tests.benchmarks.portfolio_benchmark [BOOKS] [JOBS].

The books are those of the sample office again and again, under codes and names of their own. Told are the first run, the second with its
cache, and the most memory of the parent with an eighth of the books and with all of them.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pmo_xl.history.folder import key_of
from tests.support.sample_office import make_office

_RUN = """
import json, resource, sys, time
import pmo_xl
if __name__ == "__main__":
    begun = time.perf_counter()
    found = pmo_xl.portfolio(sys.argv[1], jobs=int(sys.argv[2]), as_of="2026-11-30", run_day="2026-11-30", cache=sys.argv[3])
    pmo_xl.write_portfolio(found, sys.argv[4], force=True)
    own, children = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {"books": len(found), "kept": found.kept, "seconds": round(time.perf_counter() - begun, 1),
            "cpu": round(sum(each.ru_utime + each.ru_stime for each in (own, children)), 1), "parent_mb": own.ru_maxrss // 1024}
    print(json.dumps(told))
"""


def _spread(office: Path, folder: Path, books: int) -> None:
    """So many projects: the office's books again and again, each under a code and a name of its own, with its runs."""
    made = sorted(office.rglob("*.xlsx"))
    for number in range(books):
        source, old = made[number % len(made)], number % len(made)
        target = folder / f"案件{number:05}" / "台帳.xlsx"
        history = target.parent / ".pmo_xl" / "history"
        history.mkdir(parents=True)
        words = {f"P-{old:03}": f"Q-{number:05}", f"案件{old:02} 更改": f"案件{number:05} 更改"}
        _rewritten(source, target, words)
        keys = [key_of(f"コード:{code}") for code in (f"P-{old:03}", f"Q-{number:05}")]
        for run in (source.parent / ".pmo_xl" / "history").iterdir():
            shutil.copyfile(run, history / run.name.replace(*keys))


def _rewritten(source: Path, target: Path, words: Mapping[str, str]) -> None:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            data = before.read(item)
            if item.filename == "xl/sharedStrings.xml":
                for old, new in words.items():
                    data = data.replace(old.encode(), new.encode())
            after.writestr(item, data)


def _run(folder: Path, jobs: int, cache: Path, output: Path) -> dict[str, float]:
    script = output.parent / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    arguments = [sys.executable, str(script), str(folder), str(jobs), str(cache), str(output)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main() -> int:
    """Print the figures."""
    books, jobs = (int(each) for each in (*sys.argv[1:], *("400", "2")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory(prefix="pmo_xl_bench_") as place:
        root = Path(place)
        begun = time.perf_counter()
        make_office(root / "見本", 8, 4)
        for name, count in (("小", max(books // 8, 1)), ("全", books)):
            _spread(root / "見本", root / name, count)
        print(f"made in {time.perf_counter() - begun:.0f} s", flush=True)
        for name in ("小", "全"):
            for run in ("first", "second"):
                print(
                    name, run, _run(root / name, jobs, root / f"控え{name}", root / f"結果{name}"), flush=True
                )
    print(f"most memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
