"""対応案比較 of the sample: what was weighed for each question, and what was decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_xl.model.option import Option
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story


def options(story: Story, organisation: Organisation) -> tuple[Option, ...]:
    """The options, those of one question together; only the questions decided by the as-of date."""
    rows = [row for row in bank("options") if story.happened(date.fromisoformat(row["decided_on"]))]
    return tuple(_option(n, row, organisation) for n, row in enumerate(rows, 1))


def _option(n: int, row: Row, organisation: Organisation) -> Option:
    return Option(
        id=f"OPT-{n:03}",
        subject=row["subject"],
        title=row["title"],
        effort_delta=Decimal(row["effort"]),
        cost_delta=int(row["cost"]),
        schedule_delta=int(row["days"]),
        response=row["response"],
        operations=row["operations"],
        merits=row["merits"],
        demerits=row["demerits"],
        decision=row["decision"],
        decided_by=organisation.at("責任者"),
        decided_on=date.fromisoformat(row["decided_on"]),
    )
