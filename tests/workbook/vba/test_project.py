"""A VBA project made from sources, as olevba and the specification read it."""

import struct

import pytest

from pmo_xl.workbook.vba import build_project
from tests.support.vba import dir_records, macros, source, stream

BUTTONS = 'Attribute VB_Name = "Buttons"\nOption Explicit\n\nSub Check()\n    MsgBox 1\nEnd Sub\n'
CARD = (
    "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n"
    'Attribute VB_Name = "Card"\nAttribute VB_GlobalNameSpace = False\nAttribute VB_Creatable = False\n'
    "Attribute VB_PredeclaredId = False\nAttribute VB_Exposed = True\nPublic Title As String\n"
)
SOURCES = {"Buttons": BUTTONS, "Card": CARD}
DOCUMENTS = ("ThisWorkbook", "Sheet1", "Sheet2", "Chart1")


@pytest.fixture(scope="module")
def project() -> bytes:
    return build_project(SOURCES, DOCUMENTS, charts=["Chart1"])


def test_olevba_finds_a_file_for_every_module(project: bytes):
    assert set(macros(project)) == {*(f"{name}.cls" for name in DOCUMENTS), "Buttons.bas", "Card.cls"}


def test_a_standard_module_is_stored_as_it_was_given(project: bytes):
    assert source(project, "Buttons") == BUTTONS


def test_sources_with_windows_line_ends_give_the_same_project(project: bytes):
    windows = {name: text.replace("\n", "\r\n") for name, text in SOURCES.items()}
    assert build_project(windows, DOCUMENTS, charts=["Chart1"]) == project


def test_a_class_module_has_a_base_in_place_of_its_file_header(project: bytes):
    text = source(project, "Card")
    assert text.startswith(
        'Attribute VB_Name = "Card"\nAttribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"\n'
    )
    assert "VERSION" not in text
    assert "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\nPublic Title" in text


@pytest.mark.parametrize(
    ("name", "number"), [("ThisWorkbook", 19), ("Sheet1", 20), ("Sheet2", 20), ("Chart1", 21)]
)
def test_a_document_module_names_its_kind_of_document(project: bytes, name: str, number: int):
    text = source(project, name)
    assert f'Attribute VB_Base = "0{{000208{number}-0000-0000-C000-000000000046}}"' in text
    assert "Attribute VB_PredeclaredId = True" in text


def test_excel_is_told_to_compile_the_sources_itself(project: bytes):
    assert stream(project, "VBA/_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")
    offsets = [content for number, content in dir_records(project) if number == 0x31]
    assert offsets == [bytes(4)] * 6


def test_the_dir_stream_names_code_page_references_and_modules(project: bytes):
    records = list(dir_records(project))
    content = {number: [c for n, c in records if n == number] for number, _ in records}
    assert content[0x03] == [struct.pack("<H", 1252)]
    assert content[0x16] == [b"stdole", b"Office"]
    assert b"{00020430-0000-0000-C000-000000000046}" in content[0x0D][0]
    assert content[0x0F] == [struct.pack("<H", 6)]
    names = [*(d.encode() for d in DOCUMENTS), b"Buttons", b"Card"]
    assert content[0x19] == content[0x1A] == names
    assert content[0x47] == content[0x32] == [name.decode().encode("utf-16-le") for name in names]
    kinds = [number for number, _ in records if number in (0x21, 0x22)]
    assert kinds == [0x22, 0x22, 0x22, 0x22, 0x21, 0x22]
    assert records[-1] == (0x10, b"")


def test_the_project_stream_lists_the_modules_by_kind(project: bytes):
    lines = stream(project, "PROJECT").decode("ascii").split("\r\n")
    assert [line for line in lines if line.startswith(("Document", "Module", "Class"))] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Document=Sheet2/&H00000000",
        "Document=Chart1/&H00000000",
        "Module=Buttons",
        "Class=Card",
    ]
    names = stream(project, "PROJECTwm")
    assert names.endswith(b"Card\0C\0a\0r\0d\0\0\0\0\0")


def test_the_project_is_not_protected_has_no_password_and_is_visible(project: bytes):
    lines = dict(
        line.split("=", 1) for line in stream(project, "PROJECT").decode().split("\r\n") if "=" in line
    )
    key = sum(lines["ID"].strip('"').encode()) & 0xFF
    values = {name: decrypted(bytes.fromhex(lines[name].strip('"')), key) for name in ("CMG", "DPB", "GC")}
    assert values == {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}


def decrypted(data: bytes, key: int) -> bytes:
    """[MS-OVBA] 2.4.3.3."""
    seed, version, own_key = data[0], data[0] ^ data[1], data[0] ^ data[2]
    assert (version, own_key) == (2, key)
    plain, before, last, last_plain = bytearray(), data[1], data[2], own_key
    for byte in data[3:]:
        last_plain = byte ^ (before + last_plain & 0xFF)
        plain.append(last_plain)
        before, last = last, byte
    body = plain[(seed & 6) // 2 :]
    assert int.from_bytes(body[:4], "little") == len(body) - 4
    return bytes(body[4:])


def test_the_same_sources_give_the_same_bytes(project: bytes):
    assert build_project(SOURCES, DOCUMENTS, charts=["Chart1"]) == project


def test_a_source_that_is_not_ascii_is_refused():
    with pytest.raises(ValueError, match="not ASCII"):
        build_project({"Buttons": BUTTONS + "' 点検\n"}, DOCUMENTS)


def test_a_source_under_another_name_is_refused():
    with pytest.raises(ValueError, match="VB_Name"):
        build_project({"Other": BUTTONS}, DOCUMENTS)


@pytest.mark.parametrize("name", ["シート1", "1st", "a b", "x" * 32, ""])
def test_a_name_that_vba_does_not_take_is_refused(name: str):
    with pytest.raises(ValueError, match="not a name"):
        build_project({}, ["ThisWorkbook", name])


def test_two_modules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two VBA modules"):
        build_project(SOURCES, ["ThisWorkbook", "BUTTONS"])
