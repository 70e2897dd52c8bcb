"""The compression of [MS-OVBA], read back by oletools."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.workbook.vba.compression import compressed
from tests.support.vba import decompressed


def read_back(data: bytes) -> bytes:
    return decompressed(compressed(data))


@given(st.lists(st.sampled_from([b"Sub ", b"End Sub\r\n", b"'", b"a", b"Attribute VB_"]), max_size=900))
def test_every_source_is_read_back_as_it_was(words: list[bytes]):
    assert read_back(b"".join(words)) == b"".join(words)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 15, 16, 17, 18, 4095, 4096, 4097, 8192, 12289])
@pytest.mark.parametrize("unit", [b"a", b"ab", b"Attribute VB_Name"])
def test_repetition_is_read_back_at_every_limit_of_a_chunk(length: int, unit: bytes):
    data = (unit * length)[:length]
    assert read_back(data) == data


def test_repetition_takes_little_room():
    assert len(compressed(b"a" * 4096)) < 20


def test_a_whole_chunk_that_does_not_shrink_is_kept_as_it_is():
    noise = random.Random(1).randbytes(4096)
    assert len(compressed(noise)) == 1 + 2 + 4096
    assert read_back(noise) == noise


def test_the_specifications_own_example_takes_as_little_room():
    """[MS-OVBA] 3.2.2; the copies may start elsewhere, at equal bytes."""
    example = bytes.fromhex(
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08"
        "61 6B 6C 00 30 6D 6E 6F 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    )
    text = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    assert decompressed(example) == read_back(text) == text
    assert len(compressed(text)) == len(example)
