"""The case: an insats and all that happens in it. Columns are those of the transfer format, and a few of ours."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Insats(Bas):
    """One programme for one kund at one anordnare. `kundval` follows from `kod`; `slut` empty = computed.

    `skydd` and `kundansvarig_id` repeat those of the kund. `anordnare_id` is empty until the kund has chosen.
    """

    __tablename__ = "insats"
    # All that the statistics ask of an insats: they are drawn from this alone (services.statistik).
    __table_args__ = (
        Index("ix_insats_statistik", "kod", "anordnare_id", "start", "sista_dag", "avslutsorsak"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    nyckel: Mapped[str] = mapped_column(String(40), unique=True)
    kund_id: Mapped[int] = mapped_column(ForeignKey("kund.id"), index=True)
    kod: Mapped[str] = mapped_column(String(8))
    kundval: Mapped[str] = mapped_column(String(8))
    anordnare_id: Mapped[int | None] = mapped_column(ForeignKey("anordnare.id"), index=True)
    beslut: Mapped[date | None] = mapped_column(Date)
    aktualiserad: Mapped[date | None] = mapped_column(Date)
    bemannad: Mapped[date | None] = mapped_column(Date)
    uppdrag: Mapped[date | None] = mapped_column(Date)
    start: Mapped[date | None] = mapped_column(Date)
    slut: Mapped[date | None] = mapped_column(Date)
    omfattning: Mapped[int | None] = mapped_column(Integer)
    deltid_skal: Mapped[str | None] = mapped_column(Text)
    parallell_bedomning: Mapped[str | None] = mapped_column(Text)
    sista_dag: Mapped[date | None] = mapped_column(Date)
    avslutsbeslut: Mapped[date | None] = mapped_column(Date)
    avslutstyp: Mapped[str | None] = mapped_column(String(12))
    avslutsorsak: Mapped[str | None] = mapped_column(String(24))
    avbrottsdokument: Mapped[date | None] = mapped_column(Date)
    forvald: Mapped[bool | None] = mapped_column(Boolean)
    bevakas_fran: Mapped[date | None] = mapped_column(Date)
    historik: Mapped[bool] = mapped_column(Boolean, default=False)
    jobbexpert: Mapped[str | None] = mapped_column(String(200))
    uppdragsbeskrivning: Mapped[str | None] = mapped_column(Text)
    beslut_motivering: Mapped[str | None] = mapped_column(Text)
    orsak_dold: Mapped[bool] = mapped_column(Boolean, default=False)
    avslut_kommentar: Mapped[str | None] = mapped_column(Text)
    skydd: Mapped[str | None] = mapped_column(String(24))
    kundansvarig_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Genomforandeplan(Bas):
    """One version of the plan; second and later returns stand in `aterremiss`.

    `skalsteg_start`, `skalsteg_mal`: the steps of the scale that it begins at and aims for (rules.progression).
    """

    __tablename__ = "genomforandeplan"
    __table_args__ = (UniqueConstraint("insats_id", "nummer"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    inkommen: Mapped[date | None] = mapped_column(Date)
    aterremitterad: Mapped[date | None] = mapped_column(Date)
    aterremiss_skal: Mapped[str | None] = mapped_column(Text)
    inkommen_igen: Mapped[date | None] = mapped_column(Date)
    godkand: Mapped[date | None] = mapped_column(Date)
    revidering_begard: Mapped[date | None] = mapped_column(Date)
    revidering_skal: Mapped[str | None] = mapped_column(Text)
    skalsteg_start: Mapped[int | None] = mapped_column(Integer)
    skalsteg_mal: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Manadsrapport(Bas):
    """`manad` is "ÅÅÅÅ-MM"; `bedomning` (fortsatt, justera, avsluta) is recorded with the approval (K 13).

    `skalsteg`: where the anordnare sees the kund on the scale that month (rules.progression).
    """

    __tablename__ = "manadsrapport"
    __table_args__ = (UniqueConstraint("insats_id", "manad"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    manad: Mapped[str] = mapped_column(String(7))
    klarmarkerad: Mapped[date | None] = mapped_column(Date)
    aterremitterad: Mapped[date | None] = mapped_column(Date)
    aterremiss_skal: Mapped[str | None] = mapped_column(Text)
    klarmarkerad_igen: Mapped[date | None] = mapped_column(Date)
    godkand: Mapped[date | None] = mapped_column(Date)
    underlag: Mapped[date | None] = mapped_column(Date)
    bedomning: Mapped[str | None] = mapped_column(String(12))
    skalsteg: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Slutrapport(Bas):
    __tablename__ = "slutrapport"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), unique=True)
    inkommen: Mapped[date | None] = mapped_column(Date)
    aterremitterad: Mapped[date | None] = mapped_column(Date)
    aterremiss_skal: Mapped[str | None] = mapped_column(Text)
    inkommen_igen: Mapped[date | None] = mapped_column(Date)
    godkand: Mapped[date | None] = mapped_column(Date)
    nasta_steg: Mapped[str | None] = mapped_column(Text)
    skalsteg: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Aterremiss(Bas):
    """Second and later returns. `avser`: "ÅÅÅÅ-MM" (a report), a plan's number, or "slut"."""

    __tablename__ = "aterremiss"
    __table_args__ = (UniqueConstraint("insats_id", "avser", "aterremitterad"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    avser: Mapped[str] = mapped_column(String(10))
    aterremitterad: Mapped[date] = mapped_column(Date)
    inkommen_igen: Mapped[date | None] = mapped_column(Date)
    skal: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Franvaro(Bas):
    """`typ`: sjuk, vab, annan, ogiltig, ledighet. `till` empty = still absent.

    `motivering`: why a leave was let through though a criterion is not met (K 9.2). `intyg_skal`: why a certificate
    is asked for from day one (K 10.1).
    """

    __tablename__ = "franvaro"
    __table_args__ = (UniqueConstraint("insats_id", "typ", "fran"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    typ: Mapped[str] = mapped_column(String(10))
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date | None] = mapped_column(Date)
    orsak: Mapped[str | None] = mapped_column(Text)
    kontaktforsok: Mapped[int | None] = mapped_column(Integer)
    registrerad: Mapped[date | None] = mapped_column(Date)
    intyg_anordnare: Mapped[date | None] = mapped_column(Date)
    intyg_kv: Mapped[date | None] = mapped_column(Date)
    intyg_fran_dag_ett: Mapped[bool | None] = mapped_column(Boolean)
    meddelad: Mapped[date | None] = mapped_column(Date)
    bedomd: Mapped[date | None] = mapped_column(Date)
    bedomning: Mapped[str | None] = mapped_column(Text)
    motivering: Mapped[str | None] = mapped_column(Text)
    intyg_skal: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Forlangning(Bas):
    """Asked for by a karriärvägledare, decided by an arbetsledare. `beslut`: beviljad, avslag.

    `mal`: what is to be reached in the month asked for. `atersand`: the latest day it was sent back to be completed,
    with the reason; `kompletterad` empty after that = it is still with the one who asks.
    """

    __tablename__ = "forlangning"
    __table_args__ = (UniqueConstraint("insats_id", "begard"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    begard: Mapped[date] = mapped_column(Date)
    begard_av_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"))
    motivering: Mapped[str | None] = mapped_column(Text)
    mal: Mapped[str | None] = mapped_column(Text)
    atersand: Mapped[date | None] = mapped_column(Date)
    atersand_skal: Mapped[str | None] = mapped_column(Text)
    kompletterad: Mapped[date | None] = mapped_column(Date)
    beslutad: Mapped[date | None] = mapped_column(Date)
    beslutad_av_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"))
    beslut: Mapped[str | None] = mapped_column(String(10))
    beslut_skal: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Kontakt(Bas):
    """`typ`: uppstartsmote, veckokontakt, trepart."""

    __tablename__ = "kontakt"
    __table_args__ = (UniqueConstraint("insats_id", "datum", "typ"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    datum: Mapped[date] = mapped_column(Date)
    typ: Mapped[str] = mapped_column(String(16))


class Incident(Bas):
    """A personuppgiftsincident; times are local, to the minute.

    `anmals`: whether it is reported to the supervisory authority, `berorda_informeras`: whether those concerned are
    told; both are empty until the dataskyddssamordnare has assessed it.
    """

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    nyckel: Mapped[str] = mapped_column(String(40), unique=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    upptackt: Mapped[datetime] = mapped_column(DateTime)
    kv_underrattad: Mapped[datetime | None] = mapped_column(DateTime)
    vidare: Mapped[datetime | None] = mapped_column(DateTime)
    bedomd: Mapped[datetime | None] = mapped_column(DateTime)
    beskrivning: Mapped[str | None] = mapped_column(Text)
    antal_berorda: Mapped[int | None] = mapped_column(Integer)
    atgarder: Mapped[str | None] = mapped_column(Text)
    bedomning: Mapped[str | None] = mapped_column(Text)
    anmals: Mapped[bool | None] = mapped_column(Boolean)
    berorda_informeras: Mapped[bool | None] = mapped_column(Boolean)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Frist(Bas):
    """A frist that is not done, as the rules gave it from the facts; rewritten in the same transaction as the facts.

    Done ones are not stored: they cost most of the rows and nobody queues for them; `rules.frister` gives them.
    Open on a day d: `utlost` <= d and (`stangs` empty or > d). `stangs` is the first day on which it
    is bortfallen (or, `ersatt`, replaced by another) unless done. `huvud`: the row of the queue for its thing to do
    (`sak`); the others stand inside it. The rest repeats what the queue filters and sorts by, so that a page of
    the queue is one walk along one index. Times (`*_tid`) are set for incidents only.
    """

    __tablename__ = "frist"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    kod: Mapped[str] = mapped_column(String(24))
    avser: Mapped[str] = mapped_column(String(40), default="")
    ansvarig: Mapped[str] = mapped_column(String(4))
    utlost: Mapped[date] = mapped_column(Date)
    forfaller: Mapped[date] = mapped_column(Date)
    vilande: Mapped[bool] = mapped_column(Boolean, default=False)
    stangs: Mapped[date | None] = mapped_column(Date)
    ersatt: Mapped[bool] = mapped_column(Boolean, default=False)
    utlost_tid: Mapped[datetime | None] = mapped_column(DateTime)
    forfaller_tid: Mapped[datetime | None] = mapped_column(DateTime)
    gul_kvar: Mapped[int] = mapped_column(Integer, default=2)
    kalla: Mapped[str] = mapped_column(String(80), default="")
    tolkning: Mapped[str] = mapped_column(String(40), default="")
    sak: Mapped[str] = mapped_column(String(40), default="")
    huvud: Mapped[bool] = mapped_column(Boolean, default=True)
    slag: Mapped[str] = mapped_column(String(10), default="ovrigt")
    bevakas: Mapped[bool] = mapped_column(Boolean, default=False)
    insatskod: Mapped[str] = mapped_column(String(8), default="")
    kundval: Mapped[str] = mapped_column(String(8), default="")
    anordnare_id: Mapped[int | None] = mapped_column(Integer)
    kund_id: Mapped[int] = mapped_column(Integer)
    kundansvarig_id: Mapped[int | None] = mapped_column(Integer)
    skyddad: Mapped[bool] = mapped_column(Boolean, default=False)


_OPPEN = Frist.huvud.is_(True)
_SLUT = (Frist.vilande, Frist.forfaller, Frist.id, Frist.utlost, Frist.stangs, Frist.gul_kvar)


def _ko_index(namn: str, *forst: object) -> Index:
    """An index that a page of the queue walks in order: equal columns first, then the order of the queue."""
    return Index(namn, *forst, *_SLUT, sqlite_where=_OPPEN)  # type: ignore[arg-type]


_ko_index("ix_frist_ko_mina", Frist.kundansvarig_id, Frist.bevakas)
_ko_index("ix_frist_ko_alla", Frist.bevakas)
_ko_index("ix_frist_ko_anordnare", Frist.anordnare_id, Frist.bevakas)
_ko_index("ix_frist_ko_kundval", Frist.kundval, Frist.bevakas)
_ko_index("ix_frist_ko_slag", Frist.slag, Frist.bevakas)
_ko_index("ix_frist_ko_roll", Frist.ansvarig)
Index("ix_frist_insats", Frist.insats_id, Frist.kod, Frist.avser)


_VEMS = (Frist.kund_id, Frist.skyddad, Frist.kundansvarig_id)
"""What a policy asks of the row: in the indexes too, or the row itself would have to be read for it."""


@event.listens_for(Frist.__table__, "before_create")
def _samma_villkor(tabell: Table, anslutning: Connection, **_: object) -> None:
    """The same condition on PostgreSQL, said only there: naming it above would load that dialect at every start."""
    if anslutning.dialect.name == "postgresql":
        for index in tabell.indexes:
            if index.dialect_options["sqlite"]["where"] is not None:
                index.dialect_options["postgresql"]["where"] = _OPPEN
                index.dialect_options["postgresql"]["include"] = [k.key for k in _VEMS if k.key not in index.columns]
