"""成果物一覧 of the sample: the documents, their newest versions, and the proofs of acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.spec_change import SpecChange
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story


@dataclass
class _Shelf:
    """The documents while changes are reflected in them: the version and day of each by its title."""

    rows: dict[str, Row]
    ids: dict[str, str]
    minor: dict[str, int]
    updated_on: dict[str, date]

    @classmethod
    def of(cls, story: Story) -> _Shelf:
        """The documents that exist by the as-of date, in their first version."""
        rows = {
            row["title"]: row
            for row in bank("deliverables")
            if date.fromisoformat(row["made_on"]) <= story.as_of
        }
        ids = {title: f"DOC-{n:03}" for n, title in enumerate(rows, 1)}
        days = {title: date.fromisoformat(row["made_on"]) for title, row in rows.items()}
        return cls(rows, ids, dict.fromkeys(rows, 0), days)

    def reflect(self, change: SpecChange, titles: Sequence[str], on: date) -> SpecChange:
        """Give each document a new version for the change, and the change the versions it went into."""
        for title in titles:
            self.minor[title] += 1
            self.updated_on[title] = max(on, self.updated_on[title])
        versions = "、".join(f"1.{self.minor[title]}" for title in titles)
        ids = tuple(self.ids[title] for title in titles)
        return change.model_copy(update={"reflected_in": ids, "reflected_version": versions})


def reflected(
    story: Story, organisation: Organisation, changes: Sequence[SpecChange]
) -> tuple[tuple[SpecChange, ...], tuple[Deliverable, ...]]:
    """The changes with the documents and versions they went into, and those documents."""
    shelf = _Shelf.of(story)
    done = sorted((c for c in changes if c.reflected_on), key=lambda c: (c.reflected_on, c.id))
    told = {c.id: shelf.reflect(c, _titles(c, shelf), c.reflected_on) for c in done if c.reflected_on}
    documents = (_document(title, shelf, organisation) for title in shelf.rows)
    return tuple(told.get(change.id, change) for change in changes), tuple(documents)


def _titles(change: SpecChange, shelf: _Shelf) -> tuple[str, ...]:
    """基本設計書 of the system; before that was written, or for what is dropped, 要件定義書 (then both)."""
    system = change.systems[0]
    needs, design = f"要件定義書({system})", f"基本設計書({system})"
    is_early = change.reflected_on and change.reflected_on < date.fromisoformat(shelf.rows[design]["made_on"])
    return (needs,) if is_early else (needs, design) if change.kind == "削除" else (design,)


def _document(title: str, shelf: _Shelf, organisation: Organisation) -> Deliverable:
    row, version, updated_on = shelf.rows[title], f"1.{shelf.minor[title]}", shelf.updated_on[title]
    is_deliverable = True if row["is_deliverable"] else None
    return Deliverable(
        id=shelf.ids[title],
        title=title,
        phase=row["phase"],
        author=organisation.at(row["owner"], row["system"]),
        version=version,
        updated_on=updated_on,
        location=f"{row['folder']}/{title}_v{version}.docx",
        is_deliverable=is_deliverable,
        received_on=updated_on if is_deliverable and row["owner"] == "委" else None,
    )


def proven(
    organisation: Organisation, acceptances: Iterable[Acceptance], vendor_of: dict[str, str], first: int
) -> tuple[tuple[Acceptance, ...], tuple[Deliverable, ...]]:
    """The acceptances with their 検収書 (one a month and vendor), and those documents from DOC-`first` on."""
    proofs: dict[tuple[date, str], Deliverable] = {}
    proven = []
    for each in acceptances:
        if each.accepted_on:
            key = (each.accepted_on.replace(day=1), vendor_of[each.order or ""])
            proof = proofs.get(key) or _proof(first + len(proofs), *key, each.accepted_on, organisation)
            latest = max(each.accepted_on, proof.updated_on or each.accepted_on)
            proofs[key] = proof.model_copy(update={"updated_on": latest})
            each = each.model_copy(update={"acceptance_document": proof.id})
        proven.append(each)
    return tuple(proven), tuple(proofs.values())


def _proof(n: int, month: date, vendor: str, on: date, organisation: Organisation) -> Deliverable:
    title = f"検収書({vendor} {month.year}年{month.month}月)"
    return Deliverable(
        id=f"DOC-{n:03}",
        title=title,
        author=organisation.at("PMO"),
        version="1.0",
        updated_on=on,
        location=f"80_検収支払/検収書/{month:%Y-%m}_{vendor}.pdf",
    )
