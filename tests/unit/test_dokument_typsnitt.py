"""The fonts of the documents hold every letter that names are written with, and name themselves rightly."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from kundvalsdesk.resurser import resurs

VIETNAMESISKA = (
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
SNITT = ("Regular", "SemiBold", "Bold")


def las(stil: str) -> TTFont:
    return TTFont(resurs("fonts", f"NotoSans-{stil}.ttf"))


@pytest.mark.parametrize("stil", SNITT)
def test_every_letter_of_latin_extended_a_and_b_and_vietnamese_is_there(stil: str) -> None:
    cmap = las(stil).getBestCmap()
    behovs = {*range(0x20, 0x7F), *range(0xA0, 0x250), *map(ord, VIETNAMESISKA), *range(0x300, 0x30D)}
    assert behovs - cmap.keys() == set()


@pytest.mark.parametrize("stil", SNITT)
def test_all_of_latin_extended_additional_is_there(stil: str) -> None:
    assert set(range(0x1E00, 0x1F00)) - las(stil).getBestCmap().keys() == set()


@pytest.mark.parametrize(("stil", "vikt"), [("Regular", 400), ("SemiBold", 600), ("Bold", 700)])
def test_font_names_family_style_and_weight(stil: str, vikt: int) -> None:
    font = las(stil)
    namn = font["name"]
    familj = namn.getDebugName(16) or namn.getDebugName(1)
    stilnamn = namn.getDebugName(17) or namn.getDebugName(2)
    assert (familj, stilnamn) == ("Noto Sans", stil)
    assert namn.getDebugName(6) == f"NotoSans-{stil}"
    assert "Open Font License" in namn.getDebugName(13)
    assert font["OS/2"].usWeightClass == vikt
    assert font["OS/2"].fsType == 0  # may be embedded without limits
    assert "fvar" not in font


def test_licence_of_the_fonts_lies_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in resurs("fonts", "OFL.txt").read_text(encoding="utf-8")


def test_weights_differ() -> None:
    bredder = [font["hmtx"][font.getBestCmap()[ord("m")]][0] for font in map(las, SNITT)]
    assert bredder == sorted(set(bredder))
