"""Checks of reports against anything that a form may hold: none raises, none alters, all can be said in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.granskning import KODER, Underlag, anmarkningar, delmal_lagen, progression_av
from kundvalsdesk.rules.granskning.ord import ar_ej_aktuellt, ar_nej, barande, likhet, motivering_av, orden, stam
from kundvalsdesk.rules.ramar import Ramar
from kundvalsdesk.rules.rapporttyper import (
    FRANVAROTYPER,
    LAGEN,
    SATT,
    Delmal,
    Formular,
    Franvarorad,
    Innehall,
    Kontaktrad,
)
from kundvalsdesk.services.rapportformular import alla_formular
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.texter import anmarkningar as ord_om

from .historier import MANADER, historier

RV = las_regelverk()
FORMULAR = sorted(alla_formular().values(), key=lambda f: f.namn)

TEXT = st.text(max_size=80) | st.sampled_from(
    (
        "",
        "Ej aktuellt",
        "Ej aktuellt, kunden är sjuk.",
        "Nej",
        "Kunden går framåt i svenska.",
        "\x00",
        "Ej aktuellt" * 9,
    )
)
DAG = st.none() | st.dates(date(2023, 12, 1), date(2025, 3, 1)) | st.dates()
KONTAKTER = st.builds(Kontaktrad, DAG, st.sampled_from(("", *SATT)), TEXT)
FRANVARO = st.builds(
    Franvarorad, st.sampled_from(("", "annat", *FRANVAROTYPER)), DAG, DAG, TEXT, st.none() | st.booleans()
)
NR = st.integers(-3, 10**9) | st.integers(1, 3)

DELMAL = st.builds(Delmal, NR, TEXT, TEXT, DAG, st.sampled_from(("", "annat", *LAGEN)), TEXT)


@st.composite
def innehall(draw: st.DrawFn, f: Formular) -> Innehall:
    koder = [a.kod for a in f.avsnitt] + ["okand"]
    return Innehall(
        draw(TEXT),
        tuple((k, draw(TEXT)) for k in draw(st.lists(st.sampled_from(koder), max_size=12))),
        tuple(draw(st.lists(DELMAL, max_size=4))),
        tuple(draw(st.lists(KONTAKTER, max_size=6))),
        tuple(draw(st.lists(FRANVARO, max_size=5))),
    )


@st.composite
def underlag(draw: st.DrawFn) -> Underlag:
    f = draw(st.sampled_from(FORMULAR))
    fakta = draw(historier())
    avser = {
        "plan": st.integers(1, 9).map(str), "rapport": MANADER | st.sampled_from(("", "2024-13", "augusti")),
        "slutrapport": st.just("slut"),
    }[f.slag]  # fmt: skip
    kanske = st.none() | innehall(f)
    return Underlag(f.slag, draw(avser), f, draw(innehall(f)), draw(kanske), draw(kanske), fakta, Ramar(fakta, RV), RV)


@given(underlag())
@settings(max_examples=300)
def test_no_check_raises_and_every_flag_can_be_said(u: Underlag) -> None:
    alla = anmarkningar(u)
    platser = {"", *(a.kod for a in u.formular.avsnitt), *u.formular.tabeller, "kontakter", "franvaro", "delmal"}
    for a in alla:
        assert a.avsnitt in platser
        assert a.kalla == KODER[a.kod]
        rader: dict[str, Any] = {
            "delmal": u.innehall.delmal,
            "kontakter": u.innehall.kontakter,
            "franvaro": u.innehall.franvaro,
        }
        assert a.rad == -1 or 0 <= a.rad < len(rader[a.avsnitt])
        mening, fras = ord_om.mening(a), ord_om.fras(a)
        assert mening and not mening.endswith(".") and "None" not in mening
        assert fras and "None" not in fras
    assert anmarkningar(u) == alla
    hash(tuple(alla))
    assert set(delmal_lagen(u).values()) <= {*LAGEN, "nams", "nams_inte"}
    assert progression_av(u.formular, u.innehall) in (None, "finns", "saknas", "ej_aktuellt")


@given(TEXT.map(orden), TEXT.map(orden), st.integers(1, 5))
def test_likeness_is_a_share_that_looks_the_same_from_both_sides(a: list[str], b: list[str], n: int) -> None:
    assert 0 <= likhet(a, b, n) <= 100
    assert likhet(a, b, n) == likhet(b, a, n)
    assert likhet(a, a, n) == 100


@given(st.text(max_size=60))
def test_words_of_any_text(text: str) -> None:
    assert ar_ej_aktuellt(f"Ej aktuellt {text}")
    assert motivering_av(text) == "" or ar_ej_aktuellt(text)
    ar_nej(text)
    assert all(len(s) >= 4 for s in barande(text))
    for o in text.split():
        assert o.startswith(stam(o))
