"""仕様変更管理表: a change request from its raising to its announcement."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, REMARKS, STATE, labels


class SpecChange(Record):
    """One row of 仕様変更管理表: a change request from its raising to its announcement."""

    sheet: ClassVar[Sheet] = Sheet(
        "仕様変更管理表",
        collection="spec_changes",
        prefix="CHG",
        aliases=labels(
            "変更管理表 変更管理台帳 仕様変更 仕様変更一覧 仕様変更管理 仕様変更台帳 "
            "変更管理 変更一覧 変更要求一覧 変更要求管理表 変更依頼一覧 変更管理簿 変更台帳"
        ),
    )

    id: Annotated[
        str | None,
        Column(
            "変更ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER + labels("変更番号 管理番号 変更No 変更管理番号 要求番号"),
        ),
    ] = None
    raised_on: Annotated[
        date | None,
        Column(
            "起票日",
            Kind.DATE,
            Need.MUST,
            aliases=labels("作成日 記載日 申請日 依頼日 申請年月日 受付日 登録日"),
        ),
    ] = None
    raised_by: Annotated[
        str | None,
        Column(
            "起票者",
            Kind.PERSON,
            Need.MUST,
            aliases=labels("記載者 作成者 申請者 依頼者名 依頼者 要求者 提案者"),
        ),
    ] = None
    origin: Annotated[
        tuple[str, ...], Column("起票元", Kind.REFS, refers_to=("QA表", "議事録", "課題管理表", "仕様書確認"))
    ] = ()
    requirements: Annotated[tuple[str, ...], Column("対象要件", Kind.REFS, refers_to=("要件一覧",))] = ()
    interfaces: Annotated[tuple[str, ...], Column("対象IF", Kind.REFS, refers_to=("IF一覧",))] = ()
    systems: Annotated[
        tuple[str, ...],
        Column(
            "影響システム",
            Kind.REFS,
            aliases=("対象システム", "システム", "システム名", "関連システム"),
            refers_to=("システム一覧",),
        ),
    ] = ()
    title: Annotated[
        str | None,
        Column("件名", Kind.TEXT, Need.MUST, aliases=labels("タイトル 変更件名 変更名 変更概要 概要")),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "変更区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "種別", "変更種別", "分類"),
            choices=("追加", "変更", "削除", "誤記訂正"),
        ),
    ] = None
    before: Annotated[
        str | None,
        Column(
            "変更前",
            Kind.LONGTEXT,
            aliases=("現行", "現状", "変更前内容"),
        ),
    ] = None
    after: Annotated[
        str | None,
        Column("変更後", Kind.LONGTEXT, Need.MUST, aliases=("変更内容", "変更後内容", "変更詳細", "内容")),
    ] = None
    reason: Annotated[
        str | None, Column("変更理由", Kind.LONGTEXT, Need.MUST, aliases=("理由", "変更事由", "背景", "目的"))
    ] = None
    cost_impact: Annotated[
        int | None,
        Column("影響費用", Kind.MONEY, aliases=labels("費用影響 影響金額 影響額 追加費用 費用")),
    ] = None
    schedule_impact: Annotated[int | None, Column("影響工期", Kind.INT, aliases=("工期影響",))] = None
    test_impact: Annotated[bool | None, Column("影響試験", Kind.FLAG)] = None
    due_on: Annotated[date | None, Column("判断期限", Kind.DATE, aliases=(*DUE, "期限", "回答期限"))] = None
    status: Annotated[str | None, Column("状態", Kind.CHOICE, Need.MUST, aliases=STATE)] = None
    approved_by: Annotated[
        str | None,
        Column(
            "承認者",
            Kind.PERSON,
            aliases=("決裁者", "承認"),
        ),
    ] = None
    approved_on: Annotated[date | None, Column("承認日", Kind.DATE)] = None
    reflected_in: Annotated[tuple[str, ...], Column("反映先文書", Kind.REFS, refers_to=("成果物一覧",))] = ()
    reflected_version: Annotated[str | None, Column("反映版", Kind.TEXT)] = None
    reflected_on: Annotated[date | None, Column("反映日", Kind.DATE)] = None
    announced_to: Annotated[str | None, Column("周知先", Kind.TEXT)] = None
    announced_on: Annotated[date | None, Column("周知日", Kind.DATE)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None

    @property
    def is_approved(self) -> bool:
        """Whether the state is 承認済 or later: 承認済, 反映済 or 周知済."""
        return self.status in ("承認済", "反映済", "周知済")

    @property
    def is_submitted(self) -> bool:
        """Whether the state is 承認待ち or later: somebody decides, or has decided, with its figures."""
        return self.status == "承認待ち" or self.is_approved
