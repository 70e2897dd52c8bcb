"""Where the files of a button go, for a workbook on a disk, on a share, in the cloud and not yet saved."""

from __future__ import annotations

from pathlib import Path

from pmo_xl.operations.output_place import documents_folder, output_place
from pmo_xl.this_pc.machine import Machine

HOME = {"USERPROFILE": "/users/hanako"}


class MovedDocuments:
    def value(self, key: str, name: str) -> str:
        return r"%USERPROFILE%/OneDrive/ドキュメント"

    def subkeys(self, key: str) -> tuple[str, ...]:
        return ()


def machine(**given: object) -> Machine:
    return Machine(is_windows=True, environ=HOME, executable="python.exe", **given)


def test_beside_the_workbook_in_a_folder_of_its_own():
    place = output_place("/share/案件A/会員基盤刷新.xlsm", machine())
    assert (place.folder, place.remark) == (Path("/share/案件A/出力_会員基盤刷新"), "")


def test_a_workbook_in_the_cloud_gets_the_documents_folder_and_it_is_said():
    address = "https://contoso.sharepoint.com/sites/pmo/Shared%20Documents/%E4%BC%9A%E5%93%A1.xlsm"
    place = output_place(address, machine())
    assert place.folder == Path("/users/hanako/Documents/出力_会員")
    assert "クラウド" in place.remark and "ドキュメント" in place.remark


def test_a_workbook_never_saved_gets_the_documents_folder_and_it_is_said():
    place = output_place("Book1", machine())
    assert place.folder == Path("/users/hanako/Documents/出力_Book1") and "保存" in place.remark


def test_a_documents_folder_that_was_moved_is_found():
    moved = documents_folder(machine(registry=MovedDocuments()))
    assert moved == Path("/users/hanako/OneDrive/ドキュメント")


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    place = output_place(str(tmp_path / "台帳.xlsm"), machine())
    place.folder.mkdir()
    names = []
    for _ in range(3):
        path = place.free("期限超過一覧_2026-11-30", ".xlsx")
        path.write_bytes(b"")
        names.append(path.name)
    assert names == [f"期限超過一覧_2026-11-30{n}.xlsx" for n in ("", "(2)", "(3)")]
    (place.folder / "文書").mkdir()
    assert place.free("文書").name == "文書(2)"
