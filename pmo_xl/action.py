"""What an action is: a command of pmo-xl, a button of a workbook, or both. pmo_xl/actions.py declares them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from keyword import iskeyword


class Group(Enum):
    """The buttons that stand together, in the order in which they stand."""

    CHECK = auto()
    SHEET = auto()
    """Not on メニュー: the small button of each ledger."""
    LISTS = auto()
    REPAIR = auto()
    WALK = auto()
    SETTINGS = auto()
    DOCUMENTS = auto()
    """From here on in the second line of メニュー."""
    EXCHANGE = auto()

    @property
    def line(self) -> int:
        """The line of メニュー that they stand in, from 0."""
        return int(self.value >= Group.DOCUMENTS.value)


@dataclass(frozen=True)
class Command:
    """A command. help: its line in `pmo-xl --help`; uses: its rows in docs/staff/commands.md, by the arguments after its name.

    " / " parts ways to give the arguments. How they are read stands in faces/commands/, in the file of its name.
    """

    name: str
    help: str
    uses: Mapping[str, str]

    @property
    def module(self) -> str:
        """The name of its file (month-end → month_end); no word of Python itself (import → import_rows)."""
        return f"{self.name}_rows" if iskeyword(self.name) else self.name.replace("-", "_")


@dataclass(frozen=True)
class Button:
    """A button. verb: the function that does its work; help: beside it in the workbook; pressed: its row of the page.

    module: the file of faces/button_verbs/ that holds the function, where it is not named after it.
    """

    caption: str
    verb: str
    group: Group
    help: str
    pressed: str
    module: str = ""

    @property
    def macro(self) -> str:
        """The Sub that a press starts (check_sheet → PmoCheckSheet)."""
        return f"Pmo{self.verb.title().replace('_', '')}"


@dataclass(frozen=True)
class Action:
    """Something to be done, by a command, by a button, or by either."""

    command: Command | None = None
    button: Button | None = None


def only_command(name: str, help: str, uses: Mapping[str, str]) -> Action:
    """A command that has no button."""
    return Action(Command(name, help, uses))
