"""A delivery at its bounds, on both sides: files, bytes, folders, zips; the names of entries; plain texts line by line."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from pmo_xl.errors import BadOption
from pmo_xl.model.passage import Document
from pmo_xl.papers import delivery, reading, text
from pmo_xl.papers.delivery import PaperBytes, delivered, entry_name, file_of, read_delivery
from pmo_xl.papers.endings import ending_of
from pmo_xl.papers.reading import read_paper, reason_not_read, saved_day
from tests.support.made_papers import zipped
from tests.support.paper_change import packed, parts_of, told

TEXT = "桁数は要確認。"


def folder_of(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "納品"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT, encoding="utf-8")
    return folder


def test_as_many_files_as_are_allowed_are_read_and_not_one_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path, "a.txt", "b.png", "c.txt")
    monkeypatch.setattr(delivery._Budget, "__init__", _budget(files=3))
    assert len([*read_delivery([folder])]) == 3
    monkeypatch.setattr(delivery._Budget, "__init__", _budget(files=2))
    with pytest.raises(BadOption, match="ファイルが多すぎます"):
        [*read_delivery([folder])]


def test_as_many_bytes_as_are_allowed_are_read_and_not_one_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path, "a.txt", "b.txt")
    size = 2 * len(TEXT.encode())
    monkeypatch.setattr(delivery._Budget, "__init__", _budget(left=size))
    assert len([*read_delivery([folder])]) == 2
    monkeypatch.setattr(delivery._Budget, "__init__", _budget(left=size - 1))
    with pytest.raises(BadOption, match="納品物が大きすぎます"):
        [*read_delivery([folder])]


def _budget(files: int = 9, left: int = 9_999):  # type: ignore[no-untyped-def]
    def made(self: delivery._Budget, password: str | None = None) -> None:
        self.password, self.files, self.left = password, files, left

    return made


def test_the_bounds_are_those_of_the_page() -> None:
    budget = delivery._Budget()
    assert (budget.files, budget.left) == (5_000, 2 * 1024**3)
    assert (delivery.DEEPEST_FOLDER, delivery.DEEPEST_ZIP, text.LARGEST) == (20, 2, 300 * 1024**2)


def test_folders_are_read_so_deep_and_no_deeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path, "一/二/a.txt")
    monkeypatch.setattr(delivery, "DEEPEST_FOLDER", 3)
    assert [each.path for each in read_delivery([folder])] == ["一/二/a.txt"]
    monkeypatch.setattr(delivery, "DEEPEST_FOLDER", 2)
    with pytest.raises(BadOption, match="入れ子が深すぎます"):
        [*read_delivery([folder])]


def test_files_come_by_their_names_and_several_arguments_by_their_folders(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "b.txt", "a.txt", "z/c.txt", "y/d.txt")
    assert [each.path for each in read_delivery([folder])] == ["a.txt", "b.txt", "y/d.txt", "z/c.txt"]
    both = [each.path for each in read_delivery([folder / "y", folder / "b.txt"])]
    assert both == ["y/d.txt", "b.txt"]
    with pytest.raises(BadOption, match="見つかりません"):
        [*read_delivery([folder / "無い"])]


def test_a_link_is_named_and_not_followed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.png").symlink_to(folder / "a.txt")
    (folder / "d").symlink_to(tmp_path)
    (folder / "e.txt").symlink_to(folder / "無い")
    found = {each.path: each for each in read_delivery([folder])}
    reason = "ほかの場所へのリンクは開きません"
    assert {name: (each.is_failed, each.unread[0].reason if each.unread else "") for name, each in found.items()} == {
        "a.txt": (False, ""), "b.txt": (True, reason), "c.png": (False, reason), "d": (False, reason),
        "e.txt": (True, reason),
    }  # fmt: skip


def test_a_document_is_found_again_where_it_lies(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "y/d.txt", "納品.zip")
    assert file_of("y/d.txt", [folder]) == folder / "y/d.txt"
    assert file_of("納品/y/d.txt", [folder]) == folder / "y/d.txt"
    assert file_of("納品.zip ＞ 中.docx", [folder]) == folder / "納品.zip"
    assert file_of("d.txt", [folder / "y/d.txt"]) == folder / "y/d.txt"
    assert file_of("e.txt", [folder / "y/d.txt"]) is None
    assert file_of("e.txt", [folder]) is None


@pytest.mark.parametrize(("ratio", "is_read"), [(99, True), (101, False)])
def test_an_entry_may_grow_a_hundredfold_beyond_ten_megabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ratio: int, is_read: bool
) -> None:
    monkeypatch.setattr(delivery, "_ALWAYS_ALLOWED", 0)
    size = len(zipped({"a.txt": b"a" * 14_000}))  # and of a little more, not a byte longer
    data = zipped({"a.txt": b"a" * (ratio * size)})
    assert abs(len(data) - size) < 3
    path = tmp_path / "納品.zip"
    path.write_bytes(data)
    (found,) = read_delivery([path])
    assert found.is_read is is_read


def test_small_entries_may_grow_more_but_all_together_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_MOST_RATIO", 0)
    monkeypatch.setattr(delivery, "_ALWAYS_ALLOWED", 10)
    path = tmp_path / "納品.zip"
    path.write_bytes(zipped({"a.txt": b"a" * 6, "b.txt": b"b" * 4, "c.txt": b"", "d.txt": b"d"}))
    found = {each.path[-5:]: bool(each.unread) for each in read_delivery([path])}
    assert found == {"a.txt": False, "b.txt": False, "c.txt": False, "d.txt": True}


def test_more_entries_than_are_allowed_are_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_MOST_ENTRIES", 3)
    for count, is_read in ((3, True), (4, False)):
        path = tmp_path / f"{count}.zip"
        path.write_bytes(zipped({f"{number}.txt": TEXT for number in range(count)}))
        assert all(each.is_read for each in read_delivery([path])) is is_read


def test_entries_of_a_zip_by_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "納品.zip"
    path.write_bytes(
        zipped({"b/": "", "b/c.png": b"x" * 3, "a.txt": TEXT, "壊れ.zip": b"PK", "d\\e.txt": TEXT})
    )
    found = {each.path.partition(" ＞ ")[2]: each for each in read_delivery([path])}
    assert {name: (each.is_read, each.is_failed, each.size) for name, each in found.items()} == {
        "a.txt": (True, False, 21), "b/c.png": (False, False, 3), "壊れ.zip": (False, True, 2),
        "d/e.txt" if os.sep == "\\" else "d\\e.txt": (True, False, 21),  # zipfile reads its own system's sign as /
    }  # fmt: skip


def entry(name: bytes, flags: int = 0, extra: bytes = b"") -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("x")
    made.orig_filename = name.decode("utf-8" if flags & 0x800 else "cp437")
    made.flag_bits, made.extra = flags, extra
    return made


def unicode_path(name: bytes, before: bytes = b"") -> bytes:
    return before + b"\x75\x70" + struct.pack("<H", len(name) + 5) + b"\x01\0\0\0\0" + name


@pytest.mark.parametrize(
    ("info", "name"),
    [
        (entry("設計.txt".encode(), 0x800), "設計.txt"),
        (entry("設計.txt".encode()), "設計.txt"),
        (entry("設計.txt".encode("cp932")), "設計.txt"),
        (entry(b"a.txt\0b"), "a.txt"),
        (entry(b"\xff\x81.txt"), entry(b"\xff\x81.txt").orig_filename),
        (entry(b"a.txt", 0, unicode_path("設計.txt".encode())), "設計.txt"),
        (entry(b"a.txt", 0, unicode_path("設計.txt".encode(), b"\x01\0\x02\0zz")), "設計.txt"),
        (entry(b"a.txt", 0, unicode_path(b"")), "a.txt"),
        (entry(b"a.txt", 0, unicode_path(b"\xff")), "a.txt"),
        (entry(b"a.txt", 0, b"\x75\x70\x09"), "a.txt"),
    ],
)
def test_the_name_of_an_entry_is_read_as_it_was_written(info: zipfile.ZipInfo, name: str) -> None:
    assert entry_name(info) == name


def test_what_is_still_to_be_read_keeps_its_password(tmp_path: Path) -> None:
    (found,) = delivered([folder_of(tmp_path, "a.txt")], "鍵")
    assert found == PaperBytes("a.txt", TEXT.encode(), "鍵")


@pytest.mark.parametrize(
    ("path", "ending"), [("a.TXT", "txt"), ("b.d/a", ""), ("a.b.docx", "docx"), (".a", "a"), ("a.", "")]
)
def test_the_ending_is_that_of_the_name(path: str, ending: str) -> None:
    assert ending_of(path) == ending
    assert (
        reason_not_read(ending) == f"点検しない種類のファイルです({f'.{ending}' if ending else '拡張子なし'})"
    )


def test_a_paper_that_is_too_deep_or_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object) -> Document:
        raise RecursionError

    monkeypatch.setattr(reading, "_readers", lambda: {"docx": deep})
    found = read_paper("a.docx", b"x")
    assert (found.is_failed, found.size, found.unread[0].reason) == (
        True, 1, "a.docx は入れ子が深すぎるか大きすぎて、安全に読めません。",
    )  # fmt: skip


def test_the_day_of_saving_is_read_without_the_rest() -> None:
    assert str(saved_day("a.docx", packed(parts_of("docx_beside")))) == "2026-11-30"
    assert saved_day("a.xlsx", b"PK") is None
    assert saved_day("a.txt", b"x") is None
    assert str(saved_day("a.pdf", b"/ModDate (D:20261129153000Z) /ModDate(D:20261129)")) == "2026-11-29"
    assert str(saved_day("a.pdf", b"/ModDate (D:20261129153000Z)")) == "2026-11-30"
    assert saved_day("a.pdf", b"/ModDate (D:2026)") is None


PLAIN = {
    "一.txt": "一\r\n\r\n 二 \n\u3000\n三",
    "一.md": "# 甲 ##\n## **乙**\n本文 *強い* __字__ a_b_c\n\n#丙\n---\n***\n# 丁\n### 戊\n## 己\n    # 庚\n",
    "二.md": "````\n```\n中\n\n````\n外\n~~~ py\n```\n~~~\n~~\n",
    "一.csv": '甲,,"丙"\n1,2,3,4\n"改\n行", ,"a""b"\n○,×,\n×,○,',
    "二.csv": "",
    "三.csv": "可否\n○\n×\n",
}
KEPT = Path(__file__).parent / "one_change_of_texts.txt"


def plain_lines() -> str:
    found = []
    for name, content in PLAIN.items():
        found += [*told(read_paper(name, content.encode()))[1:], ""]
    return "\n".join(found)


def test_plain_texts_are_read_line_by_line_as_kept() -> None:
    assert plain_lines() == KEPT.read_text(encoding="utf-8").rstrip("\n") + "\n"


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xff\xfea\0", "a"),
        (b"\xfe\xff\0a", "a"),
        (b"\xff\xfea", None),
        (b"a\0b", None),
        ("漢字とｶﾅ".encode("cp932"), "漢字とｶﾅ"),
        ("漢字とカナの文".encode("euc-jp"), "漢字とカナの文"),
        ("漢字".encode("iso-2022-jp"), "漢字"),
        ("\x1b漢字".encode(), "\x1b漢字"),
        (b"\x1b$B\x81", None),
        (b"\x81", None),
    ],
)
def test_bytes_are_the_text_of_the_first_encoding_that_fits(data: bytes, read: str | None) -> None:
    assert text.decoded(data) == read


def test_a_csv_that_is_none_is_told_in_a_sentence() -> None:
    made = io.StringIO()
    made.write("a\n" + '"' + "あ" * 10)
    assert read_paper("a.csv", made.getvalue().encode()).is_read
