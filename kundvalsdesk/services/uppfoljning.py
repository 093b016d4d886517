"""The uppföljningsplan of a kundval and year: set up, placed in tertials, decided, followed, reported.

    with enhet(..., skriv=True) as e:
        skapa(e, "Kulturnämnden", "Kulturskola", (), "allman", 2026)
        besluta(e, plan_id, version, dag, "§ 12")

A plan that the nämnd has decided is changed with a reason, and says so itself ever after (Uppfoljningsandring).
Others hang their tables on `uppfoljning`: `planen` gives the row, `krav_skriver` says who may write.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import Anordnare, Bas, Uppfoljning, Uppfoljningsandring, Uppfoljningskrav, Uppfoljningssteg
from ..rules.formular import KUNDVAL
from ..rules.sortering import sokform, sortnyckel
from ..rules.trafikljus import kvar_for, ljus
from ..rules.uppfoljning import (
    BESLUTAD,
    REDOVISAD,
    UTKAST,
    Plansteg,
    flytta,
    frist,
    placera,
    saknas,
)
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .handling import handling, kontrollera_version, krav_roll, redan_gjord
from .typer import Andring
from .uppfoljningsmodell import modell
from .uppfoljningstyper import ROLLER, SKRIVER, Andringsrad, Attgora, Kravrad, Oversikt, Plan, Planrad, Saknad, Stegrad

FORSTA_AR, SISTA_AR = 2000, 2090
LANGST_NAMN = 120
DEL = "uppfoljning"
_EGNA = {"uppfoljningssteg", "uppfoljningskrav", "uppfoljningsandring"}


def krav_skriver(e: Arbetsenhet) -> None:
    krav_roll(e.aktor, SKRIVER)


def planen(e: Arbetsenhet, plan_id: int) -> Uppfoljning:
    """The row. Raises Nekad where there is none."""
    rad = e.session.get(Uppfoljning, plan_id)
    if rad is None:
        raise Nekad("ingen_plan", "Uppföljningen finns inte. Hämta om listan.")
    return rad


def krav_anordnare(e: Arbetsenhet, anordnare_id: int) -> None:
    """Raises Nekad at the field for one that is not there."""
    if e.session.get(Anordnare, anordnare_id) is None:
        raise Nekad("anordnare", "Välj en anordnare i listan.", "anordnare")


def krav_ar(ar: int) -> None:
    if not FORSTA_AR <= ar <= SISTA_AR:
        raise Nekad("ar", f"Skriv ett år från {FORSTA_AR} till {SISTA_AR}.", "ar")


# --- What there is -------------------------------------------------------------------------------------------------


def lista(e: Arbetsenhet, ar: int | None = None) -> tuple[Planrad, ...]:
    """All plans, or those of a year; the latest year first, then by nämnd and kundval."""
    krav_roll(e.aktor, *ROLLER)
    q = select(Uppfoljning) if ar is None else select(Uppfoljning).where(Uppfoljning.ar == ar)
    planer = list(e.session.scalars(q))
    steg, krav = _stegen(e, [p.id for p in planer]), _kraven(e, [p.id for p in planer])
    rader = [_planrad(e, p, steg.get(p.id, []), krav.get(p.id, {})) for p in planer]
    return tuple(sorted(rader, key=lambda r: (-r.ar, sortnyckel(r.namnd), sortnyckel(r.kundval))))


def aren(e: Arbetsenhet) -> tuple[int, ...]:
    """The years that have a plan, the latest first."""
    krav_roll(e.aktor, *ROLLER)
    return tuple(e.session.scalars(select(Uppfoljning.ar).distinct().order_by(Uppfoljning.ar.desc())))


def hitta(e: Arbetsenhet, ar: int, kundval: str, namnd: str = "") -> int:
    """The number of a plan by what people call it: the name of the kundval, or one of our codes that it holds."""
    krav_roll(e.aktor, *ROLLER)
    krav_ar(ar)
    sokt, hos = sokform(kundval), sokform(namnd)
    traffar = [
        p
        for p in e.session.scalars(select(Uppfoljning).where(Uppfoljning.ar == ar))
        if (sokform(p.kundval) == sokt or kundval.upper() in koderna(p)) and (not hos or sokform(p.namnd) == hos)
    ]
    if not traffar:
        raise Nekad("ingen_plan", f"Det finns ingen uppföljning av {kundval} {ar}. Skapa den först.", "kundval")
    if len(traffar) > 1:
        raise Nekad("flera", f"Flera nämnder har ett kundval som heter {kundval}. Ange nämnden också.", "namnd")
    return traffar[0].id


def stegets_plan(e: Arbetsenhet, steg_id: int) -> int:
    """The number of the plan that a step stands in."""
    krav_roll(e.aktor, *ROLLER)
    s = e.session.get(Uppfoljningssteg, steg_id)
    if s is None:
        raise Nekad("inget_steg", "Steget finns inte längre. Hämta om planen.")
    return s.uppfoljning_id


def hamta(e: Arbetsenhet, plan_id: int) -> Plan:
    """A plan with its steps in order of time, the demands, and what has been changed since it was decided."""
    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    steg, krav = _stegen(e, [p.id]).get(p.id, []), _kraven(e, [p.id]).get(p.id, {})
    a = Uppfoljningsandring
    andringar = e.session.scalars(select(a).where(a.uppfoljning_id == p.id).order_by(a.id))
    return Plan(
        _planrad(e, p, steg, krav),
        tuple(_stegrad(e, s) for s in steg),
        tuple(
            Kravrad(
                k.kod,
                k.namn,
                k.hjalp,
                x.uppfyllt if (x := krav.get(k.kod)) else None,
                x.belagg if x else "",
                x.version if x else 0,
            )
            for k in modell().krav
        ),
        tuple(Andringsrad(x.datum, x.andrad_av, x.vad, x.skal) for x in andringar),
    )


def att_gora(e: Arbetsenhet, *, kommande: bool = False) -> tuple[Attgora, ...]:
    """The steps of all plans that are not done, the one due first at the top. `kommande`: also those whose tertial
    has not come."""
    krav_roll(e.aktor, *ROLLER)
    q = (
        select(Uppfoljningssteg, Uppfoljning)
        .join(Uppfoljning, Uppfoljning.id == Uppfoljningssteg.uppfoljning_id)
        .where(Uppfoljningssteg.klar.is_(None))
        .order_by(Uppfoljningssteg.forfaller, Uppfoljningssteg.id)
    )
    alla = [Attgora(_stegrad(e, s), p.kundval, p.namnd, p.ar) for s, p in e.session.execute(q)]
    return tuple(a for a in alla if kommande or a.steg.ljus)


def oversikt(e: Arbetsenhet, ar: int) -> Oversikt:
    """All nämnder's plans of a year. A kundval that had one the year before is missed if it has none."""
    krav_ar(ar)
    planer = lista(e, ar)
    finns = {(sokform(p.namnd), sokform(p.kundval)) for p in planer}
    fore = e.session.execute(select(Uppfoljning.namnd, Uppfoljning.kundval).where(Uppfoljning.ar == ar - 1))
    saknade = [Saknad(n, k) for n, k in fore if (sokform(n), sokform(k)) not in finns]
    return Oversikt(ar, planer, tuple(sorted(saknade, key=lambda s: (sortnyckel(s.namnd), sortnyckel(s.kundval)))))


