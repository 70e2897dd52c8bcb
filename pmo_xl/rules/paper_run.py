"""The machine over documents: asks each rule of precheck about passages or documents, and says 合格, 条件付 or 不合格."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.passage import STATE, Delivery, Document, Passage
from pmo_xl.model.precheck_words import CONTENT, NOT_LOOKED_AT
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.policy import OFF_WORDS, SEVERITY_WORDS, Policy, is_understood
from pmo_xl.rules.precheck.deliverables import title_key
from pmo_xl.rules.report import RuleCount
from pmo_xl.rules.rule import Group, Judgement, Rule, Severity
from pmo_xl.rules.run import FAILED, Tally

ALL_IDS: Final = tuple(f"PRE{number:03}" for number in range(1, 36))
"""The rules of the design; those not in the catalogue are not built yet, and every result says so."""
WHOLE: Final = "納品物全体"
"""Where a finding stands that no document holds."""
PaperSubject = Passage | Document | Delivery
_LONGEST_EXCERPT: Final = 60
_LONGEST_KEY: Final = 24


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding is allowed, by whom, until when."""

    reason: str
    approver: str
    until: date


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """One thing that is wrong in a document. kind: of the passage; match: what was found; excerpt: with what is around.

    waiver: who allows it, and until when. news: 新規 or 継続, against an earlier result.
    """

    rule: str
    severity: Severity
    document: str
    place: str
    kind: str | None
    hidden: str | None
    heading: tuple[str, ...]
    match: str
    excerpt: str
    expected: str | None
    message: str
    remedy: str
    id: str
    verdict: str = "violation"
    place_key: str = ""
    waiver: Waiver | None = None
    news: str = ""


