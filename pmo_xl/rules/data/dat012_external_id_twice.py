"""DAT012: one row of another tool that two rows of a sheet claim to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import external_ids
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Asked, Judgement, Severity, rule, violation


def _claimed_again(sheet: type[Record], project: Project) -> Asked:
    """The rows with an 外部ID that more than one row has."""
    if "external_ids" not in sheet.columns:
        return Asked((), OUT_OF_SCOPE)
    rows = project.of(sheet).column("external_ids")
    filled = {at: external_ids(text) for at, text in enumerate(rows) if text}
    counts = Counter(each for ids in filled.values() for each in set(ids))
    return Asked([at for at, ids in filled.items() if any(counts[each] > 1 for each in ids)])


@rule(
    "DAT012",
    judges=Record,
    screen=_claimed_again,
    severity=Severity.ERROR,
    message="外部ID「{external_id}」が、{first}にもあります。",
    remedy="どちらの行がほかの道具のその番号の行かを確かめ、違うほうから外部IDを消してください。",
)
def external_id_twice(record: Record, project: Project) -> Judgement:
    """1つの外部IDは、シートの1つの行にだけなければならない。

    ## 要旨
    同じ外部IDが同じシートの2つの行にあるときに、2つめからの行をエラーとします。大文字と小文字は別の文字です
    (道具によっては、大文字と小文字だけが違う番号が別の行です)。1つの行に外部IDがいくつあってもかまいません。

    ## なぜ問題か
    取り込みは、外部IDで台帳のどの行かを見分けます。2つの行が同じ番号を名乗ると、違う行を書き換えかねないため、
    取り込みはその番号の行に何も書けません。行を写したときに外部IDごと写してしまうのが、よくある原因です。

    ## 違反例
    課題管理表
    | 課題ID | 件名 | 外部ID | 指摘 |
    |---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | redmine:1234 | |
    | ISS-002 | 帳票の文字化け | redmine:1240、redmine:1234 | 外部ID |
    | ISS-003 | 夜間バッチの遅延 | redmine:1234 | 外部ID |

    ## 適合例
    課題管理表
    | 課題ID | 件名 | 外部ID |
    |---|---|---|
    | ISS-001 | 移行データの件数が合わない | redmine:1234、backlog:KIBAN-12 |
    | ISS-002 | 帳票の文字化け | planner:vZq8r97W |
    | ISS-003 | 夜間バッチの遅延 | planner:VZQ8R97W |
    | ISS-004 | 監視の設定漏れ | |
    """
    ids = external_ids(getattr(record, "external_ids", None))
    if "external_ids" not in record.columns:
        return OUT_OF_SCOPE
    firsts = _firsts(record.__class__, project)
    twice = next((each for each in ids if firsts[each] is not record), None)
    if twice is None:
        return FITS
    first = firsts[twice]
    return violation("external_ids", external_id=twice, first=first.row_id or f"{first.row}行目")


def _firsts(sheet: type[Record], project: Project) -> Mapping[str, Record]:
    """By 外部ID, the first row that has it."""

    def found() -> dict[str, Record]:
        """The first row of each, in the order of the rows."""
        firsts: dict[str, Record] = {}
        for row in project.of(sheet):
            for each in external_ids(getattr(row, "external_ids", None)):
                firsts.setdefault(each, row)
        return firsts

    return project.cached(("first with an external id", sheet), found)
