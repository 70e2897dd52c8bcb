"""マスタスケジュール: a phase, a task or a milestone."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER


class Task(Record):
    """One row of マスタスケジュール: a phase, a task or a milestone."""

    sheet: ClassVar[Sheet] = Sheet(
        "マスタスケジュール",
        collection="tasks",
        prefix="WBS",
        aliases=("WBS", "スケジュール", "全体スケジュール"),
    )

    id: Annotated[
        str | None, Column("作業ID", Kind.ID, Need.MUST, aliases=(*NUMBER, "WBS番号", "WBS", "WBS No"))
    ] = None
    parent: Annotated[str | None, Column("親作業", Kind.REF, refers_to=("マスタスケジュール",))] = None
    kind: Annotated[
        str | None, Column("種別", Kind.CHOICE, Need.MUST, choices=("工程", "作業", "マイルストーン"))
    ] = None
    phase: Annotated[str | None, Column("工程", Kind.CHOICE, Need.MUST, choice_list="工程")] = None
    local_name: Annotated[str | None, Column("呼称", Kind.TEXT)] = None
    title: Annotated[
        str | None,
        Column(
            "作業名", Kind.TEXT, Need.MUST, aliases=("タスク", "タスク名", "作業", "作業内容", "作業項目")
        ),
    ] = None
    system: Annotated[str | None, Column("システム", Kind.SYSTEM, aliases=("対象システム", "システム名"))] = (
        None
    )
    owner: Annotated[
        str | None, Column("担当", Kind.PERSON, aliases=("担当者", "担当者名", "作業担当", "主担当"))
    ] = None
    predecessors: Annotated[
        tuple[str, ...],
        Column("先行作業", Kind.REFS, aliases=("先行タスク", "先行"), refers_to=("マスタスケジュール",)),
    ] = ()
    baseline_start: Annotated[date | None, Column("基準開始", Kind.DATE)] = None
    baseline_finish: Annotated[date | None, Column("基準終了", Kind.DATE)] = None
    planned_start: Annotated[
        date | None,
        Column(
            "予定開始",
            Kind.DATE,
            Need.MUST,
            aliases=("予定開始日", "開始予定日", "開始予定", "開始日", "計画開始", "計画開始日"),
        ),
    ] = None
    planned_finish: Annotated[
        date | None,
        Column(
            "予定終了",
            Kind.DATE,
            Need.MUST,
            aliases=(
                "予定終了日",
                "終了予定日",
                "終了予定",
                "終了日",
                "予定完了",
                "予定完了日",
                "完了予定日",
                "計画終了",
                "計画終了日",
            ),
        ),
    ] = None
    actual_start: Annotated[
        date | None, Column("実績開始", Kind.DATE, aliases=("実績開始日", "開始実績", "実開始日"))
    ] = None
    actual_finish: Annotated[
        date | None,
        Column(
            "実績終了", Kind.DATE, aliases=("実績終了日", "終了実績", "実績完了", "実績完了日", "実終了日")
        ),
    ] = None
    progress: Annotated[
        Decimal | None, Column("進捗率", Kind.PERCENT, aliases=("進捗", "進捗状況", "達成率", "完了率"))
    ] = None
    planned_effort: Annotated[
        Decimal | None, Column("予定工数", Kind.NUMBER, aliases=("計画工数", "見積工数", "工数"))
    ] = None
    actual_effort: Annotated[Decimal | None, Column("実績工数", Kind.NUMBER)] = None
    preconditions: Annotated[str | None, Column("前提条件", Kind.LONGTEXT)] = None
    coordination: Annotated[str | None, Column("調整事項", Kind.LONGTEXT)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None
