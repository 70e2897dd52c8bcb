"""Severity: how much a finding weighs."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first; ERROR also decides the exit code by default."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        """The Japanese word: エラー, 要判断, 警告 or 情報."""
        return {"error": "エラー", "question": "要判断", "warning": "警告", "info": "情報"}[self]
