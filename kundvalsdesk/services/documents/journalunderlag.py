"""The snapshot of a journal: what has happened in a case, taken from the facts, and what a reader does not get."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from ...fel import Nekad
from ...models import (
    Anordnare,
    Anteckning,
    Bilaga,
    Dokument,
    Franvaro,
    Incident,
    Insats,
    Meddelande,
    Mote,
)
from ...rules.steg import Lage
from ...texter.datum import antal, datum_langt
from ...texter.meningar import FRANVAROORD, KONTAKTORD
from ...texter.samtal import KANALORD, LAGEORD, MOTESORD, RIKTNINGORD, storlek_ord
from .. import dokumenttexter
from ..arbetsenhet import Arbetsenhet
from ..arendelage import lage_for
from ..arendetyper import Falt
from ..frister import Rader
from ..fritext import namn_for
from ..moten import KONTAKT
from ..overlamning import historia
from ..tidslinje import lagg_avslutet, lagg_flodet, lagg_forlangningar
from .avbrottsunderlag import ORSAK_DOLD
from .fran_arendet import gemensamt, maskerad, om_insatsen
from .journal import Journalrad, Journalunderlag
from .lasare import INTERN, KUND, Val, lasarfalt, vald_lasare
from .register import DOKUMENTSLAG
from .text import utskrivbart

TILL = (INTERN, KUND)
_SAMLAR = {Journalunderlag.TYP}
"""Not told of: every print of a journal would make the next one another."""


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    return (
        lasarfalt(TILL),
        Falt("_las", "Före utlämnande", "upplysning", visas_om=("for_vem", (KUND,)), kravs=False,
             varde="Läs igenom det som är skrivet i fritext: där kan andra personer nämnas."),
        Falt("fran", "Från och med", "datum", kravs=False, hjalp="Lämna tomt för hela ärendet."),
        Falt("till", "Till och med", "datum", kravs=False),
    )  # fmt: skip


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Journalunderlag:
    for_vem = vald_lasare(val, TILL)
    fran, till = _dag(val, "fran"), _dag(val, "till")
    if fran and till and fran > till:
        raise Nekad("ordning", "Perioden slutar innan den börjar.", "till")
    samling = _Samling(e, i, for_vem)
    sist = min(till or e.idag, e.idag)
    rader = [r for r in samling.rader if (fran is None or r.dag >= fran) and r.dag <= sist]
    # Those of a day stand as they were gathered, but what has a time stands by it, after what has none.
    rader.sort(key=lambda r: (r.dag, r.tid))
    return Journalunderlag(
        **gemensamt(e, i), **om_insatsen(e, i), for_vem=for_vem, fran=fran, till=till, rader=tuple(rader),
        utelamnat=tuple(samling.utelamnat),
    )  # fmt: skip


def _dag(val: Val, namn: str) -> date | None:
    text = val.get(namn, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Nekad("datum", "Skriv datumet som ÅÅÅÅ-MM-DD.", namn) from None


class _Samling:
    """What has happened, gathered for a reader; `utelamnat` says what they do not get."""

    def __init__(self, e: Arbetsenhet, i: Insats, for_vem: str) -> None:
        self.e, self.i = e, i
        self.kund = for_vem == KUND
        self.rader: list[Journalrad] = []
        self._ord = dokumenttexter.texter(e, Journalunderlag.TYP)
        self.utelamnat = list(self._ord.rader("utelamnat"))
        self._maskerad = maskerad(e, i)
        r = Rader(i)
        x = lage_for(e, i, r)
        anordnare = e.session.scalar(select(Anordnare.namn).where(Anordnare.id == i.anordnare_id)) or "anordnaren"
        lagg_flodet(i, x, r, anordnare, self._steg)
        self._moten(x)
        self._samtal()
        self._franvaro()
        lagg_forlangningar(r, self._lagg)
        self._overlamningar()
        lagg_avslutet(e, i, r, anordnare, self._lagg, ORSAK_DOLD)
        if not i.orsak_dold and i.avslut_kommentar:
            self._lagg(i.avslutsbeslut, "Kommentar till avslutet", i.avslut_kommentar)
        self._incidenter()
        self._dokument()

    def _lagg(self, d: date | None, rubrik: str, text: str = "", vem: str = "", tid: datetime | None = None) -> None:
        if d is not None:
            klockan = f"{tid:%H.%M}" if tid else ""
            self.rader.append(Journalrad(d, klockan, self._text(rubrik), self._text(text), vem))

    def _text(self, text: str) -> str:
        """As it was written: what is signed or sent cannot be mended for the sake of a sign."""
        return utskrivbart(self._maskerad(text))

    def _steg(self, d: date | None, rubrik: str, text: str = "", vem: str = "") -> None:
        if self.kund and rubrik == "Bemannad" and text:
            self.utelamnat.append(self._ord("utelamnat_jobbexpert"))
            text = ""
        self._lagg(d, rubrik, text, vem)

    def _moten(self, x: Lage) -> None:
        hallna: set[tuple[str, date]] = set()
        deltagare = 0
        for m in self.e.session.scalars(select(Mote).where(Mote.insats_id == self.i.id).order_by(Mote.start)):
            hallna |= {(KONTAKT.get(m.typ, ""), m.start.date())} if m.lage == "hallet" else set()
            if self.kund and m.deltagare:
                deltagare += 1
            rader = (
                f"Plats: {m.plats}" if m.plats else "",
                f"Deltagare: {m.deltagare}" if m.deltagare and not self.kund else "",
                m.syfte or "",
            )
            vad = f"{MOTESORD.get(m.typ, m.typ)}, {LAGEORD.get(m.lage, m.lage)}"
            self._lagg(m.start.date(), vad, "\n".join(r for r in rader if r), tid=m.start)
        for k in x.fakta.kontakter:
            if (k.typ, k.datum) not in hallna:
                self._lagg(k.datum, KONTAKTORD.get(k.typ, k.typ))
        if deltagare:
            moten = "ett möte" if deltagare == 1 else antal(deltagare, "möte", "möten")
            self.utelamnat.append(self._ord("utelamnat_deltagare", moten=moten))

    def _samtal(self) -> None:
        s, i = self.e.session, self.i
        meddelanden = s.scalars(select(Meddelande).where(Meddelande.insats_id == i.id).order_by(Meddelande.id)).all()
        signerade = select(Anteckning).where(Anteckning.insats_id == i.id, Anteckning.signerad.is_not(None))
        anteckningar = s.scalars(signerade.order_by(Anteckning.id)).all()
        b = Bilaga
        bilagor = s.execute(
            select(b.tillagd, b.namn, b.storlek, b.tillagd_av).where(b.insats_id == i.id).order_by(b.id)
        ).all()
        skrev = [m.skriven_av for m in meddelanden] + [a.skriven_av for a in anteckningar]
        vem = namn_for(self.e, skrev + [r.tillagd_av for r in bilagor])
        tider = {m.id: m.tid.date() for m in meddelanden}
        motparter = sum(1 for m in meddelanden if m.motpart) if self.kund else 0
        for m in meddelanden:
            vad = f"Meddelande {RIKTNINGORD.get(m.riktning, '').lower()}, {KANALORD.get(m.kanal, m.kanal).lower()}"
            rader = (
                m.amne or "",
                f"Motpart: {m.motpart}" if m.motpart and not self.kund else "",
                f"Rättar meddelandet från {datum_langt(tider[m.rattar_id])}." if m.rattar_id in tider else "",
                m.text,
            )
            text = "\n".join(r for r in rader if r)
            self._lagg(m.tid.date(), vad, text, vem.get(m.skriven_av, m.skriven_av), m.tid)
        if motparter:
            hur_manga = "ett meddelande" if motparter == 1 else antal(motparter, "meddelande", "meddelanden")
            self.utelamnat.append(self._ord("utelamnat_motpart", meddelanden=hur_manga))
        dagar = {a.id: a.datum for a in anteckningar}
        rattade = {a.rattar_id: a.datum for a in anteckningar if a.rattar_id}
        for a in anteckningar:
            rader = (
                f"Rättar anteckningen från {datum_langt(dagar[a.rattar_id])}." if a.rattar_id in dagar else "",
                f"Rättad genom anteckningen från {datum_langt(rattade[a.id])}." if a.id in rattade else "",
                a.text,
                f"Signerad {a.signerad:%Y-%m-%d %H.%M}",
            )
            vad = f"Anteckning: {a.rubrik}" if a.rubrik else "Anteckning"
            self._lagg(a.datum, vad, "\n".join(r for r in rader if r), vem.get(a.skriven_av, a.skriven_av))
        for tid, namn, storlek, av in bilagor:
            self._lagg(tid.date(), "Bilaga tillagd", f"{namn}, {storlek_ord(storlek)}", vem.get(av, av), tid)

    def _franvaro(self) -> None:
        q = select(Franvaro).where(Franvaro.insats_id == self.i.id).order_by(Franvaro.fran, Franvaro.id)
        for f in self.e.session.scalars(q):
            till = f" till {datum_langt(f.till)}" if f.till and f.till != f.fran else "" if f.till else ", pågår"
            rader = (
                f.orsak or "",
                f"Kontaktförsök: {f.kontaktforsok}" if f.kontaktforsok else "",
                f"Meddelad {f.meddelad}" if f.meddelad else "",
                f"Intyg hos anordnaren {f.intyg_anordnare}" if f.intyg_anordnare else "",
                f"Intyg hos karriärvägledaren {f.intyg_kv}" if f.intyg_kv else "",
                f"Intyg begärt från första dagen: {f.intyg_skal or ''}" if f.intyg_fran_dag_ett else "",
                f.motivering or "",
                f"Bedömd {f.bedomd}" if f.bedomd else "",
                f.bedomning or "",
            )
            self._lagg(f.fran, f"{FRANVAROORD.get(f.typ, f.typ)}{till}", "\n".join(r for r in rader if r))

    def _overlamningar(self) -> None:
        """Why a colleague has taken over may be about the colleague."""
        dolda = False
        for dag, vad, meddelande in historia(self.e, self.i.kund_id):
            dolda = dolda or (self.kund and bool(meddelande))
            self._lagg(dag, vad, "" if self.kund else meddelande)
        if dolda:
            self.utelamnat.append(self._ord("utelamnat_kollegor"))

    def _incidenter(self) -> None:
        if self.kund:
            q = select(func.count()).select_from(Incident).where(Incident.insats_id == self.i.id)
            if self.e.session.scalar(q):
                self.utelamnat.append(self._ord("utelamnat_incidenter"))
            return
        q2 = select(Incident).where(Incident.insats_id == self.i.id).order_by(Incident.id)
        for n in self.e.session.scalars(q2):
            self._lagg(n.upptackt.date(), f"Personuppgiftsincident {n.nyckel} upptäckt", n.beskrivning or "", "",
                       n.upptackt)  # fmt: skip
            for tid, vad in ((n.kv_underrattad, "anmäld till karriärvägledaren"), (n.vidare, "förd vidare"),
                             (n.bedomd, "bedömd")):  # fmt: skip
                if tid is not None:
                    self._lagg(tid.date(), f"Personuppgiftsincident {n.nyckel} {vad}", tid=tid)

    def _dokument(self) -> None:
        d = Dokument
        q = select(d.typ, d.utfardat, d.nummer, d.utfardat_av).where(d.insats_id == self.i.id).order_by(d.id)
        utfardade = set()
        for typ, dag, nummer, av in self.e.session.execute(q):
            utfardade.add(typ)
            if typ not in _SAMLAR:
                slag = DOKUMENTSLAG.get(typ)
                self._lagg(dag, f"{slag.ord_ if slag else 'Dokument'} utfärdat", nummer, av)
        if "avbrottsdokument" not in utfardade:
            self._lagg(self.i.avbrottsdokument, "Avbrottsdokument skickat")
