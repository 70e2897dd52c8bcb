"""納品前チェック票.docx: a page on what goes out, what precheck found in it, and who lets it go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pmo_xl.documents.precheck import VERDICTS, precheck_rules
from pmo_xl.documents.word.content import Basis, Content, Fields, Source
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Approval, Block, Heading, Layout, Pairs, Table, Text, When
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.rules.paper_report import PaperFinding, PaperReport
from pmo_xl.rules.precheck.deliverables import deliverables_of, fitting, version_in
from pmo_xl.rules.severity import Severity

NAME: Final = "納品前チェック票"
_LONGEST_PLACE, _LONGEST_MESSAGE = 34, 46
_MOST_PAPERS, _MOST_FINDINGS, _MOST_REASONS = 12, 8, 6
_ORDER: Final = (Severity.ERROR, Severity.QUESTION, Severity.WARNING, Severity.INFO)


def build(report: PaperReport, words: Path | None = None) -> Content:
    """Its fields. words: the words file, told by its hash."""
    project = report.delivery.project
    fields: Fields = {
        "顧客": report.delivery.words.customer or "(指定なし)",
        "点検日": f"{report.delivery.run_day:%Y/%m/%d}",
        "判定": VERDICTS[report.verdict],
        "件数": "、".join(f"{word} {count}" for word, count in report.counts.items()),
        "規則": f"{sum(each.judged > 0 for each in report.rules)} 規則({precheck_rules(report)})",
        "語ファイル": f"{words.name}({sha256(words.read_bytes()).hexdigest()[:8]})" if words else "(なし)",
        "成果物照合": _matched(report),
        "納品物": [*_papers(report)],
        "ほかの納品物": _rest(len(report.documents), _MOST_PAPERS, "件"),
        "指摘": [*_findings(report)],
        "ほかの指摘": "すべての指摘は、結果のブックにあります。" if report.findings else "",
        "読めないもの": [*_unread(report)],
        "免除": [
            {
                "規則": each.rule,
                "場所": f"{each.document} {each.place}",
                "理由": each.waiver.reason,
                "承認者": each.waiver.approver,
                "期限": f"{each.waiver.until:%Y/%m/%d}",
            }
            for each in report.waived[:_MOST_FINDINGS]
            if each.waiver
        ],
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
            "文書": each.path,
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
            "場所": _short(f"{first.document} {first.place}", _LONGEST_PLACE) + more,
            "指摘": _short(first.message, _LONGEST_MESSAGE),
        }


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _unread(report: PaperReport) -> Iterator[dict[str, str]]:
    """What was not judged: rules that failed, which leave nothing behind that could be counted, then unread parts."""
    for rule in report.rules:
        if rule.is_failed:
            yield {"理由": f"実行できなかった規則 {rule.rule}: {rule.reason}", "数": "―"}
    reasons = Counter(part.reason for document in report.unread for part in document.unread)
    for reason, count in reasons.most_common(_MOST_REASONS):
        yield {"理由": reason, "数": str(count)}


def write_precheck_form(path: Path, report: PaperReport, words: Path | None = None) -> None:
    """Write the sheet to a new file."""
    from pmo_xl.documents.word.render import render

    path.write_bytes(render(DOCUMENT, build(report, words), _source(report)))


def _source(report: PaperReport) -> Source:
    run_day = report.delivery.run_day
    settings = (Setting(key="案件名", value="納品物の点検"),)
    project = report.delivery.project or Project(run_day, run_day, "option", {Setting: settings})
    return Source(project, f"納品物 {len(report.documents)} 件", check=_no_check)


def _no_check() -> Any:  # noqa: ANN401 - never returns
    raise LookupError("precheck has no check of a ledger")


def _blocks() -> Iterator[Block]:
    yield Approval()
    yield Text("次の納品物を、出す前に点検しました。")
    yield Pairs(("顧客", "点検日 語ファイル", "判定", "件数", "規則", "成果物照合"))
    yield Heading("納品物", 2)
    yield Table(
        "納品物",
        "番号:12c 文書:96 版:18c 照合値=照合値:26c 点検=読んだ:18c",
        "納品するファイル(照合値は SHA-256 の初めの8文字)",
    )
    yield When("ほかの納品物", (Text("{{ ほかの納品物 }}"),))
    yield Heading("重い指摘", 2)
    yield Table("指摘", "重要度:18c 規則:18c 場所:56 指摘:78", "重い順の指摘", "指摘はありません。")
    yield When("ほかの指摘", (Text("{{ ほかの指摘 }}"),))
    yield Heading("判定できなかったもの", 2)
    yield Table("読めないもの", "理由:155 数:15r", "点検できなかったもの", "ありません。")
    yield When("免除", (Heading("免除", 2), _waived()))


def _waived() -> Table:
    columns = "規則:18c 場所:52 理由:52 承認者:24 期限:24c"
    return Table("免除", columns, "承認を受けて残す指摘", "免除はありません。")


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
