"""What a head of department reads first of the portfolio: a headline, what it stands on, what to decide and to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_xl.documents.month_end.result import failed_sentences, in_folder
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.sums import clash_sentence
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.display import day, month, yen
from pmo_xl.rules.report import failed_rules_sentence

MOST_NAMED = 5


def headline(result: Portfolio) -> str:
    """The title of the portfolio."""
    on = f"  {day(result.as_of)} 時点" if result.as_of else ""
    return f"案件横断{on}"


def lights_line(result: Portfolio) -> str:
    """● 赤 2  ▲ 黄 5 …; 「なし」 where there is no project."""
    found = (f"{light.shown} {result.lights[light]}" for light in Light if result.lights.get(light))
    return "  ".join(found) or "なし"


def overview(result: Portfolio) -> tuple[str, ...]:
    """What it stands on, in sentences."""
    whole = len(result.projects) + len(result.failed) + len(result.copies)
    failed = (failed_rules_sentence(project.reading.failed_rules) for project in result.projects)
    names = (project.name for project in result.projects)
    return (
        *(f"{name}: {said}" for name, said in zip(names, failed, strict=True) if said),
        f"対象 {len(result.projects)} / {whole} 冊  信号 {lights_line(result)}  点検日 {day(result.run_day)}",
        *_other_days(result),
        sums_line(result),
        *(f"読めなかったブック: {told}" for told in failed_sentences(result.failed)),
        *(
            f"複製のため数えなかったブック: {in_folder(each.path)}({each.project} は {in_folder(each.counted)} を数えました)"
            for each in result.copies
        ),
        *result.remarks,
        *_lacking(result),
        unjudged_line(result),
    )


def _other_days(result: Portfolio) -> Iterator[str]:
    """Which projects are seen as of another day than most: a light of last year is none of today."""
    if result.as_of:
        return
    days = [(project.reading.as_of, project.name) for project in result.projects]
    most = Counter(on for on, _ in days).most_common(1)
    for usual, count in most:
        others = sorted((on, name) for on, name in days if on != usual)
        named = "、".join(f"{name} {day(on)}" for on, name in others[:MOST_NAMED])
        more = f" ほか {len(others) - MOST_NAMED} 案件" if len(others) > MOST_NAMED else ""
        yield f"基準日は案件ごとに違います: {day(usual)} が {count} 案件、{named}{more}。そろえるには --as-of を付けてください。"


def _lacking(result: Portfolio) -> Iterator[str]:
    """Sheets that books lack, so that what they would say is in no sum."""
    found = Counter(label for project in result.projects for label in project.absent)
    if found:
        told = "、".join(f"{label} {count} 案件" for label, count in found.items())
        yield f"シートのない案件があり、その分は数に入っていません: {told}。"


def sums_line(result: Portfolio) -> str:
    """The figures over all projects."""
    with_budget = [each.money.remaining for each in result.projects if each.money.remaining is not None]
    money = (
        f"残予算 {yen(sum(with_budget))} 円({len(with_budget)} 案件)"
        if with_budget
        else "残予算 予算枠のある案件なし"
    )
    return (
        f"期限超過 {late_count(result)}  判断待ち {waiting_count(result)}  100%を超える人月 {result.over_full}"
        f"  ぶつかるリリース {len(result.clashes)} 件  {money}"
    )


def late_count(result: Portfolio) -> str:
    """期限超過 over all projects, and of how many nobody can say."""
    return _count([each.overdue for each in result.projects])


def waiting_count(result: Portfolio) -> str:
    """判断待ち over all projects, and of how many nobody can say."""
    return _count([each.waiting for each in result.projects])


def unknown_waiting(result: Portfolio) -> str:
    """That projects lack the sheets that ask for decisions; empty where none does."""
    unknown = sum(each.waiting is None for each in result.projects)
    return f"判断を求めるシートがなく、分からない案件が {unknown} 件あります。" if unknown else ""


def _count(figures: Sequence[int | None]) -> str:
    known = [each for each in figures if each is not None]
    unknown = len(figures) - len(known)
    told = f"{sum(known)} 件" if known or not unknown else "—"
    return f"{told}(不明 {unknown} 案件)" if unknown else told


def overview_short(result: Portfolio) -> str:
    """The figures and what was not counted, as sentences of a paper."""
    figures = sums_line(result).replace("  ", "、")
    lacking = [
        f"読めなかったブック {len(result.failed)} 冊" if result.failed else "",
        f"複製のため数えなかったブック {len(result.copies)} 冊" if result.copies else "",
    ]
    return "。".join(
        filter(None, (figures, "、".join(filter(None, lacking)), f"{unjudged_counts(result)}。"))
    )


def unjudged_line(result: Portfolio) -> str:
    """What could not be judged over all books, and where the reasons stand: no all-clear for it."""
    return f"{unjudged_counts(result)}(わけは「読んだブック」)。"


def unjudged_counts(result: Portfolio) -> str:
    """How much could not be judged over all books."""
    rules = sum(project.reading.rules_not_evaluated for project in result.projects)
    rows = sum(project.reading.rows_undeterminable for project in result.projects)
    undated = sum(project.reading.undated for project in result.projects)
    return f"判定できなかった規則 {rules}、判定不能の行 {rows}、期限のない(読めない)未完了の行 {undated}"


def points(result: Portfolio) -> tuple[str, ...]:
    """What to look at and to decide, the gravest first."""
    return (
        *_hidden(result),
        *_lost(result),
        *_waiting(result),
        *(f"{day(clash.on)} {clash_sentence(clash)}" for clash in result.clashes[:MOST_NAMED]),
        *_overfull(result),
        *_troubles(result),
    )


def _hidden(result: Portfolio) -> Iterator[str]:
    """Projects that are reported better than they are."""
    hidden = [each for each in result.projects if each.hidden_steps]
    for project in hidden[:MOST_NAMED]:
        yield f"{project.name} は報告が {project.reported} ですが、計算では {project.light.short}です。"
    if len(hidden) > MOST_NAMED:
        yield f"報告より計算が悪い案件は、ほかに {len(hidden) - MOST_NAMED} 件あります。"


def _lost(result: Portfolio) -> Iterator[str]:
    for row in result.decisions[:MOST_NAMED]:
        if row.decision.days_lost:
            amount = f"({yen(row.decision.amount)} 円)" if row.decision.amount else ""
            yield (
                f"{row.project}: {row.decision.what}を待って、最終マイルストーンが"
                f" {row.decision.days_lost} 稼働日遅れています{amount}。決める人: {row.decision.decider or '未記入'}。"
            )


def _waiting(result: Portfolio) -> Iterator[str]:
    late = [row for row in result.decisions if row.decision.days_late and not row.decision.days_lost]
    if late:
        named = "、".join(
            f"{row.project} {row.decision.place.row_id or ''}".strip() for row in late[:MOST_NAMED]
        )
        more = f" ほか {len(late) - MOST_NAMED} 件" if len(late) > MOST_NAMED else ""
        yield f"判断期限を過ぎたものが {len(late)} 件あります: {named}{more}。"


def _overfull(result: Portfolio) -> Iterator[str]:
    over = [(person, each) for person in result.people for each in person.months if each.is_over]
    for person, load in over[:MOST_NAMED]:
        how = "働ける日がない月" if load.percent is None else f"{load.percent}%"
        yield f"{person.name}({person.company or '会社未記入'})は {month(load.month)}に {how}: {'、'.join(load.projects)}。"
    if len(over) > MOST_NAMED:
        yield f"100%を超える人月は、ほかに {len(over) - MOST_NAMED} あります。"


def _troubles(result: Portfolio) -> Iterator[str]:
    for problem in [each for each in result.problems if each.late][:3]:
        yield (
            f"{problem.kind}「{problem.name}」は {len(problem.projects)} 案件で問題があります"
            f"(期限超過 {problem.late}、障害 {problem.defects}、クレーム {problem.complaints})。"
        )
