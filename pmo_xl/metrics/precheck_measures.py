"""納品前指摘件数 and 納品前是正件数: what the recorded looks through each delivery found first, and what of it is gone.

Source: definitions.md, KPI. A delivery is known by what was looked through; runs of chosen rules alone are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pmo_xl.metrics.metric import Metric
from pmo_xl.model.precheck_run import PrecheckRun
from pmo_xl.model.project import Project

_NO_RUN = "納品前点検の記録がありません(precheck に --book を付けて点検すると残ります)。"
_NO_SECOND = "同じ納品を2回以上点検した記録がありません。"


def found_before_delivery(project: Project) -> Metric:
    """The errors of each delivery's first run together; none without a run up to D."""
    runs = _by_delivery(project)
    if not runs:
        return Metric(None, 0, 0, _NO_RUN)
    return Metric(Decimal(sum(len(each[0].errors) for each in runs)), len(runs), len(runs))


def mended_before_delivery(project: Project) -> Metric:
    """Of these, those that are gone in the last run; a delivery with errors and one run alone is not counted."""
    runs = _by_delivery(project)
    told = [each for each in runs if len(each) > 1 or not each[0].errors]
    if not told:
        return Metric(None, 0, len(runs), _NO_SECOND if runs else _NO_RUN)
    gone = sum(each[-1].lacks(error) for each in told for error in each[0].errors)
    return Metric(Decimal(gone), len(told), len(runs))


def _by_delivery(project: Project) -> Sequence[Sequence[PrecheckRun]]:
    """The whole runs up to D, delivery by delivery, the oldest first."""
    found: dict[str, list[PrecheckRun]] = {}
    for run in sorted(project.prechecks, key=lambda each: each.made_at):
        if run.is_whole and run.on <= project.as_of:
            found.setdefault(run.delivery, []).append(run)
    return list(found.values())
