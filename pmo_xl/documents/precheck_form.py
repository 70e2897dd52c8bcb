"""納品前チェック票.docx: a page on what goes out, what precheck found in it, and who lets it go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pmo_xl.documents.precheck import VERDICTS
from pmo_xl.documents.word.content import Basis, Content, Fields, Source
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Approval, Block, Layout, Pairs, Table, Text, When
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.rules.paper_report import PaperFinding, PaperReport
from pmo_xl.rules.precheck.deliverables import deliverables_of, fitting, version_in
from pmo_xl.rules.severity import Severity

NAME: Final = "納品前チェック票"
_LONGEST_PAPER, _LONGEST_PLACE, _LONGEST_MESSAGE, _LONGEST_REASON = 36, 36, 52, 44
_MOST_PAPERS, _MOST_FINDINGS, _MOST_REASONS, _MOST_WAIVERS = 12, 8, 3, 3
_ORDER: Final = (Severity.ERROR, Severity.QUESTION, Severity.WARNING, Severity.INFO)


def build(report: PaperReport, words: Path | None = None) -> Content:
    """Its fields. words: the words file, told by its hash."""
    project = report.delivery.project
    fields: Fields = {
        "案件": (project.settings.project_name if project else "") or "(台帳なし)",
        "納品物の数": f"{len(report.documents)} 件",
        "顧客": report.delivery.words.customer or "(指定なし)",
        "点検日": f"{report.delivery.run_day:%Y/%m/%d}",
        "判定": VERDICTS[report.verdict],
        "件数": "、".join(f"{word} {count}" for word, count in report.counts.items()),
        "規則群": f"{report.group}({sum(each.judged > 0 for each in report.rules)} 規則を判定)",
        "語ファイル": f"{words.name}({sha256(words.read_bytes()).hexdigest()[:8]})" if words else "(なし)",
        "成果物照合": _matched(report),
        "納品物": [*_papers(report)],
        "ほかの納品物": _rest(len(report.documents), _MOST_PAPERS, "件"),
        "指摘": [*_findings(report)],
        "ほかの指摘": "すべての指摘は、結果のブックにあります。" if report.findings else "",
        "読めないもの": _unread(report),
        "免除": _waived(report),
    }
    basis = Basis("納品物", len(report.documents) - len(report.unread), len(report.documents))
    name = project.settings.project_name if project else ""
    return Content(fields, [basis], title=f"{NAME} {name}".strip())


def _rest(count: int, shown: int, unit: str) -> str:
    return f"ほか {count - shown} {unit}" if count > shown else ""


def _matched(report: PaperReport) -> str:
    items = [each for each in deliverables_of(report.delivery.project) if each.is_deliverable]
    if not items:
        return "台帳なし(成果物一覧と照合していません)"
    there = sum(any(each in fitting(paper, items) for paper in report.documents) for each in items)
    return f"納品対象 {len(items)} 件のうち {there} 件"


def _papers(report: PaperReport) -> Iterator[dict[str, str]]:
    for number, each in enumerate(report.documents[:_MOST_PAPERS], 1):
        yield {
            "番号": str(number),
            "文書": _short(each.path, _LONGEST_PAPER, has_end=True),
            "版": version_in(each.title) or "―",
            "照合値": each.sha256[:8] or "―",
            "読んだ": "一部" if each.unread and each.is_read else "済" if each.is_read else "名前だけ",
        }


def _findings(report: PaperReport) -> Iterator[dict[str, str]]:
    """The weightiest, those of one rule in one document together."""
    groups: dict[tuple[str, str, Severity], list[PaperFinding]] = {}
    for each in sorted(report.findings, key=lambda each: _ORDER.index(each.severity)):
        if not each.waiver:
            groups.setdefault((each.rule, each.document, each.severity), []).append(each)
    for found in list(groups.values())[:_MOST_FINDINGS]:
        first, more = found[0], f" ほか {len(found) - 1} か所" if len(found) > 1 else ""
        yield {
            "重要度": first.severity.label,
            "規則": first.rule,
            "場所": _short(f"{first.document} {first.place}", _LONGEST_PLACE - len(more)) + more,
            "指摘": _short(first.message, _LONGEST_MESSAGE),
        }


def _short(text: str, most: int, *, has_end: bool = False) -> str:
    """The text within so many letters. has_end: its end tells more than its middle (a file's ending, its version)."""
    if len(text) <= most:
        return text
    end = text[-most // 2 :] if has_end else ""
    return f"{text[: most - 1 - len(end)]}…{end}"


def _unread(report: PaperReport) -> str:
    """What was not judged: rules that failed, which leave nothing behind that could be counted, then unread parts."""
    failed = [f"実行できなかった規則 {each.rule}: {each.reason}" for each in report.rules if each.is_failed]
    reasons = Counter(part.reason for document in report.unread for part in document.unread)
    lines = [*failed, *(f"{reason} {count} 件" for reason, count in reasons.most_common())]
    return _lines([_short(each, _LONGEST_REASON, has_end=True) for each in lines], _MOST_REASONS)


def _waived(report: PaperReport) -> str:
    """Who allows what, findings of one rule under one waiver together."""
    groups = Counter((each.rule, each.waiver) for each in report.waived if each.waiver)
    lines = [
        f"{rule} {count} 件 {_short(waiver.reason, 20)}({waiver.approver}、{waiver.until:%Y/%m/%d} まで)"
        for (rule, waiver), count in groups.items()
    ]
    return _lines(lines, _MOST_WAIVERS)


def _lines(lines: Sequence[str], most: int) -> str:
    rest = [f"ほか {len(lines) - most} 件(すべては結果のブックにあります)"] if len(lines) > most else []
    return "\n".join([*lines[:most], *rest]) or "なし"


def write_precheck_form(
    path: Path, report: PaperReport, words: Path | None = None, form: Path | None = None
) -> None:
    """Write the sheet to a new file. form: a template of one's own; BadForm says what is wrong with it."""
    from pmo_xl.documents.word.render import render

    path.write_bytes(render(DOCUMENT, build(report, words), source_of(report), form))


def source_of(report: PaperReport) -> Source:
    """What the sheet stands on: the ledger, else the papers alone."""
    run_day = report.delivery.run_day
    settings = (Setting(key="案件名", value="納品物の点検"),)
    project = report.delivery.project or Project(run_day, run_day, "option", {Setting: settings})
    return Source(project, f"納品物 {len(report.documents)} 件", check=_no_check)


def _no_check() -> Any:  # noqa: ANN401 - never returns
    raise LookupError("precheck has no check of a ledger")


def _blocks() -> Iterator[Block]:
    yield Approval()
    yield Text("", "Gap")
    yield Pairs(("案件 顧客", "点検日 語ファイル", "判定 規則群", "件数", "納品物=納品物の数 成果物照合"))
    yield Table(
        "納品物",
        "番号:12c 文書:96 版:18c 照合値=照合値:26c 点検=読んだ:18c",
        "納品するファイル(照合値は SHA-256 の初めの8文字)",
        is_dense=True,
    )
    yield When("ほかの納品物", (Text("{{ ほかの納品物 }}", "Table Text"),))
    yield Table(
        "指摘", "重要度:16c 規則:18c 場所:58 指摘:78", "重い順の指摘", "指摘はありません。", is_dense=True
    )
    yield When("ほかの指摘", (Text("{{ ほかの指摘 }}", "Table Text"),))
    yield Text("", "Gap")
    yield Pairs(("判定不能=読めないもの", "免除=免除"))


DOCUMENT: Final = WordDocument(
    NAME,
    "納品する文書の点検の結果を、承認を受けるための1枚にします(precheck が作ります)。",
    build,
    Layout(tuple(_blocks()), is_form=True),
)


def main() -> None:
    """Write the template anew after the layout has changed (for maintenance)."""
    from pmo_xl.documents.word.build import build as build_template

    DOCUMENT.template.write_bytes(build_template(DOCUMENT))


if __name__ == "__main__":
    main()
