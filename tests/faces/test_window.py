"""The window: what its buttons do is what the operations do, it stays alive meanwhile, and no text of it is cut."""

from __future__ import annotations

import io
import json
import os
import tkinter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tkinter import ttk

import pytest
from python_calamine import CalamineWorkbook

from pmo_xl.documents.findings import summary_mapping
from pmo_xl.faces.cli import main
from pmo_xl.faces.window.desk import NO, YES, serve, verb_of
from pmo_xl.faces.window.screen import NOTHING_CHOSEN
from pmo_xl.faces.window.work import GONE, Work
from pmo_xl.model.requirement import Requirement
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.demo import CORE_BOOK
from pmo_xl.operations.many import find_workbooks
from pmo_xl.resources import template
from pmo_xl.this_pc.own_folder import recent_books, remember_book
from pmo_xl.this_pc.show_file import show_file
from pmo_xl.tiles import STARTERS, TILES, Takes
from tests.support.master import small_book
from tests.support.shown_window import SIZES, lacking, press, screen, until, window

SHOWN = pytest.mark.skipif(bool(lacking()), reason=lacking() or "shown")
BROKEN = "壊れた.xlsx"


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the window remembers stays in the test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))


def served(verb: str, *paths: Path, answers: tuple[str, ...] = ()) -> list[Mapping[str, object]]:
    """The lines that a press comes to, its questions answered in this order."""
    is_written = verb in ("fix", "record")
    task = {"verb": verb, "paths": [str(path) for path in paths], "is_written": is_written}
    source = io.StringIO(
        "".join(json.dumps(each) + "\n" for each in (task, *({"answer": a} for a in answers)))
    )
    target = io.StringIO()
    serve(source, target)
    lines = [json.loads(line) for line in target.getvalue().splitlines()]
    assert [line["what"] for line in lines[-2:]] == ["made", "end"]
    return lines


def said(lines: list[Mapping[str, object]], what: str) -> str:
    return "\n".join(str(line["text"]) for line in lines if line["what"] == what)


def made(lines: list[Mapping[str, object]]) -> list[Path]:
    paths = lines[-2]["paths"]
    assert isinstance(paths, list)
    return [Path(path) for path in paths]


def test_there_are_ten_main_buttons_and_each_has_its_function_and_one_line_of_help() -> None:
    assert len(TILES) == 10
    for tile in (*TILES, *STARTERS):
        assert callable(verb_of(tile.verb))
        assert 2 <= len(tile.caption) <= 7  # 納品前チェック, as the button of the workbook has it
        assert tile.help.endswith("。") and len(tile.help) <= 40
        assert "--" not in tile.help
    assert [tile.verb for tile in TILES if not tile.can_stop] == ["fix", "record"]


@pytest.mark.parametrize("verb", ["check", "overdue", "budget", "remind", "weekly_report"])
def test_a_press_makes_its_result_beside_the_book_and_leaves_the_book_alone(
    verb: str, tmp_path: Path
) -> None:
    book = small_book(tmp_path)
    before = book.read_bytes()
    lines = served(verb, book)
    assert said(lines, "warn") == ""
    assert said(lines, "tell")
    assert all(path.exists() and path.parent == tmp_path / "出力_会員基盤刷新" for path in made(lines))
    assert len(made(lines)) == 1
    assert book.read_bytes() == before


