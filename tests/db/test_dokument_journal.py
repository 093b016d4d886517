"""The journal: all that has happened, in order; drafts never, and of others' data nothing in the kund's extract."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from db.dokumentvarld import innehall, till_uppdrag, utfarda
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Anteckning, Handlaggare, Incident, Insats, Meddelande, Mote, Overlamning, Slutrapport
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.documents.journal import Journalunderlag


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _fyll(v: Varld, insats: str) -> None:
    """Told of by fields: others' names. Free text of the kund: `Hemlig Person`, masked where it is protected."""
    with v.enhet("2024-06-10", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one()
        i.jobbexpert = "Moa Ceder"
        mote = Mote(
            insats_id=i.id, typ="trepart", start=datetime(2024, 6, 3, 13), slut=datetime(2024, 6, 3, 14),
            deltagare="kunden, Vera Granne", syfte="Hur går det?", lage="hallet", uid="u1",
        )  # fmt: skip
        forsta = Meddelande(
            insats_id=i.id, riktning="in", kanal="telefon", tid=datetime(2024, 6, 3, 9, 5), motpart="Rut Ring",
            amne="Tid", text="Hemlig Person kommer <b>sent</b> 😀", skriven_av="anlu",
        )  # fmt: skip
        skrev = {"insats_id": i.id, "skriven_av": "anlu"}
        signerad = {"signerad": datetime(2024, 6, 4, 8), "signerad_av": "anlu"}
        ett = Anteckning(datum=date(2024, 6, 4), rubrik="Läget", text="Trivs.", **skrev, **signerad)
        e.session.add_all([mote, forsta, ett, Anteckning(datum=date(2024, 6, 4), text="Utkastets hemlighet", **skrev)])
        e.session.add(
            Incident(nyckel="I1", insats_id=i.id, upptackt=datetime(2024, 6, 5, 8), beskrivning="Fel mottagare: Kim.")
        )
        bo = e.session.scalars(select(Handlaggare.id).where(Handlaggare.anvandare == "boek")).one()
        e.session.add(Overlamning(kund_id=i.kund_id, till_id=bo, datum=date(2024, 6, 6), skal="Tyra är sjuk."))
        e.session.flush()
        e.session.add(Anteckning(datum=date(2024, 6, 5), text="Trivs inte.", rattar_id=ett.id, **skrev, **signerad))


ANDRA = ("Moa", "Vera", "Rut", "Kim", "I1", "Tyra")


def test_all_that_has_happened_stands_in_order_and_no_draft(v: Varld) -> None:
    insats = till_uppdrag(v, beskrivning="Börja i kök.")
    _fyll(v, insats)
    v.gor("2024-06-07", "franvaro_registrera", insats, typ="sjuk", fran="2024-06-06", till="2024-06-07", orsak="Feber")
    ut = utfarda(v, "2024-06-10", insats, "journal")
    u, ord_, lagrat = innehall(v, ut, Journalunderlag)
    assert (ut.nummer, u.for_vem) == (f"JOU {insats}-1", "intern")
    assert [(r.dag.isoformat(), r.tid, r.vad) for r in u.rader] == [
        ("2024-05-02", "", "Beslut om insatsen"),
        ("2024-05-03", "", "Aktualiserad hos anordnaren"),
        ("2024-05-06", "", "Bemannad"),
        ("2024-05-07", "", "Uppdrag inlagt"),
        ("2024-05-13", "", "Start"),
        ("2024-06-03", "09.05", "Meddelande från anordnaren, telefon"),
        ("2024-06-03", "13.00", "Trepartssamtal, hållet"),
        ("2024-06-04", "", "Anteckning: Läget"),
        ("2024-06-05", "", "Anteckning"),
        ("2024-06-05", "08.00", "Personuppgiftsincident I1 upptäckt"),
        ("2024-06-06", "", "Sjukfrånvaro till 7 juni 2024"),
        ("2024-06-06", "", "Överlämnat till Bo Ek"),
    ]
    texter = [r.text for r in u.rader]
    assert texter[5] == "Tid\nMotpart: Rut Ring\nHemlig Person kommer <b>sent</b> [U+1F600]"
    assert texter[7] == "Rättad genom anteckningen från 5 juni 2024.\nTrivs.\nSignerad 2024-06-04 08.00"
    assert texter[8].startswith("Rättar anteckningen från 4 juni 2024.\nTrivs inte.")
    assert (u.rader[7].vem, texter[-1]) == ("Anna Lund", "Tyra är sjuk.")
    assert "hemlighet" not in ord_ + lagrat
    assert "<b>sent</b>" in ord_
    # The journal does not tell of itself: asked for again it is the same.
    assert utfarda(v, "2024-06-10", insats, "journal").dokument_id == ut.dokument_id


def test_the_extract_for_the_kund_leaves_out_others_and_says_so(v: Varld) -> None:
    insats = till_uppdrag(v)
    _fyll(v, insats)
    _, ord_, lagrat = innehall(v, utfarda(v, "2024-06-10", insats, "journal", for_vem="kund"), Journalunderlag)
    for andra in ANDRA:
        assert andra not in ord_ + lagrat
    assert "Utdrag till kunden" in ord_
    for sagt in (
        "jobbexperten",
        "Deltagarna i ett möte",
        "den andra parten i ett meddelande",
        "kollegor",
        "incidenter",
    ):
        assert sagt in ord_
    assert "Trivs inte." in ord_
    del_, _, _ = innehall(
        v, utfarda(v, "2024-06-10", insats, "journal", for_vem="kund", fran="2024-06-04", till="2024-06-04"),
        Journalunderlag,
    )  # fmt: skip
    assert [r.vad for r in del_.rader] == ["Anteckning: Läget"]
    for fel in ({"fran": "igår"}, {"fran": "2024-06-04", "till": "2024-06-03"}, {"for_vem": "anordnare"}):
        with pytest.raises(Nekad):
            utfarda(v, "2024-06-10", insats, "journal", **fel)


def test_a_protected_name_and_a_withheld_reason_are_nowhere(v: Varld) -> None:
    insats = till_uppdrag(v, "K0002")
    _fyll(v, insats)
    with v.enhet("2024-06-10", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one()
        i.avslutsbeslut, i.sista_dag, i.avslutstyp = date(2024, 6, 10), date(2024, 6, 10), "avbruten"
        i.avslutsorsak, i.orsak_dold, i.avslut_kommentar = "oforutsett", True, "Skyddat boende."
        e.session.add(
            Slutrapport(
                insats_id=i.id, inkommen=date(2024, 6, 10), godkand=date(2024, 6, 10), nasta_steg="Skyddat: vård."
            )
        )
    for for_vem in ("intern", "kund"):
        u, ord_, lagrat = innehall(v, utfarda(v, "2024-06-10", insats, "journal", for_vem=for_vem), Journalunderlag)
        assert u.kund == f"Ärende {insats}"
        assert "N. N. kommer" in ord_
        for dolt in ("Hemlig", "Person ", "förutsedd", "Skyddat", "sekretessmarkering"):
            assert dolt not in ord_ + lagrat
        assert "Orsaken lämnas inte ut" in ord_
