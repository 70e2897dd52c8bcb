"""The diagrams as Mermaid text, for wikis and repositories; whatever a name holds, it stays one name.

Nodes have numbers, names stand in quotes; what Mermaid would read as its own is written as an entity code.
"""

from __future__ import annotations

import re

from pmo_xl.charts.connections import connections
from pmo_xl.charts.organisation import Person, organisation
from pmo_xl.charts.sequence import ASYNCHRONOUS, REPLY, FunctionSequence
from pmo_xl.model.project import Project
from pmo_xl.visible import visible_line

_SPECIAL = re.compile(r'[#;"<>&`%\\]|\be(?=nd\b)')
_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029\u0085]+\s*")
_ARROWS = {ASYNCHRONOUS: "-)", REPLY: "-->>"}


def escaped(text: str | None) -> str:
    """Text that Mermaid shows as it is, on one line of source: line breaks as <br/>, its own signs as codes."""
    lines = map(visible_line, _BREAKS.split((text or "").strip()))
    return "<br/>".join(_SPECIAL.sub(_code, line) for line in lines) or " "


def _code(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


def system_mermaid(project: Project) -> str:
    """システム構成図 as a flowchart: thick arrows for new interfaces, plain ones for changed."""
    found = connections(project)
    number = {system.name: f"s{n}" for n, system in enumerate(found.systems, 1)}
    lines = ["graph LR"]
    for system in found.systems:
        kind = f"<br/>{escaped(system.kind)}" if system.kind else ""
        lines.append(f'    {number[system.name]}["{escaped(system.name)}{kind}"]')
    for arrow in found.arrows:
        names = (" ".join(part for part in (row.id, row.title) if part) for row in arrow.interfaces)
        sign = "==>" if arrow.kind == "新規" else "-->"
        label = "<br/>".join(map(escaped, names))
        lines.append(f'    {number[arrow.source]} {sign}|"{label}"| {number[arrow.target]}')
    return "\n".join(lines) + "\n"


def organisation_mermaid(project: Project) -> str:
    """体制図 as a flowchart from the top down."""
    found = organisation(project)
    number = {key: f"p{n}" for n, key in enumerate(found.people, 1)}
    lines = ["graph TD"]
    lines += [f'    {number[key]}["{_person(person)}"]' for key, person in found.people.items()]
    lines += [f"    {number[over]} --> {number[key]}" for over, keys in found.reports.items() for key in keys]
    return "\n".join(lines) + "\n"


def _person(person: Person) -> str:
    parts = (person.name, person.roles, person.systems, person.company, person.remark)
    return "<br/>".join(escaped(part) for part in parts if part)


def sequence_mermaid(sequence: FunctionSequence) -> str:
    """One function's シーケンス図."""
    number = {name: f"p{n}" for n, name in enumerate(sequence.participants, 1)}
    lines = ["sequenceDiagram"]
    lines += [f"    participant {key} as {escaped(name)}" for name, key in number.items()]
    opened = ""
    for row in sequence.messages:
        condition = (row.condition or "").strip()
        if condition != opened:
            lines += ["    end"] * bool(opened)
            lines += [f"    {_frame(condition)}"] * bool(condition)
            opened = condition
        source, target = number[row.source or ""], number[row.target or ""]
        sign = _ARROWS.get(row.kind or "", "->>")
        label = " ".join(part for part in (row.data, f"[{row.interface}]" if row.interface else "") if part)
        lines.append(f"    {source}{sign}{target}: {escaped(label)}")
        for text in filter(None, (row.target_function, row.stored_data)):
            lines.append(f"    Note over {target}: {escaped(text)}")
    lines += ["    end"] * bool(opened)
    return "\n".join(lines) + "\n"


_FRAMES = ("alt", "opt", "loop")


def _frame(condition: str) -> str:
    """The line that opens a frame: alt, opt or loop as 条件 begins with, else opt."""
    word, _, rest = condition.partition(" ")
    return f"{word} {escaped(rest)}" if word in _FRAMES else f"opt {escaped(condition)}"
