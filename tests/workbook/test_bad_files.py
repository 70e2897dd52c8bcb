"""Files that are no readable workbook: one Japanese sentence each, that names the file."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pmo_xl.disk.leftovers import fingerprint, path_for_swap
from pmo_xl.errors import NoLedgerSheet, UnreadableWorkbook
from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook.file import container
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.tab import sheet_size
from tests.workbook.made_books import (
    PACKAGE,
    a_small_ledger,
    one_sheet,
    parts_of_a_book,
    sheet_xml,
    written,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


BYTES = {
    "0バイト": (b"", "空"),
    "CSV": ("ID,件名\nISS-1,確認\n".encode("cp932"), "CSV"),
    "UTF-16のテキスト": ("ID\t件名".encode("utf-16"), "CSV"),
    "HTML": (b"\r\n<html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
    "XMLスプレッドシート": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "XMLスプレッドシート",
    ),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "でたらめ": (bytes(range(256)) * 20, "壊れています"),
    "旧形式xls": (OLE + utf16("Workbook"), ".xls"),
    "IRM": (OLE + utf16("EncryptedPackage") + utf16("DRMEncrypted"), "秘密度ラベル"),
    "ほかのOLE": (OLE + utf16("WordDocument"), "Excelのブックではありません"),
    "切れたZIP": (b"PK\x03\x04" + bytes(300), "途中で切れて"),
    "xlsb": (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"\0"}), ".xlsb"),
    "ods": (zipped(ODS), ".ods"),
    "docx": (zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "Word"),
    "ただのzip": (zipped({"readme.txt": "hello"}), "workbook.xml"),
}


def complaint(path: Path, password: str | None = None) -> str:
    with pytest.raises(UnreadableWorkbook) as caught:
        list(open_grids(path, password))
    message = caught.value.message
    assert message.startswith(path.name)
    assert message.endswith("。")
    assert message.count("。") == 1, "one sentence"
    assert "\n" not in message
    return message


@pytest.mark.parametrize("kind", BYTES)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(tmp_path, kind):
    content, word = BYTES[kind]
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(content)
    assert word in complaint(path)


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path):
    assert "見つかりません" in complaint(tmp_path / "ない.xlsx")
    assert "見つかりません" in complaint(a_small_ledger(tmp_path / "台帳.xlsx") / "下.xlsx")
    assert "フォルダー" in complaint(tmp_path)


def test_impossible_paths_are_said_plainly(tmp_path):
    for name in ("a\0b.xlsx", "長" * 300 + ".xlsx"):
        with pytest.raises(UnreadableWorkbook, match=r"開けません|見つかりません"):
            open_grids(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管.xlsx")
    assert "ファイルではありません" in complaint(tmp_path / "管.xlsx")


def test_a_file_without_permission_is_said_plainly(tmp_path, monkeypatch):
    path = a_small_ledger(tmp_path / "台帳.xlsx")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "権限" in complaint(path)


def test_a_file_locked_by_windows_is_said_to_be_in_use(tmp_path, monkeypatch):
    path = a_small_ledger(tmp_path / "台帳.xlsx")

    def refuse(self):
        error = PermissionError(13, "sharing violation")
        error.winerror = 32
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "使用中" in complaint(path)


def test_an_enormous_file_is_not_read(tmp_path, monkeypatch):
    path = a_small_ledger(tmp_path / "台帳.xlsx")
    monkeypatch.setattr(container, "MAX_FILE_BYTES", 1000)
    assert "大きすぎます" in complaint(path)


def test_a_truncated_workbook_is_said_to_be_cut_off(tmp_path):
    path = a_small_ledger(tmp_path / "台帳.xlsx")
    content = path.read_bytes()
    for length in (len(content) // 3, len(content) - 30):
        path.write_bytes(content[:length])
        assert "途中で切れて" in complaint(path)


def test_a_part_twice_in_the_archive_is_refused(tmp_path):
    path = one_sheet(tmp_path / "台帳.xlsx", "")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/Workbook.xml", "<workbook/>")
    assert "二重" in complaint(path)


@pytest.mark.parametrize("separator", ["\\", "/"])
def test_part_names_with_backslashes_or_a_leading_slash_are_understood(tmp_path, separator):
    parts = parts_of_a_book({"表": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    renamed = {separator + name.replace("/", separator): content for name, content in parts.items()}
    book = open_grids(written(tmp_path / "台帳.xlsx", renamed))
    assert book.grid("表").value(1, 1) == 1


def test_a_damaged_table_of_contents_is_refused(tmp_path):
    parts = parts_of_a_book({"表": sheet_xml("")})
    parts["xl/workbook.xml"] = "<workbook><sheets>"
    assert "壊れて" in complaint(written(tmp_path / "台帳.xlsx", parts))


def test_a_document_type_is_refused(tmp_path):
    parts = parts_of_a_book({"表": sheet_xml("")})
    parts["xl/workbook.xml"] = (
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'
    )
    assert "DTD" in complaint(written(tmp_path / "台帳.xlsx", parts))


def test_too_many_sheets_or_parts_are_refused(tmp_path):
    parts = parts_of_a_book({f"表{i}": "" for i in range(1001)})
    assert "多すぎます" in complaint(written(tmp_path / "枚数.xlsx", parts))
    path = tmp_path / "部品.xlsx"
    path.write_bytes(zipped({}) + b"PK\x01\x02" * 20_000)
    path.write_bytes(b"PK\x03\x04" + path.read_bytes())
    assert "展開すると" in complaint(path)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/sharedStrings.xml"])
def test_damaged_styles_or_texts_refuse_the_book(tmp_path, part):
    parts = parts_of_a_book({"表": sheet_xml("")}, shared_strings="<sst/>", styles="<styleSheet/>")
    parts[part] = "<sst><si><t>切れた"
    assert "壊れて" in complaint(written(tmp_path / "台帳.xlsx", parts))


def encrypted(path: Path, password: str) -> Path:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = a_small_ledger(path)
    locked = io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt(password, locked)
    path.write_bytes(locked.getvalue())
    return path


def test_a_password_is_asked_for_checked_and_used(tmp_path):
    path = encrypted(tmp_path / "台帳.xlsx", "ひみつ2026")
    assert "--password-env" in complaint(path)
    assert "パスワードが違います" in complaint(path, "ちがう")
    book = open_grids(path, "ひみつ2026")
    assert book.grid("QA表").value(4, 1) == "ISS-003"
    assert book.sha256 == container.Container("x", path.read_bytes(), "ひみつ2026").sha256


def test_a_damaged_encrypted_file_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(OLE + utf16("EncryptedPackage"))
    assert "暗号化" in complaint(path, "ひみつ")


def test_endless_key_derivation_is_refused(tmp_path):
    path = encrypted(tmp_path / "台帳.xlsx", "ひみつ2026")
    content = path.read_bytes()
    assert content.count(b'spinCount="100000"') == 1
    path.write_bytes(content.replace(b'spinCount="100000" ', b'spinCount="9999999"'))
    assert "暗号化" in complaint(path, "ひみつ2026")


def test_a_content_types_part_alone_is_no_workbook(tmp_path):
    parts = {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'}
    assert "workbook.xml" in complaint(written(tmp_path / "台帳.xlsx", parts))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes to take away")
def test_a_link_to_nowhere_is_a_missing_file(tmp_path):
    (tmp_path / "リンク.xlsx").symlink_to(tmp_path / "ない.xlsx")
    assert "見つかりません" in complaint(tmp_path / "リンク.xlsx")


def test_a_workbook_of_too_many_cells_is_named_before_its_cells_are_read(tmp_path, monkeypatch):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60))
    path = written(tmp_path / "台帳.xlsx", parts_of_a_book({f"表{n}": sheet_xml(rows) for n in range(3)}))
    assert [grid.unreadable for grid in open_grids(path)] == [None, None, None]
    monkeypatch.setattr(sheet_size, "MOST_CELLS", 120)
    assert "多すぎて" in [grid.unreadable or "" for grid in open_grids(path)][2]
    with pytest.raises(
        NoLedgerSheet,
        match=r"^台帳\.xlsx: 読める台帳のシートがありません。シート「表2」は値のあるセルが多すぎて",
    ):
        open_workbook(path)


def test_cells_are_counted_whatever_prefix_and_kind_they_have():
    assert sheet_size.filled_cells(b"<c><v>1</v></c><x:c><x:v>1</x:v></x:c><c><is><t>a</t></is></c>") >= 3
    assert sheet_size.filled_cells(b'<c r="A1" s="3"/>' * 9) == 0


def test_a_book_that_windows_had_put_aside_is_found_again(tmp_path):
    path = a_small_ledger(tmp_path / "台帳.xlsx")
    read = fingerprint(path)
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    staged = path_for_swap(tmp_path / "新.tmp", path, read, "0" * 64).name.split("-")
    staged[3] = f"{dead.pid:x}"
    path.rename(tmp_path / "-".join(staged))
    assert open_grids(path).grid("QA表").value(4, 1) == "ISS-003"
    assert path.exists() and fingerprint(path) == read


def test_a_text_that_the_file_has_lost_costs_its_cell_and_is_named(tmp_path):
    texts = ["ID", "件名", "担当", "期限", "状態", "ISS-001", "夜間", "山本", "2026/12/1", "対応中"]
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    numbers = [[0, 1, 2, 3, 4], [5, 6, 999, 8, 9], ["x", 6, 7, 8, 9]]
    rows = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{"ABCDE"[c]}{r}" t="s"><v>{n}</v></c>' for c, n in enumerate(line))
        + "</row>"
        for r, line in enumerate(numbers, 1)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = parts_of_a_book({"課題管理表": sheet_xml(rows)}, shared_strings=f"<sst {main}>{shared}</sst>")
    book = open_workbook(written(tmp_path / "壊れた.xlsx", parts), as_of="2026-11-30")
    assert [(issue.row, issue.id, issue.owner) for issue in book.issues] == [
        (2, "ISS-001", None),
        (3, None, "山本"),
    ]
    assert [sorted(issue.unread) for issue in book.issues] == [["owner"], ["id"]]
    assert {unread.reason for issue in book.issues for unread in issue.unread.values()} == {
        "ファイルが壊れていて、文字が残っていません。入力し直してください"
    }
