"""The compound file of [MS-CFB], read back by olefile."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from olefile import OleFileIO

from pmo_xl.workbook.vba.compound_file import compound_file

NAMES = st.text("abcXYZ_019", min_size=1, max_size=31)
PATHS = st.one_of(NAMES, NAMES.map("VBA/{}".format))
SIZES = st.one_of(st.integers(0, 200), st.sampled_from([511, 512, 513, 4095, 4096, 4097, 70_000]))


def read_back(data: bytes) -> dict[str, bytes]:
    with OleFileIO(io.BytesIO(data), raise_defects=30) as ole:
        assert not ole.parsing_issues
        return {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}


@given(st.dictionaries(PATHS, SIZES, min_size=1, max_size=40))
def test_every_stream_is_read_back_as_it_was(sizes: dict[str, int]):
    names = {path.lower(): path for path in sizes if path.lower() != "vba"}
    streams = {path: (path.encode() * sizes[path])[: sizes[path]] for path in names.values()}
    if streams:
        assert read_back(compound_file(streams)) == streams


def test_names_are_found_as_windows_looks_for_them():
    """olefile walks the whole tree; Windows searches it by length, then by capitals."""
    streams = {
        f"VBA/{name}": b"x" for name in ("dir", "Sheet10", "sheet2", "_VBA_PROJECT", "a", "ThisWorkbook")
    }
    with OleFileIO(io.BytesIO(compound_file(streams))) as ole:
        entries = {entry.sid: entry for entry in ole.direntries if entry}
        storage = next(entry for entry in entries.values() if entry.name == "VBA")
        for path in streams:
            name = path.removeprefix("VBA/")
            assert searched(entries, storage.sid_child, name).name == name


def searched(entries: dict, sid: int, name: str):
    entry = entries[sid]
    wanted, here = ((len(text), text.upper()) for text in (name, entry.name))
    if wanted == here:
        return entry
    return searched(entries, entry.sid_left if wanted < here else entry.sid_right, name)


def test_a_file_ends_with_a_whole_sector():
    assert len(compound_file({"PROJECT": b"x"})) % 512 == 0


def test_more_than_the_header_can_chain_is_refused():
    with pytest.raises(ValueError, match="DIFAT"):
        compound_file({"PROJECT": bytes(7_200_000)})
