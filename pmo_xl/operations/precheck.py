"""precheck: what goes to the customer is looked through before it goes. Read only: no deliverable is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import BadOption
from pmo_xl.model.passage import Delivery
from pmo_xl.model.precheck_words import PrecheckWords, read_words
from pmo_xl.operations.arguments import PathText
from pmo_xl.operations.today import today_in_japan
from pmo_xl.papers.delivery import read_delivery
from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.paper_run import PaperReport, faults_of_words, judge_delivery


class Precheck(PaperReport):
    """The result: verdict (pass, conditional, fail), errors, findings, documents, rules, not_built, to_frame()."""

    def save(self, path: PathText, *, force: bool = False) -> Path:
        """Write the result as a workbook. Raises UnwritableOutput."""
        from pmo_xl.documents.precheck import write_precheck

        return write_file(Path(path), lambda made: write_precheck(made, self), force=force)


def precheck(
    paths: PathText | Iterable[PathText],
    *,
    words: PathText | None = None,
    customer: str | None = None,
    password: str | None = None,
) -> Precheck:
    """Look through files, folders and zips as one delivery.

    words: the words file (TOML). customer: whose name may stand in it; wins over [customer] of the words file.
    Raises BadOption where a path is not there, nothing is to be looked at, or the words file is not understood.
    """
    given = [Path(paths)] if isinstance(paths, str | PathLike) else [Path(each) for each in paths]
    said = (read_words(Path(words)) if words else PrecheckWords()).for_customer(customer)
    _refuse(said)
    documents = tuple(read_delivery(given, password))
    if not documents:
        raise BadOption(f"{'、'.join(map(str, given))} に点検するファイルがありません。")
    report = judge_delivery(Delivery(documents, said, today_in_japan()), paper_rules())
    return Precheck(report.delivery, report.findings, report.rules, report.off)


def _refuse(words: PrecheckWords) -> None:
    faults = [*faults_of_words(words.rules)]
    for pattern, said in words.documents.items():
        faults += [f'[documents."{pattern}"] の{fault}' for fault in faults_of_words(said)]
    if faults:
        raise BadOption(f"語ファイルを使えません。{'、'.join(dict.fromkeys(faults))}。")
