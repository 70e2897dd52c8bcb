"""QA表: a question and its answer."""

from typing import ClassVar

from pmo_xl.model.column import (
    Date,
    Id,
    LongText,
    Person,
    Refs,
    SystemName,
    Text,
    Whole,
    Word,
    auto,
    column,
    must,
)
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, OWNER, PRIORITY, REMARKS, STATE, labels


class Question(Record):
    """One row of QA表: a question and its answer."""

    sheet: ClassVar[Sheet] = Sheet(
        "QA表",
        collection="questions",
        prefix="QA",
        aliases=labels(
            "QA一覧 QA台帳 QA管理簿 質問管理表 QA Q&A QA票 Q&A表 Q&A一覧 Q&A票 QA管理 "
            "QA管理表 QA管理台帳 QAリスト 質問 質問一覧 質問表 質問票 質問管理台帳 "
            "質問回答一覧 質問回答表 質疑一覧 質疑応答 質疑応答表 質疑応答一覧 質疑回答表 "
            "質疑管理表 問合せ一覧 問い合わせ一覧 問合せ管理表 問い合わせ管理表 照会一覧 "
            "質疑書 QAシート QAログ 問い合わせ管理 問合せ管理 問合せ管理台帳 質問リスト 照会事項一覧 確認事項一覧 "
            "要確認事項一覧 QuestionLog Questions QALog"
        ),
        help="質問と回答を1行に1つ。",
        guide="質問と回答を1行に1つ書き、回答期限と回答者を決めます。滞留した質問と、回答で仕様が変わるのに変更が起票されていないものを点検します。",
    )

    id: Id = column(
        "QA-ID",
        must,
        aliases=NUMBER + labels("QA番号 QANo 質問番号 課題番号 質問No 質疑番号 質疑No 問合せ番号"),
        width=9.5,
        help="QAの番号。QA-001 の形。",
    )
    title: Text = column(
        "件名",
        must,
        aliases="タイトル 質問件名 質問タイトル 質問概要 質問項目 題名 Title",
        width=20,
        help="質問を一言で表す名前。",
    )
    category: Word = column(
        "分類",
        must,
        aliases="区分 質問分類 種別 カテゴリ 種類 質問種別 質問区分",
        choices="仕様 IF 試験 運用 その他",
        width=7.5,
        help="質問の種類。",
    )
    requirements: Refs = column(
        "対象要件",
        refers_to="要件一覧",
        is_rarely_read=True,
        width=13,
        help="関わる要件のID。複数は 、 で区切ります。",
    )
    system: SystemName = column(
        "対象システム", aliases="システム システム名", width=13, help="どのシステムについての質問か。"
    )
    location: Text = column(
        "該当箇所",
        aliases="対象箇所 対象資料 対象文書 資料名 参照箇所 参照資料 該当資料 ドキュメント名 対象ドキュメント 質問箇所 画面名 対象画面 頁",
        is_rarely_read=True,
        width=18,
        help="質問のもとになった資料名・版・頁。",
    )
    priority: Word = column(
        "優先度",
        aliases=PRIORITY,
        choice_list="優先度",
        is_rarely_read=True,
        width=7.5,
        help="答えを急ぐ度合い。",
    )
    question: LongText = column(
        "質問",
        must,
        aliases="質問内容 疑問点 内容 質問事項 質問文 質問詳細 質疑 質疑内容 質疑事項 問合せ内容 問い合わせ内容 照会内容 照会事項 確認事項 確認内容 不明点 Question",
        width=25,
        help="聞きたいこと。1行に1つ。",
    )
    asked_by: Person = column(
        "質問者",
        must,
        aliases="起票者 記載者 依頼者名 作成者 質問者名 依頼者 質問担当 質問担当者 質問元 起票者名 記入者 発信者 照会者 From",
        width=10,
        help="質問した人(体制表の氏名)。",
    )
    asked_on: Date = column(
        "質問日",
        must,
        aliases="質問日付 起票日 作成日 記載日 発行日 発信日 依頼日 記入日 質問年月日 登録日 問合せ日 照会日 起票日付 作成日付",
        width=10.5,
        help="質問した日。",
    )
    due_on: Date = column(
        "回答期限",
        must,
        aliases="期限 回答希望日 対応予定日 完了予定日 締切日 納期 回答予定日 回答期日 回答希望期限 希望回答日 期日 締切 回答納期 回答締切 対応期限 希望納期 Due",
        width=10.5,
        help="いつまでに答えが要るか。",
    )
    answered_by: Person = column(
        "回答者",
        aliases=OWNER + labels("回答者名 宛先 回答担当 回答担当者 回答先 質問先 依頼先 To"),
        width=10,
        help="答える人。決まっていなければ空欄(対象システムの主担当が見ます)。",
    )
    answer: LongText = column(
        "回答",
        aliases="回答内容 回答文 回答事項 対応内容 Answer",
        width=25,
        help="答え。「別途」「後日」は答えにしません。",
    )
    answered_on: Date = column(
        "回答日",
        aliases="回答日付 対応日 対応完了日 完了日 回答年月日 回答完了日 完了日付 クローズ日 対応日付",
        width=10.5,
        help="答えた日。",
    )
    needs_change: Word = column(
        "仕様反映要否",
        aliases="仕様反映 反映要否",
        choices="要 不要",
        width=8,
        help="答えによって仕様を直すなら 要。回答したら必ず選びます。",
    )
    changes: Refs = column(
        "仕様変更ID", refers_to="仕様変更管理表", width=10, help="要のとき、対応する仕様変更のID。"
    )
    status: Word = column(
        "状態",
        must,
        aliases=(*STATE, "回答状況", "質問状況"),
        width=9,
        help="未回答 → 回答済 → 完了(仕様への反映まで済んだら)。",
    )
    age: Whole = column(
        "滞留日数", auto, is_derived=True, width=9, help="質問日から回答日(未回答なら計算日)までの日数。"
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

    @property
    def is_being_checked(self) -> bool:
        """Whether another office's word (確認中, 対応中) stands beside an answer that is written and dated."""
        word = self.place.typed.get("status", "") if self.place and not self.place.table.is_ours else ""
        return bool(word and not word.startswith("未") and self.answer and self.answered_on)

    @property
    def is_answered(self) -> bool:
        """Whether the state says that there is an answer: 回答済 or 完了."""
        return self.status in ("回答済", "完了")
