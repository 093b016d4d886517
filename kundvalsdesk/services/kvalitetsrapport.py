"""The kvalitetsrapport of a kundval and year: written section by section, read and commented on, decided, locked.

    with enhet(..., skriv=True) as e:
        skapa(e, plan_id, date(2025, 1, 1), date(2025, 12, 31))
        spara_avsnitt(e, avsnitt_id, version, "Resultat", "Av {Tabell 4; Totalt; Avslutade} …")
        besluta(e, rapport_id, version, dag, "§ 45")

Its figures are drawn anew each time it is read, from one read of the tables. When the nämnd has decided it the tables
and the document stay as they were that day, whatever becomes of the cases (`Rapportbeslut`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import (
    Avsnittskommentar,
    Avsnittsversion,
    Kvalitetsrapport,
    Rapportavsnitt,
    Rapportbeslut,
    Uppfoljning,
)
from ..rules.kvalitetsrapport import ARET_FORE, Underlag, fyll
from ..rules.sortering import sortnyckel
from . import bedomningstabeller, kvalitetsunderlag
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .handling import handling, kontrollera_version, krav_roll, las_raden, redan_gjord
from .kvalitetsrapportmall import avsnitt as mallens_avsnitt
from .kvalitetsrapporttyper import (
    BESLUTAD,
    LASER,
    RUBRIK,
    SKRIVER,
    UTKAST,
    Avsnittsrad,
    Beslutsrad,
    Borttaget,
    Kommentarrad,
    Rapport,
    Rapportrad,
    Versionsrad,
)
from .statistiktyper import Statistiksvar, Urval
from .typer import Andring, Framsteg
from .uppfoljning import inte_framtid, koderna, krav_skriver, planen

DEL = "uppfoljning"
_LAST = "Rapporten är beslutad och ändras inte mer."
Rapportera = Callable[[Framsteg], None]


# --- reading --------------------------------------------------------------------------------------------------------


def rapporten(e: Arbetsenhet, rapport_id: int) -> Kvalitetsrapport:
    rad = e.session.get(Kvalitetsrapport, rapport_id)
    if rad is None:
        raise Nekad("ingen_rapport", "Kvalitetsrapporten finns inte. Hämta om listan.")
    return rad


def av_planen(e: Arbetsenhet, plan_id: int) -> int | None:
    """The number of an uppföljning's report, None where it has none yet."""
    krav_roll(e.aktor, *LASER)
    return e.session.scalar(select(Kvalitetsrapport.id).where(Kvalitetsrapport.uppfoljning_id == plan_id))


def lista(e: Arbetsenhet) -> tuple[Rapportrad, ...]:
    """All reports, the latest year first."""
    krav_roll(e.aktor, *LASER)
    rader = [_rapportrad(e, r) for r in e.session.scalars(select(Kvalitetsrapport))]
    return tuple(sorted(rader, key=lambda r: (-r.ar, sortnyckel(r.namnd), sortnyckel(r.kundval))))


def hamta(
    e: Arbetsenhet, rapport_id: int, framsteg: Rapportera | None = None, *, fore: bool = False
) -> Rapport:  # fmt: skip
    """A report with its sections filled in. `fore`: the tables of the year before also where no section asks."""
    krav_roll(e.aktor, *LASER)
    r = rapporten(e, rapport_id)
    beslut = _beslutet(e, r.id)
    svar = None
    if beslut is not None:
        underlag = kvalitetsunderlag.ur_text(
            e.session.scalars(select(Rapportbeslut.underlag).where(Rapportbeslut.kvalitetsrapport_id == r.id)).one()
        )
    else:
        underlag, svar = _nu(e, r, framsteg, fore=fore)
    return _rapport(e, r, underlag, beslut, svar)


def _nu(
    e: Arbetsenhet, r: Kvalitetsrapport, framsteg: Rapportera | None = None, *, fore: bool = False
) -> tuple[Underlag, Statistiksvar | None]:  # fmt: skip
    """The tables as they are; of another nämnd's kundval the program knows no insatser."""
    u = urvalet(r)
    fore = fore or any(
        ARET_FORE in " ".join(a.text.casefold().split()) for a in _avsnitten(e, r.id) if a.borttaget is None
    )
    mer, kvar = bedomningstabeller.tabeller(e, r.uppfoljning_id)
    if not koderna(planen(e, r.uppfoljning_id)):
        return replace(kvalitetsunderlag.tomt(u, mer), ogranskade=kvar), None
    underlag, svar = kvalitetsunderlag.hamta(e, u, framsteg, fore=fore, mer=mer)
    return replace(underlag, ogranskade=kvar), svar


