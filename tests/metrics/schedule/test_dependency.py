"""Dependencies as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.schedule.dependency import Link, LinkKind, parse_link

FS, SS, FF, SF = LinkKind.FS, LinkKind.SS, LinkKind.FF, LinkKind.SF


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("WBS-010", Link("WBS-010")),
        ("WBS-010 SS", Link("WBS-010", SS)),
        ("WBS-010 FS+3", Link("WBS-010", FS, 3)),
        ("WBS-010FS-2日", Link("WBS-010", FS, -2)),
        ("WBS-010 FF + 1 営業日", Link("WBS-010", FF, 1)),
        ("WBS-010 (SF)", Link("WBS-010", SF)),
        ("WBS-010+5", Link("WBS-010", FS, 5)),
        ("ＷＢＳー０１０　ＦＳ＋３日", Link("WBS-010", FS, 3)),
        ("ＷＢＳ−０１０ＳＳ－１", Link("WBS-010", SS, -1)),
        ("wbs-010 ss−4d", Link("WBS-010", SS, -4)),
        ("  WBS-010  ", Link("WBS-010")),
        ("WBS-010-2", Link("WBS-010-2")),  # an ID, no lead
        ("設計FS", Link("設計FS")),  # an ID that ends so
        ("設計 FS", Link("設計", FS)),
        ("WBS-010 FS+3週", Link("WBS-010FS+3週")),  # no unit of ours: an unknown ID, and found as such
    ],
)
def test_a_dependency_is_an_id_with_a_kind_and_a_lag(text, link):
    assert parse_link(text) == link


@pytest.mark.parametrize("text", ["", "  ", "　"])
def test_a_blank_is_no_dependency(text):
    assert parse_link(text) is None


@given(st.sampled_from(LinkKind), st.integers(-999, 999))
def test_what_is_printed_is_read_again(kind, lag):
    link = Link("WBS-010", kind, lag)
    assert parse_link(str(link)) == link


def test_the_usual_kind_is_printed_without_a_word():
    assert str(Link("WBS-010")) == "WBS-010"
    assert str(Link("WBS-010", FS, 3)) == "WBS-010 FS+3"
    assert str(Link("WBS-010", SS)) == "WBS-010 SS"
