"""pmo_xl.toml: what holds for all books of an office, from headings to rules; one file counts."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal

import docx
import pytest

from pmo_xl.actions import COMMANDS
from pmo_xl.doctor.book_place import book_office, office
from pmo_xl.doctor.diagnosis import State
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import build_parser, main
from pmo_xl.model.setting import Setting
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.office_policy import read_policy
from pmo_xl.resources import template
from pmo_xl.rules.policy import policy_of
from pmo_xl.theme import GOTHIC, MINCHO
from pmo_xl.this_pc.machine import this_machine
from pmo_xl.workbook.office_file import HourlyFigures
from tests.support.staff_book import staff_book

OFFICE = """
[headings."課題管理表"]
"件名" = ["お困りごと"]
"対応経過" = "状況"
"状態" = ["フラグ"]

[words."課題管理表.状態"]
"様子見" = "対応中"
"Ⅲ" = "完了"

[people]
"佐藤 花子" = ["花ちゃん"]
"""
HEAD = ["課題番号", "お困りごと", "担当", "期限", "フラグ", "状況"]
ROWS = [
    [1, "夜間処理", "花ちゃん", date(2026, 11, 10), "様子見", "再測定を待っている"],
    [2, "帳票", "鈴木", date(2026, 11, 10), "Ⅲ", "直した"],
]


def ledger(folder):
    return staff_book(folder, {"課題一覧": [HEAD, *ROWS]}).path


def read(path, **given):
    return open_workbook(path, as_of=date(2026, 11, 30), **given)


def test_the_file_in_the_folder_of_the_book_tells_headings_words_and_people(tmp_path):
    (tmp_path / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    book = read(ledger(tmp_path))
    told = [(i.title, i.owner, i.status, i.progress_notes) for i in book.issues]
    assert told == [
        ("夜間処理", "佐藤 花子", "対応中", "再測定を待っている"),
        ("帳票", "鈴木", "完了", "直した"),
    ]
    assert book.check(["DAT004"]).findings == ()
    assert [item.row_id for item in book.overdue()] == ["1"]


def test_a_file_above_the_folder_counts_and_the_nearest_alone(tmp_path):
    folder = tmp_path / "案件" / "台帳"
    folder.mkdir(parents=True)
    path = ledger(folder)
    (tmp_path / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    assert [i.status for i in read(path).issues] == ["対応中", "完了"]
    (folder / "pmo_xl.toml").write_text(
        '[headings."課題管理表"]\n"件名" = ["お困りごと"]\n', encoding="utf-8"
    )
    assert "完了" not in [i.status for i in read(path).issues]


def test_the_users_own_file_counts_where_there_is_none_beside_the_book(tmp_path, monkeypatch):
    path = ledger(tmp_path)
    own = tmp_path / "own"
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(own))
    (own / "pmo_xl").mkdir(parents=True)
    (own / "pmo_xl" / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    assert [i.owner for i in read(path).issues] == ["佐藤 花子", "鈴木"]


def test_a_given_file_wins_and_the_command_takes_it(tmp_path, capsys):
    path = ledger(tmp_path)
    given = tmp_path / "職場.toml"
    given.write_text(OFFICE, encoding="utf-8")
    assert [i.status for i in read(path, config=given).issues] == ["対応中", "完了"]
    main(["overdue", str(path), "--as-of", "2026-11-30", "--config", str(given)])
    assert "佐藤 花子" in capsys.readouterr().out


def test_the_next_book_without_the_file_is_read_as_ever(tmp_path):
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    (tmp_path / "甲" / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    first, second = ledger(tmp_path / "甲"), ledger(tmp_path / "乙")
    read(first)
    assert "佐藤 花子" not in [i.owner for i in read(second).issues]


def test_what_is_not_known_in_the_file_is_named(tmp_path):
    path = ledger(tmp_path)
    text = (
        OFFICE
        + '[colours]\nred = "赤"\n[headings."困りごと表"]\n"件名" = "x"\n[words."課題管理表.様子"]\n"a" = "完了"\n'
    )
    (tmp_path / "pmo_xl.toml").write_text(text, encoding="utf-8")
    said = " ".join(read(path).remarks)
    assert all(word in said for word in ("「colours」は使われません", "困りごと表", "課題管理表.様子"))


def test_a_word_must_mean_one_of_ours(tmp_path):
    path = ledger(tmp_path)
    (tmp_path / "pmo_xl.toml").write_text(
        '[words."課題管理表.状態"]\n"様子見" = "のんびり"\n', encoding="utf-8"
    )
    assert "「様子見」の意味「のんびり」は 未着手、" in " ".join(read(path).remarks)


@pytest.mark.parametrize("text", ["[headings", 'headings = "x"', '[people]\n"佐藤" = [1]\n'])
def test_a_file_that_is_written_wrongly_is_refused_in_a_sentence(tmp_path, text):
    path = ledger(tmp_path)
    (tmp_path / "pmo_xl.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadOption, match=r"pmo_xl\.toml"):
        read(path)


def test_doctor_says_which_file_counts_and_what_it_sets(tmp_path, monkeypatch):
    (tmp_path / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (answer,) = office(this_machine())
    assert answer.state is State.GOOD
    assert "見出し 3、言葉 2、人の書き方 1" in answer.found


def office_file_of(folder, text):
    path = folder / "pmo_xl.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A book of ours with faults, read only."""
    folder = tmp_path_factory.mktemp("見本")
    path = folder / "会員基盤刷新.xlsx"
    path.write_bytes(template("demo/みずうみ百貨_会員基盤刷新プロジェクト.xlsx").read_bytes())
    return path


