"""Faults of 課題管理表."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from tests.sample.maker.faults.field import Field, NoRoom, Plant

_CLOSED = ("完了", "取下げ")


def is_open(issue: Issue) -> bool:
    """未完了, and an ordinary issue (release issues are left to ISS007)."""
    return issue.status not in _CLOSED and issue.kind != "リリース課題"


def is_done(issue: Issue) -> bool:
    """完了, and no release issue."""
    return issue.status == "完了" and issue.kind != "リリース課題"


def _late(field: Field, business_days: int, priority: str, **values: object) -> Issue:
    due_on = field.ago(business_days)
    issue = field.pick(Issue, is_open)
    raised_on = min(issue.raised_on or due_on, field.story.day(due_on, -8))
    return field.put(issue, due_on=due_on, raised_on=raised_on, priority=priority, **values)


def _late_ordinary(field: Field) -> None:
    field.broken("ISS001", _late(field, 3, "中"), "due_on", "期限を3稼働日過ぎて未完了(優先度中)")


def _late_minor(field: Field) -> None:
    field.broken("ISS001", _late(field, 11, "低"), "due_on", "期限を11稼働日過ぎて未完了(優先度低)")


def _late_urgent(field: Field) -> None:
    field.broken("ISS001", _late(field, 2, "高"), "due_on", "期限を2稼働日過ぎて未完了(優先度高)")


def _late_escalated(field: Field) -> None:
    issue = _late(field, 9, "高", escalated_on=field.ago(5))
    field.broken("ISS001", issue, "due_on", "期限を9稼働日過ぎ、エスカレーション済み")


def _not_escalated(field: Field) -> None:
    issue = _late(field, 8, "高", escalated_on=None)
    note = "優先度高の課題が8稼働日遅れ、エスカレーションされていない"
    field.broken("ISS006", issue, "escalated_on", note)
    field.broken("ISS001", issue, "due_on", note, companion_of="ISS006")


def _owner_blank(field: Field) -> None:
    field.broken(
        "ISS002", field.put(field.pick(Issue, is_open), owner=None), "owner", "未完了の課題の担当が空欄"
    )


def _owner_unknown(field: Field) -> None:
    issue = field.put(field.pick(Issue, is_open), owner="派遣 次郎")
    field.broken("ISS002", issue, "owner", "担当が体制表にいない")


def _owner_gone(field: Field) -> None:
    gone = next(row for row in field.all(Member) if row.left_on and row.left_on < field.as_of)
    issue = field.put(field.pick(Issue, is_open), owner=gone.name)
    field.broken("ISS002", issue, "owner", "担当が離任している")
    field.broken("ORG002", gone, "left_on", "離任した人に未完了の課題が残っている", companion_of="ISS002")
    field.broken("ORG005", gone, "successor", "離任した人の後任が空欄", companion_of="ISS002")


def _closed(field: Field, name: str, note: str, value: Callable[[Issue], object]) -> None:
    issue = field.pick(Issue, is_done)
    field.broken("ISS003", field.put(issue, **{name: value(issue)}), name, note)


def _no_resolution(field: Field) -> None:
    _closed(field, "resolution", "完了なのに対応内容が空欄", lambda issue: None)


def _no_closing_day(field: Field) -> None:
    _closed(field, "closed_on", "完了なのに完了日が空欄", lambda issue: None)


def _closed_before_raised(field: Field) -> None:
    def before(issue: Issue) -> object:
        """Four business days before it was raised."""
        return field.story.day(issue.raised_on or field.as_of, -4)

    _closed(field, "closed_on", "完了日が起票日より前", before)


def _stalled(field: Field) -> None:
    issue = field.pick(Issue, is_open)
    raised_on = min(issue.raised_on or field.as_of, field.ago(20))
    issue = field.put(issue, updated_on=field.ago(14), raised_on=raised_on, escalated_on=None)
    field.broken("ISS005", issue, "updated_on", "14稼働日のあいだ更新がない")


def _urgent_without_plan(field: Field) -> None:
    issue = field.put(field.pick(Issue, is_open), priority="高", plan=None)
    field.broken("ISS005", issue, "plan", "優先度高なのに対応方針が空欄")


def _release(field: Field, name: str, note: str, **values: object) -> None:
    issue = field.pick(Issue, lambda row: row.needs_permanent_fix == "要" and row.status != "取下げ")
    field.broken("ISS007", field.put(issue, **values), name, note)


def _permanent_fix_not_judged(field: Field) -> None:
    blank = dict.fromkeys(("needs_permanent_fix", "permanent_fix", "permanent_owner", "permanent_due_on"))
    _release(field, "needs_permanent_fix", "リリース課題の恒久対応要否が空欄", **blank)


def _permanent_fix_without_owner(field: Field) -> None:
    _release(field, "permanent_owner", "恒久対応の担当が空欄", permanent_owner=None)


def _permanent_fix_late(field: Field) -> None:
    _release(field, "permanent_due_on", "恒久対応期限を4稼働日過ぎた", permanent_due_on=field.ago(4))


def _too_many(field: Field) -> None:
    """One person gets ten open issues; those planted for other owners keep theirs."""
    here = {row.name for row in field.all(Member) if not row.left_on}
    held = [row for row in field.all(Issue) if row.status not in _CLOSED and row.owner in here]
    load = Counter(row.owner for row in held)
    if len(held) < 10:
        raise NoRoom(Issue.sheet.label)
    busiest = load.most_common(1)[0][0]
    others = [row for row in held if row.owner != busiest]
    for issue in others[: 10 - load[busiest]]:
        field.put(issue, owner=busiest)
    member = next(row for row in field.all(Member) if row.name == busiest)
    field.broken("ISS008", member, "name", "1人に未完了の課題が10件")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "ISS001": (_late_ordinary, _late_minor, _late_urgent, _late_escalated),
    "ISS002": (_owner_blank, _owner_unknown, _owner_gone),
    "ISS003": (_no_resolution, _no_closing_day, _closed_before_raised),
    "ISS005": (_stalled, _urgent_without_plan),
    "ISS006": (_not_escalated,),
    "ISS007": (_permanent_fix_not_judged, _permanent_fix_without_owner, _permanent_fix_late),
}

LAST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"ISS008": (_too_many,)}
