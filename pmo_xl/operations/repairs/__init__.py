"""REPAIRS: the kinds of repair that `fix` knows, one file each. Where two mend one cell, the first wins."""

from __future__ import annotations

from pmo_xl.operations.repairs.library_columns import (
    missing_fingerprints,
    missing_issue_fingerprints,
    missing_numbers,
    missing_review_fingerprints,
    overwritten_formulas,
)
from pmo_xl.operations.repairs.proposal import FORMULA, Proposal, Repair
from pmo_xl.operations.repairs.typed_texts import (
    family_names,
    invisible_characters,
    other_spellings,
    values_as_text,
)

__all__ = ["FORMULA", "REPAIRS", "RULES", "Proposal", "Repair"]

REPAIRS: tuple[Repair, ...] = (
    missing_numbers,
    overwritten_formulas,
    values_as_text,
    other_spellings,
    family_names,
    missing_fingerprints,
    missing_review_fingerprints,
    missing_issue_fingerprints,
    invisible_characters,
)
RULES = ("DAT002", "DAT003", "DAT004", "DAT005", "DAT007", "DAT009", "REQ007", "RFP003", "SEQ001")
"""The rules that the repairs answer for."""
