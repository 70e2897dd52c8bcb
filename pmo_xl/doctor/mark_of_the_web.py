"""The mark that Windows puts on a file from the internet, for which Excel blocks its macros.

Source: learn.microsoft.com/microsoft-365-apps/security/internet-macros-blocked, "Mark of the Web and zones":
the stream Zone.Identifier of the file, ZoneId 3 internet and 4 restricted are blocked, 0 to 2 are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pmo_xl import resources
from pmo_xl.doctor.diagnosis import Answer, bad, caution, good, unknown
from pmo_xl.doctor.trusted_locations import is_trusted
from pmo_xl.this_pc.machine import Machine

_ZONE = re.compile(rb"^\s*ZoneId\s*=\s*(\d+)", re.IGNORECASE | re.MULTILINE)
_FIRST_BLOCKED = 3
_UNBLOCK = "信用できる送り主なら、エクスプローラーでファイルを右クリック →[プロパティ]→「許可する」に印を付けて[OK]。"


def zone_of(path: Path) -> int | None:
    """The zone Windows noted for the file; None when it noted none. Raises OSError."""
    try:
        content = Path(f"{path}:Zone.Identifier").read_bytes()
    except FileNotFoundError:
        return None
    found = _ZONE.search(content)
    return int(found[1]) if found else None


def book_mark(machine: Machine, book: Path) -> Iterator[Answer]:
    """Whether the workbook bears the mark."""
    zone = zone_of(book)
    if zone is None or zone < _FIRST_BLOCKED:
        yield good(f"{book.name} に、インターネットから来た印はありません。")
    elif is_trusted(machine, book):
        yield caution(
            f"{book.name} にインターネットから来た印があります。信頼できる場所なので、マクロは動きます。",
            _UNBLOCK,
        )
    elif book.suffix.lower() == ".xlsm":
        yield bad(f"{book.name} にインターネットから来た印があり、Excelがマクロを止めます。", _UNBLOCK)
    else:
        yield caution(
            f"{book.name} にインターネットから来た印があり、Excelは保護ビューで開きます。", _UNBLOCK
        )


def template_mark(machine: Machine) -> Iterator[Answer]:
    """Whether the workbooks that pmo_xl came with bear the mark (unzipped from a mail, for instance)."""
    shipped = sorted(resources.folder("workbook_templates").glob("*.xls[xm]"))
    if not shipped:
        yield unknown("pmo_xl に付いているひな形の台帳が見つかりません。")
        return
    marked = [path for path in shipped if (zone_of(path) or 0) >= _FIRST_BLOCKED]
    if marked:
        names = "、".join(path.name for path in marked)
        yield caution(
            f"ひな形 {names} にインターネットから来た印があり、写して使うとマクロが止まります。",
            f"{_UNBLOCK}または pmo-xl new で作ってください。",
        )
    else:
        yield good("ひな形の台帳に、インターネットから来た印はありません。")
