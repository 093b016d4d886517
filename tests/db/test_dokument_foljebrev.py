"""The cover letter: only what its reader may have goes with it, and the address stands where the window is."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from db.dokumentvarld import innehall, till_uppdrag, utfarda
from db.varld import Varld
from pypdf import PdfReader
from sqlalchemy import select, update

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import Anordnare, Dokument
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.documents import bestallning, utfardande
from kundvalsdesk.services.documents.foljebrev import Foljebrevsunderlag

MM = 72 / 25.4


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _utfardade(v: Varld, kund: str = "K0001") -> tuple[str, dict[str, str]]:
    """A case with documents of three readers, one of them superseded; their numbers."""
    insats = till_uppdrag(v, kund)
    nummer = {}
    for namn, typ, val in (
        ("beslut", "insatsbeslut", {"for_vem": "kund"}),
        ("internt", "insatsbeslut", {"for_vem": "intern"}),
        ("uppdrag", "uppdragsbeskrivning", {}),
        ("journal", "journal", {"for_vem": "kund"}),
        ("hemlig", "journal", {"for_vem": "intern"}),
    ):
        nummer[namn] = utfarda(v, "2024-05-08", insats, typ, **val).nummer
    with v.enhet("2024-05-08", skriv=True) as e:
        e.session.scalars(
            select(Anordnare).where(Anordnare.namn == "Björken")
        ).one().adress = "Björkvägen 1, 131 30 Nacka"
    return insats, nummer


def _plats(pdf: bytes, ord_: str) -> tuple[float, float]:
    """Where a text begins on the first page, in mm from the left and from the top."""
    traffar = []

    def se(text: str, _cm: Any, tm: Any, *_: Any) -> None:
        if ord_ in text:
            traffar.append((tm[4], tm[5]))

    sida = PdfReader(BytesIO(pdf)).pages[0]
    sida.extract_text(visitor_text=lambda t, cm, tm, f, s: se(t, cm, [*tm[:4], cm[4] + tm[4], cm[5] + tm[5]]))
    x, y = traffar[0]
    return x / MM, (float(sida.mediabox.height) - y) / MM


def test_each_reader_gets_only_their_own_documents_and_the_ones_chosen(v: Varld) -> None:
    insats, nummer = _utfardade(v)
    kund = utfarda(v, "2024-05-08", insats, "foljebrev", for_vem="kund", adress="Storgatan 1\n\n131 30 Nacka ")
    u, ord_, _ = innehall(v, kund, Foljebrevsunderlag)
    assert [b.nummer for b in u.bilagor] == [nummer["beslut"], nummer["journal"]]
    assert u.mottagare == ("Dragana Đorđević", "Storgatan 1", "131 30 Nacka")
    assert "Här kommer två dokument om din insats AMI 2." in ord_
    with v.enhet("2024-05-08") as e:
        _, pdf = utfardande.las_dokument(e, kund.dokument_id)
        falt = next(b for b in bestallning.valbara(e, insats) if b.typ == "foljebrev").falt
    for rad in ("Dragana", "131 30 Nacka"):
        x, y = _plats(pdf, rad)
        assert 114 < x < 118
        assert 46 < y < 66
    assert _plats(pdf, "Följebrev")[1] > 80  # below any window
    val = {f.rubrik.split(",")[0]: f.namn for f in falt if f.namn.startswith("dokument_")}
    assert {f.visas_om for f in falt if f.namn == val["Uppdragsbeskrivning"]} == {("for_vem", ("anordnare",))}
    till = utfarda(v, "2024-05-08", insats, "foljebrev", for_vem="anordnare", meddelande="Vi ses på måndag.")
    u, ord_, _ = innehall(v, till, Foljebrevsunderlag)
    assert [b.nummer for b in u.bilagor] == [nummer["uppdrag"]]
    assert u.mottagare == ("Björken", "Björkvägen 1", "131 30 Nacka")
    assert "Vi ses på måndag." in ord_
    assert "Dragana" not in ord_
    # One letter never replaces another; the same one on the same day is the same.
    ett = utfarda(v, "2024-05-08", insats, "foljebrev", for_vem="kund", **{val["Journal"]: "nej"})
    assert (ett.ny, ett.ersatter) == (True, "")
    assert [b.nummer for b in innehall(v, ett, Foljebrevsunderlag)[0].bilagor] == [nummer["beslut"]]
    assert not utfarda(v, "2024-05-08", insats, "foljebrev", for_vem="kund", **{val["Journal"]: "nej"}).ny
    assert utfarda(v, "2024-05-09", insats, "foljebrev", for_vem="kund", **{val["Journal"]: "nej"}).ny


def test_a_superseded_document_and_a_letter_are_not_sent(v: Varld) -> None:
    insats, _ = _utfardade(v)
    v.gor("2024-05-09", "framtidsplan", mal="K0001", version=0, datum="2024-05-09", malet="Kock.", vagen="",
          insatskod="", kunden_med="ja")  # fmt: skip
    ny = utfarda(v, "2024-05-09", insats, "uppdragsbeskrivning")
    assert ny.ersatter
    utfarda(v, "2024-05-09", insats, "foljebrev", for_vem="anordnare")
    u, _, _ = innehall(v, utfarda(v, "2024-05-10", insats, "foljebrev", for_vem="anordnare"), Foljebrevsunderlag)
    assert [b.nummer for b in u.bilagor] == [ny.nummer]


def test_of_a_protected_person_neither_name_nor_any_address(v: Varld) -> None:
    insats, _ = _utfardade(v, "K0002")
    for for_vem, mottagare in (("kund", (f"Ärende {insats}",)), ("anordnare", ("Björken",))):
        u, ord_, lagrat = innehall(
            v, utfarda(v, "2024-05-08", insats, "foljebrev", for_vem=for_vem), Foljebrevsunderlag
        )
        assert u.mottagare == mottagare
        for dolt in ("Hemlig", "Björkvägen", "sekretessmarkering"):
            assert dolt not in ord_ + lagrat
    for val in ({"for_vem": "kund", "adress": "Storgatan 1"}, {"meddelande": "Hej Hemlig Person"}):
        with pytest.raises(Nekad, match="skyddade"):
            utfarda(v, "2024-05-08", insats, "foljebrev", **val)


def test_a_letter_without_anything_to_send_is_refused(v: Varld) -> None:
    insats = till_uppdrag(v)
    with v.enhet("2024-05-08") as e:
        b = next(b for b in bestallning.valbara(e, insats) if b.typ == "foljebrev")
        assert (b.falt, b.hinder) == ((), "Det finns inget utfärdat dokument att skicka.")
    utfarda(v, "2024-05-08", insats, "insatsbeslut", for_vem="kund")
    # Nothing is for the anordnare yet: what opens is a letter to the kund.
    assert innehall(v, utfarda(v, "2024-05-08", insats, "foljebrev"), Foljebrevsunderlag)[0].for_vem == "kund"
    for val in ({"for_vem": "anordnare"}, {"for_vem": "kund", "adress": "\n".join("abcdef")}, {"for_vem": "intern"}):
        with pytest.raises(Nekad):
            utfarda(v, "2024-05-08", insats, "foljebrev", **val)
    with pytest.raises(Nekad, match="högst 80 tecken"):
        utfarda(v, "2024-05-08", insats, "foljebrev", adress="Storgatan " * 9)


def test_a_stored_document_that_cannot_be_read_is_told_calmly(v: Varld) -> None:
    insats = till_uppdrag(v)
    utfarda(v, "2024-05-08", insats, "insatsbeslut", for_vem="kund")
    for skadat in ("{", "[1]", "[" * 100_000):
        with v.enhet("2024-05-08", skriv=True) as e:
            e.session.execute(update(Dokument).values(underlag=skadat))
        with v.enhet("2024-05-08") as e:
            b = next(b for b in bestallning.valbara(e, insats) if b.typ == "foljebrev")
            assert b.hinder.startswith("Dokumentets underlag går inte att läsa.")
        with pytest.raises((Databasfel, Nekad), match="går inte att läsa"):
            utfarda(v, "2024-05-08", insats, "foljebrev")
