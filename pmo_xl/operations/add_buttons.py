"""add_buttons: an existing workbook gets its buttons, in a new file that has lost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import BadOption
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import PathText
from pmo_xl.operations.new import WITH_MACROS, checked_name
from pmo_xl.workbook.closed_book.admission import check_name
from pmo_xl.workbook.closed_book.passwords import Wrapping
from pmo_xl.workbook.file.container import read_file, refusal
from pmo_xl.workbook.file.safe_xml import BrokenPart
from pmo_xl.workbook.file.unreadable import unreadable
from pmo_xl.workbook.vba.shipped import button_sources

if TYPE_CHECKING:
    from pmo_xl.workbook.buttons.add import ButtonedBook


@dataclass(frozen=True)
class AddedButtons:
    """What `add_buttons` did.

    path: the new workbook. main_sheet: the sheet that got the main buttons; None where the workbook has them
    already. sheets: those that got a small チェック button. is_renewed: our buttons were there, and their macros
    were renewed. later: the captions of the main buttons that this version has and the workbook's had not, which are
    on `main_sheet`. failures: what could not be done, remarks: what should be known; a Japanese sentence each.
    """

    path: Path
    main_sheet: str | None
    sheets: tuple[str, ...]
    is_renewed: bool
    later: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def add_buttons(
    path: PathText,
    output: PathText,
    *,
    password: str | None = None,
    force: bool = False,
) -> AddedButtons:
    """Give a workbook (.xlsx or .xlsm) its buttons, in the new file `output` (.xlsm); the original is not touched.

    Raises UnreadableWorkbook; RefusedEdit where something could be lost (macros of somebody's own, a signature, a
    protected structure …); BadOption for names that cannot be; UnwritableOutput when `output` exists (without
    `force`) or cannot be written. password: of an encrypted workbook; the new one has it, too.
    """
    source, target = arguments.a_path(path, "path"), arguments.a_path(output, "output")
    password, force = arguments.a_text_or_none(password, "password"), arguments.a_flag(force, "force")
    checked_name(target, WITH_MACROS)
    check_name(source)
    if _is_same(source, target):
        raise BadOption(f"{target.name}: 元のブックと同じです。-o には別の名前を指定してください。")
    data, wrapping = read_file(source), Wrapping(source.name, password)
    made = _made(source.name, wrapping.unwrap(data))
    new = wrapping.wrap(made.book.parts.to_bytes(), data)
    write_file(target, lambda file: _write_proved(file, new, wrapping, made), force=force)
    return AddedButtons(
        target,
        made.main_sheet,
        tuple(made.placed),
        made.is_renewed,
        tuple(button.caption for button in made.later),
        tuple(f"{source.name}: {failure}" for failure in _failures(made)),
        tuple(f"{source.name}: {remark}" for remark in _remarks(made)),
    )


def _is_same(source: Path, target: Path) -> bool:
    try:
        return target.exists() and source.exists() and target.samefile(source)
    except OSError as error:
        raise unreadable(source, error) from error


def _made(name: str, plain: bytes) -> ButtonedBook:
    from pmo_xl.workbook.buttons.add import add_buttons

    try:
        return add_buttons(name, plain, button_sources())
    except BrokenPart as error:
        raise refusal(name, error.message) from error


def _write_proved(file: Path, new: bytes, wrapping: Wrapping, made: ButtonedBook) -> None:
    """Write the file, and prove what the disk has before it may stand."""
    from pmo_xl.workbook.buttons.proof import prove

    file.write_bytes(new)
    prove(wrapping.unwrap(file.read_bytes()), made)


def _failures(made: ButtonedBook) -> Iterator[str]:
    if made.no_room:
        sheets = "」「".join(made.no_room)
        yield f"「{sheets}」には空いた場所が無く、シートのチェックボタンを置けませんでした。ほかのボタンは使えます。"


def _remarks(made: ButtonedBook) -> Iterator[str]:
    if not made.has_ledger:
        yield "台帳とわかるシートがありません。ボタンを押しても点検するものがないので、シートの名前と見出しを確かめてください。"
    if made.keeps_foreign_settings:
        yield (
            "xlwings.conf シートがもうあるため、そのまま残しました。"
            "ADD_WORKBOOK_TO_PYTHONPATH が False か確かめてください。"
        )