def koderna(p: Uppfoljning) -> tuple[str, ...]:
    return tuple(k for k in p.koder.split(",") if k)


def koder_ur(text: str) -> tuple[str, ...]:
    """Codes as people write them: with commas or blanks between."""
    return tuple(dict.fromkeys(text.upper().replace(",", " ").split()))


def _stegen(e: Arbetsenhet, ids: list[int]) -> dict[int, list[Uppfoljningssteg]]:
    s = Uppfoljningssteg
    q = select(s).where(s.uppfoljning_id.in_(ids)).order_by(s.tertial, s.forfaller, s.steg, s.id)
    ut: dict[int, list[Uppfoljningssteg]] = {}
    for rad in e.session.scalars(q):
        ut.setdefault(rad.uppfoljning_id, []).append(rad)
    return ut


def _kraven(e: Arbetsenhet, ids: list[int]) -> dict[int, dict[str, Uppfoljningskrav]]:
    k = Uppfoljningskrav
    ut: dict[int, dict[str, Uppfoljningskrav]] = {}
    for rad in e.session.scalars(select(k).where(k.uppfoljning_id.in_(ids))):
        ut.setdefault(rad.uppfoljning_id, {})[rad.krav] = rad
    return ut


def _planrad(
    e: Arbetsenhet, p: Uppfoljning, steg: list[Uppfoljningssteg], krav: dict[str, Uppfoljningskrav]
) -> Planrad:  # fmt: skip
    antal: dict[str, int] = {}
    for s in steg:
        if (x := _stegrad(e, s).ljus) not in ("", "klar"):
            antal[x] = antal.get(x, 0) + 1
    brister = saknas(
        modell(), p.lage, (Plansteg(s.steg, s.tertial, s.forfaller, s.ansvarig, s.klar) for s in steg),
        (kod for kod, k in krav.items() if k.uppfyllt is not None),
    )  # fmt: skip
    return Planrad(
        p.id, p.ar, p.namnd, p.kundval, koderna(p), p.lage, p.beslutad, p.beslut, p.redovisad, p.tema, len(steg),
        sum(s.klar is not None for s in steg), antal, min((s.forfaller for s in steg if s.klar is None), default=None),
        brister, p.version,
    )  # fmt: skip