@dataclass(frozen=True, repr=False)
class PaperReport(ItemReport):
    """What the rules said of a delivery. rules: how far each got; off: those that are not asked.

    resolved: the lines of an earlier result that are gone. unmet: the waivers that met nothing, or are past their day.
    """

    delivery: Delivery
    findings: tuple[PaperFinding, ...]
    rules: tuple[RuleCount, ...]
    off: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("重要度", width=8, name="severity", is_judged=True),
        ListColumn("規則", width=9, name="rule"),
        ListColumn("文書", Kind.LONGTEXT, 30, name="document"),
        ListColumn("場所", Kind.LONGTEXT, 30, name="place"),
        ListColumn("指摘", Kind.LONGTEXT, 50, name="message"),
        ListColumn("直し方", Kind.LONGTEXT, 50, name="remedy"),
        ListColumn("前回と", width=8, of=lambda each: each.news or None),
        ListColumn("免除理由", Kind.LONGTEXT, 24, of=lambda each: each.waiver and each.waiver.reason),
        ListColumn("承認者", width=10, of=lambda each: each.waiver and each.waiver.approver),
        ListColumn("免除期限", Kind.DATE, of=lambda each: each.waiver and each.waiver.until),
        ListColumn("種類", width=12, name="kind"),
        ListColumn("見つけた言葉", Kind.LONGTEXT, 24, name="match", is_printed=False),
        ListColumn("前後の文", Kind.LONGTEXT, 40, name="excerpt", is_printed=False),
        ListColumn("指摘ID", width=30, name="id", is_printed=False),
    )

    @property
    def items(self) -> tuple[PaperFinding, ...]:
        """The findings."""
        return self.findings

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, read or not."""
        return self.delivery.documents

    @property
    def errors(self) -> tuple[PaperFinding, ...]:
        """The findings that make it 不合格."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR and not each.waiver)

    @property
    def waived(self) -> tuple[PaperFinding, ...]:
        """The findings that somebody allows."""
        return tuple(each for each in self.findings if each.waiver)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many documents, findings of each weight, and documents that were not read whole."""
        met = Counter(each.severity for each in self.findings if not each.waiver)
        weights = {severity.label: met[severity] for severity in Severity}
        return {
            "文書": len(self.documents),
            **weights,
            "免除": len(self.waived),
            "点検できなかった文書": len(self.unread),
        }

    @property
    def not_built(self) -> tuple[str, ...]:
        """The rules that this version does not have: nothing is said of what they would look at."""
        asked = {count.rule for count in self.rules} | set(self.off)
        return tuple(each for each in ALL_IDS if each not in asked)

    @property
    def unread(self) -> tuple[Document, ...]:
        """The documents that were not read, or not whole."""
        return tuple(each for each in self.documents if each.unread and not is_agreed(each, self.delivery))

    @property
    def verdict(self) -> str:
        """fail: an error; conditional: something to decide, or not judged; pass: neither, and something was judged."""
        looked_at = [each for each in self.documents if not is_agreed(each, self.delivery)]
        return verdict_of(self.findings, looked_at, self.rules)

    def of(self, document: Document) -> tuple[PaperFinding, ...]:
        """The findings in a document."""
        return tuple(each for each in self.findings if each.document == document.path)


def is_agreed(document: Document, delivery: Delivery) -> bool:
    """Whether the words file says that this file, of a kind that is never read, need not be looked into."""
    said = delivery.words.said_of(document.path)
    is_never_read = not document.is_failed and not document.is_read
    return is_never_read and any(each.get(CONTENT) == NOT_LOOKED_AT for each in said)


def verdict_of(
    findings: Iterable[PaperFinding], documents: Iterable[Document], counts: Iterable[RuleCount] = ()
) -> str:
    """The verdict over these findings in these documents."""
    found, every = tuple(findings), tuple(documents)
    weights = {each.severity for each in found if not each.waiver}
    is_allowed = any(each.waiver and each.severity is Severity.ERROR for each in found)
    if Severity.ERROR in weights:
        return "fail"
    is_open = weights & {Severity.QUESTION, Severity.WARNING} or any(each.unread for each in every)
    is_lame = any(count.is_failed or count.undeterminable for count in counts)
    return (
        "conditional"
        if is_open or is_allowed or is_lame or not any(each.is_read for each in every)
        else "pass"
    )


def judge_delivery(delivery: Delivery, rules: Iterable[Rule], group: Group = Group.STANDARD) -> PaperReport:
    """Ask the rules of the 規則群 that the words file leaves on. A rule that raises is 判定不能, and the others go on."""
    policy = Policy(group, delivery.words.rules)
    every = tuple(rules)
    findings: list[PaperFinding] = []
    counts: list[RuleCount] = []
    for rule in policy.select(every):
        tally, made = _ask_safely(rule, delivery)
        counts.append(tally.count(rule))
        weight = policy.severity(rule)
        findings += [replace(each, severity=weight) if weight else each for each in made]
    findings, unmet = _with_waivers(findings, delivery, frozenset(count.rule for count in counts))
    order = {each.path: number for number, each in enumerate(delivery.documents)}
    findings.sort(key=lambda each: order.get(each.document, -1))
    return PaperReport(delivery, tuple(_numbered(findings)), tuple(counts), policy.off(every), unmet=unmet)


def _with_waivers(
    findings: Sequence[PaperFinding], delivery: Delivery, asked: frozenset[str]
) -> tuple[list[PaperFinding], tuple[str, ...]]:
    """The findings with what allows them, and a sentence for each waiver that does nothing."""
    valid = [
        each for each in delivery.words.accepted if each.until >= delivery.run_day and each.rule in asked
    ]
    told = [
        f"{each.rule} の免除({each.approver})は {each.until:%Y/%m/%d} で切れています。"
        for each in delivery.words.accepted
        if each.until < delivery.run_day
    ]
    met: set[int] = set()
    made = []
    for finding in findings:
        place = (finding.rule, finding.document, finding.place, f"{finding.excerpt}\n{finding.match}")
        number = next((n for n, each in enumerate(valid) if each.covers(*place)), None)
        if number is None:
            made.append(finding)
            continue
        met.add(number)
        each = valid[number]
        made.append(replace(finding, waiver=Waiver(each.reason, each.approver, each.until)))
    idle = [each for n, each in enumerate(valid) if n not in met]
    told += [
        f"{each.rule} の免除({each.approver}、{each.file} {each.place})に当たる指摘はありません。"
        for each in idle
    ]
    return made, tuple(told)


def faults_of_words(words: Mapping[str, str]) -> Iterator[str]:
    """What [rules] says that nothing follows from, each as a clause."""
    for rule, word in words.items():
        if rule == CONTENT and word == NOT_LOOKED_AT:
            continue
        if rule not in ALL_IDS:
            yield f"規則 {rule} はありません(PRE001〜PRE035)"
        elif not is_understood(word):
            yield f"{rule} の「{word}」は分かりません(切、入、{'、'.join(SEVERITY_WORDS)})"


def _ask_safely(rule: Rule, delivery: Delivery) -> tuple[Tally[PaperSubject], list[PaperFinding]]:
    tally = Tally[PaperSubject]()
    try:
        _ask_all(rule, delivery, tally)
        return tally, [_finding(rule, subject, judgement) for subject, judgement in tally.hits]
    except Exception as error:
        tally = Tally[PaperSubject](is_failed=True, is_lacking=True)
        tally.cannot(f"{FAILED}({type(error).__name__}: {' '.join(str(error).split())})")
        return tally, []


def _ask_all(rule: Rule, delivery: Delivery, tally: Tally[PaperSubject]) -> None:
    """Ask a rule that judges the delivery as a whole, or each of its documents."""
    if rule.judges is Delivery:
        for part in (part for document in delivery.documents for part in document.unread):
            if STATE not in rule.reads and (not part.kinds or part.kinds & frozenset(rule.reads)):
                tally.cannot(part.reason)
        _add(tally, delivery, rule.judge(delivery))
        return
    for document in (each for each in delivery.documents if not (is_agreed(each, delivery) and rule.reads)):
        _ask(rule, document, delivery, tally)


def _ask(rule: Rule, document: Document, delivery: Delivery, tally: Tally[PaperSubject]) -> None:
    reads = frozenset(rule.reads)
    if STATE not in reads and not is_agreed(document, delivery):
        for part in document.unread:
            if not part.kinds or not reads or part.kinds & reads:
                tally.cannot(part.reason)
        if not document.is_read and reads:
            return
    if STATE in reads and not _is_off(rule, document, delivery):
        _add(tally, document, rule.judge(document, delivery))
    elif reads and not reads & document.reads:
        tally.out_of_scope += 1
        tally.reasons[f".{document.kind} には見るものがありません"] = 1
    elif _is_off(rule, document, delivery):
        tally.out_of_scope += 1
        tally.reasons["語ファイルの [documents] で切"] = 1
    elif rule.judges is Passage:
        asked = [
            each
            for each in document.passages
            if not reads or (each.kind in reads and not _is_out_of_sight(each))
        ]
        for passage in asked:
            _add(tally, passage, rule.judge(passage, delivery))
        tally.judged += not asked  # a document without a comment has been looked at, too
    else:
        _add(tally, document, rule.judge(document, delivery))


def _add(tally: Tally[PaperSubject], subject: PaperSubject, said: Judgement | Iterable[Judgement]) -> None:
    tally.add(subject, (said,) if isinstance(said, Judgement) else tuple(said))


def _is_out_of_sight(passage: Passage) -> bool:
    """Whether a passage of a kind that is seen lies on a hidden sheet, row or column."""
    return passage.hidden in _OUT_OF_SIGHT or (passage.hidden or "").startswith("非表示シート")


_OUT_OF_SIGHT: Final = ("非表示", "絞り込み", "折りたたみ", "隠し文字")


def _is_off(rule: Rule, document: Document, delivery: Delivery) -> bool:
    return any(said.get(rule.id) in OFF_WORDS for said in delivery.words.said_of(document.path))


def _finding(rule: Rule, subject: PaperSubject, judgement: Judgement) -> PaperFinding:
    at = judgement.details.get("at", subject)
    passage = at if isinstance(at, Passage) else None
    document = passage.document if passage else getattr(subject, "path", WHOLE)
    match = str(judgement.details.get("match", ""))
    text = passage.text if passage else ""
    for secret, masked in judgement.details.get("masks", ()):  # type: ignore[attr-defined]
        text = text.replace(secret, masked)
    shown = excerpt(text, match)
    words = {
        "place": passage.place if passage else "文書全体",
        **judgement.details,
        "match": match,
        "excerpt": shown,
    }
    words["author"] = (passage.author if passage else None) or "作成者不明"
    place_key = passage.place_key if passage else ""
    return PaperFinding(
        rule=rule.id,
        severity=judgement.severity or rule.severity,
        document=document,
        place=str(words["place"]),
        kind=passage.kind if passage else None,
        hidden=passage.hidden if passage else None,
        heading=passage.heading if passage else (),
        match=match,
        excerpt=shown,
        expected=judgement.expected,
        message=rule.message.format_map(words),
        remedy=rule.remedy.format_map(words),
        id="/".join((rule.id, _document_key(document), place_key, match[:_LONGEST_KEY])),
        verdict="question" if judgement.verdict is Verdict.QUESTION else "violation",
        place_key=place_key,
    )


def _document_key(path: str) -> str:
    """A document as it is known through its versions: its 文書ID, else its title without version and date."""
    name = path.rpartition("/")[2].rpartition(" ＞ ")[2]
    stem, dot, kind = name.rpartition(".")
    return f"{title_key(stem or kind) or stem}{dot}{kind}"


def _numbered(findings: Iterable[PaperFinding]) -> Iterator[PaperFinding]:
    """The findings with IDs that no two share."""
    met: Counter[str] = Counter()
    for each in findings:
        met[each.id] += 1
        yield replace(each, id=f"{each.id}/#{met[each.id]}") if met[each.id] > 1 else each


def excerpt(text: str, match: str) -> str:
    """The text in one line, cut around what was found."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_EXCERPT:
        return line
    at = max(line.find(match), 0)
    start = max(0, min(at - (_LONGEST_EXCERPT - len(match)) // 2, len(line) - _LONGEST_EXCERPT))
    end = start + _LONGEST_EXCERPT
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
