"""What is said and agreed in a case: meetings, messages, notes, attachments; and what the kund's path is built on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Mote(Bas):
    """A meeting, planned or held (K 7.1, K 7.5). `typ`: uppstartsmote, trepart, sip, spontant, ovrigt.

    `lage`: planerat, hallet, installt. Times are local, to the minute. `uid` and `sekvens`: of the invitation.
    """

    __tablename__ = "mote"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    typ: Mapped[str] = mapped_column(String(16))
    start: Mapped[datetime] = mapped_column(DateTime)
    slut: Mapped[datetime] = mapped_column(DateTime)
    plats: Mapped[str | None] = mapped_column(String(200))
    deltagare: Mapped[str | None] = mapped_column(Text)
    syfte: Mapped[str | None] = mapped_column(Text)
    lage: Mapped[str] = mapped_column(String(10))
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sekvens: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Meddelande(Bas):
    """A message to or from the anordnare. `riktning`: in, ut; `kanal`: system, epost, telefon, brev, mote.

    Never changed: what was said was said. `rattar_id`: the one that this one corrects.
    """

    __tablename__ = "meddelande"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    riktning: Mapped[str] = mapped_column(String(4))
    kanal: Mapped[str] = mapped_column(String(10))
    tid: Mapped[datetime] = mapped_column(DateTime)
    motpart: Mapped[str | None] = mapped_column(String(200))
    amne: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    skriven_av: Mapped[str] = mapped_column(String(80))
    rattar_id: Mapped[int | None] = mapped_column(ForeignKey("meddelande.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Anteckning(Bas):
    """A journal note. Locked once `signerad`: a correction is a new note that names this one (`rattar_id`)."""

    __tablename__ = "anteckning"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    datum: Mapped[date] = mapped_column(Date)
    rubrik: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    skriven_av: Mapped[str] = mapped_column(String(80))
    signerad: Mapped[datetime | None] = mapped_column(DateTime)
    signerad_av: Mapped[str | None] = mapped_column(String(80))
    rattar_id: Mapped[int | None] = mapped_column(ForeignKey("anteckning.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Bilaga(Bas):
    """A file kept with a case. `namn` is what it is called here; `innehall` its unchanged bytes."""

    __tablename__ = "bilaga"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    namn: Mapped[str] = mapped_column(String(200))
    mediatyp: Mapped[str] = mapped_column(String(100))
    storlek: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    innehall: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    tillagd: Mapped[datetime] = mapped_column(DateTime)
    tillagd_av: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Kartlaggning(Bas):
    """The kund's situation as mapped together with them (K 5.2); the newest row stands, earlier ones are kept."""

    __tablename__ = "kartlaggning"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kund_id: Mapped[int] = mapped_column(ForeignKey("kund.id"), index=True)
    datum: Mapped[date] = mapped_column(Date)
    situation: Mapped[str | None] = mapped_column(Text)
    kompetenser: Mapped[str | None] = mapped_column(Text)
    forutsattningar: Mapped[str | None] = mapped_column(Text)
    behov: Mapped[str | None] = mapped_column(Text)
    skriven_av: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Framtidsplan(Bas):
    """The plan that kund and karriärvägledare made together (K 5.2); the newest row stands, earlier ones are kept."""

    __tablename__ = "framtidsplan"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kund_id: Mapped[int] = mapped_column(ForeignKey("kund.id"), index=True)
    datum: Mapped[date] = mapped_column(Date)
    mal: Mapped[str] = mapped_column(Text)
    steg: Mapped[str | None] = mapped_column(Text)
    insatskod: Mapped[str | None] = mapped_column(String(8))
    kunden_med: Mapped[bool] = mapped_column(Boolean, default=True)
    skriven_av: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
