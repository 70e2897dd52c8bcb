"""ManualPage: what `pmo-xl rules ID` shows of a rule, read from its source: no rule, record or library is loaded for it.

A rule stands in its file as `@rule("QST003", judges=Question, severity=Severity.ERROR, remedy="…")` above a function
whose docstring is the page, and a sheet as `sheet: ClassVar[Sheet] = Sheet("QA表", …)` in a class.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.model.contents import SHEET_FILES, class_name
from pmo_xl.model.setting_keys import Group
from pmo_xl.rules.page import Page, read_page
from pmo_xl.rules.severity import Severity

EVERY_SHEET, WHOLE_PROJECT = "すべてのシート", "案件全体"
PAPERS: Final = {"Passage": "納品する文書の文", "Document": "納品する文書", "Delivery": "納品物全体"}
"""What the rules of precheck judge, by class."""
_HOUSE: Final = Path(__file__).parent.parent
_FILES: Final = {class_name(file): file for file in SHEET_FILES}
_IN_GENERAL: Mapping[str, str] = {
    "id": "その行のID",
    "how": "指摘ごとの直し方は、点検結果の「直し方」に出ます。",
    "what": "見つかったもの",
    "right": "正しいほう",
    "near": "",
    "label": "空いている列",
    "help": "",
    "category": "大項目の名前",
    "sheets": "参照先のシート",
    "users": "その要件を使っている作業や発注",
    "waiting": "もとになった仕様変更",
    "requirement": "その要件のID",
    "column": "対象要件(IFなら対象IF)",
}
"""Words for what the remedies of the catalogue leave to a finding."""


@dataclass(frozen=True)
class ManualPage:
    """A rule as a reader meets it. sheet: what it judges, in the contract's words. remedy: in general. group: 規則群."""

    id: str
    name: str
    sheet: str
    severity: Severity
    page: Page
    remedy: str
    group: str = Group.STANDARD


def in_general(remedy: str) -> str:
    """A remedy as a manual tells it, with words for what a finding would fill in."""
    return remedy.format_map(_IN_GENERAL)


def read_manual_page(module: str) -> ManualPage | None:
    """The page of a line of MODULES; None where there is no source, or it says a rule in another way."""
    try:
        return _page(_source(f"rules.{module}"), module.rpartition(".")[2].partition("_")[2])
    except (OSError, LookupError, TypeError, ValueError, SyntaxError):
        return None


def _page(tree: ast.Module, name: str) -> ManualPage:
    function = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}[name]
    call = _call(function.decorator_list, "rule")
    told = {keyword.arg: keyword.value for keyword in call.keywords}
    return ManualPage(
        _text(call.args[0]),
        name,
        _sheet(_word(told["judges"])),
        Severity[_word(told["severity"])],
        read_page(ast.get_docstring(function, clean=False) or ""),
        in_general(_text(told["remedy"])),
        Group[_word(told["group"])] if "group" in told else Group.STANDARD,
    )


def _sheet(judged: str) -> str:
    """The label of the sheet whose rows are of this class."""
    if judged in PAPERS:
        return PAPERS[judged]
    if judged in ("Record", "Project"):
        return EVERY_SHEET if judged == "Record" else WHOLE_PROJECT
    tree = _source(f"model.{_FILES[judged]}")
    body = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}[judged].body
    return _text(_call([n.value for n in body if isinstance(n, ast.AnnAssign) and n.value], "Sheet").args[0])


def _source(module: str) -> ast.Module:
    """The syntax of a module of ours. OSError where it came without its source."""
    return ast.parse((_HOUSE / f"{module.replace('.', '/')}.py").read_bytes())


def _call(nodes: list[ast.expr], name: str) -> ast.Call:
    """The one of the nodes that calls this function. LookupError where there is none."""
    for node in nodes:
        if isinstance(node, ast.Call) and _word(node.func) == name:
            return node
    raise LookupError(name)


def _word(node: ast.expr) -> str:
    """The last word of a name: Question, Severity.ERROR → ERROR."""
    return node.attr if isinstance(node, ast.Attribute) else str(getattr(node, "id", ""))


def _text(node: ast.expr) -> str:
    found = ast.literal_eval(node)
    if not isinstance(found, str):
        raise TypeError(found)
    return found
