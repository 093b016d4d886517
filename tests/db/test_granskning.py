"""Reviewing on both engines: what waits, one report, undo of the same day, drafts, and the message of a return."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from db.varld import Varld, utan_vakt
from pypdf import PdfReader
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import (
    Anordnare,
    Aterremiss,
    Dokument,
    Granskningsutkast,
    Handling,
    Insats,
    Logg,
    Manadsrapport,
    Rapportinnehall,
    Slutrapport,
)
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import Delmal, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services import aterremiss, granskning, rapportformular
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.granskningstyper import Granskningsvy, GranskRad
from kundvalsdesk.services.mottagning import skriv_in
from kundvalsdesk.services.rapportformular import formular_for

IDAG = "2024-09-10"

BLAD: dict[str, list[dict[str, str]]] = {
    "insatser": [
        {"insats": i, "kund": k, "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-05-20",
         "aktualiserad": "2024-05-21", "bemannad": "2024-05-22", "uppdrag": "2024-05-23", "start": "2024-06-03",
         "omfattning": "100", **mer}
        for i, k, mer in (
            ("2024-01", "K0001", {}), ("2024-02", "K0002", {}), ("2024-03", "K0003", {}),
            ("2024-04", "K0001", {"sista_dag": "2024-08-30", "avslutsbeslut": "2024-08-20", "avslutstyp": "fortid",
                                  "avslutsorsak": "annan_insats"}),
        )
    ],
    "manadsrapporter": [
        {"insats": i, "manad": m, "klarmarkerad": f"2024-{n}-03", "godkand": f"2024-{n}-08"}
        for i in ("2024-01", "2024-02", "2024-03") for m, n in (("2024-06", "07"), ("2024-07", "08"))
    ],
}  # fmt: skip


def innehall(progression: str, **mer: Any) -> Innehall:
    return Innehall(
        "",
        (("progression", progression), ("utmaningar", "Ej aktuellt"), ("annan_insats", "Nej.")),
        mer.get("delmal", ()),
        tuple(Kontaktrad(date(2024, 8, d), "mote") for d in (1, 8, 22, 29)),
        (Franvarorad("vab", date(2024, 8, 19), date(2024, 8, 20), "Vård av barn"),),
    )


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Varld:
    """2024-01 has a plan with sub-goals and August in; 2024-02 (protected) August without text; Bo's 2024-03 too."""
    v = Varld(databas, regelverk, BLAD)
    with transaktion(databas, skriv=True) as s:
        s.scalars(select(Anordnare).where(Anordnare.namn == "Björken")).one().epost = "rapport@bjorken.example"
    plan = Innehall(
        "", (("mal", "Arbete i kök"),), (Delmal(1, "Datorvana", "kurs", date(2024, 9, 1)), Delmal(2, "Närvaro 80 %"))
    )
    _skriv_in(v, "2024-06-14", "2024-01", "plan", "1", plan)
    v.gor("2024-06-17", "plan_godkann", "2024-01", "1", datum="2024-06-17")
    _skriv_in(v, "2024-09-05", "2024-01", "rapport", "2024-08", innehall("Kunden läser nu sfi kurs C."))
    for i, vem in (("2024-02", "anlu"), ("2024-03", "boek")):
        v.gor("2024-09-05", "rapport_klarmarkera", i, "2024-08", som=vem, datum="2024-09-05")
    return v


