"""The catalogue and the manual pages on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.documents.rule_catalogue import sheet_of
from pmo_xl.faces.console import console, is_unicode
from pmo_xl.faces.wrapping import wrapped
from pmo_xl.rules.rule import Rule


def print_catalogue(rules: Iterable[Rule]) -> None:
    """Every rule by sheet, with its severity and its one sentence."""
    out = console()
    heading = None
    for rule in rules:
        if sheet_of(rule) != heading:
            heading = sheet_of(rule)
            out.print(f"\n■ {heading}", style="bold")
        out.print(f"  {rule.id}  {rule.severity.label:　<4}  {rule.page.summary}")
    out.print("\n1つの規則の説明は pmo-xl rules ID で見られます。")


def print_page(rule: Rule) -> None:
    """One rule's manual page, its example tables drawn."""
    out = console()
    out.print(f"{rule.id}  {rule.page.summary}", style="bold")
    out.print(f"対象: {sheet_of(rule)}  重要度: {rule.severity.label}  名前: {rule.name}")
    for heading, body in rule.page.sections:
        out.print(f"\n【{heading}】", style="bold")
        _print_body(body)
    out.print("\n【直し方】", style="bold")
    out.print(wrapped(rule.general_remedy, out.width))


def _print_body(body: str) -> None:
    out = console()
    table: list[str] = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            _print_table(table)
            table = []
        if line.strip():
            out.print(wrapped(line, out.width))


def _print_table(lines: list[str]) -> None:
    from rich import box
    from rich.table import Table

    out = console()
    header, _, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines)
    table = Table(box=box.SQUARE if is_unicode(out.file) else box.ASCII2)
    for label in header:
        table.add_column(label, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out.print(table)
