"""The yearly uppföljning of a kundval: its plan, what the reglemente demands of it, and what has been changed since it
was decided. What is done within a year (kontrollpunkter, granskning, visits, the report) hangs on `uppfoljning`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Uppfoljning(Bas):
    """One kundval of one nämnd in one year. `koder`: the kundval of our own that it holds, with commas
    ("FAI,AMI,ISA"); empty for another nämnd's. `lage`: utkast | beslutad (in the nämnd, `beslutad`) | redovisad
    (the plan has been reported to kommunstyrelsen, `redovisad`). `beslut`: the paragraph or dnr. `mall`: the template
    it began with, "" if it was copied."""

    __tablename__ = "uppfoljning"
    __table_args__ = (UniqueConstraint("ar", "namnd", "kundval", name="uq_uppfoljning"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ar: Mapped[int] = mapped_column(Integer)
    namnd: Mapped[str] = mapped_column(String(120))
    kundval: Mapped[str] = mapped_column(String(120))
    koder: Mapped[str] = mapped_column(String(40), default="")
    mall: Mapped[str] = mapped_column(String(40), default="")
    tema: Mapped[str] = mapped_column(Text, default="")
    lage: Mapped[str] = mapped_column(String(12), default="utkast")
    skapad: Mapped[date] = mapped_column(Date)
    beslutad: Mapped[date | None] = mapped_column(Date)
    beslut: Mapped[str] = mapped_column(String(120), default="")
    redovisad: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Uppfoljningssteg(Bas):
    """Something to be done. `steg`: which of the eight; `klar_av`: by name."""

    __tablename__ = "uppfoljningssteg"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"), index=True)
    steg: Mapped[int] = mapped_column(Integer)
    rubrik: Mapped[str] = mapped_column(String(200))
    beskrivning: Mapped[str] = mapped_column(Text, default="")
    tertial: Mapped[int] = mapped_column(Integer)
    ansvarig: Mapped[str] = mapped_column(String(120), default="")
    forfaller: Mapped[date] = mapped_column(Date)
    klar: Mapped[date | None] = mapped_column(Date)
    klar_av: Mapped[str | None] = mapped_column(String(200))
    notering: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Uppfoljningskrav(Bas):
    """What the reglemente demands, ticked. `belagg`: what in the plan or the model shows that it is met."""

    __tablename__ = "uppfoljningskrav"
    __table_args__ = (UniqueConstraint("uppfoljning_id", "krav", name="uq_uppfoljningskrav"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"))
    krav: Mapped[str] = mapped_column(String(30))
    uppfyllt: Mapped[date | None] = mapped_column(Date)
    belagg: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Uppfoljningsandring(Bas):
    """A change of a plan that had been decided: what became another, why, and who did it. Never changed itself."""

    __tablename__ = "uppfoljningsandring"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"), index=True)
    datum: Mapped[date] = mapped_column(Date)
    andrad_av: Mapped[str] = mapped_column(String(200))
    vad: Mapped[str] = mapped_column(Text)
    skal: Mapped[str] = mapped_column(Text)
