"""The plain tables of the queue are the mapped ones, and a start to the queue loads no object mapper."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kundvalsdesk.models import Bas, tabeller

LATTA = [t for t in vars(tabeller).values() if hasattr(t, "c") and hasattr(t, "name")]


@pytest.mark.parametrize("latt", LATTA, ids=lambda t: t.name)
def test_a_plain_table_agrees_with_the_mapped_one(latt: object) -> None:
    hel = Bas.metadata.tables[latt.name]  # type: ignore[attr-defined]
    for kolumn in latt.c:  # type: ignore[attr-defined]
        assert type(kolumn.type) is type(hel.c[kolumn.name].type), kolumn.name


def test_the_queue_and_the_way_to_it_need_no_object_mapper() -> None:
    kod = (
        "import sys, kundvalsdesk.services.databas, kundvalsdesk.services.regelverk, kundvalsdesk.services.ko; "
        "sys.exit('sqlalchemy.orm' in sys.modules or 'kundvalsdesk.models.arende' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", kod], check=False).returncode == 0


def test_an_unknown_name_is_no_mapped_class() -> None:
    import kundvalsdesk.models as models

    with pytest.raises(AttributeError):
        _ = models.Finnsinte
