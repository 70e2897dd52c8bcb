"""月次検収支払点検報告書_YYYY-MM.docx: what a manager reads of the month end of many workbooks.

Figures, charts, what to decide by when. Lines that are in order stay in the workbook; of the others each table shows
the first hundred and says how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pmo_xl.charts.budget_chart import budget_by_month
from pmo_xl.charts.department_chart import budget_by_department
from pmo_xl.documents.listing import Listing
from pmo_xl.documents.month_end.lists import (
    acceptance_list,
    accrual_list,
    difference_list,
    invoice_list,
    last_day_list,
    match_list,
    payment_list,
    previous_note,
    toritekihou_list,
)
from pmo_xl.documents.month_end.result import MonthEndResult, in_folder
from pmo_xl.documents.month_end.summary import count_words, decisions
from pmo_xl.documents.month_end.tables import project_table
from pmo_xl.documents.month_end.totals import agreement_line, by_vendor, total
from pmo_xl.documents.word.content import Basis, Content, Fields, Source, figures_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Landscape, Layout, Table, Text, identifier
from pmo_xl.metrics.month_end.month_end import budget_of_all
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display, month, yen
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting

NAME = "月次検収支払点検報告書"
MOST_LINES = 100
_IN_ORDER = ("適合", "適合(支払前)", "対象外", "検収済", "支払済", "これから")
Row = Mapping[str, str]


def build(result: MonthEndResult) -> Content:
    """Its fields, and on how many workbooks it stands."""
    budget = budget_of_all([project.month_end for project in result.projects], result.month.as_of)
    fields: Fields = {
        "案件コード": f"{len(result.projects)} 案件をまとめたもの",
        "対象月": month(result.month.first),
        "対象期間": str(result.month),
        "検収の遅れの内訳": str(result.late_acceptances),
        "支払の遅れの内訳": str(result.late_payments),
        "違反の内訳": str(result.breaches),
        **{name: yen(amount) for name, amount in _sums(result).items()},
        **{identifier(name): count for name, count in count_words(result).items()},
        "決めること": [{"番号": n, "内容": text} for n, text in enumerate(decisions(result), 1)],
        "照合": agreement_line(result),
        "前月": previous_note(result),
        "違いなし": "違いはありません。" if result.previous else "違いがあるかどうかは分かりません。",
        "案件別": _rows(project_table(result)),
        "取引先別": _vendors(result),
        "図_部門別": figures_of(budget_by_department(budget)),
        "図_月別": figures_of(budget_by_month(budget)),
        **_lists(result),
        "読めないブック": [{"ブック": in_folder(f.path), "理由": f.message} for f in result.failed],
        "複製": [
            {"ブック": in_folder(c.path), "案件": c.project, "数えたブック": in_folder(c.counted)}
            for c in result.copies
        ],
    }
    left_out = {"読めない": len(result.failed), "複製": len(result.copies)}
    whole = len(result.projects) + sum(left_out.values())
    basis = Basis("台帳", len(result.projects), whole, {k: n for k, n in left_out.items() if n})
    return Content(fields, [basis], title=f"{NAME}({month(result.month.first)})")


def _sums(result: MonthEndResult) -> Mapping[str, int]:
    figures = total(result)
    return {
        "検収予定額": figures.acceptance_planned,
        "検収額": figures.accepted,
        "支払予定額": figures.payment_planned,
        "支払額": figures.paid,
        "支払額_税込": figures.paid_with_tax,
    }


def _lists(result: MonthEndResult) -> Fields:
    """The lines that are not in order, and for each table a sentence that says how many there are."""
    found: Fields = {}
    for name, make, judged in _LISTS:
        listing = make(result)
        rows = [row for row in _rows(listing) if not judged or _needs_a_look(row, judged)]
        found[name] = rows[:MOST_LINES]
        found[f"{name}_注"] = _note(len(rows), len(listing.rows))
    return found


_LISTS: tuple[tuple[str, Callable[[MonthEndResult], Listing], tuple[str, ...]], ...] = (
    ("検収", acceptance_list, ("状態",)),
    ("支払", payment_list, ("状態", "注意")),
    ("照合_行", match_list, ("判定",)),
    ("取適法", toritekihou_list, ("判定",)),
    ("最終日", last_day_list, ()),
    ("請求書", invoice_list, ("登録番号の判定", "税の判定", "行の判定")),
    ("計上の候補", accrual_list, ()),
    ("前月との違い", difference_list, ()),
)


def _needs_a_look(row: Row, judged: Sequence[str]) -> bool:
    return any(row[identifier(label)] not in ("", *_IN_ORDER) for label in judged)


def _note(shown: int, whole: int) -> str:
    text = (
        f"対象 {whole} 件のうち、見ていただきたいもの {shown} 件です。"
        if shown != whole
        else f"対象 {whole} 件です。"
    )
    if shown > MOST_LINES:
        text += f"はじめの {MOST_LINES} 件を示します。すべては月次検収支払点検のブックにあります。"
    return text


def _rows(listing: Listing) -> list[dict[str, str]]:
    """The rows of a list as fields by their headings, as a person reads them."""
    return [
        {
            identifier(column.label): _shown(column.kind, value)
            for column, value in zip(listing.columns, row, strict=True)
        }
        for row in listing.rows
    ]


def _shown(kind: Kind, value: object) -> str:
    return value if isinstance(value, str) else display(kind, value)


def _vendors(result: MonthEndResult) -> list[dict[str, str]]:
    names = (("検収予定額", "acceptance_planned"), ("検収額", "accepted"), ("支払予定額", "payment_planned"))
    fields = (*names, ("支払額", "paid"), ("支払額_税込", "paid_with_tax"))
    return [
        {"取引先": name, **{label: yen(getattr(figures, field)) for label, field in fields}}
        for name, figures in by_vendor(result).items()
    ]


def write_month_end_report(path: Path, result: MonthEndResult) -> None:
    """Write the report to a new file."""
    from pmo_xl.documents.word.render import render

    path.write_bytes(render(DOCUMENT, build(result), _source(result)))


def _source(result: MonthEndResult) -> Source:
    """What stands on every document: of all projects together."""
    settings = (Setting(key="案件名", value=f"{len(result.projects)} 案件の検収と支払"),)
    project = Project(result.month.as_of, result.run_day, "option", {Setting: settings})
    whole = len(result.projects) + len(result.failed) + len(result.copies)
    return Source(project, f"{whole} 冊のうち {len(result.projects)} 冊", check=_no_check)


def _no_check() -> Any:  # noqa: ANN401 - never returns
    raise LookupError("the month end has no single check")


def _blocks() -> Iterator[Heading | Text | Table | Figures | Landscape]:
    yield Heading("検収と支払 {{ 対象期間 }}")
    yield Text(
        "検収は予定 {{ 検収予定額 }} 円に対し実績 {{ 検収額 }} 円、支払は予定 {{ 支払予定額 }} 円に対し実績 {{ 支払額 }} 円"
        "(税込 {{ 支払額_税込 }} 円)です。検収の遅れは {{ 検収の遅れの内訳 }}、支払の遅れは {{ 支払の遅れの内訳 }}、"
        "取適法の違反は {{ 違反の内訳 }}、当月の要判断は {{ 要判断_当月 }} 件、判定不能は {{ 判定不能_当月 }} 件です。{{ 照合 }}"
    )
    yield Heading("決めること・急ぐこと", 2)
    yield Table("決めること", "番号:12c 内容:158", "決めること・急ぐこと")
    yield Landscape(tuple(_wide_blocks()))
    yield Heading("予算の執行(全案件)")
    yield Figures("図_部門別")
    yield Figures("図_月別")
    yield Heading("数えなかったブック")
    yield Table(
        "読めないブック", "ブック:60 理由:110", "読めなかったブック", "読めなかったブックはありません。"
    )
    yield Table(
        "複製", "ブック:60 案件:40 数えたブック:70", "複製のため数えなかったブック", "複製はありません。"
    )


_LEAD: Final = "案件:40 ID:18 件名:46 発注先:36"
_CHECKED: Final = (
    (
        "検収",
        "検収",
        f"{_LEAD} 状態:22c 検収予定日:22c 検収予定額:24r 検収日:22c 遅れ=遅れ日数:12r 担当:26",
        "検収の遅れはありません。",
    ),
    (
        "支払",
        "支払",
        "案件:34 ID:19 件名:40 発注先:32 状態:22c 支払予定額:25r 支払期日:26c 最終日=取適法の最終日:26c 遅れ=遅れ日数:13r 不足=まだないもの:22 注意:32",
        "支払の遅れはありません。",
    ),
    (
        "取適法の確認",
        "取適法",
        "案件:36 ID:18 件名:40 判定:18c 受領日=受領日_数え始め:22c 支払期日:22c 日数:12r 最終日:22c 理由:70",
        "確認するものはありません。",
    ),
    (
        "取適法の最終日",
        "最終日",
        f"{_LEAD} 区分:40 最終日:24c 支払う額:26r 担当:26",
        "未払で、最終日を過ぎたものも、翌月末までに最終日が来るものもありません。",
    ),
    (
        "三点照合",
        "照合_行",
        f"{_LEAD} 発注金額:24r 検収額:24r 請求額:24r 理由:60",
        "発注・検収・請求・支払はすべて合っています。",
    ),
    (
        "登録番号と消費税",
        "請求書",
        "案件:36 請求書番号:26 発注先:36 登録番号:32 税抜額:24r 消費税額:22r 理由:64",
        "登録番号と消費税に問題はありません。",
    ),
    (
        "未払計上の候補",
        "計上の候補",
        f"{_LEAD} 区分:40 受領日:22c 検収日:22c 金額:26r 年度末:14c 注意:30",
        "計上の候補はありません。",
    ),
)
"""Each check of the month: its heading, its rows, their columns with widths in mm, what stands where there is none."""


def _wide_blocks() -> Iterable[Heading | Text | Table]:
    yield Heading("案件別の状況")
    yield Table(
        "案件別",
        "案件:46 信号:14c 信号の理由:52 検収予定額:26r 検収額:26r 支払予定額:26r 支払額=支払額_税抜:26r 検収の遅れ:16r "
        "支払の遅れ:16r 違反=違反_台帳全体:12r 要判断=要判断_当月:18r 判定不能=判定不能_当月:20r",
        "案件別の信号と額(円・税抜)。信号は予算・検収・支払から付けています。遅れと違反は台帳全体、要判断と判定不能は当月",
    )
    yield Table(
        "取引先別",
        "取引先:70 検収予定額:34r 検収額:34r 支払予定額:34r 支払額:34r 税込=支払額_税込:34r",
        "取引先別の額(税込のほかは円・税抜)",
    )
    for heading, rows, columns, empty in _CHECKED:
        yield Heading(heading)
        yield Text(f"{{{{ {rows}_注 }}}}")
        yield Table(rows, columns, heading, empty)
    yield Heading("前月との比較")
    yield Text("{{ 前月 }}")
    yield Table(
        "前月との違い",
        "案件:40 ID:18 件名:46 変化:40 何が:12c 前月の記録:46 いま:56 金額:24r",
        "前月との違い",
        "{{ 違いなし }}",
    )


DOCUMENT = WordDocument(
    NAME,
    "多くの台帳の、ひと月の検収と支払をまとめて報告します(month-end が作ります)。",
    build,
    Layout(tuple(_blocks()), has_approval=True),
)


def main() -> None:
    """Write the template anew after the layout has changed (for maintenance)."""
    from pmo_xl.documents.word.build import build as build_template

    DOCUMENT.template.write_bytes(build_template(DOCUMENT))


if __name__ == "__main__":
    main()