def _stegrad(e: Arbetsenhet, s: Uppfoljningssteg) -> Stegrad:
    m = modell()
    namn = m.stegets(s.steg).namn
    f = frist(Plansteg(s.steg, s.tertial, s.forfaller, s.ansvarig, s.klar), m.gul_kvar, namn, m.kalla)
    return Stegrad(
        s.id, s.uppfoljning_id, s.steg, namn, s.rubrik, s.beskrivning, s.tertial, s.ansvarig, s.forfaller, s.klar,
        s.klar_av or "", s.notering, "klar" if s.klar else ljus(f, e.idag) or "", kvar_for(f, e.idag), s.version,
    )  # fmt: skip


# --- A plan --------------------------------------------------------------------------------------------------------


def skapa(e: Arbetsenhet, namnd: str, kundval: str, koder: Iterable[str], mall: str, ar: int) -> Andring:
    """Sets one up from a template. Raises Nekad for what is there already."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    m = modell().mall(mall)
    if m is None:
        raise Nekad("mall", f"Mallen finns inte. Välj {', '.join(x.kod for x in modell().mallar)}.", "mall")
    p = _ny_plan(e, namnd, kundval, tuple(dict.fromkeys(koder)), ar)
    p.mall = m.kod
    with handling(e, "uppfoljning_skapa", DEL) as h:
        e.session.add(p)
        e.session.flush()
        e.session.add_all(
            Uppfoljningssteg(
                uppfoljning_id=p.id, steg=s.steg, rubrik=s.rubrik, beskrivning=s.text, tertial=s.tertial,
                ansvarig=s.ansvarig, forfaller=placera(s, ar),
            )
            for s in m.steg
        )  # fmt: skip
        e.session.add_all(Uppfoljningskrav(uppfoljning_id=p.id, krav=k.kod) for k in modell().krav)
    return h.andring


def kopiera(e: Arbetsenhet, plan_id: int, ar: int) -> Andring:
    """The plan of another year from this one: every step on the corresponding arbetsdag, nothing done, not decided.
    What shows that the demands are met comes with it, unticked: it is to be read again."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    fran = planen(e, plan_id)
    p = _ny_plan(e, fran.namnd, fran.kundval, koderna(fran), ar)
    steg, krav = _stegen(e, [fran.id]).get(fran.id, []), _kraven(e, [fran.id]).get(fran.id, {})
    with handling(e, "uppfoljning_kopiera", DEL) as h:
        e.session.add(p)
        e.session.flush()
        e.session.add_all(
            Uppfoljningssteg(
                uppfoljning_id=p.id, steg=s.steg, rubrik=s.rubrik, beskrivning=s.beskrivning, tertial=s.tertial,
                ansvarig=s.ansvarig, forfaller=flytta(s.forfaller, ar),
            )
            for s in steg
        )  # fmt: skip
        e.session.add_all(
            Uppfoljningskrav(uppfoljning_id=p.id, krav=k.kod, belagg=krav[k.kod].belagg if k.kod in krav else "")
            for k in modell().krav
        )
    return h.andring


