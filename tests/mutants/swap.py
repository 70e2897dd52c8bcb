"""Puts a mutant into the running process: nothing is written to a file, neither in the checkout nor in a copy."""

from __future__ import annotations

import gc
import importlib.abc
import importlib.util
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.mutants.mutator import Mutant

_IS_FUNCTION = 1  # CO_OPTIMIZED: not the code of a module or class, which ran when it was imported


def swapped(mutant: Mutant, root: Path) -> bool:
    """Give the living functions of the module their code with the fault; False where it is not all in functions."""
    path = root / mutant.path
    source = path.read_bytes()
    before, after = compile(source, str(path), "exec"), compile(mutant.applied(source), str(path), "exec")
    if [_own(body) for body in _bodies(before)] != [_own(body) for body in _bodies(after)]:
        return False
    codes = {_place(code): code for code in _functions(after)}
    gc.unfreeze()  # what was frozen after collecting the tests is not among the objects
    living = [each for each in gc.get_objects() if type(each) is FunctionType]
    living = [each for each in living if each.__code__.co_filename == str(path)]
    if not living:
        return False
    if len(codes) < len(list(_functions(before))) or any(
        _place(each.__code__) not in codes for each in living
    ):
        return False  # two on one line, or one that was made by a call
    for function in living:
        code = codes[_place(function.__code__)]
        if code.co_freevars != function.__code__.co_freevars:
            return False
        function.__code__ = code
    return True


def _bodies(code: CodeType) -> Iterator[CodeType]:
    """The module and the classes in it: code that ran when it was imported."""
    yield code
    for inner in _inner(code):
        if not inner.co_flags & _IS_FUNCTION:
            yield from _bodies(inner)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The functions of the module and the methods of its classes."""
    for body in _bodies(code):
        yield from (inner for inner in _inner(body) if inner.co_flags & _IS_FUNCTION)


def _inner(code: CodeType) -> Iterator[CodeType]:
    return (each for each in code.co_consts if isinstance(each, CodeType))


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _own(code: CodeType) -> object:
    """What the code says itself, leaving out the functions within it and where it stands."""
    constants = [(type(each), each) for each in code.co_consts if not isinstance(each, CodeType)]
    return code.co_code, constants, code.co_names


class FaultyImport(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the module of a mutant with its fault in it, once the modules under test are forgotten."""

    def __init__(self, mutant: Mutant, root: Path) -> None:
        """Forget the package and its tests, and stand before the usual import."""
        self.name = mutant.path.removesuffix(".py").replace("/", ".")
        self.path = root / mutant.path
        self.source = mutant.applied(self.path.read_bytes())
        for name in [name for name in sys.modules if name.partition(".")[0] in ("pmo_xl", "tests")]:
            del sys.modules[name]
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Only the module with the fault is found here."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        """Run the module with its fault."""
        module.__file__ = str(self.path)
        exec(compile(self.source, str(self.path), "exec"), vars(module))  # noqa: S102 - the point of it
