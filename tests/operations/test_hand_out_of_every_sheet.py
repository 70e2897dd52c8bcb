"""hand-out to vendors on the whole sample: what goes to one holds nothing of another, in no part of any file."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.operations.book import Book
from pmo_xl.operations.hand_out import Wanted, hand_out
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import opened

SHEETS = ("QA表", "課題管理表", "マスタスケジュール", "IF一覧", "リリース計画", "検収支払", "RFP照合表")
_RUNS = re.compile(r"</t>\s*</r>\s*<r>.*?<t[^>]*>", re.DOTALL)
LONG = 8


def everything(workbook: Path) -> str:
    """Each part of the workbook, its mail text, and each part of the draft that bears it."""
    told = [workbook.name, workbook.with_suffix(".txt").read_text("utf-8-sig")]
    draft = message_from_bytes(workbook.with_suffix(".eml").read_bytes(), policy=default)
    told += [f"{name}: {value}" for name, value in draft.items()]
    told += [part.get_content() for part in draft.walk() if part.get_content_type() == "text/plain"]
    with zipfile.ZipFile(workbook) as archive:
        for name in archive.namelist():
            told += [name, html.unescape(_RUNS.sub("", archive.read(name).decode("utf-8")))]
    return "\n".join(told)


def texts(row: Record) -> Iterator[str]:
    return (
        value for name in row.columns if isinstance(value := getattr(row, name), str) and len(value) >= LONG
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("案件") / "会員基盤刷新プロジェクト.xlsx"
    write_sample(path, planted_project(scale=0.5, profile="full"))
    return opened(path)


@pytest.mark.slow
@pytest.mark.parametrize("label", SHEETS)
def test_nothing_of_another_vendor_or_of_ours_stands_anywhere(book: Book, label: str, tmp_path: Path) -> None:
    rows = list(book.of(sheet_labelled(label)))
    vendors = {company_key(each.name) for each in book.vendors if each.name}
    staff = [each for each in book.members if each.company and company_key(each.company) in vendors]
    made = hand_out(opened(book.path), Wanted(label, "取引先"), tmp_path / "配布")
    assert len(made.hand_outs) > 1
    for each in made.hand_outs:
        said = everything(tmp_path / "配布" / str(each.file))
        given = {row.row_id for row in each.rows}
        own = {text for row in rows if row.row_id in given for text in texts(row)}
        others = [row for row in rows if row.row_id not in given]
        assert not [row.row_id for row in others if row.row_id and re.search(rf"{row.row_id}(?!\d)", said)]
        assert not [text for row in others for text in texts(row) if text in said and text not in own]
        assert not [name for name in vendors - {company_key(each.to)} if name in company_key(said)]
        for member in staff:
            if company_key(member.company or "") != company_key(each.to):
                assert (member.name or "-") not in said and (member.email or "-") not in said
        inner = [getattr(row, name, None) for row in rows for name in ("remarks", "progress_notes")]
        assert not [text for text in inner if text and len(text) >= LONG and text in said]
        assert book.path.name not in said and str(tmp_path) not in said
