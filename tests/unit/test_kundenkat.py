"""Tables 12 and 13 with chosen margins; and an attacker who is given all that is printed, and tries to compute a group
of fewer than five answers from it.

The attacker knows the rules by heart: how anordnare are put together, which groups were left out with the small ones
and why, how many have been asked. What they are not told is the number in each.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from kundvalsdesk.rules import femregeln
from kundvalsdesk.rules import kundenkat as k
from kundvalsdesk.rules.kundenkat import FARRE, VET_INTE, Enkatresultat, Fraga, Fragade, Grupp, Svar, stall_upp
from kundvalsdesk.rules.statistikprov import Motsagelse

HELHETEN, BEMOTANDET, DOLD = "Helheten?", "Bemötandet?", "Visas inte?"
FRAGOR = (Fraga(HELHETEN, helhet=True), Fraga(BEMOTANDET), Fraga(DOLD, visas=False))


def svar(anordnare: str, insats: str, *varden: int | None, antal: int = 1) -> list[Svar]:
    return [Svar(anordnare, insats, varden)] * antal


# --- What they say -------------------------------------------------------------------------------------------------


def test_tables_12_and_13_have_the_margins_that_were_put_in() -> None:
    """5 of 8 is 62,5 and becomes 63; so do 25 of 40, and 1 of 200 becomes 1 as 0,5 does."""
    alla = [
        *svar("Ågården", "AMI1", 5, 1, 5, antal=20), *svar("Ågården", "AMI2", 3, None, 1, antal=5),
        *svar("Björken", "AMI1", 4, 4, None, antal=5), *svar("Björken", "AMI2", 2, 3, None, antal=10),
    ]  # fmt: skip
    r = stall_upp(FRAGOR, alla, {"Ågården": Fragade(90, 40), "Björken": Fragade(100, 24), "Tom": Fragade(3, 0)})
    t = k.tabeller({"AMI": r})
    assert t["12"].kolumner == (
        "anordnare", "kundval", "insatser", "tillfragade", "svar", "svarsfrekvens", "andel_av_svar",
    )  # fmt: skip
    assert [tuple(x.values()) for x in t["12"].rader] == [
        ("Björken", "AMI", 100, 24, 15, 63, 38), ("Ågården", "AMI", 90, 40, 25, 63, 63),
    ]  # fmt: skip
    assert tuple(t["12"].totalt.values()) == ("AMI", 190, 64, 40, 63, 100)
    assert [tuple(x.values()) for x in t["13"].rader] == [
        (HELHETEN, "AMI", 63, 25, 40),
        (BEMOTANDET, "AMI", 14, 57, 35),
    ]
    assert r.helhet == {"Ågården": (80, 25), "Björken": (33, 15)}
    assert [(g.namn, g.antal) for g in r.per_insats] == [("AMI1", 25), ("AMI2", 15)]
    assert r.per_insats[0].fragor[0] == k.Gruppsvar(HELHETEN, 25, 100, 0)
    en = stall_upp(FRAGOR[:1], svar("A", "AMI1", 5) + svar("A", "AMI1", 3, antal=199), {"A": Fragade(1, 400)})
    assert (en.anordnare[0]["svarsfrekvens"], en.fragor[0]["andel_nojda"]) == (50, 1)


def test_of_nothing_there_is_no_share() -> None:
    r = stall_upp(FRAGOR, svar("A", "AMI1", None, 3, 1, antal=6), {"A": Fragade(6, 0)})
    assert (r.anordnare[0]["svarsfrekvens"], r.anordnare[0]["andel_av_svar"]) == (None, 100)
    assert r.fragor[0] == {"fraga": HELHETEN, "andel_nojda": None, "andel_missnojda": None, "antal_svar": None}
    tomt = k.tabeller({"AMI": stall_upp(FRAGOR, [], {"A": Fragade(4, 4)})})
    assert tomt["12"].rader == ()
    assert tomt["12"].totalt["svarsfrekvens"] is None


def test_small_ones_are_together_and_are_left_out_when_they_are_too_few_for_that_too() -> None:
    stor = svar("Stor", "AMI1", 5, 5, None, antal=9)
    ihop = stall_upp(FRAGOR, [*stor, *svar("B", "AMI1", 1, 1, None, antal=3), *svar("C", "AMI1", 1, 1, None, antal=3)],
                     {"Stor": Fragade(9, 9), "B": Fragade(4, 4), "C": Fragade(5, 5), "D": Fragade(2, 2)})  # fmt: skip
    assert [tuple(x.values()) for x in ihop.anordnare] == [("Stor", 9, 9, 9, 100, 60), (FARRE, 11, 11, 6, 55, 40)]
    assert FARRE not in ihop.helhet
    assert ihop.fragor[0]["antal_svar"] == 15
    ensam = stall_upp(FRAGOR, [*stor, *svar("B", "AMI2", 1, 1, None, antal=4)],
                      {"Stor": Fragade(9, 9), "B": Fragade(4, 4)})  # fmt: skip
    assert [x["anordnare"] for x in ensam.anordnare] == ["Stor"]
    assert (ensam.anordnare[0]["andel_av_svar"], ensam.fragor[0]["antal_svar"]) == (100, 9)
    assert [(g.namn, g.antal) for g in ensam.per_insats] == [("AMI1", 9)]  # B's four are not among AMI2


def test_vet_inte_is_a_group_of_its_own() -> None:
    r = stall_upp(
        FRAGOR, svar("A", "", 5, 5, 5, antal=5) + svar("A", "AMI1", 1, 1, 1, antal=7), {"A": Fragade(20, 20)}
    )
    assert [(g.namn, g.antal) for g in r.per_insats] == [("AMI1", 7), (VET_INTE, 5)]


# --- The attacker --------------------------------------------------------------------------------------------------

ANORDNARE = ("A", "B", "C", "D", "E")
KODER = ("AMI1", "AMI2", "JPG", "")


def slumpade(fro: int) -> tuple[list[Svar], dict[str, Fragade]]:
    slump = random.Random(fro)
    tyngd = [slump.choice((0, 1, 2, 3, 4, 5, 8, 12)) for _ in ANORDNARE]
    per_kod = [slump.choice((1, 1, 2, 6, 12)) for _ in KODER]
    svarar = slump.choice((0.5, 0.8, 0.97))
    alla = [
        Svar(
            a, slump.choices(KODER, per_kod)[0],
            tuple(slump.randint(1, 5) if slump.random() < svarar else None for _ in FRAGOR),
        )
        for a, n in zip(ANORDNARE, tyngd, strict=True)
        for _ in range(n)
    ]  # fmt: skip
    asked = {a: n + slump.choice((0, 1, 5)) for a, n in zip(ANORDNARE, tyngd, strict=True)}
    return alla, {a: Fragade(n, n) for a, n in asked.items()}


class Sanning:
    """What the attacker is after: how many there are in each group, and to each question."""

    def __init__(self, alla: Sequence[Svar]) -> None:
        self.antal: dict[tuple[str, str, str], int] = defaultdict(int)
        """(dimension, group, question or "") → answers."""
        for s in alla:
            for dim, g in (("anordnare", s.anordnare), ("insats", s.insats or VET_INTE)):
                self.antal[dim, g, ""] += 1
                for f, v in zip(FRAGOR, s.varden, strict=True):
                    self.antal[dim, g, f.text] += v is not None


def angrip(r: Enkatresultat, alla: Sequence[Svar], fragade: dict[str, Fragade]) -> Iterator[str]:
    """Everything under five that can be computed. `alla` is asked only whether a number that has been found is right,
    and on which side of five those lie that are not shown, where others are: even that the attacker may know."""
    kvar = alla if any(x["anordnare"] == FARRE for x in r.anordnare) else [
        s for s in alla if s.anordnare in {x["anordnare"] for x in r.anordnare}
    ]  # fmt: skip
    sant = Sanning(kvar).antal
    totalt = {"": sum(x["svar"] for x in r.anordnare)} | {x["fraga"]: x["antal_svar"] for x in r.fragor}  # type: ignore[misc]
    tak = {a: f.tillfragade for a, f in fragade.items()}
    visade = {"anordnare": r.per_anordnare, "insats": r.per_insats}
    namn = {"anordnare": ANORDNARE, "insats": tuple(kod or VET_INTE for kod in KODER)}
    for dim, grupper in visade.items():
        for g in grupper:
            yield from (f"{dim} {g.namn} {s.fraga} printed" for s in g.fragor if s.antal is not None and s.antal < 5)
            if g.antal < 5:
                yield f"{dim} {g.namn} printed"
        egna = {g.namn for g in grupper}
        ihop = next((g for g in grupper if g.namn == FARRE), None)
        utanfor = [n for n in namn[dim] if n not in egna and (dim == "insats" or ihop is not None)]
        for fraga, hela in totalt.items():
            if not hela:
                continue
            kanda = {g.namn: _antal(g, fraga) for g in grupper}
            sma = [n for n in egna if kanda[n] is None]
            rest = hela - sum(n for n in kanda.values() if n is not None)
            delar = [n for n in sma if n != FARRE]
            if ihop is None or kanda[FARRE] is None:
                delar += utanfor
            if delar and 0 < rest < 5:
                yield f"{dim} {fraga} difference of {rest}"
            for vilka in (delar, utanfor if kanda.get(FARRE) else []):
                if fraga and _lika_svar(kvar, dim, fraga, vilka) and not _lika_svar(kvar, dim, fraga, namn[dim]):
                    yield from (f"{dim} {fraga} {g} all the same" for g in vilka if 0 < sant[dim, g, fraga] < 5)
            for summa, vilka in ((rest, delar), (kanda.get(FARRE) or 0, utanfor if kanda.get(FARRE) else [])):
                sidan = vilka is utanfor or len(sma) < len(egna)
                yield from _avgjorda(dim, fraga, summa, vilka, sant, tak if dim == "anordnare" else {}, sidan)


def _lika_svar(alla: Sequence[Svar], dim: str, fraga: str, grupper: Sequence[str]) -> bool:
    """Whether those of some groups who answered a question are all nöjda, all missnöjda or all neither."""
    nr = [f.text for f in FRAGOR].index(fraga)
    egna = [s for s in alla if (s.anordnare if dim == "anordnare" else s.insats or VET_INTE) in grupper]
    return len({(v >= 4) - (v <= 2) for s in egna if (v := s.varden[nr]) is not None}) == 1


def _antal(g: Grupp, fraga: str) -> int | None:
    return g.antal if not fraga else next(s.antal for s in g.fragor if s.fraga == fraga)


def _avgjorda(
    dim: str, fraga: str, summa: int, vilka: list[str], sant: Any, tak: dict[str, int], sidan: bool
) -> Iterator[str]:
    """Groups whose number follows from the sum of several. Of one that has nobody there is nothing to know."""
    spann = {}
    for g in vilka:
        n = sant[dim, g, fraga]
        spann[g] = (0 if fraga or n == 0 else 1, min(4, tak.get(g, 4))) if n < 5 else (5, summa)
        if not fraga and dim == "anordnare":
            spann[g] = (0, spann[g][1])
        if not sidan:
            spann[g] = (0, summa)
    for g, (lag, hog) in spann.items():
        andra = [s for x, s in spann.items() if x != g]
        ned, upp = max(lag, summa - sum(s[1] for s in andra)), min(hog, summa - sum(s[0] for s in andra))
        if ned == upp and sant[dim, g, fraga] == ned and 0 < ned < 5:
            yield f"{dim} {g} {fraga} is {ned}"


FRON = range(400)


def hittat() -> list[str]:
    ut = []
    for fro in FRON:
        alla, fragade = slumpade(fro)
        ut += [f"{fro}: {x}" for x in angrip(stall_upp(FRAGOR, alla, fragade), alla, fragade)]
    return ut


def test_no_group_under_five_can_be_computed_from_all_that_is_printed() -> None:
    assert hittat() == []
    visas = [stall_upp(FRAGOR, *slumpade(fro)) for fro in FRON]  # and it is not for want of anything to see
    assert sum(len(r.per_anordnare) for r in visas) > 900
    assert sum(len(r.per_insats) for r in visas) > 600
    assert sum(any(g.namn == FARRE for g in r.per_anordnare) for r in visas) > 100


GRINDAR: dict[str, Callable[..., Any]] = {
    "dolda_grupper": lambda antal, **_: {g for g, n in antal.items() if n < 5},
    "gar_ihop": lambda sma, tak=None: sum(sma) >= 5,
    "_sager_inget": lambda dolda, visade, **_: sum(dolda) >= 5,
    "_enig": lambda tal: False,
    "MINST": 4,  # type: ignore[dict-item]
}


@pytest.mark.parametrize("grind", GRINDAR)
def test_the_attacker_gets_in_where_a_guard_is_taken_away(grind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for modul in (k, femregeln):
        if hasattr(modul, grind):
            monkeypatch.setattr(modul, grind, GRINDAR[grind])
    assert hittat() != []


def test_what_is_printed_goes_together() -> None:
    for fro in FRON:
        alla, fragade = slumpade(fro)
        r = stall_upp(FRAGOR, alla, fragade)
        k.prova(r)
        t = k.tabeller({"AMI": r, "FAI": stall_upp(FRAGOR, *slumpade(fro + 1))})["12"]
        for kolumn in ("insatser", "tillfragade", "svar"):
            assert t.totalt[kolumn] == sum(x[kolumn] for x in t.rader)  # type: ignore[misc]
        assert DOLD not in repr(r)
        for namn, (andel, antal) in r.helhet.items():
            tryckt = next(g for g in r.per_anordnare if g.namn == namn).fragor[0]
            assert (tryckt.nojda, tryckt.antal) == (andel, antal)
        if r.per_anordnare:
            g = r.per_anordnare[0]
            fel = replace(r, per_anordnare=(replace(g, antal=g.antal + 1), *r.per_anordnare[1:]))
            with pytest.raises(Motsagelse):
                k.prova(fel)


def test_nor_by_whoever_tries_all_there_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way that answers can lie in a few groups, and what is printed of it. Where two print the same, nobody can
    tell which it was: so each small number must have another beside it that prints the same. (Everybody answers alike
    here: what that says of results is tried above.)"""
    monkeypatch.setattr(k, "_enig", lambda tal: False)

    def anordnare(n: tuple[int, ...]) -> Enkatresultat:
        alla = [s for a, x in zip(ANORDNARE, n, strict=False) for s in svar(a, "AMI1", 5, antal=x)]
        return stall_upp(FRAGOR[:1], alla, dict.fromkeys(ANORDNARE[: len(n)], Fragade(30, 30)))

    def insatser(n: tuple[int, ...]) -> Enkatresultat:
        alla = [s for kod, x in zip(KODER, n, strict=False) for s in svar("A", kod, 5, antal=x)]
        return stall_upp(FRAGOR[:1], alla, {"A": Fragade(30, 30)})

    def fragor(n: tuple[int, ...]) -> Enkatresultat:
        alla = [
            s for a, x in zip(ANORDNARE, n, strict=False)
            for s in (*svar(a, "AMI1", 5, 5, antal=x), *svar(a, "AMI1", 5, None, antal=13 - x))
        ]  # fmt: skip
        return stall_upp(FRAGOR[:2], alla, dict.fromkeys(ANORDNARE[: len(n)], Fragade(30, 30)))

    for skriv_ut, hogst, grupper in ((anordnare, 8, 3), (insatser, 11, 3), (insatser, 6, 4), (fragor, 9, 3)):
        samma: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for n in product(range(hogst + 1), repeat=grupper):
            samma[repr(skriv_ut(n))].append(n)
        for tryckt, alla in samma.items():
            for plats in range(grupper):
                kanda = {n[plats] for n in alla}
                assert len(kanda) > 1 or not 0 < kanda.pop() < 5, (skriv_ut.__name__, alla, tryckt)
