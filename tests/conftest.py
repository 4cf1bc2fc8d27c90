"""Settings for every test: machines are shared and noisy, so no property test fails for being slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
