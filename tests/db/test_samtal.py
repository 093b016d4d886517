"""Meetings, messages, notes and attachments of a case, on both engines."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Anordnare, Anteckning, Bilaga, Handlaggare, Kontakt, Logg, Meddelande, Mote
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import anteckningar, arende, bilagor, meddelanden, moten, samtal
from kundvalsdesk.services.arendeposter import Post, Poster

PDF = b"%PDF-1.7\n" + b"x" * 100
MOTE = {"fran": "13.00", "till": "14.00", "plats": "Björkens lokal", "kunden": "ja", "anordnaren": "ja",
        "jag": "ja", "andra": "tolk", "syfte": "Följa upp planen."}  # fmt: skip
BREV = {"riktning": "ut", "kanal": "epost", "datum": "2024-05-20", "klockan": "9", "galler": "ovrigt",
        "amne": "Tid för samtal", "text": "Passar torsdag?", "motpart": "Moa Ceder"}  # fmt: skip


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


@pytest.fixture
def insats(v: Varld) -> str:
    return till_start(v)


def till_start(v: Varld, kund: str = "K0001") -> str:
    nr = v.gor("2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02").insatser[0]
    v.gor("2024-05-02", "valj_anordnare", nr, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", nr, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", nr, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor("2024-05-07", "uppdrag", nr, datum="2024-05-07", start="2024-05-08", omfattning="100", deltid_skal="")
    return nr


def lista(v: Varld, insats: str, dag: str = "2024-05-20", som: str = "anlu", vad: Any = samtal) -> Poster:
    with v.enhet(dag, som) as e:
        ut: Poster = vad.hamta(e, insats)
        return ut


def en(p: Poster) -> Post:
    assert len(p.rader) == 1
    return p.rader[0]


def gor(v: Varld, idag: str, post: Post, kod: str, insats: str, som: str = "anlu", **varden: str) -> None:
    """A step as the row offers it."""
    steg = next(s for s in post.steg if s.kod == kod)
    v.gor(idag, kod, insats, steg.mal, som, steg.sedd_version, **varden)


# --- meetings -----------------------------------------------------------------------------------------------------


def test_a_meeting_is_planned_moved_and_held_and_the_frist_is_done(v: Varld, insats: str) -> None:
    assert ("uppstartsmote", "") in v.oppna(insats)
    v.gor("2024-05-09", "mote_planera", insats, typ="uppstartsmote", dag="2024-05-13", **MOTE)
    post = en(lista(v, insats, "2024-05-09"))
    assert (post.rubrik, post.marke, post.fil) == ("Uppstartsmöte", "planerat", "ics")
    assert post.under == "måndag 13 maj kl. 13.00–14.00 · Björkens lokal"
    assert ("Deltagare", "Kunden, anordnaren, karriärvägledaren, tolk") in post.fakta
    assert ("uppstartsmote", "") in v.oppna(insats)  # planned is not held
    gor(v, "2024-05-10", post, "mote_flytta", insats, dag="2024-05-14", fran="9", till="10:30", plats="Rådhuset")
    post = en(lista(v, insats, "2024-05-10"))
    assert post.under == "tisdag 14 maj kl. 09.00–10.30 · Rådhuset"
    with v.enhet("2024-05-10") as e:
        assert e.session.scalars(select(Mote.sekvens)).one() == 1
    gor(v, "2024-05-14", post, "mote_hallet", insats, dag="2024-05-14", fran="9.15", till="10.30")
    assert ("uppstartsmote", "") not in v.oppna(insats)
    post = en(lista(v, insats))
    assert (post.marke, post.steg, post.fil) == ("hållet", (), "")
    with v.enhet("2024-05-14") as e:
        assert e.session.execute(select(Kontakt.typ, Kontakt.datum)).all() == [("uppstartsmote", date(2024, 5, 14))]
        rubriker = [h.rubrik for h in arende.hamta(e, insats).handelser]
    assert rubriker.count("Uppstartsmöte") == 1


@pytest.mark.parametrize(
    ("typ", "kontakter"), [("trepart", ["trepart"]), ("spontant", ["veckokontakt"]), ("sip", []), ("ovrigt", [])]
)
def test_a_meeting_held_without_a_plan_counts_as_what_it_is(
    v: Varld, insats: str, typ: str, kontakter: list[str]
) -> None:
    v.gor("2024-05-20", "mote_registrera", insats, typ=typ, dag="2024-05-17", **MOTE)
    assert en(lista(v, insats)).marke == "hållet"
    with v.enhet("2024-05-20") as e:
        assert list(e.session.scalars(select(Kontakt.typ))) == kontakter


def test_a_contact_that_is_there_already_is_not_written_twice(v: Varld, insats: str) -> None:
    v.gor("2024-05-17", "kontakt", insats, typ="trepart", datum="2024-05-17")
    v.gor("2024-05-20", "mote_registrera", insats, typ="trepart", dag="2024-05-17", **MOTE)
    with v.enhet("2024-05-20") as e:
        assert len(list(e.session.scalars(select(Kontakt.id)))) == 1


@pytest.mark.parametrize(
    ("steg", "varden", "kod", "falt"),
    [
        ("mote_planera", {"dag": "2024-05-19"}, "dag_varit", "dag"),
        ("mote_planera", {"till": "12.59"}, "ordning", "till"),
        ("mote_planera", {"fran": "kvart över ett"}, "tid", "fran"),
        ("mote_planera", {"fran": "24.00"}, "tid", "fran"),
        ("mote_planera", {"fran": ""}, "saknas", "fran"),
        ("mote_planera", {"typ": "fika"}, "typ", "typ"),
        ("mote_planera", {"kunden": "nej", "anordnaren": "nej", "jag": "nej", "andra": " "}, "saknas", "andra"),
        ("mote_planera", {"syfte": "Träffa Đorđević."}, "namn", "syfte"),
        ("mote_planera", {"andra": "Dragana Đorđević"}, "namn", "andra"),
        ("mote_planera", {"plats": "hos 19900203-1234"}, "namn", "plats"),
        ("mote_registrera", {"dag": "2024-05-21"}, "framtid", "dag"),
        ("mote_registrera", {"dag": "2024-05-06"}, "ordning", "dag"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    v: Varld, insats: str, steg: str, varden: dict[str, str], kod: str, falt: str
) -> None:
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-20", steg, insats, **{"typ": "trepart", "dag": "2024-05-20", **MOTE, **varden})
    assert (fel.value.kod, fel.value.falt) == (kod, falt)
    assert "Đorđević" not in fel.value.mening
    assert lista(v, insats).rader == ()


def test_a_meeting_that_is_off_stays_off(v: Varld, insats: str) -> None:
    v.gor("2024-05-20", "mote_planera", insats, typ="sip", dag="2024-05-22", **MOTE)
    post = en(lista(v, insats))
    gor(v, "2024-05-21", post, "mote_stall_in", insats, skal="Kunden är sjuk.")
    with pytest.raises(Konflikt):
        gor(v, "2024-05-21", post, "mote_hallet", insats, dag="2024-05-21", fran="9", till="10")
    post = en(lista(v, insats, "2024-05-22"))
    assert (post.marke, post.steg, post.filord) == ("inställt", (), "Spara avbokning …")
    with v.enhet("2024-05-22") as e:
        skal = e.session.scalars(select(Logg.nytt).where(Logg.tabell == "mote", Logg.falt == "skal")).all()
        assert skal == ["Kunden är sjuk."]
        with pytest.raises(Nekad, match="redan inställt"):
            moten.stall_in(e, insats, post.id, 2, "igen")
    v.gor("2024-05-23", "mote_planera", insats, typ="sip", dag="2024-05-24", **MOTE)
    assert [p.marke for p in lista(v, insats, "2024-05-27").rader] == ["blev det av?", "inställt"]


def test_the_invitation_is_a_calendar_file_without_the_kund(v: Varld, insats: str) -> None:
    from icalendar import Calendar

    with v.enhet("2024-05-20", skriv=True) as e:
        e.session.scalars(select(Anordnare).where(Anordnare.namn == "Björken")).one().epost = "moten@bjorken.example"
        e.session.scalars(
            select(Handlaggare).where(Handlaggare.anvandare == "anlu")
        ).one().epost = "anlu@kommun.example"
    syfte = "Gå igenom mål; delmål, nästa steg\\väg. " + "Å ä ö och mer text. " * 12
    v.gor("2024-05-20", "mote_planera", insats, typ="trepart", dag="2024-11-04", **{**MOTE, "syfte": syfte})
    nr = en(lista(v, insats)).id
    with v.enhet("2024-05-20") as e:
        namn, data = moten.kallelsefil(e, insats, nr)
    assert namn == f"kallelse_{insats}_{nr}.ics"
    rader = data.split(b"\r\n")
    assert rader[-1] == b"" and b"\n" not in b"".join(rader) and max(map(len, rader)) <= 75
    assert "Đorđević" not in data.decode() and "Dragana" not in data.decode()
    kalender = Calendar.from_ical(data)
    h = kalender.walk("VEVENT")[0]
    assert str(kalender["method"]) == "REQUEST" and int(h["sequence"]) == 0
    assert str(h["summary"]) == f"Trepartssamtal, ärende {insats}"
    assert h["dtstart"].dt == datetime(2024, 11, 4, 12, 0, tzinfo=UTC)  # winter time
    assert str(h["description"]).startswith(syfte.strip())
    assert str(h["organizer"]) == "mailto:anlu@kommun.example"
    assert str(h["attendee"]) == "mailto:moten@bjorken.example" and h["attendee"].params["CN"] == "Björken"
    uid = str(h["uid"])
    post = en(lista(v, insats))
    gor(v, "2024-05-20", post, "mote_flytta", insats, dag="2024-06-04", fran="13", till="14", plats="")
    gor(v, "2024-05-21", en(lista(v, insats)), "mote_stall_in", insats, skal="Dubbelbokat.")
    with v.enhet("2024-05-21") as e:
        namn, data = moten.kallelsefil(e, insats, nr)
    h = Calendar.from_ical(data).walk("VEVENT")[0]
    assert namn.startswith("avbokning_") and b"METHOD:CANCEL" in data and b"Dubbelbokat" not in data
    assert (str(h["uid"]), int(h["sequence"]), str(h["status"])) == (uid, 2, "CANCELLED")
    assert h["dtstart"].dt == datetime(2024, 6, 4, 11, 0, tzinfo=UTC)  # summer time


# --- messages -----------------------------------------------------------------------------------------------------


def test_a_message_is_kept_and_goes_out_as_a_mail(v: Varld, insats: str) -> None:
    with v.enhet("2024-05-20", skriv=True) as e:
        e.session.scalars(select(Anordnare).where(Anordnare.namn == "Björken")).one().epost = "bjorken@bjorken.example"
    v.gor("2024-05-20", "meddelande", insats, **BREV)
    post = en(lista(v, insats))
    assert (post.rubrik, post.fil, post.text) == ("Tid för samtal", "eml", "Passar torsdag?")
    with v.enhet("2024-05-20") as e:
        namn, data = meddelanden.brev(e, insats, post.id)
        assert (namn, data) == meddelanden.brev(e, insats, post.id)
    brev = email.message_from_bytes(data, policy=email.policy.default)
    assert namn == f"meddelande_{insats}_{post.id}.eml"
    assert (brev["Subject"], brev["To"], brev["X-Unsent"]) == (
        f"Tid för samtal, ärende {insats}", "bjorken@bjorken.example", "1",
    )  # fmt: skip
    text = brev.get_content()
    assert "Passar torsdag?" in text and "Anna Lund" in text and "Đorđević" not in text


def test_a_message_is_corrected_by_a_new_one_once(v: Varld, insats: str) -> None:
    v.gor("2024-05-20", "meddelande", insats, **BREV)
    forst = en(lista(v, insats))
    gor(v, "2024-05-20", forst, "meddelande", insats, **{**BREV, "text": "Passar fredag?"})
    rader = {p.id: p for p in lista(v, insats).rader}
    assert len(rader) == 2 and rader[forst.id].marke == "rättat" and rader[forst.id].steg == ()
    assert rader[forst.id].text == "Passar torsdag?"
    ny = next(p for p in rader.values() if p.id != forst.id)
    assert (ny.marke, ny.text) == ("rättelse", "Passar fredag?")
    with pytest.raises(Nekad, match="redan rättat"):
        gor(v, "2024-05-20", forst, "meddelande", insats, **BREV)


def test_the_need_of_another_insats_is_seen_at_a_glance(v: Varld, insats: str) -> None:
    varden = {**BREV, "riktning": "in", "kanal": "telefon", "galler": "annan_insats", "amne": "",
              "text": "Dragana behöver språkträning först."}  # fmt: skip
    v.gor("2024-05-20", "meddelande", insats, **varden)  # what was said on the phone may name the kund
    post = en(lista(v, insats))
    assert post.rubrik == "Behov av annan insats" and post.viktig and post.fil == ""
    with v.enhet("2024-05-20") as e:
        with pytest.raises(Nekad):
            meddelanden.brev(e, insats, post.id)
        assert "Meddelande från anordnaren" in [h.rubrik for h in arende.hamta(e, insats).handelser]


@pytest.mark.parametrize(
    ("varden", "kod", "falt"),
    [
        ({"text": "Gäller Đorđević."}, "namn", "text"),
        ({"amne": "900203-1234"}, "namn", "amne"),
        ({"datum": "2024-05-21"}, "framtid", "datum"),
        ({"text": "  "}, "saknas", "text"),
        ({"amne": ""}, "saknas", "amne"),
        ({"kanal": "duva"}, "kanal", "kanal"),
        ({"riktning": "upp"}, "riktning", "riktning"),
        ({"klockan": "9.60"}, "tid", "klockan"),
    ],
)
def test_a_message_that_is_not_whole_is_refused(
    v: Varld, insats: str, varden: dict[str, str], kod: str, falt: str
) -> None:
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-20", "meddelande", insats, **{**BREV, **varden})
    assert (fel.value.kod, fel.value.falt) == (kod, falt)


# --- notes --------------------------------------------------------------------------------------------------------


def skriv(v: Varld, insats: str, mal: str = "", som: str = "anlu", version: int = 0, **varden: str) -> None:
    forval = {"datum": "2024-05-20", "rubrik": "Samtal", "text": "Kunden trivs.", "spara_som": "utkast"}
    v.gor("2024-05-20", "anteckning_skriv", insats, mal, som, version, **{**forval, **varden})


def test_a_draft_is_its_authors_own(v: Varld, insats: str) -> None:
    skriv(v, insats)
    mitt = en(lista(v, insats, vad=anteckningar))
    assert mitt.marke == "utkast" and [s.kod for s in mitt.steg] == [
        "anteckning_skriv", "anteckning_signera", "anteckning_kasta",
    ]  # fmt: skip
    assert lista(v, insats, som="boek", vad=anteckningar).rader == ()
    for kod in ("anteckning_signera", "anteckning_kasta"):
        with pytest.raises(Nekad, match="finns inte"):
            gor(v, "2024-05-20", mitt, kod, insats, som="boek")
    with pytest.raises(Nekad, match="finns inte"):
        skriv(v, insats, str(mitt.id), "boek", 1, text="Min text.")
    with v.enhet("2024-05-20", "boek") as e:
        vy = arende.hamta(e, insats)
    assert dict(vy.antal)["journal"] == 0 and "Anteckning" not in [h.rubrik for h in vy.handelser]
    skriv(v, insats, str(mitt.id), version=1, text="Kunden trivs bra.")
    assert en(lista(v, insats, vad=anteckningar)).text == "Kunden trivs bra."
    with v.enhet("2024-05-20") as e:
        assert not [x for x in e.session.scalars(select(Logg.nytt)) if x and "trivs" in x]


def test_a_signed_note_is_locked_and_corrected_by_a_new_one(v: Varld, insats: str) -> None:
    skriv(v, insats)
    gor(v, "2024-05-20", en(lista(v, insats, vad=anteckningar)), "anteckning_signera", insats)
    signerad = en(lista(v, insats, som="boek", vad=anteckningar))
    assert [s.mal for s in signerad.steg] == [f"ratta:{signerad.id}"]
    with pytest.raises(Nekad, match="ändras inte"):
        skriv(v, insats, str(signerad.id), version=2)
    with pytest.raises(Nekad, match="ändras inte"):
        v.gor("2024-05-20", "anteckning_kasta", insats, str(signerad.id), "anlu", 2)
    skriv(v, insats, f"ratta:{signerad.id}", "boek", 2, text="Kunden trivs inte.", spara_som="signerad")
    rader = {p.id: p for p in lista(v, insats, vad=anteckningar).rader}
    assert (rader[signerad.id].marke, rader[signerad.id].text) == ("rättad", "Kunden trivs.")
    assert next(p.marke for p in rader.values() if p.id != signerad.id) == "rättelse"
    with v.enhet("2024-05-20") as e:
        rubriker = [h.rubrik for h in arende.hamta(e, insats).handelser]
        assert {"Anteckning", "Rättad anteckning"} <= set(rubriker)
        assert e.session.scalars(select(Anteckning.signerad_av).order_by(Anteckning.id)).all() == ["anlu", "boek"]


def test_of_two_corrections_the_second_to_be_signed_is_refused(v: Varld, insats: str) -> None:
    skriv(v, insats, spara_som="signerad")
    forst = str(en(lista(v, insats, vad=anteckningar)).id)
    skriv(v, insats, f"ratta:{forst}", version=1, text="Ett utkast.")
    skriv(v, insats, f"ratta:{forst}", "boek", 1, text="En rättelse.", spara_som="signerad")
    (utkast,) = [p for p in lista(v, insats, vad=anteckningar).rader if p.marke == "utkast"]
    with pytest.raises(Nekad, match="redan rättad"):
        gor(v, "2024-05-20", utkast, "anteckning_signera", insats)
    with pytest.raises(Nekad, match="redan rättad"):
        skriv(v, insats, str(utkast.id), version=1, spara_som="signerad")
    assert [p.text for p in lista(v, insats, vad=anteckningar).rader if p.marke == "utkast"] == ["Ett utkast."]


def test_a_draft_that_is_thrown_away_leaves_no_words(v: Varld, insats: str) -> None:
    skriv(v, insats, text="Något som inte hör hit.", rubrik="Inte heller det hör hit")
    gor(v, "2024-05-20", en(lista(v, insats, vad=anteckningar)), "anteckning_kasta", insats)
    assert lista(v, insats, vad=anteckningar).rader == ()
    with v.enhet("2024-05-20") as e:
        for gammalt, nytt in e.session.execute(select(Logg.gammalt, Logg.nytt)):
            assert "hör hit" not in f"{gammalt} {nytt}"


def test_two_windows_on_a_draft(v: Varld, insats: str) -> None:
    skriv(v, insats)
    nr = str(en(lista(v, insats, vad=anteckningar)).id)
    skriv(v, insats, nr, version=1, text="Från det ena.")
    with pytest.raises(Konflikt):
        skriv(v, insats, nr, version=1, text="Från det andra.")
    assert en(lista(v, insats, vad=anteckningar)).text == "Från det ena."


# --- attachments --------------------------------------------------------------------------------------------------


def bifoga(
    v: Varld, insats: str, namn: str = "Intyg maj.pdf", data: bytes = PDF, som: str = "anlu", **mer: Any
) -> None:
    with v.enhet("2024-05-20", som, skriv=True, **mer) as e:
        bilagor.lagg_till(e, insats, namn, data)


def test_a_file_is_kept_as_it_is(v: Varld, insats: str) -> None:
    bifoga(v, insats)
    post = en(lista(v, insats, vad=bilagor))
    assert post.rubrik == "Intyg maj.pdf" and post.mediatyp == "application/pdf"
    with v.enhet("2024-05-20") as e:
        namn, data = bilagor.innehall(e, insats, post.id)
        assert (namn, data) == (f"bilaga_{insats}_{post.id}.pdf", PDF)
        vy = arende.hamta(e, insats)
        assert dict(vy.antal)["bilagor"] == 1 and "Bilaga" in [h.rubrik for h in vy.handelser]
    with v.enhet("2024-05-20", skriv=True) as e:
        e.session.scalars(select(Bilaga)).one().innehall = PDF + b"."
    with v.enhet("2024-05-20") as e, pytest.raises(Nekad, match="kontrollsumma"):
        bilagor.innehall(e, insats, post.id)


def test_a_file_is_taken_away_with_a_reason(v: Varld, insats: str) -> None:
    bifoga(v, insats)
    post = en(lista(v, insats, vad=bilagor))
    with pytest.raises(Nekad) as fel:
        gor(v, "2024-05-20", post, "bilaga_ta_bort", insats, skal=" ")
    assert fel.value.falt == "skal"
    gor(v, "2024-05-21", post, "bilaga_ta_bort", insats, skal="Hörde till ett annat ärende.")
    assert lista(v, insats, vad=bilagor).rader == ()
    with v.enhet("2024-05-21") as e:
        q = select(Logg.falt, Logg.gammalt).where(Logg.tabell == "bilaga", Logg.gammalt.is_not(None))
        rader = {r.falt: r.gammalt for r in e.session.execute(q)}
        assert rader["innehall"] == f"{len(PDF)} byte" and rader["namn"] == "Intyg maj.pdf"
        assert e.session.scalars(select(Logg.nytt).where(Logg.falt == "skal")).all() == [
            "Hörde till ett annat ärende."
        ]


def test_the_same_file_twice_and_the_same_action_twice(v: Varld, insats: str) -> None:
    bifoga(v, insats, handling_id="a" * 36)
    bifoga(v, insats, handling_id="a" * 36)
    with pytest.raises(Nekad, match="finns redan"):
        bifoga(v, insats, "annat namn.pdf")
    assert len(lista(v, insats, vad=bilagor).rader) == 1


def test_what_is_no_document_or_too_large_is_refused(v: Varld, insats: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"", b"MZ\x90\0program", b"<html>"):
        with pytest.raises(Nekad):
            bifoga(v, insats, "x.pdf", data)
    monkeypatch.setattr(bilagor, "HOGST_BYTE", 50)
    with pytest.raises(Nekad, match="högst 25 MB"):
        bifoga(v, insats)
    assert lista(v, insats, vad=bilagor).rader == ()


def test_the_name_of_a_file_is_a_line_that_tells_its_kind(v: Varld, insats: str) -> None:
    bifoga(v, insats, "C:\\mina\\cv\u202efdp.exe")
    assert en(lista(v, insats, vad=bilagor)).rubrik == "cvfdp.exe.pdf"


# --- who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("som", ["syss", "dass"])
def test_roles_without_cases_see_and_do_nothing_here(v: Varld, insats: str, som: str) -> None:
    v.gor("2024-05-20", "mote_planera", insats, typ="trepart", dag="2024-05-22", **MOTE)
    bifoga(v, insats)
    mote, bilaga = en(lista(v, insats)).id, en(lista(v, insats, vad=bilagor)).id
    with v.enhet("2024-05-20", som, skriv=True) as e:
        for gors in (
            lambda: samtal.hamta(e, insats),
            lambda: anteckningar.hamta(e, insats),
            lambda: bilagor.hamta(e, insats),
            lambda: moten.kallelsefil(e, insats, mote),
            lambda: bilagor.innehall(e, insats, bilaga),
            lambda: bilagor.lagg_till(e, insats, "x.pdf", PDF + b"2"),
            lambda: bilagor.ta_bort(e, insats, bilaga, 1, "x"),
            lambda: moten.stall_in(e, insats, mote, 1, "x"),
        ):
            with pytest.raises(Nekad) as fel:
                gors()
            assert fel.value.kod == "roll"


def test_a_protected_person_is_named_nowhere(v: Varld) -> None:
    insats = till_start(v, "K0002")
    for kod, varden in (
        ("meddelande", {**BREV, "kanal": "telefon", "text": "Hemlig ringde."}),
        ("mote_planera", {"typ": "trepart", "dag": "2024-05-22", **MOTE, "syfte": "Möte med PERSON."}),
        ("avsluta", {"avslutstyp": "avbruten", "orsak_avbruten": "flytt", "sista_dag": "2024-05-24",
                     "beslut": "2024-05-20", "kommentar": "Person har flyttat."}),
        ("franvaro_registrera", {"typ": "annan", "fran": "2024-05-20", "till": "2024-05-20",
                                 "orsak_annan": "Hemlig var på möte."}),
    ):  # fmt: skip
        with pytest.raises(Nekad, match="skyddade"):
            v.gor("2024-05-20", kod, insats, **varden)
    with pytest.raises(Nekad, match="skyddade"):
        skriv(v, insats, text="Hemlig Person trivs.")
    with pytest.raises(Nekad, match="skyddade"):
        bifoga(v, insats, "Hemlig Person.pdf")
    with v.enhet("2024-05-20") as e:
        for tabell in (Mote, Meddelande, Anteckning, Bilaga):
            assert e.session.scalars(select(tabell)).first() is None


def test_nothing_of_another_case_is_reached_by_its_number(v: Varld, insats: str) -> None:
    annan = till_start(v, "K0002")
    bifoga(v, insats)
    nr = en(lista(v, insats, vad=bilagor)).id
    with v.enhet("2024-05-20") as e, pytest.raises(Nekad, match="finns inte"):
        bilagor.innehall(e, annan, nr)


def test_an_office_document_with_macros_is_refused(v: Varld, insats: str) -> None:
    fil = io.BytesIO()
    with zipfile.ZipFile(fil, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("word/document.xml", "<w/>")
        z.writestr("word/vbaProject.bin", b"\0")
    with pytest.raises(Nekad, match="makron"):
        bifoga(v, insats, "cv.docx", fil.getvalue())
