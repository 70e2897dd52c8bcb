"""A page for the browser without a browser: self-contained, escaped, complete, and true about what was not judged."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname

import pytest

from pmo_xl.documents.listing import CellTarget, Listing
from pmo_xl.documents.page.cells import page_link
from pmo_xl.documents.page.frame import page_html
from pmo_xl.documents.page.parts import Filtered, Lines, Opened, Page, Section, Table, Tiles
from pmo_xl.faces.cli import main
from pmo_xl.model.column import Kind
from pmo_xl.model.list_column import COUNT, ListColumn
from tests.support.master import opened, small_book

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}\u202e"


class Elements(HTMLParser):
    """What stands in a page: its tags with their attributes, and the text outside style and script."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._silent = False
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data


def office(title: str = "案件一覧") -> Page:
    """A page of three projects, the texts of one of them hostile."""
    columns = (
        ListColumn("案件", width=30, is_link=True),
        ListColumn("信号"),
        ListColumn("PM"),
        ListColumn("部門"),
        ListColumn("期限超過", Kind.INT, words=COUNT),
    )
    rows = [
        (HOSTILE, Opened("● 赤", [HOSTILE, "予算超過: 販売部 ▲1,200,000円"]), "佐藤 花子", ("販売部", "経理部"), 12),
        ("店舗端末更改", Opened("▲ 黄", ["出来高の遅れ: SPI 0.93"]), "鈴木 一郎", ("経理部",), 2),
        ("会員基盤刷新", "■ 緑", None, (), 0),
    ]  # fmt: skip
    targets = [CellTarget(Path("案 件/会員 基盤#1.xlsx"), "課題'管理表", "K12"), None, None]
    listing = Listing(title="案件一覧", columns=columns, rows=rows, targets=targets)
    filtered = Filtered(("信号", "PM", "部門"), [Table(listing)])
    parts = [
        Lines([HOSTILE], "notice"),
        Tiles([("案件", "3"), ("● 赤", "1")]),
        Section("案件一覧", [filtered]),
    ]
    return Page(title, ["基準日 2026/11/30"], parts)


def test_a_page_needs_nothing_from_anywhere() -> None:
    elements = Elements(page_html(office()))
    assert not {tag for tag, _ in elements.tags} & {"link", "iframe", "object", "base", "form"}
    assert not [told for tag, told in elements.tags if tag in ("script", "img") and "src" in told]
    policy = next(told["content"] for tag, told in elements.tags if told.get("http-equiv"))
    assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert not [
        name for _, told in elements.tags for name in told if name.startswith("on") or name == "style"
    ]


def test_a_text_of_a_workbook_stays_a_text() -> None:
    page = page_html(office(HOSTILE))
    elements = Elements(page)
    assert [tag for tag, _ in elements.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in elements.tags}
    shown = HOSTILE.replace("\u202e", r"\u202e")
    assert elements.text.count(shown) == 5  # the title twice, the notice, the cell, the reason
    assert "\u202e" not in page.decode()


def test_every_row_stands_there_without_script_and_what_needs_it_does_not() -> None:
    elements = Elements(page_html(office()))
    assert [told.get("hidden", "shown") for _, told in elements.tags if told.get("class") == "bar"] == [None]
    assert "SPI 0.93" in elements.text and "会員基盤刷新" in elements.text


def test_the_choices_count_rows_and_are_in_their_order() -> None:
    text = page_html(office()).decode()
    options = re.findall(r'<option value="([^"]+)">([^<]+)</option>', text)
    assert options == [
        ("● 赤", "● 赤 (1)"),
        ("▲ 黄", "▲ 黄 (1)"),
        ("■ 緑", "■ 緑 (1)"),
        ("佐藤 花子", "佐藤 花子 (1)"),
        ("鈴木 一郎", "鈴木 一郎 (1)"),
        ("経理部", "経理部 (2)"),
        ("販売部", "販売部 (1)"),
    ]


@pytest.mark.parametrize(
    "name", ["会員 基盤#1.xlsx", "100%.xlsx", "C:変.xlsx", "?q=1&b.xlsx", "javascript:x.xlsx"]
)
@pytest.mark.parametrize("from_folder", [True, False], ids=["beside the page", "from nowhere"])
def test_a_link_leads_to_the_book_and_says_the_cell(name: str, from_folder: bool, tmp_path: Path) -> None:
    book = tmp_path / "案件" / name
    link = page_link(CellTarget(book, "課題'管理表", "K12"), tmp_path / "横断" if from_folder else None)
    parsed = urlparse(link)
    assert parsed.scheme == ("" if from_folder else "file")
    found = (tmp_path / "横断" / unquote(parsed.path)) if from_folder else Path(url2pathname(parsed.path))
    assert found.resolve() == book.resolve()
    assert unquote(parsed.fragment) == "課題'管理表!K12"


def test_check_puts_every_finding_with_its_place_and_what_was_not_judged_on_the_page(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    report = opened(book).check()
    assert main(["check", str(book), "-o", str(tmp_path / "点検.html"), "--exit-zero"]) == 0
    elements = Elements((tmp_path / "点検.html").read_bytes())
    links = [
        told["href"] or ""
        for tag, told in elements.tags
        if tag == "a" and ".xlsx" in (told.get("href") or "")
    ]
    assert {unquote(urlparse(link).path) for link in links} == {book.name}
    for finding in report.findings:
        assert finding.message in elements.text and finding.remedy in elements.text
    cells = {unquote(urlparse(link).fragment) for link in links}
    assert {f"{f.sheet_title}!{f.cell}" for f in report.findings if f.sheet_title and f.cell} <= cells
    assert report.light and report.light.light.shown in elements.text
    lacking = [count for count in report.rules if count.is_not_evaluated]
    assert lacking and all(count.rule in elements.text for count in lacking)
    assert "判定できなかったものは問題なしではありません" in elements.text


def test_a_page_of_several_books_names_the_one_that_could_not_be_read(tmp_path: Path) -> None:
    small_book(tmp_path)
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert main(["check", str(tmp_path), "-o", str(tmp_path / "点検.html")]) == 3
    text = Elements((tmp_path / "点検.html").read_bytes()).text
    assert "1 冊は読めませんでした" in text and "空.xlsx" in text and "会員基盤刷新.xlsx" in text


def test_a_page_is_made_where_no_book_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert main(["check", str(tmp_path / "空.xlsx"), "-o", str(tmp_path / "点検.htm")]) == 2
    assert "空.xlsx" in Elements((tmp_path / "点検.htm").read_bytes()).text