def _rapport(
    e: Arbetsenhet, r: Kvalitetsrapport, underlag: Underlag, beslut: Beslutsrad | None, svar: Statistiksvar | None
) -> Rapport:  # fmt: skip
    alla = _avsnitten(e, r.id)
    kvar = [a for a in alla if a.borttaget is None]
    borttagna = tuple(Borttaget(a.id, a.rubrik, a.borttaget, a.version) for a in alla if a.borttaget is not None)
    return Rapport(
        _rapportrad(e, r), urvalet(r), _numrerade(kvar, _kommentarerna(e, [a.id for a in alla])), borttagna, underlag,
        fyll([a.text for a in kvar], underlag), beslut, e.aktor.har(SKRIVER), svar,
    )  # fmt: skip


def urvalet(r: Kvalitetsrapport) -> Urval:
    return Urval(r.fran, r.till, r.kundval or None)


def versioner(e: Arbetsenhet, avsnitt_id: int) -> tuple[Versionsrad, ...]:
    """A section as it has been saved, the latest first."""
    krav_roll(e.aktor, *LASER)
    v = Avsnittsversion
    q = select(v).where(v.rapportavsnitt_id == avsnitt_id).order_by(v.nummer.desc())
    return tuple(Versionsrad(x.nummer, x.rubrik, x.text, x.sparad, x.sparad_av) for x in e.session.scalars(q))


def dokumentet(e: Arbetsenhet, rapport_id: int) -> bytes:
    """The document of a decided report, as it was decided. Raises Nekad where it is not what it was."""
    krav_roll(e.aktor, *LASER)
    b = Rapportbeslut
    rad = e.session.execute(select(b.innehall, b.sha256).where(b.kvalitetsrapport_id == rapport_id)).one_or_none()
    if rad is None:
        raise Nekad("utkast", "Rapporten är inte beslutad.")
    innehall = bytes(rad.innehall)
    if sha256(innehall).hexdigest() != rad.sha256:
        raise Nekad("andrat", "Dokumentet är inte det som beslutades. Meddela systemspecialisten.")
    return innehall


def _beslutet(e: Arbetsenhet, rapport_id: int) -> Beslutsrad | None:
    b = Rapportbeslut
    q = select(b.datum, b.paragraf, b.registrerad_av, b.sha256).where(b.kvalitetsrapport_id == rapport_id)
    rad = e.session.execute(q).one_or_none()
    return Beslutsrad(*rad) if rad is not None else None


def _avsnitten(e: Arbetsenhet, rapport_id: int) -> list[Rapportavsnitt]:
    a = Rapportavsnitt
    q = select(a).where(a.kvalitetsrapport_id == rapport_id).order_by(a.ordning, a.id)
    return list(e.session.scalars(q))


def _kommentarerna(e: Arbetsenhet, ids: Sequence[int]) -> dict[int, list[Kommentarrad]]:
    k = Avsnittskommentar
    ut: dict[int, list[Kommentarrad]] = {}
    for x in e.session.scalars(select(k).where(k.rapportavsnitt_id.in_(ids)).order_by(k.id)):
        ut.setdefault(x.rapportavsnitt_id, []).append(
            Kommentarrad(x.id, x.rapportavsnitt_id, x.text, x.skriven, x.skriven_av, x.svar, x.besvarad,
                         x.besvarad_av or "", x.version)
        )  # fmt: skip
    return ut


def _numrerade(alla: Sequence[Rapportavsnitt], kommentarer: dict[int, list[Kommentarrad]]) -> tuple[Avsnittsrad, ...]:
    ut, forst, andra = [], 0, 0
    for a in alla:
        if a.niva == 1 or not forst:
            forst, andra, nummer = forst + 1, 0, str(forst + 1)
        else:
            andra += 1
            nummer = f"{forst}.{andra}"
        ut.append(
            Avsnittsrad(a.id, nummer, a.niva, a.rubrik, a.text, a.version, tuple(kommentarer.get(a.id, ())))
        )  # fmt: skip
    return tuple(ut)


