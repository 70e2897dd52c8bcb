"""案件横断_YYYY-MM-DD.docx: two pages for the head of department. All the rest is in the workbook beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

from pmo_xl.charts.style import PORTRAIT
from pmo_xl.documents.portfolio.book import axis_of
from pmo_xl.documents.portfolio.facts import BookFacts
from pmo_xl.documents.portfolio.lists import NOT_REPORTED, UNKNOWN, next_forecast
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.summary import lights_line, overview_short, points, unknown_waiting
from pmo_xl.documents.portfolio.sums import Problem, ProjectDecision, Week
from pmo_xl.documents.word.content import UNFILLED, Basis, Content, Fields, Source, figures_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, PageBreak, Table, Text, When
from pmo_xl.model.display import day, hundredths, month, within_words, yen
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting

NAME: Final = "案件横断報告"
MOST_WEEKS: Final = 4
MOST_POINTS, MOST_PROJECTS, MOST_ROWS, MOST_DRAWN = 6, 10, 3, 8


def build(result: Portfolio) -> Content:
    """Its fields, and on how many workbooks it stands."""
    fields: Fields = {
        "案件コード": f"{len(result.projects)} 案件をまとめたもの",
        "信号の数": lights_line(result),
        "要点": overview_short(result),
        "急ぐこと": [{"内容": within_words(text, 84)} for text in points(result)[:MOST_POINTS]],
        "案件別": [_project(project) for project in result.projects[:MOST_PROJECTS]],
        "案件別の注": _more(len(result.projects), MOST_PROJECTS, "案件"),
        "図_時間軸": figures_of(axis_of(result, width=PORTRAIT.width, most=MOST_DRAWN)),
        "決めること": [_decision(row) for row in result.decisions[:MOST_ROWS]],
        "決めることの注": _more(len(result.decisions), MOST_ROWS, "件") + unknown_waiting(result),
        "要員": list(_people(result))[:MOST_ROWS],
        "要員の注": _more(result.over_full, MOST_ROWS, "人月"),
        "同じ問題": [_problem(each) for each in result.problems[:MOST_ROWS]],
        "同じ問題の注": _more(len(result.problems), MOST_ROWS, "件"),
        "推移": [_week(week) for week in result.trend[-MOST_WEEKS:]],
    }
    left_out = {"読めない": len(result.failed), "複製": len(result.copies)}
    whole = len(result.projects) + sum(left_out.values())
    basis = Basis("台帳", len(result.projects), whole, {k: n for k, n in left_out.items() if n})
    return Content(fields, [basis], title=NAME)


def _more(count: int, most: int, unit: str) -> str:
    """What the page has no room for; empty where it has."""
    return f"ほか {count - most} {unit}は、同じフォルダの案件横断のブックにあります。" if count > most else ""


def _project(project: BookFacts) -> Fields:
    found = project.next_milestone
    coming = f"{found.title} {next_forecast(project) or ''}".strip() if found else "なし"
    return {
        "案件": within_words(project.name, 21),
        "信号": project.light.light.shown,
        "報告": project.reported or NOT_REPORTED,
        "信号の理由": _first_reason(project),
        "次": within_words(coming, 26),
        "期限超過": UNKNOWN if project.overdue is None else str(project.overdue),
        "残予算": yen(project.money.remaining) if project.money.remaining is not None else UNKNOWN,
    }


def _first_reason(project: BookFacts) -> str:
    """The gravest reason, and how many more there are."""
    first, *rest = project.reasons or ("",)
    return f"{within_words(first, 32)} ほか {len(rest)}" if rest else within_words(first, 36)


def _decision(row: ProjectDecision) -> Fields:
    found = row.decision
    lost = "判定不能" if found.days_lost is None else f"{found.days_lost} 稼働日"
    return {
        "案件": within_words(row.project, 21),
        "番号": found.place.row_id or found.place.sheet,
        "内容": within_words(found.what, 44),
        "決める人": found.decider or UNFILLED,
        "期限": day(found.due_on) if found.due_on else UNFILLED,
        "遅れ": lost,
    }


def _people(result: Portfolio) -> Iterator[Fields]:
    for person in result.people:
        for load in person.months:
            if load.is_over and load.load is not None:
                yield {
                    "氏名": person.name,
                    "月": month(load.month),
                    "負荷": f"{hundredths(load.load)} / {load.capacity}",
                    "率": "－" if load.percent is None else f"{load.percent}%",
                    "案件": within_words("、".join(load.projects), 42),
                }


def _problem(each: Problem) -> Fields:
    return {
        "種類": each.kind,
        "名前": each.name,
        "期限超過": str(each.late),
        "障害": str(each.defects),
        "クレーム": str(each.complaints),
        "案件": within_words("、".join(trouble.project for trouble in each.projects), 28),
    }


def _week(week: Week) -> Fields:
    return {
        "週": day(week.week),
        "冊数": str(week.books),
        "期限超過": _of(week.overdue, week.overdue_known, week),
        "課題": _of(week.open_issues, week.open_issues_known, week),
        "残予算": _of(week.remaining, week.remaining_known, week),
        "発見": str(week.found),
        "是正": str(week.mended),
    }


def _of(figure: int | None, known: int, week: Week) -> str:
    """A sum, and of how many workbooks it is where not all of them say it."""
    if figure is None:
        return UNKNOWN
    return f"{yen(figure)}({known}冊)" if known < week.books else yen(figure)


def write_portfolio_paper(path: Path, result: Portfolio) -> None:
    """Write the paper to a new file."""
    from pmo_xl.documents.word.render import render

    path.write_bytes(render(DOCUMENT, build(result), _source(result)))


def _source(result: Portfolio) -> Source:
    """What stands on every document: of all projects together."""
    settings = (Setting(key="案件名", value=f"{len(result.projects)} 案件の状況"),)
    as_of = result.as_of or result.run_day
    project = Project(as_of, result.run_day, "option", {Setting: settings})
    whole = len(result.projects) + len(result.failed) + len(result.copies)
    return Source(project, f"{whole} 冊のうち {len(result.projects)} 冊", check=_no_check)


def _no_check() -> NoReturn:
    raise LookupError("the portfolio has no single check")


def _blocks() -> Iterable[Heading | Text | Table | Figures | PageBreak | When]:
    yield Heading("信号と要点")
    yield Text("信号 {{ 信号の数 }}。{{ 要点 }}")
    yield Table(
        "急ぐこと",
        "内容:168",
        "決めること・急ぐこと",
        "急ぐことはありません(判定できなかったものは案件横断のブックの「読んだブック」にあります)。",
    )
    yield Heading("案件の状況")
    yield Table(
        "案件別",
        "案件:42 信号:12c 報告:10c 信号の理由:46 次のマイルストーン=次:32 期限超過:10r 残予算:22r",
        "案件別の状況(報告より計算が悪い案件が初め。残予算は円・税抜)",
    )
    yield When("案件別の注", (Text("{{ 案件別の注 }}"),))
    yield PageBreak()
    yield Heading("マイルストーン")
    yield Figures("図_時間軸")
    yield Heading("判断・要員・共通の問題")
    yield Table(
        "決めること",
        "案件:42 番号:16 内容:56 決める人:18 期限:20 遅らせた日=遅れ:18",
        "判断を待っているもの",
        "判断を待っているものはありません。",
    )
    yield When("決めることの注", (Text("{{ 決めることの注 }}"),))
    yield Table(
        "要員",
        "氏名:24 月:22 負荷(人日)=負荷:26 負荷率=率:14r 案件:82",
        "負荷が100%を超える人",
        "100%を超える人はいません(要員計画のない案件は判定できません)。",
    )
    yield When("要員の注", (Text("{{ 要員の注 }}"),))
    yield Table(
        "同じ問題",
        "種類:18 名前:42 期限超過:18r 障害:13r クレーム:19r 案件:58",
        "2つ以上の案件に共通する問題",
        "共通する問題はありません。",
    )
    yield When("同じ問題の注", (Text("{{ 同じ問題の注 }}"),))
    yield Table(
        "推移",
        "週:24 冊数:14r 期限超過:20r 課題:20r 残予算:40r 発見:20r 是正:20r",
        "週ごとの推移(記録のある台帳の合計)",
        "記録がありません。",
    )


DOCUMENT = WordDocument(
    NAME,
    "全案件の状況を2頁にまとめます(portfolio が作ります)。",
    build,
    Layout(tuple(_blocks()), has_cover=False, has_contents=False),
)


def main() -> None:
    """Write the template anew after the layout has changed (for maintenance)."""
    from pmo_xl.documents.word.build import build as build_template

    DOCUMENT.template.write_bytes(build_template(DOCUMENT))


if __name__ == "__main__":
    main()
