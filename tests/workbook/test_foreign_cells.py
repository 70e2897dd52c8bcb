"""Cells of newer Excels and of careful hands: pictures, linked records, check boxes, texts in strikethrough in parts."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import pytest

from tests.support.master import opened
from tests.support.staff_book import Struck, staff_book

HEAD = ["課題ID", "件名", "担当", "期限", "状態", "備考"]
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RICH = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"'
OFFICE = "http://schemas.microsoft.com/office/2017/06/relationships/"
STRUCTURES = {
    "_localImage": (["_rvRel:LocalImageIdentifier", "CalcOrigin"], ["0", "5"]),
    "_webimage": (["WebImageIdentifier", "Text"], ["0", "図"]),
    "_linkedentitycore": (["_Display", "_DisplayString"], ["1", "対応中"]),
    "_error": (["errorType"], ["8"]),
}


def issues_of(folder, *rows):
    return staff_book(folder, {"課題管理表": [HEAD, *rows]})


def with_rich_value(path, cell, kind):
    """The same workbook with a rich value of this kind in a cell, as Excel writes it."""
    names, values = STRUCTURES[kind]
    metadata = (
        f'<metadata {MAIN} xmlns:x="{OFFICE}r"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/></metadataTypes>'
        '<futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext><x:rvb i="0"/></ext></extLst></bk></futureMetadata>'
        '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
    )
    keys = "".join(f'<k n="{name}"/>' for name in names)
    new = {
        "xl/metadata.xml": metadata,
        "xl/richData/rdrichvalue.xml": f'<rvData {RICH}><rv s="0">{"".join(f"<v>{v}</v>" for v in values)}</rv></rvData>',
        "xl/richData/rdrichvaluestructure.xml": f'<rvStructures {RICH}><s t="{kind}">{keys}</s></rvStructures>',
    }
    kinds = ("sheetMetadata", "rdRichValue", "rdRichValueStructure")
    links = "".join(
        f'<Relationship Id="rich{n}" Type="{OFFICE}{each}" Target="/{part}"/>'
        for n, (each, part) in enumerate(zip(kinds, new, strict=True))
    )
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    parts[WORKBOOK_RELATIONS] = parts[WORKBOOK_RELATIONS].replace(
        "</Relationships>", f"{links}</Relationships>"
    )
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet], count = re.subn(
        rf'<c r="{cell}"[^>]*>.*?</c>', f'<c r="{cell}" t="e" vm="1"><v>#VALUE!</v></c>', parts[sheet]
    )
    assert count == 1
    target = path.with_name("新しいExcel.xlsx")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in (parts | new).items():
            book.writestr(name, text)
    return opened(target)


@pytest.mark.parametrize("kind", ["_localImage", "_webimage"])
def test_a_picture_in_a_cell_is_no_excel_error(tmp_path, kind):
    path = issues_of(tmp_path, ["ISS-001", "帳票", "佐藤", date(2026, 12, 4), "対応中", "図"]).path
    book = with_rich_value(path, "F2", kind)
    assert book.issues["ISS-001"].unread == {}
    assert [f for f in book.check(["DAT003"]).findings if f.rule == "DAT003"] == []


def test_a_picture_where_a_value_is_wanted_is_not_taken_for_a_blank(tmp_path):
    path = issues_of(tmp_path, ["ISS-001", "帳票", "佐藤", date(2026, 12, 4), "対応中", "図"]).path
    book = with_rich_value(path, "E2", "_localImage")
    (finding,) = book.check(["DAT003"]).findings
    assert finding.message == "「状態」の「(画像)」を値として読めません。セルの中は画像です。"


def test_a_linked_record_is_read_as_the_text_it_shows(tmp_path):
    path = issues_of(tmp_path, ["ISS-001", "帳票", "佐藤", date(2026, 12, 4), "未着手", None]).path
    assert with_rich_value(path, "E2", "_linkedentitycore").issues["ISS-001"].status == "対応中"


def test_a_new_kind_of_error_stays_an_error(tmp_path):
    path = issues_of(tmp_path, ["ISS-001", "帳票", "佐藤", date(2026, 12, 4), "未着手", None]).path
    book = with_rich_value(path, "E2", "_error")
    assert book.issues["ISS-001"].unread["status"].why == "Excelのエラーです"


def test_the_strikethrough_part_of_a_text_is_gone(tmp_path):
    book = issues_of(
        tmp_path,
        ["ISS-001", "帳票", Struck("高橋 次郎", " 佐藤 花子"), Struck("2026/11/10", "\n2026/12/4"), "対応中"],
    )
    issue = book.issues["ISS-001"]
    assert (issue.owner, issue.due_on) == ("佐藤 花子", date(2026, 12, 4))


def test_fix_writes_nothing_over_a_text_with_a_strikethrough_part(tmp_path):
    plan = issues_of(
        tmp_path, ["ISS-001", "帳票", "佐藤", Struck("2026/11/10", " 2026/12/4"), "対応中"]
    ).fix()
    assert list(plan.changes) == []
    assert plan.doubtful[0].doubt == "取り消し線の付いた文字が消えるため、人が直してください"


@pytest.mark.parametrize(
    "name",
    [
        "辻\U000e0100 三郎",
        "辻三郎様",
        "辻　三郎 部長代理",
        "辻 三郎<tsuji@example.com>",
        "@辻三郎",
        "辻三郎 0.5",
        "辻 三郎[50%]",
    ],
)
def test_a_name_with_a_title_a_mail_address_or_a_chosen_form_is_the_same_person(tmp_path, name):
    members = [["ID", "氏名", "役割"], ["PER-001", "辻 三郎", "PM"]]
    row = ["ISS-001", "帳票", name, date(2026, 12, 4), "対応中", None]
    book = staff_book(tmp_path, {"課題管理表": [HEAD, row], "体制表": members})
    assert book.issues["ISS-001"].owner == "辻 三郎"
    assert book.check(["ISS002"]).findings == ()


def test_another_form_of_a_character_is_proposed_and_not_called_unknown(tmp_path):
    members = [["ID", "氏名", "役割"], ["PER-001", "高橋 次郎", "PM"]]
    row = ["ISS-001", "帳票", "髙橋 次郎", date(2026, 12, 4), "対応中", None]
    book = staff_book(tmp_path, {"課題管理表": [HEAD, row], "体制表": members})
    (finding,) = book.check(["ISS002"]).findings
    assert (finding.severity, "「高橋 次郎」のことではありませんか" in finding.message) == ("warning", True)
    (shown,) = book.fix().doubtful
    assert "字体の違う名前" in shown.doubt


def test_without_a_list_of_people_no_name_is_rewritten_and_no_owner_unknown(tmp_path):
    book = issues_of(tmp_path, ["ISS-001", "帳票", "青木　一郎様", date(2026, 12, 4), "対応中", None])
    plan = book.fix()
    assert [*plan.changes, *plan.doubtful] == []
    assert book.check(["ISS002", "DAT005"]).findings == ()
