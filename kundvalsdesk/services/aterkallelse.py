"""What a withdrawn auktorisation does: shown before it is decided, and done with the decision, all of it or nothing.

The auktorisationer get their last day; the förvalslista passes the anordnare over from then on, since it goes by
them; the insatser go on, and whoever has each is told that its kund needs another way (services.anordnarkort lists
them until then). What becomes of an insats is for its karriärvägledare to decide.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Atgard, Atgardssteg, Auktorisation, Handlaggare, Insats
from ..rules.anordnarregister import galler
from ..rules.sortering import sortnyckel
from ..texter.datum import antal, dag_manad, datum_langt, uppraknat
from . import anordnarregister, forval, notiser
from .anordnarkort import avser_ord, oppna_insatser
from .arbetsenhet import Arbetsenhet
from .arendelage import rimligt
from .atgardslista import auktorisationsnummer
from .atgardstyper import Effekter, Forvalseffekt, Hos, Steguppgifter
from .handling import las_raden
from .innehav import lan_for
from .typer import ARENDEROLLER

NOTIS = "auktorisation_aterkallad"
_DAG = timedelta(days=1)


def valbara(e: Arbetsenhet, anordnare_id: int, dag: date) -> list[Auktorisation]:
    """Those that hold on a day or later and have begun by then: what can be withdrawn from it."""
    a = Auktorisation
    q = select(a).where(a.anordnare_id == anordnare_id).order_by(a.avser, a.fran)
    return [x for x in e.session.scalars(q) if galler(x.fran, x.till, dag) and x.fran < dag]


def krav_valbara(e: Arbetsenhet, anordnare_id: int, u: Steguppgifter) -> tuple[int, ...]:
    """The numbers of the auktorisationer, all where none is named. Raises Nekad for a day or a number that cannot
    be."""
    if u.galler_fran is None:
        raise Nekad("saknas", "Fyll i ett datum.", "galler_fran")
    rimligt(u.galler_fran, "galler_fran")
    if u.galler_fran <= e.idag:
        raise Nekad("varit", "Auktorisationen återkallas tidigast från i morgon.", "galler_fran")
    har = [x.id for x in valbara(e, anordnare_id, u.galler_fran)]
    if not har:
        raise Nekad(
            "ingen",
            f"Anordnaren har ingen auktorisation att återkalla den {datum_langt(u.galler_fran)}.",
            "galler_fran",
        )
    if set(u.auktorisationer) - set(har):
        raise Nekad("okand", "En av auktorisationerna gäller inte den dagen. Hämta om åtgärden.", "galler_fran")
    return u.auktorisationer or tuple(har)


def _stegets(e: Arbetsenhet, s: Atgardssteg) -> list[Auktorisation]:
    """Those of a step, as they stand now. Raises Nekad where one has changed so that it cannot be withdrawn."""
    assert s.galler_fran is not None  # noqa: S101 - asked for when it was proposed
    nummer = auktorisationsnummer(s.auktorisationer)
    har = {x.id: x for x in valbara(e, _anordnare_id(e, s), s.galler_fran)}
    if not nummer or any(n not in har for n in nummer):
        raise Nekad(
            "andrad", "Auktorisationen har ändrats sedan steget föreslogs. Ändra steget, eller föreslå det igen."
        )
    return [har[n] for n in nummer]


def _anordnare_id(e: Arbetsenhet, s: Atgardssteg) -> int:
    return e.session.get_one(Atgard, s.atgard_id).anordnare_id


def effekter(e: Arbetsenhet, s: Atgardssteg) -> Effekter:
    """What will happen, in figures; whose cases they are for who sees them all."""
    alla, fran = _stegets(e, s), s.galler_fran
    assert fran is not None  # noqa: S101 - as above
    anordnare_id = _anordnare_id(e, s)
    namn = e.session.scalar(select(Anordnare.namn).where(Anordnare.id == anordnare_id)) or ""
    rorda = _rorda(e, anordnare_id, alla, fran)
    pagar = [i.id for i, _ in rorda if i.start is not None and i.start < fran]
    vantar = [i.id for i, _ in rorda if i.id not in set(pagar)]
    hos = _hos(e, set(pagar), [i.id for i, _ in rorda]) if e.aktor.har("arbetsledare") else None
    return Effekter(
        fran, namn, tuple(avser_ord(x.avser) for x in alla),
        tuple(f for x in alla if (f := _forval(e, x.avser, namn, fran)) is not None), len(pagar), len(vantar), hos,
        _kvar(e, anordnare_id, alla, fran),
    )  # fmt: skip


def _rorda(e: Arbetsenhet, anordnare_id: int, alla: list[Auktorisation], fran: date) -> list[tuple[Any, date | None]]:
    """Insatser that go on, or are to begin, on or after a day by the strength of some auktorisationer and no other."""
    a = Auktorisation
    bort = {x.id for x in alla}
    kvar = {x.avser for x in e.session.scalars(select(a).where(a.anordnare_id == anordnare_id))
            if x.id not in bort and galler(x.fran, x.till, fran)}  # fmt: skip
    avser = {x.avser for x in alla}
    return [
        (i, slut) for i, slut in oppna_insatser(e, anordnare_id)
        if {i.kundval, i.kod} & avser and not {i.kundval, i.kod} & kvar and (slut is None or slut >= fran)
    ]  # fmt: skip


def _kvar(e: Arbetsenhet, anordnare_id: int, alla: list[Auktorisation], fran: date) -> tuple[tuple[str, date], ...]:
    """Those for the same kundval that stay, or begin later, with their first day: a renewed one, or one for a part."""
    bort, a = {x.id for x in alla}, Auktorisation
    kundval = {_kundval(e, x.avser) for x in alla}
    q = select(a).where(a.anordnare_id == anordnare_id).order_by(a.fran, a.avser)
    return tuple(
        (avser_ord(x.avser), x.fran) for x in e.session.scalars(q)
        if x.id not in bort and (x.till is None or x.till >= fran) and _kundval(e, x.avser) in kundval
    )  # fmt: skip


def _kundval(e: Arbetsenhet, avser: str) -> str:
    insats = e.regelverk.insats(avser)
    return avser if insats is None else insats.kundval


def _forval(e: Arbetsenhet, avser: str, namn: str, fran: date) -> Forvalseffekt | None:
    rad = forval.passeras(e, avser, namn, fran)
    return None if rad is None else Forvalseffekt(avser, max(rad[0].fran, fran), rad[0].till, rad[1])


def _ansvariga(e: Arbetsenhet, ids: list[int]) -> list[tuple[Any, int | None]]:
    """(insats, who has its kund today) of some insatser."""
    i = Insats
    q = select(i.id, i.nyckel, i.kund_id, i.kundansvarig_id, i.start).where(i.id.in_(ids)).order_by(i.nyckel)
    rader = e.session.execute(q).all()
    lan = lan_for(e, {x.kund_id for x in rader})
    return [(x, lan[x.kund_id].till_id if x.kund_id in lan else x.kundansvarig_id) for x in rader]


def _hos(e: Arbetsenhet, pagar: set[int], ids: list[int]) -> tuple[Hos, ...]:
    namn = {h.id: h.namn for h in e.session.execute(select(Handlaggare.id, Handlaggare.namn))}
    per: dict[str, list[Any]] = {}
    for x, vem in _ansvariga(e, ids):
        per.setdefault(namn.get(vem or 0, ""), []).append(x)
    return tuple(
        Hos(n, tuple(x.nyckel for x in per[n] if x.id in pagar), tuple(x.nyckel for x in per[n] if x.id not in pagar))
        for n in sorted(per, key=lambda n: (n == "", sortnyckel(n)))
    )


def genomfor(e: Arbetsenhet, s: Atgardssteg) -> None:
    """Within the action that decides it, by who sees all cases."""
    if not e.aktor.har(*ARENDEROLLER):
        raise Nekad("roll", "Det här gör en arbetsledare.")
    alla, fran = _stegets(e, s), s.galler_fran
    assert fran is not None  # noqa: S101 - as above
    for x in sorted(alla, key=lambda x: x.id):
        las_raden(e, x)
    alla = _stegets(e, s)  # as they stand when nobody else can change them
    rorda = _rorda(e, _anordnare_id(e, s), alla, fran)
    for x in alla:
        anordnarregister.avsluta_auktorisation(
            e, x, {"till": fran - _DAG, "avslut": "aterkallad", "avslut_skal": s.skal}
        )
    e.session.flush()
    _underratta(e, [i.id for i, _ in rorda], fran)


def _underratta(e: Arbetsenhet, ids: list[int], fran: date) -> None:
    """Whoever has the kund is told, of each case; of what nobody has the arbetsledare are."""
    anvandare = {h.id: h.anvandare for h in e.session.execute(select(Handlaggare.id, Handlaggare.anvandare))}
    ledare = notiser.med_roll(e, "arbetsledare")
    for x, vem in _ansvariga(e, ids):
        till = [anvandare[vem]] if vem in anvandare else ledare
        notiser.skriv(e, till, NOTIS, x.id, dag=None, fran=str(fran), vantar=x.start is None or x.start >= fran)


def effektrader(x: Effekter) -> tuple[str, ...]:
    """What a withdrawn auktorisation does, a sentence each."""
    ut = [
        f"{x.anordnare} är inte auktoriserad för {uppraknat(list(x.auktorisationer))} från och med "
        f"{datum_langt(x.galler_fran)}."
    ]
    for avser, fran in x.kvar:
        nar = f" från och med {datum_langt(fran)}" if fran >= x.galler_fran else ""
        ut.append(f"Auktorisationen för {avser}{nar} återkallas inte.")
    for f in x.forval:
        vem = f.i_stallet or "ingen"
        ut.append(
            f"Förvalslistan för {f.kundval} hoppar över {x.anordnare}. {dag_manad(f.fran)}–{datum_langt(f.till)} har "
            f"{vem} i stället."
        )
    if not x.pagar and not x.vantar:
        return (*ut, "Ingen insats pågår eller väntar hos anordnaren då.")
    if x.pagar:
        ut.append(
            f"{antal(x.pagar, 'pågående insats', 'pågående insatser')} fortsätter, tills karriärvägledaren har gått "
            f"igenom {'den' if x.pagar == 1 else 'var och en'} med kunden."
        )
    if x.vantar:
        ut.append(
            f"{antal(x.vantar, 'insats som inte har börjat', 'insatser som inte har börjat')} behöver en annan "
            "anordnare."
        )
    ut.append("Den som har kunden får en notis om varje insats.")
    per = [f"{h.namn or 'Ingen kundansvarig (arbetsledarna får notisen)'}: {_arendena(h)}" for h in x.hos or ()]
    return tuple(f"{m[0].upper()}{m[1:]}" for m in (*ut, *per))


def _arendena(h: Hos) -> str:
    delar = []
    if h.pagar:
        delar.append(f"gå igenom hur insatsen fortsätter i {uppraknat(list(h.pagar))}")
    if h.vantar:
        delar.append(f"hitta en annan anordnare i {uppraknat(list(h.vantar))}")
    return f"{'; '.join(delar)}."
