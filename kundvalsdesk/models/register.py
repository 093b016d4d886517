"""Who there is: handläggare, anordnare with their auktorisationer, and kunder.

Identity lies apart from the case: name, personnummer and contact details stand in `kundidentitet`, so that
figures and frister can be read without people. What guards a row (skydd, kundansvarig) stands on the row
itself.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas

SORTERAS_BYTEVIS = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by its bytes on both engines, whatever the server's locale is."""


class Handlaggare(Bas):
    """A user at the authority; `roll` is one of services.typer.ROLLER. `sparrad`: the day they were barred; they are
    nobody as long as it stands, but what they did keeps its name. `losenord_givet`: the day that somebody else gave
    them the password they log in with; none when it is their own, or when they have none. Read only by who keeps the
    logins: whose password is not their own is nothing for colleagues to know."""

    __tablename__ = "handlaggare"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anvandare: Mapped[str] = mapped_column(String(80), unique=True)
    namn: Mapped[str] = mapped_column(String(200))
    roll: Mapped[str] = mapped_column(String(30))
    epost: Mapped[str | None] = mapped_column(String(200))
    sparrad: Mapped[date | None] = mapped_column(Date)
    losenord_givet: Mapped[date | None] = mapped_column(Date, deferred=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Anordnare(Bas):
    """`tidigare_namn`: what it was called before, a line each: published periods of the förvalslista keep the name."""

    __tablename__ = "anordnare"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    namn: Mapped[str] = mapped_column(String(200), unique=True)
    orgnr: Mapped[str | None] = mapped_column(String(20))
    epost: Mapped[str | None] = mapped_column(String(200))
    telefon: Mapped[str | None] = mapped_column(String(60))
    adress: Mapped[str | None] = mapped_column(Text)
    kommundelar: Mapped[str | None] = mapped_column(Text)
    sprak: Mapped[str | None] = mapped_column(Text)
    kompetens: Mapped[str | None] = mapped_column(Text)
    presentation: Mapped[str | None] = mapped_column(Text)
    kommunal: Mapped[bool | None] = mapped_column(Boolean)
    kontaktperson: Mapped[str | None] = mapped_column(String(200))
    webbplats: Mapped[str | None] = mapped_column(String(200))
    tidigare_namn: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Auktorisation(Bas):
    """Right of an anordnare to act in a kundval or one insats; `till` is its last day, `villkor` the conditions of the
    decision; `avslut`: how it ended, if it did not just run out (rules.anordnarregister.AVSLUT)."""

    __tablename__ = "auktorisation"
    __table_args__ = (UniqueConstraint("anordnare_id", "avser", "fran"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"), index=True)
    avser: Mapped[str] = mapped_column(String(8))
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date | None] = mapped_column(Date)
    villkor: Mapped[str | None] = mapped_column(Text)
    avslut: Mapped[str | None] = mapped_column(String(16))
    avslut_skal: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Kund(Bas):
    """The resident as the case knows them: a key, what guards them, and who is kundansvarig."""

    __tablename__ = "kund"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    nyckel: Mapped[str] = mapped_column(String(40), unique=True)
    skydd: Mapped[str | None] = mapped_column(String(24), index=True)
    malgrupp: Mapped[str | None] = mapped_column(String(20))
    ekonomiskt_bistand: Mapped[bool | None] = mapped_column(Boolean)
    kundansvarig_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Kundidentitet(Bas):
    """Name and numbers of a kund. `sortnyckel` sorts å, ä, ö last; `soktext` is folded for search.

    `skydd` and `kundansvarig_id` repeat those of the kund, so that a policy needs no join. No index of what says who
    somebody is: it would be asked before the policy, and the plan tell how many hidden rows it named.
    """

    __tablename__ = "kundidentitet"

    kund_id: Mapped[int] = mapped_column(ForeignKey("kund.id"), primary_key=True)
    personnummer: Mapped[str | None] = mapped_column(String(13))
    fodelsedatum: Mapped[date | None] = mapped_column(Date)
    fornamn: Mapped[str | None] = mapped_column(String(300))
    efternamn: Mapped[str | None] = mapped_column(String(300))
    sortnyckel: Mapped[str] = mapped_column(SORTERAS_BYTEVIS, default="")
    soktext: Mapped[str] = mapped_column(Text, default="")
    skydd: Mapped[str | None] = mapped_column(String(24))
    kundansvarig_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Forvalsperiod(Bas):
    """Who was förvalsanordnare of a kundval from one day to another: as it was published, whatever comes to be known.

    `period_fran` and `period_till`: the whole period, shared with a stand-in. `anordnare` is the name of that day, ""
    for nobody; `ordning`: everybody in the order then and the date that gave the place (JSON); `regelverk`: by which
    rule set; `publicerad`: the day it was written down.
    """

    __tablename__ = "forvalsperiod"
    __table_args__ = (UniqueConstraint("kundval", "fran"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kundval: Mapped[str] = mapped_column(String(8))
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date] = mapped_column(Date)
    period_fran: Mapped[date] = mapped_column(Date)
    period_till: Mapped[date] = mapped_column(Date)
    anordnare: Mapped[str] = mapped_column(String(200))
    ordning: Mapped[str] = mapped_column(Text)
    regelverk: Mapped[str] = mapped_column(String(80))
    publicerad: Mapped[date] = mapped_column(Date)
