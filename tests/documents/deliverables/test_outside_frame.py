"""What leaves the house: a letter from a sender to somebody, with a number, and no word about how it was made."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.build import build
from pmo_xl.documents.word.catalog import DOCUMENTS, load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.letter import document_number, draft_reasons, sender, to_person, to_text, to_vendor
from pmo_xl.errors import BadOption
from pmo_xl.model.member import Member
from pmo_xl.model.question import Question
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings
from pmo_xl.rules.catalog import all_rules
from tests.documents.deliverables.test_true_papers import D, book, made, said
from tests.support.word import sample_source

OUTSIDE = [name for name in DOCUMENTS if load(name).audience is Audience.OUTSIDE]
CUSTOMERS = [name for name in DOCUMENTS if load(name).audience is Audience.CUSTOMER]
BOOK, SHA, ISSUED = "台帳_2026年11月版.xlsx", "e3b0c44298fc1c149afbf4c8996fb924", date(2026, 12, 4)
CUSTOM = "docProps/custom.xml"
FULL_SENDER = {"会社": "みずうみ百貨株式会社", "部門": "情報企画部", "氏名": "小川 久美子", "郵便番号": "103-0001",
               "住所": "東京都中央区1-2-3", "電話": "03-0000-0000", "メール": "pmo@example.co.jp"}  # fmt: skip


def settings_of(**told: str) -> Settings:
    return Settings(Setting(key=key.replace("_", "."), value=value) for key, value in told.items())


def with_sender(*records: object) -> Source:
    told = [Setting(key=f"差出人.{key}", value=value) for key, value in FULL_SENDER.items()]
    return book(*told, *records)


@cache
def paper(name: str) -> bytes:
    """The paper of the sample, issued later than the day that late rows are counted by."""
    return made(name, replace(sample_source(), workbook=BOOK, sha256=SHA, issued_on=ISSUED))


def parts(data: bytes) -> dict[str, str]:
    """The text of every part, however it is split into runs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        found = {name: etree.fromstring(archive.read(name)) for name in names}
    values = {
        name: [value for each in root.iter() for value in each.attrib.values()]
        for name, root in found.items()
    }
    return {
        name: "".join((*root.itertext(), "\n", *map("{}\n".format, values[name])))
        for name, root in found.items()
    }


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_part_of_a_paper_to_the_outside_tells_of_the_tool_the_ledger_or_its_rules(name: str):
    codes = "|".join(rule.id for rule in all_rules())
    never = rf"(?i)pmo[-_]xl|{re.escape(BOOK)}|台帳|{SHA}|\b(?:{codes})\b|基準日|根拠:|この文書の根拠|指紋|判定不能|export|[A-Z]:\\|/work/|/home/"
    told = {
        part: found[0]
        for part, text in parts(paper(name)).items()
        if part != CUSTOM and (found := re.search(never, text))
    }
    assert not told


@pytest.mark.parametrize("name", CUSTOMERS)
def test_no_part_of_a_paper_for_the_customer_tells_how_it_was_judged(name: str):
    codes = "|".join(rule.id for rule in all_rules())
    never = rf"(?i)pmo[-_]xl|{re.escape(BOOK)}|{SHA}|\b(?:{codes})\b|判定不能|判定できなかった|エラー\s*\d+|要判断|指紋|信号\(計算\)|信号の理由|export |規則群"
    text = paper(name)
    told = {
        part: found[0]
        for part, shown in parts(text).items()
        if part != CUSTOM and (found := re.search(never, shown))
    }
    assert not told


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_file_s_own_properties_say_what_made_it_of_which_ledger(name: str):
    told = parts(paper(name))[CUSTOM]
    assert BOOK in told and SHA in told and "pmo_xl" in told and "2026/11/30" in told


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_paper_to_the_outside_is_a_letter_with_day_number_addressee_sender_and_end(name: str):
    read = Document(io.BytesIO(paper(name)))
    by_style: dict[str, list[str]] = {}
    for paragraph in read.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    on, number = by_style["Letter Day"]
    assert on == "2026年12月4日" and number.endswith("-20261204") and f"-{name}-" in number
    assert re.search("(御中|様|各位)$", by_style["Letter Addressee"][0])
    assert by_style["Letter Sender"][0].startswith("株式会社みずうみ百貨\n情報システム部")
    assert by_style["Letter Notice"] == ["記"] and by_style["Letter End"] == ["以上"]
    footer = "".join(p.text for p in read.sections[0].footer.paragraphs)
    assert number in footer


def headers(data: bytes) -> list[str]:
    return ["".join(p.text for p in s.header.paragraphs) for s in Document(io.BytesIO(data)).sections]


@pytest.mark.parametrize("name", [name for name in OUTSIDE if name != "RFP"])
def test_every_page_is_marked_as_a_draft_while_nobody_is_named_as_sender(name: str):
    one = load(name).per_row
    rows = [one(id=f"{one.sheet.prefix}-001")] if one else []
    assert all(text.endswith("\t案") for text in headers(made(name, book(*rows))))
    assert not any("案" in text.split("\t")[-1] for text in headers(made(name, with_sender(*rows))))