@pytest.fixture
def own_copy(sample, tmp_path):
    path = tmp_path / sample.name
    path.write_bytes(sample.read_bytes())
    return path


def test_rules_and_thresholds_of_the_office_win_over_the_settings_and_are_never_written(own_copy):
    before = own_copy.read_bytes()
    plain = read(own_copy).check(documents=False)
    rule = plain.findings[0].rule
    office_file_of(own_copy.parent, f'[policy]\n"規則群" = "基本"\n["policy"."規則"]\n"{rule}" = "切"\n')
    book = read(own_copy)
    report = book.check(documents=False)
    assert book.settings.text("規則群") == "基本"
    assert rule not in {each.rule for each in report.findings} | {each.rule for each in report.rules}
    assert len(report.rules) < len(plain.rules)
    assert all(
        row.key != f"規則.{rule}" for row in book.of(Setting)
    )  # 設定 shows what stands in the workbook
    assert own_copy.read_bytes() == before


def test_the_policy_of_one_run_wins_over_the_office_file(own_copy, tmp_path):
    office_file_of(own_copy.parent, '[policy]\n"規則.ACC001" = "切"\n"規則.ACC002" = "切"\n')
    given = tmp_path / "今回.toml"
    given.write_text('"規則.ACC001" = "警告"\n', encoding="utf-8")
    project = read_policy(given).over(read(own_copy).project)
    words = policy_of(project.settings).words
    assert (words["ACC001"], words["ACC002"]) == ("警告", "切")


def test_a_policy_line_that_means_nothing_is_named_and_does_not_count(own_copy):
    text = '[policy]\n"規則.ZZZ999" = "切"\n"案件名" = "うち"\n"規則群" = "きびしめ"\n"閾値.停滞日数" = 3\n'
    office_file_of(own_copy.parent, text)
    book = read(own_copy)
    said = " ".join(book.remarks)
    assert all(f"[policy] の「{key}」" in said for key in ("規則.ZZZ999", "案件名", "規則群"))
    assert book.settings.project_name != "うち"
    assert book.settings.family("閾値.")["停滞日数"] == "3"


def test_recorded_runs_lie_in_the_folder_that_the_office_names(own_copy, monkeypatch):
    monkeypatch.delenv("PMO_XL_HISTORY", raising=False)
    office_file_of(own_copy.parent, '[history]\n"フォルダ" = "記録"\n')
    assert read(own_copy).history.folder == own_copy.parent / "記録"
    monkeypatch.setenv("PMO_XL_HISTORY", str(own_copy.parent / "別"))
    assert read(own_copy).history.folder == own_copy.parent / "別"


def test_the_form_of_the_office_is_used_and_one_that_is_not_there_is_told(own_copy, tmp_path):
    form = tmp_path / "様式" / "課題一覧.docx"
    form.parent.mkdir()
    paper = docx.Document()
    paper.add_paragraph("自社の様式 {{ 案件名 }}")
    paper.save(form)
    office_file_of(
        own_copy.parent, '[forms]\n"課題一覧" = "様式/課題一覧.docx"\n"回覧板" = "様式/なし.docx"\n'
    )
    book = read(own_copy)
    assert "[forms] の「回覧板」という文書はありません" in " ".join(book.remarks)
    (made,) = book.export("課題一覧", tmp_path / "出力.docx")
    assert docx.Document(made).paragraphs[0].text == f"自社の様式 {book.settings.project_name}"
    form.unlink()
    with pytest.raises(BadOption, match="課題一覧の様式"):
        book.export("課題一覧", tmp_path / "出力2.docx")


def test_documents_are_looked_for_below_the_roots_of_the_office(own_copy, tmp_path_factory):
    root = tmp_path_factory.mktemp("納品物")
    office_file_of(own_copy.parent, f"[roots]\n\"フォルダ\" = ['{root}', 'ない場所']\n")
    book = read(own_copy)
    assert book.office.roots == (root, own_copy.parent / "ない場所")
    book.check(["DOC003"])  # a folder that is not there today stops no check


def test_hours_are_numbers_and_nothing_is_assumed(own_copy):
    office_file_of(own_copy.parent, '[hours]\n"指摘1件の時間" = 0.25\n"おやつの時間" = 1\n')
    book = read(own_copy)
    assert book.office.hours == HourlyFigures(per_finding=Decimal("0.25"))
    assert "[hours] の「おやつの時間」" in " ".join(book.remarks)
    office_file_of(own_copy.parent, '[hours]\n"指摘1件の時間" = "15分"\n')
    with pytest.raises(BadOption, match="0以上の数"):
        read(own_copy)


