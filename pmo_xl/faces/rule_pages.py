"""The catalogue and the manual pages on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.documents.rule_catalogue import sheet_of
from pmo_xl.faces.columns import print_rows
from pmo_xl.faces.console import screen
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.rule import Rule


def print_catalogue(rules: Iterable[Rule]) -> None:
    """Every rule by sheet, with its severity and its one sentence."""
    out = screen()
    heading = None
    for rule in rules:
        if sheet_of(rule) != heading:
            heading = sheet_of(rule)
            out.say(f"\n■ {heading}", style="bold")
        said = f"{rule.id}  {rule.severity.label:　<4}  {rule.page.summary}"
        out.say(said, first="  ", rest="      ")
    out.say("\n1つの規則の説明は pmo-xl rules ID で見られます。")


def print_page(rule: Rule) -> None:
    """One rule's manual page, its example tables drawn."""
    out = screen()
    out.say(f"{rule.id}  {rule.page.summary}", style="bold")
    out.say(f"対象: {sheet_of(rule)}  重要度: {rule.severity.label}  名前: {rule.name}")
    for heading, body in rule.page.sections:
        out.say(f"\n【{heading}】", style="bold")
        _print_body(body)
    out.say("\n【直し方】", style="bold")
    out.say(rule.general_remedy)


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
    print_rows(screen(), [ListColumn(label) for label in header], rows)
