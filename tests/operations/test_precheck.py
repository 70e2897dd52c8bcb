"""precheck says 合格, 条件付 or 不合格 of what goes out, and never more than it looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter

import pmo_xl
from pmo_xl.documents.precheck_form import write_precheck_form
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.model.precheck_words import read_words
from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.paper_report import ALL_IDS
from pmo_xl.rules.paper_run import judge_delivery
from pmo_xl.rules.rule import rule
from pmo_xl.rules.severity import Severity
from tests.support.made_papers import word_file

CLEAN, LEFT = "桁数は10桁とする。", "桁数は要確認。"


def put(folder: Path, **texts: str) -> Path:
    """A folder with these text files."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def words_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "語.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(arguments: Sequence[str | Path], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what was printed."""
    code = main([*map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def test_what_is_finished_passes_and_says_on_how_many_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = told(["precheck", put(tmp_path / "納品", 設計書=CLEAN)], capsys)
    assert code == 0 and "判定 ● 合格(17 規則について)" in text
    assert "PRE010(ほかの顧客の名前)は対象外です" in text
    assert (
        "判定した規則: PRE001、PRE002、PRE008、PRE011〜PRE014、PRE021、PRE024〜PRE029、PRE033〜PRE035\n"
        in text
    )
    assert "判定していない規則(見るものがないか、読めない): PRE003〜PRE007、PRE009、PRE010、PRE015〜" in text
    assert "切にした規則(語ファイル・規則群): PRE032\n" in text


def test_an_error_fails_and_its_line_says_where_and_how_to_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = told(["precheck", put(tmp_path / "納品", 設計書=LEFT)], capsys)
    assert code == 1 and "判定 × 不合格" in text
    line = next(line for line in text.splitlines() if "PRE001 エラー" in line)
    assert line == (
        "設計書.txt 1行目 [PRE001 エラー] 「要確認」が残っています: 「桁数は要確認。」 → "
        "決まった内容に書き換えるか、仕様書確認に担当と期限を付けて登録してください。"
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("図.png", b"x", 0), ("説明.dwg", b"AC1032", 0), ("壊.docx", b"PK\x03\x04", 3)],
)
def test_what_cannot_be_looked_into_is_named_and_never_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, code: int
) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    (folder / name).write_bytes(content)
    found, text = told(["precheck", folder], capsys)
    assert found == code and ("判定 ▲ 条件付" if code == 0 else "[PRE035 エラー]") in text
    assert "中身を点検できなかったもの 1 件" in text and f"  {name}: " in text


def test_nothing_read_at_all_is_2_and_no_files_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "壊.docx").write_bytes(b"PK\x03\x04")
    assert told(["precheck", tmp_path / "壊.docx"], capsys)[0] == 2
    code, text = told(["precheck", put(tmp_path / "空")], capsys)
    assert code == 2 and "点検するファイルがありません" in text and "Traceback" not in text


def test_a_question_is_conditional_and_fails_the_command_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書="桁数は別途定める。")
    code, text = told(["precheck", folder], capsys)
    assert code == 0 and "判定 ▲ 条件付" in text and "[PRE001 要判断]" in text
    assert told(["precheck", folder, "--fail-on", "question"], capsys)[0] == 1


def test_json_says_the_same_as_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(tmp_path / "納品", 設計書=f"表題\n{LEFT}")
    code = main(["precheck", str(folder), "--format", "json", "--customer", "株式会社青空"])
    found = json.loads(capsys.readouterr().out)
    assert code == 1
    assert (found["schema"], found["command"], found["verdict"], found["customer"]) == (
        2, "precheck", "fail", "株式会社青空",
    )  # fmt: skip
    assert found["summary"]["documents"] == 1 and found["failed"] == []
    (finding,) = found["findings"]
    assert (finding["rule"], finding["line"], finding["match"], finding["sheet"]) == (
        "PRE001",
        2,
        "要確認",
        None,
    )
    assert finding["id"] == "PRE001/設計書.txt/L2/要確認"
    built = {count["rule"] for count in found["rules"]}
    assert built | set(found["rules_off"]) == set(ALL_IDS) and found["rules_not_built"] == []
    assert not built & set(found["rules_not_built"])


def test_rules_that_were_not_chosen_are_said_to_be_so_and_not_to_be_lacking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = told(["precheck", put(tmp_path / "納品", 設計書=LEFT), "--rules", "PRE001", "PRE02"], capsys)
    assert code == 1 and "この版にまだない" not in text
    chosen = text.split("--rules で選ばなかった規則(見ていません): ")[1].splitlines()[0]
    assert chosen == "PRE002〜PRE019、PRE030〜PRE035"


def test_the_workbook_names_every_rule_and_every_document(tmp_path: Path) -> None:
    found = pmo_xl.precheck(put(tmp_path / "納品", 設計書=LEFT, 手順=CLEAN))
    path = found.save(tmp_path / "結果.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["概要", "指摘", "文書別", "判定できなかったもの", "規則別"]
    listed = {row[0].value: row[-1].value for row in book["規則別"].iter_rows(min_row=5) if row[0].value}
    assert set(listed) == set(ALL_IDS)
    assert listed["PRE032"] == "語ファイルか規則群で切"
    verdicts = {row[0].value: row[1].value for row in book["文書別"].iter_rows(min_row=5)}
    assert verdicts == {"手順.txt": "● 合格", "設計書.txt": "× 不合格"}


def test_the_library_gives_findings_as_objects_and_as_a_table(tmp_path: Path) -> None:
    found = pmo_xl.precheck([put(tmp_path / "納品", 設計書=LEFT)])
    assert found.verdict == "fail" and [each.match for each in found.errors] == ["要確認"]
    assert list(found.to_frame()["場所"]) == ["1行目"]
    assert found.documents[0].path == "設計書.txt"


def test_another_customer_is_found_in_the_name_of_a_picture(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    (folder / "みどり銀行様.png").write_bytes(b"x")
    words = words_file(tmp_path, '[others]\nnames = ["株式会社みどり銀行"]\n')
    (finding,) = pmo_xl.precheck(folder, words=words).findings
    assert (finding.rule, finding.document, finding.kind) == ("PRE010", "みどり銀行様.png", "ファイル名")


def test_the_customer_himself_is_no_other_customer(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 提案="みどり銀行様へのご提案")
    words = words_file(tmp_path, '[others]\nnames = ["みどり銀行"]\n')
    assert pmo_xl.precheck(folder, words=words).verdict == "fail"
    assert pmo_xl.precheck(folder, words=words, customer="株式会社みどり銀行").findings == ()


def test_a_rule_may_be_weighed_anew_or_switched_off_and_the_result_says_so(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=f"{LEFT}\n○○画面")
    words = words_file(
        tmp_path, '[rules]\nPRE001 = "警告"\nPRE002 = "切"\n[documents."設計*"]\nPRE007 = "切"\n'
    )
    found = pmo_xl.precheck(folder, words=words)
    assert [(each.rule, each.severity) for each in found.findings] == [("PRE001", Severity.WARNING)]
    assert found.off == ("PRE002", "PRE032") and found.verdict == "conditional"
    assert "PRE002" not in found.not_asked


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[other]\nnames = []", "知らない表 [other]"),
        ('[others]\nname = ["a"]', "[others] に知らないキー name"),
        ('[others]\nnames = "みどり銀行"', "[others] の names は"),
        ('[others]\nnames = ["甲社"]', "「甲社」は短すぎます"),
        ('[others]\nbooks = "*.xlsx"', "[others] の books は"),
        ('[terms]\n"サーバー" = "サーバ"', "[terms] の サーバー は"),
        ("[[accept]]\nrule = 'PRE001'", "1番目の [[accept]] に reason がありません"),
        ("[project]\nfrom = '2026-04-01'", "[project] の from は日付"),
        ("[file_names]\npattern = '('", "[file_names] の pattern は正規表現として読めません"),
        ('[rules]\nPRE099 = "切"', "規則 PRE099 はありません"),
        ('[rules]\nPRE001 = "たまに"', "「たまに」は分かりません"),
        ("schema = 2", "schema は 1 だけ"),
        ("a = = 1", "1 行目の書き方が TOML の決まりに合いません"),
    ],
)
def test_a_words_file_that_is_not_understood_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, named: str
) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    code, said = told(["precheck", folder, "--words", words_file(tmp_path, text)], capsys)
    assert code == 2 and named in said and "語ファイル" in said and "Traceback" not in said


def test_a_words_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match=r"ない\.toml"):
        read_words(tmp_path / "ない.toml")


def test_the_result_is_not_put_into_what_is_delivered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    code, text = told(["precheck", folder, "-o", folder / "結果.xlsx"], capsys)
    assert code == 2 and "納品されてしまう" in text and not (folder / "結果.xlsx").exists()


def test_nothing_of_a_delivery_is_changed(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=LEFT)
    made = docx.Document()
    made.add_paragraph(LEFT)
    made.save(str(folder / "設計書.docx"))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    pmo_xl.precheck(folder)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_very_many_findings_of_one_rule_are_one_line_on_the_screen_and_all_in_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書="\n".join([LEFT] * 30))
    _, text = told(["precheck", folder], capsys)
    assert text.count("[PRE001 エラー]") == 1 and "30 か所(1行目、2行目、" in text
    found = pmo_xl.precheck(folder)
    assert len(found.findings) == len({each.id for each in found.findings}) == 30


def test_a_rule_that_raises_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    @rule("PRE003", judges=Passage, severity=Severity.ERROR, message="", remedy="")
    def broken(passage: Passage, delivery: Delivery) -> None:
        """壊れている。"""
        raise RuntimeError("試し")

    document = Document("a.txt", "txt", (Passage("a.txt", "行", LEFT, "1行目", "L1"),), frozenset(("行",)))
    report = judge_delivery(Delivery((document,)), [broken, *paper_rules()])
    assert [count.rule for count in report.rules if count.is_failed] == ["PRE003"]
    assert [each.rule for each in report.findings] == ["PRE001"]
    clean = Document("a.txt", "txt", (Passage("a.txt", "行", CLEAN, "1行目", "L1"),), frozenset(("行",)))
    assert judge_delivery(Delivery((clean,)), [broken]).verdict == "conditional"
    write_precheck_form(tmp_path / "票.docx", report)
    cells = [cell.text for table in docx.Document(str(tmp_path / "票.docx")).tables for cell in table._cells]
    assert any(text.startswith("実行できなかった規則 PRE003") for text in cells)


def test_a_part_that_was_not_read_leaves_its_rules_undetermined(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/comments" Target="comments.xml"/></Relationships>'
    )
    body = f"<w:p><w:r><w:t>{CLEAN}</w:t></w:r></w:p>"
    parts = {"word/_rels/document.xml.rels": rels, "word/comments.xml": "<a"}
    (tmp_path / "設計書.docx").write_bytes(word_file(body, parts))
    found = pmo_xl.precheck(tmp_path / "設計書.docx")
    counts = {count.rule: count.undeterminable for count in found.rules}
    assert found.verdict == "conditional" and [each.rule for each in found.findings] == ["PRE035"]
    assert (counts["PRE004"], counts["PRE001"]) == (1, 0)


def test_a_line_of_a_hundred_thousand_equal_letters_takes_no_time() -> None:
    texts = [letter * 100_000 for letter in "○Xあ_?【a*要別社"]
    passages = tuple(Passage("a.txt", "行", text, "1行目", f"L{n}") for n, text in enumerate(texts))
    document = Document("a.txt", "txt", passages, frozenset(("行",)))
    assert judge_delivery(Delivery((document,)), paper_rules()).rules


def test_hidden_sheets_links_and_names_of_a_real_book_are_weighed(tmp_path: Path) -> None:
    """A hidden sheet that a drop-down needs is a warning, one that nothing needs an error, a hidden name two errors."""
    path = tmp_path / "見積.xlsx"
    book = xlsxwriter.Workbook(path)
    front = book.add_worksheet("明細")
    front.write("A1", "品目")
    front.data_validation("A2", {"validate": "list", "source": "=マスタ!$A$1:$A$2"})
    for name in ("マスタ", "原価"):
        sheet = book.add_worksheet(name)
        sheet.write("A1", name)
        sheet.hide()
    book.define_name("単価", "='\\\\srv\\みどり銀行\\[単価.xlsx]表'!$A$1")
    book.close()
    words = words_file(tmp_path, '[others]\nnames = ["みどり銀行"]\n')
    found = pmo_xl.precheck(path, words=words).findings
    assert sorted((each.rule, each.place, each.severity.label) for each in found) == [
        ("PRE006", "シート「マスタ」", "警告"),
        ("PRE006", "シート「原価」", "エラー"),
        ("PRE008", "名前定義 単価", "エラー"),
        ("PRE010", "名前定義 単価", "エラー"),
    ]


def test_neighbouring_yellow_cells_are_one_finding_and_a_legend_explains_them_all(tmp_path: Path) -> None:
    def judged(legend: str) -> list[str]:
        path = tmp_path / "見積.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("明細")
        yellow = book.add_format({"bg_color": "#FFFF00"})
        sheet.write_row("A1", ["品目", "金額", legend])
        for row in range(1, 20):
            sheet.write_row(row, 0, ["設計", row])
        for row, column in ((4, 0), (4, 1), (5, 0), (12, 1)):
            sheet.write(row, column, "値", yellow)
        book.close()
        return [each.place for each in pmo_xl.precheck(path).findings]

    assert judged("備考") == ["明細!A5", "明細!B13"]
    assert judged("凡例: 黄色は入力欄") == []


def test_a_paper_without_comments_has_been_looked_at_for_comments(tmp_path: Path) -> None:
    (tmp_path / "設計書.docx").write_bytes(word_file(f"<w:p><w:r><w:t>{CLEAN}</w:t></w:r></w:p>"))
    found = pmo_xl.precheck(tmp_path / "設計書.docx")
    judged = {count.rule: count.judged for count in found.rules}
    assert judged["PRE004"] == 1 and judged["PRE010"] == 0
    assert found.verdict == "pass"
