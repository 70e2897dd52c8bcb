"""A page in a real browser, at the size of a small notebook and of a telephone: keys, filters, paper, accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from pmo_xl.documents.page.frame import page_html
from pmo_xl.documents.portfolio.page import portfolio_page
from pmo_xl.faces.cli import main
from pmo_xl.operations.portfolio import portfolio
from tests.documents.test_page import office
from tests.support.browser import Browser, browser
from tests.support.master import small_book
from tests.support.sample_office import D, make_office

SIZES = [(1366, 768), (390, 844)]
ROWS = "[...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[4].innerText)"
STATUS = "document.querySelector('.status').innerText"
FOCUS = "document.activeElement.dataset.filter || document.activeElement.innerText"


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("横断") / "案件横断.html"
    path.write_bytes(page_html(office(), path.parent))
    return path


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("点検")
    main(
        [
            "check",
            str(small_book(folder)),
            "-o",
            str(folder / "点検.html"),
            "--rules",
            "ISS",
            "QST",
            "--quiet",
        ]
    )
    return folder / "点検.html"


@pytest.fixture(scope="module")
def across(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of portfolio: three projects of two PMs and two departments."""
    folder = tmp_path_factory.mktemp("全案件")
    books = make_office(folder / "案件", 2, 1)
    found = portfolio(books.folder, jobs=1, as_of=D, run_day=D)
    people = [("三枝 薫", "経理部"), ("三枝 薫", "販売部"), ("<b>武田</b>", "販売部")]
    projects = [
        replace(found.projects[n % 2], key=str(n), name=f"案件{n}", pm=pm, department=department)
        for n, (pm, department) in enumerate(people)
    ]
    path = folder / "案件横断.html"
    path.write_bytes(b"".join(portfolio_page(replace(found, projects=projects), folder)))
    return path


