"""Microsoft's rules for Office files, as openxml-audit checks them."""

from __future__ import annotations

from pathlib import Path


def schema_errors(path: Path) -> list[str]:
    """What the Open XML validation says against the file; nothing when Excel opens it clean."""
    from openxml_audit import FileFormat, OpenXmlValidator

    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
    return [str(error) for error in result.errors]
