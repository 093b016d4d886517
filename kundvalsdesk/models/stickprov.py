"""Stickprov of cases within an uppföljning: what was asked for, how it was drawn, and what an arbetsledare saw."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Stickprov(Bas):
    """`lage`: bestallt | draget | klart | avbrutet. `kundval` "": all of the plan's own. `fro`: the seed; `metod`: how
    it is used (rules.stickprov). `fragor`: what is asked of each case; `utelamnade`: what was left out of the
    population, and why; `utfall`: the figures, when it is done (all JSON). `fingeravtryck`: of the population."""

    __tablename__ = "stickprov"
    __table_args__ = (UniqueConstraint("uppfoljning_id", "nummer", name="uq_stickprov"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    syfte: Mapped[str] = mapped_column(Text, default="")
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date] = mapped_column(Date)
    kundval: Mapped[str] = mapped_column(String(8), default="")
    anordnare_id: Mapped[int | None] = mapped_column(ForeignKey("anordnare.id"))
    storlek: Mapped[int] = mapped_column(Integer)
    utan_dragna: Mapped[bool] = mapped_column(Boolean, default=False)
    fro: Mapped[str] = mapped_column(String(64))
    metod: Mapped[str] = mapped_column(String(20))
    fragor: Mapped[str] = mapped_column(Text)
    bestallt: Mapped[date] = mapped_column(Date)
    bestallt_av: Mapped[str] = mapped_column(String(200))
    lage: Mapped[str] = mapped_column(String(10), default="bestallt")
    skal: Mapped[str] = mapped_column(Text, default="")
    draget: Mapped[date | None] = mapped_column(Date)
    draget_av: Mapped[str | None] = mapped_column(String(200))
    population: Mapped[int | None] = mapped_column(Integer)
    utelamnade: Mapped[str] = mapped_column(Text, default="[]")
    fingeravtryck: Mapped[str | None] = mapped_column(String(64))
    klart: Mapped[date | None] = mapped_column(Date)
    klart_av: Mapped[str | None] = mapped_column(String(200))
    utfall: Mapped[str] = mapped_column(Text, default="[]")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Stickprovsarende(Bas):
    """A case that was drawn, as number `ordning`. `svar`: an answer for each question (JSON)."""

    __tablename__ = "stickprovsarende"
    __table_args__ = (UniqueConstraint("stickprov_id", "insats_id", name="uq_stickprovsarende"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    stickprov_id: Mapped[int] = mapped_column(ForeignKey("stickprov.id"))
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    ordning: Mapped[int] = mapped_column(Integer)
    svar: Mapped[str] = mapped_column(Text, default="")
    kommentar: Mapped[str] = mapped_column(Text, default="")
    granskat: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
