"""Makes sRGB.icc: the colour space of IEC 61966-2-1 as an ICC profile of version 2.

Figures: the primaries adapted to D50 (Bradford) and the transfer curve of the standard, 1 024 steps. Run by hand;
the profile is kept beside this file, and a test holds that they agree.
"""

from __future__ import annotations

import struct
from pathlib import Path

VIT = (0.9642, 1.0, 0.8249)
FARGER = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
STEG = 1024
NAMN = b"sRGB IEC61966-2.1"
RATT = b"No copyright, use freely"


def _s15(tal: float) -> bytes:
    return struct.pack(">i", round(tal * 65536))


def _xyz(tal: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_s15(t) for t in tal)


def _linjar(v: float) -> float:
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def _kurva() -> bytes:
    steg = [round(_linjar(n / (STEG - 1)) * 65535) for n in range(STEG)]
    return b"curv\0\0\0\0" + struct.pack(f">I{STEG}H", STEG, *steg)


def _beskrivning(text: bytes) -> bytes:
    # textDescriptionType: ASCII, then no Unicode and no Macintosh form of it.
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" + bytes(4 + 4 + 2 + 1 + 67)


def bygg() -> bytes:
    """The bytes of the profile."""
    kurva = _kurva()
    delar = {
        b"desc": _beskrivning(NAMN),
        b"cprt": b"text\0\0\0\0" + RATT + b"\0",
        b"wtpt": _xyz(VIT),
        **{namn: _xyz(tal) for namn, tal in FARGER.items()},
        b"rTRC": kurva,
        b"gTRC": kurva,
        b"bTRC": kurva,
    }
    start = 128 + 4 + 12 * len(delar)
    tabell, data, pa = b"", b"", {}
    for namn, innehall in delar.items():
        if innehall not in pa:
            pa[innehall] = start + len(data)
            data += innehall + bytes(-len(innehall) % 4)
        tabell += struct.pack(">4sII", namn, pa[innehall], len(innehall))
    huvud = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI12s4s44x",
        start + len(data),
        b"\0\0\0\0",
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2026, 1, 1, 0, 0, 0),
        b"acsp",
        b"\0\0\0\0",
        0,
        0,
        0,
        0,
        0,
        b"".join(_s15(t) for t in VIT),
        b"\0\0\0\0",
    )
    return huvud + struct.pack(">I", len(delar)) + tabell + data


if __name__ == "__main__":
    Path(__file__).with_name("sRGB.icc").write_bytes(bygg())
