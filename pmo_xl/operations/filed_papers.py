"""Filed papers: the documents that 成果物一覧 names, looked up below the workbook's folder and the roots that were named.

A 格納先 is the text of others: outside of these folders nothing is asked for (the name of another server would be sent
the user's credentials), no link is followed, and no URL is fetched.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Final

from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import reason
from pmo_xl.errors import BadOption
from pmo_xl.metrics.chapters import chapters_of
from pmo_xl.metrics.requirement_sources import source_documents
from pmo_xl.metrics.rfp_paper import rfp_papers, statements_of
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import Filed, FiledPaper, OpenPassage
from pmo_xl.model.passage import BODY, Delivery, Document
from pmo_xl.model.project import Project
from pmo_xl.operations.today import JAPAN
from pmo_xl.papers.reading import read_paper, saved_day
from pmo_xl.rules.rule import Judgement
from pmo_xl.rules.specification.open_passages import is_looked_through
from pmo_xl.workbook.file.container import MAX_FILE_BYTES

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://|[^\\/])")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_SLASHES: Final = str.maketrans("\\￥¥", "///")
_ONLY_IN_THE_CLOUD: Final = 0x400000
_OUTSIDE: Final = FiledPaper(
    reason="台帳のフォルダーの外は開きません(文書のフォルダーを --root で示すと見ます)"
)
_LINK: Final = FiledPaper(reason="ほかの場所へのリンクは開きません")
LOOKED_THROUGH: Final = tuple(kind for kind in BODY if kind not in ("目次", "ヘッダー", "フッター"))
"""The kinds of passage that a specification says something in."""
_Listed = Callable[[Path], Mapping[str, str]]
_Take = Callable[[Path], FiledPaper]
_NO_FOLDER: Final = "台帳がまだファイルになっていないため、格納先の文書を見られません"


def with_papers(
    project: Project, workbook: Path, roots: Sequence[Path] = (), *, has_texts: bool = False
) -> Project:
    """The project with what lies at each 格納先. roots: folders that documents may lie in, beside the workbook's own.

    has_texts: specifications, documents that 仕様書確認 names, and RFP papers are read for what stands in them. Raises BadOption for a root that is no folder.
    """
    refuse_no_folders(roots)
    if not workbook.is_file():
        return replace(project, filed=Filed(reason=_NO_FOLDER))
    places, listed = _places(workbook, roots), cache(_listed)
    rows = project.of(Deliverable)
    asked = (*source_documents(project), *rfp_papers(project)) if has_texts else ()
    read = {each.location for each in asked}
    read |= {row.location for row in rows if has_texts and is_looked_through(row, project)}
    found = {
        row.location: _look(row.location, places, listed, partial(_paper, is_read=row.location in read))
        for row in rows
        if row.location
    }
    return replace(project, filed=Filed(found, _none_found(found)))


def refuse_no_folders(roots: Iterable[Path]) -> None:
    """BadOption for a root that is no folder."""
    for root in roots:
        if not root.is_dir():
            raise BadOption(
                f"--root の {root} はフォルダーではありません。文書を置いたフォルダーを指定してください。"
            )


def places_looked_at(project: Project, workbook: Path, roots: Sequence[Path]) -> Iterator[Path]:
    """Where `with_papers` looks for the documents of the project; nothing is asked of the disk."""
    places = _places(workbook, roots)
    for row in project.of(Deliverable):
        text = (row.location or "").strip().translate(_SLASHES)
        if text and not _URL.match((row.location or "").strip()):
            for name in dict.fromkeys((text, text.partition("#")[0].rstrip())):
                yield from (place.joinpath(*steps) for place, steps in _ways(name, places))


def locations_of(
    project: Project, workbook: Path, roots: Sequence[Path], files: Iterable[Path]
) -> Mapping[Path, frozenset[str]]:
    """By file, each 格納先 that leads to it from the workbook's folder or a root; nothing is asked of the disk."""
    keys = {_key(os.path.normpath(each.absolute())): each for each in files}
    places = _places(workbook, roots)
    found: dict[Path, frozenset[str]] = {}
    for text in filter(None, (row.location for row in project.of(Deliverable))):
        if _URL.match(text.strip()):
            continue
        for place, steps in _ways(text.strip().translate(_SLASHES).partition("#")[0].rstrip(), places):
            if file := keys.get(_key(str(place.joinpath(*steps)))):
                found[file] = found.get(file, frozenset()) | {text}
    return found


Stamp = tuple[Path, str]
"""A place, and how what lies there looked without opening it."""


def stamp_of(path: Path) -> Stamp:
    """How a file looks now: its size and time; of one that is not there, those that differ from its name in case alone."""
    try:
        found = [path] if os.path.lexists(path) else []
        found = found or [each for each in path.parent.iterdir() if _key(each.name) == _key(path.name)]
        looks = ((each.name, each.stat()) for each in found)
        return path, " ".join(f"{name} {look.st_size} {look.st_mtime_ns}" for name, look in looks)
    except (OSError, ValueError):
        return path, ""


def _none_found(found: Mapping[str, FiledPaper]) -> str | None:
    """The one thing to say where not one of them is there: the ledger lies elsewhere than its documents."""
    looked = [each for each in found.values() if not (each.is_address or each.reason)]
    if not looked or any(each.is_there for each in looked):
        return None
    return (
        f"格納先の文書 {len(looked)} 件が1つも見つかりません"
        "(台帳だけを別の場所に置いているなら、文書のフォルダーを --root で示してください)"
    )


