"""IF一覧 of the sample: which systems are connected, until when each was designed and when it is tested."""

from __future__ import annotations

from datetime import date

from pmo_xl.model.interface import Interface
from pmo_xl.model.spec_change import SpecChange
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

_DESIGN_DUE, _AGREED_ON = date(2026, 4, 10), date(2026, 4, 20)
_CONNECTED_ON, _FIXED_ON = date(2026, 11, 16), date(2026, 12, 9)


def interface_ids() -> dict[str, str]:
    """The IDs of the interfaces by their names."""
    return {row["title"]: f"IF-{n:03}" for n, row in enumerate(bank("interfaces"), 1)}


def interfaces(story: Story, organisation: Organisation, links: Links) -> tuple[Interface, ...]:
    """The interfaces between the systems of the project."""
    return tuple(
        _interface(n, row, story, organisation, links) for n, row in enumerate(bank("interfaces"), 1)
    )


def with_interfaces(changes: tuple[SpecChange, ...]) -> tuple[SpecChange, ...]:
    """The changes that alter an interface, with its ID in 対象IF."""
    ids = interface_ids()
    found = {row["change"]: (ids[row["title"]],) for row in bank("interfaces") if row["change"]}
    return tuple(
        change.model_copy(update={"interfaces": found[change.title or ""]})
        if change.title in found
        else change
        for change in changes
    )


def _interface(n: int, row: Row, story: Story, organisation: Organisation, links: Links) -> Interface:
    change = next((c for c in links.changes if row["change"] and c.title == row["change"]), None)
    approved_on = change.approved_on if change else None
    wish = story.day(_FIXED_ON, n % 2)
    connected_on = story.happened(story.day(_CONNECTED_ON, n % 8))
    return Interface(
        id=f"IF-{n:03}",
        title=row["title"],
        change_kind=row["change_kind"],
        source=organisation.system_names[row["source"]],
        target=organisation.system_names[row["target"]],
        method=row["method"],
        frequency=row["frequency"],
        design_due_on=_DESIGN_DUE,
        specification_version="1.1" if approved_on else "1.0",
        connected_on=connected_on,
        wish_source_on=wish,
        wish_target_on=wish if n % 4 else story.day(wish, 1),
        fixed_on=wish if n % 4 else story.day(wish, 1),
        agreed_on=max(_AGREED_ON, approved_on) if approved_on else _AGREED_ON,
        status=_status(story, wish, is_connected=connected_on is not None),
        reported_by=tuple(organisation.system_names[row[end]] for end in ("source", "target")),
    )


def _status(story: Story, fixed_on: date, *, is_connected: bool) -> str:
    if story.as_of > story.day(fixed_on, 5):
        return "完了"
    if story.as_of >= fixed_on:
        return "対向試験中"
    return "疎通済" if is_connected else "設計中"
