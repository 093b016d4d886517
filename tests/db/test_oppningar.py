"""Who has opened a case stands in the log, once for each time they sat down with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from db.varld import Varld, utan_vakt
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Handling, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.kontroll import kontrollera
from kundvalsdesk.services.logglista import Loggfraga, las
from kundvalsdesk.services.oppningar import HANDLING, anteckna_oppning

BLAD: dict[str, Any] = {
    "insatser": [
        {"insats": f"I{n}", "kund": f"K000{n}", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-09-02"}
        for n in (1, 2)
    ],
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Varld:
    return Varld(databas, regelverk, BLAD)


def oppna(v: Varld, insats: str, som: str = "anlu") -> None:
    with v.enhet("2024-09-10", som, skriv=True) as e:
        anteckna_oppning(e, insats)


def oppnat(v: Varld) -> list[tuple[str, str | None, str]]:
    with transaktion(v.databas) as s:
        q = select(Handling.anvandare, Logg.nytt, Logg.falt).join(Logg, Logg.handling_id == Handling.id)
        return [tuple(r) for r in s.execute(q.where(Handling.namn == HANDLING).order_by(Logg.id))]


def test_each_opening_is_a_row_and_going_to_and_fro_is_none(varld: Varld) -> None:
    for insats, som in (("I1", "anlu"), ("I1", "anlu"), ("I2", "anlu"), ("I1", "anlu"), ("I1", "gust")):
        oppna(varld, insats, som)
    assert oppnat(varld) == [("anlu", None, "visad"), ("anlu", None, "visad"), ("gust", None, "visad")]
    with varld.enhet("2024-09-10", "dass") as e:
        sett = [(p.anvandare, p.insats) for p in las(e, Loggfraga(kund="K0001")) if p.falt == "visad"]
    assert sett == [("anlu", "I1"), ("gust", "I1")]
    with transaktion(varld.databas, skriv=True) as s:  # a while later
        utan_vakt(s.connection())
        for h in s.scalars(select(Handling).where(Handling.namn == HANDLING)):
            h.tid = datetime.now() - timedelta(minutes=16)
    oppna(varld, "I1")
    assert len(oppnat(varld)) == 4


def test_what_is_not_there_is_not_opened(varld: Varld) -> None:
    fore = kontrollera(varld.databas)
    with pytest.raises(Nekad):
        oppna(varld, "I9")
    assert kontrollera(varld.databas) == fore
