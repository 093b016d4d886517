"""A kund is handed over to a colleague, for good or until a day (vikarie): one case, or many at once.

For good, the colleague becomes kundansvarig. Until a day, the kund stays whose it is, and who has it follows from the
day (services.innehav). Many at once is all or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import or_, select

from ..fel import FleraFel, Konflikt, Nekad
from ..models import Handlaggare, Insats, Kund, Kundidentitet, Overlamning
from ..rules.sortering import sortnyckel
from ..texter.datum import datum_kort, datum_langt
from ..texter.meningar import roll_ord
from ..texter.overlamning import antal_arenden, period
from . import notiser
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats, krav_arenderatt
from .arendetyper import Falt, Stegval
from .fritext import utan_kundens_namn
from .handling import Pagaende, handling, kontrollera_version, las_raden
from .typer import ARENDEROLLER, Andring

G = TypeVar("G")
HOGST = 1000
"""No more than the list of cases holds."""
VIKARIE, TILLSVIDARE = "vikarie", "tillsvidare"
NAMNS = 6
"""Cases named one by one in the form; more are counted."""


def som_mal(arenden: Sequence[tuple[str, int]], fran: str = "") -> str:
    """Cases with the versions seen, as the `mal` of the step. `fran`: all that this colleague has."""
    return json.dumps({"arenden": list(arenden), "fran": fran})


def las_mal(mal: str) -> tuple[list[tuple[str, int]], str]:
    """What `som_mal` wrote. Raises Nekad for anything else."""
    from .overforing.tolkning import styrtecken

    try:
        x = json.loads(mal)
        arenden, fran = [(n, v) for n, v in x["arenden"]], x["fran"]
        rimligt = all(isinstance(n, str) and isinstance(v, int) for n, v in arenden) and isinstance(fran, str)
        rimligt = rimligt and not styrtecken("".join((fran, *(n for n, _ in arenden))), False)
    except (ValueError, TypeError, KeyError, RecursionError):
        rimligt = False
    if not rimligt:
        raise Nekad("okant_mal", "Urvalet går inte att läsa. Markera ärendena på nytt.")
    if not 0 < len(arenden) <= HOGST:
        raise Nekad("antal", f"Markera mellan 1 och {HOGST} ärenden.")
    return arenden, fran


def leder(e: Arbetsenhet) -> bool:
    """May hand over anybody's cases: a colleague may have fallen ill."""
    return e.aktor.har("arbetsledare")


# --- The form ---------------------------------------------------------------------------------------------------


def formular(e: Arbetsenhet, arenden: Sequence[tuple[str, int]], fran: str = "") -> Stegval:
    """The form for cases that have been selected. Raises Nekad where no colleague may take them."""
    krav_arenderatt(e)
    mal = som_mal(arenden, fran)
    las_mal(mal)
    vilka = antal_arenden(len(arenden))
    if len(arenden) <= NAMNS:
        vilka += ": " + ", ".join(n for n, _ in arenden)
    return Stegval(
        "overlamna", f"Lämna över {antal_arenden(len(arenden))}", "Lämna över", mal=mal,
        falt=(Falt("_vilka", "Lämnas över", "upplysning", kravs=False, varde=vilka), *_falt(e)),
        hjalp="Hela kunden följer med: har kunden fler insatser lämnas de över samtidigt.",
    )  # fmt: skip


_ordning = lru_cache(2048)(sortnyckel)
"""The same colleagues stand in the form of every case that is opened."""


def _falt(e: Arbetsenhet) -> tuple[Falt, ...]:
    q = select(Handlaggare.anvandare, Handlaggare.namn, Handlaggare.roll, Handlaggare.id).where(
        Handlaggare.roll.in_(ARENDEROLLER)
    )
    kollegor = sorted(
        (r for r in e.session.execute(q) if leder(e) or r.id != e.aktor.handlaggare_id),
        key=lambda r: _ordning(r.namn),
    )
    return (
        Falt("till", "Till", "val", val=tuple((r.anvandare, f"{r.namn}, {roll_ord(r.roll)}") for r in kollegor)),
        Falt("hur", "Hur länge", "val", varde=VIKARIE,
             val=((VIKARIE, "En tid, som vikarie"), (TILLSVIDARE, "Tills vidare: kollegan blir kundansvarig"))),
        Falt("fran", "Från och med", "datum", varde=e.idag.isoformat(), visas_om=("hur", (VIKARIE,))),
        Falt("ater", "Åter den", "datum", visas_om=("hur", (VIKARIE,)),
             hjalp="Den dagen är ärendet tillbaka av sig självt. Det går att ta tillbaka tidigare."),
        Falt("skal", "Meddelande", "stor_text", kravs=False,
             hjalp="Står i ärendets händelser. Skriv inget om varför en kollega är borta."),
    )  # fmt: skip


