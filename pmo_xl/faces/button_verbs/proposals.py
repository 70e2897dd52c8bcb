"""The box of an exchange, which 取り込む and 回収 share: what was read, how much came of it, the first changes.

はい writes what nobody has to decide; いいえ makes the list of proposals (案), in which a person fills 採用 and which
取り込む takes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.documents.exchange import MadeOf
    from pmo_xl.exchange import Exchange
    from pmo_xl.exchange.lines import Line
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.book import Book

_MOST, _MOST_REMARKS = 12, 6
_LONGEST = 24


def offer(
    pressed: PressedBook,
    book: Book,
    exchange: Exchange,
    title: str,
    told: Sequence[str] = (),
) -> None:
    """Show what an exchange came to, and write it or list it as the user says. told: what else was found, above."""
    above = [*told, *some(list(_read(exchange)), _MOST_REMARKS)]
    if exchange.is_done:
        exchange.apply()
        pressed.tell(paragraphs(above, ["台帳に書くものも、決めるものもありません。"]))
        return
    pressed.say(f"{title}: 答えを待っています")
    answer = _answer(pressed, exchange, above)
    if answer == "yes":
        write(pressed, exchange, title)
    elif answer == "no":
        _list(pressed, book, exchange, title)


def _answer(pressed: PressedBook, exchange: Exchange, above: Sequence[str]) -> str:
    from pmo_xl.documents.exchange import counts_line

    count = len(exchange.items)
    shown = some([line(each) for each in list(exchange.items)[:_MOST]], _MOST)
    shown += [f"・ほか {count - _MOST} 件"] if count > _MOST else []
    if not len(exchange.changes):
        asked = ["書けるものはありません。決めるもの(衝突・要確認)の一覧を開きますか。"]
        box = paragraphs(above, [counts_line(exchange)], shown, asked)
        return "no" if pressed.ask(box) else "cancel"
    asked = [
        "はい … 衝突と要確認のほかを、台帳に書く",
        "いいえ … 書かずに一覧(案)を開く。「採用」を決めて保存し、「取り込む」でその案を選ぶと、そのとおりに書く",
        "キャンセル … 何もしない",
    ]
    return pressed.choose(paragraphs(above, [counts_line(exchange)], shown, asked))


def _read(exchange: Exchange) -> Iterator[str]:
    from pmo_xl.documents.exchange import head_lines

    return head_lines(exchange)


def line(each: Line) -> str:
    """A change on one line: 変更 ISS-012 期限: 2026/11/20 → 2026/12/04."""
    name = f"{each.what} {each.row_id or ''}".strip()
    if each.field is None:
        return f"{name} {_short(each.title)}{f'({_short(each.reason)})' if each.reason else ''}"
    return f"{name} {each.column}: {_short(each.book)} → {_short(each.other)}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def write(pressed: PressedBook, exchange: Exchange, title: str) -> None:
    """Write what is decided into the open book, and say what was left."""
    pressed.say(f"{title}: 書き込んでいます…")
    saved = exchange.apply()
    count = exchange.summary
    said = [f"{count['cells']} か所、新しい行 {len(exchange.writing.ids)} 行を書き込みました。"]
    left = sum(count[name] for name in ("conflict", "doubtful", "unread", "blocked"))
    waiting = [
        "決めていないもの・書けないものは残っています。もう一度押して「いいえ」を選ぶと、一覧で決められます。"
    ]
    failed = [exchange.failure] if exchange.failure else []
    pressed.tell(
        paragraphs(said, waiting if exchange.is_open and left else [], failed, saved.notices if saved else ())
    )


def _list(pressed: PressedBook, book: Book, exchange: Exchange, title: str) -> None:
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.documents.exchange import write_proposals
    from pmo_xl.faces.exchanging import findings_of

    pressed.say(f"{title}: 書くと増える指摘と消える指摘を調べています…")
    findings = findings_of(exchange)
    path = pressed.outputs.free(f"{title}案_{book.project.run_day}", ".xlsx")
    write_file(path, lambda to: write_proposals(to, exchange, findings))
    is_open = pressed.open_file(path)
    pressed.tell(
        paragraphs(
            made(path, pressed.outputs, is_open=is_open),
            [
                "台帳には何も書いていません。",
                "「採用」の列を 台帳・相手・両方・書かない から選んで上書き保存し、台帳の「取り込む」でこの案を選んでください。",
            ],
        )
    )


def decide(pressed: PressedBook, path: Path, of: MadeOf, files: Sequence[Path]) -> None:
    """Write what stands in 採用 of a list of proposals, after a はい. of, files: what it was made of, where it lies now."""
    from pmo_xl.documents.exchange import counts_line, read_decided

    _refuse_unsaved(pressed, path)
    book = pressed.read("案を読んでいます…")
    exchange = _made_again(book, of, files)
    exchange.decide_all(read_decided(path, exchange))
    if not len(exchange.changes):
        pressed.tell(f"{path.name} の「採用」に、台帳に書くものはありません。")
        return
    asked = f"{path.name} の「採用」のとおりに書きますか。「いいえ」なら何も変えません。"
    pressed.say("案: 答えを待っています")
    if pressed.ask(paragraphs([counts_line(exchange)], [asked])):
        write(pressed, exchange, "案")


def _made_again(book: Book, of: MadeOf, files: Sequence[Path]) -> Exchange:
    if of.command == "collect":
        from pmo_xl.operations.collect import collect

        return collect(book, files, **of.asked)
    if of.command == "lessons":
        return book.take_lessons(files[0])
    from pmo_xl.operations.import_files import ImportOptions
    from pmo_xl.operations.import_rows import import_rows

    return import_rows(book, files, ImportOptions.as_asked(of.asked))


def _refuse_unsaved(pressed: PressedBook, path: Path) -> None:
    """What was typed into the list and not saved would not be read."""
    from pmo_xl.errors import RefusedEdit

    is_saved = True
    with suppress(Exception):  # whatever COM or UNO raises: then the file is what counts
        is_saved = all(bool(each.api.Saved) for each in pressed.app.books if each.name == path.name)
    if not is_saved:
        raise RefusedEdit(
            f"{path.name} に保存していない入力があります。上書き保存してから、もう一度押してください。"
        )
