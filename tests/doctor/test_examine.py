"""examine: every probe is asked, what cannot be found out is said, and nothing unexamined looks good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pmo_xl.doctor.diagnosis import Answer, Probe, State, good
from pmo_xl.doctor.examine import PROBES, examine
from pmo_xl.errors import PmoXlError, UnreadableWorkbook
from pmo_xl.this_pc.machine import Machine
from pmo_xl.this_pc.send_to import Link
from pmo_xl.this_pc.setup import setup_steps
from tests.support.pc import PYTHON, WORD, a_book, a_pc


def states(machine: Machine, book: Path | None = None) -> dict[str, set[State]]:
    found: dict[str, set[State]] = {}
    for check in examine(machine, book).checks:
        found.setdefault(check.id, set()).add(check.answer.state)
    return found


def made(path: Path, link: Link) -> bool:
    path.write_bytes(b"L")
    return True


def a_set_up_pc(home: Path) -> Machine:
    machine = a_pc(home, WORD)
    for step in setup_steps(machine, made):
        if step.do:
            step.do()
    scripts = home / "Scripts"
    scripts.mkdir()
    (scripts / "python.exe").write_bytes(b"MZ")
    return replace(machine, environ={**machine.environ, "Path": str(scripts)})


def test_a_pc_in_good_order_has_nothing_wrong_and_asks_for_a_book(tmp_path: Path) -> None:
    diagnosis = examine(a_set_up_pc(tmp_path))
    told = {check.id: check.answer for check in diagnosis.checks}
    assert {id for id, answer in told.items() if answer.state is not State.GOOD} == {
        probe.id for probe in PROBES if probe.needs_book
    }
    assert all("台帳を指定していない" in told[p.id].found for p in PROBES if p.needs_book)


def test_a_book_on_a_good_pc_gets_an_answer_from_every_probe(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    found = states(a_set_up_pc(tmp_path), book)
    assert set(found) == {probe.id for probe in PROBES}
    assert State.UNKNOWN not in set().union(*(found[p.id] for p in PROBES if p.needs_book))


def test_elsewhere_than_on_windows_only_what_can_be_asked_there_is_answered(tmp_path: Path) -> None:
    machine = replace(a_pc(tmp_path), is_windows=False)
    found = states(machine, a_book(tmp_path))
    for probe in PROBES:
        assert (found[probe.id] == {State.UNKNOWN}) == probe.is_windows_only, probe.id


def failing(machine: Machine) -> Iterator[Answer]:
    yield good("ここまではよい。")
    raise PermissionError(13, "Access is denied")


def refusing(machine: Machine, book: Path) -> Iterator[Answer]:
    raise PmoXlError("台帳にパスワードがあります。")
    yield


def test_a_probe_that_fails_cannot_be_told_and_stops_no_other(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    probes = [
        Probe("a", "甲", failing),
        Probe("b", "乙", refusing, needs_book=True),
        Probe("c", "丙", lambda machine: [good("よい。")]),
    ]
    checks = examine(a_pc(tmp_path), book, probes).checks
    assert [(check.id, check.answer.state) for check in checks] == [
        ("a", State.GOOD),
        ("a", State.UNKNOWN),
        ("b", State.UNKNOWN),
        ("c", State.GOOD),
    ]
    assert checks[1].answer.found == "調べる途中で止まりました(権限がありません)。"
    assert checks[2].answer.found == "台帳にパスワードがあります。"


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
def test_no_probe_stops_the_doctor_on_a_pc_whose_every_part_is_broken(probe: Probe, tmp_path: Path) -> None:
    class Broken:
        def value(self, key: str, name: str) -> None:
            raise OSError("registry")

        def subkeys(self, key: str) -> tuple[str, ...]:
            raise OSError("registry")

    def broken(*given: object) -> None:
        raise RuntimeError("broken")

    machine = Machine(
        True, {"USERPROFILE": "\0", "TEMP": "\0"}, PYTHON, registry=Broken(), version_of=broken, fonts=broken
    )
    book = tmp_path / "台帳.xlsm"
    book.write_bytes(b"not a workbook")
    assert examine(machine, book, [probe]).checks


def test_a_book_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWorkbook, match=r"ない\.xlsm が見つかりません"):
        examine(a_pc(tmp_path), tmp_path / "ない.xlsm")


def test_ids_are_unique_and_every_probe_says_in_japanese_what_it_looks_at() -> None:
    assert len({probe.id for probe in PROBES}) == len(PROBES)
    assert all(probe.topic for probe in PROBES)