def steg(e: Arbetsenhet, i: Insats) -> list[Stegval]:
    """What a case offers: to hand it over, and to take or give it back where it is or will be with a vikarie."""
    kedja = _galler(e, i.kund_id)
    ut = [_atersteg(e, o, kedja) for o in _att_ta_tillbaka(e, i, kedja)]
    if leder(e) or e.aktor.handlaggare_id in {i.kundansvarig_id, *(o.till_id for o in kedja)}:
        ut.append(
            Stegval("overlamna", "Lämna över ärendet", "Lämna över", sedd_version=i.version, falt=_falt(e),
                    hjalp="Hela kunden följer med: har kunden fler insatser lämnas de över samtidigt.")
        )  # fmt: skip
    return ut


def _atersteg(e: Arbetsenhet, o: Overlamning, kedja: list[Overlamning]) -> Stegval:
    knapp = rubrik = "Lämna tillbaka ärendet" if o.till_id == e.aktor.handlaggare_id else "Ta tillbaka ärendet"
    hos = ""
    if o.till_id != e.aktor.handlaggare_id:
        nu = o.datum <= e.idag
        namn = _namn(e, [x for x in kedja if x.datum <= e.idag][-1].till_id if nu else o.till_id)
        hos = f" Ärendet {'är' if nu else 'ska då vara'} hos {namn}."
        if not nu:  # there may be several
            rubrik = f"Ta tillbaka tiden hos {namn} från {datum_kort(o.datum, e.idag)}"
    return Stegval(
        "overlamning_ater", rubrik, knapp, sedd_version=o.version, mal=str(o.id),
        hjalp=f"Det gäller {period(o.datum, _ater(o), e.idag)}.{hos} Från i dag gäller det inte längre.",
    )  # fmt: skip


# --- Handing over -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overlatelse:
    """What a form asks for."""

    till: str
    hur: str
    fran: date | None
    ater: date | None
    skal: str


def lamna_over(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, o: Overlatelse) -> Andring:
    """Hands over one case (`insats`), or those of `mal`. Raises FleraFel with a sentence for each that cannot be."""
    krav_arenderatt(e)
    arenden, fran = ([(insats, sedd_version)], "") if insats else las_mal(mal)
    till = _krav_mottagare(e, o)
    fran_id = e.session.scalar(select(Handlaggare.id).where(Handlaggare.anvandare == fran)) if fran else None
    insatser: dict[int, list[Insats]] = {}
    fel: list[tuple[str, Konflikt | Nekad]] = []
    with handling(e, "overlamna", "insats", "kund", "overlamning") as h:
        for nyckel, version in arenden:
            try:
                i = hamta_insats(e, nyckel)
                kontrollera_version(e, i, version, {})
                utan_kundens_namn(e, i, {"skal": o.skal})
                insatser.setdefault(i.kund_id, []).append(i)
            except (Konflikt, Nekad) as x:
                fel.append((nyckel, x))
        nya: list[Overlamning] = []
        slut: list[Overlamning] = []
        for kund_id in sorted(insatser):
            kund = e.session.get_one(Kund, kund_id, with_for_update=None if e.lokal else True)
            try:
                nya.append(_en(e, h, kund, till, o, fran_id, slut))
            except Nekad as x:
                fel += [(i.nyckel, x) for i in insatser[kund_id]]
        if fel:
            _neka(fel, len(arenden))
        _notiser(e, till, nya, slut, insatser)
    return h.andring


def _neka(fel: list[tuple[str, Konflikt | Nekad]], antal: int) -> None:
    """One of one: its own refusal. Of many: nothing is done, and each that stood in the way is named."""
    if antal == 1:
        raise fel[0][1]
    raise FleraFel(
        [f"Inget av {antal} ärenden lämnades över. {antal_arenden(len(fel))} gick inte:"]
        + [f"{nyckel}: {x.mening}" for nyckel, x in fel]
    )


