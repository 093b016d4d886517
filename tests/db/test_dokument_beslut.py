"""Beslut om insats and uppdragsbeskrivning: what they hold for whom, and that what is protected is nowhere."""

from __future__ import annotations

from datetime import date

import pytest
from db.dokumentvarld import innehall, till_uppdrag, utfarda
from db.varld import Varld
from sqlalchemy import select, update

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Dokument, Handling, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.documents import bestallning
from kundvalsdesk.services.documents.insatsbeslut import Insatsbeslutsunderlag
from kundvalsdesk.services.documents.uppdrag import Uppdragsunderlag


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def test_the_beslut_in_plain_words_for_the_kund_and_with_the_criteria_internally(v: Varld) -> None:
    insats = v.gor(
        "2024-05-02", "besluta", mal="K0003", kod="AMI2", datum="2024-05-02", motivering="Fyller 25 i år.", som="boek"
    ).insatser[0]  # fmt: skip
    kund = utfarda(v, "2024-05-02", insats, "insatsbeslut")
    u, ord_, lagrat = innehall(v, kund, Insatsbeslutsunderlag)
    assert (u.for_vem, u.val, u.omfattning, u.hogst_manader, kund.nummer) == ("kund", "", 0, 12, f"BES {insats}-1")
    assert "Du får insatsen AMI 2" in ord_
    assert "Åke Öman" in ord_
    assert "Fyller 25 i år." in ord_
    assert "Du väljer anordnare" in ord_
    assert (u.malgrupp, u.avvikelser, u.beslutat_av) == ("", (), "")
    assert "aktivitetsansvaret" not in lagrat
    internt = utfarda(v, "2024-05-02", insats, "insatsbeslut", for_vem="intern")
    u, ord_, _ = innehall(v, internt, Insatsbeslutsunderlag)
    assert (internt.ersatter, u.beslutat_av) == ("", "Bo Ek")  # another reader, not a newer document
    assert "gäller 18–20 år. Kunden är 24 år." in ord_
    # The choice is made: the version for the kund names the old one, and asking again gives the same.
    v.gor("2024-05-03", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
    ny = utfarda(v, "2024-05-03", insats, "insatsbeslut", for_vem="kund")
    assert (ny.ny, ny.ersatter) == (True, kund.nummer)
    assert "hos Björken" in innehall(v, ny, Insatsbeslutsunderlag)[1]
    igen = utfarda(v, "2024-06-03", insats, "insatsbeslut", for_vem="kund", som="boek")
    assert (igen.dokument_id, igen.ny) == (ny.dokument_id, False)
    with v.enhet("2024-05-03") as e:
        q = select(Handling.anvandare).where(Handling.namn == bestallning.HANDLING)
        assert e.session.scalars(q).all() == ["anlu"] * 3


def test_a_protected_person_is_named_nowhere_in_the_beslut(v: Varld) -> None:
    insats = till_uppdrag(v, "K0002", "50", "Läser sfi.")
    # A form asks for another wording; a text that was brought in from elsewhere can still name the kund.
    with v.enhet("2024-05-06", skriv=True) as e:
        e.session.execute(update(Insats).where(Insats.nyckel == insats).values(deltid_skal="Hemlig Person läser sfi."))
    for for_vem in ("kund", "intern"):
        u, ord_, lagrat = innehall(
            v, utfarda(v, "2024-05-07", insats, "insatsbeslut", for_vem=for_vem), Insatsbeslutsunderlag
        )
        assert (u.kund, u.deltid_skal, u.slut) == (f"Ärende {insats}", "N. N. läser sfi.", date(2025, 5, 12))
        assert "Hemlig" not in ord_ + lagrat
        assert "sekretessmarkering" not in ord_ + lagrat


def test_the_uppdrag_holds_what_the_anordnare_may_read_and_the_days_that_follow(v: Varld) -> None:
    v.gor(
        "2024-05-02", "kartlaggning", mal="K0001", version=0, datum="2024-05-02", situation="Skulder och bråk hemma.",
        kompetenser="Kock i tio år.", forutsattningar="Ont i ryggen.", behov="Öva svenska.",
    )  # fmt: skip
    v.gor(
        "2024-05-02", "framtidsplan", mal="K0001", version=0, datum="2024-05-02", malet="Arbete i kök.",
        vagen="Praktik.", insatskod="AMI2", kunden_med="ja",
    )  # fmt: skip
    insats = till_uppdrag(v, "K0001", "60", "Läser sfi.", beskrivning="Börja i restaurang. Mål: Arbete i kök.")
    ut = utfarda(v, "2024-05-07", insats, "uppdragsbeskrivning")
    u, ord_, lagrat = innehall(v, ut, Uppdragsunderlag)
    assert (ut.nummer, u.for_vem, u.jobbexpert, u.omfattning) == (f"UPP {insats}-1", "anordnare", "Moa Ceder", 60)
    # Said once: the beskrivning says the goal.
    assert (u.malet, u.steg, u.kompetenser, u.behov) == ("", "Praktik.", "Kock i tio år.", "Öva svenska.")
    for dolt in ("Skulder", "ryggen", "bistånd"):
        assert dolt not in ord_ + lagrat
    assert [(f.vad, f.senast.isoformat(), f.kalla) for f in u.frister[:4]] == [
        ("Första mötet med kunden hållet", "2024-05-14", "K 7.1"),
        ("Genomförandeplan inskickad", "2024-05-27", "K 7.3"),
        ("Månadsrapport klarmarkerad, maj 2024", "2024-06-07", "K 8"),
        ("Månadsrapport klarmarkerad, juni 2024", "2024-07-07", "K 8"),
    ]
    assert len(u.frister) == 2 + 13 + 1
    assert "måndag 27 maj 2024" in ord_
    assert "på 60 procent" in ord_
    # A förlängning moves the end, a new beskrivning would be another uppdrag: the one that stands is the one.
    v.gor("2025-04-20", "forlangning_begar", insats, datum="2025-04-20", motivering="Nära.", malet="Avtal.")
    v.gor("2025-04-22", "forlangning_besluta", insats, "2025-04-20", "gust", datum="2025-04-22", beslut="beviljad")
    assert utfarda(v, "2025-04-22", insats, "uppdragsbeskrivning").dokument_id == ut.dokument_id


def test_what_cannot_be_issued_is_refused_and_stores_nothing(v: Varld) -> None:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum="2024-05-02").insatser[0]
    for typ, val, kod in (
        ("insatsbeslut", {"for_vem": "anordnare"}, "for_vem"),
        ("uppdragsbeskrivning", {}, "inget_uppdrag"),
        ("avbrottsdokument_", {}, "okant_dokument"),
        ("aterremiss", {}, "okant_dokument"),
    ):
        with pytest.raises(Nekad) as fel:
            utfarda(v, "2024-05-02", insats, typ, **val)
        assert fel.value.kod == kod
    with pytest.raises(Nekad, match="tillgång"):
        utfarda(v, "2024-05-02", insats, "insatsbeslut", som="syss")
    with v.enhet("2024-05-02") as e:
        assert e.session.scalars(select(Dokument.id)).all() == []
        assert b"%PDF" in bestallning.forhandsgranska(e, insats, "insatsbeslut", {})
        hinder = {b.typ: b.hinder for b in bestallning.valbara(e, insats)}
        assert (hinder["insatsbeslut"], hinder["uppdragsbeskrivning"]) == ("", "Uppdraget är inte inlagt ännu.")
        assert e.session.scalars(select(Dokument.id)).all() == []
