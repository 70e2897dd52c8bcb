"""xlwings.conf: read as Excel's VBA reads it, changed in one line only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.this_pc.xlwings_conf import looks_like_utf8, mark_of, values, with_value

JAPANESE = r"C:\Users\山田 太郎\表計算ソ\python.exe"


def test_a_new_file_holds_one_quoted_line_in_the_code_page() -> None:
    content = with_value(b"", "INTERPRETER_WIN", JAPANESE, "cp932")
    assert content == f'"INTERPRETER_WIN","{JAPANESE}"\r\n'.encode("cp932")
    assert values(content, "cp932") == {"INTERPRETER_WIN": JAPANESE}


def test_other_lines_keep_their_bytes_and_order_and_the_old_line_its_place() -> None:
    before = b'"PYTHONPATH",""\r\n"interpreter_win","C:\\old\\python.exe"\r\n"LICENSE_KEY","a=b"\r\n'
    after = with_value(before, "INTERPRETER_WIN", r"C:\new\python.exe", "cp932")
    assert after == (b'"PYTHONPATH",""\r\n"INTERPRETER_WIN","C:\\new\\python.exe"\r\n"LICENSE_KEY","a=b"\r\n')


def test_a_last_line_without_an_end_is_ended_first() -> None:
    after = with_value(b'"PYTHONPATH","C:\\a"', "INTERPRETER_WIN", "C:\\p.exe", "cp932")
    assert after == b'"PYTHONPATH","C:\\a"\r\n"INTERPRETER_WIN","C:\\p.exe"\r\n'


def test_every_line_of_the_key_goes_when_it_is_taken_out() -> None:
    before = b'"INTERPRETER_WIN","a"\n"SHOW CONSOLE","True"\nInterpreter_Win,b\n'
    assert with_value(before, "INTERPRETER_WIN", None, "cp932") == b'"SHOW CONSOLE","True"\n'


def test_the_first_of_two_equal_keys_counts_whatever_its_case_as_in_vba() -> None:
    content = b'"Interpreter_Win","first"\r\n"INTERPRETER_WIN","second"\r\n'
    assert values(content, "cp932") == {"INTERPRETER_WIN": "first"}


@pytest.mark.parametrize(
    "line", [b'"A","x"', b"A,x", b' "A" , "x" ', b'a,"x"'], ids=["quoted", "bare", "blanks", "mixed"]
)
def test_keys_and_values_are_read_with_and_without_quotes(line: bytes) -> None:
    assert values(line, "cp932") == {"A": "x"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_with_a_unicode_mark_is_put_into_the_code_page(encoding: str) -> None:
    before = '"PYTHONPATH","C:\\共有\\部品"\r\n'.encode(encoding)
    assert mark_of(before) == encoding
    after = with_value(before, "INTERPRETER_WIN", JAPANESE, "cp932")
    assert mark_of(after) is None
    assert values(after, "cp932") == {"PYTHONPATH": "C:\\共有\\部品", "INTERPRETER_WIN": JAPANESE}


def test_utf8_without_a_mark_is_recognised_and_cp932_and_ascii_are_not() -> None:
    line = f'"INTERPRETER_WIN","{JAPANESE}"'
    assert looks_like_utf8(line.encode("utf-8"), "cp932")
    assert not looks_like_utf8(line.encode("utf-8"), "cp65001")
    assert not looks_like_utf8(line.encode("cp932"), "cp932")
    assert not looks_like_utf8(b'"A","b"', "cp932")


@given(lines=st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line and b"\r" not in line)))
def test_whatever_the_file_holds_setting_and_taking_out_changes_no_other_line(lines: list[bytes]) -> None:
    before = b"".join(line + b"\r\n" for line in lines)
    if mark_of(before) or "KEY" in values(before, "cp932"):
        return
    after = with_value(before, "KEY", "値", "cp932")
    assert values(after, "cp932")["KEY"] == "値"
    assert with_value(after, "KEY", None, "cp932") == before