def _rapportrad(e: Arbetsenhet, r: Kvalitetsrapport) -> Rapportrad:
    p = planen(e, r.uppfoljning_id)
    a, k, beslut = Rapportavsnitt, Avsnittskommentar, _beslutet(e, r.id)
    kvar = (a.kvalitetsrapport_id == r.id, a.borttaget.is_(None))
    avsnitt = e.session.scalar(select(func.count()).select_from(a).where(*kvar)) or 0
    oppna = e.session.scalar(
        select(func.count()).select_from(k).join(a, a.id == k.rapportavsnitt_id).where(*kvar, k.besvarad.is_(None))
    )
    return Rapportrad(
        r.id, p.id, p.ar, p.namnd, p.kundval, r.titel, r.lage, beslut.datum if beslut else None,
        beslut.paragraf if beslut else "", avsnitt, oppna or 0, r.version,
    )  # fmt: skip


# --- writing --------------------------------------------------------------------------------------------------------


def skapa(e: Arbetsenhet, plan_id: int) -> Andring:
    """The report of an uppföljning, of the whole year before it or, where that is over, of its own; with the sections
    of the template."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    las_raden(e, p)
    if av_planen(e, plan_id) is not None:
        raise Nekad("finns", f"Det finns redan en kvalitetsrapport för {p.kundval} {p.ar}.")
    ar = _rapportens_ar(e, p)
    koder = koderna(p)
    r = Kvalitetsrapport(
        uppfoljning_id=p.id, titel=f"Kvalitetsrapport {p.kundval} {ar}"[:RUBRIK], fran=date(ar, 1, 1),
        till=date(ar, 12, 31), kundval=koder[0] if len(koder) == 1 else "", lage=UTKAST, skapad=e.idag,
    )  # fmt: skip
    u = _nu(e, r)[0]
    with handling(e, "kvalitetsrapport_skapa", DEL) as h:
        e.session.add(r)
        e.session.flush()
        for nr, m in enumerate(mallens_avsnitt(u), 1):
            a = Rapportavsnitt(
                kvalitetsrapport_id=r.id, ordning=nr, niva=m.niva, rubrik=m.rubrik[:RUBRIK], text=m.text
            )
            e.session.add(a)
            e.session.flush()
            _ny_version(e, a)
    return h.andring


def _rapportens_ar(e: Arbetsenhet, p: Uppfoljning) -> int:
    return p.ar if e.idag.year > p.ar else p.ar - 1


def andra(
    e: Arbetsenhet, rapport_id: int, sedd_version: int, titel: str, fran: date, till: date, kundval: str
) -> Andring:  # fmt: skip
    """Title, period and which kundval: every figure in it follows."""
    krav_skriver(e)
    r = _skrivbar(e, rapport_id)
    titel = krav_text(titel, "Titeln", "titel")
    kontrollera_version(e, r, sedd_version, {"titel": titel, "fran": fran, "till": till, "kundval": kundval})
    if fran > till:
        raise Nekad("period", "Periodens första dag ligger efter den sista. Byt plats på dem.", "fran")
    if kundval and kundval not in koderna(planen(e, r.uppfoljning_id)):
        raise Nekad("kundval", "Välj ett kundval som ingår i uppföljningen, eller alla.", "kundval")
    with handling(e, "kvalitetsrapport_andra", DEL) as h:
        r.titel, r.fran, r.till, r.kundval = titel, fran, till, kundval
    return h.andring


def _skrivbar(e: Arbetsenhet, rapport_id: int) -> Kvalitetsrapport:
    """The report, held until the end: nobody decides it while a section of it changes."""
    r = rapporten(e, rapport_id)
    las_raden(e, r)
    if r.lage != UTKAST:
        raise Nekad("beslutad", _LAST)
    return r


def _avsnittet(e: Arbetsenhet, avsnitt_id: int) -> Rapportavsnitt:
    a = e.session.get(Rapportavsnitt, avsnitt_id)
    if a is None:
        raise Nekad("inget_avsnitt", "Avsnittet finns inte. Hämta om rapporten.")
    return a


def _ny_version(e: Arbetsenhet, a: Rapportavsnitt) -> None:
    v = Avsnittsversion
    sist = e.session.scalar(select(func.max(v.nummer)).where(v.rapportavsnitt_id == a.id)) or 0
    e.session.add(
        v(rapportavsnitt_id=a.id, nummer=sist + 1, rubrik=a.rubrik, text=a.text, sparad=e.nu, sparad_av=e.aktor.namn)
    )


def lagg_till_avsnitt(e: Arbetsenhet, rapport_id: int, rubrik: str, niva: int, efter: int = 0) -> Andring:
    """A new section, after another (its number) or last."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    r = _skrivbar(e, rapport_id)
    rubrik, niva = _rubriken(rubrik), _nivan(niva)
    with handling(e, "rapportavsnitt_lagg_till", DEL) as h:
        a = Rapportavsnitt(kvalitetsrapport_id=r.id, ordning=0, niva=niva, rubrik=rubrik, text="")
        alla = _avsnitten(e, r.id)
        plats = next((n for n, x in enumerate(alla, 1) if x.id == efter), len(alla))
        alla.insert(plats, a)
        _ordna(alla)
        e.session.add(a)
        e.session.flush()
        _ny_version(e, a)
    return h.andring


