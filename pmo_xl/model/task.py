"""マスタスケジュール: a phase, a task or a milestone."""

from typing import ClassVar

from pmo_xl.model.column import (
    Date,
    Id,
    LongText,
    Number,
    Percent,
    Person,
    Ref,
    Refs,
    SystemName,
    Text,
    Word,
    column,
    must,
)
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, OWNER, REMARKS, labels, period


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
            "スケジュール表 詳細スケジュール 開発スケジュール Schedule "
            "マイルストーン一覧 マイルストーン 工程管理表 日程表 進捗管理 進捗一覧 作業管理表 タスク管理 タスクリスト "
            "作業スケジュール WBS一覧 スケジュール管理表 作業工程表 実行計画 アクションプラン ProjectPlan ProjectSchedule "
            "WorkPlan TaskList ProjectTasks Milestones 計画表"
        ),
        help="工程・作業・節目とガント。",
        guide="工程・作業・節目を、予定と実績、先行作業と一緒に1行ずつ書きます。遅れの見込み、つながりの切れ、日付の矛盾を点検し、ガントを描きます。",
    )

    id: Id = column(
        "作業ID",
        must,
        aliases=NUMBER
        + labels("WBS# WBSNumber")
        + labels("WBS番号 WBS WBSNo WBS-ID WBSコード タスクID タスクNo 作業No 作業番号 タスク番号"),
        width=9.5,
        help="作業の番号。WBS-001 の形。",
    )
    parent: Ref = column(
        "親作業", refers_to="マスタスケジュール", is_rarely_read=True, width=9.5, help="上の段の作業のID。"
    )
    kind: Word = column(
        "種別",
        must,
        aliases="タスク種別 作業種別 区分",
        choices="工程 作業 マイルストーン",
        width=15,
        help="工程(まとめの行)・作業・マイルストーン(1日の節目)。",
    )
    phase: Word = column(
        "工程",
        must,
        aliases="フェーズ 工程名 Phase 大工程",
        choice_list="工程",
        width=10,
        help="どの工程の作業か。",
    )
    local_name: Text = column("呼称", is_rarely_read=True, width=14, help="システムごとの呼び名。")
    title: Text = column(
        "作業名",
        must,
        aliases="タスク タスク名 作業 作業内容 作業項目 作業タスク 作業項目名 アクティビティ 実施内容 実施事項 Task TaskName タスク内容 WBS名称 項目 項目名 小項目 小分類 中項目 中分類 内容 タスクLv3 タスクLv2 Lv3 Lv2 レベル3 レベル2 TaskTitle タイトル 題名 ワークタイトル やること",
        width=28,
        help="作業の名前。",
    )
    system: SystemName = column(
        "システム",
        aliases="対象システム システム名",
        width=16,
        help="どのシステムの作業か。空欄なら案件全体。",
    )
    owner: Person = column("担当", aliases=OWNER, width=12, help="作業に責任を持つ人(体制表の氏名)。")
    predecessors: Refs = column(
        "先行作業",
        aliases="先行タスク 先行 先行タスクID 先行作業ID Dependencies",
        refers_to="マスタスケジュール",
        is_rarely_read=True,
        width=14,
        help="先に終わるべき作業のID。WBS-010 SS や WBS-010 FS+3 とも書けます。",
    )
    baseline_start: Date = column(
        "基準開始",
        aliases=_begin("基準", "当初", "ベースライン", "当初予定", "当初計画"),
        is_rarely_read=True,
        width=11,
        help="最初に合意した開始日。baseline コマンドが予定から写します。",
    )
    baseline_finish: Date = column(
        "基準終了",
        aliases=_end("基準", "当初", "ベースライン", "当初予定", "当初計画"),
        is_rarely_read=True,
        width=11,
        help="最初に合意した終了日。",
    )
    planned_start: Date = column(
        "予定開始",
        must,
        aliases=(
            *_begin("予定", "計画"),
            *labels("開始日 着手日 開始 着手 Start StartDate PlanStart 始予定 目標開始日 開始目標日"),
        ),
        width=11,
        help="いまの予定の開始日。",
    )
    planned_finish: Date = column(
        "予定終了",
        must,
        aliases=(
            *_end("予定", "計画"),
            "期限",
            "期日",
            *labels("〆切日 〆切 締切日 締切"),
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
            *labels("PlanEnd PlanFinish 終予定 目標完了日 目標終了日 終了目標日"),
        ),
        width=11,
        help="いまの予定の終了日。",
    )
    actual_start: Date = column(
        "実績開始",
        aliases=(
            *_begin("実績", "実際", "実働"),
            *labels("実開始日 ActualStart ActStart 着工日 実着手日 実際の開始日"),
        ),
        width=11,
        help="始めた日。",
    )
    actual_finish: Date = column(
        "実績終了",
        aliases=(
            *_end("実績", "実際", "実働"),
            *labels(
                "実終了日 ActualFinish ActualEnd ActEnd ActFinish 実完了日 実際の終了日 実際の完了日 完成日 完成した日 完了した日 終わった日 完了日"
            ),
        ),
        width=11,
        help="終えた日。空欄の間は未完了です。",
    )
    progress: Percent = column(
        "進捗率",
        aliases=labels("進捗 進捗状況 進捗度 達成率 達成度 完了率 Progress % PercentComplete %Complete")
        + labels("ステータス Status 状況 状態 作業状況 作業状態 対応状況 完了状況 進捗状態 State"),
        width=7.5,
        help="0% から 100% で書きます。",
    )
    planned_effort: Number = column(
        "予定工数",
        aliases="計画工数 見積工数 工数予定 予定人日 工数 作業工数",
        is_rarely_read=True,
        width=8.5,
        help="予定の工数(人日)。",
    )
    actual_effort: Number = column(
        "実績工数",
        aliases="実工数 工数実績 実績人日",
        is_rarely_read=True,
        width=8.5,
        help="かかった工数(人日)。",
    )
    preconditions: LongText = column("前提条件", is_rarely_read=True, width=28, help="始めるために要ること。")
    coordination: LongText = column("調整事項", is_rarely_read=True, width=28, help="他と調整すること。")
    delay_cause: Word = column(
        "遅延原因",
        choices="仕様未確定 仕様変更 見積り違い 要員不足 前工程の遅れ 連携先の遅れ 環境・機器 手戻り 承認待ち その他",
        is_rarely_read=True,
        aliases="遅れ理由 遅延理由 遅れの原因",
        width=12,
        help="基準より遅れた作業の、いちばんの原因。",
        since=2,
    )
    waits_for: Refs = column(
        "決定待ち",
        refers_to="仕様変更管理表 対応案比較 課題管理表 QA表 予算枠",
        is_rarely_read=True,
        width=13,
        help="決まらないと始められない変更・論点・課題・QA・予算申請のID。複数は 、 で区切ります。",
        since=2,
    )
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
    remarks: LongText = column("備考", aliases=REMARKS, is_rarely_read=True, help="補足。")
