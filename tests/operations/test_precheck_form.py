"""納品前チェック票: one sheet however much goes out, and in the form of one's own."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

import pmo_xl
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.faces.cli import main
from pmo_xl.operations.fields import fields_of_document
from tests.operations.test_precheck import CLEAN, LEFT, put, words_file
from tests.operations.test_precheck_options import accepted
from tests.support.libreoffice import in_open_document, requires_libreoffice

NAMES = [f"DOC-{n:03}_会員管理システム基本設計書_第{n}分冊_v1.{n}" for n in range(15)]
WRONG = f"{LEFT}2026/2/30 まで\n○○画面を出す。password=Abc123!x\n2026年12月5日(金)"


def full(tmp_path: Path) -> tuple[Path, Path]:
    """A delivery of which every part of the sheet has more to tell than it can, and its words."""
    folder = put(tmp_path / "納品", **{name: f"{WRONG}{name}" for name in NAMES})
    for ending in ("dwg", "vsdx", "mpp", "rtf", "png"):
        (folder / f"図面.{ending}").write_bytes(ending.encode())
    (folder / "壊.docx").write_bytes(b"PK\x03\x04")
    waivers = "".join(accepted(rule="PRE002", more=f'file = "*_第{n}分冊*"') for n in range(6))
    for n in range(6):
        waivers = waivers.replace("契約で決めた", f"顧客と契約で決めた記号なので残す(議事録 {n})", 1)
    return folder, words_file(tmp_path, waivers)


def text_of(path: Path) -> str:
    sheet = docx.Document(str(path))
    cells = (cell.text for table in sheet.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in sheet.paragraphs), *cells])


def test_what_does_not_fit_on_the_sheet_is_counted_there(tmp_path: Path) -> None:
    folder, words = full(tmp_path)
    text = text_of(pmo_xl.precheck(folder, words=words).save_form(tmp_path / "票.docx", words=words))
    for part in ("21 件", "ほか 9 件", "ほか 3 件(すべては結果のブックにあります)", "標準(", "(台帳なし)"):
        assert part in text, part
    assert text.count("第11分冊") == 1 and "第12分冊" not in text.replace(text[text.index("重要度") :], "")


@requires_libreoffice
def test_a_full_sheet_is_one_page(tmp_path: Path) -> None:
    folder, words = full(tmp_path)
    sheet = pmo_xl.precheck(folder, words=words).save_form(tmp_path / "票.docx", words=words)
    assert in_open_document("print_text", sheet, str(tmp_path / "票.pdf"))["pages"] == 1


def own_form(path: Path, text: str) -> Path:
    form = docx.Document()
    form.add_paragraph(text)
    form.save(str(path))
    return path


def test_the_sheet_is_made_in_a_form_of_ones_own(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    form = own_form(tmp_path / "様式.docx", "出荷確認: {{ 判定 }} {{ 規則群 }} {{ 顧客 }}")
    made = tmp_path / "票.docx"
    arguments = [
        "precheck",
        str(folder),
        "--customer",
        "青空",
        "--report",
        str(made),
        "--template",
        str(form),
    ]
    assert main(arguments) == 0
    assert "出荷確認: ● 合格 標準(" in text_of(made) and text_of(made).rstrip().endswith("青空")
    (tmp_path / "pmo_xl.toml").write_text('[forms]\n"納品前チェック票" = "様式.docx"\n', encoding="utf-8")
    found = pmo_xl.precheck(folder)
    assert "出荷確認" in text_of(found.save_form(tmp_path / "票2.docx"))


def test_a_form_that_cannot_be_used_is_refused_with_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = pmo_xl.precheck(put(tmp_path / "納品", 設計書=CLEAN))
    with pytest.raises(PmoXlError, match="使えない項目があります"):
        found.save_form(tmp_path / "票.docx", template=own_form(tmp_path / "様式.docx", "{{ ない項目 }}"))
    (tmp_path / "pmo_xl.toml").write_text('[forms]\n"納品前チェック票" = "ない.docx"\n', encoding="utf-8")
    with pytest.raises(BadOption, match="納品前チェック票の様式"):
        found.save_form(tmp_path / "票.docx")
    assert not (tmp_path / "票.docx").exists()
    assert main(["precheck", str(tmp_path / "納品"), "--template", str(tmp_path / "様式.docx")]) == 2
    assert "--report チェック票.docx と一緒に" in capsys.readouterr().err


def test_the_fields_that_a_form_may_use_are_told() -> None:
    tags = {each.tag for each in fields_of_document("納品前チェック票")}
    assert {"{{ 判定 }}", "{{ 規則群 }}", "{{ 案件 }}", "{{ 免除 }}", "{{ 行.照合値 }}"} <= tags
