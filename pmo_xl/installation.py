"""Where this pmo_xl came from, and the command that installs it from there again.

The name pmo-xl on a package index may be a stranger's, so no message ever names it to pip: what is named is the
folder, wheel or address that pip recorded (direct_url.json, PEP 610), with the Python that runs now.
"""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

OWN_NAME = "pmo-xl"
_RECEIVED = "受け取ったフォルダか.whlファイル"


@dataclass(frozen=True)
class Source:
    """What pip takes to install pmo_xl: a folder, a wheel's path or an address."""

    place: str
    is_editable: bool = False
    is_address: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it can still be installed from; of an address that is not asked."""
        return self.is_address or Path(self.place).exists()


@dataclass(frozen=True)
class Installation:
    """One installed pmo_xl: the Python that runs it, and where it came from (None: nobody recorded it)."""

    python: str
    source: Source | None
    is_windows: bool = False

    def pip(self, *arguments: str) -> str:
        """The command, to be typed as it stands, that has the pip of this Python install something."""
        return " ".join(map(self._quoted, (self.python, "-m", "pip", "install", *arguments)))

    def reinstall(self, *options: str) -> str:
        """The sentence that says how to install pmo_xl again, from where it came."""
        if self.source is None:
            return (
                "pmo_xl をどこから入れたかの記録がありません。"
                f"{self.pip(*options, _RECEIVED)} を、場所を書き換えて実行してください"
                "(名前だけで入れると、別の人のものが入ることがあります)。"
            )
        source = ("-e", self.source.place) if self.source.is_editable else (self.source.place,)
        said = f"{self.pip(*options, *source)} を実行してください。"
        if self.source.is_there:
            return said
        return f"pmo_xl は {self.source.place} から入れましたが、いまはありません。同じものをそこに置いてから、{said}"

    def complete(self, package: str, lowest: str = "") -> str:
        """The sentence that says how to get a part that is missing or too old: pmo_xl's own source asks for it."""
        if self.source is not None and self.source.is_there:
            return self.reinstall()
        needed = f"{package}>={lowest}" if lowest else package
        return f"{self.pip('--upgrade', needed)} を実行してください。"

    def _quoted(self, word: str) -> str:
        if not self.is_windows:
            return shlex.quote(word)
        return f'"{word}"' if set(word) & set(" &()^;,=<>") else word


def this_installation() -> Installation:
    """The pmo_xl that runs, on the Python that runs it."""
    is_windows = sys.platform == "win32"
    return Installation(sys.executable or ("py" if is_windows else "python3"), _source(), is_windows)


def _source() -> Source | None:
    try:
        recorded = metadata.distribution(OWN_NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        recorded = None
    return source_of(recorded) if recorded else _checkout()


def _checkout() -> Source | None:
    """The folder of a checkout that runs without having been installed."""
    folder = Path(__file__).resolve().parent.parent
    return Source(str(folder)) if (folder / "pyproject.toml").is_file() else None


def source_of(recorded: str) -> Source | None:
    """The source that a direct_url.json tells (packaging.python.org, "Direct URL Data Structure")."""
    try:
        told: dict[str, Any] = json.loads(recorded)
        url = str(told["url"])
    except (ValueError, KeyError, TypeError):
        return None
    if urlsplit(url).scheme == "file":
        return Source(_path(url), is_editable=bool(told.get("dir_info", {}).get("editable")))
    vcs = told.get("vcs_info", {})
    address = f"{vcs['vcs']}+{url}@{vcs['commit_id']}" if {"vcs", "commit_id"} <= set(vcs) else url
    return Source(address, is_address=True)


def _path(url: str) -> str:
    """The path of a file address; one with a server's name is a Windows share."""
    parts = urlsplit(url)
    host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
    return url2pathname(host + parts.path)
