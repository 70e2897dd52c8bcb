"""A delivery is read whole: folders, zips in zips, odd names and encodings; what is dangerous is named, not opened."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from pmo_xl import read_document
from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.model.passage import Document
from pmo_xl.papers.delivery import read_delivery
from pmo_xl.papers.reading import read_paper
from tests.support.made_papers import word_file, zipped

TEXT = "桁数は要確認。"


def documents(path: Path) -> dict[str, Document]:
    return {each.path: each for each in read_delivery([path])}


def reasons(path: Path) -> dict[str, str]:
    return {name: each.unread[0].reason for name, each in documents(path).items() if each.unread}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc-jp", "iso-2022-jp"])
def test_text_is_read_in_every_japanese_encoding(encoding: str) -> None:
    found = read_paper("メモ.txt", f"一行目\n\n{TEXT}\n".encode(encoding))
    assert [(p.text, p.place) for p in found.of("行")] == [("一行目", "1行目"), (TEXT, "3行目")]


def test_markdown_has_headings_and_code_and_no_emphasis_signs() -> None:
    found = read_paper(
        "手順.md", "# 1 準備\n**太字**の文\n```\nTODO();\n```\n## 1.1 次\n本文\n---\n".encode()
    )
    assert [(p.kind, p.text, p.heading, "コード" in p.marks) for p in found.passages[1:]] == [
        ("見出し", "1 準備", ("1 準備",), False),
        ("行", "太字の文", ("1 準備",), False),
        ("行", "TODO();", ("1 準備",), True),
        ("見出し", "1.1 次", ("1 準備", "1.1 次"), False),
        ("行", "本文", ("1 準備", "1.1 次"), False),
    ]


def test_a_csv_says_row_and_heading() -> None:
    found = read_paper("一覧.csv", '件名,備考\n"改行\nあり",要確認\n'.encode("cp932"))
    assert [(p.text, p.place, p.column) for p in found.of("セル")][2:] == [
        ("改行\nあり", "2行目 列「件名」", "件名"),
        ("要確認", "2行目 列「備考」", "備考"),
    ]


def test_bytes_of_no_text_are_not_read_as_one() -> None:
    found = read_paper("絵.txt", b"\x89PNG\0\xff\xfe")
    assert not found.is_read and found.is_failed and "文字コード" in found.unread[0].reason


def test_a_folder_is_read_in_order_and_what_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "設計").mkdir()
    (tmp_path / "設計" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "図.png").write_bytes(b"x")
    (tmp_path / "説明.pptx").write_bytes(b"x")
    found = documents(tmp_path)
    assert set(found) == {"設計/a.txt", "図.png", "説明.pptx"}
    assert reasons(tmp_path) == {
        "図.png": "点検しない種類のファイルです(.png)",
        "説明.pptx": "説明.pptx は名前の終わりと中身の種類が違います（元のファイルを確かめてください）。",
    }
    assert [p.text for p in found["図.png"].passages] == ["図.png"]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "pdf", "xls", "ods"])
def test_a_file_without_a_byte_is_called_empty(ending: str) -> None:
    found = read_paper(f"空.{ending}", b"")
    assert found.is_failed and found.unread[0].reason.startswith(f"空.{ending} は中身が空(0バイト)です")


@pytest.mark.parametrize("data", [b"x", b"%PDE-1.7", b" GIF89a"])
def test_a_pdf_that_holds_something_else_is_no_pdf(data: bytes) -> None:
    found = read_paper("報告.pdf", data)
    assert "名前の終わりと中身の種類が違います" in found.unread[0].reason


def test_names_in_a_zip_of_windows_and_of_mac_are_read(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("か\u3099.txt", TEXT)  # as macOS writes が
        archive.writestr("ABCDEF.txt", TEXT)
    cp932 = "表示能.txt".encode("cp932")  # three bytes of it are backslashes
    (tmp_path / "納品.zip").write_bytes(made.getvalue().replace(b"ABCDEF.txt", cp932))
    found = documents(tmp_path / "納品.zip")
    assert {name for name, each in found.items() if each.is_read} == {
        "納品.zip ＞ が.txt",
        "納品.zip ＞ 表示能.txt",
    }


def test_dangerous_entries_of_a_zip_are_named_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "納品.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../x.txt", TEXT)
        archive.writestr("/y.txt", TEXT)
        archive.writestr("C:/z.txt", TEXT)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ok.txt", TEXT)
    found = documents(path)
    assert [name for name, each in found.items() if each.is_read] == ["納品.zip ＞ ok.txt"]
    assert len(reasons(path)) == 4
    assert all("\n" not in reason for reason in reasons(path).values())
    assert list(tmp_path.iterdir()) == [path]


def test_an_encrypted_entry_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"秘.txt": TEXT}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    path = tmp_path / "納品.zip"
    path.write_bytes(data)
    assert "パスワード" in reasons(path)["納品.zip ＞ 秘.txt"]


def test_zips_are_opened_two_deep_and_no_deeper(tmp_path: Path) -> None:
    data = zipped({"中.txt": TEXT})
    inner = zipped({"二.zip": data})
    path = tmp_path / "一.zip"
    path.write_bytes(inner)
    assert "一.zip ＞ 二.zip ＞ 中.txt" in documents(path)
    path.write_bytes(zipped({"外.zip": inner}))
    assert "入れ子が深すぎ" in reasons(path)["一.zip ＞ 外.zip ＞ 二.zip"]


def test_a_bomb_is_not_inflated(tmp_path: Path) -> None:
    path = tmp_path / "爆.zip"
    path.write_bytes(zipped({"a.txt": b"0" * (30 << 20)}))
    assert "異常に大きく" in reasons(path)["爆.zip ＞ a.txt"]
    bomb = word_file("<w:p/>" + " " * (30 << 20))
    assert "異常に大きく" in read_paper("爆.docx", bomb).unread[0].reason


_DTD = '<!DOCTYPE a [<!ENTITY b "bbb">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04 cut off",
        zipped({"xl/workbook.xml": "<workbook/>"}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": f"{_DTD}<document/>"}),
        zipped({"word/document.xml": "<a>" * 3000}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
    ],
    ids=["empty", "text", "cut", "a book", "broken", "DTD", "deep", "OLE"],
)
def test_a_hostile_word_file_is_one_sentence(data: bytes) -> None:
    found = read_paper("悪い.docx", data)
    assert not found.is_read and found.is_failed
    (part,) = found.unread
    assert part.reason.startswith("悪い.docx") and part.reason.endswith("。") and "\n" not in part.reason


def test_one_document_is_read_by_itself_or_says_why_not(tmp_path: Path) -> None:
    path = tmp_path / "メモ.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert [p.text for p in read_document(path).of("行")] == [TEXT]
    for name in ("絵.png", "説明.pdf"):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(UnreadableWorkbook):
            read_document(tmp_path / name)
    with pytest.raises(UnreadableWorkbook, match="見つかりません"):
        read_document(tmp_path / "ない.docx")


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="見つかりません"):
        list(read_delivery([tmp_path / "ない"]))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    (outside / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "納品"
    folder.mkdir()
    (folder / "b").symlink_to(outside)
    (folder / "c.txt").symlink_to(outside / "a.txt")
    assert set(reasons(folder)) == {"b", "c.txt"}
