"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long an example takes says nothing here: the machine may be at other work.
settings.register_profile("muragat", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("muragat")
