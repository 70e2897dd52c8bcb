"""仕様書確認: an open, vague or contradictory point found in a specification."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, OWNER, STATE, labels


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
    )

    id: Annotated[
        str | None,
        Column(
            "確認ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "指摘番号", "指摘ID"),
            help="指摘の番号。SPC-001 の形。",
            width=9.5,
        ),
    ] = None
    document: Annotated[
        str | None,
        Column(
            "文書",
            Kind.REF,
            Need.MUST,
            aliases=("文書ID", "対象文書", "文書名", "資料"),
            refers_to=("成果物一覧",),
            help="どの文書か(成果物一覧の文書ID)。",
            width=10,
        ),
    ] = None
    version: Annotated[
        str | None, Column("版", Kind.TEXT, aliases=("文書版", "対象版"), help="読んだ版。", width=8)
    ] = None
    system: Annotated[
        str | None,
        Column(
            "対象システム",
            Kind.SYSTEM,
            aliases=("システム", "システム名"),
            help="関わるシステム名。",
            width=16,
        ),
    ] = None
    location: Annotated[
        str | None,
        Column(
            "箇所",
            Kind.TEXT,
            Need.MUST,
            aliases=("該当箇所", "指摘箇所", "ページ", "頁"),
            help="章・頁・段落。",
            width=20,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "分類", "指摘区分"),
            choices=("未決", "曖昧", "矛盾", "漏れ"),
            help="未決・曖昧・矛盾・漏れのどれか。",
            width=8,
        ),
    ] = None
    quote: Annotated[
        str | None,
        Column(
            "原文",
            Kind.LONGTEXT,
            aliases=("記載内容", "仕様書の記載"),
            help="仕様書に書いてある文。",
            width=34,
        ),
    ] = None
    point: Annotated[
        str | None,
        Column(
            "論点",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=("指摘内容", "確認内容", "疑問点"),
            help="何が決まっていない、または食い違うか。",
            width=36,
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column(
            "担当", Kind.PERSON, Need.MUST, aliases=OWNER, help="解消に責任を持つ人(体制表の氏名)。", width=12
        ),
    ] = None
    due_on: Annotated[
        date | None,
        Column("期限", Kind.DATE, Need.MUST, aliases=DUE, help="いつまでに解消するか。", width=11),
    ] = None
    status: Annotated[
        str | None,
        Column(
            "状態",
            Kind.CHOICE,
            Need.MUST,
            aliases=STATE,
            help="いまの段階。解消には根拠と解消日が要ります。",
            width=9,
        ),
    ] = None
    resolution: Annotated[
        str | None,
        Column(
            "解消内容", Kind.LONGTEXT, aliases=("対応内容", "回答", "結論"), help="どう解消したか。", width=34
        ),
    ] = None
    resolved_by: Annotated[
        tuple[str, ...],
        Column(
            "解消根拠",
            Kind.REFS,
            aliases=("根拠", "確認元"),
            refers_to=("QA表", "議事録", "仕様変更管理表"),
            help="解消の根拠(QA-012、MTG-003、CHG-004 など)。複数は 、 で区切ります。",
            width=15,
        ),
    ] = ()
    resolved_on: Annotated[
        date | None,
        Column("解消日", Kind.DATE, aliases=("完了日", "確認日", "対応日"), help="解消した日。", width=11),
    ] = None
