"""The statistics from a database: the same figures on both engines as the rules give from each insats, for those who
get figures, with protected kunder among them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from db.inloggade import Inloggade
from db.varld import AGARE, BLAD, Varld
from sqlalchemy import insert, text

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Gallringsstatistik
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.statistik import Fakta, rakna
from kundvalsdesk.rules.statistikprov import Motsagelse
from kundvalsdesk.rules.statistiktabeller import Statistik, stall_upp
from kundvalsdesk.services import statistik, statistikbakom
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.overforing.inlasning import las_in
from kundvalsdesk.services.statistiktyper import INGEN_ANORDNARE, Cell, Statistiksvar, Urval
from kundvalsdesk.services.typer import Framsteg

ARET = Urval(date(2024, 1, 1), date(2024, 12, 31))
IDAG = "2025-01-15"
KODER = ("FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2", "JPG")
ORSAKER = (
    "arbete", "insatstid_slut", "studier", "foretag", "byte_anordnare", "annan_myndighet", "flytt",
    "kund_avbryter", "",
)  # fmt: skip


def _insatser(antal: int) -> list[dict[str, str]]:
    """Such as are for the statistics only: an end may be on any day there, and of a type that nobody knows."""
    slump = random.Random(8)
    ut = []
    for n in range(antal):
        start = date(2022, 1, 10) + timedelta(days=slump.randrange(1100))
        orsak = slump.choice(ORSAKER)
        sista = "" if slump.random() < 0.3 else str(start + timedelta(days=slump.randrange(500)))
        ut.append(
            {
                "insats": f"H{n:03d}", "kund": f"K000{slump.randint(1, 3)}", "start": str(start), "historik": "ja",
                "kod": slump.choice(("AMI1", "AMI2", "FAI1", "JPG")),
                "anordnare": slump.choice(("Björken", "Ågården", "Zenit", "")),
                "sista_dag": sista, "avslutsorsak": orsak if sista else "",
            }
        )  # fmt: skip
    return ut


INSATSER = _insatser(150)
MER: dict[str, Any] = {
    "handlaggare": [
        *BLAD["handlaggare"],
        {"anvandare": "kval", "namn": "Kerstin Ly", "roll": "kvalitetsutvecklare"},
        {"anvandare": "koor", "namn": "Karl Ås", "roll": "kundkoordinator"},
    ],
    "auktorisationer": [
        *BLAD["auktorisationer"],
        {"anordnare": "Zenit", "avser": "ISA", "fran": "2022-01-01", "till": "2024-12-31"},
        {"anordnare": "Björken", "avser": "ISA1", "fran": "2022-01-01", "till": "2024-12-30"},
    ],
    "insatser": INSATSER,
}


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _hamta(v: Varld, urval: Urval = ARET, som: str = "gust") -> Statistiksvar:
    with v.enhet(IDAG, som) as e:
        return statistik.hamta(e, urval)


def _platt(s: Statistik) -> dict[str, Any]:
    """All but table 1, which is of no insatser."""
    return {f"{t.nummer} {t.avser}": (t.kolumner, t.rader, t.totalt) for t in s.alla if t.nummer != "1"}


def _ur_raderna(regelverk: Regelverkssamling, urval: Urval, **lika: str) -> dict[str, Any]:
    """By the rules alone, from what was taken in."""
    fakta = []
    for r in INSATSER:
        if any(r[k] != v for k, v in lika.items()):
            continue
        start, sista = date.fromisoformat(r["start"]), date.fromisoformat(r["sista_dag"]) if r["sista_dag"] else None
        dagar = (sista - start).days + 1 if sista else 0
        namn = r["anordnare"] or INGEN_ANORDNARE
        fakta.append(Fakta(r["kod"], namn, r["avslutsorsak"] or None, start, sista, 1, dagar))
    kategorier = {k: o.kategori for k, o in regelverk.avslutsorsaker().items()}
    return _platt(stall_upp(rakna(fakta, urval.period, kategorier), {}, KODER))


def test_the_same_as_the_rules_give_from_each_insats(varld: Varld) -> None:
    for fran, till in (("2024-01-01", "2024-12-31"), ("2023-05-17", "2024-02-29"), ("2024-06-05", "2024-06-05")):
        urval = Urval(date.fromisoformat(fran), date.fromisoformat(till), jamfor=True)
        svar = _hamta(varld, urval)
        assert svar.fore is not None
        assert _platt(svar.statistik) == _ur_raderna(varld.regelverk, urval)
        fore = urval.period.aret_fore
        assert _platt(svar.fore) == _ur_raderna(varld.regelverk, Urval(fore.fran, fore.till))
    t4 = _hamta(varld).statistik.tabeller["4"]
    assert all(t4.totalt[k] for k in ("pagaende", "egen_forsorjning", "avbrott", "fullfoljd_utan_mal", "okand"))
    # By what one asks for. K0001 and K0003 have a målgrupp each of their own kundansvarig.
    for val, lika in (
        ({"anordnare": "Ågården"}, {"anordnare": "Ågården"}),
        ({"kundval": "FAI"}, {"kod": "FAI1"}),
        ({"malgrupp": "kaa"}, {"kund": "K0003"}),
        ({"karriarvagledare": "boek"}, {"kund": "K0003"}),
    ):
        urval = Urval(ARET.fran, ARET.till, **val)
        assert _platt(_hamta(varld, urval).statistik) == _ur_raderna(varld.regelverk, urval, **lika), val


def test_an_insats_without_a_day_is_in_no_table(varld: Varld) -> None:
    """One that ended before it began: the kund never came."""
    nyckel = next(r["insats"] for r in INSATSER if r["start"] > "2024-03" and not r["sista_dag"])
    fore = _hamta(varld).statistik.tabeller["4"].totalt
    with varld.databas.engine.begin() as anslutning:
        anslutning.execute(
            text("UPDATE insats SET sista_dag = :d, avslutsorsak = 'kund_avbryter' WHERE nyckel = :n"),
            {"n": nyckel, "d": next(r["start"] for r in INSATSER if r["insats"] == nyckel)},
        )
    en_dag = _hamta(varld).statistik.tabeller["4"].totalt
    assert (en_dag["totalt"], en_dag["avbrott"]) == (fore["totalt"], int(str(fore["avbrott"])) + 1)
    with varld.databas.engine.begin() as anslutning:
        anslutning.execute(
            text("UPDATE insats SET start = :d WHERE nyckel = :n"),
            {"n": nyckel, "d": next(str(date.fromisoformat(r["start"]) + timedelta(days=1)) for r in INSATSER
                                    if r["insats"] == nyckel)},
        )  # fmt: skip
    ingen = _hamta(varld).statistik.tabeller["4"].totalt
    assert (ingen["totalt"], ingen["avbrott"]) == (int(str(fore["totalt"])) - 1, fore["avbrott"])


def test_every_figure_opens_as_many_cases_as_it_says(varld: Varld) -> None:
    """For an arbetsledare; of a protected kund the number of the case."""
    urval = Urval(date(2023, 5, 17), date(2024, 9, 30), kundval=None if varld.databas.lokal else "AMI")
    s = _hamta(varld, urval).statistik
    oppnade = 0
    with varld.enhet(IDAG, "gust") as e:
        for t in s.alla:
            for r in (*t.rader, t.totalt):
                rad = None if r is t.totalt else str(r[t.namn])
                for kolumn in t.kolumner[1:]:
                    cell = Cell(t.avser or t.nummer, rad, kolumn)
                    if not statistikbakom.oppnas(cell, list(KODER)):
                        assert t.nummer == "1" or kolumn.startswith(("andel", "medel"))
                        continue
                    bakom = statistikbakom.arenden(e, urval, cell)
                    assert len(bakom) == len({b.insats for b in bakom}) == r[kolumn], cell
                    oppnade += 1
        alla = statistikbakom.arenden(e, urval, Cell("2", None, "totalt"))
        with pytest.raises(Nekad, match="inga ärenden"):
            statistikbakom.arenden(e, urval, Cell("4", None, "andel_avbrott"))
    assert oppnade > 100
    assert {b.kund for b in alla if "skyddad" in b.kund} == {f"Ärende {b.insats} · skyddad" for b in alla
                                                           if "skyddad" in b.kund} != set()  # fmt: skip
    assert not any("Hemlig" in b.kund for b in alla)
    for vem in ("kval", "koor", "anlu", "syss", "dass"):
        with pytest.raises(Nekad), varld.enhet(IDAG, vem) as e:
            statistikbakom.arenden(e, urval, Cell("2", None, "totalt"))
    with varld.enhet(IDAG, "kval") as e:
        val = statistikbakom.valbart(e)
    assert (val.anordnare, val.far_oppna) == (("Björken", "Zenit", "Ågården"), False)
    assert [k for k, _ in val.kundval] == ["FAI", "AMI", "ISA", "JPG", "JPF", "SAI"]
    assert [a for a, _ in val.karriarvagledare] == ["anlu", "boek", "gust", "hara"]


def test_authorised_on_the_last_day_of_the_period(varld: Varld) -> None:
    tabell = _hamta(varld).statistik.tabeller["1"]
    assert tabell.rader == (
        {"anordnare": "Zenit", "FAI1": 1, "FAI2": 1, "AMI1": 0, "AMI2": 0, "ISA1": 1, "ISA2": 1, "totalt": 4},
        {"anordnare": "Björken", "FAI1": 0, "FAI2": 0, "AMI1": 1, "AMI2": 1, "ISA1": 0, "ISA2": 0, "totalt": 2},
        {"anordnare": "Ågården", "FAI1": 0, "FAI2": 0, "AMI1": 0, "AMI2": 1, "ISA1": 0, "ISA2": 0, "totalt": 1},
    )
    assert tabell.totalt["totalt"] == 7
    fore = _hamta(varld, Urval(date(2021, 1, 1), date(2021, 2, 28))).statistik.tabeller["1"]
    assert (fore.rader, fore.totalt) == ((), {"totalt": 0})
    ett = _hamta(varld, Urval(ARET.fran, ARET.till, kundval="FAI", anordnare="Zenit")).statistik.tabeller["1"]
    assert ett.rader == ({"anordnare": "Zenit", "FAI1": 1, "FAI2": 1, "totalt": 2},)


def test_figures_are_the_units_whoever_gets_them_and_a_karriarvagledare_gets_none(varld: Varld) -> None:
    """Everybody by a login of their own where there are logins: the same figures, protected kunder among them."""
    borde = _ur_raderna(varld.regelverk, ARET)
    with Inloggade(varld.databas) as inloggade:
        for vem in ("gust", "kval", "koor", "anlu", "boek", "syss", "dass"):
            db = varld.databas if varld.databas.lokal else inloggade.som(vem)
            with lasning(db) as anslutning:
                aktor = aktor_for(anslutning, vem)
            with enhet(db, aktor, varld.regelverk, date(2025, 1, 15)) as e:
                if vem in ("gust", "kval", "koor"):
                    assert _platt(statistik.hamta(e, ARET).statistik) == borde, vem
                else:
                    with pytest.raises(Nekad, match="Det här görs av"):
                        statistik.hamta(e, ARET)
    with enhet(varld.databas, AGARE, varld.regelverk, date(2025, 1, 15)) as e:
        assert _platt(statistik.hamta(e, ARET).statistik) == borde


def test_what_cannot_be_asked_for_is_one_sentence(varld: Varld) -> None:
    for urval, ord_ in (
        (Urval(ARET.till, ARET.fran), "första dag"),
        (Urval(ARET.fran, ARET.till, kundval="XYZ"), "AMI, FAI, ISA"),
        (Urval(ARET.fran, ARET.till, anordnare="björken"), "ingen anordnare"),
        (Urval(ARET.fran, ARET.till, karriarvagledare="xx"), "ingen handläggare"),
        (Urval(ARET.fran, ARET.till, malgrupp="alla"), "anhorig, bistand"),
    ):
        with pytest.raises(Nekad, match=ord_):
            _hamta(varld, urval)


def test_what_has_been_let_go_of_is_told_and_not_mixed_in(varld: Varld) -> None:
    fore = _hamta(varld)
    rad = {"insatskod": "AMI2", "anordnare": "Björken", "malgrupp": "bistand", "avslutstyp": "fortid"}
    with varld.databas.engine.begin() as anslutning:
        anslutning.execute(
            insert(Gallringsstatistik),
            [rad | {"ar": n, "avslutsorsak": "arbete", "antal": n - 2020} for n in (2023, 2024, 2025)],
        )
    efter = _hamta(varld)
    assert (fore.gallrade, efter.gallrade) == (0, 4)
    assert efter.statistik == fore.statistik
    for val, antal in (({"kundval": "AMI"}, 4), ({"kundval": "FAI"}, 0), ({"anordnare": "Zenit"}, 0),
                       ({"malgrupp": "kaa"}, 0)):  # fmt: skip
        assert _hamta(varld, Urval(ARET.fran, ARET.till, **val)).gallrade == antal


def test_tables_are_tried_before_they_are_given_out(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    """And all from one read: a second one would see what has been changed meanwhile."""
    fragor: list[str] = []
    riktig = statistik._fakta

    def tva_ganger(*a: Any) -> Any:
        fragor.append("")
        yield from riktig(*a)

    monkeypatch.setattr(statistik, "_fakta", tva_ganger)
    sagt: list[Framsteg] = []
    with varld.enhet(IDAG, "gust") as e:
        statistik.hamta(e, ARET, sagt.append)
    assert len(fragor) == 1
    assert [f.klart for f in sagt] == [0, 1, 2, 3]

    def fel(s: Statistik, _: Any) -> None:
        s.tabeller["4"].totalt["totalt"] = 1
        riktigt_prov(s, _)

    riktigt_prov = statistik.prova
    monkeypatch.setattr(statistik, "prova", fel)
    with pytest.raises(Motsagelse), varld.enhet(IDAG, "gust") as e:
        statistik.hamta(e, ARET)


DEMODAG, DEMOARET = date(2025, 7, 15), Urval(date(2025, 1, 1), date(2025, 12, 31))
CELLER = {
    ("2", "totalt", "totalt"): "SELECT count(*) FROM insats WHERE start <= '2025-12-31'"
    " AND coalesce(sista_dag, '9') >= '2025-01-01'",
    ("4", "AMI2", "pagaende"): "SELECT count(*) FROM insats WHERE kod = 'AMI2' AND start <= '2025-12-31'"
    " AND (sista_dag IS NULL OR sista_dag > '2025-12-31')",
    ("4", "totalt", "andel_avslutade"): "SELECT CAST(round(100.0 * sum(sista_dag BETWEEN '2025-01-01' AND"
    " '2025-12-31') / count(*)) AS INTEGER) FROM insats WHERE start <= '2025-12-31'"
    " AND coalesce(sista_dag, '9') >= '2025-01-01'",
    ("5", "totalt", "medel_dagar"): "SELECT printf('%.1f', avg(julianday(sista_dag) - julianday(start) + 1) + 1e-9)"
    " FROM insats WHERE avslutsorsak IN ('arbete', 'studier', 'foretag') AND sista_dag LIKE '2025-%'",
    ("6", "AMI2", "i_kommunen"): "SELECT count(*) FROM insats WHERE kod = 'AMI2' AND sista_dag LIKE '2025-%'"
    " AND avslutsorsak IN ('annan_insats', 'byte_anordnare')",
    ("7", "totalt", "sjukdom"): "SELECT count(*) FROM insats WHERE sista_dag LIKE '2025-%' AND avslutsorsak NOT IN"
    " ('arbete', 'studier', 'foretag', 'annan_insats', 'byte_anordnare', 'annan_myndighet', 'flytt',"
    " 'insatstid_slut')",
    ("3a", "totalt", "2025"): "SELECT count(*) FROM insats WHERE substr(start, 1, 4) <= '2025'"
    " AND substr(coalesce(sista_dag, '2999'), 1, 4) >= '2025'",
}  # fmt: skip
PER_ANORDNARE = """SELECT a.namn, count(*) FROM insats i JOIN anordnare a ON a.id = i.anordnare_id
    WHERE i.kod = 'AMI2' AND i.start < '2026-01-01' AND (i.sista_dag IS NULL OR i.sista_dag > '2024-12-31')
    GROUP BY 1"""


def test_the_demo_against_a_reckoning_in_sql(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    databas = ny_databas("sqlite")
    assert las_in(databas, AGARE, regelverk, DEMODAG, rader(DEMODAG)).fel == ()
    with enhet(databas, AGARE, regelverk, DEMODAG) as e:
        s = statistik.hamta(e, DEMOARET).statistik
        for (nummer, rad, kolumn), fraga in CELLER.items():
            t = s.tabeller[nummer]
            r = t.totalt if rad == "totalt" else next(x for x in t.rader if x[t.namn] == rad)
            borde = e.anslutning.execute(text(fraga)).scalar_one()
            assert str(r[kolumn]) == str(borde), (nummer, rad, kolumn)
            assert borde, "nothing to compare"
        per = {r["anordnare"]: r["totalt"] for r in s.per_insats["AMI2"].rader}
        assert per == dict(map(tuple, e.anslutning.execute(text(PER_ANORDNARE))))
