"""The shape of the house in figures: `make shape` prints them, tests/test_shape.py holds the ones that must not slip.

    python -m tests.support.shape [--files]

--files names what stands behind each figure.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import networkx

from pmo_xl.model.contents import SHEET_FILES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "pmo_xl"
SMALL = 60
"""Lines below which a file that only one other imports is cut finer than a thought."""


@dataclass(frozen=True)
class Module:
    """One file of the product."""

    name: str
    path: Path
    text: str

    @property
    def lines(self) -> int:
        """All its lines."""
        return self.text.count("\n")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def is_package(self) -> bool:
        """Whether it is a folder's `__init__`."""
        return self.path.name == "__init__.py"

    @property
    def functions(self) -> list[tuple[str, int]]:
        """Name and length of every function in it."""
        nodes = (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
        return [(n.name, (n.end_lineno or n.lineno) - n.lineno + 1) for n in nodes]

    @property
    def import_lines(self) -> int:
        """Lines that only import."""
        nodes = (n for n in ast.walk(self.tree) if isinstance(n, ast.Import | ast.ImportFrom))
        return sum((n.end_lineno or n.lineno) - n.lineno + 1 for n in nodes)

    @property
    def code_lines(self) -> int:
        """Lines that are neither blank, comment nor docstring."""
        told = {
            line for node in _docstrings(self.tree) for line in range(node.lineno, (node.end_lineno or 0) + 1)
        }
        rows = enumerate(self.text.splitlines(), 1)
        return sum(1 for n, row in rows if row.strip() and not row.lstrip().startswith("#") and n not in told)


def _docstrings(tree: ast.AST) -> Iterator[ast.Expr]:
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if (
                isinstance(child, ast.Expr)
                and isinstance(child.value, ast.Constant)
                and isinstance(child.value.value, str)
            ):
                yield child


def modules(root: Path = ROOT / PACKAGE) -> dict[str, Module]:
    """Every file of the product by its dotted name."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path, path.read_text(encoding="utf-8"))
    return found


def _typing_only(tree: ast.Module) -> set[ast.AST]:
    blocks = (
        n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test).endswith("TYPE_CHECKING")
    )
    return {inner for block in blocks for statement in block.body for inner in ast.walk(statement)}


def imports(module: Module, names: dict[str, Module], *, typing_too: bool = True) -> set[str]:
    """The files of the product that a file imports, those inside functions too."""
    passed = set() if typing_too else _typing_only(module.tree)
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if node in passed:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PACKAGE):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(inner & names.keys() or {node.module} & names.keys())
    return found - {module.name}


def import_graph(names: dict[str, Module], *, typing_too: bool = True) -> networkx.DiGraph:
    """Files and who imports whom."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(names)
    for module in names.values():
        graph.add_edges_from((module.name, other) for other in imports(module, names, typing_too=typing_too))
    return graph


def circles(names: dict[str, Module]) -> list[list[str]]:
    """Files that import each other in a loop (also by imports inside functions or for types only)."""
    found = networkx.strongly_connected_components(import_graph(names))
    return sorted(sorted(group) for group in found if len(group) > 1)


def single_use(names: dict[str, Module]) -> list[str]:
    """Files under SMALL lines with one importer. Rules and sheets apart: a table of contents finds each by its name."""
    graph = import_graph(names)
    listed = {f"{PACKAGE}.model.{file}" for file in SHEET_FILES}
    small = (
        m
        for m in names.values()
        if m.lines < SMALL and not m.is_package and ".rules." not in m.name and m.name not in listed
    )
    return [m.name for m in small if graph.in_degree(m.name) == 1]


def figures(names: dict[str, Module]) -> dict[str, float]:
    """The figures of the table in docs/architecture.md."""
    lengths = sorted(length for module in names.values() for _, length in module.functions)
    code = sum(m.code_lines for m in names.values())
    return {
        "files": len(names),
        "lines": sum(m.lines for m in names.values()),
        "longest file": max(m.lines for m in names.values()),
        "small files with one importer": len(single_use(names)),
        "import lines per code line": round(sum(m.import_lines for m in names.values()) / code, 3),
        "circles of files": len(circles(names)),
        "functions": len(lengths),
        "function median": statistics.median(lengths),
        "function p95": lengths[int(0.95 * len(lengths))],
    }


def main() -> int:
    """Print the figures, and with --files what stands behind them."""
    names = modules()
    for label, value in figures(names).items():
        print(f"{label:34}{value:>10}")
    if "--files" in sys.argv:
        print("\nsmall files with one importer:", *single_use(names), sep="\n  ")
        print("\ncircles:", *(" <-> ".join(group) for group in circles(names)), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
