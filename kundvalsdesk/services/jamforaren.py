"""Jämföraren: those a kund can choose among today, and what they are compared by (kvalitetsuppfoljning §5).

The same for everybody who shows it. In a shared database the figures come from a function of the owner's, as coarse as
they are shown (models.ratter.jamforare); in a local one they are made so here, by the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select, text

from ..fel import Nekad
from ..models import Anordnare, Anordnarkontor, Auktorisation, Enkat
from ..models.jamforelsesats import sats
from ..rules import jamforare as r
from ..rules.sortering import sortnyckel
from . import forval
from .arbetsenhet import Arbetsenhet
from .handling import krav_roll
from .jamforaretyper import ROLLER, Jamford, Jamforelse
from .kundenkat import kundnojdhet

_LOKALT = sats(":fran", ":till", "cast(julianday(i.sista_dag) - julianday(i.start) AS integer) + 1")
_DELAT = "SELECT anordnare, kunder, manader FROM ratt.jamforelse(:aret)"


def hamta(e: Arbetsenhet, kod: str = "", artal: int | None = None) -> Jamforelse:
    """Those authorised today, for one insats or for anything. Raises Nekad for other roles, an insats that there is
    none of, and a year that is not over."""
    krav_roll(e.aktor, *ROLLER)
    regler = {k: x for k, x in e.regelverk.insatskoder().items() if not x.endast_historik}
    if kod and kod not in regler:
        raise Nekad("kod", f"Det finns ingen insats {kod}. Välj någon av: {', '.join(regler)}.", "kod")
    ar = r.senaste_ar(e.idag) if artal is None else artal
    if not 2000 <= ar <= r.senaste_ar(e.idag):
        raise Nekad("ar", f"Siffrorna visas för hela år, från 2000 till {r.senaste_ar(e.idag)}.", "ar")
    ratt, tal, kontor = _auktoriserade(e), _tal(e, ar), _kontor(e)
    kundval = regler[kod].kundval if kod else ""
    nojdhet = {n: tuple(x for x in alla if kundval in ("", x.kundval)) for n, alla in kundnojdhet(e).items()}
    alla = []
    for a in e.session.scalars(select(Anordnare).where(Anordnare.id.in_(ratt))):
        egna = tuple((k, x.namn) for k, x in regler.items() if ratt[a.id] & {k, x.kundval})
        if not egna or (kod and kod not in dict(egna)):
            continue
        kunder, manader = tal.get(a.id, (None, None))
        alla.append(
            Jamford(
                namn=a.namn, insatser=egna, kunder=kunder, manader=manader, nojdhet=nojdhet.get(a.namn, ()),
                kommundelar=a.kommundelar or "", sprak=a.sprak or "", kompetens=a.kompetens or "",
                presentation=a.presentation or "", kontor=tuple(kontor[a.id]), adress=a.adress or "",
                telefon=a.telefon or "", epost=a.epost or "", webbplats=a.webbplats or "",
            )
        )  # fmt: skip
    return Jamforelse(
        ar, tuple(sorted(alla, key=lambda j: sortnyckel(j.namn))), (kod, regler[kod].namn) if kod else ("", ""),
        forval.dagens(e, kundval, e.idag) if kod else "", _enkat(e, kundval),
    )  # fmt: skip


def valda(j: Jamforelse, namn: Sequence[str]) -> Jamforelse:
    """Only these, in the order they were named. Raises Nekad for none, too many, and one that cannot be chosen."""
    namn = tuple(dict.fromkeys(namn))
    if not namn:
        raise Nekad("inga", "Välj vilka anordnare som ska jämföras.", "anordnare")
    if len(namn) > r.HOGST:
        raise Nekad("for_manga", "Högst fyra anordnare jämförs på en gång.", "anordnare")
    finns = {a.namn: a for a in j.alla}
    for n in namn:
        if n not in finns:
            for_vad = "för insatsen i dag" if j.insats[0] else "i dag"
            raise Nekad("anordnare", f"{n} är inte auktoriserad {for_vad}.", "anordnare")
    return replace(j, alla=tuple(finns[n] for n in namn))


def _auktoriserade(e: Arbetsenhet) -> dict[int, set[str]]:
    """What each is authorised for today."""
    a = Auktorisation
    q = select(a.anordnare_id, a.avser).where(a.fran <= e.idag, or_(a.till.is_(None), a.till >= e.idag))
    ut: dict[int, set[str]] = defaultdict(set)
    for vem, avser in e.session.execute(q):
        ut[vem].add(avser)
    return dict(ut)


def _enkat(e: Arbetsenhet, kundval: str) -> bool:
    """Whether there are answers to any kundenkät (of a kundval)."""
    q = select(Enkat.id).where(Enkat.stangd.is_not(None)).limit(1)
    return e.session.scalar(q.where(Enkat.kundval == kundval) if kundval else q) is not None


def _tal(e: Arbetsenhet, ar: int) -> dict[int, tuple[int | None, int | None]]:
    """About how many kunder, and how many months to egen försörjning."""
    if not e.lokal:
        return {vem: (n, m) for vem, n, m in e.anslutning.execute(text(_DELAT), {"aret": ar})}
    period = r.aret(ar)
    rader = e.anslutning.execute(text(_LOKALT), {"fran": period.fran.isoformat(), "till": period.till.isoformat()})
    return {vem: (r.kunder(n), r.manader(klara, int(dagar))) for vem, n, klara, dagar in rader}


def _kontor(e: Arbetsenhet) -> dict[int, list[tuple[str, str, str]]]:
    k = Anordnarkontor
    q = select(k.anordnare_id, k.namn, k.kommundel, k.adress).order_by(k.id)
    ut: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for vem, namn, kommundel, adress in e.session.execute(q):
        ut[vem].append((namn, kommundel or "", adress or ""))
    return ut
