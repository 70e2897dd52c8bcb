"""doctor where nothing can be kept: it says so, and never that one can write there."""

from __future__ import annotations

import os

import pytest

from tests.support.master import small_book
from tests.support.trial import CAN_FORK, Surroundings, open_place, run


def _no_room() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _no_temporary_folder() -> None:
    _no_room()
    os.environ["TMPDIR"] = "/ない"


@pytest.mark.skipif(not CAN_FORK, reason="ファイルの大きさの上限がない系")
@pytest.mark.parametrize("prepare", [_no_room, _no_temporary_folder])
def test_a_disk_without_room_is_no_place_that_can_be_written_to(prepare):
    with open_place() as place:
        book = small_book(place)
        outcome = run(["doctor", str(book)], Surroundings(prepare, {"HOME": str(place)}))
    said = outcome.out.decode()
    assert (outcome.code, outcome.complaints()) == (1, [])
    assert "[不良] 台帳への書き込み: 台帳のフォルダに書き込めません" in said
    assert "[不良] 書き込み: 一時フォルダ" in said
    assert "に書き込めます" not in said


@pytest.mark.skipif(not CAN_FORK, reason="フォルダの種類は系による")
def test_what_is_no_file_is_not_said_to_be_missing():
    with open_place() as place:
        outcome = run(["doctor", str(place)])
    assert outcome.code == 2
    assert outcome.err.decode().endswith("はファイルではありません(台帳のファイルを指定してください)。\n")
