"""The kontrollpunkter of a year's uppföljning: begun from a template or last year's, changed, sent to anordnare.

    with enhet(..., skriv=True) as e:
        skapa(e, plan_id, "mall")
        skicka(e, plan_id, version, dag, svar_senast)

What has been sent stays. The first change after that begins a new version with all points of the one before, and is
made there; the old one is read by its number (`hamta`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from ..fel import Nekad
from ..models import Atgard, Uppfoljning, Uppfoljningslista, Uppfoljningspunkt
from ..rules.kontrollpunkter import UTKAST, UTSAND, Punkt, Skillnad, numrerade, ny_kod, skillnad
from ..rules.sortering import sokform
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .handling import handling, konflikt_med, kontrollera_version, krav_roll, las_raden, redan_gjord
from .kontrollpunktmall import kontrollpunkter
from .kontrollpunkttyper import Listrad, Punktlista, Punktrad
from .typer import Andring
from .uppfoljning import DEL, inte_framtid, koderna, krav_skriver, planen
from .uppfoljningstyper import ROLLER

MALL, FORRA = "mall", "forra"
UPP, NED = "upp", "ned"
FLEST_PUNKTER = 100


# --- What there is -------------------------------------------------------------------------------------------------


def hamta(e: Arbetsenhet, plan_id: int, nummer: int = 0) -> Punktlista:
    """The list of an uppföljning; `nummer`: an older version of it."""
    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    listor = listorna(e, plan_id)
    lista = next((x for x in listor if nummer in (0, x.nummer)), None)
    if lista is None and nummer:
        raise Nekad("ingen_version", f"Kontrollpunkterna har ingen version {nummer}.")
    rader = punktrader(e, lista.id) if lista is not None else []
    fore = next((x for x in listor if lista is not None and x.nummer == lista.nummer - 1), None)
    forra = {r.kod: som_punkt(r) for r in punktrader(e, fore.id)} if fore is not None else {}
    skiljer = skillnad(list(forra.values()), [som_punkt(r) for r in rader]) if fore is not None else Skillnad({}, ())
    nr = numrerade([(r.kod, r.delen) for r in rader])
    kalla = _forra_arets(e, p)
    return Punktlista(
        p.id, p.ar, p.kundval, p.namnd, koderna(p), listrad(lista) if lista is not None else None,
        bool(listor) and lista is listor[0], tuple(listrad(x) for x in listor),
        tuple(
            Punktrad(r.id, nr[r.kod], som_punkt(r), hur := skiljer.hur.get(r.kod, ""),
                     forra.get(r.kod) if hur else None, r.version)
            for r in rader
        ),
        skiljer.borta, kalla[0] if kalla is not None else 0,
    )  # fmt: skip


def listorna(e: Arbetsenhet, plan_id: int) -> list[Uppfoljningslista]:
    """The latest first."""
    x = Uppfoljningslista
    return list(e.session.scalars(select(x).where(x.uppfoljning_id == plan_id).order_by(x.nummer.desc())))


def utsand(e: Arbetsenhet, plan_id: int) -> Uppfoljningslista:
    """The version that anordnare have. Raises Nekad where none has been sent."""
    lista = next((x for x in listorna(e, plan_id) if x.lage == UTSAND), None)
    if lista is None:
        raise Nekad("ej_utsand", "Kontrollpunkterna är inte utsända. Registrera utskicket först.")
    return lista


def punktrader(e: Arbetsenhet, lista_id: int) -> list[Uppfoljningspunkt]:
    """In order: part by part."""
    x = Uppfoljningspunkt
    return list(e.session.scalars(select(x).where(x.lista_id == lista_id).order_by(x.delen, x.ordning, x.id)))


def som_punkt(r: Uppfoljningspunkt) -> Punkt:
    return Punkt(r.kod, r.delen, r.punkt, r.fraga, r.bevis, r.galler)


def listrad(x: Uppfoljningslista) -> Listrad:
    return Listrad(x.id, x.nummer, x.lage, x.utsand, x.utsand_av or "", x.svar_senast, x.version)


def punktens_plan(e: Arbetsenhet, punkt_id: int) -> tuple[Uppfoljningspunkt, int]:
    krav_roll(e.aktor, *ROLLER)
    r = e.session.get(Uppfoljningspunkt, punkt_id)
    if r is None:
        raise Nekad("ingen_punkt", "Kontrollpunkten finns inte längre. Hämta om listan.")
    return r, e.session.get_one(Uppfoljningslista, r.lista_id).uppfoljning_id


def _forra_arets(e: Arbetsenhet, p: Uppfoljning) -> tuple[int, list[Uppfoljningspunkt]] | None:
    """The latest year before that has points for the same kundval: as they were sent, else as they stand."""
    x = Uppfoljning
    for fore in e.session.scalars(select(x).where(x.ar < p.ar).order_by(x.ar.desc())):
        if (sokform(fore.namnd), sokform(fore.kundval)) == (sokform(p.namnd), sokform(p.kundval)):
            listor = listorna(e, fore.id)
            lista = next((y for y in listor if y.lage == UTSAND), listor[0] if listor else None)
            if lista is not None and (rader := punktrader(e, lista.id)):
                return fore.ar, rader
    return None


# --- Changing them -------------------------------------------------------------------------------------------------


def skapa(e: Arbetsenhet, plan_id: int, fran: str) -> Andring:
    """The first version. `fran`: MALL, or FORRA for those of the year before."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    las_raden(e, p)
    if listorna(e, plan_id):
        raise Nekad("finns", "Uppföljningen har redan kontrollpunkter.")
    if fran == FORRA:
        kalla = _forra_arets(e, p)
        if kalla is None:
            raise Nekad("forra", "Det finns inga kontrollpunkter från ett tidigare år att kopiera.", "fran")
        punkter: Sequence[Punkt] = [som_punkt(r) for r in kalla[1]]
    else:
        punkter = kontrollpunkter().for_mall(p.mall, koderna(p))
    with handling(e, "uppfoljningspunkter_skapa", DEL) as h:
        lista = Uppfoljningslista(uppfoljning_id=p.id, nummer=1, skapad=e.idag)
        e.session.add(lista)
        e.session.flush()
        _lagg_in(e, lista, punkter)
    return h.andring


