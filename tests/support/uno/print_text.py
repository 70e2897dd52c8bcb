"""Prints a Word document as Word would: fields and indexes updated, then PDF; answers the lines of the contents.

Arguments after the file: the PDF to write.
"""

import json
import sys

import uno
from office import open_document, value


def update(document):
    """Twice: the contents may move the pages that they name."""
    for _ in range(2):
        document.getTextFields().refresh()
        indexes = document.getDocumentIndexes()
        for number in range(indexes.getCount()):
            indexes.getByIndex(number).update()


def contents(document):
    indexes = document.getDocumentIndexes()
    return [indexes.getByIndex(n).getAnchor().getString() for n in range(indexes.getCount())]


with open_document() as opened:
    update(opened)
    opened.storeToURL(uno.systemPathToFileUrl(sys.argv[3]), (value("FilterName", "writer_pdf_Export"),))
    print(json.dumps({"contents": contents(opened), "pages": opened.CurrentController.PageCount}))
