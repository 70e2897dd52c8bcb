"""pmo_xl: keeps a project's master workbook honest. The public names load when first used."""

from __future__ import annotations

__version__ = "0.1.0"
