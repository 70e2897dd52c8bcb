"""What a VBA project consists of: standard modules, class modules, and a document module for each sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_NAME_LINE = re.compile(r'^Attribute VB_Name = "(.*)"$', re.MULTILINE)
_CLASS_HEADER = re.compile(r"\AVERSION 1\.0 CLASS\nBEGIN\n.*?\nEND\n", re.DOTALL)


class Kind(Enum):
    """The kind of a module; the value is the VB_Base that Excel writes, None for a standard module."""

    STANDARD = None
    CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    WORKSHEET = "0{00020820-0000-0000-C000-000000000046}"
    CHART = "0{00020821-0000-0000-C000-000000000046}"

    @property
    def is_document(self) -> bool:
        """Whether the module belongs to the workbook or one of its sheets."""
        return self in (Kind.WORKBOOK, Kind.WORKSHEET, Kind.CHART)


@dataclass(frozen=True)
class Module:
    """One module of a project, with its source as the project stores it (attributes first)."""

    name: str
    kind: Kind
    source: str

    @property
    def stored(self) -> bytes:
        """The source's bytes: lines end in CR LF."""
        return self.source.replace("\n", "\r\n").encode("ascii")


def code_module(name: str, text: str) -> Module:
    """A standard or class module from the text of its .bas or .cls file.

    Raises ValueError for text that is not ASCII, or whose Attribute VB_Name is not `name`.
    """
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        raise ValueError(f"module {name}: the source is not ASCII")
    found = _NAME_LINE.search(text)
    if not found or found.group(1) != name:
        raise ValueError(f"module {name}: its Attribute VB_Name says otherwise")
    body = _CLASS_HEADER.sub("", text)
    if body == text:
        return Module(name, Kind.STANDARD, text)
    return Module(name, Kind.CLASS, _with_base(body, found.group()))


def _with_base(body: str, name_line: str) -> str:
    """A class's source with the attributes that a .cls file leaves out, where Excel writes them."""
    own = "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False"
    body = body.replace(name_line, f'{name_line}\nAttribute VB_Base = "{Kind.CLASS.value}"', 1)
    return re.sub(r"^(Attribute VB_Exposed = .*)$", rf"\1\n{own}", body, count=1, flags=re.MULTILINE)


def document_module(name: str, kind: Kind) -> Module:
    """The module of the workbook or of a sheet, without code."""
    attributes = {
        "Name": f'"{name}"',
        "Base": f'"{kind.value}"',
        "GlobalNameSpace": False,
        "Creatable": False,
        "PredeclaredId": True,
        "Exposed": True,
        "TemplateDerived": False,
        "Customizable": True,
    }
    lines = (f"Attribute VB_{attribute} = {value}\n" for attribute, value in attributes.items())
    return Module(name, kind, "".join(lines))


def project_modules(
    sources: Mapping[str, str], documents: Sequence[str], charts: Collection[str]
) -> tuple[Module, ...]:
    """The modules of a project, documents first. Raises ValueError for names VBA does not take."""
    modules = (*_documents(documents, charts), *(code_module(name, text) for name, text in sources.items()))
    names = [module.name for module in modules]
    wrong = [name for name in names if not _NAME.fullmatch(name)]
    if wrong:
        raise ValueError(f"not a name of a VBA module: {wrong}")
    if len({name.lower() for name in names}) < len(names):
        raise ValueError(f"two VBA modules of one name: {names}")
    return modules


def _documents(names: Sequence[str], charts: Collection[str]) -> Iterator[Module]:
    for number, name in enumerate(names):
        sheet = Kind.CHART if name in charts else Kind.WORKSHEET
        yield document_module(name, sheet if number else Kind.WORKBOOK)
