"""マスタスケジュール: a phase, a task or a milestone."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, OWNER, REMARKS, labels, period


def _begin(*kinds: str) -> tuple[str, ...]:
    return tuple(label for kind in kinds for label in period(kind, "開始", "着手"))


def _end(*kinds: str) -> tuple[str, ...]:
    return tuple(label for kind in kinds for label in period(kind, "終了", "完了"))


class Task(Record):
    """One row of マスタスケジュール: a phase, a task or a milestone."""

    sheet: ClassVar[Sheet] = Sheet(
        "マスタスケジュール",
        collection="tasks",
        prefix="WBS",
        aliases=labels(
            "WBS スケジュール 全体スケジュール ガント ガントチャート Gantt 工程表 線表 "
            "作業計画 作業計画表 作業一覧 タスク一覧 タスク管理表 進捗管理表 進捗表 "
            "スケジュール表 詳細スケジュール 開発スケジュール Schedule"
        ),
    )

    id: Annotated[
        str | None,
        Column(
            "作業ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER
            + labels("WBS番号 WBS WBSNo WBS-ID WBSコード タスクID タスクNo 作業No 作業番号 タスク番号"),
        ),
    ] = None
    parent: Annotated[str | None, Column("親作業", Kind.REF, refers_to=("マスタスケジュール",))] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("タスク種別", "作業種別", "区分"),
            choices=("工程", "作業", "マイルストーン"),
        ),
    ] = None
    phase: Annotated[
        str | None,
        Column(
            "工程",
            Kind.CHOICE,
            Need.MUST,
            aliases=("フェーズ", "工程名", "Phase", "大工程"),
            choice_list="工程",
        ),
    ] = None
    local_name: Annotated[str | None, Column("呼称", Kind.TEXT)] = None
    title: Annotated[
        str | None,
        Column(
            "作業名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "タスク タスク名 作業 作業内容 作業項目 作業タスク 作業項目名 アクティビティ "
                "実施内容 実施事項 Task TaskName タスク内容 WBS名称 項目 項目名 小項目 小分類 "
                "中項目 中分類 内容"
            ),
        ),
    ] = None
    system: Annotated[str | None, Column("システム", Kind.SYSTEM, aliases=("対象システム", "システム名"))] = (
        None
    )
    owner: Annotated[str | None, Column("担当", Kind.PERSON, aliases=OWNER)] = None
    predecessors: Annotated[
        tuple[str, ...],
        Column("先行作業", Kind.REFS, aliases=("先行タスク", "先行"), refers_to=("マスタスケジュール",)),
    ] = ()
    baseline_start: Annotated[
        date | None,
        Column("基準開始", Kind.DATE, aliases=_begin("基準", "当初", "ベースライン", "当初予定", "当初計画")),
    ] = None
    baseline_finish: Annotated[
        date | None,
        Column("基準終了", Kind.DATE, aliases=_end("基準", "当初", "ベースライン", "当初予定", "当初計画")),
    ] = None
    planned_start: Annotated[
        date | None,
        Column(
            "予定開始",
            Kind.DATE,
            Need.MUST,
            aliases=(*_begin("予定", "計画"), "開始日", "着手日", "開始", "着手", "Start"),
        ),
    ] = None
    planned_finish: Annotated[
        date | None,
        Column(
            "予定終了",
            Kind.DATE,
            Need.MUST,
            aliases=(
                *_end("予定", "計画"),
                "期限",
                "期日",
                "終了日",
                "完了日",
                "終了",
                "完了",
                "納期",
                "End",
                "Finish",
            ),
        ),
    ] = None
    actual_start: Annotated[
        date | None,
        Column("実績開始", Kind.DATE, aliases=(*_begin("実績", "実際"), "実開始日", "Actual Start")),
    ] = None
    actual_finish: Annotated[
        date | None,
        Column("実績終了", Kind.DATE, aliases=(*_end("実績", "実際"), "実終了日", "Actual Finish")),
    ] = None
    progress: Annotated[
        Decimal | None,
        Column(
            "進捗率",
            Kind.PERCENT,
            aliases=labels("進捗 進捗状況 進捗度 達成率 達成度 完了率 Progress %"),
        ),
    ] = None
    planned_effort: Annotated[
        Decimal | None,
        Column("予定工数", Kind.NUMBER, aliases=labels("計画工数 見積工数 工数予定 予定人日 工数")),
    ] = None
    actual_effort: Annotated[
        Decimal | None, Column("実績工数", Kind.NUMBER, aliases=("実工数", "工数実績", "実績人日"))
    ] = None
    preconditions: Annotated[str | None, Column("前提条件", Kind.LONGTEXT)] = None
    coordination: Annotated[str | None, Column("調整事項", Kind.LONGTEXT)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None
