"""A dependency as people write it in 先行作業: `WBS-010`, `WBS-010 SS`, `WBS-010 FS+3`, `WBS-010FS-2日`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from pmo_xl.model.references import id_key

_LINK = re.compile(
    r"(?P<id>.+?)"
    r"(?:(?:\s+|(?<=[0-9]))\(?(?P<kind>FS|SS|FF|SF)(?:\s*(?P<sign>[-+‐‑‒–—―−ー])\s*(?P<lag>[0-9]{1,4})\s*@)?\)?"
    r"|\s*\+\s*(?P<delay>[0-9]{1,4})\s*@)?".replace("@", "(?:営業日|稼働日|日|BD|DAYS?|D)?")
)


_PLAIN = re.compile(r"[A-Z]+-[0-9]+")


class LinkKind(StrEnum):
    """Which ends of two activities a dependency joins (PMBOK): finish or start of the one, then of the other."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"

    __hash__ = str.__hash__  # that of Enum is written in Python, and every link of a network is looked up


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency on a predecessor, named as IDs compare; lag in business days, negative for a lead."""

    predecessor: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0

    def __str__(self) -> str:
        lag = f"{self.lag:+d}" if self.lag else ""
        return (
            self.predecessor
            if not lag and self.kind is LinkKind.FS
            else f"{self.predecessor} {self.kind}{lag}"
        )


def parse_link(text: str) -> Link | None:
    """The dependency that one entry of 先行作業 names, full-width or not; None when blank.

    Whatever is no kind and lag belongs to the ID, so a slip of the pen shows as an unknown predecessor.
    """
    if _PLAIN.fullmatch(text):
        return Link(text)
    found = _LINK.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if found is None:
        return None
    lag = int(found["lag"] or found["delay"] or 0)
    is_lead = found["sign"] not in (None, "+")
    return Link(id_key(found["id"]), LinkKind(found["kind"] or "FS"), -lag if is_lead else lag)
