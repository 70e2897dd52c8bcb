"""リリース計画: a step of the release: a precondition, work, a decision point or a way back."""

from datetime import datetime
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, OWNER, labels


class ReleaseStep(Record):
    """One row of リリース計画: a step of the release: a precondition, work, a decision point or a way back."""

    sheet: ClassVar[Sheet] = Sheet(
        "リリース計画",
        collection="release_steps",
        prefix="REL",
        aliases=labels(
            "リリース手順 リリース手順一覧 リリース計画表 リリースタイムチャート 切替手順 移行手順"
        ),
        profile="full",
        help="リリース当日の前提・作業・判断点・切戻し。",
    )

    id: Annotated[
        str | None,
        Column(
            "手順ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "手順番号"),
            help="手順の番号。REL-001 の形。",
            width=9.5,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "分類"),
            choices=("前提", "作業", "判断点", "切戻し"),
            help="前提・作業・判断点・切戻しのどれか。",
            width=9,
        ),
    ] = None
    system: Annotated[
        str | None,
        Column(
            "システム",
            Kind.SYSTEM,
            aliases=("システム名", "対象システム"),
            help="対象のシステム名。",
            width=16,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "内容",
            Kind.TEXT,
            Need.MUST,
            aliases=("作業内容", "手順", "作業名"),
            help="すること、確かめること。",
            width=36,
        ),
    ] = None
    predecessors: Annotated[
        tuple[str, ...],
        Column(
            "先行手順",
            Kind.REFS,
            aliases=("先行", "前手順"),
            refers_to=("リリース計画",),
            help="先に終わる手順のID。複数は 、 で区切ります。",
            width=13,
        ),
    ] = ()
    starts_at: Annotated[
        datetime | None,
        Column(
            "開始予定",
            Kind.DATETIME,
            Need.MUST,
            aliases=("開始", "開始時刻", "開始日時", "予定開始"),
            help="始める日時(2027/2/19 22:00)。",
            width=16,
        ),
    ] = None
    minutes: Annotated[
        int | None,
        Column(
            "所要分", Kind.INT, Need.MUST, aliases=("所要時間", "所要時間(分)"), help="かかる分。", width=8
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column(
            "担当", Kind.PERSON, Need.MUST, aliases=OWNER, help="行う人、判断する人(体制表の氏名)。", width=12
        ),
    ] = None
    contact: Annotated[
        str | None, Column("連絡先", Kind.TEXT, aliases=("電話",), help="その時間の連絡先。", width=18)
    ] = None
    criteria: Annotated[
        str | None,
        Column(
            "判断基準",
            Kind.LONGTEXT,
            aliases=("基準", "合否基準"),
            help="判断点で、進むか戻すかを決める基準。",
            width=32,
        ),
    ] = None
    rollback: Annotated[
        str | None,
        Column(
            "切戻し手順",
            Kind.LONGTEXT,
            aliases=("切戻し", "戻し手順"),
            help="この手順を元に戻すやり方。",
            width=32,
        ),
    ] = None
    rollback_minutes: Annotated[
        int | None,
        Column("切戻し所要分", Kind.INT, aliases=("切戻し時間",), help="戻すのにかかる分。", width=8.5),
    ] = None
    is_irreversible: Annotated[
        bool | None, Column("不可逆", Kind.FLAG, help="元に戻せない手順なら ○。", width=7.5)
    ] = None
    is_met: Annotated[
        bool | None,
        Column("充足", Kind.FLAG, aliases=("完了", "確認"), help="前提が満たされたら ○。", width=7.5),
    ] = None
