"""Makes workbook_templates/word/fields.tsv anew: the fields of every document, with what the clean sample shows there.

Run it after a change to a document: `python -m tests.support.make_fields`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmo_xl.charts.figure import Figure
from pmo_xl.documents import precheck_form
from pmo_xl.documents.catalog import PAPERS, WITHOUT_FORM, load_paper
from pmo_xl.documents.slides.document import SlideDocument
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.render import fields_for
from pmo_xl.model.passage import UNREAD_KIND, Delivery, Document, Passage, file_name, unreadable
from pmo_xl.model.precheck_words import PrecheckWords
from pmo_xl.model.project import Project
from pmo_xl.operations.fields import FIELDS_FILE, Field
from pmo_xl.papers import docx
from pmo_xl.resources import template
from pmo_xl.rules.catalog import all_rules, paper_rules
from pmo_xl.rules.paper_run import judge_delivery
from pmo_xl.rules.run import run
from tests.sample.maker import clean_project

_LONGEST = 40


def make_fields(path: Path) -> None:
    """Write the table: a line for each field of each document, in their order."""
    sample = clean_project(profile="full")
    project = sample.project()
    source = Source(project, f"{sample.name}.xlsx", lambda: run(project, all_rules()))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(("文書", "項目", "例"))
        table.writerows(
            (name, each.tag, each.example)
            for name in PAPERS
            if name not in WITHOUT_FORM
            for each in fields_in(name, source)
        )
        table.writerows((precheck_form.NAME, each.tag, each.example) for each in fields_of_precheck(project))


def fields_of_precheck(project: Project) -> Iterator[Field]:
    """The fields of 納品前チェック票, of a paper of the sample with a word that was left over."""
    name = "DOC-001_要件定義書_v1.0.docx"
    told = Passage(name, "本文", "桁数は要確認。", "2.1 会員登録 ＞ 段落3")
    paper = Document(name, "docx", (file_name(name), told), docx.READS, sha256="3f" * 32, size=1)
    drawing = unreadable("画面遷移図.vsdx", "vsdx", f"{UNREAD_KIND}(.vsdx)", is_failed=False, size=1)
    delivery = Delivery((paper, drawing), PrecheckWords(customer="株式会社青空"), project.run_day, project)
    report = judge_delivery(delivery, paper_rules())
    return _fields(
        fields_for(precheck_form.DOCUMENT, precheck_form.build(report), precheck_form.source_of(report)), ""
    )


def fields_in(name: str, source: Source) -> Iterator[Field]:
    """The fields of one document of the sample, those common to all documents first."""
    document, project = load_paper(name), source.project
    rows = document.rows(project) or list(project.of(document.per_row) if document.per_row else ())
    content = document.content(source, rows[0] if rows else None)
    if isinstance(document, SlideDocument):
        return _fields(document.fields(content, source), "")
    return _fields(fields_for(document, content, source), "")


def _fields(fields: dict[str, Any], prefix: str) -> Iterator[Field]:
    for name, value in fields.items():
        yield from _field(f"{prefix}{name}", value)


def _field(name: str, value: object) -> Iterator[Field]:
    if isinstance(value, list):
        yield Field(f"{{%tr for 行 in {name} %}} … {{%tr endfor %}}", f"({len(value)} 件の繰り返し)")
        if value:
            yield from _field("行", value[0])
    elif isinstance(value, dict):
        yield from _fields(value, f"{name}.")
    else:
        yield Field(f"{{{{ {name} }}}}", _example(value))


def _example(value: object) -> str:
    if isinstance(value, Figure):
        return "(図)"
    shown = " ".join(str(value if value is not None else "").split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def main() -> None:
    """Make it where it ships."""
    make_fields(template("word") / FIELDS_FILE)


if __name__ == "__main__":
    main()
