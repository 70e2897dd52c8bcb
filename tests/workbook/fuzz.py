"""Damaged and hostile workbooks, made from a few seeds by code with a fixed seed."""

from __future__ import annotations

import random
import re
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.grid import Grid, open_grids
from tests.workbook.made_books import MAIN, a_small_ledger, parts_of_a_book, sheet_xml, zipped

Parts = dict[str, bytes]

JUNK = ["-1", "99999999999999999999", "1e999", "NaN", "", "zz", "A0", "XFE9", "\ufffe", "&amp;" * 50, "true"]
ENTITY_BOMB = "<!DOCTYPE b [" + "".join(
    f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(12)
)


class Outcome(NamedTuple):
    name: str
    seconds: float
    result: str


def seeds(folder: Path) -> list[bytes]:
    ledger = a_small_ledger(folder / "seed.xlsx").read_bytes()
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>{r % 3}</v></c><c r="B{r}" s="1"><f>A{r}+1</f><v>{46000 + r}</v></c>'
        f'<c r="C{r}" t="e"><v>#REF!</v></c><c r="D{r}" t="inlineStr"><is><t>字{r}</t></is></c></row>'
        for r in range(2, 60)
    )
    by_hand = parts_of_a_book(
        {"課題": sheet_xml(rows, '<mergeCells><mergeCell ref="F1:G2"/></mergeCells>'), "空": sheet_xml("")},
        shared_strings=f'<sst xmlns="{MAIN}"><si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si></sst>',
        styles=f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    )
    prefixed = {
        name: _text(text).replace("<c ", "<x:c ").replace("</c>", "</x:c>") for name, text in by_hand.items()
    }
    prefixed = {
        name: text.replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ') for name, text in prefixed.items()
    }
    return [ledger, zipped(by_hand), zipped(prefixed)]


def damaged_files(count: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The first so many of an endless row of files that is the same on every run."""
    originals = seeds(folder)
    for number in range(count):
        chance = random.Random(number)
        original = originals[number // len(DAMAGES) % len(originals)]
        damage = DAMAGES[number % len(DAMAGES)]
        yield f"{number:03} {damage.__name__.strip('_')}", damage(original, chance)


def read_all(count: int) -> list[Outcome]:
    """Read each file completely. Whatever is not a grid or an UnreadableWorkbook is reported as it is."""
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, content in damaged_files(count, folder):
            path = folder / "台帳.xlsx"
            path.write_bytes(content)
            begun = time.process_time()
            result = _read(path)
            outcomes.append(Outcome(title, time.process_time() - begun, result))
    return outcomes


def _read(path: Path) -> str:
    try:
        for grid in open_grids(path):
            _ask_everything(grid)
    except UnreadableWorkbook as error:
        return "refused" if error.message.startswith(path.name) else f"unnamed: {error.message}"
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return "read"


def _ask_everything(grid: Grid) -> None:
    assert grid.unreadable is None or grid.unreadable.endswith("。")
    _ = grid.formulas, grid.strikethrough_rows(), grid.last_column
    grid.number_format(4, 3)
    for place in [*grid.errors, *grid.uncached]:
        grid.value(*place)


def _truncated(original: bytes, chance: random.Random) -> bytes:
    return original[: chance.randrange(len(original))]


def _bits_flipped(original: bytes, chance: random.Random) -> bytes:
    content = bytearray(original)
    for _ in range(chance.choice([1, 5, 60])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def _part_bytes_changed(original: bytes, chance: random.Random) -> bytes:
    """Damage inside a part, under a right checksum: it reaches the XML readers."""

    def change(parts: Parts) -> None:
        name = chance.choice(sorted(parts))
        content = bytearray(parts[name] or b" ")
        for _ in range(chance.choice([1, 3, 30])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        parts[name] = bytes(content)

    return _rezipped(original, change)


def _part_removed(original: bytes, chance: random.Random) -> bytes:
    return _rezipped(original, lambda parts: parts.pop(chance.choice(sorted(parts))))


def _parts_swapped(original: bytes, chance: random.Random) -> bytes:
    def swap(parts: Parts) -> None:
        one, other = chance.sample(sorted(parts), 2)
        parts[one], parts[other] = parts[other], parts[one]

    return _rezipped(original, swap)


def _part_cut(original: bytes, chance: random.Random) -> bytes:
    def cut(parts: Parts) -> None:
        name = chance.choice(sorted(parts))
        parts[name] = parts[name][: chance.randrange(len(parts[name]) + 1)]

    return _rezipped(original, cut)


def _attribute_of_wrong_type(original: bytes, chance: random.Random) -> bytes:
    def change(parts: Parts) -> None:
        name = chance.choice([name for name in sorted(parts) if b'="' in parts[name]])
        found = list(re.finditer(rb'="[^"]*"', parts[name]))
        for match in chance.sample(found, min(len(found), 3)):
            parts[name] = parts[name].replace(match[0], f'="{chance.choice(JUNK)}"'.encode(), 2)

    return _rezipped(original, change)


def _value_of_wrong_type(original: bytes, chance: random.Random) -> bytes:
    junk = chance.choice(JUNK).encode()

    def change(parts: Parts) -> None:
        for name in [name for name in parts if "worksheets/sheet" in name]:
            changed = re.sub(rb">[^<>]+(</(?:\w+:)?[vft]>)", rb">JUNK\1", parts[name], count=40)
            parts[name] = changed.replace(b">JUNK<", b">" + junk + b"<")

    return _rezipped(original, change)


def _zip_bomb(original: bytes, chance: random.Random) -> bytes:
    filler = chance.choice(
        [b"<row/>", b'<row r="1"><c r="A1"><v>1</v></c></row>', b"<si><t>a</t></si>", b" "]
    )

    def blow_up(parts: Parts) -> None:
        name = chance.choice([name for name in sorted(parts) if name.endswith(".xml")])
        size = chance.choice([5, 9, 40]) << 20
        head, mark, tail = parts[name].rpartition(b"</")
        parts[name] = head + filler * (size // len(filler)) + mark + tail

    return _rezipped(original, blow_up)


def _entities(original: bytes, chance: random.Random) -> bytes:
    def declare(parts: Parts) -> None:
        name = chance.choice(sorted(parts))
        bomb = (ENTITY_BOMB + ' <!ENTITY f SYSTEM "file:///etc/passwd">]>').encode()
        declaration, end, rest = parts[name].rpartition(b"?>")
        parts[name] = (
            declaration + end + bomb + rest.replace(b"<v>", b"<v>&e11;&f;").replace(b"<t>", b"<t>&e9;&f;")
        )

    return _rezipped(original, declare)


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [
    _truncated,
    _bits_flipped,
    _part_bytes_changed,
    _part_removed,
    _parts_swapped,
    _part_cut,
    _attribute_of_wrong_type,
    _value_of_wrong_type,
    _zip_bomb,
    _entities,
]


def _rezipped(original: bytes, change: Callable[[Parts], object]) -> bytes:
    with zipfile.ZipFile(BytesIO(original)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode()
