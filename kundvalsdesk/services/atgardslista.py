"""Åtgärder after a brist, as they are shown: in a list by what they wait for, and one with all its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from ..fel import Nekad
from ..models import (
    Anordnare,
    Atgard,
    Atgardsbrev,
    Atgardssteg,
    Auktorisation,
    Uppfoljning,
    Uppfoljningslista,
    Uppfoljningspunkt,
)
from ..rules import atgarder as r
from ..rules.sortering import sortnyckel
from .anordnarregister import hamta_rad
from .arbetsenhet import Arbetsenhet
from .atgardsmodell import atgardsmodell
from .atgardstyper import ROLLER, Atgardsrad, Atgardsvy, Planval, Stegrad
from .fritext import namn_for
from .handling import krav_roll, las_raden
from .uppfoljning import koderna

DEL = "atgarder"
ORORD = "skapad"
"""A column of an åtgärd that never changes."""


def atgarden(e: Arbetsenhet, atgard_id: int) -> Atgard:
    a = e.session.get(Atgard, atgard_id)
    if a is None:
        raise Nekad("ingen_atgard", "Åtgärden finns inte. Hämta om listan.")
    las_raden(e, a)  # before any of its steps, always: of two who act on an åtgärd the second sees what the first did
    return a


def steget(e: Arbetsenhet, steg_id: int) -> Atgardssteg:
    s = e.session.get(Atgardssteg, steg_id)
    if s is None:
        raise Nekad("inget_steg", "Steget finns inte. Hämta om listan.")
    return s


def stegen(e: Arbetsenhet, atgard_ids: Iterable[int]) -> dict[int, list[Atgardssteg]]:
    ut: dict[int, list[Atgardssteg]] = {}
    q = select(Atgardssteg).where(Atgardssteg.atgard_id.in_(list(atgard_ids))).order_by(Atgardssteg.nummer)
    for s in e.session.scalars(q):
        ut.setdefault(s.atgard_id, []).append(s)
    return ut


def som_regel(rader: Iterable[Atgardssteg]) -> tuple[r.Steg, ...]:
    return tuple(
        r.Steg(s.nummer, s.slag, s.lage, s.datum, s.senast, s.foljs_upp, s.resultat, s.rattar, s.beslutad)
        for s in rader
    )


def lista(
    e: Arbetsenhet, plan_id: int | None = None, anordnare_id: int | None = None, *, oppna: bool = False
) -> tuple[Atgardsrad, ...]:
    """Those of an uppföljning, of an anordnare, or all; what waits first, by its day."""
    krav_roll(e.aktor, *ROLLER)
    villkor = []
    if plan_id is not None:
        villkor.append(Atgard.uppfoljning_id == plan_id)
    if anordnare_id is not None:
        villkor.append(Atgard.anordnare_id == anordnare_id)
    hela = _hela(e, *villkor)
    alla = [_rad(e, x, hela.stegen(x)) for x in hela.atgarder]
    return tuple(sorted((x for x in alla if not oppna or x.vantan.vad), key=_ordning))


def att_gora(e: Arbetsenhet) -> tuple[Atgardsrad, ...]:
    """Those that wait for something."""
    return lista(e, oppna=True)


def _ordning(x: Atgardsrad) -> tuple[int, int, tuple[str, ...] | str]:
    if x.vantan.forfaller is not None:
        return 0, x.vantan.forfaller.toordinal(), sortnyckel(x.anordnare)
    return 1, -x.konstaterad.toordinal(), sortnyckel(x.anordnare)


def hamta(e: Arbetsenhet, atgard_id: int) -> Atgardsvy:
    krav_roll(e.aktor, *ROLLER)
    return _vyer(e, Atgard.id == atgarden(e, atgard_id).id)[0]


def vyer(e: Arbetsenhet, plan_ids: Collection[int]) -> tuple[Atgardsvy, ...]:
    """Those of some uppföljningar, each with all its steps, in the order of the list."""
    krav_roll(e.aktor, *ROLLER)
    return tuple(sorted(_vyer(e, Atgard.uppfoljning_id.in_(plan_ids)), key=lambda x: _ordning(x.rad)))


class _En(NamedTuple):
    """`punkt`: what its kontrollpunkt is called, "" for none."""

    a: Atgard
    p: Uppfoljning
    anordnare: str
    punkt: str


class _Hela(NamedTuple):
    atgarder: list[_En]
    steg: dict[int, list[Atgardssteg]]

    def stegen(self, x: _En) -> list[Atgardssteg]:
        return self.steg.get(x.a.id, [])


def _hela(e: Arbetsenhet, *villkor: ColumnElement[bool]) -> _Hela:
    q = (
        select(Atgard, Uppfoljning, Anordnare.namn)
        .join(Uppfoljning, Uppfoljning.id == Atgard.uppfoljning_id)
        .join(Anordnare, Anordnare.id == Atgard.anordnare_id)
    )
    rader = e.session.execute(q.where(*villkor)).all()
    punkter = _punkterna(e, [a.punkt_id for a, _, _ in rader])
    atgarder = [_En(a, p, namn, punkter.get(a.punkt_id or 0, "")) for a, p, namn in rader]
    return _Hela(atgarder, stegen(e, [x.a.id for x in atgarder]))


def _vyer(e: Arbetsenhet, *villkor: ColumnElement[bool]) -> list[Atgardsvy]:
    hela = _hela(e, *villkor)
    alla = [s for x in hela.atgarder for s in hela.stegen(x)]
    vem = namn_for(e, [x for s in alla for x in (s.foreslagen_av, s.beslutad_av, s.kommunicerad_av)])
    b = Atgardsbrev
    q = select(b.steg_id, b.nummer).where(b.steg_id.in_([s.id for s in alla]))
    brev = {x.steg_id: x.nummer for x in e.session.execute(q)}
    return [_vy(e, x, hela.stegen(x), vem, brev) for x in hela.atgarder]


def _vy(
    e: Arbetsenhet, x: _En, rader: Sequence[Atgardssteg], vem: Mapping[str, str], brev: Mapping[int, str]
) -> Atgardsvy:  # fmt: skip
    m, regel = atgardsmodell(), som_regel(rader)
    rad = _rad(e, x, rader)
    oppet, nu = r.pagar(regel), r.star(regel)
    avhjalpt = nu.datum if nu is not None and rad.lage == r.AVSLUTAD_AVHJALPT else None
    galler = {s.nummer for s in r.gallande(regel)}
    return Atgardsvy(
        rad, tuple(_stegrad(e, s, s.nummer in galler, vem, brev.get(s.id, "")) for s in rader),
        r.nasta(m, regel) if rad.lage == r.OPPEN else "", oppet.nummer if oppet else 0, x.a.makulerad, x.a.skal,
        r.ny_granskning(m, avhjalpt) if avhjalpt else None,
    )  # fmt: skip


def _rad(e: Arbetsenhet, x: _En, rader: Sequence[Atgardssteg]) -> Atgardsrad:
    m, regel, (a, p, anordnare, punkt) = atgardsmodell(), som_regel(rader), x
    lage, nu = r.atgardens_lage(regel, makulerad=a.makulerad is not None), r.star(regel)
    hogst = r.hogst(m, regel)
    return Atgardsrad(
        a.id, p.id, p.ar, p.kundval, a.anordnare_id, anordnare, punkt, a.ursprung, a.brist, a.konstaterad, a.ansvarig,
        lage, nu.slag if nu else "", m.steg[hogst].kod if hogst >= 0 else "",
        r.vantan(m, regel, a.skapad, lage, e.idag), nu.senast if nu else None, nu.foljs_upp if nu else None,
        a.version,
    )  # fmt: skip


def _punkterna(e: Arbetsenhet, ids: Iterable[int | None]) -> dict[int, str]:
    """What kontrollpunkter are called, as "A3 F-skatt": the place within its part, as in the list."""
    sokta = {i for i in ids if i is not None}
    if not sokta:
        return {}
    p = Uppfoljningspunkt
    listor = set(e.session.scalars(select(p.lista_id).where(p.id.in_(sokta))))
    ut: dict[int, str] = {}
    nr: dict[tuple[int, str], int] = {}
    q = select(p.id, p.lista_id, p.delen, p.punkt).where(p.lista_id.in_(listor))
    for x in e.session.execute(q.order_by(p.lista_id, p.delen, p.ordning, p.id)):
        plats = nr[x.lista_id, x.delen] = nr.get((x.lista_id, x.delen), 0) + 1
        if x.id in sokta:
            ut[x.id] = f"{x.delen}{plats} {x.punkt}"
    return ut


def punktval(e: Arbetsenhet, plan_id: int) -> tuple[tuple[int, str], ...]:
    """The kontrollpunkter of an uppföljning in the version that counts, to choose from."""
    krav_roll(e.aktor, *ROLLER)
    x, p = Uppfoljningslista, Uppfoljningspunkt
    lista_id = e.session.scalar(select(x.id).where(x.uppfoljning_id == plan_id).order_by(x.nummer.desc()).limit(1))
    ids = list(e.session.scalars(select(p.id).where(p.lista_id == lista_id).order_by(p.delen, p.ordning, p.id)))
    namn = _punkterna(e, ids)
    return tuple((i, namn[i]) for i in ids)


def punktval_med(e: Arbetsenhet, plan_id: int, punkt_id: int | None) -> tuple[tuple[int, str], ...]:
    """As `punktval`, with one that is chosen already though it stands in an earlier version only."""
    val = punktval(e, plan_id)
    if punkt_id is None or punkt_id in {i for i, _ in val}:
        return val
    return (*((i, f"{namn} (tidigare version)") for i, namn in _punkterna(e, [punkt_id]).items()), *val)


def planens_punkter(e: Arbetsenhet, plan_id: int) -> set[int]:
    """Of every version: a brist may have been found by the one before."""
    x, p = Uppfoljningslista, Uppfoljningspunkt
    return set(e.session.scalars(select(p.id).join(x, x.id == p.lista_id).where(x.uppfoljning_id == plan_id)))


def planval(e: Arbetsenhet, malet: str) -> Planval:
    """`malet`: what the register names the anordnare by. Of each kundval of ours that it is authorised for, or has
    been, the latest uppföljning. Raises Nekad where there is none."""
    krav_roll(e.aktor, *ROLLER)
    anordnare_id = hamta_rad(e, Anordnare, malet).id
    insatser = {k: i.kundval for k, i in e.regelverk.insatskoder().items()}
    x = Auktorisation
    avser = set(e.session.scalars(select(x.avser).where(x.anordnare_id == anordnare_id)))
    utan = {insatser.get(a, a) for a in avser}
    senaste = []
    for p in e.session.scalars(select(Uppfoljning).order_by(Uppfoljning.ar.desc(), Uppfoljning.id)):
        if nya := utan & set(koderna(p)):
            senaste.append(p)
            utan -= nya
    if not senaste:
        raise Nekad(
            "ingen_plan", "Anordnarens kundval har ingen uppföljning. Lägg upp den i rummet Uppföljning först."
        )
    return Planval(anordnare_id, tuple((p.id, f"{p.kundval} {p.ar}") for p in senaste))


def auktorisationsnummer(text: str) -> tuple[int, ...]:
    return tuple(int(x) for x in text.split(",") if x)


def _stegrad(e: Arbetsenhet, s: Atgardssteg, galler: bool, vem: Mapping[str, str], brev: str) -> Stegrad:
    return Stegrad(
        s.id, s.nummer, s.slag, s.lage, s.datum, s.skal, s.hopp, s.ska_goras, s.senast, s.foljs_upp, s.resultat,
        s.rattar, s.lage == r.KOMMUNICERAT and not galler, s.galler_fran,
        auktorisationsnummer(s.auktorisationer), vem.get(s.foreslagen_av, s.foreslagen_av),
        s.foreslagen_av == e.aktor.anvandare, s.beslutsfattare, s.beslutad,
        vem.get(s.beslutad_av or "", s.beslutad_av or ""), s.diarienummer, s.beslut_skal, s.kommunicerad,
        vem.get(s.kommunicerad_av or "", s.kommunicerad_av or ""), brev, s.version,
    )  # fmt: skip


def kommunicerad(e: Arbetsenhet, atgard_id: int) -> bool:
    s = Atgardssteg
    q = select(s.id).where(s.atgard_id == atgard_id, s.lage == r.KOMMUNICERAT).limit(1)
    return e.session.scalar(q) is not None


def krav_oppen(e: Arbetsenhet, a: Atgard) -> None:
    lage = r.atgardens_lage(som_regel(stegen(e, [a.id]).get(a.id, [])), makulerad=a.makulerad is not None)
    if lage != r.OPPEN:
        raise Nekad("avslutad", f"Åtgärden är avslutad: {_SLUT[lage]}.")


_SLUT = {
    r.AVSLUTAD_AVHJALPT: "bristen är avhjälpt",
    r.ATERKALLAD: "auktorisationen är återkallad",
    r.MAKULERAD: "den är makulerad",
}
