"""QA表: a question and its answer."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, OWNER, PRIORITY, STATE


class Question(Record):
    """One row of QA表: a question and its answer."""

    sheet: ClassVar[Sheet] = Sheet(
        "QA表", collection="questions", prefix="QA", aliases=("QA一覧", "QA台帳", "QA管理簿", "質問管理表")
    )

    id: Annotated[
        str | None,
        Column("QA-ID", Kind.ID, Need.MUST, aliases=(*NUMBER, "QA番号", "QA No", "質問番号", "課題番号")),
    ] = None
    title: Annotated[
        str | None, Column("件名", Kind.TEXT, Need.MUST, aliases=("タイトル", "質問件名", "質問タイトル"))
    ] = None
    category: Annotated[
        str | None,
        Column(
            "分類",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "質問分類"),
            choices=("仕様", "IF", "試験", "運用", "その他"),
        ),
    ] = None
    requirements: Annotated[tuple[str, ...], Column("対象要件", Kind.REFS, refers_to=("要件一覧",))] = ()
    system: Annotated[str | None, Column("対象システム", Kind.SYSTEM, aliases=("システム", "システム名"))] = (
        None
    )
    location: Annotated[str | None, Column("該当箇所", Kind.TEXT)] = None
    priority: Annotated[str | None, Column("優先度", Kind.CHOICE, aliases=PRIORITY, choice_list="優先度")] = (
        None
    )
    question: Annotated[
        str | None,
        Column(
            "質問", Kind.LONGTEXT, Need.MUST, aliases=("質問内容", "疑問点", "内容", "懸案事項", "質問事項")
        ),
    ] = None
    asked_by: Annotated[
        str | None,
        Column(
            "質問者", Kind.PERSON, Need.MUST, aliases=("起票者", "記載者", "依頼者名", "作成者", "質問者名")
        ),
    ] = None
    asked_on: Annotated[
        date | None,
        Column("質問日", Kind.DATE, Need.MUST, aliases=("質問日付", "起票日", "作成日", "記載日")),
    ] = None
    due_on: Annotated[
        date | None,
        Column(
            "回答期限",
            Kind.DATE,
            Need.MUST,
            aliases=("期限", "回答希望日", "対応予定日", "完了予定日", "締切日", "納期", "回答予定日"),
        ),
    ] = None
    answered_by: Annotated[
        str | None, Column("回答者", Kind.PERSON, aliases=(*OWNER, "回答者名", "宛先", "回答担当"))
    ] = None
    answer: Annotated[str | None, Column("回答", Kind.LONGTEXT, aliases=("回答内容",))] = None
    answered_on: Annotated[
        date | None, Column("回答日", Kind.DATE, aliases=("回答日付", "対応日", "対応完了日", "完了日"))
    ] = None
    needs_change: Annotated[
        str | None,
        Column("仕様反映要否", Kind.CHOICE, aliases=("仕様反映", "反映要否"), choices=("要", "不要")),
    ] = None
    changes: Annotated[tuple[str, ...], Column("仕様変更ID", Kind.REFS, refers_to=("仕様変更管理表",))] = ()
    status: Annotated[str | None, Column("状態", Kind.CHOICE, Need.MUST, aliases=STATE)] = None
    age: Annotated[int | None, Column("滞留日数", Kind.INT, Need.AUTO, is_derived=True)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None

    @property
    def is_answered(self) -> bool:
        """Whether the state says that there is an answer: 回答済 or 完了."""
        return self.status in ("回答済", "完了")
