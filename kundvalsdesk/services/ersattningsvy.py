"""The room of payments: what a month's run is, row by row and against the month before, and what it waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select

from ..fel import Nekad
from ..models import Ersattningskorning
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.sortering import sortnyckel
from ..texter.datum import antal, datum_langt, manad_ar
from ..texter.ersattning import SKALORD, ofardiga_ord, samtidiga_ord, samtidigt_ord
from ..texter.kronor import kronor
from . import ersattning, ersattningsbrister
from .arbetsenhet import Arbetsenhet
from .ersattning import ANORDNARE_SAKNAS, Visa
from .ersattningsbrister import Kort
from .ersattningsskillnad import Om, Skillnad, mot_forberedd, mot_forra, sammanfattning, summa
from .ersattningstyper import FASTSTALLD, PROGRAMMET, Korningssvar, Post
from .ersattningsunderlag import SATS
from .ersattningsvytyper import EGNA, INGET, LEDARE, Anordnarpost, Ersattningsvy, Insatspost, Manadsval
from .fritext import namn_for
from .typer import Framsteg

NOLL = Decimal("0.00")
HOGST_SAGDA = 3
"""Insatser paid for the same days that are named above the list; it has them all."""
_Nyckel = tuple[str, int, str]
"""Anordnare, number and key of the insats."""


def hamta(e: Arbetsenhet, manad: str = "", framsteg: Visa | None = None) -> Ersattningsvy:
    """A month, "" for the one that ended last. Who has nothing to do with payments gets an empty one."""
    ser = ersattningsbrister.ser(e)
    if ser == INGET:
        return Ersattningsvy(INGET)
    manad = manad or ersattningsbrister.standardmanad(e)
    if ser == EGNA:
        brister, vantas = ersattningsbrister.egna(e, manad, framsteg)
        k = Ersattningskorning
        lagen: dict[str, str] = {m: lage for m, lage in e.session.execute(select(k.manad, k.lage))}  # noqa: C416
        bryt = ersattningsbrister.bryt(e, manad)
        val = tuple(Manadsval(m, manad_ar(m)) for m in ersattningsbrister.manader(e, list(lagen)))
        return Ersattningsvy(
            EGNA, manad, val, bryt, ersattningsbrister.bryt_ord(bryt, e.idag), brister, vantas, lagen.get(manad, ""),
            _egnas_lage(lagen.get(manad, "")), marke=lagen.get(manad, ""),
        )  # fmt: skip
    return _ledarens(e, manad, framsteg)


def _egnas_lage(lage: str) -> str:
    if lage != FASTSTALLD:
        return ""
    return "Körningen är fastställd. Det som saknades då betalas i en senare körning, när det har kommit in."


def marke(e: Arbetsenhet, manad: str) -> str:
    """Becomes another when somebody prepares or makes final a run of the month. Cheap."""
    if ersattningsbrister.ser(e) != LEDARE:
        return ""
    k = Ersattningskorning
    rad = e.session.execute(select(k.lage, k.sha256, k.forberedd_av).where(k.manad == manad)).first()
    return "/".join(rad) if rad else ""


class _Lage(NamedTuple):
    """`lagrat`: the run as it was prepared, where it is not final."""

    svar: Korningssvar
    lagrat: Korningssvar | None


def _ledarens(e: Arbetsenhet, manad: str, framsteg: Visa | None) -> Ersattningsvy:
    """The month and the one before it, and what is missing, by one reading of the facts."""
    forra = _forra(manad)
    samling = ersattningsbrister.Samling(e, manad)
    svar, fore = ersattning.rakna_flera(e, (manad, forra), framsteg, samling.se)
    fast = svar.lage == FASTSTALLD
    finns = not fast and e.session.scalar(select(Ersattningskorning.id).where(Ersattningskorning.manad == manad))
    x = _Lage(svar, ersattning.lagrat(e, manad) if finns else None)
    insatser = {r.insats_id for s in (svar, fore, x.lagrat) if s for r in s.rader}
    if framsteg is not None and len(insatser) > SATS:
        framsteg(Framsteg(0, 0, "Jämför med månaden före"))
    kort = ersattningsbrister.kort_for(e, insatser | samling.insatser)
    brister, vantas = (ersattningsbrister.fasta_brister(e, manad), 0) if fast else samling.svar(kort)
    hinder = _hinder(e, x)
    ofardigt = "" if fast else ofardiga_ord(ersattning.ofardiga_fore(e, svar, fore))
    return Ersattningsvy(
        LEDARE, manad, _manadsval(e), svar.brytdatum, ersattningsbrister.bryt_ord(svar.brytdatum, e.idag), brister,
        vantas, svar.lage, _lage_ord(e, x), hinder, () if fast else _varningar(e, svar, ofardigt),
        kan_forbereda=not fast,
        bor_forbereda=not fast and (x.lagrat is None or x.lagrat.sha256 != svar.sha256),
        kan_faststalla=not fast and not hinder, ofardigt=ofardigt, forra=forra, forra_summa=fore.summa,
        anordnare=poster(e, svar, fore, x.lagrat, kort), svar=svar, marke=marke(e, manad),
    )  # fmt: skip


def _forra(manad: str) -> str:
    return f"{plus_manader(manadens_forsta(manad), -1):%Y-%m}"


def _manadsval(e: Arbetsenhet) -> tuple[Manadsval, ...]:
    k = Ersattningskorning
    lagrade = {r.manad: r for r in e.session.execute(select(k.manad, k.lage, k.summa))}
    ut = []
    for m in ersattningsbrister.manader(e, list(lagrade)):
        r = lagrade.get(m)
        if r is None:
            ord_ = manad_ar(m)
        else:
            ord_ = f"{manad_ar(m)} · {'fastställd' if r.lage == FASTSTALLD else 'förberedd'}, {kronor(r.summa)}"
        ut.append(Manadsval(m, ord_))
    return tuple(ut)


# --- The state of the run -----------------------------------------------------------------------------------------


def _vem(e: Arbetsenhet, anvandare: str) -> str:
    return "programmet" if anvandare == PROGRAMMET else namn_for(e, [anvandare]).get(anvandare, anvandare)


def _lage_ord(e: Arbetsenhet, x: _Lage) -> str:
    s = x.svar
    if s.lage == FASTSTALLD and s.faststalld is not None and s.forberedd is not None:
        return (
            f"Fastställd {datum_langt(s.faststalld.date())} av {_vem(e, s.faststalld_av)}. Förberedd "
            f"{datum_langt(s.forberedd.date())} av {_vem(e, s.forberedd_av)}. Körningen är låst och visas som den var."
        )
    if x.lagrat is not None and x.lagrat.forberedd is not None:
        return (
            f"Förberedd {datum_langt(x.lagrat.forberedd.date())} klockan {x.lagrat.forberedd:%H.%M} av "
            f"{_vem(e, x.lagrat.forberedd_av)}. Inte fastställd."
        )
    return "Inte förberedd. Så här blir körningen med det som är registrerat nu."


def _hinder(e: Arbetsenhet, x: _Lage) -> tuple[str, ...]:
    s, ut = x.svar, []
    if s.lage == FASTSTALLD:
        return ()
    nasta = plus_manader(manadens_forsta(s.manad), 1)
    if e.idag < nasta:
        nar = datum_langt(nasta)
        ut.append(f"{manad_ar(s.manad).capitalize()} är inte slut. Körningen kan fastställas från {nar}.")
    if x.lagrat is None:
        ut.append("Körningen är inte förberedd. En arbetsledare förbereder den och en annan fastställer den.")
        return tuple(ut)
    if x.lagrat.sha256 != s.sha256:
        ut.append(f"Något har ändrats sedan körningen förbereddes: {_andrat(x)}. Förbered den igen.")
    if x.lagrat.forberedd_av == e.aktor.anvandare:
        ut.append("Du har förberett körningen. Den fastställs av en annan arbetsledare.")
    return tuple(ut)


def _andrat(x: _Lage) -> str:
    nu, da = _per_insats(x.svar), _per_insats(x.lagrat) if x.lagrat else {}
    olika = sum(nu.get(n) != da.get(n) for n in {*nu, *da})
    if not olika:
        return "vad som inte betalas"
    skillnad = x.svar.summa - (x.lagrat.summa if x.lagrat else NOLL)
    vad = antal(olika, "insats", "insatser")
    return f"{vad}, {kronor(abs(skillnad))} {'mer' if skillnad > 0 else 'mindre'}" if skillnad else vad


def _varningar(e: Arbetsenhet, s: Korningssvar, ofardigt: str) -> tuple[str, ...]:
    ut = []
    if manadens_forsta(s.manad) <= e.idag <= s.brytdatum and e.idag >= plus_manader(manadens_forsta(s.manad), 1):
        ut.append(
            f"Brytdatum är {datum_langt(s.brytdatum)} och har inte passerat. Det som kommer in till dess hör till den "
            "här körningen."
        )
    ut += [ofardigt] if ofardigt else []
    ut += [samtidiga_ord(x) for x in s.samtidiga[:HOGST_SAGDA]]
    if (fler := len(s.samtidiga) - HOGST_SAGDA) > 0:
        ut.append(f"{fler} par till gäller samma kund samma dagar. Det står vid ärendena i listan.")
    tal = {skal: sum(x.skal == skal for x in s.ej) for skal in ("belopp_saknas", ANORDNARE_SAKNAS)}
    return (*ut, *(f"{SKALORD[skal]}: {antal(n, 'månad', 'månader')}." for skal, n in tal.items() if n))


# --- Rows ---------------------------------------------------------------------------------------------------------


def _per_insats(s: Korningssvar | None) -> dict[_Nyckel, list[Post]]:
    ut: dict[_Nyckel, list[Post]] = defaultdict(list)
    for r in s.rader if s else ():
        ut[r.anordnare, r.insats_id, r.insats].append(r)
    return ut


def poster(
    e: Arbetsenhet, svar: Korningssvar, fore: Korningssvar, lagrat: Korningssvar | None,
    kort: Mapping[int, Kort] | None = None,
) -> tuple[Anordnarpost, ...]:  # fmt: skip
    """The run anordnare by anordnare, with those who were paid last month and are not now."""
    nu, da, forberett = _per_insats(svar), _per_insats(fore), _per_insats(lagrat) if lagrat else None
    alla = {*nu, *da, *(forberett or {})}
    kort = ersattningsbrister.kort_for(e, (n[1] for n in alla)) if kort is None else kort
    skal = {(x.insats_id, x.insats): x.skal for x in svar.ej if x.avser_manad == svar.manad}
    samtidigt: dict[str, list[str]] = defaultdict(list)
    for x in svar.samtidiga:
        for p in (x.en, x.annan):
            samtidigt[p.insats].append(samtidigt_ord(x, p.insats))
    per: dict[str, list[Insatspost]] = defaultdict(list)
    ids: dict[str, int] = {}
    for n in alla:
        rader, forut = nu.get(n, []), da.get(n, [])
        ids.setdefault(n[0], (rader or forut or (forberett or {}).get(n, []))[0].anordnare_id)
        s = _skillnad(svar.manad, rader, forut, kort.get(n[1]), n[2], skal.get(n[1:], ""))
        mot = mot_forberedd(rader, forberett.get(n, [])) if forberett is not None else ""
        post = _post(n, rader, forut, kort.get(n[1]), s, mot)
        per[n[0]].append(replace(post, samtidigt=tuple(samtidigt[n[2]])) if rader and n[2] in samtidigt else post)
    ut = []
    for namn in sorted(per, key=lambda x: (sortnyckel(x), x)):
        # Those who are paid first; what is not paid any more after them.
        insatser = tuple(sorted(per[namn], key=lambda p: (not p.rader, p.insats)))
        belopp, forut_ = sum((p.belopp for p in insatser), NOLL), sum((p.fore for p in insatser), NOLL)
        ord_ = sammanfattning([p.marken for p in insatser], forut_, belopp)
        ut.append(Anordnarpost(namn, ids[namn], namn, belopp, forut_, ord_, insatser))
    return tuple(ut)


def _skillnad(
    manad: str, rader: Sequence[Post], forut: Sequence[Post], om: Kort | None, nyckel: str, skal: str
) -> Skillnad:
    if om is None or om.insats != nyckel:  # a number may be used again when a case has been taken away
        return mot_forra(rader, forut, manad, Om(), skal)
    return mot_forra(rader, forut, manad, Om(om.fran, om.sista), skal)


def _post(
    n: _Nyckel, rader: Sequence[Post], forut: Sequence[Post], om: Kort | None, s: Skillnad, mot: str
) -> Insatspost:
    kand = om if om is not None and om.insats == n[2] else None
    forsta = (rader or forut)[0] if rader or forut else None
    return Insatspost(
        f"{n[0]}/{n[2]}", n[2], kand.kund if kand else "gallrad", forsta.kod if forsta else "",
        forsta.kundval if forsta else "", sum(r.dagar for r in rader), summa(rader), summa(forut), s.ord, mot,
        s.marken, tuple(rader),
    )  # fmt: skip


def skillnader(e: Arbetsenhet, svar: Korningssvar) -> Mapping[tuple[str, str], str]:
    """(anordnare, insats): what is different from the month before, for paper, where something is."""
    fore = ersattning.rakna(e, _forra(svar.manad))
    return {
        (a.namn, p.insats): p.mot_forra
        for a in poster(e, svar, fore, None)
        for p in a.insatser
        if p.belopp != p.fore or p.marken
    }


def krav_ledare(e: Arbetsenhet) -> None:
    if ersattningsbrister.ser(e) != LEDARE:
        raise Nekad("roll", "Körningar av ersättning visas för arbetsledare.")
