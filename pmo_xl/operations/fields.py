"""fields: what the form of a document may show, with an example value of the sample project."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from pmo_xl.documents.office_settings import FORM_OF_PRECHECK
from pmo_xl.documents.word.catalog import load_with_form
from pmo_xl.operations import arguments
from pmo_xl.resources import shipped

FIELDS_FILE = "fields.tsv"
"""The fields of every document and what each shows in the sample, one a line, beside the forms in workbook_templates/word/."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the tag that shows it, and an example of what it shows."""

    tag: str
    example: str


def fields_of_document(name: str) -> tuple[Field, ...]:
    """The fields of a document, those common to all of them first. BadOption when there is no such document, and of one without a form."""
    asked = arguments.a_text(name, "name")
    named = asked if asked == FORM_OF_PRECHECK else load_with_form(asked).name
    with shipped("word", FIELDS_FILE).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return tuple(Field(row["項目"], row["例"]) for row in rows if row["文書"] == named)
