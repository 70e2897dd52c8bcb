"""IF一覧: an interface between two systems."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, STATE, labels


class Interface(Record):
    """One row of IF一覧: an interface between two systems."""

    sheet: ClassVar[Sheet] = Sheet(
        "IF一覧",
        collection="interfaces",
        prefix="IF",
        aliases=labels(
            "インターフェース一覧 インタフェース一覧 IF管理表 インターフェース管理表 外部IF一覧 連携一覧"
        ),
        profile="full",
        help="システム間のつなぎ。",
    )

    id: Annotated[
        str | None,
        Column(
            "IF-ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "IF番号", "インターフェースID"),
            help="IFの番号。IF-001 の形。",
            width=9.5,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "IF名",
            Kind.TEXT,
            Need.MUST,
            aliases=("IF名称", "インターフェース名", "名称"),
            help="IFの名前。",
            width=26,
        ),
    ] = None
    change_kind: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("新規改修",),
            choices=("新規", "改修"),
            help="新規か改修か。",
            width=8,
        ),
    ] = None
    source: Annotated[
        str | None,
        Column(
            "接続元",
            Kind.SYSTEM,
            Need.MUST,
            aliases=("送信元", "連携元", "FROM"),
            help="送る側のシステム名。",
            width=18,
        ),
    ] = None
    target: Annotated[
        str | None,
        Column(
            "接続先",
            Kind.SYSTEM,
            Need.MUST,
            aliases=("送信先", "連携先", "TO"),
            help="受ける側のシステム名。",
            width=18,
        ),
    ] = None
    method: Annotated[
        str | None,
        Column(
            "方式",
            Kind.TEXT,
            aliases=("連携方式", "通信方式", "プロトコル"),
            help="ファイル転送・API など。",
            width=14,
        ),
    ] = None
    frequency: Annotated[
        str | None,
        Column("頻度", Kind.TEXT, aliases=("連携頻度", "タイミング"), help="随時・日次など。", width=12),
    ] = None
    design_due_on: Annotated[
        date | None,
        Column(
            "基本設計提出期限",
            Kind.DATE,
            Need.MUST,
            aliases=("設計期限",),
            help="IFの基本設計を出す期限。",
            width=12,
        ),
    ] = None
    specification_version: Annotated[
        str | None,
        Column(
            "IF仕様版",
            Kind.TEXT,
            aliases=("仕様書版", "版"),
            help="合意したIF仕様書の版。空欄はまだ出ていない。",
            width=9,
        ),
    ] = None
    connected_on: Annotated[
        date | None, Column("疎通確認日", Kind.DATE, aliases=("疎通日",), help="疎通を確かめた日。", width=11)
    ] = None
    wish_source_on: Annotated[
        date | None,
        Column(
            "接続元希望日", Kind.DATE, help="接続元が対向試験を始めたい日。", width=11, is_rarely_read=True
        ),
    ] = None
    wish_target_on: Annotated[
        date | None,
        Column(
            "接続先希望日", Kind.DATE, help="接続先が対向試験を始めたい日。", width=11, is_rarely_read=True
        ),
    ] = None
    fixed_on: Annotated[
        date | None,
        Column(
            "対向確定日",
            Kind.DATE,
            aliases=("対向試験日", "試験確定日"),
            help="対向試験の日として決めた日。",
            width=11,
        ),
    ] = None
    agreed_on: Annotated[
        date | None,
        Column("先方合意日", Kind.DATE, aliases=("合意日",), help="接続先が合意した日。", width=11),
    ] = None
    status: Annotated[
        str | None, Column("状態", Kind.CHOICE, Need.MUST, aliases=STATE, help="いまの段階。", width=10)
    ] = None
