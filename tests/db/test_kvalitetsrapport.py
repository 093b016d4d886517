"""The kvalitetsrapport of a year: written, read together, decided; and what was decided stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from db.test_uppfoljning import MER, NAF, Enhetens, enhetens, gor
from db.varld import Varld
from docx import Document
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.kvalitetsrapport import fylld_text
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import kvalitetsrapport, kvalitetsunderlag, uppfoljning
from kundvalsdesk.services.documents import kvalitetsrapport as papper
from kundvalsdesk.services.documents import kvalitetsrapport_word as word
from kundvalsdesk.services.kvalitetsrapporttyper import Avsnittsrad, Rapport

IDAG = "2025-03-17"
INSATSER = [
    {"insats": f"H{n}", "kund": kund, "kod": "AMI2", "anordnare": "Björken", "start": "2024-02-01", "historik": "ja",
     "sista_dag": "2024-06-28", "avslutsorsak": orsak}
    for n, (kund, orsak) in enumerate((("K0001", "arbete"), ("K0002", "arbete"), ("K0003", "annan_myndighet")), 1)
]  # fmt: skip
MENING = "Av {Tabell 4; AMI2; Avslutade} ledde {Tabell 4; AMI2; Egen försörjning} till egen försörjning."
VISAR = "{Visa tabell 4}\n{Visa diagram 4}"


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk, MER | {"insatser": INSATSER}) as v:
        yield v


def skriv(v: Varld, kod: str, mal: object, version: int = 0, som: str = "kvut", **x: str) -> None:
    gor(v, kod, mal, version, som, IDAG, **x)


def skapa(v: Varld) -> int:
    """The report of 2024, with the sections of the template."""
    gor(v, "uppfoljning_skapa", idag=IDAG, ar="2024", namnd=NAF, kundval="Arbete och etablering", koder="FAI,AMI,ISA",
        mall="arbetsmarknad")  # fmt: skip
    with v.enhet(IDAG, "kvut") as e:
        plan = uppfoljning.hitta(e, 2024, "AMI")
    skriv(v, "kvalitetsrapport_skapa", plan)
    with v.enhet(IDAG, "kvut") as e:
        nr = kvalitetsrapport.av_planen(e, plan)
    assert nr is not None
    return nr


def rapport(v: Varld, nr: int, som: str = "kvut") -> Rapport:
    with v.enhet(IDAG, som) as e:
        return kvalitetsrapport.hamta(e, nr)


def avsnitt(v: Varld, nr: int, rubrik: str) -> Avsnittsrad:
    return next(a for a in rapport(v, nr).avsnitt if a.rubrik == rubrik)


def skriv_avsnitt(v: Varld, nr: int, rubrik: str, text_: str) -> Avsnittsrad:
    a = avsnitt(v, nr, rubrik)
    skriv(v, "rapportavsnitt_andra", a.id, a.version, rubrik=rubrik, text=text_, niva=str(a.niva))
    return avsnitt(v, nr, rubrik)


def texten(v: Varld, nr: int, rubrik: str) -> str:
    r = rapport(v, nr)
    return fylld_text(next(b for a, b in zip(r.avsnitt, r.fyllt.avsnitt, strict=True) if a.rubrik == rubrik))


def besluta(v: Varld, nr: int, **mer: str) -> None:
    version = rapport(v, nr).rad.version
    skriv(v, "kvalitetsrapport_besluta", nr, version, **({"datum": IDAG, "paragraf": "§ 45"} | mer))


def bara_egna(v: Varld, nr: int) -> None:
    """All sections but one taken out: a report that is soon drawn."""
    for a in rapport(v, nr).avsnitt:
        if a.rubrik != "Slutsatser":
            skriv(v, "rapportavsnitt_ta_bort", a.id, a.version)
    skriv_avsnitt(v, nr, "Slutsatser", f"{MENING}\n{VISAR}")


def byt_orsak(v: Varld, orsak: str) -> None:
    with v.databas.engine.begin() as c:
        c.execute(text("UPDATE insats SET avslutsorsak = :o WHERE nyckel = 'H1'"), {"o": orsak})


def i_word(docx: bytes) -> str:
    """All that stands in it."""
    d = Document(BytesIO(docx))
    celler = [c.text for t in d.tables for rad in t.rows for c in rad.cells]
    return "\n".join([*(p.text for p in d.paragraphs), *celler])


def test_a_new_report_has_the_sections_of_the_template_and_all_its_figures(varld: Varld) -> None:
    r = rapport(varld, skapa(varld))
    rubriker = [(a.nummer, a.rubrik) for a in r.avsnitt]
    assert rubriker[:4] == [
        ("1", "Sammanfattning"), ("2", "Bakgrund och genomförande"), ("2.1", "Modell och uppföljningsplan"),
        ("2.2", "Så räknas statistiken"),
    ]  # fmt: skip
    assert {"AMI 2 per anordnare", "Björken", "Slutsatser", "Förslag", "Fokus nästa år"} <= {x for _, x in rubriker}
    assert r.fel == r.skrivna == () and (str(r.urval.fran), str(r.urval.till)) == ("2024-01-01", "2024-12-31")
    assert fylld_text(r.fyllt.avsnitt[0]) == (
        "2024 fanns 3 insatser i kundvalet. 3 av dem avslutades, och 2 ledde till egen försörjning, vilket är 67 "
        "procent av de avslutade."
    )
    assert "12" not in {v.tabell for v in r.visade}, "there is no kundenkät"


def test_a_changed_orsak_changes_the_draft_and_nothing_that_was_decided(varld: Varld) -> None:
    nr = skapa(varld)
    bara_egna(varld, nr)
    assert texten(varld, nr, "Slutsatser").startswith("Av 3 ledde 2 till")
    byt_orsak(varld, "kund_avbryter")
    assert texten(varld, nr, "Slutsatser").startswith("Av 3 ledde 1 till")
    utkast = rapport(varld, nr)
    assert utkast.svar is not None and utkast.svar.statistik.tabeller["4"].totalt["egen_forsorjning"] == 1
    t = utkast.underlag.tabell("4")
    assert t is not None and t.totalt["egen_forsorjning"] == 1
    bild = kvalitetsunderlag.diagram(utkast.svar, t, 1)
    assert {s.nyckel: s.varden[0] for s in bild.serier}["egen_forsorjning"] == 1
    besluta(varld, nr)
    with varld.enhet(IDAG, "gust") as e:
        namn, pdf = papper.fil(e, nr)
        kopia = word.fil(e, nr)
    assert namn == "kvalitetsrapport_2024.pdf" and pdf.startswith(b"%PDF")

    byt_orsak(varld, "arbete")
    r = rapport(varld, nr, "gust")
    assert fylld_text(r.fyllt.avsnitt[0]).startswith("Av 3 ledde 1 till")
    assert r.underlag.tabeller == utkast.underlag.tabeller and r.underlag.fore == utkast.underlag.fore
    assert r.visade == utkast.visade and r.svar is None
    assert r.beslut is not None and (r.beslut.paragraf, r.beslut.registrerad_av) == ("§ 45", "Kim Vik")
    with varld.enhet("2026-01-02", "kvut") as e:
        assert papper.fil(e, nr) == (namn, pdf)
        assert word.fil(e, nr) == kopia and kopia[0] == "kvalitetsrapport_2024_kopia.docx"
    ord_ = i_word(kopia[1])
    assert "Av 3 ledde 1 till egen försörjning." in ord_ and not any(n in ord_ for n in ("Dragana", "Person", "Öman"))


def pagar(v: Varld, kund: str, som: str) -> str:
    """An insats that has begun, step by step."""
    insats = v.gor(
        "2024-05-02", "besluta", mal=kund, som=som, kod="AMI2", datum="2024-05-02", motivering="Ny väg."
    ).insatser[0]
    v.gor("2024-05-02", "valj_anordnare", insats, som=som, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", insats, som=som, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", insats, som=som, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor("2024-05-07", "uppdrag", insats, som=som, datum="2024-05-07", start="2024-05-20", omfattning="100",
          deltid_skal="")  # fmt: skip
    return insats


def test_the_orsak_that_a_case_is_ended_with_is_in_the_draft_and_in_nothing_that_was_decided(varld: Varld) -> None:
    forsta, andra = pagar(varld, "K0001", "anlu"), pagar(varld, "K0003", "boek")
    nr = skapa(varld)
    bara_egna(varld, nr)

    def siffror(r: Rapport) -> tuple[str, object, object]:
        t = r.underlag.tabell("4")
        assert t is not None
        bild = kvalitetsunderlag.diagram(r.svar or kvalitetsunderlag.utan_svar(r.urval), t, 1)
        ritat = {s.nyckel: s.varden[0] for s in bild.serier}["egen_forsorjning"]
        return fylld_text(r.fyllt.avsnitt[0]).split(" till")[0], t.totalt["egen_forsorjning"], ritat

    def avsluta(insats: str, som: str) -> None:
        varld.gor("2024-06-20", "avsluta", insats, som=som, avslutstyp="fortid", avslutsorsak="arbete",
                  sista_dag="2024-06-28", beslut="2024-06-20")  # fmt: skip

    assert siffror(rapport(varld, nr)) == ("Av 3 ledde 2", 2, 2)
    avsluta(forsta, "anlu")
    assert siffror(rapport(varld, nr)) == ("Av 4 ledde 3", 3, 3)
    besluta(varld, nr)
    with varld.enhet(IDAG, "kvut") as e:
        filer = papper.fil(e, nr), word.fil(e, nr)
    avsluta(andra, "boek")
    with varld.enhet("2025-04-01", "gust") as e:
        assert siffror(kvalitetsrapport.hamta(e, nr)) == ("Av 4 ledde 3", 3, 3)
        assert (papper.fil(e, nr), word.fil(e, nr)) == filer


def test_nothing_of_a_decided_report_is_changed(varld: Varld) -> None:
    nr = skapa(varld)
    bara_egna(varld, nr)
    besluta(varld, nr)
    r = rapport(varld, nr)
    a = r.avsnitt[0]
    forsok: list[tuple[str, object, int, dict[str, str]]] = [
        ("rapportavsnitt_andra", a.id, a.version, {"rubrik": "x", "text": "x", "niva": "1"}),
        ("rapportavsnitt_lagg_till", nr, 0, {"rubrik": "x", "niva": "1"}),
        ("rapportavsnitt_ta_bort", a.id, a.version, {}),
        ("rapportavsnitt_aterga", r.borttagna[0].id, r.borttagna[0].version, {}),
        ("rapportavsnitt_flytta", a.id, a.version, {"hall": "upp"}),
        ("avsnittskommentar", a.id, 0, {"text": "x"}),
        ("kvalitetsrapport_andra", nr, r.rad.version,
         {"titel": "x", "fran": "2023-01-01", "till": "2023-12-31", "kundval": ""}),
        ("kvalitetsrapport_besluta", nr, r.rad.version, {"datum": IDAG, "paragraf": "§ 1"}),
    ]  # fmt: skip
    for kod, mal, version, x in forsok:
        with pytest.raises(Nekad, match="beslutad och ändras inte"):
            skriv(varld, kod, mal, version, **x)
    assert rapport(varld, nr) == r


def test_another_period_changes_every_figure(varld: Varld) -> None:
    nr = skapa(varld)
    skriv_avsnitt(varld, nr, "Slutsatser", "{År}: {Tabell 4; Totalt; Totalt} och {Tabell 4; AMI2; Totalt; året före}.")
    assert rapport(varld, nr).fel[0][1].mening == "Tabell 4 har ingen rad AMI2 för året före."
    r = rapport(varld, nr)
    skriv(varld, "kvalitetsrapport_andra", nr, r.rad.version, titel="Annan", fran="2025-01-01", till="2025-12-31",
          kundval="AMI")  # fmt: skip
    assert texten(varld, nr, "Slutsatser") == "2025: 0 och 3."
    with pytest.raises(Nekad, match="första dag"):
        skriv(varld, "kvalitetsrapport_andra", nr, r.rad.version + 1, titel="A", fran="2025-02-01", till="2025-01-01")


def test_it_is_not_decided_before_all_is_filled_in_read_and_answered(varld: Varld) -> None:
    nr = skapa(varld)
    bara_egna(varld, nr)
    a = skriv_avsnitt(varld, nr, "Slutsatser", f"Av 4711 blev {{Tabell 4; FAI1; Avbrott}} kvar.\n{VISAR}")
    with pytest.raises(Nekad, match="Tabell 4 har ingen rad FAI1"):
        besluta(varld, nr)
    skriv(varld, "avsnittskommentar", a.id, som="gust", text="Varför 4711?")
    a = skriv_avsnitt(varld, nr, "Slutsatser", f"Av 4711 blev {{Tabell 4; AMI2; Avbrott}} kvar.\n{VISAR}")
    with pytest.raises(Nekad, match="kommentar utan svar"):
        besluta(varld, nr)
    (k,) = a.kommentarer
    assert (k.skriven_av, k.text) == ("Gun Stål", "Varför 4711?")
    skriv(varld, "avsnittskommentar_besvara", k.id, k.version, svar="Det är räknat av anordnaren.")
    with pytest.raises(Nekad, match="Ett skrivet tal står inte"):
        besluta(varld, nr)
    besluta(varld, nr, last_talen="ja")
    assert rapport(varld, nr).rad.lage == "beslutad"


def test_every_save_keeps_what_was_there_and_two_who_write_are_told(varld: Varld) -> None:
    nr = skapa(varld)
    a = skriv_avsnitt(varld, nr, "Slutsatser", "Första.")
    skriv_avsnitt(varld, nr, "Slutsatser", "Andra.")
    with varld.enhet(IDAG, "gust") as e:
        assert [(v.nummer, v.text, v.sparad_av) for v in kvalitetsrapport.versioner(e, a.id)] == [
            (3, "Andra.", "Kim Vik"), (2, "Första.", "Kim Vik"), (1, "", "Kim Vik"),
        ]  # fmt: skip
    with pytest.raises(Konflikt) as fel:
        skriv(varld, "rapportavsnitt_andra", a.id, a.version, som="kvtva", rubrik="Slutsatser", text="Min", niva="1")
    assert fel.value.vem == "Kim Vik"


def test_sections_are_moved_added_taken_out_and_put_back(varld: Varld) -> None:
    nr = skapa(varld)
    a = avsnitt(varld, nr, "Förslag")
    skriv(varld, "rapportavsnitt_lagg_till", f"{nr}:{a.id}", rubrik="Ekonomi", niva="2")
    ny = avsnitt(varld, nr, "Ekonomi")
    forslag = avsnitt(varld, nr, "Förslag")
    assert ny.nummer == f"{forslag.nummer}.1"
    skriv(varld, "rapportavsnitt_flytta", ny.id, ny.version, hall="ned")
    assert [x.rubrik for x in rapport(varld, nr).avsnitt][-2:] == ["Fokus nästa år", "Ekonomi"]
    ny = avsnitt(varld, nr, "Ekonomi")
    with pytest.raises(Nekad, match="längre åt det hållet"):
        skriv(varld, "rapportavsnitt_flytta", ny.id, ny.version, hall="ned")
    skriv(varld, "rapportavsnitt_ta_bort", ny.id, ny.version)
    r = rapport(varld, nr)
    assert [b.rubrik for b in r.borttagna] == ["Ekonomi"] and "Ekonomi" not in [x.rubrik for x in r.avsnitt]
    skriv(varld, "rapportavsnitt_aterga", ny.id, r.borttagna[0].version)
    assert avsnitt(varld, nr, "Ekonomi").niva == 2


def test_an_arbetsledare_reads_and_comments_and_others_have_no_part_in_it(varld: Varld) -> None:
    nr = skapa(varld)
    a = rapport(varld, nr, "gust").avsnitt[0]
    with pytest.raises(Nekad, match="kvalitetsutvecklare"):
        skriv(varld, "rapportavsnitt_andra", a.id, a.version, som="gust", rubrik="x", text="x", niva="1")
    with pytest.raises(Nekad, match="kvalitetsutvecklare"):
        skriv(varld, "kvalitetsrapport_besluta", nr, 1, som="gust", datum=IDAG, paragraf="§ 1")
    for vem in ("anlu", "syss", "dass"):
        for forsok in (lambda v=vem: rapport(varld, nr, v),
                       lambda v=vem: skriv(varld, "avsnittskommentar", a.id, som=v, text="x")):  # fmt: skip
            with pytest.raises(Nekad):
                forsok()


FORSOK = {
    "UPDATE kvalitetsrapport SET titel = 'x'": "beslutad och ändras inte",
    "UPDATE kvalitetsrapport SET lage = 'utkast'": "beslutad och ändras inte",
    "DELETE FROM kvalitetsrapport": "permission denied",
    "UPDATE rapportavsnitt SET text = 'x'": "beslutad och ändras inte",
    "UPDATE rapportavsnitt SET kvalitetsrapport_id = 99": "permission denied",
    "DELETE FROM rapportavsnitt": "permission denied",
    "INSERT INTO rapportavsnitt (kvalitetsrapport_id, ordning, niva, rubrik, text, version)"
    " SELECT id, 1, 1, 'x', 'x', 1 FROM kvalitetsrapport": "beslutad och ändras inte",
    "UPDATE avsnittsversion SET text = 'x'": "permission denied",
    "DELETE FROM avsnittsversion": "permission denied",
    "INSERT INTO avsnittskommentar (rapportavsnitt_id, text, skriven, skriven_av, svar, version)"
    " SELECT min(id), 'x', '2025-01-01', 'Kim Vik', '', 1 FROM rapportavsnitt": "beslutad och ändras inte",
    "UPDATE rapportbeslut SET paragraf = 'x'": "permission denied",
    "DELETE FROM rapportbeslut": "permission denied",
    "INSERT INTO kvalitetsrapport (uppfoljning_id, titel, fran, till, kundval, lage, skapad, version)"
    " VALUES (1, 'x', '2024-01-01', '2024-12-31', '', 'beslutad', '2024-01-01', 1)": "policy",
}
OPPNA = {
    "UPDATE kvalitetsrapport SET lage = 'beslutad'": "beslutas med det som beslutades",
    "UPDATE kvalitetsrapport SET uppfoljning_id = 2": "permission denied",
    "INSERT INTO avsnittsversion (rapportavsnitt_id, nummer, rubrik, text, sparad, sparad_av)"
    " SELECT min(id), 99, 'x', 'x', now(), 'Pia Ros' FROM rapportavsnitt": "bär namnet",
    "INSERT INTO avsnittskommentar (rapportavsnitt_id, text, skriven, skriven_av, svar, version)"
    " SELECT min(id), 'x', '2025-01-01', 'Gun Stål', '', 1 FROM rapportavsnitt": "bär namnet",
    "UPDATE avsnittskommentar SET text = 'x'": "permission denied",
    "UPDATE avsnittskommentar SET besvarad_av = 'Pia Ros'": "bär namnet",
    "INSERT INTO rapportbeslut (kvalitetsrapport_id, datum, paragraf, registrerad_av, underlag, innehall, sha256)"
    " SELECT id, '2025-01-01', '§', 'Pia Ros', '{}', '', '' FROM kvalitetsrapport": "bär namnet",
}
LEDARENS = {
    "UPDATE rapportavsnitt SET text = 'x'": "permission denied",
    "INSERT INTO avsnittsversion (rapportavsnitt_id, nummer, rubrik, text, sparad, sparad_av)"
    " SELECT min(id), 99, 'x', 'x', now(), 'Gun Stål' FROM rapportavsnitt": "permission denied",
    "UPDATE avsnittskommentar SET svar = 'x'": "permission denied",
    "INSERT INTO rapportbeslut (kvalitetsrapport_id, datum, paragraf, registrerad_av, underlag, innehall, sha256)"
    " SELECT id, '2025-01-01', '§', 'Gun Stål', '{}', '', '' FROM kvalitetsrapport": "permission denied",
}


def _angrip(inloggade: Any, vem: str, forsok: dict[str, str]) -> None:
    for sats, svar in forsok.items():
        with pytest.raises(DBAPIError) as fel, inloggade.som(vem).engine.connect() as c:
            c.execute(text(sats))
        assert svar in str(fel.value), sats


def test_the_database_itself_keeps_the_report(varld: Varld) -> None:
    """Past the program, with the rights of a login."""
    if not isinstance(varld, Enhetens):
        return
    nr = skapa(varld)
    bara_egna(varld, nr)
    a = avsnitt(varld, nr, "Slutsatser")
    skriv(varld, "avsnittskommentar", a.id, som="gust", text="Bra.")
    _angrip(varld.inloggade, "kvut", OPPNA)
    _angrip(varld.inloggade, "gust", LEDARENS)
    for vem in ("anlu", "syss"):
        for tabell in ("kvalitetsrapport", "rapportavsnitt", "avsnittsversion", "avsnittskommentar", "rapportbeslut"):
            _angrip(varld.inloggade, vem, {f"SELECT 1 FROM {tabell}": "permission denied"})
    k = avsnitt(varld, nr, "Slutsatser").kommentarer[0]
    skriv(varld, "avsnittskommentar_besvara", k.id, k.version, svar="Tack.")
    besluta(varld, nr)
    _angrip(varld.inloggade, "kvut", FORSOK)
    with varld.databas.engine.connect() as c, pytest.raises(DBAPIError, match="beslutad och ändras inte"):
        c.execute(text("UPDATE rapportbeslut SET paragraf = 'x'"))  # not even whoever owns the tables
    with varld.databas.engine.connect() as c:
        assert c.execute(select(m.Rapportbeslut.paragraf)).scalar_one() == "§ 45"
