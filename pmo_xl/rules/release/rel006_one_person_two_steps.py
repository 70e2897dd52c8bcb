"""REL006: one person at two steps of the release at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmo_xl.metrics.overdue import responsible
from pmo_xl.metrics.release import DECISION, WORK, ends_at, is_release_over
from pmo_xl.model.project import Project
from pmo_xl.model.references import people
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "REL006",
    judges=ReleaseStep,
    reads=("kind", "owner"),
    severity=Severity.WARNING,
    message="{id} {title} の担当 {person} は、同じ時間に {others} も受け持っています。",
    remedy="時間をずらすか、どちらかの担当を別の人にしてください。",
)
def one_person_two_steps(step: ReleaseStep, project: Project) -> Judgement:
    """リリースの同じ時間に、1人が2つの手順を受け持っている。

    ## 要旨
    リリース計画の「作業」「判断点」のうち、担当(複数なら最初の人)が同じで時間が重なるものを、後に始まる行
    (同じ時刻なら下の行)で指摘します。前の手順の終わりと次の開始がちょうど同じ時刻なら重なりません。
    担当が体制表にない行は DAT005 が指摘するので見ません。リリースが終わった後は見ません。

    ## なぜ問題か
    当日の夜に1人が2か所にいることはできません。片方が待たされ、後の手順が順に遅れます。

    ## 違反例
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 | 担当 | 指摘 |
    |---|---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 60 | 佐藤 花子 | |
    | REL-002 | 判断点 | 続けるか | 2027/2/20 1:59 | 30 | 佐藤花子様、鈴木 一郎 | 担当 |
    | REL-003 | 作業 | 切り替える | 2027/2/20 3:00 | 30 | 鈴木 一郎 | |
    | REL-004 | 作業 | 確かめる | 2027/2/20 3:00 | 30 | 鈴木 一郎 | 担当 |

    体制表
    | 氏名 | 会社 |
    |---|---|
    | 佐藤 花子 | 当社 |
    | 鈴木 一郎 | 当社 |

    ## 適合例
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 | 担当 |
    |---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 60 | 佐藤 花子 |
    | REL-002 | 判断点 | 続けるか | 2027/2/20 2:00 | 30 | 佐藤 花子 |
    | REL-003 | 切戻し | 戻す | 2027/2/20 2:00 | 30 | 佐藤 花子 |
    | REL-004 | 作業 | 切り替える | 2027/2/20 2:00 | 30 | 体制表にない人 |
    | REL-005 | 作業 | 確かめる | 2027/2/20 2:00 | 30 | 体制表にない人 |

    体制表
    | 氏名 | 会社 |
    |---|---|
    | 佐藤 花子 | 当社 |
    """
    person = _person(step, project)
    if person is None or step.kind not in (WORK, DECISION) or is_release_over(project):
        return OUT_OF_SCOPE
    if ends_at(step) is None:
        return undeterminable("開始予定か所要分の分からない手順があります")
    own = _by_person(project)[person]
    place = next(n for n, each in enumerate(own) if each is step)
    others = [each.row_id or "" for each in own[:place] if _overlap(each, step)]
    return violation("owner", person=person, others="、".join(others)) if others else FITS


def _person(step: ReleaseStep, project: Project) -> str | None:
    """The first 担当, as 体制表 writes the name; None when it is not there."""
    first = next(iter(people(step.owner or "")), None)
    return responsible(first, project) if project.member(first) else None


def _overlap(one: ReleaseStep, other: ReleaseStep) -> bool:
    ends = ends_at(one), ends_at(other)
    if one.starts_at is None or other.starts_at is None or ends[0] is None or ends[1] is None:
        return False
    return one.starts_at < ends[1] and other.starts_at < ends[0]


def _by_person(project: Project) -> Mapping[str, Sequence[ReleaseStep]]:
    """The steps of each person whose time is known, by their start."""

    def made() -> Mapping[str, Sequence[ReleaseStep]]:
        """Each person's steps in the order of the night; equal starts as the rows stand."""
        found: dict[str, list[ReleaseStep]] = {}
        for step in project.release_steps:
            person = _person(step, project)
            if person and step.kind in (WORK, DECISION) and ends_at(step):
                found.setdefault(person, []).append(step)
        for steps in found.values():
            steps.sort(key=lambda each: (each.starts_at is None, each.starts_at))
        return found

    return project.cached("steps of リリース計画 by person", made)
