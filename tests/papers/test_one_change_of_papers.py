"""Every reader makes of a paper with one element, attribute or number in its file gone or another what is kept."""

from __future__ import annotations

import pytest

from tests.support.paper_change import FOLDER, PAPERS, kept_of

HOW = "read the difference; if it is meant: python -m tests.support.paper_change"


@pytest.mark.parametrize("paper", PAPERS)
def test_one_change_in_the_file_changes_what_is_read_as_kept(paper: str) -> None:
    kept = (FOLDER / f"{paper}.txt").read_text(encoding="utf-8").splitlines()
    assert kept_of(paper).splitlines() == kept, HOW


def test_a_file_is_kept_for_every_paper_and_none_besides() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PAPERS)