def _krav_mottagare(e: Arbetsenhet, o: Overlatelse) -> Handlaggare:
    till = e.session.scalar(select(Handlaggare).where(Handlaggare.anvandare == o.till))
    if till is None or till.roll not in ARENDEROLLER:
        raise Nekad("mottagare", "Välj en karriärvägledare eller arbetsledare.", "till")
    if o.hur not in (VIKARIE, TILLSVIDARE):
        raise Nekad("hur", "Välj hur länge.", "hur")
    if o.hur == VIKARIE:
        if o.fran is None or o.ater is None:
            raise Nekad("saknas", "Fyll i ett datum.", "ater" if o.fran else "fran")
        if o.fran < e.idag:
            raise Nekad("passerat", "Dagen har passerat. Välj i dag eller en senare dag.", "fran")
        if o.ater <= o.fran:
            raise Nekad("ordning", "Ärendet är åter tidigast dagen efter den första.", "ater")
    return till


def _en(
    e: Arbetsenhet, h: Pagaende, kund: Kund, till: Handlaggare, o: Overlatelse, fran_id: int | None,
    slut: list[Overlamning],
) -> Overlamning:  # fmt: skip
    """One kund. `fran_id`: all that this colleague has goes; what they have as a vikarie goes until its own day.
    `slut` is given the periods that end with it."""
    kedja = _galler(e, kund.id)
    lanat = fran_id is not None and kund.kundansvarig_id != fran_id
    if o.hur == TILLSVIDARE and not lanat:
        ny = _for_gott(e, kund, kedja, till, o)
        slut += kedja
    else:
        ny = _en_tid(e, kund, kedja, till, o, lanat=lanat)
    e.session.add(ny)
    for i in e.session.scalars(select(Insats).where(Insats.kund_id == kund.id).order_by(Insats.id)):
        h.anteckna(i, "overlamnad", f"{till.namn}, {f'åter {ny.ater}' if ny.ater else 'tills vidare'}")
        h.insats(i)
    return ny


def _for_gott(
    e: Arbetsenhet, kund: Kund, kedja: list[Overlamning], till: Handlaggare, o: Overlatelse
) -> Overlamning:  # fmt: skip
    jag = e.aktor.handlaggare_id
    if not leder(e) and kund.kundansvarig_id != jag:
        raise Nekad("inte_kundansvarig", "Bara kundansvarig, eller en arbetsledare, lämnar över tills vidare.")
    if kund.kundansvarig_id == till.id:
        raise Nekad("redan", f"{till.namn} är redan kundansvarig.", "till")
    _avsluta(e, kedja)
    fran = kund.kundansvarig_id
    ny = Overlamning(kund_id=kund.id, fran_id=fran, till_id=till.id, datum=e.idag, skal=o.skal.strip() or None)
    if kund.skydd is not None and not (e.lokal or leder(e)):
        # Whoever hands over a protected kund does not see them any more: a shared database does it itself, at the end.
        e.sist.append(("SELECT ratt.lamna_over(:kund, :till)", {"kund": kund.id, "till": till.id}))
        return ny
    # First the row, which only whoever has the kund may write; then the kund, whose they are no more.
    e.session.add(ny)
    e.session.flush()
    kund.kundansvarig_id = till.id
    if (identitet := e.session.get(Kundidentitet, kund.id)) is not None:
        identitet.kundansvarig_id = till.id
    for i in e.session.scalars(select(Insats).where(Insats.kund_id == kund.id)):
        i.kundansvarig_id = till.id
    return ny


