"""The organisation: the company, its people, vendors and systems, all invented, and who does what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pmo_xl.metrics.payment.registration_number import check_digit
from pmo_xl.model.member import Member
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.names import COMPANIES, GIVEN_NAMES, SURNAMES, VENDORS
from tests.sample.maker.story import STARTS_ON, Story

DEPARTURE = date(2026, 6, 30)


@dataclass(frozen=True)
class Organisation:
    """Who and what the project consists of. Systems are asked for by their short names (会員, 決済 …).

    posts: the name of the person at each post of members.tsv (責任者, PM, 主会員, 委決済 …).
    """

    company: str
    posts: dict[str, str]
    members: tuple[Member, ...]
    systems: tuple[System, ...]
    vendors: tuple[Vendor, ...]

    @cached_property
    def system_names(self) -> dict[str, str]:
        """The full names of the systems by their short names."""
        return {row["short"]: row["name"] for row in bank("systems")}

    def at(self, post: str, system: str = "") -> str:
        """The person at a post: 責任者, PM, PMO …, or 主 / 副 / 委 of a system (without one, its 主, then PM)."""
        found = (self.posts.get(key) for key in (f"{post}{system}", post, f"主{system}"))
        return next((name for name in found if name), self.posts["PM"])

    def team(self, system: str) -> tuple[str, ...]:
        """The people who work on a system now, the responsible one first."""
        found = (self.posts.get(f"{post}{system}") for post in ("主", "副", "委"))
        return tuple(name for name in found if name) or (self.posts["PM"],)

    def vendor(self, key: str) -> str:
        """The name of the vendor V1, V2 …"""
        return self.vendors[int(key[1:]) - 1].name or ""


def make_organisation(story: Story) -> Organisation:
    """The organisation of one story: the same posts everywhere, other names for other seeds."""
    company = story.rng("company").choice(COMPANIES)
    people = _people(story)
    posts = {post: name for post, (name, _) in people.items()}
    vendors, accounts = _vendors(story), {post: account for post, (_, account) in people.items()}
    organisation = Organisation(company, posts, (), _systems(posts, vendors), vendors)
    members = (_member(n, row, organisation, accounts[row["post"]]) for n, row in enumerate(bank("members")))
    return Organisation(company, posts, tuple(members), organisation.systems, vendors)


def _people(story: Story) -> dict[str, tuple[str, str]]:
    """A name and a mail account for each post; no two people share a surname."""
    rng, posts = story.rng("people"), [row["post"] for row in bank("members")]
    surnames, given = rng.sample(SURNAMES, len(posts)), rng.sample(GIVEN_NAMES, len(posts))
    return {
        p: (f"{last} {first}", mail) for p, (last, mail), first in zip(posts, surnames, given, strict=True)
    }


def _member(n: int, row: Row, organisation: Organisation, account: str) -> Member:
    has_left = row["post"] == "前任"
    system = organisation.system_names.get(row["system"])
    return Member(
        id=f"PER-{n + 1:03}",
        name=organisation.posts[row["post"]],
        company=organisation.vendor(row["vendor"]) if row["vendor"] else organisation.company,
        department=row["department"],
        role=row["role"],
        systems=(system,) if system else (),
        rank=row["rank"] or None,
        reports_to=organisation.posts.get(row["reports_to"]),
        email=f"{account}@{row['vendor'].lower() or 'kaiin'}.example.jp",
        phone=f"03-5550-{1201 + 17 * n:04}",
        joined_on=STARTS_ON if n % 4 else date(2025, 10, 14),
        left_on=DEPARTURE if has_left else None,
        remarks="人事異動により離任。後任は主担当が兼ねる。" if has_left else None,
    )


def _vendors(story: Story) -> tuple[Vendor, ...]:
    rng = story.rng("vendors")
    names = rng.sample(VENDORS, 4)
    return tuple(_vendor(n, name, f"{rng.randrange(10**12):012}") for n, name in enumerate(names))


def _vendor(n: int, name: str, body: str) -> Vendor:
    """V1 is too large for 取適法, V3 has agreed to be paid on the bank day after a holiday."""
    may_defer = n == 2
    return Vendor(
        id=f"VEN-{n + 1:03}",
        name=name,
        registration_number=f"T{check_digit(body)}{body}",
        toritekihou="対象" if n else "対象外",
        closing="月締め",
        payment_method="振込",
        fee_borne_by="当社",
        deferral_agreed=True if may_defer else None,
        payment_terms=f"月末締め翌月末払い(休日は{'翌' if may_defer else '前'}営業日)",
        remarks=None if n else "資本金の区分により取適法の対象外と法務部が判断",
    )


def _systems(posts: dict[str, str], vendors: tuple[Vendor, ...]) -> tuple[System, ...]:
    return tuple(
        System(
            id=f"SYS-{n:03}",
            name=row["name"],
            change_kind=row["change_kind"],
            purpose=row["purpose"],
            owner=posts[f"主{row['short']}"],
            vendor=vendors[int(row["vendor"][1:]) - 1].name if row["vendor"] else None,
            is_outsourced=True if row["vendor"] else None,
            response_requirement=row["response"],
            specification=row["specification"],
        )
        for n, row in enumerate(bank("systems"), 1)
    )
