"""What anordnare are paid: the run of a month, its rows, and what was not paid in it.

A run that is final (`faststalld`) is never changed, nor are its rows: triggers hold that on both engines
(models.ersattningslas, models.ratter.ersattning). So rows repeat what names them, and point to no case and no
anordnare: these may be renamed, and cases are taken away in time, but what has been paid stays as it was.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas
from .belopp import Ore

PRELIMINAR, FASTSTALLD = "preliminar", "faststalld"


class Ersattningskorning(Bas):
    """The run of a month. `lage`: preliminar or faststalld; `sha256`: of all that stands in it.

    `forberedd_av` and `faststalld_av`: users, two different ones; the first may be the program itself.
    """

    __tablename__ = "ersattningskorning"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    manad: Mapped[str] = mapped_column(String(7), unique=True)
    lage: Mapped[str] = mapped_column(String(12))
    brytdatum: Mapped[date] = mapped_column(Date)
    forberedd: Mapped[datetime] = mapped_column(DateTime)
    forberedd_av: Mapped[str] = mapped_column(String(80))
    faststalld: Mapped[datetime | None] = mapped_column(DateTime)
    faststalld_av: Mapped[str | None] = mapped_column(String(80))
    antal_rader: Mapped[int] = mapped_column(Integer)
    antal_ej: Mapped[int] = mapped_column(Integer)
    summa: Mapped[Decimal] = mapped_column(Ore)
    sha256: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Ersattningsrad(Bas):
    """Days of an insats at one amount. `typ`: ordinarie, efterslapande, avbrott_14, rattelse; `rattar_id`: the row
    of a final run that a rattelse corrects, whose days it repeats.

    `avbrott`: the row is, or corrects, one for the days after an avbrott. `helt`: a whole month at the month amount.
    """

    __tablename__ = "ersattningsrad"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    korning_id: Mapped[int] = mapped_column(ForeignKey("ersattningskorning.id"), index=True)
    insats_id: Mapped[int] = mapped_column(Integer, index=True)
    insats: Mapped[str] = mapped_column(String(40))
    anordnare_id: Mapped[int] = mapped_column(Integer)
    anordnare: Mapped[str] = mapped_column(String(200))
    kundval: Mapped[str] = mapped_column(String(8))
    kod: Mapped[str] = mapped_column(String(8))
    avser_manad: Mapped[str] = mapped_column(String(7))
    typ: Mapped[str] = mapped_column(String(16))
    avbrott: Mapped[bool] = mapped_column(Boolean)
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date] = mapped_column(Date)
    dagar: Mapped[int] = mapped_column(Integer)
    manadsbelopp: Mapped[Decimal | None] = mapped_column(Ore)
    belopp: Mapped[Decimal] = mapped_column(Ore)
    helt: Mapped[bool] = mapped_column(Boolean)
    rattar_id: Mapped[int | None] = mapped_column(ForeignKey("ersattningsrad.id"))
    forklaring: Mapped[str] = mapped_column(Text)


class Ejutbetald(Bas):
    """A month of an insats that the run did not pay, and why (`skal`: rules.ersattning.SKAL)."""

    __tablename__ = "ejutbetald"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    korning_id: Mapped[int] = mapped_column(ForeignKey("ersattningskorning.id"), index=True)
    insats_id: Mapped[int] = mapped_column(Integer, index=True)
    insats: Mapped[str] = mapped_column(String(40))
    anordnare: Mapped[str] = mapped_column(String(200))
    avser_manad: Mapped[str] = mapped_column(String(7))
    skal: Mapped[str] = mapped_column(String(24))
