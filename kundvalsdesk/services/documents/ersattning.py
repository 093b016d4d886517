"""A run of payments on paper: the sum of each anordnare, then every row with its reckoning, and what is not paid.

Cases by number only: it goes to whoever pays and to the anordnare, and neither is told here who the kund is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from ...fel import Nekad
from ...rules.insatskod import insats_ord
from ...texter.datum import antal, datum_langt, manad_ar
from ...texter.ersattning import SKALORD, TYPORD, samtidiga_ord
from ...texter.kronor import kronor
from ..arbetsenhet import Arbetsenhet
from ..ersattningstyper import FASTSTALLD, EjPost, Korningssvar, Post
from . import utfardande
from .text import Delar, Fet, utskrivbart

HOGST = 5000
"""More rows than anybody reads: some 400 pages."""


Skillnader = Mapping[tuple[str, str], str]
"""What is different from the month before, by anordnare and insats."""


def fil(e: Arbetsenhet, svar: Korningssvar, skillnader: Skillnader | None = None) -> bytes:
    """Raises Nekad where there are more rows than can be printed."""
    if len(svar.rader) + len(svar.ej) > HOGST:
        raise Nekad(
            "for_manga", f"Körningen har fler än {HOGST} rader och skrivs inte ut som PDF. Välj xlsx eller csv."
        )
    from . import mall

    fran = avsandaren(e)
    fast = svar.lage == FASTSTALLD and svar.faststalld is not None
    huvud = mall.Dokumenthuvud(
        typ="Ersättning", nummer="", datum=e.idag,
        rader=(("Månad", manad_ar(svar.manad)), ("Brytdatum", svar.brytdatum.isoformat()),
               ("Läge", "Fastställd" if fast else "Preliminär")),
        undertitel=_undertitel(svar), forhandsgranskning=not fast,
    )  # fmt: skip
    flode: list[Any] = [
        *mall.rubrik("Per anordnare"),
        *mall.tabell(
            (("Anordnare", 0.55), ("Rader", 0.15), ("Belopp", 0.3)),
            [*_summor(svar), [Fet("Summa"), str(len(svar.rader)), Fet(kronor(svar.summa))]],
            hoger=(1, 2),
        ),
    ]
    if svar.samtidiga:
        flode += mall.rubrik(f"Två insatser samma dagar ({len(svar.samtidiga)})")
        for x in svar.samtidiga:
            flode += mall.lopande(samtidiga_ord(x))
    for namn, grupp in groupby(svar.rader, key=lambda r: r.anordnare):
        rader = list(grupp)
        flode += mall.rubrik(f"{utskrivbart(namn)}: {kronor(dict(svar.per_anordnare)[namn])}")
        flode += tabell(rader, skillnader or {})
    if svar.ej:
        flode += mall.rubrik(f"Inte utbetalt ({len(svar.ej)})")
        flode += ej_tabell(svar.ej)
    return mall.bygg(huvud, fran, flode)


def avsandaren(e: Arbetsenhet) -> Any:
    """The sender, as the head of a document has it."""
    from . import mall

    avsandare = utfardande.avsandarens(e)
    return mall.Avsandare(
        avsandare["organisation"], avsandare["enhet"], avsandare["kontakt"],
        utfardande.logga_for(e, avsandare["logga"]), avsandare["farg"],
    )  # fmt: skip


def _undertitel(svar: Korningssvar) -> str:
    rader = f"{antal(len(svar.rader), 'rad', 'rader')}, {kronor(svar.summa)}"
    if svar.faststalld is None:
        return f"{manad_ar(svar.manad).capitalize()}: {rader}. Preliminär."
    return (
        f"{manad_ar(svar.manad).capitalize()}: {rader}. Fastställd {datum_langt(svar.faststalld.date())} av "
        f"{utskrivbart(svar.faststalld_av)}."
    )


def _summor(svar: Korningssvar) -> list[list[Delar]]:
    per: dict[str, int] = {}
    for r in svar.rader:
        per[r.anordnare] = per.get(r.anordnare, 0) + 1
    return [[utskrivbart(namn), str(per[namn]), kronor(belopp)] for namn, belopp in svar.per_anordnare]


def tabell(rader: Sequence[Post], skillnader: Skillnader) -> list[Any]:
    """Every row with its reckoning, and what is different from the month before at the first one of each insats."""
    from . import mall

    sagda: set[tuple[str, str]] = set()

    def raknat(r: Post) -> Delar:
        om = (r.anordnare, r.insats)
        if om in sagda or not skillnader.get(om):
            return utskrivbart(r.forklaring)
        sagda.add(om)
        return utskrivbart(r.forklaring), f"\nMot månaden före: {skillnader[om]}."

    return mall.tabell(
        (("Ärende", 0.13), ("Månad, typ", 0.16), ("Dagar", 0.07), ("Belopp", 0.16), ("Så är det räknat", 0.48)),
        [
            [
                (Fet(utskrivbart(r.insats)), f"\n{insats_ord(r.kod)}"), f"{r.avser_manad}\n{TYPORD[r.typ]}",
                str(r.dagar), Fet(kronor(r.belopp)), raknat(r),
            ]
            for r in rader
        ],
        hoger=(2, 3),
    )  # fmt: skip


def ej_tabell(ej: Sequence[EjPost]) -> list[Any]:
    from . import mall

    return mall.tabell(
        (("Ärende", 0.16), ("Månad", 0.14), ("Anordnare", 0.3), ("Varför", 0.4)),
        [[utskrivbart(x.insats), x.avser_manad, utskrivbart(x.anordnare) or "–", SKALORD[x.skal]] for x in ej],
    )
