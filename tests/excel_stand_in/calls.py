"""What was asked of the workbook: counted for the tests, and the place where failures are staged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.excel_stand_in.com import ComError


@dataclass(frozen=True)
class Call:
    """One call across to Excel: kind "read" or "write", what ("value", "formula", "save" …), sheet, cells."""

    kind: str
    what: str
    sheet: str = ""
    cells: str = ""


@dataclass
class Stage:
    """A failure waiting for a call: what it does, and whether it is over after the first time."""

    what: str
    sheet: str | None
    act: Callable[[], None]
    is_once: bool


@dataclass
class Calls:
    """The calls so far, and the failures that wait for one."""

    made: list[Call] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    def forget(self) -> None:
        """Count from here."""
        self.made.clear()

    def reads(self, sheet: str | None = None, what: str | None = None) -> list[Call]:
        """Calls that read cells or facts of a sheet (what="value": cell values only)."""
        return self._those("read", sheet, what)

    def writes(self, sheet: str | None = None, what: str | None = None) -> list[Call]:
        """Calls that changed something."""
        return self._those("write", sheet, what)

    def note(self, kind: str, what: str, sheet: str = "", cells: str = "") -> None:
        """Count one call, then let what waits for it happen (it may raise)."""
        self.made.append(Call(kind, what, sheet, cells))
        for stage in [s for s in self.stages if s.what in (what, kind) and s.sheet in (None, sheet)]:
            if stage.is_once:
                self.stages.remove(stage)
            stage.act()

    def when(
        self, what: str, act: Callable[[], None], *, sheet: str | None = None, is_once: bool = True
    ) -> None:
        """Do something just before a call of this kind ("read", "write") or name ("value", "save", …)."""
        self.stages.append(Stage(what, sheet, act, is_once))

    def refuse(self, what: str, word: str, *, sheet: str | None = None, is_once: bool = False) -> None:
        """Let Excel refuse such calls with the error that `word` names in com.SENTENCES."""

        def act() -> None:
            raise ComError(word)

        self.when(what, act, sheet=sheet, is_once=is_once)

    def _those(self, kind: str, sheet: str | None, what: str | None) -> list[Call]:
        wanted = [call for call in self.made if call.kind == kind]
        return [call for call in wanted if sheet in (None, call.sheet) and what in (None, call.what)]
