"""試験管理: one test: what it covers, when, and how it went."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Verification(Record):
    """One row of 試験管理: one test: what it covers, when, and how it went."""

    sheet: ClassVar[Sheet] = Sheet(
        "試験管理",
        collection="verifications",
        prefix="TST",
        aliases=labels("試験管理表 試験一覧 テスト管理表 テスト一覧 テスト計画一覧"),
        profile="full",
        help="試験の範囲・予定・結果。",
    )

    id: Annotated[
        str | None,
        Column(
            "試験ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "試験番号", "テストID"),
            help="試験の番号。TST-001 の形。",
            width=9.5,
        ),
    ] = None
    phase: Annotated[
        str | None,
        Column(
            "工程",
            Kind.CHOICE,
            Need.MUST,
            aliases=("試験工程", "テスト工程"),
            choice_list="工程",
            help="どの工程の試験か。",
            width=10,
        ),
    ] = None
    requirements: Annotated[
        tuple[str, ...],
        Column(
            "対象要件",
            Kind.REFS,
            aliases=("要件ID", "要件"),
            refers_to=("要件一覧",),
            help="確かめる要件のID。複数は 、 で区切ります。",
            width=15,
        ),
    ] = ()
    interfaces: Annotated[
        tuple[str, ...],
        Column(
            "対象IF",
            Kind.REFS,
            aliases=("IF-ID", "IF"),
            refers_to=("IF一覧",),
            help="確かめるIFのID。複数は 、 で区切ります。",
            width=13,
        ),
    ] = ()
    scope: Annotated[
        str | None,
        Column(
            "試験範囲",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=("試験内容", "テスト内容", "試験項目"),
            help="何を確かめるか。",
            width=40,
        ),
    ] = None
    planned_on: Annotated[
        date | None,
        Column(
            "予定日",
            Kind.DATE,
            Need.MUST,
            aliases=("予定", "実施予定日", "予定終了日"),
            help="試験を終える予定の日。",
            width=11,
        ),
    ] = None
    executed_on: Annotated[
        date | None,
        Column("実施日", Kind.DATE, aliases=("実施", "実績日", "完了日"), help="試験を終えた日。", width=11),
    ] = None
    result: Annotated[
        str | None,
        Column(
            "結果",
            Kind.CHOICE,
            aliases=("判定", "試験結果"),
            choices=("合格", "不合格", "保留"),
            help="合格・不合格・保留のどれか。",
            width=9,
        ),
    ] = None
    evidence: Annotated[
        str | None,
        Column("証跡", Kind.TEXT, aliases=("エビデンス", "証跡格納先"), help="証跡の場所。", width=24),
    ] = None
    defects: Annotated[
        int | None,
        Column(
            "不具合数", Kind.INT, aliases=("バグ数", "不具合件数"), help="見つかった不具合の数。", width=8.5
        ),
    ] = None
    open_critical_defects: Annotated[
        int | None,
        Column(
            "未解決高",
            Kind.INT,
            aliases=("未解決不具合", "残不具合"),
            help="優先度の高い未解決の不具合の数。",
            width=8.5,
        ),
    ] = None
