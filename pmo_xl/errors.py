"""The failures a caller may catch. `message` is a Japanese sentence a PMO can act on."""

from __future__ import annotations

from pmo_xl.visible import visible


class PmoXlError(Exception):
    """Base of every failure of ours: something could not be done at all.

    The user's mistakes inside a workbook are findings, never exceptions; an exception means that a
    file, an option or the machine stood in the way. `message` says what is wrong and what to do.
    """

    message = "処理を続けられませんでした。"

    def __init__(self, message: str | None = None) -> None:
        """Keep the sentence to show; without one, the class's own default."""
        self.message = visible(message or type(self).message)
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class UnreadableWorkbook(PmoXlError):
    """The file is not a workbook that can be read (missing, empty, encrypted, another format …)."""

    message = "ブックを読めませんでした。"


class NoLedgerSheet(UnreadableWorkbook):
    """The workbook was read, and holds none of the sheets of ours."""

    message = "PMO台帳のシートが見つかりません。"


class BadOption(PmoXlError):
    """An option or argument of a command, or of a function of the API, makes no sense."""

    message = "指定が正しくありません。"


class NoSuchRow(PmoXlError, KeyError):
    """A sheet has no row with this ID."""

    message = "その行はありません。"


class BadChange(PmoXlError, ValueError):
    """A change to a record makes no sense: an unknown field, a value of another kind, two values for one cell."""

    message = "変更の指定が正しくありません。"


class RefusedEdit(PmoXlError):
    """A workbook is not edited, because the edit could lose something or the file is in use."""

    message = "ブックを書き換えませんでした。元のファイルはそのままです。"


class BookInUse(RefusedEdit):
    """A workbook is not edited now, because somebody or another run has it open: it may be free in a moment."""


class UnwritableOutput(PmoXlError):
    """An output file cannot be written (it exists, the folder is read-only, the disk is full …)."""

    message = "ファイルを書き込めませんでした。"


class BadForm(PmoXlError):
    """A Word form of somebody's own cannot be used: a broken tag, an unknown field, not a Word file …"""

    message = "様式を使えませんでした。"
