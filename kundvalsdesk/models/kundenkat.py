"""The kundenkät of a year and kundval: what it asks, whom it has been sent to, and what came back from nobody.

Nothing ties an answer to a kund: it has no number of theirs and no time, it is in no log, and answers are stored in an
order drawn by lot (services.kundenkat).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Enkat(Bas):
    """`fran`, `till`: it is about insatser with a day between them; `fragor`: the questions (JSON); `utskick`: the day
    the send list was drawn; `stangd`: the day that the answers came in, and `fil_sha256` the file they came in."""

    __tablename__ = "enkat"
    __table_args__ = (UniqueConstraint("ar", "kundval", name="uq_enkat"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ar: Mapped[int] = mapped_column(Integer)
    kundval: Mapped[str] = mapped_column(String(8))
    namn: Mapped[str] = mapped_column(String(200))
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date] = mapped_column(Date)
    fragor: Mapped[str] = mapped_column(Text)
    skapad: Mapped[date] = mapped_column(Date)
    utskick: Mapped[date | None] = mapped_column(Date)
    stangd: Mapped[date | None] = mapped_column(Date)
    fil_sha256: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Enkatgrupp(Bas):
    """How many have been asked at an anordnare, as the list was drawn; it does not change when the list does. And what
    may be shown of how nöjda they are, where anything may: share and number of answers to the question of it all."""

    __tablename__ = "enkatgrupp"
    __table_args__ = (UniqueConstraint("enkat_id", "anordnare_id", name="uq_enkatgrupp"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    enkat_id: Mapped[int] = mapped_column(ForeignKey("enkat.id"))
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"))
    tillfragade: Mapped[int] = mapped_column(Integer)
    andel_nojda: Mapped[int | None] = mapped_column(Integer)
    antal_svar: Mapped[int | None] = mapped_column(Integer)


class Enkatutskick(Bas):
    """A kund on the send list, under their latest insats of the period and its anordnare."""

    __tablename__ = "enkatutskick"
    __table_args__ = (UniqueConstraint("enkat_id", "kund_id", name="uq_enkatutskick"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    enkat_id: Mapped[int] = mapped_column(ForeignKey("enkat.id"))
    kund_id: Mapped[int] = mapped_column(ForeignKey("kund.id"), index=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"))


class Enkatsvar(Bas):
    """`insatskod` "": vet inte; `varden`: a figure for each question of the enkät in order, "-" where it has none."""

    __tablename__ = "enkatsvar"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    enkat_id: Mapped[int] = mapped_column(ForeignKey("enkat.id"), index=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"))
    insatskod: Mapped[str] = mapped_column(String(8))
    varden: Mapped[str] = mapped_column(String(60))
