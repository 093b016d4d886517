"""The tables of the statistics: chosen margins found in every one of them, and no two that contradict each other."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.statistik import Fakta, Period, andel, halvt_upp, medel, rakna
from kundvalsdesk.rules.statistikprov import Motsagelse, prova
from kundvalsdesk.rules.statistiktabeller import Rad, Statistik, stall_upp

ARET = Period(date(2024, 1, 1), date(2024, 12, 31))
KODER = ("FAI1", "AMI1", "AMI2", "ISA1", "JPG")


def insats(kod: str, anordnare: str, start: str, sista: str = "", orsak: str | None = None, antal: int = 1) -> Fakta:
    fran, till = date.fromisoformat(start), date.fromisoformat(sista) if sista else None
    return Fakta(kod, anordnare, orsak, fran, till, antal, antal * ((till - fran).days + 1) if till else 0)


def statistik(fakta: list[Fakta], regelverk: Regelverkssamling, period: Period = ARET) -> Statistik:
    kategorier = {k: o.kategori for k, o in regelverk.avslutsorsaker().items()}
    s = stall_upp(rakna(fakta, period, kategorier), {}, KODER)
    prova(s, period)
    return s


# 8 of 16 ended at Björken in AMI2: five self-supporting (62.5 %), two in something else (25 %), one broken off.
VALDA = [
    insats("AMI2", "Björken", "2024-01-01", "2024-01-10", "arbete", 3),
    insats("AMI2", "Björken", "2024-01-01", "2024-01-11", "foretag"),
    insats("AMI2", "Björken", "2023-12-31", "2024-12-31", "studier"),  # its last day is the last of the period
    insats("AMI2", "Björken", "2023-05-01", "2024-01-01", "byte_anordnare"),  # and here the first
    insats("AMI2", "Björken", "2023-05-01", "2024-06-01", "annan_myndighet"),
    insats("AMI2", "Björken", "2023-05-01", "2024-06-01", "kund_avbryter"),
    insats("AMI2", "Björken", "2024-12-31", "2025-01-01", "flytt", 2),  # still running after the last day
    insats("AMI2", "Björken", "2022-03-01", antal=6),
    insats("AMI2", "Ågården", "2024-03-01", "2024-03-31", "flytt", 2),
    insats("FAI1", "Ågården", "2024-03-01", "2024-03-01", "insatstid_slut"),
    insats("FAI1", "Ågården", "2024-03-01", "2024-03-02", "arbete"),
    insats("JPG", "Öppna", "2023-11-01", "2024-02-01"),  # historik: ended, nobody knows of what
    insats("AMI2", "Björken", "2023-01-01", "2023-12-31", "arbete", 50),  # before
    insats("AMI2", "Björken", "2025-01-01", antal=50),  # after
    insats("AMI2", "Björken", "2024-05-02", "2024-05-01", "flytt", 50),  # without a single day
]


def _rad(rader: tuple[Rad, ...], namn: str) -> Rad:
    return next(r for r in rader if namn in r.values())


def test_chosen_margins_stand_in_every_table(regelverk: Regelverkssamling) -> None:
    s = statistik(VALDA, regelverk)
    t = s.tabeller
    assert list(t) == ["1", "2", "3a", "3b", "4", "5", "6", "7", "8"]
    assert t["2"].rader == (
        {"anordnare": "Björken", "totalt": 16, "andel_av_alla": 76},
        {"anordnare": "Ågården", "totalt": 4, "andel_av_alla": 19},
        {"anordnare": "Öppna", "totalt": 1, "andel_av_alla": 5},
    )
    assert t["2"].totalt == {"totalt": 21, "andel_av_alla": 100}
    assert t["3a"].rader == (
        {"insats": "AMI2", "2022": 6, "2023": 60, "2024": 18},
        {"insats": "FAI1", "2022": 0, "2023": 0, "2024": 2},
        {"insats": "JPG", "2022": 0, "2023": 1, "2024": 1},
    )
    assert t["3a"].totalt == {"2022": 6, "2023": 61, "2024": 21}
    assert _rad(t["3b"].rader, "Ågården") == {
        "anordnare": "Ågården", "FAI1": 2, "andel_FAI1": 100, "AMI2": 2, "andel_AMI2": 11, "JPG": 0, "andel_JPG": 0,
        "totalt": 4, "andel_av_alla": 19,
    }  # fmt: skip
    bjorken = {
        "totalt": 16, "andel_av_alla": 76, "pagaende": 8, "avslutade": 8, "andel_avslutade": 50,
        "egen_forsorjning": 5, "andel_egen_forsorjning": 63, "annan_insats": 2, "andel_annan_insats": 25,
        "avbrott": 1, "andel_avbrott": 13,
    }  # fmt: skip
    ingen = {"fullfoljd_utan_mal": 0, "andel_fullfoljd_utan_mal": 0, "okand": 0, "andel_okand": 0}
    assert _rad(t["8"].rader, "Björken") == {"anordnare": "Björken", **bjorken, **ingen}
    # A table has the columns that something is in, and so has no other.
    assert s.per_insats["AMI2"].rader[0] == {"anordnare": "Björken", **bjorken, "andel_av_alla": 89}
    assert [(x.nummer, x.avser) for x in s.per_insats.values()] == [("9", "FAI1"), ("10", "AMI2"), ("11", "JPG")]
    assert s.per_insats["JPG"].totalt["okand"] == 1
    assert "fullfoljd_utan_mal" not in s.per_insats["JPG"].totalt
    assert t["4"].totalt == {
        "totalt": 21, "andel_av_alla": 100, "pagaende": 8, "avslutade": 13, "andel_avslutade": 62,
        "egen_forsorjning": 6, "andel_egen_forsorjning": 46, "annan_insats": 2, "andel_annan_insats": 15,
        "avbrott": 3, "andel_avbrott": 23, "fullfoljd_utan_mal": 1, "andel_fullfoljd_utan_mal": 8, "okand": 1,
        "andel_okand": 8,
    }  # fmt: skip
    # The mean is over the insatser: (30 + 11 + 367 + 2) / 6, not (81.6 + 2) / 2.
    assert t["5"].rader[:2] == (
        {"insats": "AMI2", "avslutade": 10, "egen_forsorjning": 5, "andel": 50, "arbete": 4, "andel_arbete": 80,
         "studier": 1, "andel_studier": 20, "medel_dagar": Decimal("81.6")},
        {"insats": "FAI1", "avslutade": 2, "egen_forsorjning": 1, "andel": 50, "arbete": 1, "andel_arbete": 100,
         "studier": 0, "andel_studier": 0, "medel_dagar": Decimal("2.0")},
    )  # fmt: skip
    assert t["5"].totalt["medel_dagar"] == Decimal("68.3")
    assert (t["5"].rader[2]["medel_dagar"], t["5"].rader[2]["andel_arbete"]) == (None, None)
    assert t["6"].rader[0] == {
        "insats": "AMI2", "avslutade": 10, "annan_insats": 2, "andel": 20, "i_kommunen": 1, "andel_i_kommunen": 50,
        "annan_myndighet": 1, "andel_annan_myndighet": 50,
    }  # fmt: skip
    assert t["7"].rader[0] == {
        "insats": "AMI2", "avslutade": 10, "avbrott": 3, "andel": 30, "sjukdom": 1, "andel_sjukdom": 33, "flytt": 2,
        "andel_flytt": 67,
    }  # fmt: skip


def test_rows_go_by_size_and_then_by_name_as_swedish_has_it(regelverk: Regelverkssamling) -> None:
    namn = ("Örnen", "Ängen", "Åsen", "Zenit", "Alfa")
    fakta = [insats("AMI1", n, "2024-02-01", antal=1 + (n == "Zenit")) for n in namn]
    fakta += [insats("AMI1", "Alfa", "2024-02-01", "2024-03-01", "arbete"), insats("AMI2", "Alfa", "2024-02-01",
                                                                                  antal=9)]  # fmt: skip
    s = statistik(fakta, regelverk)
    assert [r["anordnare"] for r in s.tabeller["2"].rader] == ["Alfa", "Zenit", "Åsen", "Ängen", "Örnen"]
    assert [r["anordnare"] for r in s.per_insats["AMI1"].rader] == ["Alfa", "Zenit", "Åsen", "Ängen", "Örnen"]
    assert [r["insats"] for r in s.tabeller["4"].rader] == ["AMI2", "AMI1"]
    assert [r["insats"] for r in s.tabeller["5"].rader] == ["AMI1", "AMI2"]


def test_nothing_at_all(regelverk: Regelverkssamling) -> None:
    s = statistik([], regelverk)
    assert s.per_insats == {}
    assert all(not t.rader for t in s.alla)
    assert (s.tabeller["4"].totalt["totalt"], s.tabeller["4"].totalt["andel_avslutade"]) == (0, None)
    assert s.tabeller["5"].totalt["medel_dagar"] is None


def test_authorised_for_what(regelverk: Regelverkssamling) -> None:
    s = stall_upp(rakna([], ARET, {}), {"Björken": {"AMI1", "AMI2"}, "Ågården": {"FAI1", "AMI2", "ISA1"}, "Ö": ()},
                  KODER)  # fmt: skip
    assert s.tabeller["1"].rader == (
        {"anordnare": "Ågården", "FAI1": 1, "AMI1": 0, "AMI2": 1, "ISA1": 1, "totalt": 3},
        {"anordnare": "Björken", "FAI1": 0, "AMI1": 1, "AMI2": 1, "ISA1": 0, "totalt": 2},
    )
    assert s.tabeller["1"].totalt == {"FAI1": 1, "AMI1": 1, "AMI2": 2, "ISA1": 1, "totalt": 5}


@pytest.mark.parametrize(
    ("del_", "hel", "ut"), [(5, 8, 63), (1, 8, 13), (3, 8, 38), (1, 3, 33), (2, 3, 67), (0, 7, 0), (1, 200, 1),
                            (1, 201, 0), (199, 200, 100), (0, 0, None)],
)  # fmt: skip
def test_half_upwards(del_: int, hel: int, ut: int | None) -> None:
    assert andel(del_, hel) == ut
    assert medel(4 * 365 + 1, 4) == Decimal("365.3")
    assert (medel(1, 20), medel(0, 0)) == (Decimal("0.1"), None)
    assert [halvt_upp(n, 2) for n in range(4)] == [0, 1, 1, 2]


# --- Properties ---------------------------------------------------------------------------------------------------

_DAGEN = st.dates(date(2022, 6, 1), date(2025, 3, 1))
EN_INSATS = st.builds(
    lambda kod, a, orsak, start, langd, gar: Fakta(
        kod, a, orsak, start, None if gar else start + timedelta(days=langd), 1, langd + 1
    ),
    st.sampled_from(KODER), st.sampled_from(("Björken", "Ågården", "Zenit", "Ö")),
    st.sampled_from(("arbete", "studier", "foretag", "annan_insats", "byte_anordnare", "annan_myndighet", "flytt",
                     "sjukdom", "tidsbrist", "insatstid_slut", None)),
    _DAGEN, st.integers(-3, 500), st.booleans(),
)  # fmt: skip
_PERIOD = st.builds(lambda a, b: Period(min(a, b), max(a, b)), _DAGEN, _DAGEN) | st.just(ARET)


def _platt(s: Statistik) -> list[Any]:
    return [(t.kolumner, t.rader, t.totalt) for t in s.alla]


def sammanlagda(fakta: list[Fakta], period: Period) -> list[Fakta]:
    """As a database puts them together: days by the limits that they have reached."""
    granser = [date.min, *period.granser]
    antal: Counter[Any] = Counter()
    dagar: Counter[Any] = Counter()
    for f in fakta:
        if f.sista is None or f.sista >= f.start:
            start, sista = (d and max(g for g in granser if g <= d) for d in (f.start, f.sista))
            nyckel = (f.kod, f.anordnare, f.orsak, start, sista)
            antal[nyckel] += f.antal
            dagar[nyckel] += f.dagar
    return [Fakta(*k, n, dagar[k]) for k, n in antal.items()]


@settings(max_examples=60)
@given(st.lists(EN_INSATS, max_size=40), _PERIOD)
def test_no_two_tables_contradict_and_what_is_put_together_counts_the_same(
    regelverk: Regelverkssamling, fakta: list[Fakta], period: Period
) -> None:
    s = statistik(fakta, regelverk, period)  # raises if two tables contradict each other
    assert _platt(s) == _platt(statistik(sammanlagda(fakta, period), regelverk, period))
    # Counted one by one, by the words of the definition.
    med = [f for f in fakta if any(f.start <= period.fran + timedelta(days=n) <= (f.sista or date.max)
                                   for n in range((period.till - period.fran).days + 1))]  # fmt: skip
    slut = [f for f in med if f.sista is not None and f.sista <= period.till]
    assert s.tabeller["4"].totalt["totalt"] == len(med)
    assert s.tabeller["8"].totalt["avslutade"] == len(slut)
    assert s.tabeller["7"].totalt["flytt"] == sum(f.orsak == "flytt" for f in slut)


def test_the_contradictions_of_the_published_report_are_not_given_out(regelverk: Regelverkssamling) -> None:
    """The report of 2022 has a table whose rows are not those of the others, and a total that is a mean of means."""
    riktig = statistik(VALDA, regelverk)

    def andrad(nummer: str, var: int | None, **celler: Any) -> Statistik:
        s = copy.deepcopy(riktig)
        t = s.tabeller.get(nummer) or s.per_insats[nummer]
        (t.totalt if var is None else t.rader[var]).update(celler)
        return s

    for fel in (
        andrad("7", 0, avbrott=4, flytt=3),  # rows that do not sum up
        andrad("5", None, medel_dagar=Decimal("41.8")),  # (81.6 + 2.0) / 2
        andrad("AMI2", 0, totalt=17),
        andrad("8", 0, andel_egen_forsorjning=62),  # 62.5 rounded to the even
        andrad("2", None, totalt=22),
        andrad("3b", 1, AMI2=3),
        andrad("3a", 0, **{"2024": 17}),
        andrad("4", None, andel_avbrott=None),
    ):
        with pytest.raises(Motsagelse):
            prova(fel, ARET)
    # A row moved between two rows of one table, its sum the same.
    s = andrad("8", 0, totalt=17, pagaende=9)
    s.tabeller["8"].rader[1].update(totalt=3, pagaende=-1)
    with pytest.raises(Motsagelse):
        prova(s, ARET)