def _ordna(alla: Sequence[Rapportavsnitt]) -> None:
    for nr, a in enumerate(alla, 1):
        if a.ordning != nr:
            a.ordning = nr


def _rubriken(rubrik: str) -> str:
    rubrik = " ".join(krav_text(rubrik, "Rubriken", "rubrik").split())
    if len(rubrik) > RUBRIK:
        raise Nekad("lang", f"Rubriken får ha högst {RUBRIK} tecken.", "rubrik")
    return rubrik


def _nivan(niva: int) -> int:
    if niva not in (1, 2):
        raise Nekad("niva", "Ett avsnitt är på nivå 1 eller 2.", "niva")
    return niva


def spara_avsnitt(
    e: Arbetsenhet, avsnitt_id: int, sedd_version: int, rubrik: str, text: str, niva: int
) -> Andring:  # fmt: skip
    """What stood there before stays among the versions."""
    krav_skriver(e)
    a = _avsnittet(e, avsnitt_id)
    _skrivbar(e, a.kvalitetsrapport_id)
    rubrik, niva, text = _rubriken(rubrik), _nivan(niva), text.rstrip()
    kontrollera_version(e, a, sedd_version, {"rubrik": rubrik, "text": text, "niva": niva})
    with handling(e, "rapportavsnitt_andra", DEL) as h:
        nytt = (a.rubrik, a.text) != (rubrik, text)
        a.rubrik, a.text, a.niva = rubrik, text, niva
        if nytt:
            _ny_version(e, a)
    return h.andring


def flytta_avsnitt(e: Arbetsenhet, avsnitt_id: int, sedd_version: int, steg: int) -> Andring:
    """Up (-1) or down (1), past what is shown beside it."""
    krav_skriver(e)
    a = _avsnittet(e, avsnitt_id)
    _skrivbar(e, a.kvalitetsrapport_id)
    kontrollera_version(e, a, sedd_version, {})
    alla = [x for x in _avsnitten(e, a.kvalitetsrapport_id) if x.borttaget is None]
    borta = [x for x in _avsnitten(e, a.kvalitetsrapport_id) if x.borttaget is not None]
    nr = alla.index(a) if a in alla else -1
    till = nr + (1 if steg > 0 else -1)
    if nr < 0 or not 0 <= till < len(alla):
        raise Nekad("plats", "Avsnittet kan inte flyttas längre åt det hållet.")
    with handling(e, "rapportavsnitt_flytta", DEL) as h:
        alla[nr], alla[till] = alla[till], alla[nr]
        _ordna([*alla, *borta])
    return h.andring


def ta_bort_avsnitt(e: Arbetsenhet, avsnitt_id: int, sedd_version: int) -> Andring:
    """Out of the report. It is kept, with its versions and comments, and can be put back."""
    return _borttaget(e, avsnitt_id, sedd_version, "rapportavsnitt_ta_bort", e.idag)