def test_a_check_says_what_the_command_counts_and_never_less(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    report = open_workbook(book).check()
    told = said(served("check", book), "tell")
    for word, count in list(summary_mapping(report).items())[:4]:
        assert f"{word} {count} 件" in told
    if any(count.is_not_evaluated for count in report.rules):
        assert "問題なしという意味ではありません" in told


def test_the_window_sends_nobody_to_a_command_for_what_it_has_a_button_for(tmp_path: Path) -> None:
    told = said(served("check", small_book(tmp_path)), "tell")
    assert "「記録」を押すと次から判定します" in told and "pmo-xl record" not in told


@pytest.mark.parametrize(("verb", "answers"), [("weekly_report", ()), ("make_documents", ("週次",)), ("overdue", ()),
                                                ("budget", ()), ("remind", ()), ("check", ())])  # fmt: skip
def test_what_is_said_of_unread_cells_names_no_command_either(
    verb: str, answers: tuple[str, ...], tmp_path: Path
) -> None:
    book = tmp_path / CORE_BOOK
    book.write_bytes((template("demo") / CORE_BOOK).read_bytes())
    told = said(served(verb, book, answers=answers), "tell")
    assert "読み取れないセル" in told or verb not in ("weekly_report", "make_documents")
    assert told and "pmo-xl" not in told


def test_of_a_folder_every_book_is_said_by_name_and_what_cannot_be_read_with_its_reason(
    tmp_path: Path,
) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        small_book(tmp_path, name=name)
    (tmp_path / BROKEN).write_bytes(b"PK no workbook")
    for verb in ("check", "overdue", "budget"):
        lines = served(verb, tmp_path)
        told = said(lines, "tell")
        assert "■ 甲.xlsx" in told and "■ 乙.xlsx" in told
        assert BROKEN in said(lines, "warn") and "読めなかった台帳" in said(lines, "warn")


def test_what_the_window_made_is_not_taken_for_a_ledger_the_next_time(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    for verb in ("check", "overdue", "budget", "precheck"):
        served(verb, book)
    assert find_workbooks([tmp_path]) == [book]


@pytest.mark.parametrize("verb", [tile.verb for tile in TILES if tile.takes is not Takes.NOTHING])
def test_an_unreadable_book_is_one_sentence_and_no_result(verb: str, tmp_path: Path) -> None:
    broken = tmp_path / BROKEN
    broken.write_bytes(b"PK no workbook")
    lines = served(verb, broken)
    if verb != "precheck":  # a paper that cannot be read is part of its result
        assert BROKEN in said(lines, "warn")
        assert made(lines) == []
    assert "Traceback" not in json.dumps(lines)


def test_fix_shows_and_asks_first_and_no_means_no(tmp_path: Path) -> None:
    twice = [Requirement(id=None, title="検索")]
    book = small_book(tmp_path, {Requirement: twice})
    before = book.read_bytes()
    lines = served("fix", book, answers=(NO,))
    assert "書き込みますか" in said(lines, "ask")
    assert book.read_bytes() == before
    lines = served("fix", book, answers=(YES,))
    assert "か所を書き換えました" in said(lines, "tell") and "書き換える前の控え" in said(lines, "tell")
    assert book.read_bytes() != before
    assert next(iter(open_workbook(book).requirements)).id


def test_a_question_that_the_window_was_closed_on_changes_nothing(tmp_path: Path) -> None:
    book = small_book(tmp_path, {Requirement: [Requirement(id=None, title="検索")]})
    before = book.read_bytes()
    served("fix", book)
    assert book.read_bytes() == before


def test_record_writes_the_findings_and_says_where_the_book_before_is_kept(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    told = said(served("record", book), "tell")
    assert "チェック結果に書きました" in told and "書き換える前の控え" in told and "記録を残しました" in told
    assert len(CalamineWorkbook.from_path(book).get_sheet_by_name("チェック結果").to_python()) > 1


def test_the_month_end_of_the_same_month_asks_before_it_is_made_anew(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    first = served("month_end", book)
    assert made(first)[0].suffix == ".xlsx" and "検収" in said(first, "tell")
    again = served("month_end", book, answers=(NO,))
    assert "作り直しますか" in said(again, "ask") and made(again) == []


def test_documents_are_made_of_the_pack_that_was_chosen(tmp_path: Path) -> None:
    lines = served("make_documents", small_book(tmp_path), answers=("月次",))
    names = [path.name for path in made(lines)[0].iterdir()]
    assert any(name.startswith("予算執行報告書") for name in names)
    assert not any(name.startswith("週次報告書") for name in names)
    assert served("make_documents", small_book(tmp_path))[-2]["paths"] == []


def test_a_precheck_lies_outside_of_what_is_delivered(tmp_path: Path) -> None:
    papers = tmp_path / "納品"
    papers.mkdir()
    (papers / "議事録.txt").write_text("TODO: あとで書く\n", encoding="utf-8")
    lines = served("precheck", papers)
    assert "判定" in said(lines, "tell")
    assert [path.name for path in papers.iterdir()] == ["議事録.txt"]
    assert made(lines)[0].parent == tmp_path / "出力_納品"


@pytest.mark.parametrize("answer", ["基本のシート", "全シート"])
def test_a_new_book_is_made_under_its_name_and_chosen(answer: str, tmp_path: Path) -> None:
    path = tmp_path / "新しい案件.xlsx"
    lines = served("new_book", path, answers=(answer,))
    assert said(lines, "chosen") == str(path)
    sheets = CalamineWorkbook.from_path(path).sheet_names
    assert ("議事録" in sheets) == (answer == "全シート")


def test_the_last_ten_books_are_remembered_the_latest_first(tmp_path: Path) -> None:
    for number in range(12):
        remember_book(tmp_path / f"{number}.xlsx", tmp_path)
    remember_book(tmp_path / "5.xlsx", tmp_path)
    names = [path.stem for path in recent_books(tmp_path)]
    assert names == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


@pytest.mark.parametrize("kept", [b"", b"{", b"{}", b"[1, null]", b"\xff"])
def test_a_spoilt_memory_is_no_memory(kept: bytes, tmp_path: Path) -> None:
    (tmp_path / "recent_books.json").write_bytes(kept)
    assert recent_books(tmp_path) == []


def test_where_nothing_can_be_remembered_the_window_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert remember_book(tmp_path / "a.xlsx", tmp_path / "file") == [tmp_path / "a.xlsx"]


def test_a_result_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="ありません"):
        show_file(tmp_path / "ない.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="on Windows there is always a screen")
def test_without_a_screen_the_command_says_so_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("_tkinter")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert main(["window"]) == 2
    assert "画面を開けません" in capsys.readouterr().err


def test_work_that_dies_is_told_of_and_ends(tmp_path: Path) -> None:
    work = Work(TILES[0], [small_book(tmp_path)])
    work.stop()
    lines = list(_waited(lambda: list(work.lines())))
    assert [(line.what, line.text) for line in lines][-2:] == [("warn", GONE), ("end", "")]
    assert "pmo-xl" not in GONE


def _waited(read: Callable[[], list[object]]) -> Iterator[object]:
    import time

    for _ in range(500):
        got = read()
        yield from got
        if any(getattr(line, "what", "") == "end" for line in got):
            return
        time.sleep(0.02)


@SHOWN
@pytest.mark.parametrize("percent", SIZES)
def test_a_check_by_the_mouse_alone_and_no_text_is_cut(percent: int, tmp_path: Path) -> None:
    book = small_book(
        tmp_path, name="とても長い名前の案件の管理台帳_会員基盤刷新プロジェクト_2026年度版_最新.xlsx"
    )
    with screen(percent), window() as shown:
        assert shown.chosen["text"] == NOTHING_CHOSEN
        assert not shown.tiles["check"].instate(["!disabled"])
        assert shown.look.scale == pytest.approx(percent / 100, abs=0.01)
        assert cut_texts(shown.root) == []
        shown.choose([book])
        shown.root.update()
        assert cut_texts(shown.root) == []
        shown.tiles["check"].invoke()
        drawn = until(shown, lambda: shown.work is None)
        assert drawn > 10, "the window did not live while the work was under way"
        assert "チェックが終わりました" in shown.result.said
        assert shown.open_result.instate(["!disabled"]) and shown.made[0].exists()
        assert cut_texts(shown.root) == []
        menu = shown.root.nametowidget(shown.recent["menu"])
        assert menu.index("end") == 0 and recent_books() == [book]
        press(shown, "make_documents")
        assert cut_texts(shown.root) == []
        [*_, nothing] = shown.answers.winfo_children()
        assert isinstance(nothing, ttk.Button)
        nothing.invoke()
        until(shown, lambda: shown.work is None)
        assert not (tmp_path / f"出力_{book.stem}" / "文書_2026-11-30").exists()


RESULT = (
    "予算 120,000,000円 / 発注 26,015,000円 / 残予算 93,985,000 円(2026年度)です。ISS-012(夜間バッチの遅延)の期限は"
    "2026年11月30日で、担当は鈴木 一郎さんです。 ▲13,820,000円の予算超過は、経理部が2026/12/04に決めます。\n\n次の行"
)


@SHOWN
@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("width", [740, 801, 877, 950, 1020])
def test_the_result_breaks_inside_no_amount_and_is_copied_without_its_breaks(
    percent: int, width: int
) -> None:
    with screen(percent), window() as shown:
        shown.root.minsize(1, 1)
        shown.root.geometry(f"{shown.look.px(width)}x{shown.look.px(640)}")
        shown.result.show(RESULT)
        shown.root.update()
        lines = shown.result.get("1.0", "end-1c").split("\n")
        assert len(lines) > len(RESULT.split("\n"))
        assert shown.result.count("1.0", "end", "displaylines") in (len(lines), (len(lines),)), (
            "a line does not fit"
        )
        for word in (
            "120,000,000円",
            "26,015,000円",
            "93,985,000",
            "ISS-012",
            "2026年11月30日",
            "▲13,820,000円",
            "2026/12/04",
        ):
            assert any(word in line for line in lines), word
        shown.result.tag_add("sel", "1.0", "end-1c")
        shown.result.event_generate("<<Copy>>")
        assert shown.root.clipboard_get() == RESULT == shown.result.said


@SHOWN
def test_reading_can_be_stopped_and_writing_cannot(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    with screen(100), window(book) as shown:
        shown.tiles["check"].invoke()
        until(shown, lambda: shown.halt.instate(["!disabled"]))
        shown.halt.invoke()
        assert shown.work is None and "止めました" in shown.doing["text"]
        assert shown.tiles["check"].instate(["!disabled"])
        shown.tiles["record"].invoke()
        assert shown.halt.instate(["disabled"])
        shown.stop()
        shown.close()  # not while it writes
        until(shown, lambda: shown.work is None)
        assert "記録しました" in shown.result.said


@SHOWN
def test_only_what_fits_the_choice_can_be_pressed(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    paper = tmp_path / "議事録.txt"
    paper.write_text("", encoding="utf-8")
    with screen(100), window(book) as shown:
        can = lambda: {verb for verb, tile in shown.tiles.items() if tile.instate(["!disabled"])}  # noqa: E731
        begin = {tile.verb for tile in STARTERS}
        assert can() == {tile.verb for tile in TILES} | begin
        shown.choose([tmp_path])
        assert can() == {tile.verb for tile in TILES if tile.takes in (Takes.BOOKS, Takes.PAPERS)} | begin
        shown.choose([paper])
        assert can() == {"precheck"} | begin
        shown.choose([tmp_path / "ない.xlsx"])
        assert can() == begin
        assert "ない.xlsx がありません" in shown.result.said


@SHOWN
def test_what_goes_wrong_in_the_window_itself_is_said_in_it(tmp_path: Path) -> None:
    with screen(100), window() as shown:
        shown.root.after(0, lambda: 1 / 0)
        until(shown, lambda: "予期しない問題" in shown.result.said)


def cut_texts(root: tkinter.Misc) -> list[str]:
    """The texts of the widgets that have less room than they need, or stand beyond the window."""
    top = root.winfo_toplevel()
    found = []
    for widget in _below(root):
        if not widget.winfo_ismapped() or not isinstance(widget, tkinter.Label | ttk.Button | ttk.Menubutton):
            continue
        left, upper = widget.winfo_rootx() - top.winfo_rootx(), widget.winfo_rooty() - top.winfo_rooty()
        is_whole = (
            widget.winfo_width() >= widget.winfo_reqwidth()
            and widget.winfo_height() >= widget.winfo_reqheight()
        )
        is_inside = (
            left + widget.winfo_width() <= top.winfo_width()
            and upper + widget.winfo_height() <= top.winfo_height()
        )
        if not (is_whole and is_inside):
            found.append(str(widget["text"]))
    return found


def _below(widget: tkinter.Misc) -> Iterator[tkinter.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from _below(child)


@SHOWN
def test_a_text_that_has_no_room_is_found_by_this_very_test() -> None:
    with screen(100), window() as shown:
        label = tkinter.Label(shown.root, text="入らない文" * 10)
        label.place(x=0, y=0, width=20)
        shown.root.update()
        assert cut_texts(shown.root) == ["入らない文" * 10]
