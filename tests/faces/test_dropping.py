"""What is dropped into the window is chosen, and not while a button's work is under way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pmo_xl.faces.window.choosing import Dropped, dropped_on
from pmo_xl.faces.window.screen import DROPPING, NOT_NOW
from tests.support.master import small_book
from tests.support.shown_window import lacking, press, screen, until, window

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "shown")
ON_WINDOWS = pytest.mark.skipif(sys.platform != "win32", reason="files are dropped on Windows alone")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the window remembers stays in the test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Dropped:
    """Drops of which Windows tells nothing."""
    made = Dropped()
    monkeypatch.setattr("pmo_xl.faces.window.screen.dropped_on", lambda window: made)
    return made


def test_only_the_last_drop_counts_and_once() -> None:
    made = Dropped()
    made.keep((Path("a"),))
    made.keep((Path("b"), Path("c")))
    assert made.take() == (Path("b"), Path("c"))
    assert made.take() == ()


def test_a_dropped_book_is_chosen_and_the_window_says_that_this_can_be_done(
    hand: Dropped, tmp_path: Path
) -> None:
    book = small_book(tmp_path)
    with screen(100), window() as shown:
        assert DROPPING.strip() in shown.result.get("1.0", "end")
        hand.keep((book,))
        until(shown, lambda: shown.paths == (book,))
        assert shown.chosen["text"] == book.name and shown.tiles["check"].instate(["!disabled"])
        hand.keep((tmp_path / "ない.xlsx",))
        until(shown, lambda: "ない.xlsx がありません" in shown.result.get("1.0", "end"))


def test_a_drop_while_a_work_is_under_way_changes_nothing_and_says_so(hand: Dropped, tmp_path: Path) -> None:
    book, other = small_book(tmp_path), small_book(tmp_path, name="別.xlsx")
    with screen(100), window(book) as shown:
        shown.tiles["record"].invoke()
        hand.keep((other,))
        until(shown, lambda: NOT_NOW in shown.result.get("1.0", "end"))
        assert shown.paths == (book,)
        until(shown, lambda: shown.work is None)
        assert "記録しました" in shown.result.get("1.0", "end")


def test_a_drop_takes_no_question_away(hand: Dropped, tmp_path: Path) -> None:
    book = small_book(tmp_path)
    with screen(100), window(book) as shown:
        press(shown, "make_documents")
        hand.keep((tmp_path,))
        until(shown, lambda: NOT_NOW in shown.result.get("1.0", "end"))
        assert "どの組の文書を作りますか" in shown.result.get("1.0", "end") and shown.answers.winfo_children()
        assert shown.paths == (book,)


@pytest.mark.skipif(sys.platform == "win32", reason="there it does")
def test_where_nothing_can_be_dropped_the_window_does_not_speak_of_it() -> None:
    assert dropped_on(1) is None
    with screen(100), window() as shown:
        assert DROPPING.strip() not in shown.result.get("1.0", "end")


@ON_WINDOWS
def test_what_windows_tells_of_a_drop_is_chosen_long_and_japanese_names_whole(tmp_path: Path) -> None:
    from tests.windows.drop import drop

    books = [small_book(tmp_path, name=f"{'長い名前' * 30}№{number}.xlsx") for number in range(3)]
    with screen(100), window() as shown:
        for dropped in ([books[0]], [tmp_path], books):
            drop(shown.root.winfo_id(), dropped)
            until(shown, lambda dropped=dropped: list(shown.paths) == dropped)  # type: ignore[misc]
        assert "ほか 2" in shown.chosen["text"]
    with screen(100), window() as again:  # the hook of the first is gone with it
        drop(again.root.winfo_id(), [books[1]])
        until(again, lambda: list(again.paths) == [books[1]])
