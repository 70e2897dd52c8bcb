"""Workbooks with nonsense in their parts: edited and proved, or refused with a sentence; nothing else happens."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from datetime import date

import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import AppendRows, BackupPolicy, Formula, SetCell, apply
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, parts

COUNT = 3_000 if os.environ.get("PMO_XL_FULL") else 150
JUNK = ["", "-1", "abc", "99999999999", "A0", "XFE1", "1:2", "あ", "0", "1", "true", "1e999", "NaN"]
MOST_TOUCHED = ["xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/styles.xml", "xl/workbook.xml"]
EDITS = [
    SetCell(LEDGER, 4, 2, "件名"),
    SetCell(LEDGER, 5, 8, date(2026, 4, 1)),
    SetCell(LEDGER, 6, 7, Formula(result=3)),
    AppendRows(LEDGER, ({2: "追加"},) * 3, table=LEDGER),
]


def damaged(content: dict[str, bytes], chance: random.Random) -> bytes:
    """A workbook whose one part has attributes or elements lost, doubled or filled with junk."""
    xml_parts = [name for name in content if name.endswith((".xml", ".rels"))]
    name = chance.choice(xml_parts + 4 * MOST_TOUCHED)
    data = content[name]
    for _ in range(chance.randrange(1, 5)):
        pattern = chance.choice([rb'"[^"]*"', rb'"[^"]*"', rb"<[^>]*>", rb">[^<]+<"])
        found = list(re.finditer(pattern, data))
        if found:
            place = chance.choice(found)
            junk = chance.choice(JUNK).encode()
            new = {b'"': b'"%s"' % junk, b">": b">%s<" % junk, b"<": chance.choice([b"", 2 * place[0]])}
            data = data[: place.start()] + new[place[0][:1]] + data[place.end() :]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for other, original in content.items():
            package.writestr(other, data if other == name else original)
    return packed.getvalue()


def test_damaged_workbooks_are_edited_or_refused_in_one_sentence(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    content, outcomes = parts(path), {"edited": 0, "refused": 0}
    for number in range(COUNT):
        path.write_bytes(damaged(content, random.Random(number)))
        before = path.read_bytes()
        try:
            apply(path, EDITS, backups=BackupPolicy(generations=0))
            outcomes["edited"] += 1
        except RefusedEdit as refusal:
            outcomes["refused"] += 1
            assert refusal.message.endswith("。") and "\n" not in refusal.message
            assert path.read_bytes() == before
        except Exception as error:
            pytest.fail(f"damage {number}: {error!r}")
    assert min(outcomes.values()) > COUNT // 10, outcomes
