"""マスタスケジュール: a phase, a task or a milestone."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, OWNER, REMARKS, labels, period


def _begin(*kinds: str) -> tuple[str, ...]:
    return tuple(label for kind in kinds for label in period(kind, "開始", "着手", "作業開始"))


def _end(*kinds: str) -> tuple[str, ...]:
    return tuple(label for kind in kinds for label in period(kind, "終了", "完了", "作業終了", "作業完了"))


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
        help="工程・作業・節目とガント。",
    )

    id: Annotated[
        str | None,
        Column(
            "作業ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER
            + labels("WBS# WBSNumber")
            + labels("WBS番号 WBS WBSNo WBS-ID WBSコード タスクID タスクNo 作業No 作業番号 タスク番号"),
            help="作業の番号。WBS-001 の形。",
            width=9.5,
        ),
    ] = None
    parent: Annotated[
        str | None,
        Column(
            "親作業",
            Kind.REF,
            refers_to=("マスタスケジュール",),
            help="上の段の作業のID。",
            width=9.5,
            is_rarely_read=True,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("タスク種別", "作業種別", "区分"),
            choices=("工程", "作業", "マイルストーン"),
            help="工程(まとめの行)・作業・マイルストーン(1日の節目)。",
            width=15,
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
            help="どの工程の作業か。",
            width=10,
        ),
    ] = None
    local_name: Annotated[
        str | None, Column("呼称", Kind.TEXT, help="システムごとの呼び名。", width=14, is_rarely_read=True)
    ] = None
    title: Annotated[
        str | None,
        Column(
            "作業名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "タスク タスク名 作業 作業内容 作業項目 作業タスク 作業項目名 アクティビティ "
                "実施内容 実施事項 Task TaskName タスク内容 WBS名称 項目 項目名 小項目 小分類 "
                "中項目 中分類 内容 タスクLv3 タスクLv2 Lv3 Lv2 レベル3 レベル2 TaskTitle"
            ),
            help="作業の名前。",
            width=28,
        ),
    ] = None
    system: Annotated[
        str | None,
        Column(
            "システム",
            Kind.SYSTEM,
            aliases=("対象システム", "システム名"),
            help="どのシステムの作業か。空欄なら案件全体。",
            width=16,
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column("担当", Kind.PERSON, aliases=OWNER, help="作業に責任を持つ人(体制表の氏名)。", width=12),
    ] = None
    predecessors: Annotated[
        tuple[str, ...],
        Column(
            "先行作業",
            Kind.REFS,
            aliases=("先行タスク", "先行", "先行タスクID", "先行作業ID", "Dependencies"),
            refers_to=("マスタスケジュール",),
            help="先に終わるべき作業のID。WBS-010 SS や WBS-010 FS+3 とも書けます。",
            width=14,
            is_rarely_read=True,
        ),
    ] = ()
    baseline_start: Annotated[
        date | None,
        Column(
            "基準開始",
            Kind.DATE,
            aliases=_begin("基準", "当初", "ベースライン", "当初予定", "当初計画"),
            help="最初に合意した開始日。baseline コマンドが予定から写します。",
            width=11,
            is_rarely_read=True,
        ),
    ] = None
    baseline_finish: Annotated[
        date | None,
        Column(
            "基準終了",
            Kind.DATE,
            aliases=_end("基準", "当初", "ベースライン", "当初予定", "当初計画"),
            help="最初に合意した終了日。",
            width=11,
            is_rarely_read=True,
        ),
    ] = None
    planned_start: Annotated[
        date | None,
        Column(
            "予定開始",
            Kind.DATE,
            Need.MUST,
            aliases=(*_begin("予定", "計画"), "開始日", "着手日", "開始", "着手", "Start", "StartDate"),
            help="いまの予定の開始日。",
            width=11,
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
                "EndDate",
                "DueDate",
                "FinishDate",
            ),
            help="いまの予定の終了日。",
            width=11,
        ),
    ] = None
    actual_start: Annotated[
        date | None,
        Column(
            "実績開始",
            Kind.DATE,
            aliases=(*_begin("実績", "実際"), "実開始日", "Actual Start"),
            help="始めた日。",
            width=11,
        ),
    ] = None
    actual_finish: Annotated[
        date | None,
        Column(
            "実績終了",
            Kind.DATE,
            aliases=(*_end("実績", "実際"), "実終了日", "Actual Finish"),
            help="終えた日。空欄の間は未完了です。",
            width=11,
        ),
    ] = None
    progress: Annotated[
        Decimal | None,
        Column(
            "進捗率",
            Kind.PERCENT,
            aliases=labels("進捗 進捗状況 進捗度 達成率 達成度 完了率 Progress % PercentComplete %Complete"),
            help="0% から 100% で書きます。",
            width=7.5,
        ),
    ] = None
    planned_effort: Annotated[
        Decimal | None,
        Column(
            "予定工数",
            Kind.NUMBER,
            aliases=labels("計画工数 見積工数 工数予定 予定人日 工数 作業工数"),
            help="予定の工数(人日)。",
            width=8.5,
            is_rarely_read=True,
        ),
    ] = None
    actual_effort: Annotated[
        Decimal | None,
        Column(
            "実績工数",
            Kind.NUMBER,
            aliases=("実工数", "工数実績", "実績人日"),
            help="かかった工数(人日)。",
            width=8.5,
            is_rarely_read=True,
        ),
    ] = None
    preconditions: Annotated[
        str | None,
        Column("前提条件", Kind.LONGTEXT, help="始めるために要ること。", width=28, is_rarely_read=True),
    ] = None
    coordination: Annotated[
        str | None,
        Column("調整事項", Kind.LONGTEXT, help="他と調整すること。", width=28, is_rarely_read=True),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", is_rarely_read=True)
    ] = None
