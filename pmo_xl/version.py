"""The version of the library, as the package metadata has it."""

from __future__ import annotations

__version__ = "0.1.0"