def _ny_plan(e: Arbetsenhet, namnd: str, kundval: str, koder: tuple[str, ...], ar: int) -> Uppfoljning:
    krav_ar(ar)
    namnd, kundval = krav_text(namnd, "Nämnden", "namnd"), krav_text(kundval, "Kundvalet", "kundval")
    for falt, v in (("namnd", namnd), ("kundval", kundval)):
        if len(v) > LANGST_NAMN:
            raise Nekad("lang", f"Skriv högst {LANGST_NAMN} tecken.", falt)
    for k in koder:
        if k not in KUNDVAL:
            raise Nekad("koder", f"Kundvalet {k} finns inte i programmet. Välj bland {', '.join(KUNDVAL)}.", "koder")
    for p in e.session.scalars(select(Uppfoljning).where(Uppfoljning.ar == ar)):
        if (sokform(p.namnd), sokform(p.kundval)) == (sokform(namnd), sokform(kundval)):
            raise Nekad("finns", f"Det finns redan en uppföljning av {p.kundval} {ar}.", "kundval")
        if dubbla := [k for k in koder if k in koderna(p)]:
            raise Nekad("finns", f"{dubbla[0]} ingår redan i uppföljningen av {p.kundval} {ar}.", "koder")
    return Uppfoljning(ar=ar, namnd=namnd, kundval=kundval, koder=",".join(koder), skapad=e.idag)


def andra(e: Arbetsenhet, plan_id: int, sedd_version: int, tema: str) -> Andring:
    """The tema of the year and its fokusfrågor: chosen in step 1, so also after the plan was decided."""
    krav_skriver(e)
    p = planen(e, plan_id)
    kontrollera_version(e, p, sedd_version, {"tema": tema.strip()})
    with handling(e, "uppfoljning_andra", DEL) as h:
        p.tema = tema.strip()
    return h.andring


def ta_bort(e: Arbetsenhet, plan_id: int, sedd_version: int) -> Andring:
    """A plan that was set up by mistake: not decided, nothing of it done, nothing hung on it."""
    krav_skriver(e)
    p = planen(e, plan_id)
    kontrollera_version(e, p, sedd_version, {})
    if p.lage != UTKAST:
        raise Nekad("beslutad", "Planen är beslutad och tas inte bort.")
    steg, krav = _stegen(e, [p.id]).get(p.id, []), _kraven(e, [p.id]).get(p.id, {})
    if any(s.klar for s in steg):
        raise Nekad("pagar", "Ett steg är klart. Öppna det igen, om uppföljningen ska tas bort.")
    for t in Bas.metadata.sorted_tables:
        pekar = [f.parent for f in t.foreign_keys if f.column.table.name == "uppfoljning"]
        if t.name not in _EGNA and pekar and e.session.scalar(select(func.count()).where(pekar[0] == p.id)):
            raise Nekad("anvands", "Uppföljningen har redan börjat användas och tas inte bort.")
    with handling(e, "uppfoljning_ta_bort", DEL) as h:
        andringar = select(Uppfoljningsandring.id).where(Uppfoljningsandring.uppfoljning_id == p.id)
        if e.session.scalar(andringar.limit(1)):
            raise Nekad("beslutad", "Planen har varit beslutad och tas inte bort.")
        for rad in (*steg, *krav.values()):
            e.session.delete(rad)
        e.session.flush()
        e.session.delete(p)
    return h.andring


