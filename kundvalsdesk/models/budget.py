"""What a kundval may cost in a year, as the unit has been given it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas
from .belopp import Ore


class Budget(Bas):
    __tablename__ = "budget"
    __table_args__ = (UniqueConstraint("ar", "kundval", name="uq_budget"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ar: Mapped[int] = mapped_column(Integer)
    kundval: Mapped[str] = mapped_column(String(8))
    belopp: Mapped[Decimal] = mapped_column(Ore)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
