"""A day at work: reminders and marks of one's own, saved filters, hand-overs between colleagues, notices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Paminnelse(Bas):
    """A private reminder on a case: seen by the one who wrote it, from `datum` on until it is `klar`."""

    __tablename__ = "paminnelse"
    __table_args__ = (Index("ix_paminnelse_anvandare", "anvandare", "klar", "datum"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anvandare: Mapped[str] = mapped_column(String(80))
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    datum: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    klar: Mapped[datetime | None] = mapped_column(DateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Marke(Bas):
    """A private mark on a case, so that it is found again."""

    __tablename__ = "marke"
    __table_args__ = (UniqueConstraint("anvandare", "insats_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anvandare: Mapped[str] = mapped_column(String(80))
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    satt: Mapped[datetime] = mapped_column(DateTime)


class SparatFilter(Bas):
    """A filter of the queue that one has given a name; `filter` is its KoFilter as JSON."""

    __tablename__ = "sparat_filter"
    __table_args__ = (UniqueConstraint("anvandare", "namn"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anvandare: Mapped[str] = mapped_column(String(80))
    namn: Mapped[str] = mapped_column(String(80))
    filter: Mapped[str] = mapped_column(Text)
    skapad: Mapped[datetime] = mapped_column(DateTime)


class Overlamning(Bas):
    """A kund handed over to a colleague, for good or until `ater` (vikarie), the first day it is back.

    `aterford`: it was taken back before that, from this day on. One made within another is passed on: of those in
    force on a day the latest tells who has the kund (services.innehav).
    """

    __tablename__ = "overlamning"
    __table_args__ = (Index("ix_overlamning_ater", "ater", "datum"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kund_id: Mapped[int] = mapped_column(ForeignKey("kund.id"), index=True)
    fran_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"))
    till_id: Mapped[int] = mapped_column(ForeignKey("handlaggare.id"), index=True)
    datum: Mapped[date] = mapped_column(Date)
    ater: Mapped[date | None] = mapped_column(Date)
    aterford: Mapped[date | None] = mapped_column(Date)
    skal: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Notis(Bas):
    """Something that happened to what is somebody's: `kod` and `data` (JSON) make its sentence. `last`: seen."""

    __tablename__ = "notis"
    __table_args__ = (Index("ix_notis_anvandare", "anvandare", "last", "tid"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anvandare: Mapped[str] = mapped_column(String(80))
    tid: Mapped[datetime] = mapped_column(DateTime)
    insats_id: Mapped[int | None] = mapped_column(ForeignKey("insats.id"), index=True)
    kod: Mapped[str] = mapped_column(String(40))
    data: Mapped[str] = mapped_column(Text)
    last: Mapped[datetime | None] = mapped_column(DateTime)
