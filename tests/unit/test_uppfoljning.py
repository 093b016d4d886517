"""The model of uppföljning as data, and where its steps stand in a year."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules.kalender import ar_arbetsdag
from kundvalsdesk.rules.trafikljus import ljus
from kundvalsdesk.rules.uppfoljning import (
    Modellfel,
    Plansteg,
    arbetsdag,
    flytta,
    frist,
    las_modell,
    placera,
    saknas,
    tertial,
    tertialets,
)
from kundvalsdesk.services.uppfoljningsmodell import modell

DAGAR = st.dates(date(2000, 1, 1), date(2089, 12, 31))


@settings(max_examples=60)
@given(DAGAR, st.integers(2000, 2090))
def test_a_step_stays_in_its_tertial_whatever_year_and_holiday(d: date, ar: int) -> None:
    ny = flytta(d, ar)
    assert ar_arbetsdag(ny) and (ny.year, tertial(ny)) == (ar, tertial(d))
    forsta, sista = tertialets(ar, tertial(d))
    assert forsta <= ny <= sista
    assert flytta(ny, ar) == ny


def test_known_days() -> None:
    assert flytta(date(2024, 2, 29), 2025) == date(2025, 2, 28)
    assert flytta(date(2025, 6, 20), 2025) == date(2025, 6, 23)  # midsommarafton, then a weekend
    assert arbetsdag(date(2026, 8, 30)) == date(2026, 8, 31)
    assert arbetsdag(date(2022, 12, 31)) == date(2022, 12, 30)  # the next one lies in another year: the one before
    assert arbetsdag(date(2033, 4, 30)) == date(2033, 4, 29)


def test_the_model_has_what_the_sources_say() -> None:
    m = modell()
    assert [s.nr for s in m.steg] == list(range(1, 9)) and len(m.delar) == 5 and len(m.krav) == 3
    arbete, vux = m.mall("arbetsmarknad"), m.mall("vuxenutbildning")
    assert arbete is not None and vux is not None

    def i(mall: Any, rubrik: str) -> list[int]:
        return [s.tertial for s in mall.steg if rubrik in s.rubrik]

    # M23: T1 kundenkät, kvalitetsredovisning, besök; T2 to the nämnd · T1 to the nämnd and kundenkät, T3 rektorer.
    assert (i(arbete, "Kundenkät"), i(arbete, "redovisning in"), i(arbete, "redovisas för nämnden")) == ([1], [1], [2])
    assert (i(vux, "redovisas för nämnden"), i(vux, "Kundenkät"), i(vux, "fem anordnare")) == ([1], [1], [1, 3])
    assert (i(vux, "elever"), i(vux, "stickprov"), i(vux, "besök hos rektorer")) == ([1], [2], [3, 3])
    for mall in m.mallar:
        for ar in range(2020, 2040):
            assert all(tertial(placera(s, ar)) == s.tertial for s in mall.steg)


def test_a_step_opens_with_its_tertial_and_has_the_lights_of_the_queue() -> None:
    f = frist(Plansteg(6, 2, date(2026, 6, 1), "Kv"), 10, "Rapport", "M24")
    nar = {
        d: ljus(f, date.fromisoformat(d))
        for d in ("2026-04-30", "2026-05-01", "2026-05-18", "2026-05-19", "2026-06-01", "2026-06-02")
    }
    assert list(nar.values()) == [None, "gron", "gron", "gul", "gul", "rod"]


def test_what_a_plan_lacks() -> None:
    m = modell()
    b = saknas(
        m,
        "beslutad",
        [Plansteg(n, 1, date(2026, 1, 2), "Kv" if n != 3 else " ") for n in (1, 2, 3, 4, 6, 8)],
        ["kvalitet"],
    )
    assert (b.steg, b.utan_ansvarig, b.krav) == ((5, 7), (3,), ("likvardig", "forutsagbar"))
    assert (b.beslut, b.kommunstyrelsen, b.antal) == (False, True, 6)


def _data() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(resurs("uppfoljning", "modell.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("gor", "mening"),
    [
        (lambda d: d["steg"].pop(), "steg ska ha stegen 1 till 8"),
        (lambda d: d["mall"][0]["steg"][0].update(tertial=2), r"tertial är 2, men 01-31 ligger i tertial 1"),
        (lambda d: d["mall"][0]["steg"][0].update(senast="02-30"), "ska vara en dag i varje år"),
        (lambda d: d["mall"][0]["steg"][0].update(senast="02-29"), "ska vara en dag i varje år"),
        (lambda d: d["mall"][0]["steg"].__delitem__(6), "saknar steg 6"),
        (lambda d: d["mall"].append(copy.deepcopy(d["mall"][0])), "mall saknas eller står två gånger"),
        (lambda d: d["kundval"][0].update(mall="finns_inte"), "ska vara något av"),
        (lambda d: d["kundval"][0].update(koder=["XYZ"]), "okänt värde"),
        (lambda d: d["krav"][0].update(kod="Å"), "små bokstäver"),
        (lambda d: d.update(mer=1), "mer är en okänd nyckel"),
        (lambda d: d.pop("krav"), "krav saknas"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused_with_key_and_reason(
    gor: Callable[[dict[str, Any]], object], mening: str
) -> None:
    data = _data()
    gor(data)
    with pytest.raises(Modellfel, match=mening):
        las_modell("modell.toml", data)
