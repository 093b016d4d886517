"""Runs of payments: prepared by one, made final by another, locked in the database, shown again as they were."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from db.varld import AGARE, Varld
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Ersattningskorning, Ersattningsrad, Handling, Insats, Logg, Manadsrapport, Slutrapport
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import (
    ersattning,
    ersattningsar,
    ersattningsbesked,
    ersattningsfiler,
    ersattningsvy,
    radkopiering,
)
from kundvalsdesk.services.arbetsenhet import enhet, transaktion
from kundvalsdesk.services.ersattningstyper import PROGRAMMET, Korningssvar
from kundvalsdesk.services.kontroll import kontrollera
from kundvalsdesk.texter.ersattning import ofardiga_ord


def _insats(nyckel: str, kund: str, start: str, **mer: str) -> dict[str, str]:
    return {"insats": nyckel, "kund": kund, "kod": "AMI2", "anordnare": "Björken", "start": start, **mer}


def _rapport(insats: str, manad: str, inne: str, **mer: str) -> dict[str, str]:
    return {"insats": insats, "manad": manad, "klarmarkerad": inne, "underlag": inne, **mer}


MER: dict[str, Any] = {
    "insatser": [
        _insats("A1", "K0001", "2024-04-01"),
        _insats("B1", "K0002", "2024-04-16", anordnare="Ågården"),  # protected
        _insats("C1", "K0003", "2024-05-02", sista_dag="2024-05-21", avslutsbeslut="2024-05-20",
                avslutstyp="avbruten", avslutsorsak="flytt"),
        _insats("D1", "K0003", "2023-02-01", kod="JPG", sista_dag="2023-05-31", historik="ja"),
        # Two at a time for the same kund: both are paid.
        _insats("E1", "K0003", "2024-05-20", bevakas_fran="2024-06-01"),
    ],
    "manadsrapporter": [
        _rapport("A1", "2024-04", "2024-05-06"),
        _rapport("A1", "2024-05", "2024-06-20"),
        _rapport("B1", "2024-04", "2024-05-10"),
        _rapport("B1", "2024-05", "2024-06-03", aterremitterad="2024-06-05", klarmarkerad_igen="2024-06-12"),
        _rapport("C1", "2024-05", "2024-06-03"),
    ],
    "slutrapporter": [{"insats": "C1", "inkommen": "2024-06-04"}],
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _rakna(v: Varld, manad: str, som: str = "gust", idag: str = "2024-08-01") -> Korningssvar:
    with v.enhet(idag, som) as e:
        return ersattning.rakna(e, manad)


def _fast(v: Varld, manad: str) -> None:
    """As two people do it."""
    svar = _rakna(v, manad)
    with v.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, svar)
    with v.enhet("2024-08-01", "hara", skriv=True) as e:
        ersattning.faststall(e, svar)


def _rader(svar: Korningssvar) -> list[tuple[str, str, str, int, str]]:
    return [(r.insats, r.avser_manad, r.typ, r.dagar, str(r.belopp)) for r in svar.rader]


def test_the_runs_of_three_months(varld: Varld) -> None:
    april, maj, juni = (_rakna(varld, m) for m in ("2024-04", "2024-05", "2024-06"))
    assert _rader(april) == [
        ("A1", "2024-04", "ordinarie", 30, "3876.00"),
        ("B1", "2024-04", "ordinarie", 15, "1938.00"),
    ]
    assert (april.ej, april.summa) == ((), Decimal("5814.00"))
    assert _rader(maj) == [
        ("C1", "2024-05", "ordinarie", 20, "2584.00"),
        ("C1", "2024-05", "avbrott_14", 14, "1808.80"),
        ("B1", "2024-05", "ordinarie", 31, "3876.00"),
    ]
    assert maj.per_anordnare == (("Björken", Decimal("4392.80")), ("Ågården", Decimal("3876.00")))
    assert [(x.insats, x.avser_manad, x.skal) for x in maj.ej] == [("A1", "2024-05", "manadsrapport_saknas")]
    assert _rader(juni) == [("A1", "2024-05", "efterslapande", 31, "3876.00")]
    assert [x.insats for x in juni.ej] == ["A1", "B1", "E1"]
    assert "17–21" not in juni.rader[0].forklaring
    assert "2024-06-20" in juni.rader[0].forklaring


def test_prepared_by_one_made_final_by_another_and_shown_as_it_was(varld: Varld) -> None:
    svar = _rakna(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, svar)
    with pytest.raises(Nekad, match="annan person"), varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.faststall(e, svar)
    with varld.enhet("2024-08-01", "hara", skriv=True, handling_id="h" * 36) as e:
        gjort = ersattning.faststall(e, svar)
    with varld.enhet("2024-08-01", "hara", skriv=True, handling_id="h" * 36) as e:
        assert ersattning.faststall(e, svar).upprepad
    assert gjort.handling == "faststall_ersattning"
    for steg in (ersattning.forbered, ersattning.faststall, ersattning.forbered_och_faststall):
        fast = pytest.raises(Nekad, match="fastställd och ändras inte")
        with fast, varld.enhet("2024-08-01", "hara", skriv=True) as e:
            steg(e, svar)
    # What has happened since changes nothing in it.
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE anordnare SET namn = 'Omdöpt' WHERE namn = 'Björken'"))
        s.execute(text("UPDATE insats SET sista_dag = '2024-05-10' WHERE nyckel = 'C1'"))
    igen = _rakna(varld, "2024-05")
    assert (igen.lage, igen.forberedd_av, igen.faststalld_av) == ("faststalld", "gust", "hara")
    assert [r._replace(rattar=None) for r in igen.rader] == list(svar.rader)
    assert (igen.ej, igen.summa, igen.per_anordnare, igen.sha256) == (
        svar.ej, svar.summa, svar.per_anordnare, svar.sha256,
    )  # fmt: skip
    with transaktion(varld.databas) as s:
        loggat = s.execute(
            select(Handling.namn, Logg.falt, Logg.nytt).join(Logg, Logg.handling_id == Handling.id)
            .where(Logg.tabell == "ersattningskorning", Logg.falt.in_(("summa", "faststalld_av", "sha256")))
        ).all()  # fmt: skip
    assert ("forbered_ersattning", "summa", "8268.80") in loggat
    assert ("forbered_ersattning", "sha256", svar.sha256) in loggat
    assert ("faststall_ersattning", "faststalld_av", "hara") in loggat


def test_a_month_that_is_passed_over_is_told_and_stops_nothing(varld: Varld) -> None:
    def ofardiga(manad: str) -> tuple[str, ...]:
        with varld.enhet("2024-08-01", "gust") as e:
            fore = f"2024-{int(manad[5:]) - 1:02}"
            return ersattning.ofardiga_fore(e, *ersattning.rakna_flera(e, (manad, fore)))

    assert ofardiga("2024-04") == ()  # nothing is to be paid in March
    assert ofardiga("2024-06") == ("2024-05",)
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, ersattning.rakna(e, "2024-04"))
    assert ofardiga("2024-06") == ("2024-04", "2024-05")
    assert ofardiga_ord(ofardiga("2024-06")) == (
        "April 2024 och maj 2024 är inte fastställda. Det som hör dit betalas när de körningarna fastställs."
    )
    with varld.enhet("2024-08-01", "gust") as e:
        vy = ersattningsvy.hamta(e, "2024-06")
        assert vy.ofardigt in vy.varningar and vy.ofardigt.startswith("April 2024 och maj 2024")
    _fast(varld, "2024-06")
    _fast(varld, "2024-04")
    _fast(varld, "2024-05")
    assert ofardiga_ord(ofardiga("2024-06")) == ""


def test_what_has_changed_since_it_was_prepared_must_be_prepared_again(varld: Varld) -> None:
    svar = _rakna(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, svar)
    with transaktion(varld.databas, skriv=True) as s:
        i = s.scalars(select(Insats.id).where(Insats.nyckel == "A1")).one()
        rapport = s.scalars(select(Manadsrapport).where(Manadsrapport.insats_id == i)).all()[1]
        rapport.klarmarkerad = rapport.underlag = date(2024, 6, 14)
    nytt = _rakna(varld, "2024-05")
    assert len(nytt.rader) == 4
    with pytest.raises(Nekad, match="Förbered den igen"), varld.enhet("2024-08-01", "hara", skriv=True) as e:
        ersattning.faststall(e, nytt)
    # A run reckoned before another one was made final is not stored beside it.
    _fast(varld, "2024-04")
    with pytest.raises(Konflikt, match="Räkna om"), varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, nytt)
    nytt = _rakna(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, nytt)
    with varld.enhet("2024-08-01", "hara", skriv=True) as e:
        ersattning.faststall(e, nytt)
    with transaktion(varld.databas) as s:
        assert len(s.scalars(select(Ersattningsrad)).all()) == 2 + 4


def test_late_facts_go_to_the_first_run_that_is_not_final(varld: Varld) -> None:
    """A last day that moves back, one that moves forward, an insats moved in time, and a report for a final month."""
    for m in ("2024-04", "2024-05", "2024-06"):
        _fast(varld, m)
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET sista_dag = '2024-05-11' WHERE nyckel = 'C1'"))
        s.execute(text("UPDATE insats SET start = '2024-04-21' WHERE nyckel = 'B1'"))
        i = s.scalars(select(Insats.id).where(Insats.nyckel == "E1")).one()
        s.add(Manadsrapport(insats_id=i, manad="2024-06", klarmarkerad=date(2024, 7, 1), underlag=date(2024, 7, 1)))
    juli = _rakna(varld, "2024-07")
    assert _rader(juli) == [
        ("C1", "2024-05", "rattelse", -10, "-1292.00"),
        ("C1", "2024-05", "rattelse", -14, "-1808.80"),
        ("E1", "2024-06", "efterslapande", 30, "3876.00"),
        ("B1", "2024-04", "rattelse", -5, "-646.00"),
    ]
    with transaktion(varld.databas) as s:
        paid = {r.id: r for r in s.scalars(select(Ersattningsrad))}
    assert [(paid[r.rattar].insats, paid[r.rattar].avser_manad) for r in juli.rader if r.rattar] == [
        ("C1", "2024-05"), ("C1", "2024-05"), ("B1", "2024-04"),
    ]  # fmt: skip
    assert "körningen för maj 2024" in juli.rader[0].forklaring
    assert "betalt 20 dagar, 2\u00a0584\u00a0kr; ska vara 10 dagar, 1\u00a0292\u00a0kr" in juli.rader[0].forklaring
    _fast(varld, "2024-07")
    assert _rakna(varld, "2024-08", idag="2024-09-20").rader == ()


def test_a_year_reckoned_again_is_what_was_paid_until_facts_change(varld: Varld) -> None:
    """April, May and June: A1 2 × 3 876 kr, B1 1 938 + 3 876, C1 2 584 + 1 808,80. The protected kund is in it."""
    with pytest.raises(Nekad, match="Ingen körning för 2024 är fastställd"):
        _aret(varld)
    for m in ("2024-04", "2024-05", "2024-06"):
        _fast(varld, m)
    svar = _aret(varld)
    assert [(m, str(t.utbetalt), str(t.omraknat)) for m, t in svar.manader] == [
        ("2024-04", "5814.00", "5814.00"), ("2024-05", "12144.80", "12144.80"),
    ]  # fmt: skip
    assert (svar.korningar, svar.avvikelser) == (3, ())
    assert ersattningsar.slutsats(svar).endswith("på öret det som uppgifterna ger i dag.")
    # The days after an avbrott stand where they were paid, though the last day is another month's now.
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET sista_dag = '2024-06-03' WHERE nyckel = 'C1'"))
    assert [(a.insats, a.manad, str(a.tal.skillnad)) for a in _aret(varld).avvikelser] == [
        ("C1", "2024-05", "-1292.00")
    ]
    # Days after an avbrott that came to be known when its month had been paid: too little.
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET sista_dag = '2024-05-21' WHERE nyckel = 'C1'"))
        b1 = s.scalars(select(Insats).where(Insats.nyckel == "B1")).one()
        b1.sista_dag, b1.avslutstyp, b1.avslutsorsak = date(2024, 5, 31), "avbruten", "flytt"
        s.add(Slutrapport(insats_id=b1.id, inkommen=date(2024, 6, 5)))
    assert [(a.insats, a.manad, str(a.tal.skillnad)) for a in _aret(varld).avvikelser] == [
        ("B1", "2024-05", "-1808.80")
    ]
    with transaktion(varld.databas, skriv=True) as s:
        b1 = s.scalars(select(Insats).where(Insats.nyckel == "B1")).one()
        b1.sista_dag = b1.avslutstyp = b1.avslutsorsak = None
    # A report that is taken away after its month was paid changes nothing, a last day that moves does.
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET sista_dag = '2024-05-11' WHERE nyckel = 'C1'"))
        s.execute(text("DELETE FROM manadsrapport WHERE manad = '2024-04'"))
    svar = _aret(varld)
    assert [(a.insats, a.manad, str(a.tal.skillnad)) for a in svar.avvikelser] == [("C1", "2024-05", "3100.80")]
    assert ersattningsar.rad_ord(svar.avvikelser[0].tal).endswith("3\u00a0100,80\u00a0kr för mycket.")
    assert ersattningsar.som_csv(svar).splitlines()[-1] == "totalt;17958.80;14858.00;3100.80"
    # The correction of the next run makes them equal again.
    _fast(varld, "2024-07")
    assert _aret(varld).avvikelser == () and _aret(varld).totalt.utbetalt == Decimal("14858.00")
    # Of a case that is gone, whose number another has, what was paid stands.
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET nyckel = 'X1', start = '2024-08-01' WHERE nyckel = 'A1'"))
    svar = _aret(varld)
    assert svar.avvikelser == () and svar.totalt == (Decimal("14858.00"), Decimal("14858.00"))
    with pytest.raises(Nekad, match="arbetsledare"):
        _aret(varld, "anlu")


def _aret(v: Varld, som: str = "gust") -> ersattningsar.Arskontroll:
    with v.enhet("2024-08-01", som) as e:
        return ersattningsar.kontrollera(e, 2024)


def test_only_an_arbetsledare_and_only_a_month_that_has_ended(varld: Varld) -> None:
    for som in ("anlu", "syss", "dass"):
        with pytest.raises(Nekad, match="arbetsledare"):
            _rakna(varld, "2024-05", som)
    with pytest.raises(Nekad, match="ÅÅÅÅ-MM"):
        _rakna(varld, "maj")
    with enhet(varld.databas, AGARE, varld.regelverk, date(2024, 5, 31)) as e:
        svar = ersattning.rakna(e, "2024-05")
    inte_slut = pytest.raises(Nekad, match=r"inte slut\. Körningen kan fastställas från 2024-06-01")
    with inte_slut, enhet(varld.databas, AGARE, varld.regelverk, date(2024, 5, 31), skriv=True) as e:
        ersattning.forbered_och_faststall(e, svar)
    with enhet(varld.databas, AGARE, varld.regelverk, date(2024, 6, 1), skriv=True) as e:
        ersattning.forbered_och_faststall(e, svar)
    with transaktion(varld.databas) as s:
        k = s.scalars(select(Ersattningskorning)).one()
        assert (k.forberedd_av, k.faststalld_av, k.lage) == (PROGRAMMET, AGARE.anvandare, "faststalld")


ANGREPP = (
    "UPDATE ersattningskorning SET summa = 1 WHERE manad = '2024-04'",
    "UPDATE ersattningskorning SET lage = 'preliminar' WHERE manad = '2024-04'",
    "DELETE FROM ersattningskorning WHERE manad = '2024-04'",
    "UPDATE ersattningsrad SET belopp = belopp + 1 WHERE korning_id = 1",
    "UPDATE ersattningsrad SET korning_id = 2 WHERE korning_id = 1",
    "UPDATE ersattningsrad SET korning_id = 1 WHERE korning_id = 2",
    "DELETE FROM ersattningsrad WHERE korning_id = 1",
    "INSERT INTO ersattningsrad (korning_id, insats_id, insats, anordnare_id, anordnare, kundval, kod, avser_manad,"
    " typ, avbrott, fran, till, dagar, belopp, helt, forklaring) VALUES (1, 1, 'X', 1, 'X', 'AMI', 'AMI2', '2024-04',"
    " 'ordinarie', false, '2024-04-01', '2024-04-30', 30, 1, true, '')",
    "INSERT INTO ejutbetald (korning_id, insats_id, insats, anordnare, avser_manad, skal)"
    " VALUES (1, 1, 'X', 'X', '2024-04', 'underlag_saknas')",
    "UPDATE ejutbetald SET korning_id = 1",
    "INSERT INTO ersattningskorning (manad, lage, brytdatum, forberedd, forberedd_av, antal_rader, antal_ej, summa,"
    " sha256, version) VALUES ('2024-01', 'faststalld', '2024-02-15', '2024-02-16 00:00:00', 'x', 0, 0, 0, '', 1)",
    "UPDATE ersattningskorning SET lage = 'faststalld', faststalld = forberedd, faststalld_av = forberedd_av"
    " WHERE manad = '2024-05'",
    "UPDATE ersattningskorning SET lage = 'faststalld' WHERE manad = '2024-05'",
)  # fmt: skip


def test_nothing_of_a_final_run_can_be_changed_with_any_statement(varld: Varld) -> None:
    _fast(varld, "2024-04")
    svar = _rakna(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, svar)
    satser = ANGREPP if varld.databas.lokal else (*ANGREPP, "TRUNCATE ersattningsrad", "TRUNCATE ejutbetald",
                                                  "TRUNCATE ersattningskorning CASCADE")  # fmt: skip
    for sats in satser:
        with pytest.raises(DBAPIError) as fel, varld.databas.engine.begin() as anslutning:
            anslutning.execute(text(sats))
        assert "fastställ" in str(fel.value.orig), sats
    assert _rakna(varld, "2024-04").summa == Decimal("5814.00")
    # What is not final goes freely.
    with varld.databas.engine.begin() as anslutning:
        anslutning.execute(text("DELETE FROM ersattningsrad WHERE korning_id = 2"))


def test_a_final_run_goes_with_a_copy_and_is_looked_at(varld: Varld, ny_databas: Callable[[str], Databas]) -> None:
    """To the other engine, whose locks stand when the rows are there."""
    _fast(varld, "2024-04")
    andra = ny_databas("postgresql" if varld.databas.lokal else "sqlite")
    with varld.databas.engine.connect() as fran, andra.engine.begin() as till:
        radkopiering.kopiera(fran, till, lambda _: None)
        assert radkopiering.jamfor(fran, till, lambda _: None) is None
    with pytest.raises(DBAPIError), andra.engine.begin() as anslutning:
        anslutning.execute(text("DELETE FROM ersattningsrad"))
    assert kontrollera(varld.databas).fel == ()
    las_upp = (
        "DROP TRIGGER ersattningsrad_andras"
        if varld.databas.lokal
        else ("ALTER TABLE ersattningsrad DISABLE TRIGGER USER")
    )
    with varld.databas.engine.begin() as anslutning:
        anslutning.execute(text(las_upp))
        anslutning.execute(text("UPDATE ersattningsrad SET dagar = dagar - 1 WHERE insats = 'A1'"))
    assert [m for _, m in kontrollera(varld.databas).fel] == [
        "Körningen av ersättning för april 2024 är inte den som fastställdes."
    ]


def test_files_hold_no_formulas_and_the_same_amounts(varld: Varld) -> None:
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE anordnare SET namn = '=1+1' WHERE namn = 'Björken'"))
    svar = _rakna(varld, "2024-05")
    rader = ersattningsfiler.som_csv(svar).splitlines()
    assert rader[0] == "insats;anordnare;kundval;avser_manad;dagar;belopp;typ;forklaring;kod;fran;till;orgnr"
    assert rader[1].endswith(";AMI2;2024-05-02;2024-05-21;")
    assert rader[1].startswith("C1;'=1+1;AMI;2024-05;20;2584.00;ordinarie;")
    bok = openpyxl.load_workbook(io.BytesIO(ersattningsfiler.som_bok(svar)))
    assert bok.sheetnames == ["rader", "ej_utbetalda", "per_anordnare"]
    celler = list(bok["rader"][2])
    assert [c.value for c in celler[:7]] == ["C1", "=1+1", "AMI", "2024-05", 20, 2584, "ordinarie"]
    assert [c.data_type for c in celler[:7]] == ["s", "s", "s", "s", "n", "n", "s"]
    assert bok["per_anordnare"].cell(4, 2).value == 8268.8
    # Whom the accounting system knows by number.
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE anordnare SET orgnr = '556000-1234' WHERE namn = '=1+1'"))
    with varld.enhet("2024-08-01", "gust") as e:
        csv_ = ersattningsbesked.korningen_som(e, svar, ".csv")[1].decode().splitlines()
        bok = openpyxl.load_workbook(io.BytesIO(ersattningsbesked.korningen_som(e, svar, ".xlsx")[1]))
    assert csv_[1].endswith(";2024-05-02;2024-05-21;556000-1234") and csv_[-1].endswith(";")
    assert [c.value for c in bok["per_anordnare"][2]] == ["=1+1", 4392.8, "556000-1234"]
    data = ersattningsfiler.som_data(svar)
    assert data["per_anordnare"] == [{"anordnare": "=1+1", "belopp": "4392.80"}, {"anordnare": "Ågården",
                                                                                  "belopp": "3876.00"}]  # fmt: skip
    assert data["summa"] == "8268.80"
    assert set(data["rader"][0]) == set(ersattningsfiler.FALT)
    # The protected person has a row, by the number of the case and nothing else.
    assert "Hemlig" not in str(data)
    with varld.enhet("2024-08-01", "gust") as e:
        from kundvalsdesk.services.documents import ersattning as papper

        assert papper.fil(e, svar).startswith(b"%PDF")
