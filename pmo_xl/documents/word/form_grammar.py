"""What a form of somebody's own may say in its tags: show a field, loop, choose; nothing that grows without bound.

The sandbox keeps a tag from reaching anything but the fields; this keeps it from eating the machine: no functions,
no macros, no variables that could double themselves, loops counted all together.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError

MOST_STEPS = 1_000_000
MOST_SECONDS = 60
MOST_NESTED = 20  # how deep an expression goes: Jinja's time to compile it grows with the cube
COUNT = "counted"
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.For, nodes.If,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Concat, nodes.Add, nodes.Sub, nodes.Neg, nodes.List, nodes.Tuple,
    nodes.Keyword,
)  # fmt: skip
_MULTIPLYING = ("join", "replace")  # of two long texts they make one as long as both multiplied


class NotAllowed(SecurityError):
    """A tag says what a form may not say. lineno: the line of the source, as in Jinja's own errors."""

    def __init__(self, lineno: int) -> None:
        """The line of the tag."""
        super().__init__("not allowed in a form")
        self.lineno = lineno


def restrict(tree: nodes.Template) -> None:
    """Refuse what a form may not say, and let its loops be counted. Raises NotAllowed."""
    _refuse_deep(tree)
    for node in _all_nodes(tree):
        if not isinstance(node, _ALLOWED) or _multiplies_again(node):
            raise NotAllowed(node.lineno)
        if isinstance(node, nodes.For):
            node.iter = nodes.Filter(node.iter, COUNT, [], [], None, None, lineno=node.lineno)


def _refuse_deep(tree: nodes.Template) -> None:
    """Refuse an expression inside an expression inside … Raises NotAllowed."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MOST_NESTED:
            raise NotAllowed(node.lineno)
        waiting += [(c, depth + 1 if isinstance(c, nodes.Expr) else 0) for c in node.iter_child_nodes()]


def _all_nodes(tree: nodes.Node) -> list[nodes.Node]:
    return [tree, *tree.find_all(nodes.Node)]


def _multiplies_again(node: nodes.Node) -> bool:
    """Whether what multiplies texts is fed with what was multiplied."""
    if not isinstance(node, nodes.Filter) or node.name not in _MULTIPLYING:
        return False
    return any(inner.name in _MULTIPLYING for inner in node.find_all(nodes.Filter))


class TooSlow(SecurityError):
    """Filling in a form takes longer than anybody waits."""


class Steps:
    """How many steps the loops of a form may still make, all together, and how long."""

    def __init__(self, left: int = MOST_STEPS, seconds: float | None = None) -> None:
        """Allow so many, in so many seconds from now (MOST_SECONDS)."""
        self.left = left
        self._ends_at = monotonic() + (MOST_SECONDS if seconds is None else seconds)

    def check_time(self) -> None:
        """TooSlow when the time is up."""
        if monotonic() > self._ends_at:
            raise TooSlow("time")

    def counted(self, items: Any) -> CountedItems:  # noqa: ANN401 - whatever a form loops over
        """The elements of what a form loops over, each a step."""
        return CountedItems(list(items), self)

    def take(self) -> None:
        """One step. SecurityError when there are none left, or no time."""
        self.check_time()
        self.left -= 1
        if self.left < 0:
            raise SecurityError("loops")


class CountedItems:
    """Elements that are counted as they are looped over."""

    def __init__(self, items: list[Any], steps: Steps) -> None:
        """These elements."""
        self._items, self._steps = items, steps

    def __len__(self) -> int:
        """How many there are (loop.length, loop.last)."""
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        """The elements, each a step."""
        for item in self._items:
            self._steps.take()
            yield item
