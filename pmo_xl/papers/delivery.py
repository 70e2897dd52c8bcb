"""All files of a delivery: files, folders and zips, in the order of their names. Nothing is written, no link followed."""

from __future__ import annotations

import io
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.model.passage import Document, unreadable
from pmo_xl.papers.endings import ZIP, ending_of
from pmo_xl.papers.reading import is_read, read_paper, reason_not_read
from pmo_xl.workbook.file.container import MAX_FILE_BYTES, read_file

MOST_FILES: Final = 5_000
MOST_BYTES: Final = 2 << 30
DEEPEST_FOLDER: Final = 20
DEEPEST_ZIP: Final = 2
IN_ZIP: Final = " ＞ "
_MOST_ENTRIES: Final = 10_000
_ALWAYS_ALLOWED: Final = 10 << 20
_MOST_RATIO: Final = 100
_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = b"\x75\x70"
_BOMB: Final = "展開すると異常に大きくなるため、安全に読めません(作成元に確かめてください)"
_BROKEN: Final = "壊れているか、途中で切れています(作り直してもらってください)"


@dataclass
class _Budget:
    """How much a delivery may still hold."""

    password: str | None = None
    files: int = MOST_FILES
    left: int = MOST_BYTES

    def take(self, size: int) -> None:
        """Count a file. Raises BadOption beyond the bounds."""
        self.files -= 1
        self.left -= size
        if self.files < 0:
            raise BadOption(
                f"ファイルが多すぎます({MOST_FILES:,}件まで)。納品物だけのフォルダを指定してください。"
            )
        if self.left < 0:
            raise BadOption("納品物が大きすぎます(展開して合計 2 GB まで)。分けて点検してください。")


@dataclass(frozen=True)
class PaperBytes:
    """A file of a delivery that is still to be read."""

    path: str
    data: bytes
    password: str | None = None


def read_bytes(file: PaperBytes) -> Document:
    """The document in these bytes. It never raises."""
    return read_paper(file.path, file.data, file.password)


def read_delivery(paths: Sequence[Path], password: str | None = None) -> Iterator[Document]:
    """The documents of the files, folders and zips. Raises BadOption where one of them is not there."""
    for each in delivered(paths, password):
        yield each if isinstance(each, Document) else read_bytes(each)


def delivered(paths: Sequence[Path], password: str | None = None) -> Iterator[Document | PaperBytes]:
    """Everything in the files, folders and zips: what is still to be read, and what cannot be. Raises BadOption."""
    budget = _Budget(password)
    for given in paths:
        if given.is_dir():
            prefix = f"{given.name}/" if len(paths) > 1 else ""
            for path, name in _in_folder(given, prefix):
                yield from _file(path, name, budget)
        elif given.exists() or given.is_symlink():
            yield from _file(given, given.name, budget)
        else:
            raise BadOption(f"{given} が見つかりません。場所と名前を確かめてください。")


def file_of(document: str, given: Sequence[Path]) -> Path | None:
    """The file, or the zip, that a document of this path in the delivery lies in; None where it is not there any more."""
    outer = document.partition(IN_ZIP)[0]
    for each in given:
        for place in (each / outer, each.parent / outer) if each.is_dir() else (each,):
            if place.is_file() and (each.is_dir() or each.name == outer):
                return place
    return None


