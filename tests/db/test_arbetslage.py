"""The overview of an arbetsledare says what the lists it leads to say."""

from __future__ import annotations

import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arbetslage, arende, handlingar, ko, overlamning
from kundvalsdesk.services.typer import KoFilter

from .rapportvarld import IDAG, Rapportvarld
from .varld import fragade


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    v = Rapportvarld(databas, regelverk)
    v.gor(IDAG, "plan_inkommen", "I2", datum=IDAG)
    with v.enhet(IDAG, skriv=True) as e:
        (i2,) = [r for r in arende.lista(e) if r.insats == "I2"]
        handlingar.utfor(e, "overlamna", "", overlamning.som_mal([("I2", i2.version)]), 0,
                         {"till": "boek", "hur": "vikarie", "fran": IDAG, "ater": "2024-09-20"})  # fmt: skip
    return v


def test_each_figure_is_that_of_the_colleagues_queue(varld: Rapportvarld) -> None:
    with varld.enhet(IDAG, "gust") as e:
        svar = arbetslage.hamta(e)
        assert {m.anvandare for m in svar.rader} == {"anlu", "boek", "gust", "hara"}
        for m in svar.rader:
            f = KoFilter(urval="alla", kundansvarig=m.anvandare)
            o = ko.oversikt(e, f)
            assert (m.att_gora, m.forsenat) == (o.totalt, o.grupper["forsenat"])
            assert m.vecka == o.grupper["idag"] + o.grupper["vecka"]
            sena = [r.forfaller for r in ko.sida(e, f, 0, 200, o) if r.grupp == "forsenat"]
            assert m.langst == min(sena, default=None)
        bo = next(m for m in svar.rader if m.anvandare == "boek")
        anna = next(m for m in svar.rader if m.anvandare == "anlu")
        assert (bo.granska, anna.granska) == (1, 0)
        assert bo.vikarie_at == "för Anna Lund, 1 kund till 20 sep"
        assert anna.hos_vikarie == "hos Bo Ek, 1 kund till 20 sep"
        assert {n for n, _ in arbetslage.arenden_hos(e, "boek")} == {"I2", "I3"}
    with varld.enhet(IDAG, "boek") as e:
        assert bo.arenden == len(arende.lista(e))
        assert (arbetslage.hamta(e).rader, arbetslage.hamta(e).far_se) == ((), False)
        with pytest.raises(Nekad, match="arbetsledare"):
            arbetslage.arenden_hos(e, "anlu")


def test_as_many_questions_however_many_colleagues(varld: Rapportvarld) -> None:
    with varld.enhet(IDAG, "gust") as e, fragade(e) as fragor:
        arbetslage.hamta(e)
    assert len(fragor) == 7
