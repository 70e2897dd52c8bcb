"""The files of a portfolio in one folder: all made first, then put in place, the workbook last."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from pmo_xl.disk.output_file import digest_of, refuse_results_there, staged, write_file
from pmo_xl.documents.portfolio.book import write_portfolio_book
from pmo_xl.documents.portfolio.json_file import portfolio_json
from pmo_xl.documents.portfolio.page import portfolio_page
from pmo_xl.documents.portfolio.paper import write_portfolio_paper
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import PathText
from pmo_xl.operations.many import PORTFOLIO
from pmo_xl.plugins import loaded

ENDINGS = (".json", ".html", ".docx", ".xlsx")
"""The files by their endings, in the order in which they are put in place."""


def write_portfolio(result: Portfolio, folder: PathText, *, force: bool = False) -> tuple[Path, ...]:
    """Write every file of the portfolio into `folder` (made when missing); the paths, the workbook first.

    Files of a result with a cache that are there already, to the byte, are left as they are. Raises UnwritableOutput when
    one of them is there already (without `force`), or cannot be written: then none is replaced.
    """
    if not isinstance(result, Portfolio):
        arguments.refuse("result", result, "portfolio の結果を渡してください。")
    place, is_forced = arguments.a_path(folder, "folder"), arguments.a_flag(force, "force")
    targets = files_of(result, place)
    refuse_results_there(place, targets.values(), force=is_forced)
    every = tuple(reversed(list(targets.values())))
    if _are_standing(result, place, targets.values()):
        return every
    writers: Mapping[str, Callable[[Path], None]] = {
        ".json": partial(_write_json, result=result),
        ".html": partial(_write_page, result=result, folder=place),
        ".docx": partial(write_portfolio_paper, result=result),
        ".xlsx": partial(write_portfolio_book, result=result, beside=targets[".xlsx"]),
    }
    with tempfile.TemporaryDirectory(prefix="pmo_xl_", ignore_cleanup_errors=True) as made:
        drafts = {}
        for ending in ENDINGS:
            drafts[targets[ending]] = draft = Path(made, f"portfolio{ending}")
            writers[ending](draft)
        with staged(drafts) as copies:
            for target, copy in copies.items():
                write_file(target, partial(_take, copy), force=True)
    _remember(result, place, targets.values())
    return every


def _are_standing(result: Portfolio, folder: Path, files: Iterable[Path]) -> bool:
    """Whether the files are those of this very result, written by an earlier run with the same cache, none touched since."""
    state = _state(result)
    known = result.cache.find_other(f"files {folder.absolute()}", state) if result.cache and state else None
    return known is not None and known == _digests(files)


def _remember(result: Portfolio, folder: Path, files: Iterable[Path]) -> None:
    """Let the cache know which files stand for this result."""
    state = _state(result)
    if result.cache and state:
        result.cache.keep_other(f"files {folder.absolute()}", state, _digests(files))


def _state(result: Portfolio) -> str | None:
    """All that the files are made of; None where it cannot be told."""
    projects = getattr(result.projects, "digest", None)
    if projects is None:
        return None
    told = (
        projects,
        result.run_day,
        result.failed,
        result.copies,
        result.policy_file,
        result.remarks,
        loaded(),  # plug-ins, as the JSON names them
        Path.cwd(),
    )
    return "\n".join(map(repr, told))


def _digests(files: Iterable[Path]) -> dict[str, str | None]:
    return {str(path): digest_of(path) for path in files}


def files_of(result: Portfolio, folder: Path) -> Mapping[str, Path]:
    """By ending, where each file lies: named by D, else (where the projects differ) by the day of the run."""
    stem = f"{PORTFOLIO}{result.as_of or result.run_day:%Y-%m-%d}"
    return {ending: folder / f"{stem}{ending}" for ending in ENDINGS}


def _write_json(path: Path, result: Portfolio) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(portfolio_json(result))


def _write_page(path: Path, result: Portfolio, folder: Path) -> None:
    with path.open("wb") as file:
        file.writelines(portfolio_page(result, folder.absolute()))


def _take(copy: Path, target: Path) -> None:
    copy.replace(target)
