"""The granskning of anordnare in the kvalitetsrapport: numbered and referred to as other tables, kept as decided."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from db.test_atgarder import NY, anordnare, kommunicera
from db.test_bedomningar import ALLVARLIG, BRA, MINDRE, klar, satt, satt_alla
from db.test_kvalitetsrapport import i_word, rapport, skriv, skriv_avsnitt, texten
from db.test_redovisningar import utskickad
from db.test_uppfoljning import IDAG, enhetens, gor
from db.test_uppfoljning import skapa as plan_skapa
from db.varld import Varld
from pypdf import PdfReader

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import atgardslista, bedomningar, kvalitetsrapport, kvalitetsunderlag
from kundvalsdesk.services.bedomningsformular import OPPNA
from kundvalsdesk.services.documents import kvalitetsrapport as papper
from kundvalsdesk.services.documents import kvalitetsrapport_word as word

BEGARAN = "Begäran om åtgärd: klar senast 2026-04-16, följs upp 2026-05-18"
SLUTSATS = (
    "{Tabell Granskning Björken; A Tillsyn av anordnare; Mindre brist} mindre och "
    "{Tabell G1; Totalt; Allvarlig brist} allvarlig brist (se {Tabell G1}). "
    "{Tabell Brister Björken; A10 Krisberedskap; Bedömning}."
)


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk) as v:
        yield v


def skapa(v: Varld, plan: int) -> int:
    gor(v, "kvalitetsrapport_skapa", plan)
    with v.enhet(IDAG, "kvut") as e:
        nr = kvalitetsrapport.av_planen(e, plan)
    assert nr is not None
    return nr


def besluta(v: Varld, nr: int) -> None:
    gor(v, "kvalitetsrapport_besluta", nr, rapport(v, nr).rad.version, datum=IDAG, paragraf="§ 45")


def atgard(v: Varld, plan: int, punkt: str, brist: str, *, sagt: bool = True) -> None:
    """A begäran about åtgärd, from Björken."""
    with v.enhet(IDAG, "kvut") as e:
        nr = next((i for i, namn in atgardslista.punktval(e, plan) if namn == punkt), "")
    gor(v, "atgard_skapa", f"{plan}:", anordnare=anordnare(v), punkt=str(nr), **(NY | {"brist": brist}))
    if sagt:
        with v.enhet(IDAG, "kvut") as e:
            nr = max(x.id for x in atgardslista.lista(e, plan))
        kommunicera(v, nr)


def bara(v: Varld, nr: int, *rubriker: str) -> None:
    for a in rapport(v, nr).avsnitt:
        if a.rubrik not in rubriker:
            skriv(v, "rapportavsnitt_ta_bort", a.id, a.version)


def test_what_was_judged_is_in_tables_of_the_report_and_stays_as_it_was_decided(varld: Varld) -> None:
    plan = utskickad(varld)
    satt(varld, plan, "ekonomi", MINDRE, "Svag\nlikviditet.")
    satt(varld, plan, "kris", ALLVARLIG, "Ingen plan.")
    nr = skapa(varld, plan)
    visade = [v.tabell for v in rapport(varld, nr).visade if v.slag == "tabell"]
    assert [t for t in visade if "Björken" in t or t == "G1"] == ["G1", "Granskning Björken", "Brister Björken"]
    bara(varld, nr, "Granskning av anordnare", "Björken", "Slutsatser")
    skriv_avsnitt(varld, nr, "Slutsatser", SLUTSATS)
    assert texten(varld, nr, "Slutsatser") == "1 mindre och 1 allvarlig brist (se tabell 1). Allvarlig brist."
    r = rapport(varld, nr)
    assert rapport(varld, nr, "gust").underlag == r.underlag
    g1 = r.underlag.tabell("G1")
    assert g1 is not None and [x["anordnare"] for x in g1.rader] == ["Björken", "Zenit", "Ågården"]
    assert all(sum(v for k, v in x.items() if isinstance(v, int) and k != "punkter") == x["punkter"] for x in g1.rader)
    bild = kvalitetsunderlag.diagram(kvalitetsunderlag.utan_svar(r.urval), g1, 1)
    assert [(s.namn, s.varden[0]) for s in bild.serier][2:4] == [("Mindre brist", 1), ("Allvarlig brist", 1)]

    with pytest.raises(Nekad, match=r"Granskningen av .* är inte klar"):
        besluta(varld, nr)
    for namn in ("Björken", "Zenit", "Ågården"):
        satt_alla(varld, plan, namn)
        klar(varld, plan, namn)
    atgard(varld, plan, "A10 Krisberedskap", "Ingen plan.")
    atgard(varld, plan, "A2 Ekonomi", "Svag.", sagt=False)
    atgard(varld, plan, "", "Skylten saknas.")
    besluta(varld, nr)
    with varld.enhet(IDAG, "gust") as e:
        beslutad = kvalitetsrapport.hamta(e, nr)
        filer = papper.fil(e, nr), word.fil(e, nr)
    g1 = beslutad.underlag.tabell("G1")
    assert g1 is not None and "inte_bedomda" not in g1.kolumner
    brister = beslutad.underlag.tabell("Brister Björken")
    assert brister is not None and [tuple(x.values()) for x in brister.rader] == [
        ("A10 Krisberedskap", "Allvarlig brist", "Ingen plan.", BEGARAN),
        ("A2 Ekonomi", "Mindre brist", "Svag likviditet.", "–"),
        ("Granskningen", "", "Skylten saknas.", BEGARAN),
    ]
    pdf = " ".join("".join(s.extract_text() for s in PdfReader(BytesIO(filer[0][1])).pages).split())
    for text in (i_word(filer[1][1]), pdf):
        assert "Tabell 1. Granskning per anordnare" in text and "Tabell 3. Brister och åtgärder, Björken" in text
        assert "Svag likviditet." in text and "A10 Krisberedskap" in text and "Ingen plan." in text

    with varld.enhet(IDAG, "kvut") as e:
        g = bedomningar.finn_anordnare(bedomningar.hamta(e, plan), "Björken")
    gor(varld, OPPNA, f"{plan}:{g.anordnare_id}", g.version, skal="Nya uppgifter.")
    satt(varld, plan, "kris", BRA, "Plan finns.")
    atgard(varld, plan, "", "Något nytt.")
    with varld.enhet("2026-04-01", "gust") as e:
        assert kvalitetsrapport.hamta(e, nr) == beslutad
        assert (papper.fil(e, nr), word.fil(e, nr)) == filer


def test_it_may_be_shown_before_it_is_known_and_of_a_plan_without_kontrollpunkter_there_is_none(varld: Varld) -> None:
    plan = utskickad(varld)
    satt(varld, plan, "ekonomi", BRA)
    r = rapport(varld, skapa(varld, plan))
    brister = [str(t.rader[0]["kontrollpunkt"]) for t in r.underlag.tabeller if t.nummer == "G3"]
    assert brister == ["Inga brister", "Inte granskad", "Inte granskad"] and r.fel == ()
    assert "Brister Zenit" in [v.tabell for v in r.visade]
    annan = rapport(varld, skapa(varld, plan_skapa(varld, kundval="Kulturskola", koder="", mall="allman")))
    assert not [t for t in annan.underlag.tabeller if t.nummer.startswith("G")] and annan.underlag.ogranskade == ()
    assert annan.fel == () and "Granskning av anordnare" in [a.rubrik for a in annan.avsnitt]