def _look(location: str, places: Sequence[Path], listed: _Listed, take: _Take) -> FiledPaper:
    if _URL.match(location.strip()):
        return FiledPaper(is_address=True)
    text = location.strip().translate(_SLASHES)
    told = None
    for name in dict.fromkeys((text, text.partition("#")[0].rstrip())):
        for place, steps in _ways(name, places):
            told = _at(place, steps, listed, take)
            if told.is_there or told.reason:
                return told
    return told or _OUTSIDE


def file_at(location: str, workbook: Path, roots: Sequence[Path] = ()) -> Path | str:
    """The file at a 格納先, below the workbook's folder or a root; else why there is none that may be opened."""
    found: list[Path] = []

    def take(path: Path) -> FiledPaper:
        """Remember where it lies."""
        found.append(path)
        return FiledPaper(is_there=True)

    told = _look(location, _places(workbook, roots), cache(_listed), take)
    if found:
        return found[0].resolve()
    missing = "格納先が空欄です" if not location.strip() else "格納先に文書がありません"
    return told.reason or ("URL は開きません" if told.is_address else missing)


def _places(workbook: Path, roots: Sequence[Path]) -> tuple[Path, ...]:
    """The folders that documents may lie in."""
    return tuple(dict.fromkeys(Path(os.path.normpath(each.absolute())) for each in (workbook.parent, *roots)))


def _ways(name: str, places: Sequence[Path]) -> Iterator[tuple[Path, Sequence[str]]]:
    """The steps down to where a name would lie, seen from each of the folders, by its letters alone.

    Nothing is asked of the disk; one that leads out of all the folders has no way.
    """
    if not name or "\0" in name or (os.name != "nt" and _DRIVE.match(name)):
        return
    for place in places:
        meant = Path(os.path.normpath(place / name))
        inside = next((each for each in places if meant.is_relative_to(each)), None)
        if inside is not None:
            yield inside, meant.relative_to(inside).parts


def _at(place: Path, steps: Sequence[str], listed: _Listed, take: _Take) -> FiledPaper:
    """What lies there; a name is taken exactly, else without its case and whichever way its marks are written."""
    at = place
    try:
        for left, step in enumerate(steps, 1 - len(steps)):
            if not os.path.lexists(at / step):
                step = listed(at).get(_key(step), "")
                if not step:
                    return FiledPaper()
            at /= step
            if at.is_symlink() or _is_junction(at):
                return _LINK
            if not at.is_dir():
                return FiledPaper() if left else take(at)
        return FiledPaper(is_there=True, is_folder=True)
    except (OSError, ValueError, OverflowError) as error:
        why = reason(error) if isinstance(error, OSError) else "名前か日付を扱えません"
        return FiledPaper(reason=f"格納先を見られません({why})")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _listed(folder: Path) -> Mapping[str, str]:
    """The names in a folder, by their keys."""
    return {_key(each.name): each.name for each in folder.iterdir()}


def _is_junction(path: Path) -> bool:
    """Whether Windows leads from here elsewhere, as a link does."""
    tag = getattr(path.lstat(), "st_reparse_tag", 0)
    return tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _paper(path: Path, *, is_read: bool) -> FiledPaper:
    """The file with its days; of one that lies in the cloud alone only its own time, for reading would fetch it."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return FiledPaper(reason="格納先がファイルでもフォルダーでもありません")
    touched = datetime.fromtimestamp(status.st_mtime, JAPAN).date()
    if getattr(status, "st_file_attributes", 0) & _ONLY_IN_THE_CLOUD:
        return FiledPaper(
            is_there=True, touched_on=touched, unread="このPCに取り込まれていない文書があります"
        )
    try:
        data = read_given(path, MAX_FILE_BYTES)
    except OSError as error:
        return FiledPaper(
            is_there=True, touched_on=touched, unread=f"読めない文書があります({reason(error)})"
        )
    paper = FiledPaper(is_there=True, stamped_on=saved_day(path.name, data), touched_on=touched)
    return with_texts(paper, read_paper(path.name, data)) if is_read else paper


def with_texts(paper: FiledPaper, document: Document) -> FiledPaper:
    """The paper with what is still open in it, as precheck finds it, its chapters, and what it asks for as an RFP."""
    unread = document.unread[0].reason if document.unread else None
    if not document.is_read:
        return replace(paper, unread=unread)
    return replace(
        paper,
        is_there=True,
        open_passages=open_passages(document),
        unread=unread,
        chapters=chapters_of(document),
        statements=statements_of(document),
    )


def open_passages(document: Document) -> tuple[OpenPassage, ...]:
    """The passages of a document whose words or marks say that something is still open (PRE001, PRE002)."""
    from pmo_xl.rules.precheck.pre001_leftover_word import leftover_word
    from pmo_xl.rules.precheck.pre002_placeholder_mark import placeholder_mark

    delivery = Delivery((document,))
    found = []
    for passage in document.of(*LOOKED_THROUGH):
        said = [rule.judge(passage, delivery) for rule in (leftover_word, placeholder_mark)]
        hits = [hit for each in said if not isinstance(each, Judgement) for hit in each]
        hits += [each for each in said if isinstance(each, Judgement)]
        words = tuple(str(hit.details["match"]) for hit in hits if "match" in hit.details)
        if words:
            found.append(OpenPassage(passage.text, words, passage.place, passage.heading))
    return tuple(found)
