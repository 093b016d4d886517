"""The snapshot of a version of the genomförandeplan and of how it came about, for whom it is asked for."""

from __future__ import annotations

from sqlalchemy import select

from ...models import Genomforandeplan, Insats
from ...rules.rapporttyper import Delmal, Innehall
from ...texter.datum import datum_langt, uppraknat
from ..arbetsenhet import Arbetsenhet
from ..arendetyper import Falt
from ..granskningsunderlag import Inlamnat, skriven_i
from .blad import hel
from .genomforandeplan import Plandelmal, Planunderlag, Planversion
from .lasare import KUND, Val, lasarfalt, vald_lasare
from .rapportunderlag import AVSER, TILL, Inlast, gemensamma, godkand_av, ingen_inkommen, lageord, las

_OM_ANDRINGAR = "andringar"
"""The section in which the anordnare tells what is new: it differs every time, and says so itself."""


def _inkomna(e: Arbetsenhet, i: Insats) -> list[Genomforandeplan]:
    """The versions that have come in, the first one first."""
    q = select(Genomforandeplan).where(Genomforandeplan.insats_id == i.id, Genomforandeplan.inkommen.is_not(None))
    rader = list(e.session.scalars(q.order_by(Genomforandeplan.nummer)))
    if not rader:
        raise ingen_inkommen(i, "genomförandeplan")
    return rader


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    rader = _inkomna(e, i)[::-1]
    val = tuple((str(r.nummer), f"{r.nummer}, {lageord(r)}") for r in rader)
    return Falt(AVSER, "Version", "val", varde=str(rader[0].nummer), val=val), lasarfalt(TILL)


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Planunderlag:
    for_vem = vald_lasare(val, TILL)
    inkomna = _inkomna(e, i)
    x = las(e, i, "plan", val.get(AVSER, "") or str(inkomna[-1].nummer))
    innehall = x.innehall or Innehall("")
    return Planunderlag(
        **gemensamma(e, i, x, for_vem),
        slut=i.sista_dag or x.ramar.slut_nu,
        delmal=tuple(
            Plandelmal(x.text(f"{d.nr}. {d.text}"), x.text(d.aktivitet), d.klart_senast) for d in innehall.delmal
        ),
        versioner=tuple(
            _version(e, i, x, rad, inkomna[nr - 1] if nr else None, for_vem)
            for nr, rad in enumerate(inkomna)
            if rad.nummer <= x.rad.nummer
        ),
    )


# --- History ----------------------------------------------------------------------------------------------------


def _version(
    e: Arbetsenhet, i: Insats, x: Inlast, rad: Genomforandeplan, forra: Genomforandeplan | None, for_vem: str
) -> Planversion:
    nu = x.alla.sjalv((i.id, "plan", str(rad.nummer)))
    fore = x.alla.sjalv((i.id, "plan", str(forra.nummer))) if forra else None
    if forra is None:
        andrat: tuple[str, ...] = ("Första versionen",)
    elif nu is None or fore is None:
        andrat = ("Texterna finns inte här att jämföra",)
    else:
        andrat = _andringar(fore, nu, i.kundval) or ("Inget i texten",)
    return Planversion(str(rad.nummer), rad.inkommen, andrat, _beslut(e, x, rad, for_vem))


def _beslut(e: Arbetsenhet, x: Inlast, rad: Genomforandeplan, for_vem: str) -> str:
    if rad.godkand:
        vem = godkand_av(e, rad)
        delar = [f"Godkänd {hel(datum_langt(rad.godkand))}{f' av {vem}' if vem else ''}"]
    else:
        delar = ["Inte godkänd"]
    # What was asked for after this version came about does not belong to it, if it is the one that is printed.
    if rad.revidering_begard and rad.nummer < x.rad.nummer:
        skal = x.text(rad.revidering_skal).strip() if for_vem != KUND else ""
        delar.append(f"Revidering begärd {hel(datum_langt(rad.revidering_begard))}{f': {skal}' if skal else ''}")
    return "\n".join(delar)


def _andringar(fore: Inlamnat, nu: Inlamnat, kundval: str) -> tuple[str, ...]:
    """Which sections and sub-goals are new, changed or gone, by their names. Each in the form it was written in."""
    rubriker = {
        a.kod: a.rubrik for x in (fore, nu) for a in skriven_i(x, "plan", kundval).avsnitt if a.kod != _OM_ANDRINGAR
    }
    forr, nya = fore.innehall, nu.innehall
    par = [(namn, forr.text(kod).strip(), nya.text(kod).strip()) for kod, namn in rubriker.items()]
    ut = [
        ("Nytt", [namn for namn, a, b in par if b and not a]),
        ("Ändrat", [namn for namn, a, b in par if a and b and a != b]),
        ("Borttaget", [namn for namn, a, b in par if a and not b]),
    ]
    a, b = _per_nr(forr), _per_nr(nya)
    ut += [
        ("Nya delmål", [str(n) for n in b if n not in a]),
        ("Ändrade delmål", [str(n) for n in b if n in a and a[n] != b[n]]),
        ("Borttagna delmål", [str(n) for n in a if n not in b]),
    ]
    return tuple(f"{ord_}: {uppraknat(vad)}" for ord_, vad in ut if vad)


def _per_nr(innehall: Innehall) -> dict[int, Delmal]:
    return {d.nr: d for d in innehall.delmal}
