"""What the diagrams of the statistics show is what the tables say, whichever table and however many rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from arkivkontroll import kontrollera
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.test_statistik import EN_INSATS, statistik

from kundvalsdesk.rules.diagram import UTSEENDEN, Diagram
from kundvalsdesk.rules.kundenkat import Fraga, Fragade, Svar, stall_upp, tabeller
from kundvalsdesk.rules.ledtider import Vag, ledtidstabell
from kundvalsdesk.rules.rapportledtider import Rapportvag, rapporttabell
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.statistik import KATEGORIER, Fakta
from kundvalsdesk.rules.statistiktabeller import Rad, Tabell
from kundvalsdesk.services.documents import mall
from kundvalsdesk.services.documents.statistik import _spalter, papperstabell
from kundvalsdesk.services.statistikdiagram import HOGST, diagram
from kundvalsdesk.services.statistiktyper import Statistiksvar, Urval
from kundvalsdesk.texter.diagram import i_ord

ARET = Urval(date(2024, 1, 1), date(2024, 12, 31))
SPALTER = {"1": 1, "2": 1, "3a": 3, "5": 2, "6": 2, "7": 2}


def _lika(t: Tabell, d: Diagram) -> None:
    """Each bar is a cell, and all bars of a column are together its sum."""
    rader: dict[str | None, Rad] = {str(r[t.namn]): r for r in t.rader}
    for s in d.serier:
        assert sum(v or 0 for v in s.varden) == t.totalt[s.nyckel]
        for namn, v in zip(d.nycklar, s.varden, strict=True):
            assert namn is None or v == rader[namn][s.nyckel]
    assert len(d.serier) == SPALTER.get(t.nummer, len(d.serier))
    assert len({s.utseende % len(UTSEENDEN) for s in d.serier}) == min(len(d.serier), len(UTSEENDEN))


@settings(max_examples=25)
@given(st.lists(EN_INSATS, max_size=30))
def test_bars_are_cells(regelverk: Regelverkssamling, fakta: list[Fakta]) -> None:
    svar = Statistiksvar(ARET, statistik(fakta, regelverk))
    for t in svar.alla:
        (d,) = diagram(svar, t)
        _lika(t, d)
        if "avslutade" in t.kolumner and "pagaende" in t.kolumner:
            # The parts that are stacked are all there is.
            assert [sum(s.varden[n] or 0 for s in d.serier) for n in range(len(t.rader))] == [
                r["totalt"] for r in t.rader[: len(d.kategorier)]
            ]  # fmt: skip


def test_many_anordnare_are_put_together_and_the_smallest_of_them(regelverk: Regelverkssamling) -> None:
    fakta = [Fakta("AMI2", f"Anordnare {n:02d}", None, date(2024, 2, 1), None, 60 - n) for n in range(HOGST + 5)]
    svar = Statistiksvar(ARET, statistik(fakta, regelverk))
    for nummer in ("2", "3b", "8"):
        t = svar.statistik.tabeller[nummer]
        (d,) = diagram(svar, t)
        assert len(d.kategorier) == HOGST and d.kategorier[-1] == "Övriga (6)" and d.nycklar[-1] is None
        _lika(t, d)


def test_beside_the_year_before_both_are_bars(regelverk: Regelverkssamling) -> None:
    def vid(n: int, antal: int) -> list[Fakta]:
        return [Fakta("AMI2", "Ö", None, date(n, 2, 1), date(n, 3, 1), antal, 30 * antal)]

    u = Urval(ARET.fran, ARET.till, jamfor=True)
    fore = statistik(vid(2023, 4), regelverk, u.period.aret_fore)
    svar = Statistiksvar(u, statistik(vid(2024, 7), regelverk), fore=fore)
    (d,) = diagram(svar, svar.statistik.tabeller["8"])
    assert [(s.namn, s.varden, s.fore) for s in d.serier] == [("2024", (7,), False), ("2023", (4,), True)]
    assert i_ord(d) == "Ö, 2024: 7. Ö, 2023: 4."
    # The years stand in 3a already.
    assert [s.namn for s in diagram(svar, svar.statistik.tabeller["3a"])[0].serier] == ["2022", "2023", "2024"]


def test_lead_times_as_shares_and_days(regelverk: Regelverkssamling) -> None:
    vagar = [Vag(date(2024, 3, 1), {"bemanning": 3}, {"bemanning": "i_tid"}, None)]
    t = ledtidstabell("L1", vagar)
    andelar, dagar = diagram(Statistiksvar(ARET, statistik([], regelverk), mer=(t,)), t)
    assert (andelar.kategorier, andelar.serier[0].varden, andelar.serier[1].varden) == (("mars 24",), (100,), (None,))
    assert (dagar.serier[0].varden, dagar.serier[0].nyckel) == ((Decimal("3.0"),), "median_bemanning")


def _enkaten() -> dict[str, Tabell]:
    alla = [Svar("Björken", "AMI1", (5,))] * 8 + [Svar("Ågården", "AMI1", (1,))] * 6
    r = stall_upp((Fraga("Helheten?", helhet=True),), alla, {"Björken": Fragade(9, 9), "Ågården": Fragade(9, 8)})
    return tabeller({"AMI": r, "FAI": r})


def test_the_survey_has_bars_that_lead_nowhere(regelverk: Regelverkssamling) -> None:
    t = _enkaten()
    svar = Statistiksvar(ARET, statistik([], regelverk), mer=(t["12"], t["13"]))
    (tolv,), (tretton,) = diagram(svar, t["12"]), diagram(svar, t["13"])
    assert tolv.kategorier[:2] == ("AMI · Björken", "AMI · Ågården") and set(tolv.nycklar) == {None}
    assert [s.varden[:2] for s in tolv.serier] == [(9, 8), (8, 6)]
    assert [(s.namn, s.varden[0]) for s in tretton.serier] == [("Andel nöjda", 57), ("Andel missnöjda", 43)]


def test_on_paper_a_share_stands_under_its_own_number_and_nothing_is_left_out(regelverk: Regelverkssamling) -> None:
    s = statistik([Fakta("AMI2", "Ö", "arbete", date(2024, 2, 1), date(2024, 3, 1), 1, 30)], regelverk)
    vagar = ledtidstabell("L1", [Vag(date(2024, 3, 1), {}, {}, None)])
    rapporter = rapporttabell("L2", [Rapportvag(date(2024, 3, 1), 3, "i_tid", False)])
    for t in (*s.alla, vagar, rapporter, *_enkaten().values()):
        spalter = _spalter(t.kolumner[1:])
        kvar = [k for x in spalter for k in (x.tal, x.andel) if k]
        assert kvar == [k for k in t.kolumner[1:] if not k.startswith("sena_")], t.nummer
        for x in spalter:
            ofta = {("totalt", "andel_av_alla"), *((k, "andel") for k in KATEGORIER)}
            assert x.andel in ("", f"andel_{x.tal}") or (x.tal, x.andel) in ofta
            assert x.andel or not any(k == f"andel_{x.tal}" for k in t.kolumner)
    tabellen = [papperstabell(t, None, ("", "")) for t in _enkaten().values()]
    huvud = mall.Dokumenthuvud(typ="Prov", nummer="", datum=date(2024, 1, 1), rader=(), sekretess=False)
    assert kontrollera(mall.bygg(huvud, mall.Avsandare("Enheten", "", ""), [*mall.rubrik("12"), *tabellen])) == []
