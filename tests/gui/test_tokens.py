"""Every pair of colours that the window uses can be read, in both themes; no colour stands outside the tokens."""

from __future__ import annotations

import re
from dataclasses import astuple
from pathlib import Path

import pytest

import kundvalsdesk.ui
from kundvalsdesk.resurser import resurs
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.stilmall import stilmall

TEMAN = {"ljus": tokens.LJUS, "mork": tokens.MORK}


@pytest.mark.parametrize("namn", TEMAN)
def test_text_4_5_to_1(namn: str) -> None:
    f = TEMAN[namn]
    daliga = {
        par: round(k, 2)
        for par in tokens.TEXTPAR
        if (k := tokens.kontrast(getattr(f, par[0]), getattr(f, par[1]))) < 4.5
    }
    assert daliga == {}


@pytest.mark.parametrize("namn", TEMAN)
def test_shapes_3_to_1(namn: str) -> None:
    f = TEMAN[namn]
    daliga = {
        par: round(k, 2)
        for par in tokens.FORMPAR
        if (k := tokens.kontrast(getattr(f, par[0]), getattr(f, par[1]))) < 3
    }
    assert daliga == {}


def test_contrast_is_computed_as_wcag_does() -> None:
    assert tokens.kontrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.kontrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_light_has_its_own_shape() -> None:
    assert len({tokens.LJUSFORM[lj] for lj in ("rod", "gul", "gron", "vilande")}) == 4


def test_icons_use_the_colours_of_their_theme() -> None:
    for fil in resurs("icons").glob("*.svg"):
        f = TEMAN[fil.stem.rpartition("-")[2]]
        farger = set(re.findall(r"#[0-9A-Fa-f]{6}", fil.read_text(encoding="utf-8")))
        assert farger <= set(astuple(f)), fil.name


def test_no_colour_stands_outside_the_tokens() -> None:
    mapp = Path(kundvalsdesk.ui.__file__).parent
    syndare = [
        fil.name
        for fil in mapp.glob("*.py")
        if fil.name != "tokens.py" and re.search(r"#[0-9A-Fa-f]{6}\b", fil.read_text(encoding="utf-8"))
    ]
    assert syndare == []


def test_style_sheet_names_only_icons_that_exist() -> None:
    mall = stilmall(tokens.LJUS, tokens.Matt(), "Noto Sans", resurs("icons").as_posix(), False)
    bilder = re.findall(r'url\("([^"]+)"\)', mall)
    assert bilder
    assert [b for b in bilder if not Path(b).is_file()] == []
