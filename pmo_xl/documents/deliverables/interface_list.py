"""IF一覧: every interface with its ends, its design and the day of its test, and what is not settled."""

from __future__ import annotations

from pmo_xl.documents.word.content import Content, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text, When
from pmo_xl.metrics.interfaces import is_done
from pmo_xl.model.interface import Interface


def build(source: Source) -> Content:
    """All interfaces."""
    project = source.project
    every = list(project.interfaces)
    late = [
        i
        for i in every
        if i.specification_version is None and i.design_due_on and i.design_due_on < project.as_of
        if not is_done(i, project)
    ]
    apart = [i for i in every if _is_apart(i) and not is_done(i, project)]
    fields = {
        "件数": len(every),
        "確定件数": sum(1 for each in every if each.fixed_on),
        "IF": rows_of(every),
        "日程": rows_of(every),
        "設計遅れ": rows_of(late),
        "希望日の違い": rows_of(apart),
        "期限不明件数": sum(1 for i in every if _is_due_unknown(i)),
    }
    return Content(fields, [basis_of(Interface, project, every)])


def _is_due_unknown(each: Interface) -> bool:
    """Whether nobody can tell if its design is late: no 提出期限 that can be read, and no 仕様版."""
    return each.specification_version is None and each.design_due_on is None


def _is_apart(each: Interface) -> bool:
    """Whether both sides wish a day, another one each, and none is fixed; a day that cannot be read is not the same."""
    is_unread = bool({"wish_source_on", "wish_target_on"} & each.unread.keys())
    wishes = (each.wish_source_on, each.wish_target_on)
    return each.fixed_on is None and (is_unread or (None not in wishes and wishes[0] != wishes[1]))


DOCUMENT = WordDocument(
    "IF一覧",
    "システム間のIFと、設計・疎通・対向試験の日程です。",
    build,
    Layout(
        (
            Heading("IFの一覧"),
            Text("IFは {{ 件数 }} 件で、対向試験の日が決まったものは {{ 確定件数 }} 件です。"),
            Table("IF", "IF-ID:18 IF名:50 区分:14c 接続元:38 接続先:38 方式:32 頻度:26 IF仕様版:20c 状態:24c 報告システム:34", "IFの一覧"),
            Heading("設計と試験の日程"),
            Table("日程", "IF-ID:18 IF名:50 基本設計提出期限:28c 先方合意日:26c 疎通予定日:26c 疎通確認日:26c 接続元希望日:26c 接続先希望日:26c 対向確定日:26c",
                  "設計・疎通・対向試験の日"),
            Heading("調整が要るもの"),
            Table("設計遅れ", "IF-ID:18 IF名:60 接続元:44 接続先:44 基本設計提出期限:30c 状態:26c", "基本設計の提出期限を過ぎたIF",
                  "基本設計の提出期限を過ぎたIFはありません。"),
            When("期限不明件数", (Text("ほかに、基本設計の提出期限が未記入か読めないIFが {{ 期限不明件数 }} 件あります。"),)),
            Table("希望日の違い", "IF-ID:18 IF名:60 接続元希望日:30c 接続先希望日:30c", "希望日が食い違い、日が決まっていないIF",
                  "希望日が食い違うIFはありません。"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Interface,),
)  # fmt: skip
