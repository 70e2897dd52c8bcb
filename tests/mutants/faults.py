"""The small faults that can be put at one place of the code: a boundary moved, a condition dropped, a verdict swapped."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from decimal import Decimal
from typing import Any

Fault = tuple[ast.expr, str]
"""What is replaced, and by which code."""

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {
    "FITS": "OUT_OF_SCOPE",
    "OUT_OF_SCOPE": "FITS",
    "violation": "question",
    "question": "violation",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
}
MEMBERS = {
    "Severity.ERROR": "Severity.WARNING",
    "Severity.WARNING": "Severity.ERROR",
    "Severity.QUESTION": "Severity.WARNING",
    "Severity.INFO": "Severity.WARNING",
    "Verdict.VIOLATION": "Verdict.QUESTION",
    "Verdict.QUESTION": "Verdict.VIOLATION",
    "Verdict.FITS": "Verdict.UNDETERMINABLE",
    "Verdict.UNDETERMINABLE": "Verdict.FITS",
}
TEXTS = (ast.JoinedStr, ast.List, ast.Tuple)


def faults_at(node: ast.AST) -> Iterator[Fault]:
    """Every fault that can be put at this node."""
    for find in FINDERS.get(type(node), ()):
        yield from find(node)


def _other_comparison(node: ast.Compare) -> Iterator[Fault]:
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield node, _with(node, ops=ops)


def _other_junction(node: ast.BoolOp) -> Iterator[Fault]:
    yield node, _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _dropped_condition(node: ast.BoolOp) -> Iterator[Fault]:
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        yield node, f"({ast.unparse(rest[0]) if len(rest) == 1 else _with(node, values=rest)})"


def _dropped_sign(node: ast.UnaryOp) -> Iterator[Fault]:
    yield node, f"({ast.unparse(node.operand)})"


def _other_arithmetic(node: ast.BinOp) -> Iterator[Fault]:
    if not any(_is_text(side) for side in (node.left, node.right)) and type(node.op) in ARITHMETIC:
        yield node, _with(node, op=ARITHMETIC[type(node.op)]())


def _other_constant(node: ast.Constant) -> Iterator[Fault]:
    if isinstance(node.value, bool):
        yield node, str(not node.value)
    elif isinstance(node.value, int):
        yield node, str(node.value + 1)
        yield node, f"({node.value - 1})"


def _other_decimal(node: ast.Call) -> Iterator[Fault]:
    """A Decimal("0.05") is a number, though written as a text: one more in its last digit."""
    match node:
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str(digits))]):
            last = Decimal(1).scaleb(int(Decimal(digits).as_tuple().exponent))
            yield node, f'Decimal("{Decimal(digits) + last}")'


def _other_name(node: ast.Name) -> Iterator[Fault]:
    if node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield node, NAMES[node.id]


def _other_member(node: ast.Attribute) -> Iterator[Fault]:
    if ast.unparse(node) in MEMBERS:
        yield node, MEMBERS[ast.unparse(node)]


def _settled_test(node: ast.If) -> Iterator[Fault]:
    yield node.test, "True"
    yield node.test, "False"


def _loop_not_entered(node: ast.While) -> Iterator[Fault]:
    yield node.test, "False"


def _one_side_only(node: ast.IfExp) -> Iterator[Fault]:
    if _is_text(node.body) or _is_text(node.orelse):
        return
    yield node, f"({ast.unparse(node.body)})"
    yield node, f"({ast.unparse(node.orelse)})"


def _nothing_left_out(node: ast.comprehension) -> Iterator[Fault]:
    for test in node.ifs:
        yield test, "True"


def _nothing_returned(node: ast.Return) -> Iterator[Fault]:
    if node.value and not isinstance(node.value, ast.Constant | ast.Name):
        yield node.value, "None"


def _verdict_withheld(node: ast.Return) -> Iterator[Fault]:
    match node.value:
        case ast.Call(func=ast.Name(id="violation" | "question" | "undeterminable")):
            yield node.value, "FITS"


def _with(node: ast.AST, **changed: object) -> str:
    other = copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return ast.unparse(other)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, TEXTS) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


FINDERS: dict[type[ast.AST], tuple[Callable[[Any], Iterator[Fault]], ...]] = {
    ast.Compare: (_other_comparison,),
    ast.BoolOp: (_other_junction, _dropped_condition),
    ast.UnaryOp: (_dropped_sign,),
    ast.BinOp: (_other_arithmetic,),
    ast.Constant: (_other_constant,),
    ast.Call: (_other_decimal,),
    ast.Name: (_other_name,),
    ast.Attribute: (_other_member,),
    ast.If: (_settled_test,),
    ast.While: (_loop_not_entered,),
    ast.IfExp: (_one_side_only,),
    ast.comprehension: (_nothing_left_out,),
    ast.Return: (_nothing_returned, _verdict_withheld),
}
