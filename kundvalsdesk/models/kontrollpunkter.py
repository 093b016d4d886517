"""What anordnare answer in a year's uppföljning: kontrollpunkter in Del A–D. A list that has been sent out stays as it
was sent; what changes after that is a new list."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Uppfoljningslista(Bas):
    """A version of the kontrollpunkter of an uppföljning: 1, 2, … `lage`: utkast | utsand. `svar_senast`: the day by
    which anordnare answer. `utsand_av`: by name."""

    __tablename__ = "uppfoljningslista"
    __table_args__ = (UniqueConstraint("uppfoljning_id", "nummer", name="uq_uppfoljningslista"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    lage: Mapped[str] = mapped_column(String(12), default="utkast")
    skapad: Mapped[date] = mapped_column(Date)
    utsand: Mapped[date | None] = mapped_column(Date)
    utsand_av: Mapped[str | None] = mapped_column(String(200))
    svar_senast: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Uppfoljningspunkt(Bas):
    """A kontrollpunkt of one list. `kod` is the same in all lists and years, however its words change; `delen`: A, B,
    C or D; `galler`: the kundval or insats whose anordnare answer it, "" for all; `bevis`: what they enclose."""

    __tablename__ = "uppfoljningspunkt"
    __table_args__ = (UniqueConstraint("lista_id", "kod", name="uq_uppfoljningspunkt"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    lista_id: Mapped[int] = mapped_column(ForeignKey("uppfoljningslista.id"))
    kod: Mapped[str] = mapped_column(String(30))
    delen: Mapped[str] = mapped_column(String(1))
    ordning: Mapped[int] = mapped_column(Integer)
    punkt: Mapped[str] = mapped_column(String(200))
    fraga: Mapped[str] = mapped_column(Text)
    bevis: Mapped[str] = mapped_column(Text, default="")
    galler: Mapped[str] = mapped_column(String(8), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
