"""check --since-baseline shows what an earlier result does not have, and says what it leaves out; --exit-zero."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.workbook.author import write_workbook

DAY = date(2026, 11, 30)


def book(folder: Path, *issues: Issue) -> Path:
    write_workbook(folder / "台帳.xlsx", {Issue: issues}, run_day=DAY, settings={"基準日": "2026-11-30"})
    return folder / "台帳.xlsx"


def late(number: int) -> Issue:
    return Issue(id=f"ISS-{number:03}", title=f"遅れ{number}", status="対応中", due_on=date(2026, 11, 2))


def test_only_what_is_new_is_shown_and_what_is_left_out_is_counted(tmp_path, capsys):
    path, earlier = book(tmp_path, late(1)), tmp_path / "前回.json"
    assert (
        main(
            [
                "check",
                str(path),
                "--rules",
                "ISS001",
                "--fail-on",
                "warning",
                "--format",
                "json",
                "-o",
                str(earlier),
            ]
        )
        == 1
    )
    book(tmp_path, late(1), late(2))
    asked = [
        "check",
        str(path),
        "--rules",
        "ISS001",
        "--fail-on",
        "warning",
        "--since-baseline",
        str(earlier),
    ]
    assert main([*asked, "--format", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["workbooks"]
    assert [each["row_id"] for each in told["findings"]] == ["ISS-002"]
    assert told["notices"] == ["前回.json にもある指摘 1 件は出していません(なくなったのではありません)。"]
    assert main([*asked, "--format", "json", "-o", str(earlier), "--force"]) in (1, 2)


def test_nothing_new_ends_in_0_and_is_no_all_clear(tmp_path, capsys):
    path, earlier = book(tmp_path, late(1)), tmp_path / "前回.json"
    main(["check", str(path), "--format", "json", "-o", str(earlier)])
    capsys.readouterr()
    assert main(["check", str(path), "--fail-on", "warning", "--since-baseline", str(earlier)]) == 0
    told = capsys.readouterr().out
    assert "出していません(なくなったのではありません)" in told
    assert "信号" in told


def test_a_result_of_another_book_leaves_nothing_out_and_says_so(tmp_path, capsys):
    path, earlier = book(tmp_path, late(1)), tmp_path / "前回.json"
    main(["check", str(path), "--format", "json", "-o", str(earlier)])
    other = path.rename(tmp_path / "別の台帳.xlsx")
    capsys.readouterr()
    assert (
        main(
            [
                "check",
                str(other),
                "--rules",
                "ISS001",
                "--fail-on",
                "warning",
                "--since-baseline",
                str(earlier),
            ]
        )
        == 1
    )
    assert "別の台帳.xlsx の結果がないため" in capsys.readouterr().out


def test_what_is_no_result_is_refused_with_what_to_give(tmp_path, capsys):
    path, wrong = book(tmp_path, late(1)), tmp_path / "x.json"
    for text in ("[]", "{}", "none", '{"workbook": 1, "findings": [1]}', '{"workbooks": 3}'):
        wrong.write_text(text, encoding="utf-8")
        assert main(["check", str(path), "--since-baseline", str(wrong)]) == 2
        assert "check --format json の結果ではありません" in capsys.readouterr().err
    assert main(["check", str(path), "--since-baseline", str(tmp_path / "ない.json")]) == 2


def test_exit_zero_is_told_apart_from_nothing_found(tmp_path, capsys):
    path = book(tmp_path, late(1))
    assert main(["check", str(path), "--rules", "ISS001", "--fail-on", "warning", "--exit-zero"]) == 0
    assert "ISS001" in capsys.readouterr().out
