"""Opens a workbook in the LibreOffice of the tests, for the scripts beside this one (system python3)."""

import contextlib
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
    """The document of the command line (a pipe on which LibreOffice listens, a path); how: in place of hidden."""
    pipe, path = sys.argv[1:3]
    document = desktop_at(pipe).loadComponentFromURL(
        uno.systemPathToFileUrl(path), "_blank", 0, how or (value("Hidden", True),)
    )
    try:
        if hasattr(document, "calculateAll"):  # a text document has nothing to calculate
            document.calculateAll()
        yield document
    finally:
        document.close(True)


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
