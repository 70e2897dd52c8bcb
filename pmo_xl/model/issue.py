"""課題管理表: An issue, a release issue, a defect or a ToDo."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, OWNER, PRIORITY, STATE


class Issue(Record):
    """One row of 課題管理表: an issue, a release issue, a defect or a ToDo."""

    sheet: ClassVar[Sheet] = Sheet(
        "課題管理表", collection="issues", prefix="ISS", aliases=("課題一覧", "課題表")
    )

    id: Annotated[
        str | None, Column("課題ID", Kind.ID, Need.MUST, aliases=(*NUMBER, "課題番号", "管理番号"))
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "分類", "課題区分"),
            choices=("課題", "リリース課題", "障害", "ToDo"),
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            Need.MUST,
            aliases=("タイトル", "課題名", "課題", "懸案事項", "タスク名", "残作業"),
        ),
    ] = None
    description: Annotated[
        str | None, Column("内容", Kind.LONGTEXT, aliases=("課題内容", "課題詳細", "詳細"))
    ] = None
    systems: Annotated[
        tuple[str, ...],
        Column("影響システム", Kind.REFS, aliases=("対象システム", "システム"), refers_to=("システム一覧",)),
    ] = ()
    tasks: Annotated[tuple[str, ...], Column("関連作業", Kind.REFS, refers_to=("マスタスケジュール",))] = ()
    priority: Annotated[
        str | None, Column("優先度", Kind.CHOICE, Need.MUST, aliases=PRIORITY, choice_list="優先度")
    ] = None
    raised_on: Annotated[
        date | None,
        Column("起票日", Kind.DATE, Need.MUST, aliases=("作成日", "記載日", "発生日", "登録日", "起票日付")),
    ] = None
    raised_by: Annotated[
        str | None,
        Column("起票者", Kind.PERSON, Need.MUST, aliases=("記載者", "作成者", "依頼者名", "登録者")),
    ] = None
    owner: Annotated[str | None, Column("担当", Kind.PERSON, Need.MUST, aliases=(*OWNER, "対応担当"))] = None
    due_on: Annotated[date | None, Column("期限", Kind.DATE, Need.MUST, aliases=(*DUE, "期限日"))] = None
    status: Annotated[str | None, Column("状態", Kind.CHOICE, Need.MUST, aliases=STATE)] = None
    plan: Annotated[str | None, Column("対応方針", Kind.LONGTEXT)] = None
    cause: Annotated[str | None, Column("原因", Kind.LONGTEXT)] = None
    workaround: Annotated[str | None, Column("暫定対応", Kind.LONGTEXT)] = None
    progress_notes: Annotated[str | None, Column("対応経過", Kind.LONGTEXT)] = None
    resolution: Annotated[str | None, Column("対応内容", Kind.LONGTEXT, aliases=("対応結果", "対応"))] = None
    closed_on: Annotated[
        date | None, Column("完了日", Kind.DATE, aliases=("対応日", "対応完了日", "クローズ日", "完了日付"))
    ] = None
    escalated_on: Annotated[date | None, Column("エスカレーション日", Kind.DATE)] = None
    needs_permanent_fix: Annotated[
        str | None, Column("恒久対応要否", Kind.CHOICE, choices=("要", "不要"))
    ] = None
    permanent_fix: Annotated[str | None, Column("恒久対応", Kind.LONGTEXT)] = None
    permanent_owner: Annotated[str | None, Column("恒久対応担当", Kind.PERSON)] = None
    permanent_due_on: Annotated[date | None, Column("恒久対応期限", Kind.DATE)] = None
    permanent_closed_on: Annotated[date | None, Column("恒久完了日", Kind.DATE)] = None
    handed_to: Annotated[str | None, Column("引継先", Kind.PERSON)] = None
    updated_on: Annotated[date | None, Column("更新日", Kind.DATE)] = None
    days_overdue: Annotated[int | None, Column("超過日数", Kind.INT, Need.AUTO, is_derived=True)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None
