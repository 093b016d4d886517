"""Progression: the series of an insats, and what many come to; worked out by hand, and as an attacker would."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest

from kundvalsdesk.rules.progression import FARRE, Bedomd, Plansteg, Serie, medel, serie, tabeller
from kundvalsdesk.rules.statistiktabeller import Tabell
from kundvalsdesk.services.progressiontyper import Stegserie, stegdiagram
from kundvalsdesk.texter.diagram import i_ord
from kundvalsdesk.texter.progression import sammanfattning

MANADER = ("2024-01", "2024-02", "2024-03")
KODER = ("FAI1", "FAI2", "AMI1", "AMI2")


def test_a_series_worked_out_by_hand() -> None:
    planer = [Plansteg(2, 2, 5), Plansteg(1, 1, 4), Plansteg(3, None, None)]
    s = serie(planer, {"2024-01": 2, "2024-03": 3, "2023-12": 5}, MANADER)
    assert (s.start, s.mal) == (1, 5)  # of the first version, and of the latest that says
    assert s.manader == (("2024-01", 2), ("2024-02", None), ("2024-03", 3))
    assert (s.senast, s.forandring, s.nadd, s.saknas, s.bedomd) == (3, 2, False, 1, True)
    klar = serie(planer, {"2024-01": 2}, MANADER, slut=5)
    assert (klar.senast, klar.forandring, klar.nadd, klar.saknas) == (5, 4, True, 2)


def test_what_is_missing_is_not_nothing() -> None:
    tyst = serie([Plansteg(1, 2, 4)], {}, MANADER)
    assert (tyst.senast, tyst.forandring, tyst.nadd, tyst.saknas, tyst.bedomd) == (None, None, None, 3, False)
    utan_plan = serie([], {"2024-01": 3}, MANADER)
    assert (utan_plan.senast, utan_plan.forandring, utan_plan.nadd, utan_plan.bedomd) == (3, None, None, False)
    assert not serie([Plansteg(1, 2, None)], {"2024-01": 3}, MANADER).bedomd


@pytest.mark.parametrize(
    ("steg", "vantat"),
    [([], None), ([1], "1.0"), ([1, 2, 2], "1.7"), ([-1, -2, -2], "-1.7"), ([0, 0, 0, 1], "0.3"),
     ([0, 0, 0, -1], "-0.3"), ([1, -1], "0.0"), ([None, 3], "3.0")],
)  # fmt: skip
def test_a_mean_has_one_decimal_and_a_half_goes_away_from_nothing(steg: list[int | None], vantat: str | None) -> None:
    assert medel(steg) == (None if vantat is None else Decimal(vantat))


def _s(start: int, mal: int, senast: int | None) -> Serie:
    return Serie(start, mal, (("2024-01", senast),))


def test_tables_worked_out_by_hand() -> None:
    insatser = [
        *(Bedomd("AMI2", "Björken", _s(1, 4, x), "AMI") for x in (1, 2, 4, 5, 1)),
        Bedomd("AMI2", "Björken", _s(1, 4, None), "AMI"),  # in the number of insatser, and in no other figure
        *(Bedomd("FAI1", "Zenit", _s(2, 4, x), "FAI") for x in (1, 2, 3, 4, 5, 3)),
    ]
    ettan, tvaan = tabeller(("P1", "P2"), insatser, KODER)
    fai, ami = ettan.rader
    assert ami == {
        "insats": "AMI2", "insatser": 6, "bedomda": 5, "medel_start": Decimal("1.0"), "medel_mal": Decimal("4.0"),
        "medel_senast": Decimal("2.6"), "medel_forandring": Decimal("1.6"), "median_forandring": Decimal("1.0"),
        "framat": 3, "oforandrat": 2, "bakat": 0, "andel_framat": 60, "nadda": 2, "andel_nadda": 40,
    }  # fmt: skip
    assert (fai["medel_forandring"], fai["median_forandring"], fai["bakat"]) == (Decimal("1.0"), Decimal("1.0"), 1)
    # Over insatser, 14 steps of 11, and no mean of the two means; where two scales are together, no mean of places.
    assert ettan.totalt["medel_forandring"] == Decimal("1.3") and ettan.totalt["medel_start"] is None
    assert [r["anordnare"] for r in tvaan.rader] == ["Björken", "Zenit"] and "medel_start" not in tvaan.kolumner
    assert (tvaan.totalt["insatser"], tvaan.totalt["bedomda"]) == (12, 11)


def test_fewer_than_five_stand_together_or_nowhere() -> None:
    fem = [Bedomd("AMI2", "Björken", _s(1, 4, 3))] * 5
    tre = [Bedomd("AMI2", "Zenit", _s(1, 4, 2))] * 3
    _, tvaan = tabeller(("P1", "P2"), [*fem, *tre], KODER)
    assert [r["anordnare"] for r in tvaan.rader] == ["Björken"]
    assert tvaan.totalt["bedomda"] == 5  # nor does a sum tell of them
    tva = [Bedomd("AMI2", "Åsen", _s(2, 4, 1))] * 2 + [Bedomd("AMI2", "Ö", _s(2, 4, 4))]
    _, tvaan = tabeller(("P1", "P2"), [*fem, *tre, *tva], KODER)
    assert [(r["anordnare"], r["bedomda"]) for r in tvaan.rader] == [("Björken", 5), (FARRE, 6)]
    lika = [Bedomd("AMI2", a, _s(2, 4, 1)) for a in ("Åsen", "Ö", "Åsen")]  # nobody of the six has reached the goal
    _, tvaan = tabeller(("P1", "P2"), [*fem, *tre, *lika], KODER)
    assert [r["anordnare"] for r in tvaan.rader] == ["Björken"] and tvaan.totalt["bedomda"] == 5


def test_insatser_of_few_stand_together() -> None:
    alla = [Bedomd(k, "Björken", _s(1, 4, x)) for k in ("AMI1", "FAI1") for x in (1, 2, 4)]
    ettan, _ = tabeller(("P1", "P2"), [*alla, *[Bedomd("AMI2", "Björken", _s(1, 4, 3))] * 5], KODER)
    assert [(r["insats"], r["bedomda"]) for r in ettan.rader] == [("AMI2", 5), (FARRE, 6)]


def test_many_alike_are_counted_as_each_of_them() -> None:
    alla = _slumpade(1) + _slumpade(2) + _slumpade(3)
    hopsatta = [x._replace(antal=n) for x, n in Counter(alla).items()]
    assert len(hopsatta) < len(alla)
    ett, tva = tabeller(("P1", "P2"), alla, KODER), tabeller(("P1", "P2"), hopsatta, KODER)
    assert [t.totalt for t in ett] == [t.totalt for t in tva] and [t.rader for t in ett] == [t.rader for t in tva]


def test_nothing_at_all() -> None:
    for insatser in ([], [Bedomd("AMI2", "Björken", _s(1, 4, 2))] * 4, [Bedomd("AMI2", "Ö", _s(1, 4, None))] * 9):
        for t in tabeller(("P1", "P2"), insatser, KODER):
            assert t.rader == () and t.totalt["bedomda"] == 0 and t.totalt["medel_forandring"] is None


def _slumpade(fro: int) -> list[Bedomd]:
    r = random.Random(fro)
    return [
        Bedomd(r.choice(KODER), r.choice("ABCDEFG"[: r.randint(1, 7)]),
               Serie(r.randint(1, 3), r.randint(3, 5), (("2024-01", r.choice([None, 1, 2, 3, 4, 5])),)))
        for _ in range(r.randint(0, 45))
    ]  # fmt: skip


def _rest(t: Tabell, kolumn: str) -> int:
    return int(t.totalt[kolumn]) - sum(int(r[kolumn]) for r in t.rader)  # type: ignore[arg-type]


def test_no_table_and_no_difference_between_them_tells_of_fewer_than_five() -> None:
    gomt = 0
    for fro in range(400):
        alla = _slumpade(fro)
        per = Counter(x.anordnare for x in alla if x.serie.bedomd)
        ettan, tvaan = tabeller(("P1", "P2"), alla, KODER)
        omvand = tabeller(("P1", "P2"), alla[::-1], KODER)
        assert [omvand[0].totalt, omvand[1].totalt] == [ettan.totalt, tvaan.totalt]
        assert sorted(map(str, omvand[0].rader)) == sorted(map(str, ettan.rader))
        for t in (ettan, tvaan):
            assert all(r["bedomda"] >= 5 for r in t.rader)  # type: ignore[operator]
        assert _rest(tvaan, "bedomda") == 0
        assert _rest(ettan, "bedomda") == 0 or _rest(ettan, "bedomda") >= 5
        assert ettan.totalt["bedomda"] == tvaan.totalt["bedomda"]
        visade = {r["anordnare"] for r in tvaan.rader}
        assert visade - {FARRE} == {a for a, n in per.items() if n >= 5}
        gomt += FARRE in visade
    assert gomt > 50


SKALA = ("Ett", "Två", "Tre", "Fyra", "Fem")


def test_the_diagram_of_a_case_and_its_words() -> None:
    s = serie([Plansteg(1, 1, 4)], {"2024-01": 2, "2024-03": 3}, MANADER)
    d = stegdiagram(Stegserie(s, SKALA))
    assert d.kategorier == ("Start", "jan 24", "feb 24", "mars 24") and d.korta == ("St", "1", "2", "3")
    assert d.serier[0].varden == (1, 2, None, 3)  # what is missing has no bar
    assert d.serier[1].streck and set(d.serier[1].varden) == {4}
    assert i_ord(d) == (
        "Start: steg 1. Januari 2024: steg 2. Februari 2024: saknas. Mars 2024: steg 3. Mål: steg 4 av 5."
    )
    assert sammanfattning(s, SKALA) == (
        "Nu: 3 – Tre.", "Mål: 4 – Fyra. Målet är inte nått än.", "Två steg framåt sedan start.", "En månad saknas.",
    )  # fmt: skip
    tyst = serie([Plansteg(1, 2, None)], {}, ())
    assert sammanfattning(tyst, SKALA) == ("Start: 2 – Två. Ingen rapport har sagt något ännu.",)
    klar = serie([Plansteg(1, 2, 2)], {}, (), slut=2)
    assert stegdiagram(Stegserie(klar, SKALA)).kategorier == ("Start", "Slut")
    assert sammanfattning(klar, SKALA)[1:] == ("Mål: 2 – Två. Målet är nått.", "Samma steg som vid start.")