def _skriv_in(v: Varld, idag: str, insats: str, slag: str, avser: str, text: Innehall) -> None:
    with v.enhet(idag, skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one()
        rad: Any = None
        if slag == "rapport":
            rad = e.session.scalar(
                select(Manadsrapport).where(Manadsrapport.insats_id == i.id, Manadsrapport.manad == avser)
            )
        skriv_in(e, insats, slag, avser, (rad or i).version, text, date.fromisoformat(idag))


def lista(v: Varld, idag: str = IDAG, som: str = "anlu", urval: str = "mina") -> list[GranskRad]:
    with v.enhet(idag, som) as e:
        return [r for r in granskning.lista(e, urval).rader if r.slag != "plan"]  # the world's plan is approved today


def hamta(
    v: Varld, insats: str = "2024-01", slag: str = "rapport", avser: str = "2024-08", **mer: str
) -> Granskningsvy:
    with v.enhet(mer.get("idag", IDAG), mer.get("som", "anlu")) as e:
        return granskning.hamta(e, insats, slag, avser)


def rad(v: Varld, insats: str = "2024-01") -> Manadsrapport:
    with transaktion(v.databas) as s:
        return s.scalars(
            select(Manadsrapport)
            .join(Insats, Insats.id == Manadsrapport.insats_id)
            .where(Insats.nyckel == insats, Manadsrapport.manad == "2024-08")
        ).one()


def test_a_content_is_read_by_the_form_that_it_was_written_in(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the form has lost a section and got another; what was written in the first is all there."""
    with transaktion(varld.databas, skriv=True) as s:
        s.add(Rapportinnehall(
            insats_id=rad(varld).insats_id, slag="rapport", avser="2024-07", omgang=1, inkommen=date(2024, 8, 3),
            rubrik="Månadsrapport, juli, KLAR", formular="rapport/AMI/1", kalla="hand",
            innehall=innehall("Kunden läste sfi kurs B.").till_json(),
        ))  # fmt: skip
    ett = formular_for("rapport", "AMI")
    ny = ett.avsnitt[0]._replace(kod="ny_fraga", rubrik="Ny fråga")
    tva = ett._replace(version=9, avsnitt=(ny, *(a for a in ett.avsnitt if a.kod != "progression")))
    fore = hamta(varld)
    alla = {**rapportformular.alla_formular(), tva.namn: tva}
    monkeypatch.setattr(rapportformular, "alla_formular", lambda: alla)
    formular_for.cache_clear()
    try:
        assert formular_for("rapport", "AMI") is tva
        nu = hamta(varld)
        assert nu == fore and nu.formular == ett
        for avsnitt, text in ((nu.avsnitt, "nu sfi kurs C"), (nu.foregaende, "sfi kurs B")):
            assert text in next(a.text for a in avsnitt if a.kod == "progression")
        with varld.enhet(IDAG) as e:
            bitar = granskning.skillnader(e, "2024-01", "rapport", "2024-08")
        assert "ny_fraga" not in bitar and any("C" in b.text for b in bitar["progression"])
        assert next(r.anmarkningar for r in lista(varld)) == len(_alla_anmarkningar(fore))
    finally:
        formular_for.cache_clear()


# --- The list ---------------------------------------------------------------------------------------------------


def test_the_list_holds_mine_in_order_with_flags(varld: Varld) -> None:
    rader = lista(varld)
    assert [(r.insats, r.lage) for r in rader] == [("2024-01", "vantar"), ("2024-02", "vantar")]
    ett, tva = rader
    assert (ett.titel, ett.kund, ett.anordnare) == ("Månadsrapport, augusti 2024", "Đorđević, Dragana", "Björken")
    assert ett.ljus == "gron" and ett.ord == "om 2 arbetsdagar" and ett.forfaller == date(2024, 9, 12)
    assert ett.anmarkningar == len(_alla_anmarkningar(hamta(varld))) > 0
    assert tva.anmarkningar is None  # the day is known, but nothing has been handed in
    assert tva.skyddad and tva.kund == "Ärende 2024-02 · skyddad"
    assert [r.insats for r in lista(varld, urval="alla")] == ["2024-01", "2024-02", "2024-03"]


def _alla_anmarkningar(vy: Granskningsvy) -> list[str]:
    return [x.kod for a in vy.avsnitt for x in a.anmarkningar] + [x.kod for x in vy.anmarkningar]


def test_a_role_without_cases_is_told_nothing(varld: Varld) -> None:
    for som in ("syss", "dass"):
        with varld.enhet(IDAG, som) as e:
            for fraga in (
                lambda e=e: granskning.lista(e),
                lambda e=e: granskning.hamta(e, "2024-01", "rapport", "2024-08"),
                lambda e=e: granskning.skillnader(e, "finns-inte", "rapport", "2024-08"),
                lambda e=e: granskning.parkerade(e),
                lambda e=e: granskning.spara_utkast(e, "2024-01", "rapport", "2024-08", "x"),
                lambda e=e: aterremiss.meddelande(e, "2024-01", "rapport", "2024-08"),
            ):
                with pytest.raises(Nekad) as fel:
                    fraga()
                assert fel.value.kod == "roll"


def test_returned_stands_last_and_decided_today_can_be_seen(varld: Varld) -> None:
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Beskriv progressionen.")
    varld.gor(IDAG, "rapport_godkann", "2024-02", "2024-08", datum=IDAG, bedomning="fortsatt")
    with varld.enhet(IDAG) as e:
        svar = granskning.lista(e)
    assert [(r.insats, r.slag, r.lage, r.ljus) for r in svar.rader] == [
        ("2024-01", "rapport", "returnerad", "vilande"),
        ("2024-01", "plan", "godkand", "klar"),
        ("2024-02", "rapport", "godkand", "klar"),
    ]
    assert svar.rader[0].aterremitterad == date(2024, 9, 10)
    assert svar.vantar == 0
    with varld.enhet(IDAG, "boek") as e:  # decisions of others are not mine
        assert "godkand" not in [r.lage for r in granskning.lista(e).rader]


# --- One report -------------------------------------------------------------------------------------------------


def test_one_report_with_plan_flags_and_calendar(varld: Varld) -> None:
    vy = hamta(varld)
    assert (vy.titel, vy.rubrik) == ("Månadsrapport, augusti 2024", "Månadsrapport, augusti, KLAR")
    assert vy.har_text and vy.lage == "vantar" and vy.hinder == ""
    avsnitt = {a.kod: a for a in vy.avsnitt}
    assert avsnitt["progression"].text == "Kunden läser nu sfi kurs C."
    assert [x.kod for x in avsnitt["utmaningar"].anmarkningar] == ["ej_aktuellt_utan_motivering"]
    assert avsnitt["utmaningar"].ej_aktuellt and avsnitt["utmaningar"].anmarkningar[0].kalla_ord == "avsnitt 8.1"
    assert vy.mal == "Arbete i kök" and vy.plan_ord.startswith("Version 1, godkänd 17 juni")
    assert {d.nr: d.lage for d in vy.delmal} == {1: "nams_inte", 2: "nams_inte"}
    dagar = {d.datum.day: d.slag for d in vy.kalender}
    assert len(dagar) == 31 and dagar[8] == "kontakt" and dagar[19] == "franvaro" and dagar[3] == "helg"
    assert vy.kalender_ord == "Augusti"
    assert [k for k, _ in vy.bedomningar] == ["fortsatt", "justera", "avsluta"]
    assert vy.fraser and len(vy.fraser) == len(set(vy.fraser))
    assert vy.tidigare == (("torsdag 5 september", "Kom in"),)
    assert vy.formular is not None and vy.formular.namn == "rapport/AMI/2"


def test_a_report_without_text_can_still_be_decided(varld: Varld) -> None:
    vy = hamta(varld, "2024-02")
    assert not vy.har_text and vy.avsnitt == () and vy.hinder == "" and vy.skyddad
    assert "Hemlig" not in repr(vy) and "Person" not in repr(vy)


def test_what_has_not_come_in_is_refused_calmly(varld: Varld) -> None:
    for slag, avser in (("rapport", "2024-09"), ("plan", "2"), ("plan", "x"), ("slutrapport", "slut"), ("brev", "1")):
        with pytest.raises(Nekad) as fel:
            hamta(varld, "2024-02", slag, avser)
        assert fel.value.kod == "ej_inkommen"


def test_last_month_is_beside_and_differs_word_by_word(varld: Varld) -> None:
    _skriv_in(varld, "2024-09-09", "2024-01", "rapport", "2024-08", innehall("Kunden läser nu sfi kurs C."))
    varld.gor(IDAG, "rapport_godkann", "2024-01", "2024-08", datum=IDAG, bedomning="fortsatt")
    _skriv_in(varld, "2024-10-03", "2024-01", "rapport", "2024-09", innehall("Kunden läser nu sfi kurs D."))
    with varld.enhet("2024-10-03") as e:
        vy = granskning.hamta(e, "2024-01", "rapport", "2024-09")
        bitar = granskning.skillnader(e, "2024-01", "rapport", "2024-09")
    assert vy.foregaende_ord == "Augusti" and vy.foregaende[0].text == "Kunden läser nu sfi kurs C."
    assert [(b.slag, b.text.strip()) for b in bitar["progression"] if b.slag != "lika"] == [
        ("borta", "C"), ("nytt", "D"),
    ]  # fmt: skip
    assert all(b.slag == "lika" for b in bitar["utmaningar"])
    with varld.enhet("2024-09-10") as e:  # nothing before August
        assert granskning.skillnader(e, "2024-01", "rapport", "2024-08") == {}


def test_the_latest_coming_in_is_what_is_read(varld: Varld) -> None:
    _skriv_in(varld, "2024-09-09", "2024-01", "rapport", "2024-08", innehall("Rättat och utvecklat."))
    assert hamta(varld).avsnitt[0].text == "Rättat och utvecklat."


def test_a_slutrapport_asks_for_the_next_step(varld: Varld) -> None:
    text = Innehall("", (("progression", "God."), ("nasta_steg", "AMI 1 i oktober.")))
    _skriv_in(varld, "2024-09-05", "2024-04", "slutrapport", "slut", text)
    vy = hamta(varld, "2024-04", "slutrapport", "slut")
    assert vy.nasta_steg == "AMI 1 i oktober." and vy.nasta_steg_kravs and vy.bedomningar == ()
    varld.gor(IDAG, "slutrapport_godkann", "2024-04", "", datum=IDAG, nasta_steg="AMI 1 i oktober.")
    with transaktion(varld.databas) as s:
        assert s.scalars(select(Slutrapport.nasta_steg)).one() == "AMI 1 i oktober."


# --- Undo -------------------------------------------------------------------------------------------------------


def angra(v: Varld, insats: str = "2024-01", mal: str = "rapport:2024-08", som: str = "anlu") -> None:
    slag, _, avser = mal.partition(":")
    v.gor(IDAG, "granskning_angra", insats, mal, som=som, version=hamta(v, insats, slag, avser).version)


def test_an_approval_is_undone_and_both_stand_in_the_log(varld: Varld) -> None:
    fore = hamta(varld)
    varld.gor(IDAG, "rapport_godkann", "2024-01", "2024-08", datum=IDAG, bedomning="justera")
    vy = hamta(varld)
    assert vy.lage == "godkand" and vy.hinder and vy.angra is not None
    assert (vy.angra.ord, vy.angra.vem) == ("Godkänd", "Anna Lund")
    angra(varld)
    efter = hamta(varld)
    assert efter.lage == "vantar" and efter.angra is None and efter.hinder == "" and efter.version > fore.version
    assert rad(varld).godkand is None and rad(varld).bedomning is None
    with transaktion(varld.databas) as s:
        namn = s.scalars(
            select(Handling.namn).where(Handling.namn.like("rapport_g%") | (Handling.namn == "granskning_angra"))
        )
        assert {"rapport_godkann", "granskning_angra"} <= set(namn)
        sist = s.execute(select(Logg.gammalt, Logg.nytt).where(Logg.falt == "bedomning").order_by(Logg.id)).all()
    assert sist[-2:] == [(None, "justera"), ("justera", None)]
    assert (lista(varld)[0].insats, lista(varld)[0].lage) == ("2024-01", "vantar")


def test_a_return_is_undone_and_its_words_are_kept_as_a_draft(varld: Varld) -> None:
    for n in (1, 2):  # the first return stands in the row, the second in a table of its own
        varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal=f"Skäl {n}.")
        angra(varld)
        vy = hamta(varld)
        assert vy.lage == "vantar" and vy.utkast == f"Skäl {n}."
        assert rad(varld).aterremitterad is None and rad(varld).aterremiss_skal is None
    varld.gor("2024-09-06", "rapport_aterremiss", "2024-01", "2024-08", datum="2024-09-06", skal="Ett.")
    varld.gor("2024-09-09", "rapport_igen", "2024-01", "2024-08", datum="2024-09-09")
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Två.")
    assert hamta(varld).angra is not None
    angra(varld)
    with transaktion(varld.databas) as s:
        assert s.scalars(select(Aterremiss)).all() == []
        assert s.scalars(select(Logg.gammalt).where(Logg.tabell == "aterremiss", Logg.nytt.is_(None))).all()
    vy = hamta(varld)
    assert vy.lage == "vantar" and [t for _, t in vy.tidigare] == ["Kom in", "Återremitterad: Ett.", "Kom in igen"]
    assert rad(varld).aterremiss_skal == "Ett."


def test_a_plan_and_a_slutrapport_are_undone_too(varld: Varld) -> None:
    plan = Innehall("", (("mal", "Arbete i butik"),), (Delmal(1, "Kassa", "prao", date(2024, 10, 1)),))
    varld.gor("2024-09-02", "plan_revidering", "2024-01", "1", datum="2024-09-02", skal="Nytt mål")
    _skriv_in(varld, "2024-09-05", "2024-01", "plan", "2", plan)
    varld.gor(IDAG, "plan_godkann", "2024-01", "2", datum=IDAG)
    angra(varld, mal="plan:2")
    assert hamta(varld, slag="plan", avser="2").lage == "vantar"
    _skriv_in(varld, "2024-09-05", "2024-04", "slutrapport", "slut", Innehall("", (("nasta_steg", "AMI 1."),)))
    varld.gor(IDAG, "slutrapport_godkann", "2024-04", "", datum=IDAG, nasta_steg="Något annat.")
    angra(varld, "2024-04", "slutrapport:slut")
    with transaktion(varld.databas) as s:
        sr = s.scalars(select(Slutrapport)).one()
    assert sr.godkand is None and sr.nasta_steg is None


def test_undo_is_refused_when_the_day_or_the_moment_has_passed(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Nekad) as fel:  # nothing decided yet
        angra(varld)
    assert fel.value.kod == "inget_att_angra"
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Skäl.")
    varld.gor(IDAG, "rapport_igen", "2024-01", "2024-08", datum=IDAG)
    with pytest.raises(Nekad) as fel:  # it has come in again since
        angra(varld)
    assert fel.value.kod == "inget_att_angra"
    varld.gor(IDAG, "rapport_godkann", "2024-01", "2024-08", datum=IDAG, bedomning="fortsatt")
    with transaktion(varld.databas, skriv=True) as s:
        utan_vakt(s.connection())
        for h in s.scalars(select(Handling).where(Handling.namn == "rapport_godkann")):
            h.tid = h.tid.replace(year=h.tid.year - 1)
    with pytest.raises(Nekad) as fel:
        angra(varld)
    assert fel.value.kod == "inget_att_angra" and rad(varld).godkand is not None
    with pytest.raises(Nekad):
        varld.gor(IDAG, "granskning_angra", "2024-01", "rapport:2024-12", version=1)


def test_undo_belongs_to_the_one_who_decided_or_an_arbetsledare(varld: Varld) -> None:
    varld.gor(IDAG, "rapport_godkann", "2024-01", "2024-08", datum=IDAG, bedomning="fortsatt")
    assert hamta(varld, som="boek").angra is None
    with pytest.raises(Nekad) as fel:
        angra(varld, som="boek")
    assert fel.value.kod == "annans_beslut" and "Anna Lund" in fel.value.mening
    angra(varld, som="gust")
    assert rad(varld).godkand is None


def test_undo_with_an_old_version_is_a_conflict(varld: Varld) -> None:
    gammal = hamta(varld).version
    varld.gor(IDAG, "rapport_godkann", "2024-01", "2024-08", datum=IDAG, bedomning="fortsatt")
    with pytest.raises(Konflikt):
        varld.gor(IDAG, "granskning_angra", "2024-01", "rapport:2024-08", version=gammal)
    assert rad(varld).godkand is not None


# --- Drafts -----------------------------------------------------------------------------------------------------


def spara(v: Varld, text: str, som: str = "anlu") -> None:
    with v.enhet(IDAG, som, skriv=True) as e:
        granskning.spara_utkast(e, "2024-01", "rapport", "2024-08", text)


@pytest.mark.parametrize(
    ("slag", "avser"),
    [("brev", "2024-08"), ("rapport", "2024-05"), ("rapport", ""), ("plan", "9"), ("plan", "x"),
     ("slutrapport", "slut"), ("slutrapport", "2024-08")],
)  # fmt: skip
def test_a_draft_is_about_a_report_that_has_come_in(varld: Varld, slag: str, avser: str) -> None:
    with pytest.raises(Nekad, match="har inte kommit in"), varld.enhet(IDAG, skriv=True) as e:
        granskning.spara_utkast(e, "2024-01", slag, avser, "Beskriv hur")
    with transaktion(varld.databas) as s:
        assert not s.scalars(select(Granskningsutkast)).all()


def test_a_draft_is_ones_own_and_gone_when_decided(varld: Varld) -> None:
    spara(varld, "Beskriv hur")
    spara(varld, "Beskriv hur det går")
    assert hamta(varld).utkast == "Beskriv hur det går" and hamta(varld, som="gust").utkast == ""
    with transaktion(varld.databas) as s:
        assert not s.scalars(select(Logg).where(Logg.nytt.contains("Beskriv"))).all()
    spara(varld, "  ")
    assert hamta(varld).utkast == ""
    spara(varld, "Om igen")
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Om igen")
    with transaktion(varld.databas) as s:
        assert s.scalars(select(Granskningsutkast)).all() == []
    with pytest.raises(Nekad, match="tecken"):
        spara(varld, "x" * 20_001)


# --- The message of a return -----------------------------------------------------------------------------------


def brev(v: Varld, idag: str = IDAG) -> aterremiss.Aterremissbrev:
    with v.enhet(idag, skriv=True) as e:
        return aterremiss.meddelande(e, "2024-01", "rapport", "2024-08")


def test_the_message_says_what_and_when_and_names_nobody(varld: Varld) -> None:
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Beskriv <b>progressionen</b> & mer.")
    b = brev(varld)
    assert b.amne == "Återremiss: Månadsrapport, augusti 2024, ärende 2024-01" and b.till == "rapport@bjorken.example"
    assert "Beskriv <b>progressionen</b> & mer." in b.text and "senast 17 september 2024" in b.text
    assert "”Månadsrapport, augusti, KLAR”" in b.text
    pdf = "\n".join(s.extract_text() for s in PdfReader(BytesIO(b.pdf)).pages)
    assert "ÅTR 2024-01-1" in pdf and "Beskriv <b>progressionen</b> & mer." in pdf
    assert "17 september 2024" in pdf.replace("\u00a0", " ")
    post = email.message_from_bytes(b.eml, policy=email.policy.default)
    assert post["To"] == "rapport@bjorken.example" and post["X-Unsent"] == "1" and post["Subject"] == b.amne
    (bilaga,) = post.iter_attachments()
    assert bilaga.get_content() == b.pdf and bilaga.get_filename() == b.filnamn == "aterremiss_ATR_2024-01-1.pdf"
    for hemligt in ("Dragana", "Đorđević", "1990"):
        assert hemligt not in b.text + pdf + b.amne + b.filnamn


def test_the_message_is_issued_once_and_a_new_return_replaces_it(varld: Varld) -> None:
    with pytest.raises(Nekad) as fel:
        brev(varld)
    assert fel.value.kod == "ej_aterremitterad"
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Ett.")
    ett = brev(varld)
    assert brev(varld) == ett
    angra(varld)
    with pytest.raises(Nekad):
        brev(varld)
    varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal="Två.")
    tva = brev(varld)
    assert tva.filnamn == "aterremiss_ATR_2024-01-2.pdf"
    with transaktion(varld.databas) as s:
        d1, d2 = s.scalars(select(Dokument).order_by(Dokument.id)).all()
    assert d2.ersatter_id == d1.id and d1.nummer in "\n".join(
        s.extract_text() for s in PdfReader(BytesIO(tva.pdf)).pages
    )


@pytest.mark.parametrize("tecken", ["\U0001f600", "\u0645"])
def test_a_reason_that_no_document_can_hold_is_refused_before_anything_is_returned(varld: Varld, tecken: str) -> None:
    with pytest.raises(Nekad, match="inte kan skrivas ut") as fel:
        varld.gor(IDAG, "rapport_aterremiss", "2024-01", "2024-08", datum=IDAG, skal=f"Bra {tecken} men.")
    assert fel.value.falt == "skal"
    with varld.enhet(IDAG) as e:
        assert granskning.hamta(e, "2024-01", "rapport", "2024-08").lage == "vantar"