def test_an_inside_paper_bears_its_day_in_the_header_and_what_it_stands_on_as_a_foot_note():
    data = made("課題一覧", sample_source())
    assert all("基準日 2026/11/30" in text for text in headers(data))
    read = Document(io.BytesIO(data))
    assert "この文書の根拠" not in [p.text for p in read.paragraphs]
    note = next(p for p in read.paragraphs if p.text.startswith("根拠: "))
    assert note.style.name == "Note" and re.search(r"課題管理表 \d+ / \d+ 件", note.text)


# 宛名, 差出人, 文書番号

PEOPLE = Member(id="PER-001", name="高橋 直樹", company="あさひ情報", department="開発部")


def test_a_person_is_addressed_with_company_and_department_by_the_team_list():
    project = book(PEOPLE).project
    assert to_person("高橋 直樹様", project) == "あさひ情報 開発部 高橋 直樹 様"
    assert to_person("田中 太郎、高橋 直樹", project) == "田中 太郎 様\nあさひ情報 開発部 高橋 直樹 様"
    assert to_person(None, project, "主担当") == "(主担当 未記入)様"
    assert (
        to_text("高橋 直樹、販売チーム、各店 各位", project)
        == "あさひ情報 開発部 高橋 直樹 様\n販売チーム 御中\n各店 各位"
    )
    assert to_text(None, project) == "関係者 各位"
    assert (to_vendor("あさひ情報"), to_vendor("")) == ("あさひ情報 御中", "(取引先 未記入)御中")


def test_the_sender_stands_in_lines_and_what_is_blank_makes_none():
    full = settings_of(**{f"差出人_{key}": value for key, value in FULL_SENDER.items()})
    assert sender(full).split("\n") == [
        "みずうみ百貨株式会社", "情報企画部　小川 久美子", "〒103-0001 東京都中央区1-2-3", "電話 03-0000-0000", "メール pmo@example.co.jp",
    ]  # fmt: skip
    assert sender(settings_of(差出人_氏名="小川 久美子")) == "小川 久美子"
    assert sender(settings_of()) == "(差出人 未記入)"


def test_a_draft_says_which_setting_is_blank():
    letter = load("QA票").content(book(Question(id="QA-001")), Question(id="QA-001")).letter
    assert draft_reasons(letter, settings_of(差出人_会社="みずうみ")) == ("設定の 差出人.氏名 が空欄です。",)
    assert draft_reasons(letter, settings_of(差出人_会社="みずうみ", 差出人_氏名="小川")) == ()


@pytest.mark.parametrize(
    ("told", "key", "expected"),
    [
        ({"案件コード": "K25"}, "ACC-001", "K25-検収書-ACC-001-20261130"),
        ({}, "ACC-001", "検収書-ACC-001-20261130"),
        ({"案件コード": "K25"}, "", "K25-検収書-20261130"),
        ({"文書番号形式": "{発行日:yy}年{発行日:m}月-{ID}号"}, "", "26年11月号"),
        ({"文書番号形式": "情企発第{発行日:mmdd}号"}, "X", "情企発第1130号"),
    ],
)  # fmt: skip
def test_the_number_of_a_paper_is_computed_and_what_is_blank_drops_out_with_its_hyphen(
    told: dict[str, str], key: str, expected: str
):
    assert document_number(settings_of(**told), "検収書", key, D) == expected


@pytest.mark.parametrize("pattern", ["{連番}-{種別}", "{種別:yy}"])
def test_a_place_that_the_number_cannot_have_is_refused_with_those_it_can(pattern: str):
    with pytest.raises(BadOption, match="使えるのは"):
        document_number(settings_of(文書番号形式=pattern), "検収書", "", D)


def test_a_question_that_is_answered_is_not_asked_again():
    asked = Question(id="QA-001", title="氏名", question="桁数は", due_on=D)
    assert "2026年11月30日までにご返送ください" in said("QA票", asked)
    assert "ご返送ください" not in said("QA票", asked.model_copy(update={"answer": "40桁"}))


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_end_of_a_letter_does_not_begin_a_page_of_its_own(name: str) -> None:
    body = Document(io.BytesIO(build(load(name)))).element.body
    paragraphs = list(body.iter(qn("w:p")))
    ends = [at for at, each in enumerate(paragraphs) if each.text == "以上"]
    assert len(ends) == 1
    assert paragraphs[ends[0] - 1].find(f".//{qn('w:sectPr')}") is None


def text_in(element: object) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t"))).strip()


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_stands_before_the_end_of_a_letter_goes_along_with_it(name: str):
    body = list(Document(io.BytesIO(paper(name))).element.body)
    (end,) = [n for n, each in enumerate(body) if text_in(each) == "以上"]
    before = next(each for each in reversed(body[:end]) if text_in(each))
    kept = before.findall(qn("w:tr"))[-1] if before.tag == qn("w:tbl") else before
    assert kept.find(f".//{qn('w:keepNext')}") is not None
