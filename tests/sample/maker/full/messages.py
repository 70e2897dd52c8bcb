"""シーケンス of the sample: four functions as messages between people and systems."""

from __future__ import annotations

from collections import Counter

from pmo_xl.model.message import Message
from tests.sample.maker.bank import bank
from tests.sample.maker.full.interfaces import interface_ids
from tests.sample.maker.organisation import Organisation


def messages(organisation: Organisation) -> tuple[Message, ...]:
    """The messages in their order; who is no system is an actor under the name of the bank."""
    ids, count = interface_ids(), Counter[str]()
    made = []
    for n, row in enumerate(bank("messages"), 1):
        count[row["function"]] += 1
        is_person = not row["interface"]
        source, target = (_end(row[end], organisation, is_person=is_person) for end in ("source", "target"))
        made.append(
            Message(
                id=f"SEQ-{n:03}",
                function=row["function"],
                order=count[row["function"]],
                source=source,
                target=target,
                kind=row["kind"],
                data=row["data"],
                interface=ids.get(row["interface"]),
                stored_data=row["stored"] or None,
            )
        )
    return tuple(made)


def _end(name: str, organisation: Organisation, *, is_person: bool) -> str:
    """会員 is the member where no interface is used, and the system 会員基盤 where one is."""
    if is_person and name == "会員":
        return "会員(利用者)"
    return organisation.system_names.get(name, name)
