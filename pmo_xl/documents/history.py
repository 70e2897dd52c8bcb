"""What changed between two recorded runs, as headed rows and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final, Literal, TypedDict, cast

from pmo_xl.documents.findings import FindingJson
from pmo_xl.documents.json_head import head
from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.history import Difference, Run
from pmo_xl.model.column import Kind
from pmo_xl.model.json_shape import Failed, Head, Moment
from pmo_xl.model.list_column import ListColumn, as_json
from pmo_xl.model.precheck_run import PrecheckRun

SCHEMA: Final = 1
_JAPAN = timezone(timedelta(hours=9))
_CHANGES = (
    ListColumn("シート", width=18, name="sheet"),
    ListColumn("ID", width=14, of="name", name="row_id"),
    ListColumn("種類", width=8, name="kind"),
    ListColumn("列", width=16, name="column"),
    ListColumn("前", Kind.LONGTEXT, 44, name="before"),
    ListColumn("後", Kind.LONGTEXT, 44, name="after"),
)
_FINDINGS = (
    ListColumn("変化", width=8, of=lambda found: found[0]),
    ListColumn("規則", width=9, of=lambda found: found[1]["rule"]),
    ListColumn("シート", width=18, of=lambda found: found[1]["sheet"]),
    ListColumn("ID", width=11, of=lambda found: found[1]["row_id"]),
    ListColumn("指摘", Kind.LONGTEXT, 80, of=lambda found: found[1]["message"]),
)


class RecordChangeJson(TypedDict):
    """A record that was added (追加), removed (削除) or changed (変更). column: null for a whole row."""

    sheet: str
    row_id: str
    kind: str
    column: str | None
    before: str | None
    after: str | None


_Between = TypedDict(
    "_Between",
    {
        "workbook": str,
        "from": Moment,
        "to": Moment,
        "changes": list[RecordChangeJson],
        "new_findings": list[FindingJson],
        "resolved_findings": list[FindingJson],
    },
)


class HistoryJson(_Between):
    """What changed between two recorded runs, and the findings that came and went."""

    schema: Literal[1]


class HistoryOfBookJson(Head, _Between):
    """The same, headed as every result: as_of is the later run's day."""

    failed: list[Failed]


def changes_listing(earlier: Run, later: Run, differences: Sequence[Difference]) -> Listing:
    """The records that were added, removed or changed."""
    rows = rows_of(_CHANGES, differences)
    return Listing(title="記録の間の変化", columns=_CHANGES, rows=rows, note=_between(earlier, later))


def findings_listing(
    came: Sequence[Mapping[str, Any]], went: Sequence[Mapping[str, Any]], earlier: Run, later: Run
) -> Listing:
    """The findings that came and those that went."""
    rows = rows_of(_FINDINGS, [*(("新規", each) for each in came), *(("解消", each) for each in went)])
    return Listing(title="指摘の変化", columns=_FINDINGS, rows=rows, note=_between(earlier, later))


def history_json(
    earlier: Run,
    later: Run,
    differences: Sequence[Difference],
    came: Sequence[Mapping[str, Any]],
    went: Sequence[Mapping[str, Any]],
) -> HistoryJson:
    """`history --format json --schema 1`."""
    return {
        "schema": SCHEMA,
        "workbook": later.workbook,
        "from": earlier.made_at.isoformat(),
        "to": later.made_at.isoformat(),
        "changes": [as_json(_CHANGES, each, RecordChangeJson) for each in differences],
        "new_findings": cast("list[FindingJson]", list(came)),
        "resolved_findings": cast("list[FindingJson]", list(went)),
    }


def history_of_book_json(told: HistoryJson, later: Run, run_day: date) -> HistoryOfBookJson:
    """`history --format json`. Who said the later run's day is not recorded, so it is null."""
    return {
        **head("history", run_day),
        "as_of": later.as_of.isoformat(),
        "workbook": told["workbook"],
        "from": told["from"],
        "to": told["to"],
        "changes": told["changes"],
        "new_findings": told["new_findings"],
        "resolved_findings": told["resolved_findings"],
        "failed": [],
    }


def moment_text(made_at: datetime) -> str:
    """When a run was made, by the clock in Japan: 2026/11/30 09:15."""
    return f"{made_at.astimezone(_JAPAN):%Y/%m/%d %H:%M}"


def precheck_line(look: PrecheckRun) -> str:
    """A recorded look through a delivery: 2026/11/30 09:15  納品  × 不合格  エラー 3件."""
    from pmo_xl.documents.precheck import VERDICTS

    part = "" if look.is_whole else "(一部の規則だけ。KPIには数えません)"
    words = (look.delivery, VERDICTS.get(look.verdict, look.verdict), f"エラー {len(look.errors)}件{part}")
    return "  ".join((moment_text(look.made_at), *words))


def _between(earlier: Run, later: Run) -> str:
    return f"{moment_text(earlier.made_at)} → {moment_text(later.made_at)}"
