"""Design tokens: every colour, size and distance of the window, light and dark. Nothing else in ui/ names a colour.

Sizes are device-independent pixels at the usual text size; `Matt` scales them with the system's own text size.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Farger:
    """The colours of one theme."""

    bg: str
    yta: str
    rail: str
    text: str
    dampad: str
    linje: str
    falt: str
    """Border of something that can be typed in or pressed: 3:1 against the surface."""
    accent: str
    pa_accent: str
    accent_svav: str
    ton: str
    """Background of what is selected."""
    svav: str
    rod: str
    rod_bg: str
    gul: str
    gul_bg: str
    gron: str
    gron_bg: str
    vilande: str
    vilande_bg: str
    skugga: str
    rullist: str
    rail_svav: str


LJUS = Farger(
    bg="#F5F6F8", yta="#FFFFFF", rail="#F0F2F5", text="#1B2430", dampad="#586474", linje="#DDE2E8", falt="#848E9B",
    accent="#0B5FA5", pa_accent="#FFFFFF", accent_svav="#0A528F", ton="#E3F0FC", svav="#F2F5F8",
    rod="#B42318", rod_bg="#FDEBE9", gul="#8A5A00", gul_bg="#FFF3D1", gron="#1A7237", gron_bg="#E5F4EA",
    vilande="#5D6978", vilande_bg="#EDF0F3", skugga="#C4CBD4",
    rullist="#C4CBD4", rail_svav="#E6EAEE",
)  # fmt: skip
MORK = Farger(
    bg="#12171D", yta="#1A2129", rail="#151B22", text="#E7ECF1", dampad="#9DAAB8", linje="#2E3843", falt="#6F7D8C",
    accent="#74B7F5", pa_accent="#0E1620", accent_svav="#93C8F8", ton="#1D3146", svav="#202934",
    rod="#FF938A", rod_bg="#3A2021", gul="#F2C558", gul_bg="#372D16", gron="#75D391", gron_bg="#1B3223",
    vilande="#A3AFBC", vilande_bg="#26303A", skugga="#0A0E12",
    rullist="#3B4754", rail_svav="#1C242D",
)  # fmt: skip

TEXTPAR = (
    ("text", "bg"), ("text", "yta"), ("text", "rail"), ("text", "ton"), ("text", "svav"),
    ("dampad", "bg"), ("dampad", "yta"), ("dampad", "rail"), ("dampad", "ton"), ("dampad", "svav"),
    ("accent", "yta"), ("accent", "bg"), ("accent", "ton"), ("accent", "rail"), ("accent", "svav"),
    ("pa_accent", "accent"), ("pa_accent", "accent_svav"),
    ("rod", "rod_bg"), ("gul", "gul_bg"), ("gron", "gron_bg"), ("vilande", "vilande_bg"),
    ("rod", "yta"), ("text", "gul_bg"), ("text", "rod_bg"), ("text", "vilande_bg"), ("text", "gron_bg"),
)  # fmt: skip
"""(text, background) pairs that the window uses: each 4.5:1 or better."""

FORMPAR = (
    ("rod", "rod_bg"), ("gul", "gul_bg"), ("gron", "gron_bg"), ("vilande", "vilande_bg"),
    ("falt", "yta"), ("accent", "yta"), ("accent", "bg"), ("accent", "rail"),
)  # fmt: skip
"""(shape or border, background) pairs: each 3:1 or better."""

LJUSFORM = {"rod": "■", "gul": "▲", "gron": "●", "vilande": "◌", "klar": "●", "bortfallen": "◌"}

SMA, FYRA, ATTA, TOLV, SEXTON, TJUGOFYRA = 2, 4, 8, 12, 16, 24
RADIE, RADIE_STOR = 6, 8
TEXT, LITEN, MINST, RUBRIK, STOR_RUBRIK = 14, 13, 12, 16, 22
RAD, RAD_TAT, GRUPPRAD = 40, 32, 32
RAIL, PANEL = 184, 360
RAIL_HOGST, PANEL_HOGST = 240, 460  # larger text takes its room from elsewhere
TYPSNITT = "Noto Sans"


def farg_for_ljus(f: Farger, ljus: str) -> tuple[str, str]:
    """(text and shape, background) of a light; a done frist that was late is passed in as `rod`."""
    namn = {"rod": "rod", "gul": "gul", "gron": "gron", "klar": "gron"}.get(ljus, "vilande")
    return getattr(f, namn), getattr(f, namn + "_bg")


def ljusstyrka(farg: str) -> float:
    """Relative luminance after WCAG 2."""
    delar = [int(farg[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delar)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def kontrast(a: str, b: str) -> float:
    x, y = sorted((ljusstyrka(a), ljusstyrka(b)), reverse=True)
    return (x + 0.05) / (y + 0.05)


@dataclass(frozen=True, slots=True)
class Matt:
    """Sizes that follow the system's text size: `faktor` 1.0 is the usual one."""

    faktor: float = 1.0

    def px(self, n: float) -> int:
        return round(n * self.faktor)


FARGNAMN = tuple(f.name for f in fields(Farger))
