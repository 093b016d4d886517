"""The forms as data: reading and checking `resources/formular/*.toml`.

One file holds one kind of form (plan, rapport, slutrapport) in one version, for every kundval: a section says which
kundval it is for, all when it says nothing. The same code may stand twice with different words for different kundval.
"""

from __future__ import annotations

import re
from typing import Any

from .rapporttyper import MAL, NASTA_STEG, PROGRESSION, SLAG, TABELLER, Avsnitt, Formular
from .tomltabell import Tomltabell

KUNDVAL = ("FAI", "AMI", "ISA")
_KOD = re.compile("[a-z][a-z0-9_]{1,29}")
_KALLA = re.compile(r"K [0-9]+(\.[0-9]+)*(, K [0-9]+(\.[0-9]+)*)*")
LANGSTA_RUBRIK = 80

# What the rules ask for by code; a form without it could not be reviewed.
KRAVDA = {"plan": MAL, "rapport": PROGRESSION, "slutrapport": NASTA_STEG}


class FormularFel(ValueError):
    """A form that cannot be used: `fil`, `nyckel` (dotted) and `skal`, one Swedish sentence together."""

    def __init__(self, fil: str, nyckel: str, skal: str) -> None:
        super().__init__(f"Formuläret {fil} kan inte användas: {nyckel or 'filen'} {skal}.")
        self.fil = fil
        self.nyckel = nyckel
        self.skal = skal


def _avsnitt(las: Tomltabell) -> tuple[Avsnitt, tuple[str, ...]]:
    """A section and the kundval that it is for."""
    a = Avsnitt(
        kod=las.text("kod"),
        rubrik=las.text("rubrik"),
        hjalp=las.text("hjalp"),
        kravs=las.janej("kravs", kravs=True),
        ej_aktuellt=las.janej("ej_aktuellt", kravs=True),
        kalla=las.text("kalla"),
        skala=las.janej("skala"),
    )
    if not _KOD.fullmatch(a.kod):
        raise las.fel("kod", "ska vara små bokstäver a–z, siffror och understreck")
    if a.kod in TABELLER:
        raise las.fel("kod", f"är {a.kod!r}, som är namnet på en tabell")
    if len(a.rubrik) > LANGSTA_RUBRIK:
        raise las.fel("rubrik", f"får ha högst {LANGSTA_RUBRIK} tecken")
    if not _KALLA.fullmatch(a.kalla):
        raise las.fel("kalla", "ska vara avsnitt i rutinerna, till exempel K 7.4 eller K 4, K 8.1")
    kundval = las.texter("kundval", KUNDVAL) or KUNDVAL
    las.slut()
    return a, kundval


def las_formular(namn: str, data: dict[str, Any]) -> tuple[Formular, ...]:
    """The forms of one file, one per kundval. Raises FormularFel with file, key and reason."""
    las = Tomltabell(namn, "", data, FormularFel)
    slag = las.kod("slag", SLAG)
    version = las.tal("version") or 0
    titel = las.text("titel")
    if "tabeller" not in las.kvar:
        raise las.fel("tabeller", "saknas")
    tabeller = las.texter("tabeller", TABELLER)
    if len(set(tabeller)) < len(tabeller):
        raise las.fel("tabeller", "har samma tabell två gånger")
    per_kundval: dict[str, list[Avsnitt]] = {k: [] for k in KUNDVAL}
    for rad in las.lista("avsnitt"):
        a, kundval = _avsnitt(rad)
        for k in kundval:
            if any(b.kod == a.kod for b in per_kundval[k]):
                raise rad.fel("kod", f"är {a.kod!r}, som redan finns för {k}")
            per_kundval[k].append(a)
    las.slut()
    for k, alla in per_kundval.items():
        if not any(a.kod == KRAVDA[slag] for a in alla):
            raise FormularFel(namn, "avsnitt", f"saknar {KRAVDA[slag]!r} för {k}")
    return tuple(Formular(slag, k, version, titel, tuple(alla), tabeller) for k, alla in per_kundval.items())
