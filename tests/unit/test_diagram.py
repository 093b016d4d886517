"""Where a diagram's bars stand: as long as their values say, in their room, told apart without colours."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.diagram import (
    ANTAL,
    DAGAR,
    KRONOR,
    PROCENT,
    UTSEENDEN,
    Diagram,
    Penna,
    Serie,
    Stapel,
    hojd_for,
    monster,
    skala,
    stall_ut,
    storst,
)
from kundvalsdesk.texter.diagram import TOMTORD, i_ord, stapel_ord, varde_ord

PENNA = Penna(lambda t: 6.0 * len(t), 12.0, varde_ord)
NAMN = ("AMI2", "Öppna dörrar till arbete i Mellansverige ekonomisk förening", "Å")


@st.composite
def diagrammen(rita: st.DrawFn) -> Diagram:
    kategorier = rita(st.lists(st.sampled_from(NAMN), max_size=9))
    tal = st.none() | st.integers(0, 90) | st.decimals(0, 90, places=1)
    serier = [
        Serie(f"Serie {n}", tuple(rita(tal) for _ in kategorier), n, streck=n > 0 and rita(st.booleans()))
        for n in range(rita(st.integers(1, 4)))
    ]
    return Diagram(
        "prov", rita(st.sampled_from((ANTAL, PROCENT))), tuple(kategorier), tuple(serier),
        rita(st.booleans()), rita(st.booleans()),
    )  # fmt: skip


@settings(max_examples=80)
@given(diagrammen(), st.sampled_from((300.0, 900.0)))
def test_bars_are_as_long_as_their_values_and_stay_in_their_room(d: Diagram, bredd: float) -> None:
    hojd = hojd_for(d, bredd, PENNA)
    u = stall_ut(d, bredd, hojd, PENNA)
    assert all(m <= n for m, n in zip(skala(d), skala(d)[1:], strict=False))
    if d.enhet == ANTAL or storst(d) <= 100:
        assert skala(d)[-1] >= storst(d)
        for x, y, b, h, *_ in u.staplar:
            assert x >= -1e-6 and y >= -1e-6 and x + b <= bredd + 1e-6 and y + h <= hojd + 1e-6
    langder = set()
    for s in u.staplar:
        if s.kategori >= 0:
            v = d.serier[s.serie].varden[s.kategori]
            assert v
            langder.add(round((s.bredd if d.liggande else s.hojd) / float(v), 6))
        for x, y, till_x, till_y in monster(s, 4.0):
            assert s.x - 1e-6 <= min(x, till_x) and max(x, till_x) <= s.x + s.bredd + 1e-6
            assert s.y - 1e-6 <= min(y, till_y) and max(y, till_y) <= s.y + s.hojd + 1e-6
    assert len(langder) <= 1  # one scale for all
    # One bar for each value that is something, and one box of the legend for each series.
    borde = sum(1 for s in d.staplar for v in s.varden if v)
    assert len([s for s in u.staplar if s.kategori >= 0]) == borde
    assert len({s.serie for s in u.staplar if s.kategori < 0}) == (len(d.staplar) if len(d.serier) > 1 else 0)
    # What stands on top of another begins where that one ends.
    if d.staplad and d.liggande:
        for forra, s in zip(u.staplar, u.staplar[1:], strict=False):
            if forra.kategori == s.kategori >= 0:
                assert abs(forra.x + forra.bredd - s.x) < 1e-6


def test_the_axis_ends_at_a_round_figure() -> None:
    def topp(*v: int | Decimal, enhet: str = ANTAL) -> tuple[int | Decimal, ...]:
        return skala(Diagram("", enhet, ("a",) * len(v), (Serie("", v),)))

    assert topp() == topp(0) == topp(1) == (0, 1)
    assert topp(5) == (0, 1, 2, 3, 4, 5)
    assert topp(6) == (0, 2, 4, 6)
    assert topp(58) == (0, 20, 40, 60)
    assert topp(Decimal("51.3"), enhet=DAGAR) == (0, 20, 40, 60)
    assert topp(1_234_567, enhet=KRONOR)[-1] == 1_500_000
    assert topp(3, enhet=PROCENT)[-1] == 100


def test_no_two_looks_are_the_same_without_colour() -> None:
    """Filled in two colours, which differ in how light they are too; all else by pattern."""
    assert len(set(UTSEENDEN)) == len(UTSEENDEN)
    ruta = Stapel(0, 0, 40, 20, 0, 0, 0)
    linjer = [tuple(monster(ruta._replace(utseende=n), 4)) for n, u in enumerate(UTSEENDEN) if u.monster
              not in ("hel", "tom")]  # fmt: skip
    assert len(set(linjer)) == len(linjer) and all(linjer)


def test_a_diagram_in_words() -> None:
    d = Diagram("prov", DAGAR, ("mars",), (Serie("Till bemanning", (Decimal("1.5"),)), Serie("Till plan", (None,))))
    assert i_ord(d) == "mars, till bemanning: 1,5 dagar. mars, till plan: –."
    assert stapel_ord(Diagram("", PROCENT, ("AMI2",), (Serie("Andel", (63,)),)), 0, 0) == "AMI2: 63\u00a0%"
    assert i_ord(Diagram("", ANTAL, (), ())) == TOMTORD
    assert (varde_ord(ANTAL, 12345), varde_ord(ANTAL, 9999)) == ("12\u00a0345", "9999")


@pytest.mark.parametrize("liggande", [True, False])
def test_a_long_name_is_cut_and_told_whole(liggande: bool) -> None:
    d = Diagram("", ANTAL, NAMN, (Serie("", (1, 2, 3)),), liggande=liggande)
    u = stall_ut(d, 400, 300, PENNA)
    kort = next(o for o in u.ord if o.text.startswith("Öppna"))
    assert kort.text.endswith("…") and 6.0 * len(kort.text) <= 400 * 0.34
    assert NAMN[1] in i_ord(d)
