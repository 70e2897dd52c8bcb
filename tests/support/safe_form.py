"""What a Word file holds that loads, runs or lies outside it: read with the standard library alone, by other rules than ours."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_RUNNING = re.compile(
    r"DDE|INCLUDE|\bLINK\b|IMPORT|DATABASE|\bRD\b|EMBED|MACROBUTTON|AUTOTEXT|CONTROL|\bPRINT\b|ADDIN|ACTIVEX|"
    r"FILE:|\\\\HOST|EVIL\.EXAMPLE",
    re.IGNORECASE,
)
_TAGS = {
    "altChunk", "subDoc", "object", "OLEObject", "control", "frameset", "mailMerge", "attachedTemplate", "entryMacro",
    "exitMacro", "webVideoPr", "saveThroughXslt", "script", "include", "customUI",
}  # fmt: skip
_TEXTS = {"instrText", "delInstrText", "t", "delText"}
_NAMES = re.compile(r"vba|activex|embeddings|customui|toolbar|webextension|chunk", re.IGNORECASE)


def outside(data: bytes) -> list[str]:
    """What was found, one line each; empty for a file that stays in itself."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        for name in archive.namelist():
            found += [f"part {name}"] if _NAMES.search(name) else []
            content = archive.read(name)
            if content.startswith((b"PK\x03\x04", b"MZ", b"\xd0\xcf\x11\xe0")):
                found.append(f"program {name}")
            if name.endswith((".xml", ".rels", ".svg")) or content.lstrip(b"\xff\xfe\0 ").startswith(b"<"):
                found += [f"{name}: {each}" for each in _in_xml(content)]
    return found


def _in_xml(content: bytes) -> list[str]:
    root = ElementTree.fromstring(content)  # noqa: S314 - what we made ourselves
    found = ["declaration"] if b"<!DOCTYPE" in content else []
    texts = []
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        found += [tag] if tag in _TAGS else []
        texts += [element.text or ""] if tag in _TEXTS else []
        for key, value in element.items():
            found += _in_attribute(tag, key.rpartition("}")[2], value, element)
    found += [f"text {each}" for each in _RUNNING.findall("".join(texts))]
    return found + (["package in text"] if b"2006/xmlPackage" in content else [])


def _in_attribute(tag: str, key: str, value: str, element: ElementTree.Element) -> list[str]:
    if key == "TargetMode" and value.lower() == "external":
        target = element.get("Target", "")
        is_link = element.get("Type", "").endswith("/hyperlink") and target.startswith(
            ("http://", "https://", "mailto:")
        )
        return [] if is_link else [f"relation {target}"]
    is_address = key in (
        "instr",
        "src",
        "href",
        "althref",
        "Target",
        "manifestLocation",
        "action",
        "style",
        "onLoad",
    )
    return [f"{tag} {key} {value}"] if is_address and (_RUNNING.search(value) or "ppaction" in value) else []
