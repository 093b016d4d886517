"""The granskning of an anordnare in a year's uppföljning: a bedömning of each kontrollpunkt, and all it has been."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Anordnargranskning(Bas):
    """Of one anordnare in one uppföljning. `lage`: pagar | klar (`klar`, `klar_av`): when it is klar nothing of it
    changes, until somebody opens it with a reason (`skal`, of the last time). `slutsats`: of all of it, in words."""

    __tablename__ = "anordnargranskning"
    __table_args__ = (UniqueConstraint("uppfoljning_id", "anordnare_id", name="uq_anordnargranskning"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"))
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"))
    lage: Mapped[str] = mapped_column(String(8), default="pagar")
    slutsats: Mapped[str] = mapped_column(Text, default="")
    klar: Mapped[date | None] = mapped_column(Date)
    klar_av: Mapped[str | None] = mapped_column(String(200))
    skal: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Bedomning(Bas):
    """Of one kontrollpunkt, one for each `kod` whatever version of it is asked (`punkt_id`: the one that was judged).
    `niva`: a step of the scale by its code, "" while there are only notes; `evidens`: what the bedömning rests on, in
    words."""

    __tablename__ = "bedomning"
    __table_args__ = (UniqueConstraint("granskning_id", "kod", name="uq_bedomning"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    granskning_id: Mapped[int] = mapped_column(ForeignKey("anordnargranskning.id"))
    punkt_id: Mapped[int] = mapped_column(ForeignKey("uppfoljningspunkt.id"))
    kod: Mapped[str] = mapped_column(String(30))
    niva: Mapped[str] = mapped_column(String(30))
    kommentar: Mapped[str] = mapped_column(Text, default="")
    evidens: Mapped[str] = mapped_column(Text, default="")
    bedomd: Mapped[date] = mapped_column(Date)
    bedomd_av: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Bedomningsversion(Bas):
    """A bedömning as it was saved, the last one included. Never changed."""

    __tablename__ = "bedomningsversion"
    __table_args__ = (UniqueConstraint("bedomning_id", "nummer", name="uq_bedomningsversion"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    bedomning_id: Mapped[int] = mapped_column(ForeignKey("bedomning.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    niva: Mapped[str] = mapped_column(String(30))
    kommentar: Mapped[str] = mapped_column(Text, default="")
    evidens: Mapped[str] = mapped_column(Text, default="")
    bedomd: Mapped[date] = mapped_column(Date)
    bedomd_av: Mapped[str] = mapped_column(String(200))
