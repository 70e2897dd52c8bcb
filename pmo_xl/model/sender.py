"""Sender: who signs what goes out, as 差出人.* of 設定 or [sender] of the office file say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from pmo_xl.model.settings import Settings

FAMILY: Final = "差出人."
FIELDS: Final = {
    "会社": "company",
    "部門": "department",
    "氏名": "person",
    "郵便番号": "postal_code",
    "住所": "address",
    "電話": "phone",
    "メール": "mail",
}
"""The part of a key behind 差出人., and the field that holds it."""


@dataclass(frozen=True)
class Sender:
    """Who signs; "" where it is not known. signature: lines of one's own instead. cc: addresses that get a copy."""

    company: str = ""
    department: str = ""
    person: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    mail: str = ""
    signature: str = ""
    cc: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the reader can tell who writes."""
        return bool(self.company or self.person or self.signature)

    @property
    def introduction(self) -> str:
        """「株式会社A 情報システム部の佐藤です。」; "" where no name is known."""
        place = " ".join(filter(None, (self.company, self.department)))
        return (
            f"{place}の{self.person}です。"
            if place and self.person
            else f"{self.person}です。" * bool(self.person)
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The signature, line by line; none where nobody is known."""
        if self.signature:
            return tuple(self.signature.splitlines())
        place = f"〒{self.postal_code.lstrip('〒')} {self.address}" if self.postal_code else self.address
        contact = [f"電話 {self.phone}"] * bool(self.phone) + [f"メール {self.mail}"] * bool(self.mail)
        names = (self.company, " ".join(filter(None, (self.department, self.person))))
        return tuple(filter(None, (*names, place, "  ".join(contact))))


def sender_of(settings: Settings, office: Sender) -> Sender:
    """差出人.* of 設定 where it says anything, else the office's; signature and copies are always the office's."""
    own: dict[str, Any] = {field: settings.text(f"{FAMILY}{key}") for key, field in FIELDS.items()}
    return replace(office, **own) if any(own.values()) else office
