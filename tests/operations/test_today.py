"""今日: the day in Japan, or the one that PMO_XL_TODAY holds still."""

from datetime import UTC, date, datetime

import pytest

from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.operations import today


class _Clock(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime(2027, 2, 28, 15, 30, tzinfo=UTC).astimezone(tz)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(today, "datetime", _Clock)


def test_it_is_already_tomorrow_in_japan_when_the_evening_is_not_over_in_london(monkeypatch):
    monkeypatch.delenv("PMO_XL_TODAY")
    assert today.today_in_japan() == date(2027, 3, 1)
    assert today.now() == datetime(2027, 2, 28, 15, 30, tzinfo=UTC)


def test_a_held_day_is_today_and_the_time_of_day_goes_on(monkeypatch):
    monkeypatch.setenv("PMO_XL_TODAY", "2026-11-30")
    assert today.today_in_japan() == date(2026, 11, 30)
    assert today.now() == datetime(2026, 11, 29, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-13-01", "きょう", "11/30"])
def test_what_is_no_day_is_refused_in_one_sentence(monkeypatch, text):
    monkeypatch.setenv("PMO_XL_TODAY", text)
    with pytest.raises(BadOption, match=f"PMO_XL_TODAY の「{text}」は日付ではありません。2026-11-30 の形に"):
        today.today_in_japan()


def test_the_version_names_a_held_day_and_nothing_else_does(monkeypatch, capsys):
    monkeypatch.setenv("PMO_XL_TODAY", "2026-11-30")
    with pytest.raises(SystemExit):
        main(["--version"])
    assert "今日 2026/11/30 とみなします(環境変数 PMO_XL_TODAY)" in capsys.readouterr().out
    monkeypatch.delenv("PMO_XL_TODAY")
    with pytest.raises(SystemExit):
        main(["--version"])
    assert "とみなします" not in capsys.readouterr().out


def test_a_command_says_of_a_bad_day_what_to_do(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PMO_XL_TODAY", "きのう")
    assert main(["new", "-o", str(tmp_path / "台帳.xlsx")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("環境変数 PMO_XL_TODAY の「きのう」は日付ではありません。")
