"""Each story has a unit of its own, on each engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from e2e.levnadsberattelser.berattelse import Berattelse

from kundvalsdesk.models.motor import Databas


@pytest.fixture
def b(
    databas: Databas, regelverk: Any, motor: str, ny_databas: Callable[[str], Databas], tmp_path: Path
) -> Berattelse:
    return Berattelse(databas, regelverk, lambda: ny_databas(motor), tmp_path)