def _lagg_in(e: Arbetsenhet, lista: Uppfoljningslista, punkter: Sequence[Punkt]) -> None:
    for n, x in enumerate(punkter, 1):
        e.session.add(
            Uppfoljningspunkt(
                lista_id=lista.id, kod=x.kod, delen=x.delen, ordning=n, punkt=x.punkt, fraga=x.fraga, bevis=x.bevis,
                galler=x.galler,
            )
        )  # fmt: skip
    e.session.flush()


def _senaste(e: Arbetsenhet, plan_id: int) -> Uppfoljningslista:
    """The one that counts, held until the action is done. Raises Nekad where there is none."""
    listor = listorna(e, plan_id)
    if not listor:
        raise Nekad("inga_punkter", "Uppföljningen har inga kontrollpunkter. Lägg upp dem först.")
    las_raden(e, listor[0])
    return listor[0]


def _skrivbar(e: Arbetsenhet, lista: Uppfoljningslista) -> Uppfoljningslista:
    """The list itself while it is not sent; else the next version, with all that stands in this one."""
    if lista.lage == UTKAST:
        return lista
    nasta = Uppfoljningslista(uppfoljning_id=lista.uppfoljning_id, nummer=lista.nummer + 1, skapad=e.idag)
    e.session.add(nasta)
    e.session.flush()
    _lagg_in(e, nasta, [som_punkt(r) for r in punktrader(e, lista.id)])
    return nasta


