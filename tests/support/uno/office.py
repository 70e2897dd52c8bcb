"""Starts LibreOffice and opens a workbook in it, for the scripts beside this one (system python3)."""

import contextlib
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def cell_range():
    return uno.createUnoStruct("com.sun.star.table.CellRangeAddress")


@contextlib.contextmanager
def open_document(*how):
    """The document named on the command line, open in a LibreOffice of its own; how: in place of hidden."""
    soffice, profile, path = sys.argv[1:4]
    pipe = f"pmo_xl_{os.getpid()}"
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo",
               f"--accept=pipe,name={pipe};urp;"]  # fmt: skip
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = desktop_at(pipe)
        document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path), "_blank", 0, how or (value("Hidden", True),)
        )
        if hasattr(document, "calculateAll"):  # a text document has nothing to calculate
            document.calculateAll()
        yield document
        document.close(True)
        with contextlib.suppress(Exception):  # the bridge breaks while the office ends
            desktop.terminate()
        office.wait(timeout=30)
    finally:
        if office.poll() is None:
            office.kill()


def desktop_at(pipe):
    """The desktop of the LibreOffice that listens on this pipe."""
    return desktop_of(context_at(pipe))


def desktop_of(context):
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def context_at(pipe):
    """The component context of the LibreOffice that listens on this pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")