def aterga_avsnitt(e: Arbetsenhet, avsnitt_id: int, sedd_version: int) -> Andring:
    return _borttaget(e, avsnitt_id, sedd_version, "rapportavsnitt_aterga", None)


def _borttaget(e: Arbetsenhet, avsnitt_id: int, sedd_version: int, namn: str, nar: date | None) -> Andring:
    krav_skriver(e)
    a = _avsnittet(e, avsnitt_id)
    _skrivbar(e, a.kvalitetsrapport_id)
    kontrollera_version(e, a, sedd_version, {"borttaget": nar})
    with handling(e, namn, DEL) as h:
        a.borttaget = nar
    return h.andring


# --- reading it together --------------------------------------------------------------------------------------------


def kommentera(e: Arbetsenhet, avsnitt_id: int, text: str) -> Andring:
    """By name, of whoever reads."""
    krav_roll(e.aktor, *LASER)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    a = _avsnittet(e, avsnitt_id)
    if rapporten(e, a.kvalitetsrapport_id).lage != UTKAST:
        raise Nekad("beslutad", _LAST)
    text = krav_text(text, "Kommentaren", "text")
    with handling(e, "avsnittskommentar", DEL) as h:
        e.session.add(
            Avsnittskommentar(rapportavsnitt_id=a.id, text=text, skriven=e.idag, skriven_av=e.aktor.namn, svar="")
        )
    return h.andring


def besvara(e: Arbetsenhet, kommentar_id: int, sedd_version: int, svar: str) -> Andring:
    """Answers and closes a comment."""
    krav_skriver(e)
    k = e.session.get(Avsnittskommentar, kommentar_id)
    if k is None:
        raise Nekad("ingen_kommentar", "Kommentaren finns inte. Hämta om rapporten.")
    _skrivbar(e, _avsnittet(e, k.rapportavsnitt_id).kvalitetsrapport_id)
    svar = krav_text(svar, "Svaret", "svar")
    kontrollera_version(e, k, sedd_version, {"svar": svar})
    with handling(e, "avsnittskommentar_besvara", DEL) as h:
        k.svar, k.besvarad, k.besvarad_av = svar, e.idag, e.aktor.namn
    return h.andring


# --- the decision ---------------------------------------------------------------------------------------------------


def besluta(
    e: Arbetsenhet, rapport_id: int, sedd_version: int, dag: date, paragraf: str, *, last_talen: bool = False
) -> Andring:
    """The nämnd has decided the report. From here on it is what it is now: its tables, its text, its document.
    `last_talen`: typed numbers that are in no table have been read through."""
    from .documents import kvalitetsrapport as papper

    krav_skriver(e)
    r = _skrivbar(e, rapport_id)
    paragraf = krav_text(paragraf, "Paragrafen", "paragraf")
    kontrollera_version(e, r, sedd_version, {})
    inte_framtid(e, dag)
    if dag < r.skapad:
        raise Nekad("datum", "Dagen ligger innan rapporten lades upp.", "datum")
    underlag, svar = _nu(e, r)
    hel = _rapport(e, r, underlag, Beslutsrad(dag, paragraf, e.aktor.namn, ""), svar)
    if stopp := hel.hinder:
        raise Nekad("hinder", f"Rapporten kan inte beslutas än. {stopp[0]}")
    if hel.skrivna and not last_talen:
        antal = len(hel.skrivna)
        vad = "Ett skrivet tal" if antal == 1 else f"{antal} skrivna tal"
        raise Nekad("skrivna", f"{vad} står inte i någon av rapportens tabeller. Läs igenom dem först.", "last_talen")
    pdf = papper.rita(e, hel)
    with handling(e, "kvalitetsrapport_besluta", DEL) as h:
        e.session.add(
            Rapportbeslut(
                kvalitetsrapport_id=r.id, datum=dag, paragraf=paragraf, registrerad_av=e.aktor.namn, innehall=pdf,
                underlag=kvalitetsunderlag.som_text(underlag, urvalet(r).period), sha256=sha256(pdf).hexdigest(),
            )
        )  # fmt: skip
        e.session.flush()
        r.lage = BESLUTAD
    return h.andring
