"""How the boxes of the buttons are worded: paragraphs, lists cut short, the day that counts, what went wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.output_place import OutputPlace
from pmo_xl.errors import PmoXlError
from pmo_xl.faces.failure_log import write_failure_log
from pmo_xl.installation import this_installation

UNSAVED = "ブックはまだ保存していません(Excelの「元に戻す」では戻せません)。よければ上書き保存してください。"
_SOURCES = {"workbook": "設定シート", "today": "今日", "option": "月末点検の日"}


def paragraphs(*groups: Sequence[str]) -> str:
    """Groups of lines with a blank line between; an empty group leaves nothing."""
    return "\n\n".join("\n".join(lines) for lines in groups if lines)


def some(lines: Sequence[str], most: int) -> list[str]:
    """The first lines as a list, and how many more there are: a box must fit on a screen."""
    shown = [f"・{line}" for line in lines[:most]]
    return [*shown, f"・ほか {len(lines) - most} 件"] if len(lines) > most else shown


def day_of(book: Book) -> str:
    """基準日 2026/11/30(設定シート)."""
    from pmo_xl.model.display import day

    return f"基準日 {day(book.as_of)}({_SOURCES[book.project.as_of_source]})"


def made(path: Path, outputs: OutputPlace, *, is_open: bool = False) -> list[str]:
    """Where a file or folder was made, and why there."""
    opened = "書いて開きました" if is_open else "作りました"
    return [f"{path} に{opened}。", *([outputs.remark] if outputs.remark else [])]


_NOT_FINISHED = "このボタンの仕事は終わっていません。"
_NO_LOG = "記録も書けませんでした。このPCに pmo_xl を入れた人に知らせてください。"
_BUSY = (-2147418111, -2147417846, -2146777998)
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE: Excel is in another dialog, or in a cell."""


def sentence_of(error: Exception, verb: str, *, is_closed: bool = False) -> str:
    """One Japanese sentence for any failure; an unforeseen one leaves a log, whose place is named.

    is_closed: the workbook was closed meanwhile.
    """
    if isinstance(error, PmoXlError):
        return error.message
    if isinstance(error, MemoryError):
        return (
            f"{_NOT_FINISHED}メモリが足りません。ほかのブックやアプリを閉じてから、もう一度押してください。"
        )
    if is_closed:
        return f"{_NOT_FINISHED}ブックがExcelで閉じられました。開き直してから、もう一度押してください。"
    if getattr(error, "hresult", None) in _BUSY:
        return f"{_NOT_FINISHED}Excelが入力中か、ほかの画面を開いています。Escキーで閉じてから、もう一度押してください。"
    logged = write_failure_log(error, ("ボタン", verb), _NO_LOG)
    if isinstance(error, ImportError):
        return f"{_NOT_FINISHED}{_missing(error)}{logged}"
    return f"{_NOT_FINISHED}{logged}"


def _missing(error: ImportError) -> str:
    part = f"「{error.name}」" if error.name else ""
    return (
        f"pmo_xl に要る部品{part}がこのPCの Python にないか、壊れています。"
        "コマンド プロンプトで pmo-xl doctor を実行し、表示のとおりに入れ直してください。"
        f"要る部品をそろえるには、{this_installation().reinstall()}"
    )


_IN_WORDS_OF_BUTTONS: tuple[tuple[str, str], ...] = (
    (
        r"--encoding で指定してください",
        "Excelで開いて「CSV UTF-8」の形で保存し直してから選んでください",
    ),
    (r"--from-tab で指定してください", "取り込むシートだけのブックにしてから選んでください"),
    (
        r"--tool で指定してください",
        "台帳の隣の「取込_名前.toml」の [source] に tool を書くと、どちらかが決まります",
    ),
    (
        r"文書のフォルダーを --root で示してください",
        "台帳を文書のフォルダーと同じ所に置いてからやり直してください",
    ),
    (r"\(--map\)", "(台帳の隣の「取込_名前.toml」)"),
    (r"\(--format json で[^)]*\)", "(一覧にあります)"),
    (r"\(--handout で[^)]*\)", "(配布番号の行が残っているファイルを返してもらってください)"),
    (r"--answer 列名 … で[^。]*。", "このボタンで配れるのは、QA表・課題管理表などの決まった台帳です。"),
    (r"--by「", "「"),
    (r"-o 案\.xlsx の「採用」で", "「いいえ」で開く一覧の「採用」で"),
    (r"出してよければ --force を付けてください", "この列はボタンでは配りません"),
    (
        r"別のフォルダにするか、作り直してよければ --force を付けてください",
        "前のフォルダの名前を変えてから、もう一度押してください",
    ),
    (r"(?:配り|作り)直してよければ --force を付けてください", "もう一度押してください"),
    (r"、--live を付けずに(?:直して|やり直して)ください", "、閉じたまま pmo-xl で直してください"),
    (r"閉じてからやり直すか、--live を付けて[^。]*。", "閉じてからやり直してください。"),
    (r"か --as-of を付けて", "にして"),
    (r"--layout のファイルで", "台帳の隣の配置のファイル(ブックの名前.layout.toml)で"),
    (r"--id で([^。、]*)を指定すると、それについて作れます", r"\1の行を選んで押すと、それについて作れます"),
    (r"--on [0-9-]+ のように開催日を指定してください", "開催日を決めてから、コマンドで作ってください"),
)
"""What a sentence says of an option of the command, and what it says in a box, whose reader knows no command."""
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_OF_COMMANDS = "(「--」で始まる指定は、ボタンではなく pmo-xl のコマンドのものです。)"


def in_words_of_buttons(text: str) -> str:
    """The text without options of commands; where one is left, whose it is."""
    for pattern, words in _IN_WORDS_OF_BUTTONS:
        text = re.sub(pattern, words, text)
    return f"{text}\n{_OF_COMMANDS}" if _OPTION.search(text) else text
