"""QST: QA表."""
