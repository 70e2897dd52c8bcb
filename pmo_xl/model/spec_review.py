"""仕様書確認: an open, vague or contradictory point found in a specification."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Ref, Refs, SystemName, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, EXTERNAL_IDS, NUMBER, OWNER, STATE, labels


class SpecReview(Record):
    """One row of 仕様書確認: an open, vague or contradictory point found in a specification."""

    sheet: ClassVar[Sheet] = Sheet(
        "仕様書確認",
        collection="spec_reviews",
        prefix="SPC",
        aliases=labels(
            "仕様書レビュー 仕様確認一覧 仕様書確認一覧 仕様書指摘一覧 レビュー指摘一覧 レビュー記録表 未決事項一覧"
        ),
        profile="full",
        help="仕様書の未決・曖昧・矛盾・漏れ。",
        brief="仕様書の未決・矛盾・漏れ。",
        guide="仕様書を読んで見つけた未決・曖昧・矛盾・漏れを、箇所と原文を添えて1行に1つ書きます。期限を過ぎたもの、工程が終わっても解消していないものを点検し、仕様書確認票で担当に尋ねます。",
    )

    id: Id = column(
        "確認ID", must, aliases=(*NUMBER, "指摘番号", "指摘ID"), width=9.5, help="指摘の番号。SPC-001 の形。"
    )
    document: Ref = column(
        "文書",
        must,
        aliases="文書ID 対象文書 文書名 資料",
        refers_to="成果物一覧",
        width=10,
        help="どの文書か(成果物一覧の文書ID)。",
    )
    version: Text = column("版", aliases="文書版 対象版", width=8, help="読んだ版。")
    system: SystemName = column(
        "対象システム", aliases="システム システム名", width=16, help="関わるシステム名。"
    )
    location: Text = column(
        "箇所", must, aliases="該当箇所 指摘箇所 ページ 頁", width=20, help="章・頁・段落。"
    )
    kind: Word = column(
        "種別",
        must,
        aliases="区分 分類 指摘区分",
        choices="未決 曖昧 矛盾 漏れ",
        width=8,
        help="未決・曖昧・矛盾・漏れのどれか。",
    )
    raised_on: Date = column(
        "起票日",
        aliases="指摘日 記入日 登録日 作成日",
        is_rarely_read=True,
        width=11,
        help="曖昧な箇所に気付いた日。",
        since=2,
    )
    quote: LongText = column("原文", aliases="記載内容 仕様書の記載", width=34, help="仕様書に書いてある文。")
    point: LongText = column(
        "論点",
        must,
        aliases="指摘内容 確認内容 疑問点",
        width=36,
        help="何が決まっていない、または食い違うか。",
    )
    owner: Person = column("担当", must, aliases=OWNER, width=12, help="解消に責任を持つ人(体制表の氏名)。")
    due_on: Date = column("期限", must, aliases=DUE, width=11, help="いつまでに解消するか。")
    status: Word = column(
        "状態", must, aliases=STATE, width=9, help="いまの段階。解消には根拠と解消日が要ります。"
    )
    resolution: LongText = column("解消内容", aliases="対応内容 回答 結論", width=34, help="どう解消したか。")
    resolved_by: Refs = column(
        "解消根拠",
        aliases="根拠 確認元",
        refers_to="QA表 議事録 仕様変更管理表",
        width=15,
        help="解消の根拠(QA-012、MTG-003、CHG-004 など)。複数は 、 で区切ります。",
    )
    resolved_on: Date = column("解消日", aliases="完了日 確認日 対応日", width=11, help="解消した日。")
    followed_up_on: Date = column(
        "最終確認日",
        is_rarely_read=True,
        aliases="最終催促日 確認日",
        width=11,
        help="最後に担当へ確認した日。",
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
