"""Progression and chains of insatser, out of what plans and reports have said, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from unit.rapportbok import fyll

from kundvalsdesk.models import Genomforandeplan, Manadsrapport
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import Innehall
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import flode_granskning as flode
from kundvalsdesk.services import mottagning

from .rapportvarld import IDAG, Rapportvarld


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Rapportvarld]:
    yield Rapportvarld(databas, regelverk)


def _steg(v: Rapportvarld) -> list[tuple[str, int | None]]:
    with v.enhet(IDAG) as e:
        return [(r.manad, r.skalsteg) for r in e.session.scalars(select(Manadsrapport).order_by(Manadsrapport.manad))]


def test_what_a_form_says_on_the_scale_stands_on_the_row_of_the_report(v: Rapportvarld) -> None:
    steg = "3 – Prövar vägen på arbetsplats eller i utbildning"
    data = fyll(v.mall(), {"progression": "Går framåt.", "lage_nu": steg})
    assert v.ta_emot(data).utfall == "intagen"
    assert _steg(v) == [("2024-06", None), ("2024-08", 3)]
    with v.skrivande() as e:
        flode.aterremittera_rapport(e, "I1", "2024-08", _version(e), date(2024, 9, 5), "Mer.")
    with v.skrivande() as e:  # what comes in again stands, also when it names no step
        innehall = Innehall("", (("progression", "Går framåt."), ("lage_nu", "Ej aktuellt. Sjuk hela månaden.")))
        mottagning.skriv_in(e, "I1", "rapport", "2024-08", _version(e), innehall, date(2024, 9, 5))
    assert _steg(v)[1] == ("2024-08", None)


def _version(e: object) -> int:
    q = select(Manadsrapport.version).where(Manadsrapport.manad == "2024-08")
    return int(e.session.scalars(q).one())  # type: ignore[attr-defined]


def test_a_plan_says_where_the_insats_begins_and_what_it_aims_for(v: Rapportvarld) -> None:
    data = fyll(v.mall("plan"), {"mal": "Arbete.", "lage_start": "1", "lage_mal": 5})
    assert v.ta_emot(data).utfall == "intagen"
    with v.enhet(IDAG) as e:
        q = select(Genomforandeplan).where(Genomforandeplan.nummer == 2)
        p = e.session.scalars(q).one()
        assert (p.skalsteg_start, p.skalsteg_mal) == (1, 5)
