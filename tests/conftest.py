"""The fixtures of an open workbook, and how hypothesis runs.

Hypothesis: no deadlines (machines are busy), the same cases every time in CI, few in the quick run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.excel_stand_in.fixtures import live_excel, live_office

__all__ = ["live_excel", "live_office"]  # fixtures for every test

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("ci"), max_examples=15)
settings.load_profile(
    "quick" if os.environ.get("PMO_XL_QUICK") else "ci" if os.environ.get("CI") else "local"
)
