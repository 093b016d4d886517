"""Makes the three static fonts of this folder from the variable Noto Sans of the package `fontpkg-noto-sans`.

Run by hand when Noto Sans is renewed: `pip install fontpkg-noto-sans fonttools`, then this file.
The fonts themselves are kept in the project, so neither the program nor its tests need that package.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HAR = Path(__file__).resolve().parent

SNITT = (("Regular", 400), ("SemiBold", 600), ("Bold", 700))

# What names and running text in Sweden are written with. Left out: phonetic and historic letters, Devanagari.
OMRADEN = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x0250, 0x02FF),  # IPA and modifier letters: ə and ʻ occur in names
    (0x0300, 0x036F),  # combining marks, for what has no letter of its own
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20C0),  # currency
    (0x2100, 0x2189),  # letterlike symbols, number forms
    (0x2190, 0x21FF),  # arrows and …
    (0x2200, 0x22FF),  # … mathematics, as far as the font has them
    (0x25A0, 0x25FF),  # geometric shapes, likewise
    (0xFB00, 0xFB06),  # ligatures that come with text pasted from a PDF
    (0xFFFD, 0xFFFD),
)


def variabel() -> Path:
    """The variable font in the installed package."""
    spec = importlib.util.find_spec("fontpkg_noto_sans")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("fontpkg-noto-sans saknas: pip install fontpkg-noto-sans")
    return Path(spec.submodule_search_locations[0]) / "files" / "NotoSans[wdth,wght].ttf"


def namnge(font: TTFont, stil: str) -> None:
    """Family "Noto Sans" and its style; SemiBold is none of the old four, and gets a family of its own there."""
    tabell = font["name"]
    for post in list(tabell.names):
        if post.nameID in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25) or post.nameID > 255:
            tabell.removeNames(nameID=post.nameID)
    gammal = stil in ("Regular", "Bold")
    namn = {
        1: "Noto Sans" if gammal else f"Noto Sans {stil}",
        2: stil if gammal else "Regular",
        3: f"2.015;GOOG;NotoSans-{stil}",
        4: f"Noto Sans {stil}",
        6: f"NotoSans-{stil}",
    }
    if not gammal:
        namn |= {16: "Noto Sans", 17: stil}
    for nummer, text in namn.items():
        tabell.setName(text, nummer, 3, 1, 0x409)


def bygg(stil: str, vikt: int) -> Path:
    font = instancer.instantiateVariableFont(TTFont(variabel()), {"wght": vikt, "wdth": 100})
    font["OS/2"].usWeightClass = vikt
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0x20 if stil == "Bold" else 0x40)
    font["head"].macStyle = 1 if stil == "Bold" else 0
    font["head"].modified = font["head"].created  # the same bytes every time
    font.recalcTimestamp = False
    val = subset.Options()
    val.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk"]
    val.name_IDs = ["*"]
    val.name_languages = ["*"]
    val.notdef_outline = True
    val.glyph_names = False
    val.recalc_timestamp = False
    val.hinting = False  # the variable font carries no hints of its own beyond a general `prep`
    val.drop_tables = [*val.drop_tables, "STAT", "MVAR", "HVAR", "avar"]
    urval = subset.Subsetter(val)
    urval.populate(unicodes=[tecken for fran, till in OMRADEN for tecken in range(fran, till + 1)])
    urval.subset(font)
    namnge(font, stil)
    mal = HAR / f"NotoSans-{stil}.ttf"
    font.save(mal)
    return mal


def main() -> None:
    for stil, vikt in SNITT:
        bygg(stil, vikt)


if __name__ == "__main__":
    main()