def _punkten(
    e: Arbetsenhet, punkt_id: int, sedd_version: int, mina: dict[str, object]
) -> tuple[Uppfoljningspunkt, Uppfoljningslista]:  # fmt: skip
    """A point of the list that counts. Raises Konflikt where somebody has changed it, also by a new version."""
    r, plan_id = punktens_plan(e, punkt_id)
    lista = _senaste(e, plan_id)
    if r.lista_id != lista.id:
        nu = _med_kod(e, lista, r.kod)
        if nu is not None and som_punkt(nu) != som_punkt(r):
            raise konflikt_med(e, nu, mina)
        raise Nekad("aldre", "Det är en äldre version av kontrollpunkterna. Hämta om listan.")
    kontrollera_version(e, r, sedd_version, mina)
    return r, lista


def _med_kod(e: Arbetsenhet, lista: Uppfoljningslista, kod: str) -> Uppfoljningspunkt | None:
    x = Uppfoljningspunkt
    return e.session.scalar(select(x).where(x.lista_id == lista.id, x.kod == kod))


def _prova(e: Arbetsenhet, p: Uppfoljning, varden: Mapping[str, str]) -> dict[str, object]:
    delen, galler = varden["delen"], varden.get("galler", "")
    if delen not in tuple("ABCD"):
        raise Nekad("delen", "Välj del A, B, C eller D.", "delen")
    if galler and galler not in galler_val(e, p):
        raise Nekad("galler", "Välj alla anordnare, eller ett kundval eller en insats i uppföljningen.", "galler")
    return {
        "delen": delen, "galler": galler, "punkt": krav_text(varden["punkt"], "Kontrollpunkten", "punkt"),
        "fraga": krav_text(varden["fraga"], "Frågan", "fraga"), "bevis": varden.get("bevis", "").strip(),
    }  # fmt: skip


def galler_val(e: Arbetsenhet, p: Uppfoljning) -> dict[str, str]:
    """What a point may be for: the kundval of the plan, and the insatser in them that are granted."""
    ut: dict[str, str] = {}
    for k in koderna(p):
        ut[k] = k
        ut |= {
            kod: i.namn for kod, i in sorted(e.regelverk.insatskoder().items())
            if i.kundval == k and not i.endast_historik
        }  # fmt: skip
    return ut


def lagg_till(e: Arbetsenhet, plan_id: int, varden: Mapping[str, str]) -> Andring:
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    nya = _prova(e, p, varden)
    lista = _senaste(e, plan_id)
    if len(punktrader(e, lista.id)) >= FLEST_PUNKTER:
        raise Nekad("manga", f"En uppföljning har högst {FLEST_PUNKTER} kontrollpunkter.")
    x = Uppfoljningspunkt
    koder = e.session.scalars(select(x.kod).join(Uppfoljningslista, Uppfoljningslista.id == x.lista_id)
                              .join(Uppfoljning, Uppfoljning.id == Uppfoljningslista.uppfoljning_id)
                              .where(Uppfoljning.namnd == p.namnd, Uppfoljning.kundval == p.kundval))  # fmt: skip
    with handling(e, "uppfoljningspunkt_lagg_till", DEL) as h:
        lista = _skrivbar(e, lista)
        sist = max((r.ordning for r in punktrader(e, lista.id)), default=0)
        e.session.add(x(lista_id=lista.id, kod=ny_kod(koder), ordning=sist + 1, **nya))
    return h.andring


def andra(e: Arbetsenhet, punkt_id: int, sedd_version: int, varden: Mapping[str, str]) -> Andring:
    krav_skriver(e)
    nya = _prova(e, planen(e, punktens_plan(e, punkt_id)[1]), varden)
    r, lista = _punkten(e, punkt_id, sedd_version, nya)
    with handling(e, "uppfoljningspunkt_andra", DEL) as h:
        if any(getattr(r, f) != v for f, v in nya.items()):
            r = _kopian(e, lista, r)
            for f, v in nya.items():
                setattr(r, f, v)
    return h.andring


def _kopian(e: Arbetsenhet, lista: Uppfoljningslista, r: Uppfoljningspunkt) -> Uppfoljningspunkt:
    """The point that may be written: itself, or the one of the version that this change begins."""
    ny = _skrivbar(e, lista)
    return r if ny is lista else (_med_kod(e, ny, r.kod) or r)