def test_every_command_takes_the_office_file():
    parser = build_parser()
    for command in COMMANDS:
        texts = parser._subparsers._group_actions[0].choices[command.name].format_help()
        assert "--config" in texts, command.name


def test_a_command_that_reads_in_its_own_way_counts_the_given_file_too(
    own_copy, tmp_path, monkeypatch, capsys
):
    monkeypatch.delenv("PMO_XL_HISTORY", raising=False)
    given = tmp_path / "別の場所" / "職場.toml"
    given.parent.mkdir()
    given.write_text('[history]\n"フォルダ" = "まとめた記録"\n', encoding="utf-8")
    assert main(["history", str(own_copy), "--list", "--config", str(given)]) == 0
    assert str(given.parent / "まとめた記録") in capsys.readouterr().out.replace("\n", "").replace("  ", "")


def test_doctor_tells_the_file_of_a_book_and_what_is_not_there(own_copy):
    office_file_of(own_copy.parent, '[policy]\n"規則群" = "厳格"\n[forms]\n"検収書" = "様式/なし.docx"\n')
    found, lacking = book_office(this_machine(), own_copy)
    assert "規則としきい値 1、自社の様式 1" in found.found
    assert lacking.state is State.CAUTION
    assert "様式" in lacking.found


FONTS = '[fonts]\n"ゴシック" = "游ゴシック"\n"明朝" = "游明朝"\n'


def parts_of(path, *endings):
    """The XML of a package whose parts' names end so, as one text."""
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(endings))


@pytest.mark.parametrize(
    ("command", "name", "endings"),
    [
        (("check",), "指摘.xlsx", ("styles.xml", "sheet1.xml", "chart1.xml")),
        (("export", "課題一覧"), "課題一覧.docx", ("styles.xml", "document.xml")),
        (("export", "定例資料"), "定例資料.pptx", ("theme1.xml", "chart1.xml")),
    ],
)
def test_what_is_made_has_the_fonts_of_the_office_and_no_other(own_copy, tmp_path, command, name, endings):
    verb, *more = command
    plain, own = tmp_path / f"既定_{name}", tmp_path / name
    day = ["--as-of", "2026-11-30", "--quiet"]
    main([verb, *more, str(own_copy), "-o", str(plain), *day])
    assert GOTHIC in parts_of(plain, *endings) and "游" not in parts_of(plain, *endings)
    office_file_of(own_copy.parent, FONTS)
    main([verb, *more, str(own_copy), "-o", str(own), *day])
    told = parts_of(own, *endings)
    assert "游ゴシック" in told and GOTHIC not in told and MINCHO not in told
    assert ("游明朝" in told) == (MINCHO in parts_of(plain, *endings))


def test_a_page_a_hand_out_and_the_files_of_many_books_have_them_too(own_copy, tmp_path):
    office_file_of(own_copy.parent, FONTS)
    day = ["--as-of", "2026-11-30", "--quiet"]
    main(["check", str(own_copy), "--rules", "ISS", "-o", str(tmp_path / "指摘.html"), *day])
    assert "--gothic:'游ゴシック'" in (tmp_path / "指摘.html").read_text("utf-8")
    folder = tmp_path / "横断"
    main(["portfolio", str(own_copy), "--jobs", "1", "-o", str(folder), *day])
    assert GOTHIC not in parts_of(next(folder.glob("*.xlsx")), "styles.xml")
    assert "游明朝" in parts_of(next(folder.glob("*.docx")), "styles.xml")
    read(own_copy).hand_out("課題管理表", by="担当", folder=tmp_path / "配布", due_on=date(2026, 12, 4))
    assert GOTHIC not in parts_of(next((tmp_path / "配布").glob("*.xlsx")), "styles.xml")


def test_own_forms_keep_their_fonts(own_copy, tmp_path):
    office_file_of(own_copy.parent, f'{FONTS}[forms]\n"課題一覧" = "課題一覧.docx"\n')
    paper = docx.Document()
    paper.add_paragraph("{{ 案件名 }}").runs[0].font.name = GOTHIC
    paper.save(own_copy.parent / "課題一覧.docx")
    (made,) = read(own_copy).export("課題一覧", tmp_path / "出力.docx")
    assert docx.Document(made).paragraphs[0].runs[0].font.name == GOTHIC


def test_a_font_that_is_none_is_refused_and_a_key_that_is_none_is_named(own_copy):
    office_file_of(own_copy.parent, '[fonts]\n"本文" = "游明朝"\n')
    assert "[fonts] の「本文」は使われません(書けるのは ゴシック、明朝)。" in " ".join(read(own_copy).remarks)
    for wrong in ('"x\\"y"', "12", '""', f'"{"長" * 32}"'):
        office_file_of(own_copy.parent, f'[fonts]\n"明朝" = {wrong}\n')
        with pytest.raises(BadOption, match="書体の名前"):
            read(own_copy)
