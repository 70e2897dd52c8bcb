"""The machine over documents: asks each rule of precheck about passages or documents, and says 合格, 条件付 or 不合格."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pmo_xl.model.passage import STATE, Delivery, Document, Passage
from pmo_xl.model.precheck_words import CONTENT, NOT_LOOKED_AT
from pmo_xl.model.verdict import Verdict
from pmo_xl.plugins import ENDS
from pmo_xl.rules.finding import Waiver
from pmo_xl.rules.paper_report import ALL_IDS, WHOLE, PaperFinding, PaperReport, is_agreed
from pmo_xl.rules.policy import OFF_WORDS, SEVERITY_WORDS, Policy, is_understood
from pmo_xl.rules.precheck.deliverables import title_key
from pmo_xl.rules.report import RuleCount
from pmo_xl.rules.rule import FITS, Group, Judgement, Rule
from pmo_xl.rules.run import FAILED, Tally

PaperSubject = Passage | Document | Delivery
_LONGEST_EXCERPT: Final = 60
_LONGEST_KEY: Final = 24


def judge_delivery(delivery: Delivery, rules: Iterable[Rule], group: Group = Group.STANDARD) -> PaperReport:
    """Ask the rules of the 規則群 that the words file leaves on. A rule that raises is 判定不能, and the others go on."""
    policy = Policy(group, delivery.words.rules)
    every = tuple(rules)
    findings: list[PaperFinding] = []
    counts: list[RuleCount] = []
    for asking in _ask_all([_Asking(rule) for rule in policy.select(every)], delivery):
        tally, made = asking.said()
        counts.append(tally.count(asking.rule))
        weight = policy.severity(asking.rule)
        findings += [replace(each, severity=weight) if weight else each for each in made]
    findings, unmet = _with_waivers(findings, delivery, frozenset(count.rule for count in counts))
    order = {each.path: number for number, each in enumerate(delivery.documents)}
    findings.sort(key=lambda each: order.get(each.document, -1))
    found, off = tuple(_numbered(findings)), policy.off(every)
    return PaperReport(delivery, found, tuple(counts), off, unmet=unmet, group=group)


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


@dataclass
class _Asking:
    """A rule that is being asked. A rule that raised is asked no more, and said to have failed."""

    rule: Rule
    tally: Tally[PaperSubject] = field(default_factory=Tally[PaperSubject])
    error: BaseException | None = None

    def ask(self, delivery: Delivery, document: Document | None, seen: _Seen) -> None:
        """Ask about one document, or the delivery as a whole."""
        if self.error is not None or (self.rule.judges is Delivery) != (document is None):
            return
        try:
            if document is None:
                _ask_of_delivery(self.rule, delivery, self.tally)
            else:
                _ask(self.rule, document, delivery, self.tally, seen)
        except ENDS:
            raise
        except BaseException as error:
            self.error = error

    def said(self) -> tuple[Tally[PaperSubject], list[PaperFinding]]:
        """What the rule came to."""
        if self.error is None:
            try:
                return self.tally, [_finding(self.rule, *each) for each in self.tally.hits]
            except ENDS:
                raise
            except BaseException as error:
                self.error = error
        tally = Tally[PaperSubject](is_failed=True, is_lacking=True)
        tally.cannot(f"{FAILED}({type(self.error).__name__}: {' '.join(str(self.error).split())})")
        return tally, []


_Seen = dict[tuple[str, ...], list[Passage]]
"""By the kinds that rules read, the passages of a document that are seen."""


def _ask_all(askings: Sequence[_Asking], delivery: Delivery) -> Sequence[_Asking]:
    """Ask document by document, so that what is folded of a text once is at hand for the next rule."""
    for document in delivery.documents:
        seen: _Seen = {}
        for asking in askings:
            asking.ask(delivery, document, seen)
    for asking in askings:
        asking.ask(delivery, None, {})
    return askings


def _ask_of_delivery(rule: Rule, delivery: Delivery, tally: Tally[PaperSubject]) -> None:
    reads = frozenset(rule.reads)
    if STATE not in reads:
        looked_at = [each for each in delivery.documents if not is_agreed(each, delivery)]
        for part in (part for document in looked_at for part in document.unread):
            if not part.kinds or part.kinds & reads:
                tally.cannot(part.reason)
        if not any(each.reads & reads for each in looked_at):
            tally.out_of_scope += not tally.undeterminable
            return
    off = {each.path for each in delivery.documents if _is_off(rule, each, delivery)}
    said = rule.judge(delivery)
    every = (said,) if isinstance(said, Judgement) else tuple(said)
    kept = tuple(each for each in every if getattr(each.details.get("at"), "document", None) not in off)
    _add(tally, delivery, kept or FITS)


def _ask(rule: Rule, document: Document, delivery: Delivery, tally: Tally[PaperSubject], seen: _Seen) -> None:
    reads = frozenset(rule.reads)
    if reads and is_agreed(document, delivery):
        return
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
        if rule.reads not in seen:
            seen[rule.reads] = [each for each in document.passages if _is_asked_about(each, reads)]
        _ask_of_passages(rule, seen[rule.reads], delivery, tally)
    else:
        _add(tally, document, rule.judge(document, delivery))


def _ask_of_passages(
    rule: Rule, passages: Sequence[Passage], delivery: Delivery, tally: Tally[PaperSubject]
) -> None:
    """The hot path: nearly every passage fits."""
    fitting, judge = 0, rule.judge
    for passage in passages:
        said = judge(passage, delivery)
        if said is FITS:
            fitting += 1
        else:
            _add(tally, passage, said)
    tally.judged += fitting + (not passages)  # a document without a comment has been looked at, too


def _is_asked_about(passage: Passage, reads: frozenset[str]) -> bool:
    return not reads or (passage.kind in reads and not _is_out_of_sight(passage))


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
        id="/".join((rule.id, document_key(document), place_key, match[:_LONGEST_KEY])),
        verdict="question" if judgement.verdict is Verdict.QUESTION else "violation",
        place_key=place_key,
    )


def document_key(path: str) -> str:
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
