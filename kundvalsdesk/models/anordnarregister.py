"""What is kept of an anordnare beside its name and its auktorisationer: where it is, who works there, and what it has
told the unit that is different from before (K 3.2).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Anordnarkontor(Bas):
    """A place where an anordnare receives its kunder; `kommundel`: the part of the municipality that it lies in."""

    __tablename__ = "anordnarkontor"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"), index=True)
    namn: Mapped[str] = mapped_column(String(200))
    adress: Mapped[str | None] = mapped_column(Text)
    kommundel: Mapped[str | None] = mapped_column(String(120))
    telefon: Mapped[str | None] = mapped_column(String(60))
    epost: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Jobbexpert(Bas):
    """Somebody who works at an anordnare. `behorighet_begard`: the day access to the system was asked for, which is to
    be the first day (K 3.2.1); `sista_dag`: the last one, included."""

    __tablename__ = "jobbexpert"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"), index=True)
    namn: Mapped[str] = mapped_column(String(200))
    roll: Mapped[str | None] = mapped_column(String(120))
    kompetens: Mapped[str | None] = mapped_column(Text)
    epost: Mapped[str | None] = mapped_column(String(200))
    telefon: Mapped[str | None] = mapped_column(String(60))
    forsta_dag: Mapped[date | None] = mapped_column(Date)
    sista_dag: Mapped[date | None] = mapped_column(Date)
    behorighet_begard: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Anordnarandring(Bas):
    """A change that an anordnare has reported, or ought to have (K 3.2). `slag`: one of rules.anordnarregister.SLAG;
    `galler_fran`: the day it takes effect; `hanterad`: the day somebody at the unit had dealt with it."""

    __tablename__ = "anordnarandring"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"), index=True)
    slag: Mapped[str] = mapped_column(String(20))
    beskrivning: Mapped[str] = mapped_column(Text)
    galler_fran: Mapped[date | None] = mapped_column(Date)
    anmald: Mapped[date] = mapped_column(Date)
    anmald_av: Mapped[str | None] = mapped_column(String(200))
    hanterad: Mapped[date | None] = mapped_column(Date)
    hanterad_av_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"))
    atgard: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
