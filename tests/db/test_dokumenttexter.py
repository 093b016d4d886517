"""The unit's own texts: saved with their history, gone back to, frozen in what is issued; nothing broken gets in."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from db.varld import Varld
from pypdf import PdfReader
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Dokument, Dokumenttext, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import dokumenttexter, granskningsvy, handlingar
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet
from kundvalsdesk.services.arendelage import hamta_insats
from kundvalsdesk.services.documents import avbrottsunderlag
from kundvalsdesk.services.documents.avbrottsdokument import Avbrottsunderlag
from kundvalsdesk.services.documents.formuleringar import slag
from kundvalsdesk.services.typer import Aktor

IDAG = date(2024, 9, 10)
TYP, NAMN = "avbrottsdokument", "beslut_avbruten"
EGEN = "Nu slutar {insats} för gott, {sista_dag}."
SYSTEM = Aktor("syss", "Sixten Ys", frozenset({"systemspecialist"}))
ANNA = Aktor("anlu", "Anna Lund", frozenset({"karriarvagledare"}))


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def ny(v: Varld, aktor: Aktor = SYSTEM):
    return enhet(v.databas, aktor, v.regelverk, IDAG, skriv=True)


def spara(v: Varld, text: str, sedd: int = 0, namn: str = NAMN, aktor: Aktor = SYSTEM) -> None:
    with ny(v, aktor) as e:
        handlingar.utfor(e, "dokumenttext", "", f"{TYP}:{namn}", sedd, {"text": text})


def vy(v: Varld):
    with ny(v) as e:
        return dokumenttexter.hamta(e, TYP, NAMN)


def avslutad(e: Arbetsenhet) -> Insats:
    insats = Insats(
        nyckel="I1", kund_id=1, kod="AMI2", kundval="AMI", start=date(2024, 8, 26), sista_dag=date(2024, 9, 13),
        avslutsbeslut=date(2024, 9, 9), avslutstyp="avbruten", avslutsorsak="flytt",
    )  # fmt: skip
    e.session.add(insats)
    e.session.flush()
    return insats


def text_i(pdf: bytes) -> str:
    return " ".join(" ".join(s.extract_text() for s in PdfReader(BytesIO(pdf)).pages).split())


def test_a_text_keeps_its_history_and_goes_back_to_any_of_it(varld: Varld) -> None:
    assert vy(varld).nummer == 0 and vy(varld).text == slag(TYP).formuleringar[NAMN].text
    spara(varld, EGEN)
    spara(varld, f"{EGEN} Hej då.", sedd=1)
    for sedd, nummer in ((2, "1"), (3, "0")):
        with ny(varld) as e:
            handlingar.utfor(e, "dokumenttext_aterga", "", f"{TYP}:{NAMN}", sedd, {"nummer": nummer})
    nu = vy(varld)
    program = slag(TYP).formuleringar[NAMN].text
    assert nu.text == program
    assert [(h.nummer, h.text, h.vem, h.programmets) for h in nu.historik] == [
        (4, program, "Sixten Ys", True),
        (3, EGEN, "Sixten Ys", False),
        (2, f"{EGEN} Hej då.", "Sixten Ys", False),
        (1, EGEN, "Sixten Ys", False),
        (0, program, "", True),
    ]
    with ny(varld) as e:
        assert e.session.scalars(select(Dokumenttext.nummer).order_by(Dokumenttext.id)).all() == [1, 2, 3, 4]


def test_nothing_broken_unseen_or_by_somebody_else_is_saved(varld: Varld) -> None:
    spara(varld, EGEN)
    for aktor, sedd, text, fel in (
        (SYSTEM, 1, "Nu slutar {insats}.", Nekad),
        (SYSTEM, 1, "Nu slutar {kund} {insats} {sista_dag}.", Nekad),
        (SYSTEM, 1, EGEN, Nekad),  # says what it says
        (SYSTEM, 0, "{insats} slutar {sista_dag}.", Konflikt),
        (ANNA, 1, "{insats} slutar {sista_dag}.", Nekad),
    ):
        with pytest.raises(fel):
            spara(varld, text, sedd, aktor=aktor)
    with pytest.raises(Nekad):
        spara(varld, "Hej.", namn="finns_inte")
    assert (vy(varld).nummer, vy(varld).text) == (1, EGEN)
    with ny(varld, ANNA) as e, pytest.raises(Nekad):
        dokumenttexter.lista(e)


def test_issued_documents_keep_their_texts_and_new_ones_take_the_new(varld: Varld) -> None:
    spara(varld, EGEN)
    spara(varld, "är aldrig för sent, senast {dag}", namn="slutrapport_senast")
    with ny(varld, ANNA) as e:
        forsta = avbrottsunderlag.utfarda(e, avslutad(e), None)
    spara(varld, "Ännu en gång: {insats}, {sista_dag}.", sedd=1)
    with ny(varld, ANNA) as e:
        nummer, pdf = avbrottsunderlag.senaste_dokument(e, "I1")
        assert nummer == forsta.nummer
        assert "Nu slutar AMI 2, arbetsträning för gott, fredag 13 september 2024." in text_i(pdf)
        assert "är aldrig för sent, senast fredag 27 september 2024" in text_i(pdf)
        assert not avbrottsunderlag.utfarda(e, hamta_insats(e, "I1"), None).ny
        hamta_insats(e, "I1").avslut_kommentar = "Nytt."
        e.session.flush()
        assert avbrottsunderlag.utfarda(e, hamta_insats(e, "I1"), None).ny
        assert "Ännu en gång: AMI 2" in text_i(avbrottsunderlag.senaste_dokument(e, "I1")[1])
        underlag = e.session.scalars(select(Dokument.underlag).order_by(Dokument.id)).first()
    assert {t.namn: t.text for t in Avbrottsunderlag.fran_json(underlag or "").texter}[NAMN] == EGEN


def test_a_preview_shows_the_text_and_stores_nothing(varld: Varld) -> None:
    with ny(varld) as e:
        sida = text_i(dokumenttexter.forhandsgranska(e, TYP, NAMN, EGEN))
        assert "Nu slutar AMI 2" in sida and "FÖRHANDSGRANSKNING" in sida
        with pytest.raises(Nekad, match="måste vara med"):
            dokumenttexter.forhandsgranska(e, TYP, NAMN, "Nu slutar det.")
    assert vy(varld).nummer == 0


def test_a_text_that_this_program_cannot_fill_in_gives_way_to_its_own(varld: Varld) -> None:
    with ny(varld) as e:
        e.session.add(
            Dokumenttext(typ=TYP, namn=NAMN, nummer=1, text="Från {framtiden}.", sparad=e.nu, sparad_av="syss")
        )
    assert vy(varld).text == slag(TYP).formuleringar[NAMN].text
    with ny(varld, ANNA) as e:
        avbrottsunderlag.utfarda(e, avslutad(e), None)


def test_a_reviewer_takes_the_phrases_of_the_unit(varld: Varld) -> None:
    with ny(varld) as e:
        handlingar.utfor(
            e, "dokumenttext", "", "aterremiss:fraser_rapport", 0, {"text": "Skriv mer.\n\nSkriv tydligare."}
        )
    with ny(varld, ANNA) as e:
        assert granskningsvy.fraser((), dokumenttexter.allmanna_fraser(e, "rapport")) == (
            "Skriv mer.", "Skriv tydligare.",
        )  # fmt: skip
