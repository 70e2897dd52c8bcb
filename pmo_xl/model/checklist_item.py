"""チェックリスト: something to be confirmed before a gate."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Refs, Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, OWNER, REMARKS, labels


class ChecklistItem(Record):
    """One row of チェックリスト: something to be confirmed before a gate."""

    sheet: ClassVar[Sheet] = Sheet(
        "チェックリスト",
        collection="checklist_items",
        prefix="CHK",
        aliases=labels("確認表 点検表 工程完了チェックリスト 出荷前チェックリスト"),
        profile="full",
        since=2,
        help="工程の終わりや納品・リリースの前に確かめることを並べます。過去の教訓から作った行は根拠に教訓IDが入ります。",
        guide="工程の終わりや納品・リリースの前に確かめることを1行に1つ書きます。過去の教訓から入れた行も含め、その時期までに済んでいないものを点検します。",
        brief="区切りの前に確かめること。",
    )

    id: Id = column(
        "項目ID", auto, aliases=NUMBER, width=9.5, help="番号。CHK-001 の形。空欄なら「直す」が付けます。"
    )
    kind: Word = column(
        "区分",
        must,
        choices="立ち上げ 工程完了 納品前 リリース前 終結",
        aliases="種別 分類 タイミング",
        width=10,
        help="いつ確かめるか。",
    )
    phase: Word = column(
        "工程", choice_list="工程", aliases="フェーズ", width=11, help="区分が工程完了のとき、どの工程か。"
    )
    title: Text = column(
        "確認項目", must, aliases="項目 チェック項目 点検項目 内容", width=36, help="何を確かめるか。"
    )
    basis: Refs = column(
        "根拠",
        refers_to="ナレッジ",
        is_rarely_read=True,
        aliases="根拠ID 出典",
        width=13,
        help="もとにした教訓のID(KNW-001 など)。ほかの根拠は言葉で書けます。",
    )
    owner: Person = column("担当", aliases=OWNER, width=12, help="確かめる人(体制表の氏名)。")
    due_on: Date = column("期限", aliases=DUE, width=11, help="いつまでに確かめるか。")
    result: Word = column(
        "結果",
        aliases="判定 確認結果 チェック",
        width=8,
        help="済・否・対象外のどれか。",
    )
    checked_by: Person = column("確認者", aliases="点検者 実施者", width=12, help="確かめた人。")
    checked_on: Date = column("確認日", aliases="点検日 実施日", width=11, help="確かめた日。")
    remarks: LongText = column("備考", aliases=REMARKS, width=24, help="補足。否・対象外の理由もここへ。")
