"""Files that carry a mark: final, read-only recommended, a sensitivity label, or Excel's own password that nobody knows."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from pmo_xl.errors import RefusedEdit, UnreadableWorkbook
from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook.file.password import BUILT_IN
from tests.support.staff_book import staff_book

AS_OF = date(2026, 11, 30)
HEAD = ["課題ID", "件名", "担当", "期限", "状態"]
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/"


def marked(folder, properties="", sharing=""):
    """A ledger with a date as text, whose file carries these properties of its own."""
    path = staff_book(
        folder, {"課題管理表": [HEAD, ["ISS-001", "帳票", "佐藤", "２０２６／１１／２０", "対応中"]]}
    ).path
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<workbookPr", f"{sharing}<workbookPr")
    if properties:
        parts["docProps/custom.xml"] = (
            f'<Properties xmlns="{TYPES}custom-properties" xmlns:vt="{TYPES}docPropsVTypes">{properties}</Properties>'
        )
        link = f'<Relationship Id="own" Type="{TYPES}relationships/custom-properties" Target="docProps/custom.xml"/>'
        parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", f"{link}</Relationships>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return path


def prop(name, kind, value):
    return f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:{kind}>{value}</vt:{kind}></property>'


LABEL = prop("MSIP_Label_1a2b_Enabled", "lpwstr", "true") + prop("MSIP_Label_1a2b_Name", "lpwstr", "社外秘")


@pytest.mark.parametrize(
    ("properties", "sharing", "said"),
    [
        (prop("_MarkAsFinal", "bool", "true"), "", "最終版にされているため"),
        ("", '<fileSharing readOnlyRecommended="1"/>', "読み取り専用で開くよう勧められているため"),
        (LABEL, "", "秘密度ラベル「社外秘」が付いているため"),
    ],
)
def test_writing_into_a_marked_file_says_so_first_and_wants_to_be_told(tmp_path, properties, sharing, said):
    path = marked(tmp_path, properties, sharing)
    before = path.read_bytes()
    with pytest.raises(RefusedEdit, match=said):
        open_workbook(path, as_of=AS_OF).fix(apply=True)
    assert path.read_bytes() == before
    plan = open_workbook(path, as_of=AS_OF, force=True).fix(apply=True)
    assert plan.saved and [change.change.cell for change in plan.changes] == ["D2"]


def test_a_file_without_a_mark_or_with_one_that_is_off_is_written(tmp_path):
    path = marked(tmp_path, prop("_MarkAsFinal", "bool", "false"), '<fileSharing userName="佐藤"/>')
    assert open_workbook(path, as_of=AS_OF).fix(apply=True).saved


def encrypted(path, password):
    box = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(password, box)
    path.write_bytes(box.getvalue())
    return path


def test_a_book_under_excels_own_password_is_read_and_written_without_one(tmp_path):
    path = encrypted(marked(tmp_path), BUILT_IN)
    assert open_workbook(path, as_of=AS_OF).fix(apply=True).saved
    assert open_workbook(path, as_of=AS_OF).issues["ISS-001"].due_on == date(2026, 11, 20)
    assert path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"


def test_a_book_under_a_password_of_somebodys_own_asks_for_it(tmp_path):
    with pytest.raises(UnreadableWorkbook, match="パスワードで保護されています"):
        open_workbook(encrypted(marked(tmp_path), "himitsu"), as_of=AS_OF)
