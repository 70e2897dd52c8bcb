"""export and fields: Word documents from the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from pmo_xl.documents.word.catalog import DOCUMENTS
from pmo_xl.faces.cli import main
from pmo_xl.operations.book import open_workbook
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample
from tests.support.word import form


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("export") / "台帳.xlsx", clean_project(profile="full"))


@pytest.fixture(scope="module")
def core_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("core") / "台帳.xlsx", clean_project(scale=0.3))


def test_the_list_names_every_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--list"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in DOCUMENTS)


def test_one_document_is_written_where_o_says_and_never_over_another(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "要件.docx"
    assert main(["export", "要件一覧書", str(book), "-o", str(target)]) == 0
    assert Document(str(target)).core_properties.title == "要件一覧書"
    assert main(["export", "要件一覧書", str(book), "-o", str(target)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", "要件一覧書", str(book), "-o", str(target), "--force", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_documents_made_per_row_go_into_a_folder_by_id(book: Path, tmp_path: Path) -> None:
    assert (
        main(["export", "検収書", str(book), "--id", "ACC-001", "acc-002", "-o", str(tmp_path / "検収")]) == 0
    )
    assert sorted(path.name for path in (tmp_path / "検収").iterdir()) == [
        "検収書_ACC-001.docx",
        "検収書_ACC-002.docx",
    ]
    assert main(["export", "検収書", str(book), "--id", "ACC-001", "-o", str(tmp_path / "一枚.docx")]) == 0
    assert (tmp_path / "一枚.docx").exists()


def test_a_ledger_named_after_the_ids_is_the_ledger(book: Path, tmp_path: Path) -> None:
    to = tmp_path / "検収"
    assert main(["export", "検収書", "-o", str(to), "--quiet", "--id", "ACC-001", "ACC-002", str(book)]) == 0
    assert sorted(path.stem for path in to.iterdir()) == ["検収書_ACC-001", "検収書_ACC-002"]


def test_rows_that_share_an_id_get_files_of_their_own(core_book: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(core_book)
    cells = [cell for row in book["QA表"].iter_rows() for cell in row if str(cell.value).startswith("QA-0")]
    first, second = cells[0], next(cell for cell in cells if cell.row > cells[0].row)
    second.value = first.value
    book.save(tmp_path / "重複.xlsx")
    assert main(["export", "QA票", str(tmp_path / "重複.xlsx"), "-o", str(tmp_path / "票"), "--quiet"]) == 0
    names = {path.name for path in (tmp_path / "票").iterdir()}
    assert {f"QA票_{first.value}.docx", f"QA票_{first.value}_行{second.row}.docx"} <= names
    assert len(names) == len(open_workbook(tmp_path / "重複.xlsx").questions)


def test_figures_leave_as_files_of_their_own(book: Path, tmp_path: Path) -> None:
    for name, ending, begins in (
        ("システム構成図", "svg", b"<?xml"),
        ("体制図", "png", b"\x89PNG"),
        ("体制図", "mmd", b"graph TD"),
        ("システム構成図", "mmd", b"graph LR"),
    ):
        target = tmp_path / f"{name}.{ending}"
        assert main(["export", name, str(book), "-o", str(target)]) == 0
        assert target.read_bytes().startswith(begins), ending
    assert main(["export", "シーケンス図", str(book), "-o", str(tmp_path / "流れ.svg")]) == 0
    assert len(list(tmp_path.glob("流れ_*.svg"))) == 4


def test_all_makes_what_the_workbook_allows_and_says_what_it_does_not(
    core_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--all", str(core_book), "-o", str(tmp_path / "文書"), "--with-past"]) == 0
    told = capsys.readouterr().err
    assert "台帳に「IF一覧」シートがないため、IF一覧 は作れません" in told
    made = {path.stem.split("_")[0] for path in (tmp_path / "文書").glob("*.docx")}
    assert {"要件一覧書", "課題一覧", "予算執行報告書", "キックオフ資料"} <= made
    assert "完了報告書" not in made  # only of a project that is closed
    assert (tmp_path / "文書" / "検収書").is_dir()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["要件書", "BOOK"], "「要件書」という文書はありません"),
        (["検収書", "BOOK", "--id", "ACC-999"], "ACC-999 という行はありません"),
        (["要件一覧書", "BOOK", "--id", "REQ-001"], "行ごとに作る文書ではありません"),
        (["要件一覧書", "BOOK", "-o", "x.svg"], ".docx で終えてください"),
        (["要件一覧書", "BOOK", "-o", "x.xlsx"], ".docx で終えてください"),
        (["検収書", "BOOK", "-o", "x.docx"], "フォルダを指定してください"),
        (["--all", "BOOK"], "-o で書き出すフォルダ"),
        (["--all", "BOOK", "-o", "文書", "--id", "ACC-001"], "--id は文書を1つ指定したとき"),
        (["--all", "BOOK", "-o", "文書", "--template", "自社.docx"], "--template は文書を1つ指定したとき"),
        (["--all", "BOOK", "-o", "文書", "--since", "2096-11-30"], "2096/11/30 は"),
        (["体制図", "BOOK", "-o", "図.svg", "--template", "自社.docx"], "図だけのファイルでは --template は"),
        (["週次報告書", "BOOK", "--since", "2096-11-30"], "2096/11/30 は"),
        (
            ["週次報告書", "BOOK", "--as-of", "2020-01-06", "--since", "2020-01-07"],
            "2020/01/07 は基準日(2020/01/06)より後です",
        ),
        (["要件一覧書", "BOOK", "--since", "2026-11-01"], "変化を載せない文書です。--since を外して"),
        (["アジェンダ", "BOOK", "--since", "2026-11-01"], "変化を載せない文書です。--since を外して"),
        (["検収書", "BOOK", "--id", "ACC-001", "--since", "2026-11-01"], "変化を載せない文書です"),
        (["要件一覧書", "BOOK", "--internal"], "要件一覧書 に社内用の頁はありません"),
        (["--all", "BOOK", "-o", "文書", "--internal"], "--internal は文書を1つ指定したとき"),
        (["要件一覧書"], "文書名と台帳を指定してください"),
        ([], "文書名と台帳を指定してください"),
        (["要件一覧書", "BOOK", "--template", "ない.docx", "-o", "y.docx"], "様式 ない.docx を読めません"),
    ],
)
def test_a_mistake_is_one_sentence(
    arguments: list[str],
    told: str,
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", *(str(book) if word == "BOOK" else word for word in arguments)]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_own_forms_are_filled_and_fields_tells_what_they_may_hold(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = form(tmp_path / "自社.docx", ["{{ 取引先 }} {{ 件名 }} {{ 合計 }}円"])
    target = tmp_path / "検収.docx"
    assert (
        main(["export", "検収書", str(book), "--id", "ACC-001", "--template", str(own), "-o", str(target)])
        == 0
    )
    assert Document(str(target)).paragraphs[0].text.endswith("円")
    assert main(["fields", "検収書"]) == 0
    listed = capsys.readouterr().out
    assert all(
        tag in listed for tag in ("{{ 取引先 }}", "{{ 件名 }}", "{{ 合計 }}", "{{ 行.税率 }}", "{{ 案件名 }}")
    )
    assert main(["fields", "検収所"]) == 2


def test_the_day_to_compare_with_counts_where_a_document_or_an_own_form_tells_changes(
    book: Path, tmp_path: Path
) -> None:
    day = ["--since", "2026-11-01", "-o"]
    own = form(tmp_path / "自社.docx", ["{{ 変化の文 }}"])
    assert main(["export", "週次報告書", str(book), *day, str(tmp_path / "週次.docx")]) == 0
    made = str(tmp_path / "議題.docx")
    assert main(["export", "アジェンダ", str(book), "--template", str(own), *day, made]) == 0


def test_the_same_in_python(book: Path, tmp_path: Path) -> None:
    opened = open_workbook(book)
    (made,) = opened.export("課題一覧", tmp_path / "課題.docx")
    assert made == tmp_path / "課題.docx"
    found = opened.export("課題管理票", tmp_path / "票", ids=["ISS-001"])
    assert [path.name for path in found] == ["課題管理票_ISS-001.docx"]