def besluta(e: Arbetsenhet, plan_id: int, sedd_version: int, dag: date, beslut: str) -> Andring:
    """The nämnd has decided the plan. `beslut`: its paragraph or dnr. The plan must hold all eight steps, each with
    somebody who answers for it; demands that are not ticked are said, not forbidden."""
    krav_skriver(e)
    p = planen(e, plan_id)
    kontrollera_version(e, p, sedd_version, {"beslutad": dag, "beslut": beslut.strip()})
    _krav_lage(p, UTKAST, "Planen är redan beslutad.")
    inte_framtid(e, dag)
    b = _planrad(e, p, _stegen(e, [p.id]).get(p.id, []), _kraven(e, [p.id]).get(p.id, {})).brister
    if b.steg:
        raise Nekad("steg", f"Planen saknar steg {b.steg[0]}, {modell().stegets(b.steg[0]).namn.lower()}.")
    if b.utan_ansvarig:
        raise Nekad("ansvarig", f"Ingen ansvarig står för steg {b.utan_ansvarig[0]}. Fyll i det först.")
    with handling(e, "uppfoljning_besluta", DEL) as h:
        p.lage, p.beslutad, p.beslut = BESLUTAD, dag, krav_text(beslut, "Paragraf eller diarienummer", "beslut")
    return h.andring


def redovisa(e: Arbetsenhet, plan_id: int, sedd_version: int, dag: date) -> Andring:
    """The decided plan has been reported to kommunstyrelsen."""
    krav_skriver(e)
    p = planen(e, plan_id)
    kontrollera_version(e, p, sedd_version, {"redovisad": dag})
    _krav_lage(p, BESLUTAD, "Planen rapporteras till kommunstyrelsen när nämnden har beslutat den.")
    inte_framtid(e, dag)
    if p.beslutad is not None and dag < p.beslutad:
        raise Nekad("datum", "Dagen ligger före nämndens beslut.", "datum")
    with handling(e, "uppfoljning_redovisa", DEL) as h:
        p.lage, p.redovisad = REDOVISAD, dag
    return h.andring


def aterta(e: Arbetsenhet, plan_id: int, sedd_version: int, skal: str) -> Andring:
    """What was registered last of the two above is taken back: it was wrong. The plan says so."""
    krav_skriver(e)
    p = planen(e, plan_id)
    kontrollera_version(e, p, sedd_version, {})
    if p.lage == UTKAST:
        raise Nekad("lage", "Det finns inget beslut att ta tillbaka.")
    vad = "Rapporteringen till kommunstyrelsen" if p.lage == REDOVISAD else "Nämndens beslut"
    with handling(e, "uppfoljning_aterta", DEL) as h:
        skriv_andring(e, p, f"{vad} togs tillbaka", skal)
        if p.lage == REDOVISAD:
            p.lage, p.redovisad = BESLUTAD, None
        else:
            p.lage, p.beslutad, p.beslut = UTKAST, None, ""
    return h.andring


def _krav_lage(p: Uppfoljning, lage: str, mening: str) -> None:
    if p.lage != lage:
        raise Nekad("lage", mening)


def inte_framtid(e: Arbetsenhet, dag: date) -> None:
    if dag > e.idag:
        raise Nekad("framtid", "Dagen ligger i framtiden.", "datum")


def skriv_andring(e: Arbetsenhet, p: Uppfoljning, vad: str, skal: str) -> None:
    """Before the change itself: the shared database asks for it."""
    skal = krav_text(skal, "Planen är beslutad. Skälet till ändringen", "skal")
    e.session.add(Uppfoljningsandring(uppfoljning_id=p.id, datum=e.idag, andrad_av=e.aktor.namn, vad=vad, skal=skal))
    with e.session.no_autoflush:
        e.session.flush()
