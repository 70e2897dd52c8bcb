"""Where LibreOffice is of no help: how Excel does look-ups, wildcards, criteria and formats, as far as it is known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmo_xl.conditions.condition import condition
from pmo_xl.conditions.values import Unjudged
from pmo_xl.model.order import Order
from tests.support.condition_rows import project

_PROJECT = project()


def value(text: str) -> object:
    return condition(text, Order, _PROJECT).answers()[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the halving search of MATCH and VLOOKUP ends at the last of equal ones, that of XLOOKUP at the first
        ('MATCH("ORD-001",検収支払[発注ID],1)', 2),
        ('MATCH("ORD-004",検収支払[発注ID],1)', 4),
        ('MATCH("ORD-001",検収支払[発注ID],0)', 1),
        ('XLOOKUP("ORD-001",検収支払[発注ID],検収支払[検収ID])', "ACC-001"),
        ('XLOOKUP("ORD-001",検収支払[発注ID],検収支払[検収ID],"",0,-1)', "ACC-002"),
        ('XLOOKUP("ORD-004",検収支払[発注ID],検収支払[検収ID],"なし",-1)', "ACC-004"),
        ('XLOOKUP("ORD-004",検収支払[発注ID],検収支払[検収ID],"なし",1)', "ACC-005"),
        # full-width signs are no wildcards
        ('COUNTIF(予算管理表[件名],"＊")', 0),
        ('COUNTIF(予算管理表[件名],"*？*")', 0),
        ('COUNTIF(予算管理表[備考],"*？")', 1),
        # a month alone is its first day
        ('COUNTIF(検収支払[検収日],">=2026/11")', 4),
        ('COUNTIF(検収支払[検収日],"<2026年11月")', 1),
        ('VALUE("2026-11")', 46327),
        # the years of an era; a day without a year is one of the year of TODAY()
        ('COUNTIF(検収支払[検収日],"R8.11.10")', 1),
        ('COUNTIF(検収支払[検収日],">=令和8年11月10日")', 3),
        ('COUNTIF(検収支払[検収日],"<H31.4.30")', 0),
        ('VALUE("令和元年5月1日")', 43586),
        ('COUNTIF(検収支払[検収日],"11月10日")', 1),
        ('COUNTIF(検収支払[検収日],"2/30")', 0),
        # a blank cell: XLOOKUP looks for it and gives it, MATCH and VLOOKUP look for 0
        ("XLOOKUP(INDEX(予算管理表[発注日],2),検収支払[検収日],検収支払[検収ID])", "ACC-002"),
        ('ISBLANK(XLOOKUP("ORD-002",予算管理表[発注ID],予算管理表[見積日]))', False),
        ('XLOOKUP("ACC-002",検収支払[検収ID],検収支払[検収日])=""', True),
        ('ISBLANK(XLOOKUP("ACC-002",検収支払[検収ID],検収支払[検収日]))', True),
        ('XLOOKUP("ACC-002",検収支払[検収ID],検収支払[検収日])&"x"', "x"),
        ('XLOOKUP("なし",検収支払[検収ID],検収支払[検収日],"未"&"登録")', "未登録"),
        ('XLOOKUP("なし",検収支払[検収ID],検収支払[検収日],1+1)', 2),
        # what INDEX and XLOOKUP give is a cell: SUM takes no text of it
        ('SUM(XLOOKUP("ACC-001",検収支払[検収ID],検収支払[発注ID]),1)', 1),
        # texts in the order of a Japanese Excel: signs, figures, letters, kana, kanji as JIS has them
        ('"完了"<"改修"', False),
        ('"カタカナ"<"完了"', True),
        ('"z"<"あ"', True),
        ('"(a"<"1"', True),
        # blanks: "" and "=" , "<>" and "<>x"
        ('COUNTIF(検収支払[検収日],"")', 1),
        ('COUNTIF(検収支払[検収日],"=")', 1),
        ('COUNTIF(検収支払[検収日],"<>")', 5),
        ('COUNTIF(検収支払[発注ID],"<>ORD-001")', 4),
        # days off by signs and by number
        ('WORKDAY.INTL(DATE(2026,11,30),1,"0000011")', 46357),
        ("WORKDAY.INTL(DATE(2026,11,28),1,11)", 46356),
        # formats
        ('TEXT(DATE(2026,11,3),"[$-411]ggge""年""m""月""d""日""")', "令和8年11月3日"),
        ('TEXT(-5,"#,##0;[赤]-#,##0")', "-5"),
        ('TEXT(1234,"¥#,##0")', "¥1,234"),
    ],
)
def test_it_is_as_excel_documents_it(text, expected):
    assert value(text) == expected


def test_what_is_too_large_for_mod_is_an_error_and_no_made_up_rest():
    assert value("MOD(1E12+0.5,1)") == Decimal("0.5")
    assert "#NUM!" in str(value("MOD(1E250+0.5,7)"))


@pytest.mark.parametrize("form", ["000-0000", "0.00E+00", "# ?/?", "[>100]0", "0_)", "*-0", "@"])
def test_a_format_that_is_not_computed_here_is_named_and_gives_no_wrong_text(form):
    found = value(f'TEXT(1234567,"{form}")')
    assert isinstance(found, Unjudged)
    assert form in str(found)


@pytest.mark.parametrize("mode", ["3,1", "9,1", "0,7"])
def test_a_mode_of_xlookup_that_there_is_not_is_an_error(mode):
    found = value(f'XLOOKUP("ORD-001",検収支払[発注ID],検収支払[検収ID],"なし",{mode})')
    assert "#VALUE!" in str(found)
