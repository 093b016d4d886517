"""Ten years of the förvalslista as the desk lives them, anordnare coming and going: nobody's turn is lost.

Now and then what has begun is published by what is known that day, and what follows is reckoned from it. Counted are
turns of one's own: a stand-in's days are the rest of somebody else's (T10), and its own turn follows as usual.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.forvalslista import Auktoriserad, Forval, Forvalsregel, Galler, perioder

d = date.fromisoformat
BORJAN, SLUT = d("2024-01-01"), d("2033-12-31")
REGLER = (Galler(BORJAN, "2024", Forvalsregel(BORJAN, 14, True, "K 5.4.1")),)
DAG = timedelta(days=1)
FASTA = [
    Auktoriserad("Asken", d("2021-03-01")),
    Auktoriserad("Björken", d("2021-03-01")),
    Auktoriserad("Cedern", d("2022-05-01")),
]


@st.composite
def rorliga(draw: st.DrawFn) -> list[Auktoriserad]:
    """Some who come at some time, most of them to go again, a few to come back after that."""
    ut = []
    for namn in draw(st.lists(st.sampled_from(["Alen", "Boken", "Ekan", "Åsen", "Ögat"]), max_size=5, unique=True)):
        fran = draw(st.dates(d("2020-01-01"), SLUT))
        for _ in range(draw(st.integers(1, 2))):
            till = None if draw(st.booleans()) else fran + timedelta(days=draw(st.integers(0, 1200)))
            ut.append(Auktoriserad(namn, fran, till))
            if till is None:
                break
            fran = till + timedelta(days=draw(st.integers(1, 400)))
    return ut


def levt(alla: list[Auktoriserad], var: int) -> list[Forval]:
    """What was published in the end: every so many days, with those authorisations alone that were made by then."""
    star: list[Forval] = []
    dag = BORJAN
    while dag <= SLUT:
        kanda = [a for a in alla if a.fran <= dag]
        nya = perioder(kanda, REGLER, dag, star, dag)
        # It never changes; only the days to come of one that goes are taken by a stand-in.
        assert nya[: len(star) - 1] == star[:-1]
        if star:
            sist = nya[len(star) - 1]
            assert (sist.fran, sist.anordnare) == (star[-1].fran, star[-1].anordnare) and sist.till <= star[-1].till
        star, dag = nya, dag + timedelta(days=var)
    return star


def turer(rader: list[Forval]) -> list[str]:
    return [f.anordnare for f in rader if not f.vikarie]


@settings(max_examples=6, deadline=None)
@given(rorliga(), st.sampled_from((14, 11)))
@example([Auktoriserad("Alen", d("2023-01-01"), d("2024-02-15"))], 11)  # published while the stand-in has its days
def test_fair_within_one_turn_newcomers_last_and_a_stand_in_keeps_its_own(mer: list[Auktoriserad], var: int) -> None:
    rader = levt([*FASTA, *mer], var)
    forutsett = perioder([*FASTA, *mer], REGLER, rader[-1].fran)  # had all of it been known from the beginning
    assert [f[:3] for f in rader[:-1]] == [f[:3] for f in forutsett[:-1]]
    _ingen_mer_an_en_tur_fore(rader, mer)
    _nya_sist(rader)
    for f, nasta in pairwise(rader):
        if f.vikarie and f.plats and not nasta.vikarie:
            # Next is the stand-in itself, unless it has gone, or somebody new has a place before it.
            kvar, fore = dict(nasta.ordning), dict(f.ordning)
            assert nasta.anordnare == f.anordnare or f.anordnare not in kvar or nasta.anordnare not in fore


def _ingen_mer_an_en_tur_fore(rader: list[Forval], mer: list[Auktoriserad]) -> None:
    antal: Counter[str] = Counter()
    for f in rader:  # at every moment of the ten years
        antal[f.anordnare] += not f.vikarie
        fasta = [antal[a.anordnare] for a in FASTA]
        assert max(fasta) - min(fasta) <= 1
    assert min(fasta) > 25
    # The others too, for as long as they were there: between two turns of the one, exactly one of the other.
    for x in FASTA:
        egna = [f.period[0] for f in rader if f.anordnare == x.anordnare and not f.vikarie]
        for fran, till in pairwise(egna):
            for a in mer:
                if a.fran <= fran and (a.till is None or a.till >= till):
                    mellan = [f for f in rader if f.anordnare == a.anordnare and fran < f.period[0] < till]
                    assert len([f for f in mellan if not f.vikarie]) == 1


def _nya_sist(rader: list[Forval]) -> None:
    egna = [f for f in rader if not f.vikarie]
    for nr, f in enumerate(egna):
        fore = dict(egna[nr - 1].ordning) if nr else {}
        nya = [namn for namn, _ in f.ordning if fore and namn not in fore]
        assert [namn for namn, _ in f.ordning][len(f.ordning) - len(nya) :] == nya
        varvet = egna[nr : nr + len(f.ordning)]
        if nya and len(varvet) == len(f.ordning) and all(g.ordning == f.ordning for g in varvet):
            # Nobody else came or went: all have had one turn, the new ones in the order that they stand.
            assert Counter(g.anordnare for g in varvet) == Counter(n for n, _ in f.ordning)
