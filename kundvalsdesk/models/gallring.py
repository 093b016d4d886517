"""What has been let go of, and what is proposed to be: lists that one prepares and another approves, and figures that
are left of cases when nobody is named any longer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Gallring(Bas):
    """One list, kept for good as the record of what was deleted. `lage`: forslag, godkand, klar.

    `dag`: the day it was drawn up for; `regler`: the rules as they were then (JSON).
    """

    __tablename__ = "gallring"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    dag: Mapped[date] = mapped_column(Date)
    upprattad: Mapped[datetime] = mapped_column(DateTime)
    upprattad_av: Mapped[str] = mapped_column(String(80))
    regler: Mapped[str] = mapped_column(Text)
    lage: Mapped[str] = mapped_column(String(10))
    godkand: Mapped[datetime | None] = mapped_column(DateTime)
    godkand_av: Mapped[str | None] = mapped_column(String(80))
    klar: Mapped[datetime | None] = mapped_column(DateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Gallringspost(Bas):
    """One kind of information of one kund. `lage`: vantar, undantagen (kept until `till`, `skal` says why), gallrad,
    kvar (something had happened since, `skal`).

    `kund_id` is emptied when it has been done, so that the record names nobody; `omfattning` (JSON) is the number of
    rows per table, as proposed and then as deleted.
    """

    __tablename__ = "gallringspost"
    __table_args__ = (Index("ix_gallringspost_kund", "kund_id", "lage"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    gallring_id: Mapped[int] = mapped_column(ForeignKey("gallring.id"), index=True)
    kod: Mapped[str] = mapped_column(String(16))
    kund_id: Mapped[int | None] = mapped_column(Integer)
    sedan: Mapped[date] = mapped_column(Date)
    grans: Mapped[date] = mapped_column(Date)
    lage: Mapped[str] = mapped_column(String(10))
    skal: Mapped[str | None] = mapped_column(Text)
    till: Mapped[date | None] = mapped_column(Date)
    omfattning: Mapped[str] = mapped_column(Text)
    utford: Mapped[datetime | None] = mapped_column(DateTime)
    utford_av: Mapped[str | None] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Gallringsstatistik(Bas):
    """How many insatser of a kind ended in a year, of those that have been deleted: figures without a person."""

    __tablename__ = "gallringsstatistik"
    __table_args__ = (
        UniqueConstraint(
            "ar", "insatskod", "anordnare", "malgrupp", "avslutstyp", "avslutsorsak", name="uq_gallringsstatistik"
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ar: Mapped[int] = mapped_column(Integer)
    insatskod: Mapped[str] = mapped_column(String(8))
    anordnare: Mapped[str] = mapped_column(String(200))
    malgrupp: Mapped[str] = mapped_column(String(20))
    avslutstyp: Mapped[str] = mapped_column(String(12))
    avslutsorsak: Mapped[str] = mapped_column(String(24))
    antal: Mapped[int] = mapped_column(Integer)
