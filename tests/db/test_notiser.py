"""Notices: to whom it concerns, on the day it concerns them, in words that are made when they are read."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Insats, Notis
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, handlingar, ko, notislista, overlamning

from .rapportvarld import IDAG, Rapportvarld

ATER = "2024-09-20"
BRIST = "Ta ställning till brist"
"""Told of by the way, for many of these cases are late."""


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(databas, regelverk)


def _notiser(v: Rapportvarld, som: str, idag: str = IDAG) -> list[str]:
    with v.enhet(idag, som) as e:
        rader = notislista.hamta(e)
        assert ko.raknare(e).notiser == sum(not n.last for n in rader)
        return [n.mening for n in rader if not n.last and BRIST not in n.mening]


def _lamna(v: Rapportvarld, *insatser: str, fran: str = IDAG, som: str = "anlu") -> None:
    with v.enhet(IDAG, som, skriv=True) as e:
        mal = overlamning.som_mal([(n, e.session.scalar(select(Insats.version).where(Insats.nyckel == n)))
                                   for n in insatser])  # fmt: skip
        handlingar.utfor(e, "overlamna", "", mal, 0,
                         {"till": "boek", "hur": "vikarie", "fran": fran, "ater": ATER, "skal": ""})  # fmt: skip


def test_a_period_is_told_of_on_the_days_it_begins_and_ends(varld: Rapportvarld) -> None:
    _lamna(varld, "I1", fran="2024-09-10")
    vem = "Đorđević, Dragana"
    assert len(_notiser(varld, "boek")) == 1
    assert vem in _notiser(varld, "boek")[0]
    assert _notiser(varld, "anlu") == []
    assert _notiser(varld, "boek", "2024-09-10")[0] == f"I dag börjar du vikariera för Anna Lund: {vem}."
    assert _notiser(varld, "anlu", ATER) == [f"Åter hos dig från Bo Ek: {vem}."]
    assert f"Du vikarierar inte längre för Anna Lund: {vem}." in _notiser(varld, "boek", ATER)
    with varld.enhet(IDAG) as e:
        assert "Dragana" not in "".join(e.session.scalars(select(Notis.data)))
        (steg,) = [s for s in arende.hamta(e, "I1").nasta if s.kod == "overlamning_ater"]
    varld.gor(IDAG, steg.kod, "I1", steg.mal, version=steg.sedd_version)
    assert _notiser(varld, "anlu", ATER) == []
    assert _notiser(varld, "boek", ATER)[0] == f"Överlämningen från Anna Lund till dig gäller inte längre: {vem}."


def test_of_a_protected_kund_a_vikarie_is_told_while_they_have_them(varld: Rapportvarld) -> None:
    _lamna(varld, "I2", fran="2024-09-10")
    hos = {dag: _notiser(varld, "boek", dag) for dag in (IDAG, "2024-09-10", ATER)}
    assert "Ärende I2 · skyddad" in hos["2024-09-10"][0]
    if varld.databas.lokal:  # a shared database has policies for that, which the tests' own role passes
        assert not any("I2" in m for m in (*hos[IDAG], *hos[ATER]))
        with varld.enhet(ATER, "boek") as e:
            assert ko.raknare(e).notiser == sum(not n.last for n in notislista.hamta(e))


def test_one_notice_for_all_that_is_handed_over_together(varld: Rapportvarld) -> None:
    _lamna(varld, "I1", "I2", som="gust")
    assert _notiser(varld, "boek") == ["Du vikarierar för Anna Lund till 20 september 2024: 2 kunder."]
    assert _notiser(varld, "anlu") == ["Hos Bo Ek som vikarie till 20 september 2024: 2 kunder."]


def test_a_reminder_is_told_on_its_day_until_it_is_done(varld: Rapportvarld) -> None:
    varld.gor(IDAG, "paminn", "I1", datum="2024-09-09", paminnelse="Ring om praktiken")
    assert _notiser(varld, "anlu") == []
    assert _notiser(varld, "anlu", "2024-09-09") == ["Påminnelse: Ring om praktiken (Đorđević, Dragana)"]
    varld.gor("2024-09-09", "paminnelse_klar", mal="1", version=1)
    assert _notiser(varld, "anlu", "2024-09-10") == []


def test_forlangning_and_incident_are_told_to_those_who_decide_and_the_answer_to_who_asked(
    varld: Rapportvarld,
) -> None:
    varld.gor(IDAG, "forlangning_begar", "I1", datum=IDAG, motivering="Nära arbete", malet="Anställning")
    for som in ("gust", "hara"):
        assert _notiser(varld, som) == ["En förlängning är begärd: Đorđević, Dragana."]
    varld.gor(IDAG, "forlangning_besluta", "I1", IDAG, som="gust", datum=IDAG, beslut="avslag", skal="För tidigt")
    assert _notiser(varld, "anlu") == ["Förlängningen är avslagen: Đorđević, Dragana."]
    varld.gor(
        IDAG, "incident_registrera", "I1", upptackt=f"{IDAG} 08.00", kv_underrattad=f"{IDAG} 08.10",
        beskrivning="Fel mottagare", vidare="ja",
    )  # fmt: skip
    assert _notiser(varld, "dass") == ["En incident är förd vidare till dig: Ärende I1."]


def test_one_and_all_are_marked_as_read_and_only_ones_own(varld: Rapportvarld) -> None:
    _lamna(varld, "I1")
    _lamna(varld, "I2")
    with varld.enhet(IDAG, "boek") as e:
        forst = next(n.id for n in notislista.hamta(e) if BRIST not in n.mening)
    with pytest.raises(Nekad, match="finns inte"), varld.enhet(IDAG, "anlu", skriv=True) as e:
        handlingar.utfor(e, "notis_last", "", str(forst), 0, {})
    varld.gor(IDAG, "notis_last", mal=str(forst), som="boek", version=0)
    assert len(_notiser(varld, "boek")) == 1
    varld.gor(IDAG, "notiser_lasta", som="boek", version=0)
    assert _brist(varld, "boek", IDAG) == []
    assert _notiser(varld, "boek") == []
    # What is still to come is not read beforehand; of the protected kund nothing is said to who has them no more.
    assert len(_notiser(varld, "boek", ATER)) == (1 if varld.databas.lokal else 2)


JULI = "mer_an_manad_sen:rapport:2024-07"


def _brist(v: Rapportvarld, som: str, idag: str) -> list[str]:
    with v.enhet(idag, som) as e:
        return [n.mening for n in notislista.hamta(e) if BRIST in n.mening and not n.last]


def test_a_brist_is_told_on_the_day_it_begins_to_whoever_has_the_case_then(varld: Rapportvarld) -> None:
    """July's report was due on 7 August: a month later it is a brist, by time alone."""
    _lamna(varld, "I1", som="gust")
    det = "Ta ställning till brist: sen rapport, juli (Đorđević, Dragana)"
    assert det not in _brist(varld, "boek", "2024-09-07")
    assert _brist(varld, "boek", "2024-09-08").count(det) == 1
    assert _brist(varld, "anlu", "2024-09-08") == []
    varld.gor("2024-09-09", "kontakt", "I1", som="boek", datum="2024-09-09", typ="veckokontakt")
    assert _brist(varld, "boek", "2024-09-09").count(det) == 1  # not once more when it is written down
    varld.gor("2024-09-09", "brist_bedom", "I1", JULI, som="boek", bedomning="brist", kommentar="Ja.")
    assert det not in _brist(varld, "boek", "2024-09-09")


def test_a_brist_that_does_not_come_about_is_not_told(varld: Rapportvarld) -> None:
    _lamna(varld, "I1", som="gust")
    varld.gor("2024-09-06", "rapport_klarmarkera", "I1", "2024-07", datum="2024-09-06")
    assert not any("juli" in m for m in _brist(varld, "boek", "2024-09-10"))


def test_a_brist_that_an_action_begins_is_told_to_the_kundansvarig_but_not_to_who_acts(varld: Rapportvarld) -> None:
    """Nothing was written in I2 since its plan and reports were due."""
    varld.gor(IDAG, "kontakt", "I2", som="gust", datum=IDAG, typ="veckokontakt")
    sagt = _brist(varld, "anlu", IDAG)
    assert sagt and all("(Ärende I2 · skyddad)" in m for m in sagt)
    assert _brist(varld, "gust", IDAG) == []
