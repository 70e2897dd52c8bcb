"""Hostile forms: each is refused in one sentence, or what is made of it holds nothing that loads, runs or lies outside.

PMO_XL_FULL=1 tries all of them, otherwise every tenth.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.render import render
from pmo_xl.errors import BadForm
from tests.support.hostile_forms import (
    MEASURES_WITHOUT_END,
    HostileForm,
    all_quick,
    honest,
    packed_with,
    placed_form,
    without_measure,
)
from tests.support.memory import peak_megabytes
from tests.support.safe_form import outside
from tests.support.word import content_of, sample_source

pytestmark = pytest.mark.slow

IS_FULL = bool(os.environ.get("PMO_XL_FULL"))
EVERY = 1 if IS_FULL else 10
MOST_MEGABYTES = 640
MOST_SECONDS = 60
MEASURES = tuple(islice(MEASURES_WITHOUT_END, 0, None, 1 if IS_FULL else 8))


def filled(path: Path) -> bytes:
    document, source = load("検収書"), sample_source()
    return render(document, content_of(document, source), source, path)


def assert_held(form: HostileForm, path: Path) -> None:
    """Refused in one sentence, or harmless."""
    path.write_bytes(form.data)
    try:
        made = filled(path)
    except BadForm as error:
        assert error.message.startswith("様式.docx: ")
        assert error.message.endswith("。") and "\n" not in error.message
    else:
        assert outside(made) == []


@pytest.mark.parametrize("form", tuple(islice(all_quick(), 0, None, EVERY)), ids=lambda form: form.name)
def test_nothing_of_a_hostile_form_reaches_the_document(form: HostileForm, tmp_path: Path):
    assert_held(form, tmp_path / "様式.docx")


def test_the_form_without_anything_evil_is_filled_in(tmp_path: Path):
    (tmp_path / "様式.docx").write_bytes(honest())
    assert outside(filled(tmp_path / "様式.docx")) == []


@pytest.mark.parametrize("writing", MEASURES)
def test_a_form_without_measure_ends_in_time_and_memory(writing: str, tmp_path: Path):
    made = subprocess.run(
        [sys.executable, "-m", "tests.documents.word.test_hostile_forms", writing, str(tmp_path / "様式.docx")],
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert int(made.stdout) <= MOST_MEGABYTES


def refusal(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    with pytest.raises(BadForm) as raised:
        filled(path)
    return raised.value.message


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("body", "本文の 1 段落目"), ("header", "ヘッダーの 1 段落目"), ("footnote", "脚注の 1 段落目"),
        ("comment", "コメントの 1 段落目"), ("text box", "本文のテキストボックスの 2 段落目"),
        ("glossary", "クイックパーツの 1 段落目"),
    ],
)  # fmt: skip
def test_a_field_that_runs_is_told_with_its_place_and_what_to_do(place: str, told: str, tmp_path: Path):
    message = refusal(placed_form("DDEAUTO cmd", "split", place), tmp_path / "様式.docx")
    assert message == (
        f"様式.docx: {told}に、使えないもの(フィールド「DDEAUTO cmd」)があります。"
        "フィールドを選んで Ctrl+Shift+F9 を押し、ただの文字にして保存してください。"
    )


@pytest.mark.parametrize(
    "code",
    ["PAGE", "NUMPAGES \\* MERGEFORMAT", 'TOC \\o "1-3" \\h', "SEQ 図 \\* ARABIC", "=SUM(ABOVE)", "IF 1 = 1 a b", "",
     'HYPERLINK "https://example.jp/" \\o "案内"', 'HYPERLINK \\l "_Toc1"', "HYPERLINK mailto:a@example.jp", "見積番号", 'HYPERLINK "https://example.jp/{{ 検収ID }}"'],
)  # fmt: skip
@pytest.mark.parametrize("writing", ["fldSimple", "instrText", "one run"])
def test_fields_that_only_show_something_are_ordinary(code: str, writing: str, tmp_path: Path):
    (tmp_path / "様式.docx").write_bytes(placed_form(code, writing, "header"))
    assert filled(tmp_path / "様式.docx")


def test_a_field_is_judged_by_what_the_data_make_of_it(tmp_path: Path):
    document, source = load("検収書"), sample_source()
    content = content_of(document, source)
    (tmp_path / "様式.docx").write_bytes(placed_form('HYPERLINK "{{ 検収ID }}"', "instrText", "body"))
    content.fields["検収ID"] = "https://example.jp/"
    assert outside(render(document, content, source, tmp_path / "様式.docx")) == []
    content.fields["検収ID"] = "file:///C:/run.exe"
    with pytest.raises(BadForm) as raised:
        render(document, content, source, tmp_path / "様式.docx")
    assert "フィールド「HYPERLINK" in raised.value.message


def test_an_address_that_no_paragraph_shows_is_told_with_its_part(tmp_path: Path):
    relations = next(form for form in all_quick() if form.place == "word/document.xml")
    assert refusal(relations.data, tmp_path / "様式.docx").startswith(
        "様式.docx: 本文が外のファイルを参照しています("
    )


def test_a_shipped_template_may_be_somebodys_own_form(tmp_path: Path):
    assert outside(filled(load("検収書").template)) == []


def test_a_damaged_list_of_properties_is_named(tmp_path: Path):
    message = refusal(packed_with({"docProps/core.xml": b"<a"}), tmp_path / "様式.docx")
    assert (
        message
        == "様式.docx: 様式のプロパティが壊れていて読めません。Wordで開いて修復し、保存し直してください。"
    )


def _try(writing: str, path: Path) -> None:
    """In a process of its own: fill in one form, within bounds, and print what it took."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS + 20, MOST_SECONDS + 20))
    assert_held(without_measure(writing), path)
    sys.stdout.write(str(peak_megabytes()))


if __name__ == "__main__":
    _try(sys.argv[1], Path(sys.argv[2]))
