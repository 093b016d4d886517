"""Visits at an anordnare within the yearly uppföljning: when, who, what is asked, what was seen, what is to do."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Besok(Bas):
    """`lage`: planerat | hallet | installt; `flyttat`: how many times it has got another day. Times are local, to the
    minute. `fran_oss`, `fran_dem`: who takes part, a name on each line. `uid`, `sekvens`: of the invitation.
    `protokoll`: the number of the version that is signed or, while `signerad` is None, was signed last (0: none)."""

    __tablename__ = "besok"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"), index=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"), index=True)
    kontor: Mapped[str] = mapped_column(String(200), default="")
    plats: Mapped[str] = mapped_column(String(200), default="")
    start: Mapped[datetime] = mapped_column(DateTime)
    slut: Mapped[datetime] = mapped_column(DateTime)
    fran_oss: Mapped[str] = mapped_column(Text, default="")
    fran_dem: Mapped[str] = mapped_column(Text, default="")
    lage: Mapped[str] = mapped_column(String(10), default="planerat")
    flyttat: Mapped[int] = mapped_column(Integer, default=0)
    skal: Mapped[str] = mapped_column(Text, default="")
    sammanfattning: Mapped[str] = mapped_column(Text, default="")
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sekvens: Mapped[int] = mapped_column(Integer, default=0)
    protokoll: Mapped[int] = mapped_column(Integer, default=0)
    signerad: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Besoksfraga(Bas):
    """A fokusfråga of a visit, and what was seen and how it was judged, in words."""

    __tablename__ = "besoksfraga"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    besok_id: Mapped[int] = mapped_column(ForeignKey("besok.id"), index=True)
    ordning: Mapped[int] = mapped_column(Integer)
    fraga: Mapped[str] = mapped_column(Text)
    iakttagelse: Mapped[str] = mapped_column(Text, default="")
    bedomning: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Besokspunkt(Bas):
    """Something to follow up after a visit; `ordning`: that of the fokusfråga it came of, 0 for none of them."""

    __tablename__ = "besokspunkt"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    besok_id: Mapped[int] = mapped_column(ForeignKey("besok.id"), index=True)
    ordning: Mapped[int] = mapped_column(Integer, default=0)
    vad: Mapped[str] = mapped_column(Text)
    ansvarig: Mapped[str] = mapped_column(String(120))
    forfaller: Mapped[date] = mapped_column(Date)
    klar: Mapped[date | None] = mapped_column(Date)
    klar_av: Mapped[str | None] = mapped_column(String(200))
    notering: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Besoksprotokoll(Bas):
    """A protocol as it was signed, and the PDF of it. Never changed; one that is wrong gets a next version."""

    __tablename__ = "besoksprotokoll"
    __table_args__ = (UniqueConstraint("besok_id", "nummer", name="uq_besoksprotokoll"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    besok_id: Mapped[int] = mapped_column(ForeignKey("besok.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    signerat: Mapped[date] = mapped_column(Date)
    signerat_av: Mapped[str] = mapped_column(String(200))
    skal: Mapped[str] = mapped_column(Text, default="")
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
