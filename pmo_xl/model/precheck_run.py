"""PrecheckRun: what one recorded look through a delivery found, as far as the KPI need it; no text of a document is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

_JAPAN = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class PrecheckedError:
    """An error that nobody waived. id: stands for the finding's ID; document: what stays of its name in all versions."""

    id: str
    rule: str
    document: str


@dataclass(frozen=True, slots=True)
class PrecheckRun:
    """One look through a delivery with its ledger.

    made_at: UTC. delivery: what was looked through, as it was named. verdict: pass, conditional or fail. is_whole: all
    rules of the 規則群 were asked. errors: those that make it 不合格. found: the IDs of all findings, waived ones too.
    judged: the rules that could be judged. documents: by name without version, whether it was read whole.
    """

    made_at: datetime
    delivery: str
    verdict: str
    group: str
    is_whole: bool
    errors: tuple[PrecheckedError, ...]
    found: frozenset[str]
    judged: frozenset[str]
    documents: dict[str, bool]
    version: str = ""

    @property
    def on(self) -> date:
        """The day in Japan."""
        return self.made_at.astimezone(_JAPAN).date()

    def lacks(self, error: PrecheckedError) -> bool:
        """Whether an error of an earlier run is gone: its rule was judged, and where it stood was read whole."""
        if error.id in self.found or error.rule not in self.judged:
            return False
        return self.documents.get(error.document, all(self.documents.values()))
