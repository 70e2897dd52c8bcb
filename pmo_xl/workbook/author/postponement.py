"""How formulas know a valid 順延合意: `payment_deadline` of pmo_xl/metrics/payment in Excel's words.

A payment due on a bank holiday may be made on the next bank day, where that is agreed and at most two days
later. Turned round: an agreed payment is late when it was due 順延_日数 (0, 1 or 2) days before 計算日 or
earlier still, and falls due within a week up to 順延_日数_7日 days before the end of the week. The two figures
stand on 集計 (bank_days.py). Whether it is agreed says the delivery's own 順延合意, and where that is blank the
vendor's. No function of Excel 2016 finds the vendor of every delivery at once, so sums take the deliveries of
agreed vendors off by their orders.
"""

from __future__ import annotations

MOVED = "順延_日数"
MOVED_IN_A_WEEK = "順延_日数_7日"

# How people write ○ into the column; its drop-down offers ○ alone. The library knows some rarer marks too.
YES = ("○", "〇", "◯", "有", "あり")

_SAYS_YES = 'ISNUMBER(FIND("、"&CELL&"、","、' + "、".join(YES) + '、"))'
_OWN = _SAYS_YES.replace("CELL", "{deferral_agreed}")
_ORDERED_FROM = "INDEX({orders.vendor},MATCH({order},{orders.id},0))"
_OF_VENDOR = f"INDEX({{vendors.deferral_agreed}},MATCH({_ORDERED_FROM},{{vendors.name}},0))"

AGREED_HERE = _OWN
"""1 for a delivery whose own cell says yes; for whole columns."""

AGREED = f'({_OWN}+({{deferral_agreed}}="")*{_SAYS_YES.replace("CELL", _OF_VENDOR)})'
"""1 for a delivery whose payment may move; for the cells of one row."""

_VENDOR_AGREED = "({}>0)".format(
    "+".join(
        f'COUNTIFS({{vendors.name}},{{orders.vendor}},{{vendors.deferral_agreed}},"{word}")' for word in YES
    )
)
_DUE = '{acceptances.payment_due_on},">="&LIMIT-MOVED,{acceptances.payment_due_on},"<"&LIMIT'
_OF_ORDER = f"COUNTIFS({{acceptances.order}},{{orders.id}},{_DUE},{{acceptances.deferral_agreed}}"
_BLANK = f'{_OF_ORDER},""'
_UNPAID_BLANK = f'{_BLANK})-{_BLANK},{{acceptances.paid_on}},">0")'
_UNPAID = '{acceptances.paid_on},"="'
_NAMED = '({orders.id}<>"")'


def _between(template: str, limit: str, moved: str) -> str:
    """0 on a day on which nothing moves, so that nothing is looked up then."""
    return f"IF({moved}=0,0,{template})".replace("LIMIT", limit).replace("MOVED", moved)


def moved_by_vendor(awaited: str, limit: str, moved: str) -> str:
    """How many open payments due in the `moved` days before `limit` may move because the vendor agreed.

    awaited: 1 for an order whose deliveries are waited for. An order that stands twice is one order.
    """
    same = '(COUNTIF({orders.id},{orders.id})+({orders.id}=""))'
    counted = f"{_NAMED}*{awaited}*{_VENDOR_AGREED}*({_UNPAID_BLANK})/{same}"
    return _between(f"ROUND(SUMPRODUCT({counted}),0)", limit, moved)


def moved_by_order(orders: str, limit: str, moved: str) -> str:
    """How many open payments of these orders due in the `moved` days before `limit` may move.

    orders: 1 for an order whose deliveries are counted.
    """
    own = "+".join(f'{_OF_ORDER},"{word}",{_UNPAID})' for word in YES)
    by_vendor = f"{_VENDOR_AGREED}*{_BLANK},{_UNPAID})"
    return _between(f"SUMPRODUCT({_NAMED}*{orders}*({own}+{by_vendor}))", limit, moved)
