"""Readers of other packages: used for endings of their own, guarded, and named where they cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl import plugins as plugins_module
from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.passage import Document, Passage
from pmo_xl.papers import plugged
from pmo_xl.papers.reading import read_paper
from pmo_xl.plugins import Plugin
from tests.support.made_papers import zipped

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    def made(**readers: object) -> None:
        found = tuple(Plugin(plugged.GROUP, name, "yomu", "1.0", thing) for name, thing in readers.items())
        monkeypatch.setattr(plugins_module, "plugins", lambda group: found if group == plugged.GROUP else ())
        plugged.judged_plugins.cache_clear()

    yield made
    plugged.judged_plugins.cache_clear()


def lines(path: str, data: bytes, password: str | None) -> Iterator[Passage]:
    """One passage a line."""
    for number, line in enumerate(data.decode().splitlines(), 1):
        yield Passage(path, "本文", line, f"{number}行目", f"L{number}")


def test_a_plugged_reader_reads_its_ending_in_folders_and_zips(tmp_path: Path, install: Install) -> None:
    install(msg=lines)
    (tmp_path / "納品").mkdir()
    (tmp_path / "納品" / "件.msg").write_text("桁数は要確認。", encoding="utf-8")
    (tmp_path / "納品" / "束.zip").write_bytes(zipped({"別.MSG": "仮置き"}))
    found = pmo_xl.precheck(tmp_path / "納品", rules="PRE001")
    assert [(each.document, each.match) for each in found.findings] == [
        ("件.msg", "要確認"),
        ("束.zip ＞ 別.MSG", "仮置き"),
    ]
    assert found.unread == ()
    document = pmo_xl.read_document(tmp_path / "納品" / "件.msg")
    assert (document.kind, document.size, len(document.sha256)) == ("msg", 21, 64)


def test_a_reader_may_give_a_whole_document(install: Install) -> None:
    install(msg=lambda path, data, _: Document("x", "msg", (), frozenset(("本文",)), size=len(data)))
    found = read_paper("件.msg", b"abc")
    assert (found.path, found.size, found.is_failed) == ("件.msg", 3, False)


def raises(path: str, data: bytes, password: str | None) -> Iterator[Passage]:
    """Fail while it is listened to, as a generator may."""
    yield Passage(path, "本文", "一行", "1行目")
    raise SystemExit("やめます")


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (raises, "SystemExit: やめます"),
        (lambda *_: ["文"], "TypeError: Passage の一覧ではありません"),
        (lambda *_: None, "TypeError: 'NoneType' object is not iterable"),
        (
            lambda path, *_: [Passage(path, "知らない種類", "文", "1")],
            "TypeError: Passage の一覧ではありません",
        ),
    ],
)
def test_what_a_reader_raises_costs_its_file_and_names_it(install: Install, reader: object, why: str) -> None:
    install(msg=reader)
    found = read_paper("件.msg", b"abc")
    assert found.is_failed and not found.is_read
    assert found.unread[0].reason == f"件.msg をプラグイン yomu 1.0(msg) で読めません（{why}）。"


def test_its_own_sentence_is_told_as_it_is(install: Install) -> None:
    def refuses(*_: object) -> None:
        raise UnreadableWorkbook("件.msg は暗号化されています。")

    install(msg=refuses)
    assert read_paper("件.msg", b"abc").unread[0].reason == "件.msg は暗号化されています。"


def test_a_reader_that_cannot_be_used_is_named_where_its_ending_is_met(install: Install) -> None:
    install(msg=7, docx=lines, MSG2=lines)
    assert [(each.name, each.fault) for each in plugged.judged_plugins()] == [
        ("msg", "文書を読む関数ではありません"),
        ("docx", "拡張子 .docx は使われています"),
        ("MSG2", "名前は、点のない小文字の拡張子にしてください"),
    ]
    found = read_paper("件.msg", b"abc")
    assert not found.is_failed
    assert found.unread[0].reason == (
        "点検しない種類のファイルです(.msg のプラグインを使えません: 文書を読む関数ではありません)"
    )
    assert json.dumps([each["group"] for each in plugins_module.loaded()])
