"""期限超過一覧: what is late over all sheets, by owner, and what falls due within a week."""

from __future__ import annotations

from pmo_xl.documents.deliverables.late_rows import COLUMNS, COMING, due_basis, due_fields
from pmo_xl.documents.word.content import DUE_SHEETS, Content, Source
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text


def build(source: Source) -> Content:
    """The same rows as `pmo-xl overdue --within 7`."""
    return Content(due_fields(source.project), due_basis(source.project))


DOCUMENT = WordDocument(
    "期限超過一覧",
    "期限を過ぎたものを担当ごとに、1週間以内に期限が来るものとともに並べます。",
    build,
    Layout(
        (
            Heading("期限超過の状況"),
            Text("期限を過ぎて終わっていないものは {{ 期限超過件数 }} 件、7日以内に期限が来るものは {{ これから件数 }} 件です。"),
            Table("担当別", "担当:60 期限超過:35r 最長の超過日数:40r 7日以内=一週間以内:35r", "担当ごとの件数", "期限超過も、7日以内に期限が来るものもありません。"),
            Table("期限なし", "シート:60 列:50 期限なし:30r 読めない:30r", "期限がないため遅れを数えられないもの(件)",
                  "期限のないものはありません。"),
            Heading("期限を過ぎたもの"),
            Table("期限超過", COLUMNS, "期限を過ぎたもの(件数の多い担当から)", "期限を過ぎたものはありません。", of=DUE_SHEETS),
            Heading("7日以内に期限が来るもの"),
            Table("これから期限", COMING, "7日以内に期限が来るもの(期限の順)", "7日以内に期限が来るものはありません。"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
)  # fmt: skip