def ta_bort(e: Arbetsenhet, punkt_id: int, sedd_version: int) -> Andring:
    """It is asked no longer; in versions that have been sent it stays."""
    krav_skriver(e)
    r, lista = _punkten(e, punkt_id, sedd_version, {})
    if len(punktrader(e, lista.id)) == 1:
        raise Nekad("sista", "Den sista kontrollpunkten tas inte bort. Lägg till en annan först.")
    with handling(e, "uppfoljningspunkt_ta_bort", DEL) as h:
        kopia = _kopian(e, lista, r)
        _krav_utan_atgard(e, [kopia])
        e.session.delete(kopia)
    return h.andring


def _krav_utan_atgard(e: Arbetsenhet, rader: Sequence[Uppfoljningspunkt]) -> None:
    """Raises Nekad where a brist is written down under one of them: what it is about stays."""
    if e.session.scalar(select(Atgard.id).where(Atgard.punkt_id.in_([r.id for r in rader])).limit(1)):
        vad = "kontrollpunkten. Den" if len(rader) == 1 else "en av kontrollpunkterna. De"
        raise Nekad("atgard", f"En åtgärd gäller {vad} tas inte bort.")


def flytta(e: Arbetsenhet, punkt_id: int, sedd_version: int, hur: str) -> Andring:
    """One place up or down within its part."""
    krav_skriver(e)
    r, lista = _punkten(e, punkt_id, sedd_version, {})
    delens = [x for x in punktrader(e, lista.id) if x.delen == r.delen]
    plats = delens.index(r) + (-1 if hur == UPP else 1)
    if not 0 <= plats < len(delens):
        raise Nekad("kant", f"Kontrollpunkten står {'först' if hur == UPP else 'sist'} i sin del redan.")
    with handling(e, "uppfoljningspunkt_flytta", DEL) as h:
        koder = [x.kod for x in delens]
        koder.remove(r.kod)
        koder.insert(plats, r.kod)
        ny = _skrivbar(e, lista)
        alla = {x.kod: x for x in punktrader(e, ny.id) if x.delen == r.delen}
        for n, x in zip(sorted(x.ordning for x in alla.values()), (alla[k] for k in koder), strict=True):
            x.ordning = n
    return h.andring


def ta_bort_utkast(e: Arbetsenhet, plan_id: int, sedd_version: int) -> Andring:
    """A version that has not been sent is thrown away; the one before counts again."""
    krav_skriver(e)
    lista = _senaste(e, plan_id)
    kontrollera_version(e, lista, sedd_version, {})
    if lista.lage == UTSAND:
        raise Nekad("utsand", "Kontrollpunkterna är utsända och tas inte bort.")
    rader = punktrader(e, lista.id)
    _krav_utan_atgard(e, rader)
    with handling(e, "uppfoljningspunkter_ta_bort", DEL) as h:
        for r in rader:
            e.session.delete(r)
        e.session.flush()
        e.session.delete(lista)
    return h.andring


def skicka(e: Arbetsenhet, plan_id: int, sedd_version: int, dag: date, svar_senast: date) -> Andring:
    """The version has been sent to anordnare, and is changed no more."""
    krav_skriver(e)
    lista = _senaste(e, plan_id)
    kontrollera_version(e, lista, sedd_version, {"utsand": dag, "svar_senast": svar_senast})
    if lista.lage == UTSAND:
        raise Nekad("utsand", f"Version {lista.nummer} är redan utsänd. Ändra något i den för en ny version.")
    inte_framtid(e, dag)
    if svar_senast < dag:
        raise Nekad("svar_senast", "Svarsdagen ligger före utskicket.", "svar_senast")
    with handling(e, "uppfoljningspunkter_skicka", DEL) as h:
        lista.lage, lista.utsand, lista.utsand_av, lista.svar_senast = UTSAND, dag, e.aktor.namn, svar_senast
    return h.andring
