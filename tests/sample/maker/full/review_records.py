"""レビュー記録 of the sample: the 主担当 of every system that builds something has agreed to each sequence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmo_xl.metrics.reviews import sequence_fingerprint
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.model.review_record import ReviewRecord
from tests.sample.maker.organisation import Organisation

_DUE, _SEEN = date(2026, 4, 10), date(2026, 4, 8)


def review_records(organisation: Organisation, said: Sequence[Message]) -> tuple[ReviewRecord, ...]:
    """A row per function and system, in the order of シーケンス."""
    owners = {s.name: s.owner for s in organisation.systems if s.change_kind in ("新規", "改修")}
    pairs = dict.fromkeys(
        (message.function, system)
        for message in said
        for system in (message.source, message.target)
        if system in owners
    )
    hashes = _hashes(said)
    return tuple(
        ReviewRecord(
            id=f"REV-{n:03}",
            kind="シーケンス",
            subjects=(function,) if function else (),
            system=system,
            reviewer=owners[system],
            due_on=_DUE,
            reviewed_on=_SEEN,
            comments=n % 3,
            result="合意",
            reviewed_fingerprint=f"{_SEEN:%Y%m%d}:{hashes[function or '']}",
        )
        for n, (function, system) in enumerate(pairs, 1)
    )


def _hashes(said: Sequence[Message]) -> dict[str, str | None]:
    """The fingerprint of each function as it stands."""
    project = Project(_SEEN, _SEEN, records={Message: tuple(said)})
    return {name: sequence_fingerprint(name, project) for name in {row.function or "" for row in said}}
