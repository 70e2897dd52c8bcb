"""A month end over ordinary books with very little in them: no 検収支払 row, no dates, no money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.faces.cli import main
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.workbook.author import write_workbook
from tests.support.master import D
from tests.support.november import delivery, order

pytestmark = pytest.mark.slow

LONG_AGO = date(2025, 9, 1)
LITTLE: dict[str, tuple[Sequence[Order], Sequence[Acceptance]]] = {
    "発注だけ": ([order()], []),
    "金額のない発注だけ": ([order(ordered=None)], []),
    "過ぎた予定月の発注だけ": ([order(acceptance_month=LONG_AGO, payment_month=date(2025, 10, 1))], []),
    "日付のない検収支払": ([order()], [delivery(acceptance_planned=1_000)]),
    "期日のない未払": ([order()], [delivery(received_on=LONG_AGO, accepted=1_000, accepted_on=LONG_AGO)]),
    "受領日だけ": ([order()], [delivery(received_on=LONG_AGO)]),
    "請求日だけ": ([order()], [delivery(invoiced_on=LONG_AGO)]),
    "発注のない検収支払": ([], [delivery(acceptance_due_on=LONG_AGO)]),
    "知らない発注": ([order()], [delivery(order="ORD-999", payment_due_on=LONG_AGO)]),
    "何もない": ([], []),
}


@pytest.mark.parametrize("what", LITTLE)
def test_a_month_end_over_a_book_with_little_in_it_is_done(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders, deliveries = LITTLE[what]
    write_workbook(tmp_path / "台帳.xlsx", {Order: orders, Acceptance: deliveries}, run_day=D)
    given = ["month-end", str(tmp_path / "台帳.xlsx"), "--month", "2026-11", "--jobs", "1"]
    assert main([*given, "-o", str(tmp_path / "月次")]) in (0, 1)
    assert "点検した 1 冊" in (tmp_path / "月次/点検記録_2026-11.txt").read_text("utf-8-sig")
    assert "予期しない" not in capsys.readouterr().err
