"""Paper: what `export` makes under one name, in Word or as a text: whom or what it is for, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pmo_xl.documents.word.audience import Audience
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key

if TYPE_CHECKING:
    from pmo_xl.documents.word.content import Source


@dataclass(frozen=True)
class Subject:
    """Whom or what one paper is made for where that is no single row: a person, a meeting, a vendor.

    key: names its file, and `--id` takes it. also: what else `--id` takes for it.
    """

    key: str
    value: Any
    also: tuple[str, ...] = ()

    def is_named(self, name: str) -> bool:
        """Whether a name that somebody gave means it."""
        return name_key(name) in map(name_key, (self.key, *self.also))


@dataclass(frozen=True)
class Subjects:
    """What a document is made for, one each.

    kind: the Japanese word for them. every: all of them; due: those it is made for when nobody names any.
    is_one: nobody naming any, it is one paper, even of a project that has none (its value is None then).
    """

    kind: str
    every: Callable[[Project], Sequence[Subject]]
    due: Callable[[Project], Sequence[Subject]]
    is_one: bool = False

    def chosen(self, project: Project) -> Sequence[Subject]:
        """Those it is made for when nobody names any."""
        found = self.due(project)
        return found or ([Subject("", None)] if self.is_one else [])


@dataclass(frozen=True)
class Paper:
    """One deliverable.

    name: as `export` takes it. about: one Japanese sentence for the list. build: makes its content of the
    source, pure; of a paper made per row, of one row of `per_row`. sheets: those it cannot do without. wanted: for
    which rows it is due. per: whom or what it is made for, where that is no row. tells_changes: whether it shows what
    changed since an earlier record. unready: why it would tell nothing today, in a sentence (None: it does not); among
    all papers it is left out then, asked for by its name it says so itself. is_held_on: whether it is about a day that
    may be named (`--on`). has_internal_page: whether `--internal` adds what is for ourselves. endings: of its files; all
    of them are made where no file is named. takes_form: whether it can be made of a form of one's own.
    """

    endings: ClassVar[tuple[str, ...]] = ()
    takes_form: ClassVar[bool] = False

    name: str
    about: str
    build: Callable[..., Any]
    _: KW_ONLY
    sheets: tuple[type[Record], ...] = ()
    per_row: type[Record] | None = None
    wanted: Callable[[Any, Project], bool] | None = None
    per: Subjects | None = None
    tells_changes: bool = False
    unready: Callable[[Source], str | None] | None = None
    is_held_on: bool = False
    has_internal_page: bool = False
    audience: Audience = Audience.INSIDE

    @property
    def has_issue_day(self) -> bool:
        """Whether it bears 発行日."""
        return self.audience.leaves_the_house

    @property
    def is_made_of_many(self) -> bool:
        """Whether there is one for each row, person … rather than one of the whole book."""
        return self.per_row is not None or bool(self.per and not self.per.is_one)

    def rows(self, project: Project) -> list[Any]:
        """The rows, people … it is made for when nobody names any."""
        if self.per:
            return [subject.value for subject in self.per.chosen(project)]
        found = project.of(self.per_row) if self.per_row else ()
        return [row for row in found if self.wanted is None or self.wanted(row, project)]

    def content(self, source: Source, record: Any = None) -> Any:  # noqa: ANN401 - what its kind is filled with
        """Its content; of one row, person … where it is made of many."""
        return self.build(source, record) if self.per_row or self.per else self.build(source)
