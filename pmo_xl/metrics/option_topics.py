"""Topics: the 論点 of 対応案比較, each with its options, and whether it is decided.

Source: definitions.md, Words of the rules (Settled) and 対応案. Two 論点 are one where they are equal after NFKC and trimming.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from pmo_xl.model.option import Option
from pmo_xl.model.project import Project

ADOPTED, REJECTED, KEPT_OPEN = "採用", "不採用", "保留"


@dataclass(frozen=True)
class Topic:
    """One 論点 with its options in the order of the sheet. name: as it is compared; empty where 論点 is blank."""

    name: str
    options: tuple[Option, ...]

    @property
    def adopted(self) -> tuple[Option, ...]:
        """The options marked 採用."""
        return tuple(option for option in self.options if option.decision == ADOPTED)

    @property
    def open_options(self) -> tuple[Option, ...]:
        """The options that nobody has taken or turned down: 採否 blank or 保留."""
        return tuple(option for option in self.options if option.decision in (None, KEPT_OPEN))

    @property
    def is_settled(self) -> bool:
        """Whether it is decided: exactly one 採用, or all 不採用."""
        return len(self.adopted) == 1 or all(option.decision == REJECTED for option in self.options)

    @property
    def due(self) -> Option | None:
        """The option with the earliest 判断期限, of several the upper one; None where nobody set one."""
        dated = (option for option in self.options if option.due_on)
        return min(dated, key=lambda option: option.due_on or date.max, default=None)


def topics(project: Project) -> tuple[Topic, ...]:
    """The topics in the order of the sheet; the options without a 論点 are one topic."""
    return project.cached("topics", lambda: _topics(project))


def _topics(project: Project) -> tuple[Topic, ...]:
    groups: dict[str, list[Option]] = {}
    for option in project.options:
        name = unicodedata.normalize("NFKC", option.subject or "").strip()
        groups.setdefault(name, []).append(option)
    return tuple(Topic(name, tuple(options)) for name, options in groups.items())


def topic_of(option: Option, project: Project) -> Topic:
    """The topic that an option answers."""
    made = project.cached(
        "topics by option", lambda: {id(each): topic for topic in topics(project) for each in topic.options}
    )
    return made[id(option)]
