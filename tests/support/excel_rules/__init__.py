"""What makes Excel offer a repair ("We found a problem with some content"), beyond the schema.

Each rule looks at one aspect of the file and says every breach in a sentence. schema.py judges the XML by
Microsoft's schema; these are the rules that no schema holds: limits, references between parts, counts.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.excel_rules.cell_rules import cell_breaches
from tests.support.excel_rules.drawing_rules import drawing_breaches
from tests.support.excel_rules.office_file import OfficeFile
from tests.support.excel_rules.package_rules import package_breaches
from tests.support.excel_rules.sheet_rules import sheet_breaches
from tests.support.excel_rules.table_rules import table_breaches
from tests.support.excel_rules.workbook_rules import workbook_breaches


def excel_breaches(path: Path) -> list[str]:
    """Every breach in a workbook; nothing when Excel opens it clean."""
    file = OfficeFile(path)
    found = [*package_breaches(file), *workbook_breaches(file)]
    for sheet in file.worksheets:
        for rule in (cell_breaches, sheet_breaches, drawing_breaches):
            found += [f"[{sheet.title}] {breach}" for breach in rule(file, sheet)]
    return [*found, *table_breaches(file)]
