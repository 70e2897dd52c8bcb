"""WBS019: the days of the stop and of the service's start do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from pmo_xl.metrics.milestones import day_of, is_service_start, milestone_of
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.release import RELEASE_PHASE, WORK, ends_at, steps_of
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, undeterminable, violation

BEGIN, END, SERVICE = "停止開始", "停止終了", "サービスイン日"


@rule(
    "WBS019",
    judges=Project,
    needs={Task: ("kind", "phase", "title", "planned_finish", "actual_finish"), Setting: ()},
    severity=Severity.ERROR,
    message="{what}。",
    remedy="設定の停止開始・停止終了・サービスイン日と、マスタスケジュール・リリース計画のどれが正しいかを決め、違うほうを直してください。",
)
def service_dates_differ(project: Project) -> Iterator[tuple[Record, Judgement]]:
    """サービスを止める日と始める日が、設定・マスタスケジュール・リリース計画で食い違っている。

    ## 要旨
    どちらも書かれているものだけを比べ、次のときに指摘します。

    - 停止終了が停止開始以前、または停止終了の日がサービスイン日より後。設定の停止終了を、エラーで指摘します。
    - サービスイン日がリリースのマイルストーンの日より前。または、作業名(「日」「予定」と括弧の中を除く)が「サービスイン」か
      「サービス開始」で終わるマイルストーンがあるのに、どれもサービスイン日と違う。設定のサービスイン日を、エラーで指摘します。
    - リリース計画の「作業」が停止終了より後に終わる(開始予定+所要分)。その開始予定を、警告で指摘します。

    リリースの後日にサービスを始めるのは普通のことなので、指摘しません。

    ## なぜ問題か
    止める時間と始める日は、利用者・相手先・開発会社のすべてが約束に使います。1か所でも違えば、その約束が破れます。

    ## 違反例
    設定
    | 項目 | 値 | 指摘 |
    |---|---|---|
    | 停止開始 | 2027-02-19 22:00 | |
    | 停止終了 | 2027-02-19 22:00 | 値 |
    | サービスイン日 | 2027-02-19 | 値 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | リリース | サービスイン(予定日) | 2027/2/20 |

    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 | 指摘 |
    |---|---|---|---|---|---|
    | REL-001 | 作業 | 切り替える | 2027/2/19 21:00 | 61 | 開始予定(警告) |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |
    | 停止終了 | 2027-02-22 06:00 |
    | サービスイン日 | 2027-02-22 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | リリース | システムリリース | 2027/2/20 |
    | WBS-002 | マイルストーン | 移行 | 一部店舗のサービス開始日 | 2027/2/15 |
    | WBS-003 | マイルストーン | 移行 | サービス開始 予定日 | 2027/2/22 |

    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 |
    |---|---|---|---|---|
    | REL-001 | 作業 | 切り替える | 2027/2/22 5:00 | 60 |
    | REL-002 | 切戻し | 戻す | 2027/2/22 5:00 | 90 |
    """
    if (end := _row(END, project)) is not None:
        yield end, _joined(_of_end(project))
    if (service := _row(SERVICE, project)) is not None:
        yield service, _joined(_of_service(project))
    yield from _of_steps(project)


def _row(key: str, project: Project) -> Setting | None:
    return next((row for row in project.of(Setting) if row.key == key and row.value), None)


def _moment(key: str, project: Project) -> datetime | Judgement | None:
    """The moment of a key; None when blank, 判定不能 when it cannot be read."""
    found = project.settings.moment(key)
    if found is None and project.settings.text(key):
        return undeterminable(f"設定の「{key}」を日時として読み取れません")
    return found


def _service_day(project: Project) -> date | Judgement | None:
    found = project.settings.day(SERVICE)
    if found is None and project.settings.text(SERVICE):
        return undeterminable(f"設定の「{SERVICE}」を日付として読み取れません")
    return found


def _joined(parts: Iterator[str | Judgement]) -> Judgement:
    """One judgement for one cell: the sentences joined; without any, what could not be told."""
    said = list(parts)
    problems = [part for part in said if isinstance(part, str)]
    if problems:
        return violation("value", what="。".join(problems))
    return next((part for part in said if isinstance(part, Judgement)), FITS)


def _of_end(project: Project) -> Iterator[str | Judgement]:
    begin, end, service = _moment(BEGIN, project), _moment(END, project), _service_day(project)
    yield from (each for each in (begin, end, service) if isinstance(each, Judgement))
    if not isinstance(end, datetime):
        return
    if isinstance(begin, datetime) and end <= begin:
        yield f"停止終了 {_time(end)} が停止開始 {_time(begin)} より後になっていません"
    if isinstance(service, date) and end.date() > service:
        yield f"停止終了 {_time(end)} の日がサービスイン日 {day(service)} より後です"


def _of_service(project: Project) -> Iterator[str | Judgement]:
    service = _service_day(project)
    if not isinstance(service, date):
        yield service or FITS
        return
    release = milestone_of(RELEASE_PHASE, None, project)
    if release and (cannot := unknown(release, "planned_finish", "actual_finish")):
        yield cannot
    elif release and (on := day_of(release)) and service < on:
        yield f"サービスイン日 {day(service)} がリリースのマイルストーン {release.title} の {day(on)} より前です"
    yield from _of_starts(service, project)


def _of_starts(service: date, project: Project) -> Iterator[str | Judgement]:
    named = [task for task in project.tasks if task.kind == MILESTONE and is_service_start(task)]
    days = {task.row_id or task.title or "": day_of(task) for task in named}
    if service in days.values():
        return
    doubts = (unknown(task, "planned_finish", "actual_finish") for task in named)
    if cannot := next(filter(None, doubts), None):
        yield cannot
    elif any(days.values()):
        others = "、".join(f"{name} は {day(on)}" for name, on in days.items() if on)
        yield f"サービスイン日 {day(service)} が、マスタスケジュールのマイルストーンと違います({others})"


def _of_steps(project: Project) -> Iterator[tuple[Record, Judgement]]:
    end = _moment(END, project)
    if end is not None:
        for step in steps_of(WORK, project):
            yield step, end if isinstance(end, Judgement) else _of_step(step, end)


def _of_step(step: ReleaseStep, end: datetime) -> Judgement:
    if cannot := unknown(step, "starts_at", "minutes"):
        return cannot
    done = ends_at(step)
    if done is None or done <= end:
        return FITS
    name = f"{step.row_id or ''} {step.title or ''}".strip()
    what = f"{name} は {_time(done)} に終わり、停止終了 {_time(end)} を過ぎます"
    return violation("starts_at", severity=Severity.WARNING, what=what)


def _time(moment: datetime) -> str:
    return f"{day(moment.date())} {moment:%H:%M}"
