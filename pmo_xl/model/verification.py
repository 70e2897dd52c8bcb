"""試験管理: one test: what it covers, when, and how it went."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Ref, Refs, Text, Whole, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, labels


class Verification(Record):
    """One row of 試験管理: one test: what it covers, when, and how it went."""

    sheet: ClassVar[Sheet] = Sheet(
        "試験管理",
        collection="verifications",
        prefix="TST",
        aliases=labels("試験管理表 試験一覧 テスト管理表 テスト一覧 テスト計画一覧"),
        profile="full",
        help="試験の範囲・予定・結果。",
        guide="試験の範囲・予定・実施・結果を1行に1つ、対象の要件かIFを付けて書きます。試験のない要件、証跡のない合格、変更の後のやり直し漏れを点検します。",
    )

    id: Id = column(
        "試験ID",
        must,
        aliases=(*NUMBER, "試験番号", "テストID"),
        width=9.5,
        help="試験の番号。TST-001 の形。",
    )
    phase: Word = column(
        "工程", must, aliases="試験工程 テスト工程", choice_list="工程", width=10, help="どの工程の試験か。"
    )
    requirements: Refs = column(
        "対象要件",
        aliases="要件ID 要件",
        refers_to="要件一覧",
        width=15,
        help="確かめる要件のID。複数は 、 で区切ります。",
    )
    interfaces: Refs = column(
        "対象IF",
        aliases="IF-ID IF",
        refers_to="IF一覧",
        width=13,
        help="確かめるIFのID。複数は 、 で区切ります。",
    )
    scope: LongText = column(
        "試験範囲", must, aliases="試験内容 テスト内容 試験項目", width=40, help="何を確かめるか。"
    )
    planned_on: Date = column(
        "予定日", must, aliases="予定 実施予定日 予定終了日", width=11, help="試験を終える予定の日。"
    )
    executed_on: Date = column("実施日", aliases="実施 実績日 完了日", width=11, help="試験を終えた日。")
    result: Word = column(
        "結果",
        aliases="判定 試験結果",
        choices="合格 不合格 保留",
        width=9,
        help="合格・不合格・保留のどれか。",
    )
    evidence: Text = column("証跡", aliases="エビデンス 証跡格納先", width=24, help="証跡の場所。")
    defects: Whole = column("不具合数", aliases="バグ数 不具合件数", width=8.5, help="見つかった不具合の数。")
    open_critical_defects: Whole = column(
        "未解決高", aliases="未解決不具合 残不具合", width=8.5, help="優先度の高い未解決の不具合の数。"
    )
    owner: Person = column(
        "担当", aliases="担当者 試験担当 実施者", width=12, help="試験に責任を持つ人(体制表の氏名)。", since=2
    )
    procedure: Ref = column(
        "手順書",
        refers_to="成果物一覧",
        is_rarely_read=True,
        aliases="試験手順書 試験仕様書",
        width=10,
        help="試験の手順書(成果物一覧のID)。",
        since=2,
    )
    planned_cases: Whole = column(
        "予定件数", aliases="予定項目数 項目数 ケース数", width=9, help="予定した試験項目の数。", since=2
    )
    executed_cases: Whole = column(
        "実施件数", aliases="実施項目数 消化件数 消化項目数", width=9, help="実施した試験項目の数。", since=2
    )
    passed_cases: Whole = column(
        "合格件数", aliases="合格項目数 OK件数", width=9, help="合格した試験項目の数。", since=2
    )
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