def _en_tid(
    e: Arbetsenhet, kund: Kund, kedja: list[Overlamning], till: Handlaggare, o: Overlatelse, *, lanat: bool
) -> Overlamning:  # fmt: skip
    """Within the period that whoever has the kund has it, never across its end."""
    dag = o.fran or e.idag
    inom = [x for x in kedja if x.datum <= dag < _ater(x)]
    tak = _ater(inom[-1]) if inom else None
    ater = min(o.ater, tak) if o.ater and tak and lanat else o.ater or tak
    if kund.kundansvarig_id is None or ater is None:
        raise Nekad("ingen", "Ingen är kundansvarig. Lämna över tills vidare i stället.", "hur")
    for x in kedja:
        if x.datum < ater and _ater(x) > dag and not (x.datum <= dag and ater <= _ater(x)):
            raise Nekad(
                "krock",
                f"Ärendet är hos {_namn(e, x.till_id)} {datum_langt(x.datum)} till {datum_langt(_ater(x))}. "
                "Välj andra dagar, eller ta tillbaka det först.",
            )
    har = inom[-1].till_id if inom else kund.kundansvarig_id
    jag = e.aktor.handlaggare_id
    if not leder(e) and har != jag:
        if inom and kund.kundansvarig_id == jag:
            raise Nekad("utlanat", f"Ärendet är då hos {_namn(e, har)}. Ta tillbaka det först.")
        raise Nekad("inte_kundansvarig", "Bara den som har ärendet, eller en arbetsledare, lämnar över det.")
    if till.id == har:
        raise Nekad("redan", f"{till.namn} har redan ärendet.", "till")
    if till.id == kund.kundansvarig_id or till.id in {x.fran_id for x in inom}:
        raise Nekad("tillbaka", f"Ärendet kommer från {till.namn}. Lämna tillbaka det i stället.", "till")
    return Overlamning(
        kund_id=kund.id, fran_id=har, till_id=till.id, datum=dag, ater=ater, skal=o.skal.strip() or None
    )  # fmt: skip


def _notiser(
    e: Arbetsenhet, till: Handlaggare, nya: list[Overlamning], slut: list[Overlamning],
    insatser: dict[int, list[Insats]],
) -> None:  # fmt: skip
    """One notice for all that was handed over together; those of later days are written now."""
    e.session.flush()
    insats_id = next(iter(insatser.values()))[0].id if len(nya) == 1 else None
    for (fran_id, datum, ater), ov in _grupper(nya, lambda o: (o.fran_id, o.datum, o.ater)):
        fran = notiser.anvandare(e, fran_id)
        notiser.skriv(e, (till.anvandare, fran), "overlamnat", insats_id, ov=ov)
        if ater is not None:
            if datum > e.idag:
                notiser.skriv(e, (till.anvandare,), "vikarie_borjar", insats_id, datum, ov=ov)
            notiser.skriv(e, (till.anvandare,), "vikarie_slut", insats_id, ater, ov=ov)
            notiser.skriv(e, (fran,), "vikarie_ater", insats_id, ater, ov=ov)
    for (_, vikarie_id), ov in _grupper(slut, lambda o: (o.fran_id, o.till_id)):
        if vikarie_id != till.id:
            notiser.skriv(e, (notiser.anvandare(e, vikarie_id),), "overlamning_ater", insats_id, ov=ov)


def _grupper(rader: Sequence[Overlamning], efter: Callable[[Overlamning], G]) -> list[tuple[G, list[int]]]:
    """Ids of those that are told of in one sentence."""
    ut: dict[G, list[int]] = {}
    for o in rader:
        ut.setdefault(efter(o), []).append(o.id)
    return list(ut.items())


# --- Taking back ------------------------------------------------------------------------------------------------


