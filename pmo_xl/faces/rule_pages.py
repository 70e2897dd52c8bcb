"""The catalogue and the manual pages on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pmo_xl.faces.columns import print_texts
from pmo_xl.faces.console import screen
from pmo_xl.rules.manual import ManualPage

if TYPE_CHECKING:
    from pmo_xl.rules.rule import Rule


def print_catalogue(
    rules: Iterable[Rule], plugged: Mapping[str, Iterable[Rule]], faults: Iterable[str]
) -> None:
    """Every rule by sheet, with its severity and its one sentence; then those of plug-ins by their package.

    faults: a sentence for each plug-in whose rules cannot be used.
    """
    out = screen()
    heading = None
    for rule in rules:
        if rule.sheet != heading:
            heading = rule.sheet
            out.say(f"\n■ {heading}", style="bold")
        _print_line(rule)
    for package, added in plugged.items():
        out.say(f"\n■ プラグイン {package}", style="bold")
        for rule in added:
            _print_line(rule)
    for fault in faults:
        out.say(f"\n{fault}")
    out.say("\n1つの規則の説明は pmo-xl rules ID で見られます。")


def _print_line(rule: Rule) -> None:
    said = f"{rule.id}  {rule.severity.label:　<4}  {rule.page.summary}"
    screen().say(said, first="  ", rest="      ")


def print_page(manual: ManualPage) -> None:
    """One rule's manual page, its example tables drawn."""
    out = screen()
    out.say(f"{manual.id}  {manual.page.summary}", style="bold")
    out.say(f"対象: {manual.sheet}  重要度: {manual.severity.label}  名前: {manual.name}")
    for heading, body in manual.page.sections:
        out.say(f"\n【{heading}】", style="bold")
        _print_body(body)
    out.say("\n【直し方】", style="bold")
    out.say(manual.remedy)


def _print_body(body: str) -> None:
    out = screen()
    table: list[str] = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            _print_table(table)
            table = []
        if line.strip():
            out.say(line)


def _print_table(lines: list[str]) -> None:
    header, _, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines)
    print_texts(screen(), header, rows)
