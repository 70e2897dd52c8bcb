"""What a システム構成図 shows: the systems, and the interfaces between each two of them as one arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project

UNLISTED = "一覧になし"


@dataclass(frozen=True, slots=True)
class SystemBox:
    """A system. kind: 新規, 改修, 影響なし, or UNLISTED where only IF一覧 names it. inner: its IFs with itself."""

    name: str
    kind: str | None
    inner: tuple[Interface, ...] = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """The interfaces of one 区分 from one system to another."""

    source: str
    target: str
    kind: str | None
    interfaces: tuple[Interface, ...]


@dataclass(frozen=True)
class Connections:
    """Everything the diagram shows. left_out: the interfaces without 接続元 or 接続先."""

    systems: tuple[SystemBox, ...]
    arrows: tuple[Connection, ...]
    left_out: tuple[Interface, ...]

    @property
    def lonely(self) -> tuple[SystemBox, ...]:
        """The systems that no arrow touches."""
        joined = {name for arrow in self.arrows for name in (arrow.source, arrow.target)}
        return tuple(system for system in self.systems if system.name not in joined)


def connections(project: Project) -> Connections:
    """The systems of システム一覧 and whatever else IF一覧 names, with the interfaces between them."""
    rows = tuple(project.of(Interface))
    ends = [(row, _name(row.source, project), _name(row.target, project)) for row in rows]
    grouped: dict[tuple[str, str, str | None], list[Interface]] = {}
    for row, source, target in ends:
        if source and target:
            grouped.setdefault((source, target, row.change_kind), []).append(row)
    arrows = (Connection(*key, tuple(found)) for key, found in grouped.items() if key[0] != key[1])
    inner = {key[0]: tuple(found) for key, found in grouped.items() if key[0] == key[1]}
    return Connections(
        tuple(_systems(project, (key[:2] for key in grouped), inner)),
        tuple(arrows),
        tuple(row for row, source, target in ends if not (source and target)),
    )


def _name(text: str | None, project: Project) -> str | None:
    system = project.system(text)
    return (system and system.name) or text


def _systems(
    project: Project, pairs: Iterable[tuple[str, str]], inner: dict[str, tuple[Interface, ...]]
) -> Iterator[SystemBox]:
    kinds = {system.name: system.change_kind for system in project.systems if system.name}
    for name in dict.fromkeys([*kinds, *(name for pair in pairs for name in pair)]):
        yield SystemBox(name, kinds.get(name, UNLISTED), inner.get(name, ()))