def ta_tillbaka(e: Arbetsenhet, insats: str, overlamning_id: int, sedd_version: int) -> Andring:
    """Before its day: by whose it is, by whoever has it, or by an arbetsledare. What was passed on goes with it."""
    krav_arenderatt(e)
    i = hamta_insats(e, insats)
    # As `lamna_over` does: whoever has it may be passing it on at this moment.
    las_raden(e, i)
    las_raden(e, e.session.get_one(Kund, i.kund_id))
    sedd = e.session.get(Overlamning, overlamning_id)
    if sedd is None or sedd.kund_id != i.kund_id:
        raise Nekad("okant_mal", "Överlämningen finns inte. Hämta om ärendet.")
    kontrollera_version(e, sedd, sedd_version, {})
    kedja = _galler(e, i.kund_id)
    if sedd not in kedja:
        raise Nekad("redan", "Ärendet är redan tillbaka.")
    if sedd not in _att_ta_tillbaka(e, i, kedja):
        raise Nekad("inte_kundansvarig", "Bara den som har lämnat över ärendet, eller en arbetsledare, tar tillbaka.")
    slut = [o for o in kedja if o.id >= sedd.id and sedd.datum <= o.datum < _ater(sedd)]
    with handling(e, "overlamning_ater", "insats", "kund", "overlamning") as h:
        if i.skydd is not None and not (e.lokal or leder(e) or i.kundansvarig_id == e.aktor.handlaggare_id):
            # As in `_for_gott`: whoever has them for a while does not see them any more when it is done.
            e.sist.append(
                (
                    "SELECT ratt.lamna_tillbaka(:ov, :dag, :efter)",
                    {"ov": [o.id for o in slut], "dag": e.idag, "efter": e.nu},
                )
            )
        else:
            _avsluta(e, slut)
        for andra in e.session.scalars(select(Insats).where(Insats.kund_id == i.kund_id)):
            h.anteckna(andra, "overlamnad", "åter")
            h.insats(andra)
        berorda = [notiser.anvandare(e, x) for x in {*(o.till_id for o in slut), sedd.fran_id}]
        notiser.skriv(e, berorda, "overlamning_ater", i.id, ov=[sedd.id])
    return h.andring


def _att_ta_tillbaka(e: Arbetsenhet, i: Insats, kedja: list[Overlamning]) -> list[Overlamning]:
    """What the actor may end: of the period under way what is theirs to end, and what is planned from or to them."""
    jag = e.aktor.handlaggare_id
    rar = leder(e) or (jag is not None and jag == i.kundansvarig_id)
    pagar = [o for o in kedja if o.datum <= e.idag]
    if pagar and pagar[-1].till_id == jag:
        ut = pagar[-1:]
    elif rar:
        ut = pagar[:1]
    else:
        ut = [o for o in pagar if o.fran_id == jag][:1]
    return ut + [
        o for o in kedja
        if o.datum > e.idag and (jag in (o.fran_id, o.till_id) or (rar and o.fran_id == i.kundansvarig_id))
    ]  # fmt: skip


def _avsluta(e: Arbetsenhet, rader: Sequence[Overlamning]) -> None:
    """They hold from today no more; what would have been told of them later is not."""
    for o in rader:
        o.aterford = e.idag
        notiser.stryk_kommande(e, (o.id,), (notiser.anvandare(e, o.fran_id), notiser.anvandare(e, o.till_id)))


def _galler(e: Arbetsenhet, kund_id: int) -> list[Overlamning]:
    """Hand-overs with a date back that are in force today or will be, in the order they were made."""
    q = select(Overlamning).where(
        Overlamning.kund_id == kund_id, Overlamning.ater > e.idag,
        or_(Overlamning.aterford.is_(None), Overlamning.aterford > e.idag),
    )  # fmt: skip
    return list(e.session.scalars(q.order_by(Overlamning.id)))


def _ater(o: Overlamning) -> date:
    assert o.ater is not None  # noqa: S101 - _galler gives none without
    return o.ater


def _namn(e: Arbetsenhet, id_: int | None) -> str:
    return e.session.scalar(select(Handlaggare.namn).where(Handlaggare.id == id_)) or ""


def historia(e: Arbetsenhet, kund_id: int) -> list[tuple[date, str, str]]:
    """(day, what, message) of every hand-over of a kund and every return, for the timeline of its cases."""
    rader: list[Any] = list(
        e.session.execute(
            select(Overlamning.datum, Overlamning.ater, Overlamning.aterford, Overlamning.skal, Handlaggare.namn)
            .join(Handlaggare, Handlaggare.id == Overlamning.till_id)
            .where(Overlamning.kund_id == kund_id)
            .order_by(Overlamning.id)
        )
    )
    ut = []
    for r in rader:
        if r.ater is None:
            ut.append((r.datum, f"Överlämnat till {r.namn}", r.skal or ""))
            continue
        if r.aterford is None or r.aterford > r.datum:
            ut.append((r.datum, f"Hos {r.namn} som vikarie", r.skal or f"Åter {datum_langt(r.ater)}."))
        elif r.aterford <= r.datum:
            ut.append((r.aterford, f"Överlämning till {r.namn} togs tillbaka", r.skal or ""))
            continue
        ut.append((min(r.aterford or r.ater, r.ater), f"Åter från {r.namn}", ""))
    return ut
