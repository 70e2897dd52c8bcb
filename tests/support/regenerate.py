"""Renews every file that code makes: `make regenerate`. Each maker stands in its own module; this one only calls them.

    python -m tests.support.regenerate [--no-previews]

The previews need LibreOffice and the BIZ UD fonts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pmo_xl.documents import precheck_form
from pmo_xl.documents.month_end import report as month_end_report
from pmo_xl.documents.portfolio import paper as portfolio_paper
from pmo_xl.documents.rule_catalogue import catalogue_markdown
from pmo_xl.documents.word import build as word_forms
from pmo_xl.resources import folder
from pmo_xl.rules.catalog import all_rules
from tests.support import (
    make_actions,
    make_demo,
    make_fields,
    make_guide,
    make_previews,
    make_quick_guide,
    make_records_page,
    make_stubs,
    make_template,
)

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Renew them in the order in which they stand on each other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-previews", action="store_true", help="leave the pictures of sheets as they are")
    options = parser.parse_args()
    make_stubs.main()
    make_actions.main()
    make_template.main()
    make_demo.main()
    word_forms.main()
    month_end_report.main()
    portfolio_paper.main()
    precheck_form.main()
    make_fields.main()
    (ROOT / "pmo_xl" / "rules" / "README.md").write_text(
        catalogue_markdown(all_rules()), encoding="utf-8", newline="\n"
    )
    make_records_page.main()
    make_guide.make_pages()
    make_quick_guide.make_word()
    if not options.no_previews:
        make_previews.make_previews(folder("workbook_templates") / "preview")
        make_quick_guide.make_word()  # with the new picture
        make_quick_guide.make_pdf()
    return 0


if __name__ == "__main__":
    sys.exit(main())
