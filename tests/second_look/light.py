"""信号: the colour and the kinds of its reasons, from the cells and from the list of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from fractions import Fraction

from tests.second_look.cells import Cells
from tests.second_look.quality import systems_of
from tests.second_look.schedule import open_until, progress, work

RED, GREY, AMBER, GREEN = "赤", "灰", "黄", "緑"
OUTSIDE = ("DAT", "KNW", "KPI", "RAG")
WARNED = {
    "QLT001": "品質の警告",
    "QLT002": "品質の警告",
    "QLT003": "品質の警告",
    "TST004": "品質の警告",
    "REL003": "切戻しの警告",
}
Finding = Mapping[str, str | None]


def light(
    book: Cells, findings: Iterable[Finding], judged: int, unjudged: int, *, law: bool
) -> tuple[str, set[str]]:
    """The colour and the beginnings of its reasons. law: whether a delivery breaks the payment law (its own second look)."""
    found = list(findings)
    kept = [each for each in found if not each["waiver"]]
    reasons = {(RED, "取適法の違反")} if law else set()
    reasons |= _money(book) | _dates(book) | _release(book, found) | _index(book) | _decisions(book)
    if unjudged * 20 > judged + unjudged:
        reasons.add((GREY, "判定不能"))
    for each in kept:
        rule, severity = str(each["rule"]), each["severity"]
        if severity == "要判断":
            reasons.add((AMBER, "要判断"))
        if severity == "エラー" and not rule.startswith(OUTSIDE):
            reasons.add((AMBER, "エラー"))
        if severity == "警告" and rule in WARNED:
            reasons.add((AMBER, WARNED[rule]))
    colours = [colour for colour, _ in reasons]
    worst = next((colour for colour in (RED, GREY, AMBER) if colour in colours), GREEN)
    return worst, {why for _, why in reasons}


def _money(book: Cells) -> set[tuple[str, str]]:
    start = int(book.settings.get("会計年度開始月") or 4)
    this_year = book.as_of.year - (book.as_of.month < start)
    left: dict[tuple[str, int], list[Fraction]] = {}
    asked, total = set(), Fraction(0)
    whose = {}
    for row in book.rows("予算枠"):
        whose[row["予算ID"]] = (row["負担部門"], int(row["年度"]))
        amount = row["予算額"] or Fraction(0)
        if row["申請日"] and not row["承認日"]:
            asked.add(row["予算ID"])
            amount = Fraction(0)
        sums = left.setdefault(whose[row["予算ID"]], [Fraction(0), Fraction(0)])
        sums[0] += amount
        sums[1] += amount
        total += amount
    for row in book.rows("予算管理表"):
        if row["発注区分"] == "取消":
            continue
        cost = _cost(row)
        total -= cost
        if row["予算ID"] in whose:
            bearer = (row["負担部門"] or whose[row["予算ID"]][0], whose[row["予算ID"]][1])
            left.setdefault(bearer, [Fraction(0), Fraction(0)])[1] -= cost
    found = set()
    if total < 0 or any(rest < 0 for _, rest in left.values()):
        found.add((RED, "予算超過"))
    if any(a > 0 and year >= this_year and 0 <= rest * 10 < a for (_, year), (a, rest) in left.items()):
        found.add((AMBER, "残予算が10%未満"))
    return found


def _cost(row: dict[str, object]) -> Fraction:
    """What is ordered; before the order 見積金額 × 確度, half a yen up."""
    if row["発注日"]:
        return row["発注金額"] if row["発注金額"] is not None else row["見積金額"] or Fraction(0)  # type: ignore[return-value]
    if row["見積金額"] is None:
        return Fraction(0)
    share = row["確度"] if row["確度"] is not None else Fraction(1)
    value = abs(row["見積金額"]) * share  # type: ignore[arg-type, operator]
    rounded = Fraction(int(value + Fraction(1, 2)))
    return rounded if row["見積金額"] >= 0 else -rounded  # type: ignore[operator]


def _dates(book: Cells) -> set[tuple[str, str]]:
    found = set()
    for row in book.rows("マスタスケジュール"):
        is_open = row["種別"] == "マイルストーン" and row["予定終了"] and not row["実績終了"]
        if is_open and book.as_of > book.add(row["予定終了"], 10):
            found.add((RED, "マイルストーンの遅れ"))
    grave = [
        row["期限"]
        for row in book.rows("課題管理表")
        if row["優先度"] == "高" and row["期限"] and row["状態"] in ("未着手", "対応中", "確認待ち")
    ]
    if any(day < book.as_of for day in grave):
        is_red = sum(book.as_of > book.add(day, 5) for day in grave) >= 3
        found.add((RED if is_red else AMBER, "優先度 高 の課題の遅れ"))
    return found


def _release(book: Cells, findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """The grave defects and the errors of the plan from BD5 before the release on."""
    steps = [row for row in book.rows("リリース計画") if row["種別"] == "作業"]
    begin = book.settings.get("停止開始") or min(
        (row["開始予定"] for row in steps if row["開始予定"]), default=None
    )
    if begin is None:
        return set()
    first = begin.date() if hasattr(begin, "date") else begin
    if book.as_of < book.add(first, -5):
        return set()
    released, found = {row["システム"] for row in steps if row["システム"]}, set()
    waived = {each["row_id"] for each in findings if each["waiver"] and each["rule"] == "REL007"}
    for test in book.rows("試験管理"):
        touched = systems_of(test, book)
        is_in = not touched or bool(touched & released)
        if (test["未解決高"] or 0) > 0 and is_in and test["試験ID"] not in waived:
            found.add((RED, "リリースの対象に残る重大な不具合"))
    near = [f"REL00{n}" for n in range(1, 6)]
    if any(each["rule"] in near and each["severity"] == "エラー" and not each["waiver"] for each in findings):
        found.add((RED, "リリース計画のエラー"))
    return found


def _index(book: Cells) -> set[tuple[str, str]]:
    found, limit = set(), Fraction(95, 100)
    spi = progress(book)["spi"]
    if spi is not None and spi < limit:
        found.add((AMBER, "出来高の遅れ"))
    due = [row for row in work(book) if (row["基準終了"] or book.as_of + timedelta(1)) <= book.as_of]
    done = [
        row for row in work(book) if row["基準終了"] and row["実績終了"] and row["実績終了"] <= book.as_of
    ]
    if due and Fraction(len(done), len(due)) < limit:
        found.add((AMBER, "終わった作業の遅れ"))
    return found


def _decisions(book: Cells) -> set[tuple[str, str]]:
    for row in book.rows("仕様変更管理表"):
        if (
            row["状態"] in ("起票", "影響調査中", "承認待ち")
            and row["判断期限"]
            and row["判断期限"] < book.as_of
        ):
            return {(AMBER, "期限を過ぎた判断待ち")}
    for row in book.rows("予算枠"):
        is_asked = row["申請日"] and not row["承認日"] and row["区分"] != "却下"
        if is_asked and row["判断期限"] and row["判断期限"] < book.as_of:
            return {(AMBER, "期限を過ぎた判断待ち")}
    waited = {name for row in book.rows("マスタスケジュール") for name in (row["決定待ち"] or "").split("、")}
    for row in book.rows("課題管理表"):
        is_named = row["優先度"] == "高" and row["課題ID"] in waited and open_until(row["課題ID"], book)
        if is_named and row["期限"] and row["期限"] < book.as_of:
            return {(AMBER, "期限を過ぎた判断待ち")}
    for row in book.rows("リリース計画"):
        is_open = row["種別"] == "判断点" and not row["判断基準"] and row["開始予定"]
        if is_open and getattr(row["開始予定"], "date", lambda r=row: r["開始予定"])() < book.as_of:
            return {(AMBER, "期限を過ぎた判断待ち")}
    return _topics(book)


def _topics(book: Cells) -> set[tuple[str, str]]:
    topics: dict[str, list[dict[str, object]]] = {}
    for row in book.rows("対応案比較"):
        topics.setdefault(row["論点"], []).append(row)
    for rows in topics.values():
        chosen = sum(row["採否"] == "採用" for row in rows)
        if chosen == 1 or all(row["採否"] == "不採用" for row in rows):
            continue
        days = [row["判断期限"] for row in rows if row["判断期限"]]
        if days and min(days) < book.as_of:  # type: ignore[type-var, operator]
            return {(AMBER, "期限を過ぎた判断待ち")}
    return set()
