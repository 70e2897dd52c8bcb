"""The words offices use: headings of every field, names of tabs, words of states, what rows are about.

`known` are words that stand in the library's lists, too; `further` are ones a Japanese office would use as well and
that no list of the library holds: a heading is to be understood by its parts and its values, not by a list alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.wild.truth import CANCELLED, DONE, OPEN


@dataclass(frozen=True)
class Words:
    """The headings of one field. share: how often a ledger of the kind has the column. group: over a short form."""

    field: str
    known: tuple[str, ...]
    further: tuple[str, ...] = ()
    share: float = 1.0
    group: tuple[str, tuple[str, ...]] = ("", ())


@dataclass(frozen=True)
class Kind:
    """One kind of ledger: names of its tabs, its columns in their usual order, the field of the due date and owner."""

    sheet: type[Record]
    names: tuple[str, ...]
    columns: tuple[Words, ...]
    due: str = "due_on"
    owner: str = "owner"
    title: str = "title"


def of(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ISSUE = Kind(
    Issue,
    of("課題管理表 課題一覧 課題管理台帳 残課題一覧 懸案事項一覧 課題リスト ToDo一覧 課題管理 障害一覧"),
    (
        Words(
            "id",
            of("No No. № 項番 ID 課題番号 課題ID 管理番号 # 課題No."),
            of("通し番号 課題管理番号 管理No. 起票No 受付番号"),
        ),
        Words("kind", of("種別 区分 分類 課題区分"), of("課題の種類"), 0.4),
        Words(
            "title",
            of("件名 課題 課題内容 課題名 タイトル 懸案事項"),
            of("課題件名 検討課題 問題・課題 課題・懸案事項 課題タイトル 課題（概要）"),
        ),
        Words("priority", of("優先度 優先 重要度 緊急度"), of("優先ランク"), 0.5),
        Words(
            "raised_on",
            of("起票日 発生日 登録日 記載日 作成日"),
            of("受付年月日 起案日 発生年月日"),
            0.6,
            ("起票", ("日", "日付")),
        ),
        Words(
            "raised_by",
            of("起票者 記載者 登録者 報告者"),
            of("起案者 提起元"),
            0.5,
            ("起票", ("者", "担当者")),
        ),
        Words(
            "owner",
            of("担当 担当者 対応者 担当者名 主担当 対応担当"),
            of("対応者(敬称略) 処理担当 担当者氏名 対応責任者 アサイン先 担当(主) 対応元"),
            0.93,
            ("対応", ("担当", "担当者", "者")),
        ),
        Words(
            "due_on",
            of("期限 対応期限 期日 対応予定日 完了予定日 締切日 納期 〆切"),
            of("完了目標日 対応完了予定 期限(予定) 回答〆切 完了見込日 解決目標 対応期限日 完了期日"),
            0.93,
            ("対応", ("期限", "予定日", "期日")),
        ),
        Words(
            "status",
            of("ステータス 状況 状態 対応状況 進捗状況 Status"),
            of("処理状況 現況 状態区分 完了/未完了 対応ステータス クローズ状況 進行状況 対応区分"),
            0.93,
            ("対応", ("状況", "状態")),
        ),
        Words(
            "closed_on",
            of("完了日 対応日 対応完了日 クローズ日"),
            of("解決年月日"),
            0.5,
            ("対応", ("完了日",)),
        ),
        Words(
            "resolution",
            of("対応内容 対策 対応結果 処置内容"),
            of("対応内容・結果"),
            0.5,
            ("対応", ("内容", "結果")),
        ),
        Words("remarks", of("備考 コメント メモ"), (), 0.5),
    ),
)
_QUESTION = Kind(
    Question,
    of("QA表 QA一覧 QA管理表 質問管理表 質問票 Q&A一覧 質疑応答一覧 QA(基本設計) 問合せ管理表"),
    (
        Words(
            "id", of("No No. 項番 QA番号 質問番号 管理番号 ID"), of("質問管理番号 通し番号 QA管理No 照会番号")
        ),
        Words("title", of("件名 タイトル 質問件名"), of("質問表題"), 0.5),
        Words(
            "question",
            of("質問内容 質問 疑問点 質問事項 質疑内容 確認事項"),
            of("質問の内容 お問い合わせ内容 照会事項"),
            1.0,
            ("質問", ("内容",)),
        ),
        Words("asked_by", of("質問者 起票者 記載者"), of("質問者氏名"), 0.6, ("質問", ("者", "担当者"))),
        Words("asked_on", of("質問日 起票日 質問日付 記載日"), of("照会日"), 0.7, ("質問", ("日", "日付"))),
        Words(
            "due_on",
            of("回答期限 回答希望日 期限 希望回答日 回答予定日"),
            of("回答〆切日 回答目標日 回答希望期日"),
            0.92,
            ("回答", ("期限", "希望日")),
        ),
        Words(
            "answered_by",
            of("回答者 回答者名 宛先 担当者 回答担当"),
            of("回答元 回答者氏名 回答部署・担当"),
            0.92,
            ("回答", ("者", "担当者")),
        ),
        Words("answer", of("回答 回答内容"), of("ご回答"), 0.8, ("回答", ("内容",))),
        Words("answered_on", of("回答日 回答日付 対応日"), of("回答受領日"), 0.6, ("回答", ("日", "日付"))),
        Words(
            "status",
            of("ステータス 状況 状態 回答状況 対応状況"),
            of("処理状況 現況 QA状況 クローズ状況"),
            0.92,
        ),
        Words("remarks", of("備考 コメント"), (), 0.4),
    ),
    owner="answered_by",
    title="question",
)
_TASK = Kind(
    Task,
    of("マスタスケジュール WBS スケジュール 工程表 作業一覧 タスク一覧 ガントチャート 進捗管理表 作業計画"),
    (
        Words("id", of("No 項番 WBS番号 作業ID タスクID ID # WBS"), of("作業コード WBS項番 タスクコード")),
        Words("phase", of("工程 フェーズ 工程名"), of("作業工程"), 0.5),
        Words(
            "title",
            of("作業名 タスク タスク名 作業内容 作業項目 実施内容"),
            of("作業タスク名 作業の内容 作業内訳 タスク（作業）"),
        ),
        Words(
            "owner",
            of("担当 担当者 作業担当 担当者名 主担当"),
            of("作業者名 実施担当 担当(敬称略) アサイン"),
            0.93,
        ),
        Words(
            "planned_start",
            of("開始予定日 予定開始日 開始日 着手予定日 計画開始日"),
            of("予定開始年月日"),
            0.95,
            ("予定", ("開始", "開始日", "着手")),
        ),
        Words(
            "planned_finish",
            of("終了予定日 予定終了日 完了予定日 終了日 予定完了日 計画終了日"),
            of("完了目標日 予定終了年月日"),
            0.95,
            ("予定", ("終了", "完了", "完了日")),
        ),
        Words(
            "actual_start",
            of("実績開始日 開始実績日 実開始日"),
            (),
            0.7,
            ("実績", ("開始", "開始日", "着手")),
        ),
        Words(
            "actual_finish",
            of("実績終了日 完了実績日 実績完了日 実終了日"),
            (),
            0.8,
            ("実績", ("終了", "完了", "完了日")),
        ),
        Words("progress", of("進捗率 進捗(%) 進捗度 達成率"), of("進捗率(%) 出来高(%)"), 0.8),
        Words("planned_effort", of("予定工数(人日) 計画工数 工数"), (), 0.4, ("予定", ("工数",))),
        Words("remarks", of("備考 コメント"), (), 0.4),
    ),
    due="planned_finish",
)
_CHANGE = Kind(
    SpecChange,
    of("仕様変更管理表 変更管理表 変更管理台帳 仕様変更一覧 変更要求一覧"),
    (
        Words("id", of("No 変更番号 変更管理番号 管理番号 項番 変更ID"), of("変更要求番号 CR番号")),
        Words("title", of("件名 変更件名 変更概要 タイトル"), of("変更要求件名 変更案件名")),
        Words("raised_on", of("起票日 申請日 受付日 依頼日"), of("申請年月日"), 0.9),
        Words("raised_by", of("起票者 申請者 依頼者"), of("変更要求者"), 0.9),
        Words("after", of("変更内容 変更後"), of("変更内容詳細"), 0.8),
        Words("reason", of("変更理由 理由"), of("変更の理由"), 0.8),
        Words("due_on", of("判断期限 期限 対応期限 回答期限"), of("判断期日"), 0.7),
        Words("status", of("状態 ステータス 状況"), of("処理状況 審議状況"), 0.92),
        Words("approved_by", of("承認者 決裁者"), (), 0.5),
        Words("remarks", of("備考"), (), 0.4),
    ),
    owner="",
)
_REQUIREMENT = Kind(
    Requirement,
    of("要件一覧 要件定義一覧 機能要件一覧 要求一覧 要件管理表"),
    (
        Words("id", of("要件ID 要件番号 No 要求ID 項番"), of("要件管理番号 要件コード")),
        Words("category", of("大項目 分類 機能分類 業務"), of("業務区分名"), 0.9),
        Words("title", of("要件名 要件 機能名 要求事項 要件項目"), of("要件の名称 機能・要件名")),
        Words("statement", of("要件内容 内容 要件詳細 要求内容"), of("要件の内容"), 0.95),
        Words("priority", of("優先度 重要度"), of("必須/任意"), 0.5),
        Words("source", of("出典 要求元 根拠"), of("根拠資料"), 0.5),
        Words("status", of("状態 採否 対応可否 ステータス"), of("採用区分"), 0.8),
        Words("remarks", of("備考"), (), 0.5),
    ),
    due="",
    owner="",
)
_ORDER = Kind(
    Order,
    of("予算管理表 発注管理表 発注一覧 契約一覧 執行管理表 外注管理表"),
    (
        Words("id", of("発注番号 No 管理番号 契約番号 発注No"), of("案件管理番号")),
        Words("title", of("件名 案件名 発注件名 契約件名 委託業務名"), of("発注案件名")),
        Words("vendor", of("発注先 委託先 業者名 取引先 ベンダー"), of("発注先会社名"), 0.95),
        Words("department", of("負担部門 部門 部署"), of("主管部署"), 0.6),
        Words("estimated", of("見積金額 見積額"), (), 0.5),
        Words("ordered", of("発注金額 契約金額 発注額 契約額"), of("発注額合計 契約金額合計")),
        Words("ordered_on", of("発注日 契約日"), of("契約年月日"), 0.8),
        Words("remarks", of("備考"), (), 0.5),
    ),
    due="",
    owner="",
)
KINDS = (_ISSUE, _ISSUE, _ISSUE, _QUESTION, _QUESTION, _TASK, _TASK, _TASK, _CHANGE, _REQUIREMENT, _ORDER)

OWN_COLUMNS = of(
    "発生元 画面ID 会議体 社内整理 影響範囲 関連資料 承認印 ページ 発生環境 版 関連部署 本番影響 横展開 報告先 会議日 工程区分 重み"
)

STATES: dict[type[Record], tuple[dict[str, tuple[str, ...]], ...]] = {
    Issue: (
        {OPEN: of("未着手 対応中 対応中 確認待ち"), DONE: of("完了"), CANCELLED: of("取下げ")},
        {OPEN: of("未対応 対応中"), DONE: of("対応済"), CANCELLED: of("対応不要")},
        {OPEN: of("未 対策中"), DONE: of("済"), CANCELLED: of("対象外")},
        {OPEN: of("Open In-Progress"), DONE: of("Closed"), CANCELLED: of("Cancelled")},
        {OPEN: of("1.未着手 2.対応中 3.確認中"), DONE: of("4.完了"), CANCELLED: of("5.取下げ")},
        {OPEN: of("🔴未着手 🟡対応中"), DONE: of("✅完了"), CANCELLED: of("⚪取下げ")},
        {OPEN: of("【未着手】 【対応中】"), DONE: of("【完了】"), CANCELLED: of("【取下げ】")},
        {OPEN: of("着手前 検討中 作業中"), DONE: of("完了(済) 完了"), CANCELLED: of("見送り")},
        {OPEN: of("新規 調査中 ベンダ確認中 お客様回答待ち"), DONE: of("クローズ"), CANCELLED: of("却下")},
        {OPEN: of("オープン 保留"), DONE: of("クローズ"), CANCELLED: of("取消")},
        {OPEN: of("未処理 処理中"), DONE: of("処理済み"), CANCELLED: of("対応しない")},
        {OPEN: of("0% 30% 50%"), DONE: of("100%"), CANCELLED: of("中止")},
        {OPEN: of("未完了 遂行中"), DONE: of("対応完了 完了済"), CANCELLED: of("不要")},
        {OPEN: ("",), DONE: of("済"), CANCELLED: of("取消")},
        {OPEN: ("",), DONE: of("完了"), CANCELLED: ("",)},
        {OPEN: ("",), DONE: of("○"), CANCELLED: of("取消")},
        {OPEN: of("継続 着手"), DONE: of("終了"), CANCELLED: of("中止")},
        {OPEN: of("着手済 着手待ち"), DONE: of("解決済"), CANCELLED: of("対応なし")},
    ),
    Question: (
        {OPEN: of("未回答"), DONE: of("完了"), CANCELLED: of("取下げ")},
        {OPEN: of("質問中 回答待ち"), DONE: of("クローズ"), CANCELLED: of("取下")},
        {OPEN: of("未回答"), DONE: of("済"), CANCELLED: of("不要")},
        {OPEN: of("1:未回答"), DONE: of("3:完了"), CANCELLED: of("9:取下げ")},
        {OPEN: of("オープン"), DONE: of("クローズ"), CANCELLED: of("取消")},
        {OPEN: of("確認依頼中 先方確認中"), DONE: of("完了"), CANCELLED: of("取下げ")},
        {OPEN: ("",), DONE: of("済"), CANCELLED: of("取消")},
    ),
    SpecChange: (
        {OPEN: of("起票 影響調査中 承認待ち"), DONE: of("周知済"), CANCELLED: of("却下")},
        {OPEN: of("受付 調査中 審議中"), DONE: of("完了"), CANCELLED: of("否決")},
        {OPEN: of("申請中 見積中"), DONE: of("完了"), CANCELLED: of("取下げ")},
    ),
    Requirement: (
        {OPEN: of("対象 検討中"), DONE: of("対象"), CANCELLED: of("対象外")},
        {OPEN: of("採用 調整中"), DONE: of("採用"), CANCELLED: of("不採用")},
        {OPEN: of("○"), DONE: of("○"), CANCELLED: of("×")},
    ),
}

TITLES = of(
    "夜間バッチの処理が翌朝まで延びる 帳票の罫線がずれる 端末の台数が決まらない 回線の二重化の要否 郵便番号の更新の方法 "
    "祝日の判定が部署ごとに違う 外字の扱いを決める 権限設定の見直し 性能試験の環境が足りない 休日の受付の可否 端数処理の決まり "
    "桁あふれのときの表示 画面遷移の抜け 項目名の不一致 移行データの件数が合わない 利用者の研修の時期 監視項目の追加 "
    "運用手順書の見直し 連携ファイルの文字コード 再送の回数の上限 承認経路の例外 検索結果の並び順 保守窓口の時間帯 "
    "ログの保存期間 停電のときの手順 印刷の用紙の大きさ 名寄せの条件 単位の表記の揺れ 契約更新の通知の間隔 試験用の口座の準備"
)
PEOPLE = ("山本 一郎", "佐藤 花子", "鈴木 次郎", "高橋 美咲", "田中 実", "伊藤 健", "渡辺 由紀", "中村 亮")
VENDORS = ("あおば情報システム株式会社", "みなとソフト株式会社", "株式会社北斗電算", "東西データ株式会社")
DEPARTMENTS = ("情報システム部", "営業企画部", "経理部")
PHASES = of("要件定義 基本設計 詳細設計 開発 結合試験 総合試験")
PRIORITIES = (of("高 中 低"), of("A B C"), of("大 中 小"), of("至急 通常 低"), of("High Medium Low"))
KINDS_OF_ISSUE = (of("課題 障害 ToDo"), of("不具合 課題 依頼"), of("課題 宿題 バグ"))
