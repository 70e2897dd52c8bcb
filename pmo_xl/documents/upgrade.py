"""An upgrade as headed rows and as data: what is added, what stays, what cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypedDict

from pmo_xl.documents.exchange_shape import FindingsChangedJson, SavedJson, saved_json
from pmo_xl.documents.list_book import write_listings
from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.model.json_shape import Day, DaySource, Failed
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.project import Project
from pmo_xl.version import __version__

SCHEMA: Final = 2


class StepJson(TypedDict):
    """One thing that is added, kept (keep) or cannot be done (blocked)."""

    kind: str
    sheet: str | None
    target: str
    text: str
    reason: str
    state: str


class UpgradeJson(TypedDict):
    """A workbook in use brought to this version; inferred: its schema was told from what stands in it."""

    schema: Literal[2]
    command: Literal["upgrade"]
    version: str
    as_of: Day
    as_of_source: DaySource
    run_day: Day
    workbook: str
    applied: bool
    schema_before: int
    schema_after: int
    inferred: bool
    profile_before: str
    profile_after: str
    steps: list[StepJson]
    findings: FindingsChangedJson
    saved: SavedJson | None
    failed: list[Failed]


class Steps(Protocol):
    """What the outputs ask of an upgrade."""

    @property
    def columns(self) -> Sequence[ListColumn]:
        """The columns of its list."""

    @property
    def path(self) -> Path:
        """The book."""

    @property
    def schema_before(self) -> int:
        """Its schema."""

    @property
    def schema_after(self) -> int:
        """The schema that it gets."""

    @property
    def inferred(self) -> bool:
        """Whether the schema was told from what stands in the book."""

    @property
    def profile_before(self) -> str:
        """Its profile."""

    @property
    def profile_after(self) -> str:
        """The profile that it gets."""

    @property
    def steps(self) -> Sequence[Any]:
        """The steps."""

    @property
    def saved(self) -> Any:  # noqa: ANN401 - a SaveReport, of a room that is not known here
        """What the save did; None where nothing was written."""


def headline(found: Steps) -> str:
    """会員基盤刷新.xlsx  版 1 → 2(core → full)"""
    guess = "(印なし、推定)" if found.inferred else ""
    profiles = f"{found.profile_before} → {found.profile_after}"
    shown = f"({profiles})" if found.profile_before != found.profile_after else f"({found.profile_after})"
    return f"{found.path.name}  版 {found.schema_before}{guess} → {found.schema_after}{shown}"


def upgrade_listing(found: Steps) -> Listing:
    """The steps as headed rows; those that cannot be done say so in 区分."""
    rows = rows_of(found.columns, found.steps)
    return Listing(title="版の更新", columns=tuple(found.columns), rows=rows)


def upgrade_json(found: Steps, project: Project, findings: FindingsChangedJson | None = None) -> UpgradeJson:
    """`upgrade --format json`. findings: those that would come (new) and go (gone), where they were asked for."""
    saved = found.saved
    return {
        "schema": SCHEMA,
        "command": "upgrade",
        "version": __version__,
        "as_of": project.as_of.isoformat(),
        "as_of_source": project.as_of_source,
        "run_day": project.run_day.isoformat(),
        "workbook": str(found.path),
        "applied": saved is not None,
        "schema_before": found.schema_before,
        "schema_after": found.schema_after,
        "inferred": found.inferred,
        "profile_before": found.profile_before,
        "profile_after": found.profile_after,
        "steps": [
            {
                "kind": step.kind,
                "sheet": step.sheet,
                "target": step.target,
                "text": step.text,
                "reason": step.reason,
                "state": step.state.value,
            }
            for step in found.steps
        ],
        "findings": findings or {"new": [], "gone": []},
        "saved": saved_json(saved),
        "failed": [],
    }


def write_upgrade(path: Path, found: Steps) -> None:
    """A workbook with the list."""
    write_listings(path, [upgrade_listing(found)])
