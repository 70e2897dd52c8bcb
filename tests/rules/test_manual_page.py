"""The page that `pmo-xl rules ID` reads from a rule's source is the page of the rule itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_xl.rules import manual
from pmo_xl.rules.catalog import MODULES, load, manual_page

QST003 = "question.qst003_answer_without_change"


@pytest.mark.parametrize("module", MODULES)
def test_the_source_says_of_every_rule_what_the_rule_says_of_itself(module: str) -> None:
    assert manual.read_manual_page(module) == load(module).manual_page


@pytest.mark.parametrize("module", MODULES)
def test_no_page_shows_a_piece_of_code_to_its_reader(module: str) -> None:
    page = load(module).manual_page.page
    read = [page.summary, *(text for heading, text in page.sections if heading in ("要旨", "なぜ問題か"))]
    assert not [text for text in read if "{" in text or "}" in text]


def test_a_rule_without_its_source_is_asked_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As where only compiled files were installed."""
    monkeypatch.setattr(manual, "_HOUSE", tmp_path)
    assert manual.read_manual_page(QST003) is None
    assert manual_page(QST003) == load(QST003).manual_page


@pytest.mark.parametrize(
    "source",
    [
        'WORDS = "直す"\n@rule("QST003", judges=Question, severity=Severity.ERROR, remedy=WORDS)\ndef answer_without_change(): "一文。"\n',
        '@rule("QST003", judges=Other, severity=Severity.ERROR, remedy="直す")\ndef answer_without_change(): "一文。"\n',
        "answer_without_change = made_elsewhere()\n",
        "これは Python ではない\n",
    ],
)
def test_a_rule_declared_in_another_way_is_asked_itself(
    source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "rules" / "question").mkdir(parents=True)
    (tmp_path / f"rules/{QST003.replace('.', '/')}.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(manual, "_HOUSE", tmp_path)
    assert manual.read_manual_page(QST003) is None
    assert manual_page(QST003) == load(QST003).manual_page
