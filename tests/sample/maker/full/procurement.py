"""The time for the RFP in マスタスケジュール of the full sample: written, answered, and decided before 基本設計."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from pmo_xl.metrics.rfp import PROCUREMENT
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from tests.sample.maker.full.rfp_items import ISSUED_ON
from tests.sample.maker.organisation import Organisation

BEGUN_ON, CHOSEN_ON = date(2025, 11, 17), date(2026, 1, 30)


def with_procurement(rows: Sequence[Record], organisation: Organisation) -> tuple[Task, ...]:
    """The schedule with the phase RFP・調達 after its last row, all done in time."""
    first = len(rows) + 1
    phase, writing, choosing = (f"WBS-{first + n:03}" for n in range(3))
    return (
        *cast("Sequence[Task]", rows),
        _row(phase, organisation, "RFP・調達", BEGUN_ON, CHOSEN_ON, kind="工程"),
        _row(writing, organisation, "RFPの作成と発行", BEGUN_ON, ISSUED_ON, **_work(phase)),
        _row(
            choosing,
            organisation,
            "提案の評価と開発会社の選定",
            date(2025, 12, 2),
            CHOSEN_ON,
            **_work(phase),
            predecessors=(writing,),
        ),
    )


def _work(phase: str) -> dict[str, object]:
    effort = Decimal(10)
    return {"kind": "作業", "parent": phase, "planned_effort": effort, "actual_effort": effort}


def _row(
    row_id: str, organisation: Organisation, title: str, start: date, finish: date, **values: object
) -> Task:
    plain = {
        "id": row_id,
        "title": title,
        "phase": PROCUREMENT,
        "owner": organisation.posts["PMO"],
        "baseline_start": start,
        "baseline_finish": finish,
        "planned_start": start,
        "planned_finish": finish,
        "actual_start": start,
        "actual_finish": finish,
        "progress": Decimal(1),
    }
    return Task.model_validate(plain | values)
