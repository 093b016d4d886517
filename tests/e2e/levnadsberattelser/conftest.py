"""Each story has a unit of its own, on each engine. One that is marked `inloggad` is lived on PostgreSQL by a login of
its own for each who takes a step, with the rights of their role and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from db.inloggade import Inloggade, Inloggadvarld
from db.varld import Varld
from e2e.levnadsberattelser.berattelse import Berattelse

from kundvalsdesk.models.motor import Databas


@pytest.fixture
def b(
    databas: Databas, regelverk: Any, motor: str, ny_databas: Callable[[str], Databas], tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Berattelse]:  # fmt: skip
    with Inloggade(databas) as inloggade:
        if motor == "postgresql" and (request.node.get_closest_marker("inloggad")):
            varld: Varld = Inloggadvarld(databas, regelverk, inloggade)
        else:
            varld = Varld(databas, regelverk)
        yield Berattelse(varld, lambda: ny_databas(motor), tmp_path)
