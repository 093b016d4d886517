"""Förlängning: asked for, sent back, completed, decided by somebody else, printed; on both engines."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from db.varld import AGARE, Varld
from pypdf import PdfReader
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Dokument, Forlangning, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, forlangningar, handlingar, ko
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.documents.utfardande import las_dokument
from kundvalsdesk.services.handling import handling

MOTIV = {"motivering": "Anställning är lovad från juni.", "malet": "Signerat anställningsavtal."}


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _insats(v: Varld, kund: str = "K0001", start: str = "2024-05-31") -> str:
    insats = v.gor("2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02").insatser[0]
    v.gor("2024-05-02", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", insats, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor("2024-05-07", "uppdrag", insats, datum="2024-05-07", start=start, omfattning="100", deltid_skal="")
    return insats


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(s.extract_text() for s in PdfReader(io.BytesIO(pdf)).pages).split())


def test_what_the_arbetsledare_sees_before_deciding(v: Varld) -> None:
    insats = _insats(v)
    v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", **MOTIV)
    with v.enhet("2025-05-06", "gust") as e:
        svar = forlangningar.lista(e)
        assert svar.far_besluta
        assert [(r.insats, r.mal, r.ljus, r.ute) for r in svar.rader] == [(insats, "2025-05-02", "gron", False)]
        assert ko.raknare(e).forlangningar == 1
        vy = forlangningar.hamta(e, insats, "2025-05-02")
    assert (vy.motivering, vy.mal) == (MOTIV["motivering"], MOTIV["malet"])
    tid = dict(vy.tid)
    assert (tid["Slutdatum nu"], tid["Nytt slutdatum"]) == ("30 maj 2025", "30 juni 2025")
    assert tid["Kvar"] == "24 dagar"
    assert tid["Använd tid"] == "341 av 365 dagar"
    assert dict(vy.kostnad)["Månadsbelopp"] == "3\u00a0876\u00a0kr"
    assert (vy.egen, vy.tidigare) == ("", ()) and vy.steg is not None and vy.steg.varning == ()
    with v.enhet("2025-05-06") as e:
        assert forlangningar.lista(e) == forlangningar.Forlangningslista()
        assert ko.raknare(e).forlangningar == 0
        with pytest.raises(Nekad) as fel:
            forlangningar.hamta(e, insats, "2025-05-02")
    assert fel.value.kod == "roll"


def test_a_request_that_is_sent_back_keeps_its_frist_and_is_asked_for_again(v: Varld) -> None:
    insats = _insats(v)
    v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", **MOTIV)
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-05", "forlangning_atersand", insats, "2025-05-02", datum="2025-05-05", skal="Tunt.")
    assert fel.value.kod == "roll"
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-05", "forlangning_atersand", insats, "2025-05-02", som="gust", datum="2025-05-05", skal=" ")
    assert fel.value.falt == "skal"
    v.gor("2025-05-05", "forlangning_atersand", insats, "2025-05-02", som="gust", datum="2025-05-05",
          skal="Vilken arbetsgivare?")  # fmt: skip
    assert ("forlangning", "2025-05-02") in v.oppna(insats)
    with v.enhet("2025-05-06", "gust") as e:
        rad = forlangningar.lista(e).rader[0]
        assert rad.ute
        assert rad.forfaller == date(2025, 5, 9)  # five arbetsdagar from the first request
        steg = forlangningar.hamta(e, insats, "2025-05-02").steg
        assert steg is not None and "återsänd" in steg.varning[0]
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-06", "forlangning_besluta", insats, "2025-05-02", som="gust", datum="2025-05-06",
              beslut="beviljad")  # fmt: skip
    assert fel.value.kod == "forlangning_atersand"
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-06", "forlangning_begar", insats, datum="2025-05-06", **MOTIV)
    assert fel.value.kod == "forlangning_ute"
    with v.enhet("2025-05-06") as e:
        steg = next(s for s in arende.hamta(e, insats).nasta if s.kod == "forlangning_komplettera")
        falt = {f.namn: f.varde for f in steg.falt}
        assert (falt["_skal"], falt["motivering"], falt["malet"]) == ("Vilken arbetsgivare?", *MOTIV.values())
        assert steg.viktig
    v.gor("2025-05-06", "forlangning_komplettera", insats, "2025-05-02", datum="2025-05-06",
          motivering="Bageriet AB har lovat anställning.", malet="Avtal.")  # fmt: skip
    with v.enhet("2025-05-06", "gust") as e:
        vy = forlangningar.hamta(e, insats, "2025-05-02")
        assert (vy.rad.ute, vy.motivering) == (False, "Bageriet AB har lovat anställning.")
        assert vy.atersand == "5 maj 2025: Vilken arbetsgivare?"
        rubriker = [h.rubrik for h in arende.hamta(e, insats).handelser]
    assert rubriker.index("Begäran om förlängning kompletterad") < rubriker.index("Begäran om förlängning återsänd")
    v.gor("2025-05-07", "forlangning_besluta", insats, "2025-05-02", som="gust", datum="2025-05-07", beslut="beviljad")
    with v.enhet("2025-05-07", "gust") as e:
        assert forlangningar.lista(e).rader == ()


def test_whoever_completed_it_does_not_decide_it_and_neither_does_the_owner_of_the_file(v: Varld) -> None:
    insats = _insats(v)
    v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", **MOTIV)
    v.gor("2025-05-05", "forlangning_atersand", insats, "2025-05-02", som="gust", datum="2025-05-05", skal="Tunt.")
    v.gor("2025-05-05", "forlangning_komplettera", insats, "2025-05-02", som="hara", datum="2025-05-05", **MOTIV)
    for vem, skal in (("hara", forlangningar.EGEN_BEGARAN), ("gust", "")):
        with v.enhet("2025-05-06", vem) as e:
            avgor = [
                s for s in arende.hamta(e, insats).nasta if s.kod in ("forlangning_besluta", "forlangning_atersand")
            ]
        assert [(s.tillaten, s.skal) for s in avgor] == [(not skal, skal)] * 2
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-06", "forlangning_besluta", insats, "2025-05-02", som="hara", datum="2025-05-06",
              beslut="beviljad")  # fmt: skip
    assert fel.value.kod == "egen_begaran"
    v.gor("2025-05-06", "forlangning_besluta", insats, "2025-05-02", som="gust", datum="2025-05-06", beslut="avslag",
          skal="Målet nås inte.")  # fmt: skip

    def som_agare(steg: str, mal: str, dag: date, **varden: str) -> None:
        with enhet(v.databas, AGARE, v.regelverk, dag, skriv=True) as e:
            version = Varld._sedd(e, steg, insats, mal)
            handlingar.utfor(e, steg, insats, mal, version, varden)

    som_agare("forlangning_begar", "", date(2025, 5, 8), datum="2025-05-08", **MOTIV)
    with enhet(v.databas, AGARE, v.regelverk, date(2025, 5, 9)) as e:
        assert forlangningar.hamta(e, insats, "2025-05-08").egen
    for steg, varden in (
        ("forlangning_besluta", {"beslut": "beviljad"}),
        ("forlangning_besluta", {"beslut": "avslag", "skal": "Nej."}),
        ("forlangning_atersand", {"skal": "Mer."}),
    ):
        with pytest.raises(Nekad) as fel:
            som_agare(steg, "2025-05-08", date(2025, 5, 9), datum="2025-05-09", **varden)
        assert fel.value.kod == "egen_begaran"
    v.gor("2025-05-09", "forlangning_besluta", insats, "2025-05-08", som="gust", datum="2025-05-09", beslut="beviljad")


def test_each_decision_is_a_document_of_its_own_that_stays_as_it_was(v: Varld) -> None:
    insats = _insats(v)
    v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", **MOTIV)
    with v.enhet("2025-05-05", "gust") as e:
        forhand = _text(forlangningar.forhandsgranska(e, insats, "2025-05-02", "avslag", "För tidigt."))
        assert e.session.scalar(select(Dokument.id)) is None
    assert "avslås" in forhand and "För tidigt." in forhand
    v.gor("2025-05-05", "forlangning_besluta", insats, "2025-05-02", som="gust", datum="2025-05-05", beslut="avslag",
          skal="För tidigt.")  # fmt: skip
    v.gor("2025-05-12", "forlangning_begar", insats, datum="2025-05-12", **MOTIV)
    v.gor("2025-05-13", "forlangning_besluta", insats, "2025-05-12", som="hara", datum="2025-05-13", beslut="beviljad")
    with v.enhet("2025-05-14") as e:
        dok = e.session.scalars(select(Dokument).order_by(Dokument.id)).all()
        assert [d.nummer for d in dok] == [f"FÖR {insats}-1", f"FÖR {insats}-2"]
        avslag, bifall = (_text(las_dokument(e, d.id)[1]) for d in dok)
        assert [d.typ for d in arende.hamta(e, insats).dokument] == ["forlangningsbeslut"] * 2
        assert [h.rubrik for h in arende.hamta(e, insats).handelser].count("Förlängningsbeslut utfärdat") == 2
        assert json.loads(dok[1].underlag)["slut_efter"] == "2025-06-30"
        assert e.session.scalars(select(Insats.slut)).one() is None
    assert "Gun Stål" in avslag and "Nytt slutdatum" not in avslag
    assert "måndag 30 juni 2025" in bifall and "Den första av högst 2" in bifall
    assert MOTIV["malet"] in bifall and "Đorđević" in bifall and "Anna Lund" in bifall


def test_a_protected_persons_name_is_not_in_the_decision(v: Varld) -> None:
    insats = _insats(v, "K0002")
    texter = {"motivering": "Hemlig Person är nästan klar.", "malet": "Person får anställning."}
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", **texter)
    assert fel.value.falt == "motivering"
    with v.enhet("2025-05-02", skriv=True) as e:  # as one taken over from another system may be
        i = e.session.scalars(select(Insats)).one()
        with handling(e, "forlangning_begar") as h:
            e.session.add(Forlangning(insats_id=i.id, begard=date(2025, 5, 2), motivering=texter["motivering"],
                                      mal=texter["malet"]))  # fmt: skip
            h.insats(i)
    v.gor("2025-05-05", "forlangning_besluta", insats, "2025-05-02", som="gust", datum="2025-05-05", beslut="beviljad")
    with v.enhet("2025-05-06") as e:
        dok = e.session.scalars(select(Dokument)).one()
        text = _text(las_dokument(e, dok.id)[1])
    for ord_ in ("Hemlig", "Person"):
        assert ord_ not in text
        assert ord_ not in dok.underlag
    assert f"Ärende {insats}" in text


def test_two_arbetsledare_do_not_overwrite_each_other(v: Varld) -> None:
    insats = _insats(v)
    v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", **MOTIV)
    with v.enhet("2025-05-05", "gust") as e:
        sedd = forlangningar.hamta(e, insats, "2025-05-02").version
    v.gor("2025-05-05", "forlangning_atersand", insats, "2025-05-02", som="hara", datum="2025-05-05", skal="Tunt.")
    with pytest.raises(Konflikt) as fel:
        v.gor("2025-05-05", "forlangning_besluta", insats, "2025-05-02", som="gust", version=sedd, datum="2025-05-05",
              beslut="beviljad")  # fmt: skip
    assert fel.value.vem == "Hanna Rask"


def test_a_text_that_cannot_be_printed_is_refused_when_it_is_written(v: Varld) -> None:
    insats = _insats(v)
    with pytest.raises(Nekad) as fel:
        v.gor(
            "2025-05-02", "forlangning_begar", insats, datum="2025-05-02", motivering="Bra.", malet="Klart \U0001f600"
        )
    assert (fel.value.kod, fel.value.falt) == ("tecken", "malet")
    with pytest.raises(Nekad) as fel:
        v.gor("2025-05-02", "forlangning_begar", insats, datum="2025-05-02", motivering="Bra.", malet=" ")
    assert fel.value.falt == "malet"
    with v.enhet("2025-05-02") as e:
        assert e.session.scalar(select(Forlangning.id)) is None


def test_one_that_nobody_decided_in_time_stays_until_it_is_refused_or_the_insats_is_ended(v: Varld) -> None:
    insats = _insats(v)
    v.gor("2025-05-28", "forlangning_begar", insats, datum="2025-05-28", **MOTIV)
    with v.enhet("2025-06-03", "gust") as e:
        assert [r.ljus for r in forlangningar.lista(e).rader] == ["rod"]
        steg = forlangningar.hamta(e, insats, "2025-05-28").steg
        assert steg is not None and "passerat" in steg.varning[0]
    with pytest.raises(Nekad) as fel:
        v.gor("2025-06-03", "forlangning_besluta", insats, "2025-05-28", som="gust", datum="2025-06-03",
              beslut="beviljad")  # fmt: skip
    assert fel.value.kod == "forlangning_sen"
    v.gor("2025-06-03", "avsluta", insats, avslutstyp="fullfoljd", avslutsorsak="insatstid_slut", beslut="2025-06-03")
    with v.enhet("2025-06-03", "gust") as e:
        assert forlangningar.lista(e).rader == ()
        assert ko.raknare(e).forlangningar == 0
