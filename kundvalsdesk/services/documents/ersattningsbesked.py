"""What one anordnare is paid for a month, on paper: the sum, each row with its reckoning, what is not paid and why.

Cases by number only. Before the run is final it is a preview, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from ...fel import Nekad
from ...models import Anordnare
from ...texter.datum import antal, datum_langt, manad_ar
from ...texter.kronor import kronor
from ..arbetsenhet import Arbetsenhet
from ..ersattningstyper import FASTSTALLD, Korningssvar
from .ersattning import HOGST, Skillnader, avsandaren, ej_tabell, tabell
from .text import Fet, utskrivbart


def fil(e: Arbetsenhet, svar: Korningssvar, namn: str, skillnader: Skillnader) -> bytes:
    """Raises Nekad where the run has nothing for the anordnare."""
    from . import mall

    rader, ej = [r for r in svar.rader if r.anordnare == namn], [x for x in svar.ej if x.anordnare == namn]
    if not rader and not ej:
        raise Nekad("inget", f"Körningen för {manad_ar(svar.manad)} har inget för anordnaren.")
    if len(rader) + len(ej) > HOGST:
        raise Nekad("for_manga", f"Beskedet har fler än {HOGST} rader och skrivs inte ut. Spara körningen som Excel.")
    fast = svar.lage == FASTSTALLD and svar.faststalld is not None
    anordnare = e.session.get(Anordnare, rader[0].anordnare_id) if rader else None
    # The address of today; of another anordnare by now, or one that is gone, none.
    adress = (anordnare.adress or "") if anordnare is not None and anordnare.namn == namn else ""
    mottagare = [utskrivbart(rad) for rad in (namn, *adress.splitlines()) if rad.strip()]
    summa = sum((r.belopp for r in rader), Decimal("0.00"))
    nar = f" Fastställd {datum_langt(svar.faststalld.date())}." if svar.faststalld is not None and fast else ""
    huvud = mall.Dokumenthuvud(
        typ="Ersättningsbesked", nummer="", datum=svar.faststalld.date() if fast and svar.faststalld else e.idag,
        rader=(("Månad", manad_ar(svar.manad)), ("Brytdatum", svar.brytdatum.isoformat()),
               ("Läge", "Fastställd" if fast else "Preliminär")),
        undertitel=f"{manad_ar(svar.manad).capitalize()}: {kronor(summa)}.{nar}", forhandsgranskning=not fast,
        mottagare=tuple(mottagare),
    )  # fmt: skip
    per: dict[str, tuple[int, int, Decimal]] = defaultdict(lambda: (0, 0, Decimal("0.00")))
    for r in rader:
        n, dagar, belopp = per[r.kundval]
        per[r.kundval] = n + 1, dagar + r.dagar, belopp + r.belopp
    flode: list[Any] = [
        *mall.lopande(
            f"{antal(len(rader), 'rad', 'rader').capitalize()}. Varje rad är ett ärende och en månad, med uträkningen "
            "bredvid. Stämmer något inte, hör av er till oss och ange ärendets nummer."
        ),
        *mall.rubrik("Summa"),
        *mall.tabell(
            (("Kundval", 0.4), ("Rader", 0.15), ("Dagar", 0.15), ("Belopp", 0.3)),
            [
                *([k, str(n), str(d), kronor(b)] for k, (n, d, b) in sorted(per.items())),
                [Fet("Summa"), str(len(rader)), str(sum(r.dagar for r in rader)), Fet(kronor(summa))],
            ],
            hoger=(1, 2, 3),
        ),
    ]
    if rader:
        flode += [*mall.rubrik("Rader"), *tabell(rader, skillnader)]
    if ej:
        flode += mall.rubrik(f"Inte utbetalt ({len(ej)})")
        flode += mall.lopande("Det betalas i den körning vars brytdatum det kommer in till.")
        flode += ej_tabell(ej)
    return mall.bygg(huvud, avsandaren(e), flode)