def _in_folder(folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    """The files below a folder by their path in it; links to folders are not followed."""
    for at, folders, files in os.walk(folder, onerror=_cannot_look):
        folders.sort()
        here = Path(at).relative_to(folder)
        if len(here.parts) >= DEEPEST_FOLDER:
            raise BadOption(
                f"フォルダの入れ子が深すぎます({DEEPEST_FOLDER}段まで)。納品物だけのフォルダを指定してください。"
            )
        for name in sorted([*files, *(each for each in folders if (Path(at) / each).is_symlink())]):
            yield Path(at) / name, prefix + (here / name).as_posix()


def _cannot_look(error: OSError) -> None:
    raise BadOption(f"フォルダ {error.filename} の中を見られません。権限を確かめてください。") from error


def _file(path: Path, name: str, budget: _Budget) -> Iterator[Document | PaperBytes]:
    name, kind = unicodedata.normalize("NFC", name), ending_of(name)
    if path.is_symlink():
        budget.take(0)
        yield unreadable(name, kind, "ほかの場所へのリンクは開きません", is_failed=is_read(kind))
        return
    if not is_read(kind):
        size = _size(path)
        budget.take(0)
        yield unreadable(name, kind, reason_not_read(kind), is_failed=False, size=size)
        return
    try:
        data = read_file(path)
    except UnreadableWorkbook as error:
        budget.take(0)
        yield unreadable(name, kind, error.message, is_failed=True, size=_size(path))
        return
    yield from _bytes(name, data, budget, 0)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _bytes(name: str, data: bytes, budget: _Budget, depth: int) -> Iterator[Document | PaperBytes]:
    """The document in these bytes, or those in the zip that they are."""
    budget.take(len(data))
    if ending_of(name) != ZIP:
        yield PaperBytes(name, data, budget.password)
    elif depth >= DEEPEST_ZIP:
        yield unreadable(
            name, ZIP, f"zip の入れ子が深すぎます({DEEPEST_ZIP}段まで)", is_failed=True, size=len(data)
        )
    else:
        yield from _in_zip(name, data, budget, depth)


def _in_zip(name: str, data: bytes, budget: _Budget, depth: int) -> Iterator[Document | PaperBytes]:
    try:
        if data.count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise UnreadableWorkbook(f"{name} は{_BOMB}。")
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UnreadableWorkbook as error:
        yield unreadable(name, ZIP, error.message, is_failed=True, size=len(data))
        return
    except Exception:
        yield unreadable(name, ZIP, f"{name} は{_BROKEN}。", is_failed=True, size=len(data))
        return
    allowed = max(_ALWAYS_ALLOWED, _MOST_RATIO * len(data))
    with archive:
        for info in sorted(archive.infolist(), key=entry_name):
            inner = entry_name(info)
            if inner.endswith("/"):
                continue
            path, kind = f"{name}{IN_ZIP}{inner}", ending_of(inner)
            reason = _why_not(info, inner)
            content = b""
            if reason is None and is_read(kind):
                content, reason = _content(archive, info, min(allowed, MAX_FILE_BYTES, budget.left))
                allowed -= len(content)
            if reason:
                budget.take(0)
                yield unreadable(path, kind, reason, is_failed=is_read(kind), size=info.file_size)
            elif is_read(kind):
                yield from _bytes(path, content, budget, depth + 1)
            else:
                budget.take(0)
                yield unreadable(path, kind, reason_not_read(kind), is_failed=False, size=info.file_size)


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry: UTF-8 where it says so or its bytes are, else cp932, else as zipfile shows it."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _decoded(raw) or name
    return unicodedata.normalize("NFC", name.split("\0")[0])


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        if extra[at : at + 2] == _UNICODE_PATH and size > 5:
            try:
                return extra[at + 9 : at + 4 + size].decode()
            except UnicodeDecodeError:
                return None
        at += 4 + size
    return None


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _why_not(info: zipfile.ZipInfo, name: str) -> str | None:
    """Why an entry is not read; None where it may be."""
    steps = name.replace("\\", "/").split("/")
    if ".." in steps or not steps[0] or ":" in steps[0]:
        return "zip の外を指す名前なので読みません"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "ほかの場所へのリンクは開きません"
    return (
        "パスワード付きのzipの中なので読めません(パスワードを外したものを指定してください)"
        if info.flag_bits & 1
        else None
    )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowed: int) -> tuple[bytes, str | None]:
    """The content of an entry, and why it could not be had."""
    try:
        with archive.open(info) as opened:
            content = opened.read(allowed + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return b"", _BROKEN
    return (b"", _BOMB) if len(content) > allowed else (content, None)
