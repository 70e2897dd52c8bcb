"""Sends a result where it was asked for: the terminal, or a file, as table, JSON, CSV or workbook."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import output_format
from pmo_xl.faces.console import tell
from pmo_xl.faces.streams import print_bytes


@dataclass(frozen=True)
class Forms:
    """One result in every form; each is made only when asked for. others: by the name of a form that few results have."""

    table: Callable[[], None]
    json: Callable[[], Mapping[str, Any]]
    csv: Callable[[], bytes]
    xlsx: Callable[[Path], None]
    others: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


def send(forms: Forms, options: argparse.Namespace) -> None:
    """Print the result, or write it to the file of -o and say so."""
    kind = output_format(options)
    if kind == "table":
        forms.table()
    elif options.output:
        _to_file(forms, kind, options)
    else:
        print_bytes(_bytes(forms, kind))


def _to_file(forms: Forms, kind: str, options: argparse.Namespace) -> None:
    from pmo_xl.disk.output_file import write_file

    write = forms.xlsx if kind == "xlsx" else lambda path: _write_bytes(path, _bytes(forms, kind))
    path = write_file(options.output, write, force=options.force)
    if not options.quiet:
        tell(f"{path} に書きました。")


def _write_bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _bytes(forms: Forms, kind: str) -> bytes:
    from pmo_xl.documents.json_pieces import json_text

    if kind == "csv":
        return forms.csv()
    if kind in forms.others:
        return forms.others[kind]()
    if kind != "json":
        raise BadOption(f"この結果は --format {kind} では出せません。")
    return f"{json_text(forms.json())}\n".encode()


def joined_csv(parts: Sequence[bytes]) -> bytes:
    """Several CSV of one heading as one: the heading once."""
    first, *others = parts
    return first + b"".join(part.partition(b"\r\n")[2] for part in others)
