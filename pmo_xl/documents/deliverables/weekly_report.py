"""週次報告書: progress, what changed this week, what is late, open questions, decisions needed, next milestones."""

from __future__ import annotations

from pmo_xl.charts.evm_chart import evm_chart
from pmo_xl.charts.open_curves import issue_curve
from pmo_xl.documents.deliverables import milestones, progress_fields
from pmo_xl.documents.deliverables.late_rows import COLUMNS, COMING, UNDATED
from pmo_xl.documents.deliverables.week import week_basis, week_fields
from pmo_xl.documents.word.content import DUE_SHEETS, Content, Source, figures_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Landscape, Layout, Pairs, Table, Text, When


def build(source: Source) -> Content:
    """The week with its figures."""
    project = source.project
    figures = {
        "図_出来高": figures_of(evm_chart(project, source.earned_before)),
        "図_課題": figures_of(issue_curve(project)),
    }
    return Content(week_fields(source) | figures, week_basis(project))


DOCUMENT = WordDocument(
    "週次報告書",
    "進捗・今週の変化・遅れ・未回答の質問・要る判断・次のマイルストーンを報告します。",
    build,
    Layout(
        (
            Heading("全体の状況"),
            Pairs(("信号(計算)=信号", "信号(報告)=報告状況")),
            Text("{{ 進捗の文 }}"),
            Figures("図_出来高", of="マスタスケジュール"),
            Table("出来高", progress_fields.COLUMNS, "出来高(人日)", "予定工数の記入がないため、出来高は計算していません。", of="マスタスケジュール"),
            milestones.ASSUMED,
            Table("次のマイルストーン", milestones.COLUMNS, "次のマイルストーン", "これからのマイルストーンはありません。", of="マスタスケジュール"),
            Heading("今週の変化"),
            Text("{{ 変化の文 }}"),
            When("前回", (Table("変化", "シート:30 ID:22 種類:16c 列:30 前:46 後:46", "前回の記録から変わったところ", "変わったところはありません。"),)),
            Heading("課題の推移"),
            Figures("図_課題", of="課題管理表"),
            Heading("台帳の点検"),
            Table("点検", "重要度:60 件数:30r", "点検の指摘(件)"),
            When("免除件数", (Text("ほかに、免除の期限内の指摘が {{ 免除件数 }} 件あります。"),)),
            Landscape(
                (
                    Heading("遅れ"),
                    Text("期限を過ぎたものは {{ 期限超過件数 }} 件、7日以内に期限が来るものは {{ これから件数 }} 件です。"),
                    When("期限なし件数", (Text(UNDATED),)),
                    Table("期限超過", COLUMNS, "期限を過ぎたもの", "期限を過ぎたものはありません。", of=DUE_SHEETS),
                    Table("これから期限", COMING, "7日以内に期限が来るもの", "7日以内に期限が来るものはありません。"),
                    Heading("未回答の質問"),
                    Table("未回答の質問", "QA-ID:20 件名:80 対象システム:36 質問日:24c 回答期限:24c 回答者:30", "未回答の質問", "未回答の質問はありません。", of="QA表"),
                    Heading("判断が要るもの"),
                    Table("判断が要る変更", "変更ID:20 件名:70 状態:24c 影響費用:28r 影響工期:20r 判断期限:24c 起票者:28", "判断を待つ仕様変更(円・税抜、稼働日)",
                          "判断を待つ仕様変更はありません。", of="仕様変更管理表"),
                )
            ),
        ),
    ),
    tells_changes=True,
)  # fmt: skip
