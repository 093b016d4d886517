"""Kvalitetsredovisningar: the form of each anordnare, and what comes back, taken in, parked or refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from db.test_kontrollpunkter import borja, punkt, skicka, varden
from db.test_uppfoljning import IDAG, Enhetens, enhetens, gor
from db.varld import BLAD, Varld
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import redovisningar, redovisningsmottagning
from kundvalsdesk.services.granskningstyper import Mottaget
from kundvalsdesk.services.redovisningstyper import Anordnarens


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk) as v:
        yield v


def utskickad(v: Varld, ar: int = 2026) -> int:
    nr = borja(v, ar)
    skicka(v, nr, f"{ar}-02-02")
    return nr


def nummer(v: Varld, namn: str) -> int:
    with v.enhet(IDAG, "kvut") as e:
        return e.session.scalars(select(m.Anordnare.id).where(m.Anordnare.namn == namn)).one()


def formular(v: Varld, nr: int, namn: str = "Björken") -> bytes:
    with v.enhet(IDAG, "kvut") as e:
        ((_, data),) = redovisningar.formular(e, nr, nummer(v, namn))
    return data


def fyll(data: bytes, svar: dict[str, str], klar: bool = True, andra: Callable[[Any], object] | None = None) -> bytes:
    """A form filled in: `svar` by the code of the row; by the column that is written in."""
    import openpyxl

    bok = openpyxl.load_workbook(io.BytesIO(data))
    ark = bok.active
    plats = {str(c.value or ""): c.row for (c,) in ark.iter_rows(max_col=1)}
    for kod, varde in svar.items():
        ark.cell(plats[kod], 2 if kod.startswith("svar:") else 4).value = varde
    if klar:
        ark.cell(plats["rubrik"], 2).value += ", KLAR"
    if andra is not None:
        andra(ark)
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


SVAR = {"svar:ekonomi": "God.", "uppfyllt:ekonomi": "Ja", "bevis:ekonomi": "Årsredovisning 2025",
        "svar:matchning": "Vi träffar arbetsgivare.", "uppgift:kontaktperson": "Bo Al"}  # fmt: skip


def ta_emot(v: Varld, data: bytes, som: str = "kvut") -> Mottaget:
    with v.enhet(IDAG, som, skriv=True) as e:
        return redovisningsmottagning.ta_emot(e, data)


def lista(v: Varld, nr: int, som: str = "kvut") -> dict[str, Anordnarens]:
    with v.enhet(IDAG, som) as e:
        return {r.anordnare: r for r in redovisningar.hamta(e, nr).rader}


def rakna(v: Varld) -> tuple[int, int]:
    with v.enhet(IDAG, "kvut") as e:
        return (len(e.session.scalars(select(m.Uppfoljningsredovisning.id)).all()),
                len(e.session.scalars(select(m.Uppfoljningssvar.id)).all()))  # fmt: skip


def ord_i(data: bytes) -> str:
    import openpyxl

    ark = openpyxl.load_workbook(io.BytesIO(data)).active
    return "\n".join(str(c.value) for r in ark.iter_rows() for c in r if c.value is not None)


# --- The form ------------------------------------------------------------------------------------------------------


def test_a_form_holds_what_the_register_has_and_what_its_anordnare_answers_and_nobody_else(varld: Varld) -> None:
    nr = utskickad(varld)
    mal = f"anordnare:{nummer(varld, 'Björken')}"
    gor(varld, "anordnare_andra", mal, 1, orgnr="556012-5790", kontaktperson="Ada Holm", epost="ada@bjorken.example")
    gor(varld, "kontor_lagg_till", mal, namn="Sickla", adress="Gatan 1")
    gor(varld, "jobbexpert_lagg_till", mal, namn="Jon Bo", forsta_dag="2025-01-01")
    alla = lista(varld, nr)
    assert list(alla) == ["Björken", "Zenit", "Ågården"]  # each has something of AMI or FAI
    ord_ = ord_i(formular(varld, nr))
    for finns in ("Kvalitetsredovisning 2026", "Björken", "556012-5790", "Ada Holm", "Sickla, Gatan 1", "2 mars 2026",
                  "anordnare:556012-5790", "lista:1", "svar:matchning"):  # fmt: skip
        assert finns in ord_
    for finns_inte in ("svar:forberedande", "svar:sprak", "Jon Bo"):
        assert finns_inte not in ord_
    for x in BLAD["kunder"]:
        assert x["fornamn"] not in ord_ and x["kund"] not in ord_
    assert "svar:forberedande" in ord_i(formular(varld, nr, "Zenit"))
    with pytest.raises(Nekad, match="ska inte svara"), varld.enhet(IDAG, "kvut") as e:
        redovisningar.formular(e, nr, 99)


def test_no_form_before_the_points_have_been_sent(varld: Varld) -> None:
    nr = borja(varld)
    with pytest.raises(Nekad, match="inte utsända"):
        lista(varld, nr)
    with pytest.raises(Nekad, match="inte utsända"):
        formular(varld, nr)


# --- Coming in -----------------------------------------------------------------------------------------------------


def test_a_form_is_taken_in_by_point_wherever_its_rows_have_been_moved(varld: Varld) -> None:
    nr = utskickad(varld)
    data = fyll(formular(varld, nr), SVAR, andra=lambda ark: (ark.insert_rows(1, 3), ark.insert_cols(1)))
    assert ta_emot(varld, data).utfall == "intagen"
    rad = lista(varld, nr)["Björken"]
    assert (rad.besvarade, rad.sen) == (2, False) and rad.galler is not None and rad.galler.nummer == 1
    assert lista(varld, nr)["Zenit"].sen  # 2 March has gone
    with varld.enhet(IDAG, "gust") as e:
        r = redovisningar.las(e, rad.galler.id)
        assert redovisningar.original(e, rad.galler.id)[1] == data
    svar = {s.punkt.kod: s.svar for s in r.svar}
    assert (svar["ekonomi"].svar, svar["ekonomi"].uppfyllt, svar["ekonomi"].bevis) == (
        "God.",
        "ja",
        "Årsredovisning 2025",
    )
    assert svar["skatt"].tomt and "forberedande" not in svar and dict(r.uppgifter)["kontaktperson"] == "Bo Al"
    igen = ta_emot(varld, data)
    assert (igen.utfall, igen.kod) == ("avvisad", "dubblett") and "inte in en gång till" in igen.mening


def test_a_second_sending_is_a_new_version_and_the_first_one_stays(varld: Varld) -> None:
    nr = utskickad(varld)
    tom = formular(varld, nr)
    ta_emot(varld, fyll(tom, SVAR))
    svar = ta_emot(varld, fyll(tom, SVAR | {"svar:ekonomi": "Bättre."}))
    assert svar.mening == "Björkens redovisning är intagen som version 2."
    rad = lista(varld, nr)["Björken"]
    assert [x.nummer for x in rad.inkomna] == [2, 1]
    with varld.enhet(IDAG, "kvut") as e:
        texter = [
            next(s.svar.svar for s in redovisningar.las(e, x.id).svar if s.punkt.kod == "ekonomi") for x in rad.inkomna
        ]
    assert texter == ["Bättre.", "God."]


def test_a_draft_and_an_answer_to_older_questions_are_parked_until_somebody_decides(varld: Varld) -> None:
    nr = utskickad(varld)
    gammal = formular(varld, nr)
    utkast = ta_emot(varld, fyll(gammal, SVAR, klar=False))
    assert (utkast.utfall, utkast.kod) == ("parkerad", "utkast") and "KLAR saknas" in utkast.mening
    assert lista(varld, nr)["Björken"].galler is None
    p = punkt(varld, nr, "ekonomi")
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p, fraga="Nu då?"))
    skicka(varld, nr, "2026-03-01")
    data = fyll(gammal, SVAR | {"svar:ekonomi": "Gammalt"})
    assert ta_emot(varld, data).kod == "aldre_version"
    forsta, andra = sorted(lista(varld, nr)["Björken"].inkomna, key=lambda x: x.id)
    gor(varld, "uppfoljningsredovisning_avfor", forsta.id, forsta.version)
    gor(varld, "uppfoljningsredovisning_ta_in", andra.id, andra.version)
    galler = lista(varld, nr)["Björken"].galler
    assert galler is not None and (galler.id, galler.nummer, galler.listans) == (andra.id, 1, 1)
    with pytest.raises(Nekad, match="inte längre åt sidan"):
        gor(varld, "uppfoljningsredovisning_avfor", andra.id, galler.version)
    assert ta_emot(varld, fyll(gammal, SVAR, klar=False)).utfall == "parkerad"  # the one put away, sent again


def _kod(ark: Any, borjan: str, ny: str) -> None:
    cell = next(c for (c,) in ark.iter_rows(max_col=1) if str(c.value or "").startswith(borjan))
    cell.value = ny


def _svar(ark: Any, varde: Any, kod: str = "svar:ekonomi", kolumn: int = 2) -> None:
    ark.cell(next(c.row for (c,) in ark.iter_rows(max_col=1) if c.value == kod), kolumn).value = varde


DALIGA: dict[str, tuple[Callable[[Any], object], str]] = {
    "okant_formular": (lambda a: _kod(a, "kundvalsdesk:", "kundvalsdesk:okant/1"), "ingen kvalitetsredovisning"),
    "nyare_formular": (lambda a: _kod(a, "kundvalsdesk:", "kundvalsdesk:redovisning/9"), "nyare än programmet"),
    "annat_formular": (lambda a: _kod(a, "kundvalsdesk:", "kundvalsdesk:rapport/AMI/1"), "under Granskning"),
    "okand_redovisning": (lambda a: _kod(a, "anordnare:", "text"), "vems redovisning"),
    "okand_anordnare": (lambda a: _kod(a, "anordnare:", "anordnare:Okända"), "finns inte i registret"),
    "ingen_plan": (lambda a: _kod(a, "kundval:", "kundval:Kulturskola"), "ingen uppföljning av Kulturskola 2026"),
    "okand_version": (lambda a: _kod(a, "lista:", "lista:7"), "Version 7 av frågorna"),
    "okand_punkt": (lambda a: _kod(a, "svar:kris", "svar:annat"), "frågor som inte finns"),
    "fel_rubrik": (lambda a: _svar(a, "Klart!", "rubrik"), "Rubriken går inte att känna igen"),
    "uppfyllt": (
        lambda a: _svar(a, "Kanske", "uppfyllt:ekonomi", 4),
        "”A2. Ekonomi” ska det stå Ja, Delvis eller Nej",
    ),
    "formel": (lambda a: _svar(a, "=1+1"), "en formel under ”A2. Ekonomi”"),
    "felvarde": (lambda a: _svar(a, "#REF!"), "felvärde"),
    "lang": (lambda a: _svar(a, "x" * 20_001), "för lång under ”A2. Ekonomi”"),
    "personnummer": (lambda a: _svar(a, "Anna, 640823-3234, är nöjd."), "personnummer under ”A2. Ekonomi”"),
}


def test_each_bad_file_is_refused_with_a_sentence_of_its_own_and_leaves_nothing(varld: Varld) -> None:
    nr = utskickad(varld)
    tom = formular(varld, nr)
    daliga: dict[str, Callable[[], bytes]] = {
        kod: partial(fyll, tom, SVAR, andra=gor_) for kod, (gor_, _) in DALIGA.items()
    }
    filer = daliga | {"trasig": lambda: b"Hej!", "tom": lambda: fyll(tom, {})}
    meningar = set()
    if not varld.databas.lokal:  # what is said of a file does not hang on the engine; that nothing is left does
        filer = {kod: filer[kod] for kod in ("okand_punkt", "personnummer", "tom")}
    for kod, data in filer.items():
        svar = ta_emot(varld, data())
        assert (svar.utfall, svar.kod) == ("avvisad", kod), svar.mening
        assert kod not in DALIGA or DALIGA[kod][1] in svar.mening, svar.mening
        meningar.add(svar.mening)
    assert len(meningar) == len(filer) and rakna(varld) == (0, 0)
    zenit = fyll(tom, SVAR, andra=lambda a: _kod(a, "anordnare:", "anordnare:Björken"))
    assert ta_emot(varld, zenit).utfall == "intagen"
    bra = fyll(tom, SVAR | {"svar:ekonomi": "Ring 0701234567 eller 08-123 456 78.", "uppgift:telefon": "0812011238"})
    assert ta_emot(varld, bra).utfall == "intagen"


def test_a_row_put_in_under_an_answer_is_part_of_it(varld: Varld) -> None:
    nr = utskickad(varld)

    def mer(ark: Any) -> None:
        rad = next(c.row for (c,) in ark.iter_rows(max_col=1) if c.value == "bevis:ekonomi")
        ark.insert_rows(rad + 1)
        ark.cell(rad + 1, 2).value = "Och mer."

    ta_emot(varld, fyll(formular(varld, nr), SVAR, andra=mer))
    galler = lista(varld, nr)["Björken"].galler
    assert galler is not None
    with varld.enhet(IDAG, "kvut") as e:
        svar = next(s.svar for s in redovisningar.las(e, galler.id).svar if s.punkt.kod == "ekonomi")
    assert svar.svar == "God.\nOch mer."


def test_a_form_for_who_has_answered_begins_with_the_answers(varld: Varld) -> None:
    nr = utskickad(varld)
    ta_emot(varld, fyll(formular(varld, nr), SVAR))
    ord_ = ord_i(formular(varld, nr))
    assert "Vi träffar arbetsgivare." in ord_ and "Årsredovisning 2025" in ord_
    assert ta_emot(varld, fyll(formular(varld, nr), {"svar:skatt": "Ja."})).mening.endswith("version 2.")
    assert lista(varld, nr)["Björken"].besvarade == 3


def test_last_years_answer_stands_in_this_years_form(varld: Varld) -> None:
    forra = utskickad(varld, 2025)
    ta_emot(varld, fyll(formular(varld, forra), SVAR))
    nr = utskickad(varld)
    assert "Förra året svarade ni: Vi träffar arbetsgivare." in ord_i(formular(varld, nr))
    assert "Förra året svarade ni" not in ord_i(formular(varld, nr, "Ågården"))


def test_an_anordnare_that_has_another_name_by_now_is_found(varld: Varld) -> None:
    nr = utskickad(varld)
    data = fyll(formular(varld, nr), SVAR)
    gor(varld, "anordnare_andra", f"anordnare:{nummer(varld, 'Björken')}", 1, namn="Granen")
    assert ta_emot(varld, data).mening.startswith("Granens redovisning")


def test_only_a_kvalitetsutvecklare_takes_in_and_an_arbetsledare_reads(varld: Varld) -> None:
    nr = utskickad(varld)
    data = fyll(formular(varld, nr), SVAR)
    for vem in ("gust", "anlu", "syss"):
        with pytest.raises(Nekad, match="kvalitetsutvecklare"):
            ta_emot(varld, data, vem)
    assert set(lista(varld, nr, "gust")) == {"Björken", "Ågården", "Zenit"}
    with pytest.raises(Nekad):
        lista(varld, nr, "anlu")


def test_a_file_that_somebody_has_changed_is_not_given_out(varld: Varld) -> None:
    if isinstance(varld, Enhetens):
        return
    nr = utskickad(varld)
    ta_emot(varld, fyll(formular(varld, nr), SVAR))
    with varld.enhet(IDAG, "kvut", skriv=True) as e:
        e.session.execute(text("UPDATE uppfoljningsredovisning SET original = x'00'"))
    galler = lista(varld, nr)["Björken"].galler
    assert galler is not None
    with pytest.raises(Databasfel), varld.enhet(IDAG, "kvut") as e:
        redovisningar.original(e, galler.id)


FORSOK = {
    "UPDATE uppfoljningsredovisning SET original = '\\x00'": "permission denied",
    "UPDATE uppfoljningsredovisning SET anordnare_id = 1": "permission denied",
    "UPDATE uppfoljningsredovisning SET lage = 'avford'": "intagen och ändras inte",
    "DELETE FROM uppfoljningsredovisning": "permission denied",
    "UPDATE uppfoljningssvar SET svar = 'x'": "permission denied",
    "DELETE FROM uppfoljningssvar": "permission denied",
    "INSERT INTO uppfoljningssvar (redovisning_id, punkt_id, uppfyllt, svar, bevis)"
    " SELECT r.id, p.id, 'ja', 'x', '' FROM uppfoljningsredovisning r, uppfoljningspunkt p": "med sin redovisning",
    "INSERT INTO uppfoljningsredovisning (lista_id, anordnare_id, sha256, mottagen, mottagen_av, storlek, original,"
    " uppgifter, lage, version) SELECT id, 1, 'x', now(), 'kvtva', 1, '\\x00', '', 'intagen', 1"
    " FROM uppfoljningslista": "row-level security",
}


def test_the_database_itself_keeps_what_came_in(varld: Varld) -> None:
    """Past the program, with the rights of a login."""
    if not isinstance(varld, Enhetens):
        return
    nr = utskickad(varld)
    ta_emot(varld, fyll(formular(varld, nr), SVAR))
    i = varld.inloggade
    for vem in ("anlu", "syss", "dass"):
        for tabell in ("redovisning", "svar"):
            with pytest.raises(DBAPIError, match="permission denied"), i.som(vem).engine.connect() as c:
                c.execute(text(f"SELECT 1 FROM uppfoljnings{tabell}"))
    with i.som("gust").engine.connect() as c:
        assert c.execute(text("SELECT count(*) FROM uppfoljningssvar")).scalar()
        with pytest.raises(DBAPIError, match="permission denied"):
            c.execute(text("UPDATE uppfoljningsredovisning SET lage = 'avford'"))
    for sats, svar in FORSOK.items():
        with i.som("kvut").engine.connect() as c, pytest.raises(DBAPIError, match=svar):
            c.execute(text(sats))