@pytest.mark.parametrize("size", SIZES, ids=["notebook", "telephone"])
@pytest.mark.parametrize("which", ["page", "checked", "across"])
def test_a_page_fits_its_window_asks_for_nothing_and_breaks_no_rule_of_accessibility(
    which: str, size: tuple[int, int], tab: Browser, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(which)
    tab.open(path, *size)
    assert tab.ask("document.documentElement.scrollWidth <= innerWidth")
    asked = [url for url in tab.requests if not url.startswith("data:")]
    assert asked == [path.as_uri()] and tab.complaints == []
    assert tab.violations() == []


def test_a_project_is_found_opened_and_sorted_with_the_keyboard_alone(page: Path, tab: Browser) -> None:
    tab.open(page, *SIZES[0])
    assert tab.ask(STATUS) == "3 件"
    tab.press("Tab")
    assert tab.ask(FOCUS) == "本文へ"
    tab.press("Tab", 3)  # 信号, PM, 部門
    assert "部門" in tab.ask(FOCUS)
    tab.press("ArrowDown")  # 経理部
    assert tab.ask(ROWS) == ["12", "2"]
    assert tab.ask(STATUS) == "絞り込み中(部門=経理部): 3 件のうち 2 件を表示しています。"
    tab.press("Tab")
    tab.type("店舗")
    assert tab.ask(ROWS) == ["2"]
    tab.press("Tab")
    tab.press("Enter")  # すべて表示
    assert tab.ask(ROWS) == ["12", "2", "・"]
    tab.press("Tab", 6)  # 理由をすべて開く, then the five headings
    assert "期限超過" in tab.ask(FOCUS)
    tab.press("Space")
    assert tab.ask(ROWS) == ["・", "2", "12"]
    assert tab.ask("document.querySelectorAll('th')[4].ariaSort") == "ascending"
    tab.press("Space")
    assert tab.ask(ROWS) == ["12", "2", "・"]
    assert not tab.ask("document.querySelector('details').open")
    tab.press("Tab", 2)  # the link, the reasons of the first project
    tab.press("Enter")
    assert tab.ask("document.querySelector('details').open")


def test_lights_are_sorted_by_how_bad_they_are_and_blanks_stand_last(page: Path, tab: Browser) -> None:
    tab.open(page, *SIZES[0])
    for heading, order in (
        (1, ["12", "2", "・"]),
        (1, ["・", "2", "12"]),
        (2, ["12", "2", "・"]),
        (2, ["2", "12", "・"]),
    ):
        tab.ask(f"document.querySelectorAll('th button')[{heading}].click()")
        assert tab.ask(ROWS) == order


def test_on_a_telephone_the_order_is_chosen_from_a_list(page: Path, tab: Browser) -> None:
    tab.open(page, *SIZES[1])
    choose = "(s => {{ s.value = '{}'; s.dispatchEvent(new Event('change')) }})(document.querySelector('[data-order]'))"
    tab.ask(choose.format("期限超過"))
    assert tab.ask(ROWS) == ["・", "2", "12"]
    tab.ask(choose.format(""))
    assert tab.ask(ROWS) == ["12", "2", "・"]


def test_a_page_reads_the_same_without_script(page: Path, tab: Browser) -> None:
    tab.open(page, *SIZES[0], script=False)
    seen = tab.send("Page.captureScreenshot", format="png")["data"]
    assert seen
    tree = tab.send("DOM.getDocument", depth=-1)["root"]["nodeId"]
    rows = tab.send("DOM.querySelectorAll", nodeId=tree, selector="tbody tr:not([hidden])")["nodeIds"]
    bars = tab.send("DOM.querySelectorAll", nodeId=tree, selector=".bar:not([hidden])")["nodeIds"]
    assert (len(rows), len(bars)) == (3, 0)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_paper_is_a4_landscape_and_shows_the_reasons_that_are_closed_on_the_screen(
    script: bool, page: Path, tab: Browser, tmp_path: Path
) -> None:
    tab.open(page, *SIZES[0], script=script)
    printed = pypdf.PdfReader(tab.pdf(tmp_path / "紙.pdf")).pages
    assert [round(float(side) / 72 * 25.4) for side in printed[0].mediabox[2:]] == [297, 210]
    text = "".join("".join(each.extract_text() for each in printed).split())
    assert "SPI0.93" in text and "すべて表示" not in text


def test_paper_says_that_it_was_narrowed(page: Path, tab: Browser, tmp_path: Path) -> None:
    tab.open(page, *SIZES[0])
    tab.ask(
        "(s => { s.value = '▲ 黄'; s.dispatchEvent(new Event('change')) })(document.querySelector('[data-filter]'))"
    )
    printed = pypdf.PdfReader(tab.pdf(tmp_path / "紙.pdf")).pages
    text = "".join("".join(each.extract_text() for each in printed).split())
    assert "3件のうち1件を表示しています" in text and "会員基盤刷新" not in text


def test_the_table_is_a_table_for_a_screen_reader_at_either_size(page: Path, tab: Browser) -> None:
    for size in SIZES:
        tab.open(page, *size)
        nodes = tab.send("Accessibility.getFullAXTree")["nodes"]
        roles = [node.get("role", {}).get("value") for node in nodes]
        assert roles.count("row") >= 3 and roles.count("cell") + roles.count("gridcell") >= 12
        names = [
            node.get("name", {}).get("value")
            for node in nodes
            if node.get("role", {}).get("value") == "table"
        ]
        assert names == ["案件一覧"]


def test_the_page_of_all_projects_is_narrowed_by_pm_and_department_with_the_keyboard(
    across: Path, tab: Browser
) -> None:
    names = "[...document.querySelectorAll('.status')[0].closest('section').querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[0].innerText)"
    tab.open(across, *SIZES[0])
    assert tab.ask("[...document.querySelectorAll('[data-filter]')].map((each) => each.dataset.filter)") == [
        "信号",
        "PM",
        "部門",
    ]
    assert len(tab.ask(names)) == 3
    tab.ask("document.querySelector('[data-filter=PM]').focus()")
    tab.press("ArrowDown")
    assert tab.ask("document.activeElement.value") == "<b>武田</b>"
    assert tab.ask(names) == ["案件2"]
    tab.press("ArrowDown")
    tab.press("Tab")
    tab.press("ArrowDown")
    assert tab.ask("document.activeElement.value") == "経理部"
    assert tab.ask(names) == ["案件0"]


def test_the_page_of_all_projects_is_printed_on_a4_landscape_with_every_project(
    across: Path, tab: Browser, tmp_path: Path
) -> None:
    tab.open(across, *SIZES[0])
    printed = pypdf.PdfReader(tab.pdf(tmp_path / "紙.pdf")).pages
    assert [round(float(side) / 72 * 25.4) for side in printed[0].mediabox[2:]] == [297, 210]
    text = "".join("".join(each.extract_text() for each in printed).split())
    assert all(f"案件{n}" in text for n in range(3))
