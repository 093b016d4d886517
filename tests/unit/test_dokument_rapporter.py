"""The documents of reports as pages: what is long, strange or missing is printed as it is, for the archive too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from arkivkontroll import Fil, elementtexter, kontrollera
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.documents.blad import EXEMPLAR
from kundvalsdesk.services.documents.genomforandeplan import Plandelmal, Planunderlag, Planversion
from kundvalsdesk.services.documents.manadsrapport import Delmalslage, Franvaro, Kontakt, Manadsunderlag
from kundvalsdesk.services.documents.rapportblad import Avsnitt, Rapportunderlag, Returrad
from kundvalsdesk.services.documents.ritning import rita
from kundvalsdesk.services.documents.slutrapport import Franvarosumma, Malrad, Slutrapportunderlag

GRUND: dict[str, Any] = {
    "organisation": "Exempelkommun",
    "enhet": "Arbets- och etableringsenheten",
    "kontakt": "arbete@exempelkommun.se · 08-000 00 00",
    "datum": date(2024, 9, 11),
    "insats": "2024-0088",
    "handlaggare": "Anna Lundin",
    "roll": "karriärvägledare",
    "insatskod": "AMI1",
    "insatsnamn": "Vägledning, arbetsmarknadskunskap och matchning till arbete eller studier",
    "kund": "Viktor Berg",
    "anordnare": "Arbetslinjen",
    "start": date(2024, 6, 10),
    "for_vem": "anordnare",
    "jobbexpert": "Moa Ceder",
    "inkommen": date(2024, 9, 6),
    "tid": "i tid",
    "lage": "godkand",
    "godkand": date(2024, 9, 11),
    "godkand_av": "Anna Lundin",
    "returer": (),
    "rubrik": "",
    "text_finns": True,
}
SLUT = Slutrapportunderlag(
    **GRUND,
    nummer="SLR 2024-0088-1",
    avser="slut",
    avsnitt=(
        Avsnitt(
            "progression",
            "Progression under hela insatsen",
            "Kunden har från start haft en tydlig yrkesinriktning och har under insatsen gått från spontanansökningar "
            "till riktad matchning. Praktiken i juli ledde till erbjudande om anställning. Närvaron har varit god.",
        ),
        Avsnitt("nasta_steg", "Bedömning av lämpligt nästa steg", "Ingen ny insats. Kunden är självförsörjande."),
        Avsnitt("kundens_syn", "Kundens egen syn", "Nöjd med insatsen."),
    ),
    slut=date(2024, 9, 9),
    slut_ord="",
    avslut="Fullföljd insats · arbete, anställning minst sex månader",
    mal=(
        Malrad(
            "Egen försörjning genom arbete inom insatstiden",
            "Uppnått. Tillsvidareanställning som lagermedarbetare, 100 %, från 16 september.",
        ),
        Malrad("Truckkort A och B", "Uppnått i juli."),
        Malrad("Ansöka om minst fem arbeten i veckan", ""),
    ),
    franvaro=(
        Franvarosumma("Sjukfrånvaro", 3, ("2–4 juli",)),
        Franvarosumma("Annan frånvaro", 2, ("19 augusti", "23 augusti")),
    ),
    nasta_steg="",
    uppfoljning="Månadsrapporter: juni, juli, augusti – godkända. Genomförandeplan version 2, godkänd 28 juni 2024.",
)
MANAD = Manadsunderlag(
    **GRUND,
    nummer="MÅN 2024-0088-2",
    avser="2024-08",
    avsnitt=(Avsnitt("progression", "Progression mot mål och delmål", "Går framåt."),),
    bedomning="",
    tabeller=("delmal", "kontakter", "franvaro"),
    delmal=(Delmalslage("1. Truckkort A och B", "Uppnått", "Den 12 juli."),),
    kontakter=(Kontakt("torsdag 1 augusti", "Möte", ""), Kontakt("torsdag 8 augusti", "Telefon", "Kort samtal.")),
    franvaro=(Franvaro("Vård av barn", "19–20 augusti", "Sjukt barn", "finns"),),
)
PLAN = Planunderlag(
    **GRUND,
    nummer="GEN 2024-0088-1",
    avser="2",
    avsnitt=(Avsnitt("mal", "Mål med insatsen", "Egen försörjning."), Avsnitt("stod", "Stöd och anpassningar", "")),
    slut=date(2024, 9, 9),
    delmal=(Plandelmal("1. Truckkort A och B", "Kurs i juni och juli", date(2024, 7, 31)),),
    versioner=(
        Planversion("1", date(2024, 6, 12), ("Första versionen",), "Godkänd 14 juni 2024, Anna Lundin"),
        Planversion("2", date(2024, 6, 26), ("Ändrat: Mål med insatsen",), "Godkänd 28 juni 2024, Anna Lundin"),
    ),
)
ALLA = (SLUT, MANAD, PLAN)


def texten(data: bytes) -> str:
    """The text of the document by its structure: what a reader that speaks would say."""
    return " ".join(e.text for e in elementtexter(Fil(data))).replace("\u00ad", "").replace("\u00a0", " ")


def tatt(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("u", ALLA, ids=lambda u: u.TYP)
def test_page_is_for_the_archive_and_the_snapshot_comes_back(u: Rapportunderlag) -> None:
    data = rita(u)
    assert kontrollera(data) == []
    igen = type(u).fran_json(u.till_json())
    assert igen == u
    assert rita(igen) == data


@pytest.mark.parametrize("u", ALLA, ids=lambda u: u.TYP)
@pytest.mark.parametrize(("for_vem", "ord_"), EXEMPLAR.items())
def test_whom_it_is_for_stands_under_the_title(u: Rapportunderlag, for_vem: str, ord_: str) -> None:
    assert ord_ in texten(rita(replace(u, for_vem=for_vem)))


@pytest.mark.parametrize("u", ALLA, ids=lambda u: u.TYP)
def test_sparse_content_is_said_to_be_missing(u: Rapportunderlag) -> None:
    """Only the days are known: another system had the text."""
    tom: dict[str, Any] = {"avsnitt": (), "text_finns": False, "tid": "", "godkand_av": "", "jobbexpert": ""}
    if isinstance(u, Slutrapportunderlag):
        tom |= {"mal": (), "franvaro": (), "slut": None}
    elif isinstance(u, Manadsunderlag):
        tom |= {"tabeller": (), "delmal": (), "kontakter": (), "franvaro": ()}
    else:
        tom |= {"delmal": (), "slut": None}
    data = rita(replace(u, anordnare="", start=None, insatsnamn="", **tom))
    assert kontrollera(data) == []
    assert "textfinnsinteidethärsystemet" in tatt(texten(data))


LANGT = '<b>fet</b> &amp; <img src="x"/> <para> ]]> %s ' + "Kunden har närvarat vid mötet. " * 1930


@pytest.mark.parametrize("u", ALLA, ids=lambda u: u.TYP)
def test_extreme_content_is_printed_whole(u: Rapportunderlag) -> None:
    """Markup as it stands, 60 000 characters in a field, names without spaces, hundreds of rows."""
    assert len(LANGT) > 59_000
    langt = LANGT if isinstance(u, Slutrapportunderlag) else LANGT[:6000]  # once is enough: it takes its time
    namn = "Å" * 300
    retur = Returrad(date(2024, 9, 1), None, "Skäl " * 900)
    mer: dict[str, Any] = {"kund": namn, "jobbexpert": namn, "anordnare": "Ö" * 300, "returer": (retur,)}
    if isinstance(u, Slutrapportunderlag):
        dagar = tuple(f"{n}–{n + 1} juli {2000 + n}" for n in range(400))
        mer |= {"mal": (Malrad("Arbete", langt),), "franvaro": (Franvarosumma("Sjukfrånvaro", 800, dagar),)}
    elif isinstance(u, Manadsunderlag):
        rader = tuple(Franvaro("Sjukdom", f"dag {n}", f"Orsak {n}", "") for n in range(400))
        mer |= {"franvaro": rader, "avsnitt": (Avsnitt("progression", "Progression", langt),)}
    else:
        mer |= {"delmal": (Plandelmal("1. " + namn, retur.skal, None),), "versioner": u.versioner * 20}
        mer |= {"avsnitt": (Avsnitt("mal", "Mål med insatsen", langt),)}
    u = replace(u, lage="returnerad", godkand=None, **mer)
    ut = tatt(texten(rita(u)))
    assert tatt(langt) in ut
    assert ut.count(namn) >= 2
    assert tatt(retur.skal) in ut
    if isinstance(u, Slutrapportunderlag):
        assert tatt("".join(u.franvaro[0].perioder)) in ut
    elif isinstance(u, Manadsunderlag):
        assert tatt("".join(f"{f.typ_ord}{f.period}{f.orsak}" for f in u.franvaro)) in ut


ORD = st.sampled_from(
    ["arbetsmarknadskunskap", "<br/>", "&lt;", "–", "a-b", "Đorđević", "\n", "  ", "12\u00a0000", "x" * 90]
)


@given(st.lists(ORD, min_size=1, max_size=80), st.lists(ORD, min_size=1, max_size=40))
@settings(max_examples=8)
def test_text_out_is_text_in(ett: list[str], tva: list[str]) -> None:
    a, b = " ".join(ett).strip() or "–", " ".join(tva).strip() or "–"
    u = replace(SLUT, mal=(Malrad(b, a),), avsnitt=(Avsnitt("x", "Rubriken", a), Avsnitt("nasta_steg", "", b)))
    ut = tatt(texten(rita(u)))
    for led in (tatt(b) + tatt(a), "Rubriken" + tatt(a), "Lämpligtnästasteg" + tatt(b)):
        assert led in ut


@pytest.mark.parametrize(("falt", "vad"), [
    ({"mal": (Malrad("a", "😀"),)}, "Resultatet för ett mål"), ({"nasta_steg": "a\u202eb"}, "Nästa steg"),
    ({"jobbexpert": "\x07"}, "Jobbexpertens namn"), ({"uppfoljning": "שלום"}, "Uppföljningen"),
])  # fmt: skip
def test_sign_that_cannot_be_printed_is_refused_with_its_place(falt: dict[str, Any], vad: str) -> None:
    with pytest.raises(Nekad, match=vad):
        rita(replace(SLUT, **falt))
