"""A look through a delivery, kept in the history of its ledger beside the runs of `record`."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from pmo_xl.errors import UnwritableOutput
from pmo_xl.history import RunName
from pmo_xl.model.precheck_run import PrecheckedError, PrecheckRun
from pmo_xl.operations.book import Book
from pmo_xl.operations.record import prepare_history
from pmo_xl.operations.today import now
from pmo_xl.rules.paper_report import PaperReport
from pmo_xl.rules.paper_run import document_key
from pmo_xl.version import __version__

_ID_LENGTH = 24


def keep_precheck(report: PaperReport, book: Book, given: Sequence[Path]) -> RunName | None:
    """Add a look through these files and folders to the history of the ledger; None where the ledger has none.

    Raises UnwritableOutput where it cannot be written, and where it would lie among what is delivered.
    """
    if book.history is None:
        return None
    place = book.history.folder.resolve()
    for each in given:
        if each.is_dir() and each.resolve() in (place, *place.parents):
            raise UnwritableOutput(
                f"記録のフォルダ {book.history.folder} は、点検するフォルダの中なので、この点検を記録しません(一緒に納品されてしまいます)。"
                "台帳を納品物の外に置いてください。"
            )
    prepare_history(book)
    return book.history.add_precheck(precheck_run(report, book.path.parent, given))


def precheck_run(report: PaperReport, home: Path, given: Sequence[Path]) -> PrecheckRun:
    """What is kept of a report. home: the ledger's folder, from which the delivery is named."""
    errors = (PrecheckedError(_id(each.id), each.rule, document_key(each.document)) for each in report.errors)
    documents: dict[str, bool] = {}
    for each in report.documents:
        key = document_key(each.path)
        documents[key] = documents.get(key, True) and each not in report.unread
    has_unread = not all(documents.values())
    judged = (
        each.rule
        for each in report.rules
        if not (each.is_failed or each.is_not_evaluated) and (has_unread or not each.undeterminable)
    )
    return PrecheckRun(
        now(),
        _named(home, given),
        report.verdict,
        report.group.value,
        not report.not_asked,
        tuple(errors),
        frozenset(_id(each.id) for each in report.findings),
        frozenset(judged),
        documents,
        __version__,
    )


def _named(home: Path, given: Sequence[Path]) -> str:
    """The delivery by its places, seen from the ledger's folder; of a file without the version in its name."""
    return "、".join(sorted(_place(home.resolve(), each.resolve()) for each in given))


def _place(home: Path, path: Path) -> str:
    inside = path.is_relative_to(home)
    place = Path(os.path.relpath(path, home)) if inside else path
    text = unicodedata.normalize("NFC", place.as_posix())
    return text if path.is_dir() else str(Path(text).with_name(document_key(Path(text).name)).as_posix())


def _id(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
