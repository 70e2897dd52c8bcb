"""Copies of one project's workbook: found by 案件コード (or by being the same file), and one of them chosen."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pmo_xl.documents.month_end.result import LeftOutCopy, in_folder
from pmo_xl.operations.kept_projects import ProjectHead

_COPY_MARKS = re.compile(
    r"コピー|copy|複製|[((]\d+[))]|_old|旧|バックアップ|backup|bak|最終|確定版|_?v\d+$|_\d{6,8}$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")
WHY = "ブックの中に残る最終保存の日時が新しいもの(同じなら、名前に複製の印がないもの、名前の短いもの)を数えました"


def without_copies(
    projects: Iterable[ProjectHead],
) -> tuple[tuple[ProjectHead, ...], tuple[LeftOutCopy, ...]]:
    """The projects, each once and in the order given, and the copies that are not counted."""
    every = tuple(projects)
    groups: dict[str, list[ProjectHead]] = {}
    for project in every:
        groups.setdefault(_identity(project), []).append(project)
    chosen = {id(_chosen(group)) for group in groups.values()}
    counted = {_identity(project): project for project in every if id(project) in chosen}
    left = (_left_out(p, counted[_identity(p)]) for p in every if id(p) not in chosen)
    return tuple(project for project in every if id(project) in chosen), tuple(left)


def told_apart(projects: Sequence[ProjectHead]) -> tuple[ProjectHead, ...]:
    """The projects, those of one 案件名 with their 案件コード (or file) behind it, so that no two share a line."""
    names = Counter(project.name for project in projects)
    keys = Counter(project.key for project in projects)

    def own(project: ProjectHead) -> ProjectHead:
        """The project under a name and key of its own."""
        path = project.path
        own = f"({project.code or f'{path.parent.name}/{path.stem}'})"
        name = project.name + own * (names[project.name] > 1)
        return replace(project, name=name, key=project.key + own * (keys[project.key] > 1))

    apart = tuple(map(own, projects))
    still = Counter(project.name for project in apart)  # folders of one name, in different folders
    return tuple(replace(p, name=f"{p.name}({p.path})") if still[p.name] > 1 else p for p in apart)


def same_name_remarks(projects: Iterable[ProjectHead]) -> tuple[str, ...]:
    """A sentence for each 案件名 of several workbooks without 案件コード: nothing tells whether they are copies."""
    paths: dict[str, list[Path]] = {}
    for project in projects:
        if not project.code:
            paths.setdefault(project.name, []).append(project.path)
    return tuple(
        f"案件名「{name}」のブックが {len(found)} 冊あります({'、'.join(map(in_folder, found))})。"
        "別の案件として数えました。複製なら設定の案件コードを揃えてください。"
        for name, found in paths.items()
        if len(found) > 1
    )


def _identity(project: ProjectHead) -> str:
    return f"コード:{project.code}" if project.code else f"ファイル:{project.sha256}"


def _chosen(group: Sequence[ProjectHead]) -> ProjectHead:
    if len(group) == 1:
        return group[0]
    saved = [(last_saved(project.path), project) for project in group]  # once: a second look may fail
    newest = max(when for when, _ in saved)
    latest = [project for when, project in saved if when == newest]
    return min(latest, key=lambda p: (has_copy_mark(p.path), len(p.path.name), str(p.path)))


def _left_out(project: ProjectHead, counted: ProjectHead) -> LeftOutCopy:
    name = project.code or project.name
    return LeftOutCopy(project.path, counted.path, name, WHY, project.sha256)


def has_copy_mark(path: Path) -> bool:
    """Whether the name looks like a copy's: 「コピー 〜」, 〜 - コピー, 〜(1), 最終_v2, _old …"""
    return _COPY_MARKS.search(path.stem) is not None


def last_saved(path: Path) -> str:
    """When Excel last saved the workbook, as it wrote it down (2026-11-30T09:00:00Z); "" when it does not say.

    Copying a file leaves this as it is, which the file's own date does not.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = _MODIFIED.search(archive.read("docProps/core.xml"))
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError):
        return ""
    return found[1].decode("ascii", "replace").strip() if found else ""
