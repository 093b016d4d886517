"""Who may read and write what, as data: a line for each table and each group that has anything to do with it.

What is not said here is refused. Every mapped table has a line, even one that nobody may touch (a test sees to it).
A policy is an expression over the row; what it asks of the one who is logged in is asked once per statement, as a
sub-select. What belongs to a case is seen with its insats, which has a policy of its own.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from dataclasses import dataclass

from .. import Bas
from .roller import (
    ARBETSLEDARE,
    ARENDEN,
    DATASKYDDSSAMORDNARE,
    GRUPPER,
    KARRIARVAGLEDARE,
    KVALITETSUTVECKLARE,
    REGISTERVARDARE,
    SYSTEMSPECIALIST,
    TAL,
)

ALLA = ("*",)
"""All columns; of what is written, all but the number that the database gives and what never changes."""


@dataclass(frozen=True, slots=True)
class Ratt:
    """What some groups may do with one table. None: not at all.

    `las`, `ny`, `andra`, `ta_bort`: which rows; `andra_till`: what a changed row must be, where that is not `andra`.
    `kolumner`, `nya_kolumner`, `andra_kolumner`: which columns of them.
    """

    grupper: tuple[str, ...]
    las: str | None = None
    ny: str | None = None
    andra: str | None = None
    andra_till: str | None = None
    ta_bort: str | None = None
    kolumner: tuple[str, ...] = ALLA
    nya_kolumner: tuple[str, ...] = ALLA
    andra_kolumner: tuple[str, ...] = ALLA


_NAGON = "(SELECT ratt.jag()) IS NOT NULL"
_ARENDE = "(SELECT ratt.arenden())"
_MIN = "anvandare = session_user::text"


def _roll(*roller: str) -> str:
    namn = ", ".join(f"'{r}'" for r in roller)
    return f"(SELECT ratt.roll()) IN ({namn})"


def _synlig(oskyddad: str, kund: str) -> str:
    """A row that says itself whose it is. `oskyddad`: the condition that nothing guards it, which costs nothing; of
    those that something guards a function is asked, before anything else is (funktioner.FORST)."""
    return (
        f"{_ARENDE} AND ({oskyddad} OR ratt.raden(kundansvarig_id, {kund}, (SELECT ratt.jag()), (SELECT ratt.roll()),"
        " (SELECT ratt.lanade())))"
    )


def _foljer(tabell: str) -> str:
    """What guards the row is what guards the kund."""
    return (
        f"EXISTS (SELECT 1 FROM public.kund k WHERE k.id = {tabell}.kund_id"
        f" AND k.skydd IS NOT DISTINCT FROM {tabell}.skydd"
        f" AND k.kundansvarig_id IS NOT DISTINCT FROM {tabell}.kundansvarig_id)"
    )


def _arendets(tabell: str) -> str:
    return f"EXISTS (SELECT 1 FROM public.insats i WHERE i.id = {tabell}.insats_id)"


def _sedd(tabell: str) -> str:
    """A row that is there, of a case that one may see. As `_arendets`, but asked in the shortest way: most statements
    find a few rows or none, and a sub-select would cost them more than they do themselves."""
    return f"ratt.far_insats({tabell}.insats_id)"


def _kundens(tabell: str) -> str:
    return f"EXISTS (SELECT 1 FROM public.kund k WHERE k.id = {tabell}.kund_id)"


def _kundens_sedd(tabell: str) -> str:
    """As `_sedd`, of what belongs to the kund."""
    return f"ratt.far_kund({tabell}.kund_id)"


def _i_arendet(tabell: str, *, ta_bort: bool = False, mer: str = "", andra_till: str | None = None) -> Ratt:
    """Read and written by those who work with the case."""
    far, sedd = _arendets(tabell), _sedd(tabell)
    return Ratt(ARENDEN, sedd, f"{far}{mer}", sedd, andra_till or f"{far}{mer}", sedd if ta_bort else None)


def _rattar(tabell: str, kolumn: str = "rattar_id") -> str:
    """A row that names another names one of the same case: else the server would tell which numbers exist."""
    return f" AND ({kolumn} IS NULL OR ratt.i_arendet('{tabell}', {kolumn}, insats_id))"


def _egen(tabell: str) -> Ratt:
    """One's own, at a case that one may see."""
    far = f"{_MIN} AND {_arendets(tabell)}"
    return Ratt(ARENDEN, far, far, far, None, far)


def _tal(*kolumner: str) -> Ratt:
    """Figures: no name, no key, nothing that somebody wrote."""
    return Ratt(TAL, _roll(*TAL), kolumner=kolumner)


_KUND = _synlig("skydd IS NULL", "id")
_KUNDENS_ID = _synlig("skydd IS NULL", "kund_id")
_FRIST = _synlig("NOT skyddad", "kund_id")
_ANTECKNING = (
    "(signerad IS NOT NULL AND ratt.far_insats(insats_id)"
    " OR signerad IS NULL AND ratt.far_utkast(insats_id, skriven_av))"
)
_EGET_UTKAST = f"{_arendets('anteckning')} AND skriven_av = session_user::text"
_BEDOMARE = _roll(DATASKYDDSSAMORDNARE)
_ENKAT = _roll(ARBETSLEDARE, *TAL)
_SKOTARE = _roll(SYSTEMSPECIALIST)
_UTVECKLARE = _roll(KVALITETSUTVECKLARE)
_FOLJER_INSATS = (
    "EXISTS (SELECT 1 FROM public.insats i WHERE i.id = frist.insats_id AND i.kund_id = frist.kund_id"
    " AND i.kundansvarig_id IS NOT DISTINCT FROM frist.kundansvarig_id AND (i.skydd IS NOT NULL) = frist.skyddad)"
)
_DOKUMENT = (
    "EXISTS (SELECT 1 FROM public.insats i WHERE i.id = dokument.insats_id AND dokument.nummer ~ '-[0-9]+$'"
    " AND right(regexp_replace(dokument.nummer, '-[0-9]+$', ''), length(i.nyckel) + 1) = ' ' || i.nyckel)"
    " AND (ersatter_id IS NULL OR ratt.i_arendet('dokument', ersatter_id, insats_id))"
)
"""Numbers are unique: one that names another case would tell whether that case has such a document."""
_PAKET = f"{_ARENDE} AND (handlaggare_id = (SELECT ratt.jag()) OR (SELECT ratt.roll()) = '{ARBETSLEDARE}')"
_EGET_PAKET = f"{_UTVECKLARE} AND handlaggare_id = (SELECT ratt.jag())"
"""Of visits: their own, and nobody else's."""
_OVERLAMNA = f"{_kundens('overlamning')} AND ((SELECT ratt.roll()) = '{ARBETSLEDARE}' OR ratt.har_kund(kund_id))"
_BEGARAN = (
    " AND begard_av_id = (SELECT ratt.jag()) AND beslutad IS NULL AND beslutad_av_id IS NULL AND beslut IS NULL"
    " AND beslut_skal IS NULL AND atersand IS NULL AND kompletterad IS NULL"
)
_MIN_NOTIS = "ratt.min_notis(anvandare, kod)"
_OM_SYNLIGT = f"{_ARENDE} AND (insats_id IS NULL OR {_arendets('notis')})"
_OBEDOMD = " AND bedomd IS NULL AND bedomning IS NULL AND anmals IS NULL AND berorda_informeras IS NULL"

_HANDELSE = ("kv_underrattad", "vidare", "beskrivning", "antal_berorda", "atgarder", "version")
_BEDOMNING = ("bedomd", "bedomning", "anmals", "berorda_informeras", "version")
_REGISTER = Ratt((*ARENDEN, *TAL, SYSTEMSPECIALIST), _NAGON)
_VARDARE = _roll(*REGISTERVARDARE)
_VARDAS = Ratt(REGISTERVARDARE, None, _VARDARE, _VARDARE)
_VARDAS_OCH_TAS_BORT = Ratt(REGISTERVARDARE, None, _VARDARE, _VARDARE, None, _VARDARE)
_ANVANDARE = ("anvandare", "namn", "roll", "epost", "sparrad", "version")
"""Not whose password was given to them: making a login says so (ratter/anvandare.py)."""
_PROV = _roll(KVALITETSUTVECKLARE, ARBETSLEDARE)
_LASER_PLANER = Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE))
_TEXTER = (
    Ratt(GRUPPER, _NAGON),
    Ratt((SYSTEMSPECIALIST,), None, _SKOTARE),
)

REGLER: dict[str, tuple[Ratt, ...]] = {
    "schemaversion": (Ratt(GRUPPER, "true"),),
    "handlaggare": (
        Ratt(GRUPPER, _NAGON, kolumner=("id", *_ANVANDARE)),
        Ratt((SYSTEMSPECIALIST,), _SKOTARE, _SKOTARE, _SKOTARE, kolumner=("losenord_givet",),
             andra_kolumner=_ANVANDARE),
    ),
    "anordnare": (_REGISTER, Ratt((DATASKYDDSSAMORDNARE,), _NAGON, kolumner=("id", "namn", "tidigare_namn")),
                  _VARDAS),
    # The förvalslista is published: for everybody to read.
    "auktorisation": (
        _REGISTER, Ratt((DATASKYDDSSAMORDNARE,), _NAGON, kolumner=("id", "anordnare_id", "avser", "fran", "till")),
        _VARDAS_OCH_TAS_BORT,
    ),
    "anordnarkontor": (_REGISTER, _VARDAS_OCH_TAS_BORT),
    "jobbexpert": (_REGISTER, _VARDAS_OCH_TAS_BORT),
    # What an anordnare has reported stays, and says who dealt with it.
    "anordnarandring": (_REGISTER, _VARDAS),
    # Written down when the day has come, by whoever grants an insats or changes authorisations (services.forval).
    "forvalsperiod": (
        _REGISTER,
        Ratt((DATASKYDDSSAMORDNARE,), _NAGON),
        Ratt((*ARENDEN, *TAL, SYSTEMSPECIALIST), None, _NAGON, _NAGON, andra_kolumner=("till",)),
    ),
    "kund": (Ratt(ARENDEN, _KUND, _KUND, _KUND),),
    "kundidentitet": (
        Ratt(ARENDEN, _KUNDENS_ID, f"{_KUNDENS_ID} AND {_foljer('kundidentitet')}", _KUNDENS_ID,
             f"{_KUNDENS_ID} AND {_foljer('kundidentitet')}"),
    ),
    "insats": (
        Ratt(ARENDEN, _KUNDENS_ID, f"{_KUNDENS_ID} AND {_foljer('insats')}", _KUNDENS_ID,
             f"{_KUNDENS_ID} AND {_foljer('insats')}"),
        _tal(
            "id", "kod", "kundval", "anordnare_id", "beslut", "aktualiserad", "bemannad", "uppdrag", "start", "slut",
            "omfattning", "sista_dag", "avslutsbeslut", "avslutstyp", "avslutsorsak", "avbrottsdokument", "forvald",
            "bevakas_fran", "historik",
        ),
        Ratt((DATASKYDDSSAMORDNARE,), f"{_BEDOMARE} AND id = ANY ((SELECT ratt.med_incident())::integer[])",
             kolumner=("id", "nyckel", "kod", "kundval", "anordnare_id", "kundansvarig_id", "version")),
    ),
    "frist": (
        Ratt(ARENDEN, _FRIST, f"{_FRIST} AND {_FOLJER_INSATS}", None, None, _FRIST),
        _tal(
            "id", "insats_id", "kod", "ansvarig", "utlost", "forfaller", "vilande", "stangs", "huvud", "slag",
            "bevakas", "insatskod", "kundval", "anordnare_id",
        ),
        # The assessment of incidents is theirs, and the frist is gone when it is done.
        Ratt((DATASKYDDSSAMORDNARE,), f"{_BEDOMARE} AND ansvarig = 'DSS'",
             ta_bort=f"{_BEDOMARE} AND ansvarig = 'DSS' AND kod = 'incident_bedomning'",
             kolumner=(
                 "id", "insats_id", "kod", "avser", "ansvarig", "utlost", "forfaller", "vilande", "stangs", "ersatt",
                 "utlost_tid", "forfaller_tid", "gul_kvar", "kalla", "tolkning", "sak", "huvud", "slag", "bevakas",
                 "insatskod", "kundval", "anordnare_id", "kundansvarig_id",
             )),
    ),
    "genomforandeplan": (
        _i_arendet("genomforandeplan"),
        _tal("insats_id", "nummer", "inkommen", "aterremitterad", "inkommen_igen", "godkand", "revidering_begard"),
    ),
    "manadsrapport": (
        _i_arendet("manadsrapport"),
        _tal("insats_id", "manad", "klarmarkerad", "aterremitterad", "klarmarkerad_igen", "godkand", "underlag",
             "bedomning"),
    ),
    "slutrapport": (
        _i_arendet("slutrapport"),
        _tal("insats_id", "inkommen", "aterremitterad", "inkommen_igen", "godkand"),
    ),
    "aterremiss": (
        _i_arendet("aterremiss", ta_bort=True),
        _tal("insats_id", "aterremitterad", "inkommen_igen"),
    ),
    "franvaro": (_i_arendet("franvaro", ta_bort=True),),
    "forlangning": (
        _i_arendet("forlangning", mer=_BEGARAN, andra_till=_arendets("forlangning")),
        _tal("insats_id", "begard", "beslutad", "beslut"),
    ),
    "kontakt": (_i_arendet("kontakt"), _tal("insats_id", "datum", "typ")),
    "incident": (
        Ratt(ARENDEN, _sedd("incident"), f"{_arendets('incident')}{_OBEDOMD}", _sedd("incident"),
             _arendets("incident"), andra_kolumner=_HANDELSE),
        Ratt((DATASKYDDSSAMORDNARE,), _BEDOMARE, None, _BEDOMARE, andra_kolumner=_BEDOMNING),
    ),
    "mote": (_i_arendet("mote"),),
    # Kept as they were said: a row can be held, so that two do not correct it at once, but not changed.
    "meddelande": (
        Ratt(ARENDEN, _sedd("meddelande"),
             f"{_arendets('meddelande')} AND skriven_av = session_user::text{_rattar('meddelande')}",
             _sedd("meddelande"), "false", andra_kolumner=("version",)),
    ),
    "anteckning": (
        Ratt(ARENDEN, _ANTECKNING, f"{_EGET_UTKAST}{_rattar('anteckning')}", _ANTECKNING,
             f"{_EGET_UTKAST}{_rattar('anteckning')}", f"{_ANTECKNING} AND {_EGET_UTKAST} AND signerad IS NULL"),
    ),
    "bilaga": (
        Ratt(ARENDEN, _sedd("bilaga"), f"{_arendets('bilaga')} AND tillagd_av = session_user::text",
             _sedd("bilaga"), "false", _sedd("bilaga"), andra_kolumner=("version",)),
    ),
    "kartlaggning": (
        Ratt(ARENDEN, _kundens_sedd("kartlaggning"), f"{_kundens('kartlaggning')} AND skriven_av = session_user::text",
             _kundens_sedd("kartlaggning"), "false", andra_kolumner=("version",)),
    ),
    "framtidsplan": (
        Ratt(ARENDEN, _kundens_sedd("framtidsplan"), f"{_kundens('framtidsplan')} AND skriven_av = session_user::text",
             _kundens_sedd("framtidsplan"), "false", andra_kolumner=("version",)),
    ),
    "inlamning": (_i_arendet("inlamning"),),
    "rapportinnehall": (_i_arendet("rapportinnehall", mer=_rattar("inlamning", "inlamning_id")),),
    "granskningsutkast": (_egen("granskningsutkast"),),
    "brist": (
        _i_arendet("brist"),
        _tal("insats_id", "anordnare_id", "kod", "fran", "upphord", "avslutad", "bedomning"),
    ),
    "dokument": (
        Ratt(ARENDEN, _sedd("dokument"), _DOKUMENT),
    ),
    "paket": (
        Ratt(ARENDEN, _PAKET, f"{_PAKET} AND skapat_av = session_user::text", _PAKET),
        Ratt((KVALITETSUTVECKLARE,), _EGET_PAKET, f"{_EGET_PAKET} AND skapat_av = session_user::text", _EGET_PAKET),
    ),
    "paketbeslut": (),
    "paminnelse": (_egen("paminnelse"),),
    "marke": (_egen("marke"),),
    "sparat_filter": (Ratt(GRUPPER, f"{_NAGON} AND {_MIN}", f"{_NAGON} AND {_MIN}", f"{_NAGON} AND {_MIN}", None,
                           f"{_NAGON} AND {_MIN}"),),
    "overlamning": (
        Ratt(ARENDEN, _kundens_sedd("overlamning"), _OVERLAMNA, _kundens_sedd("overlamning"),
             f"{_kundens('overlamning')} AND ((SELECT ratt.roll()) = '{ARBETSLEDARE}'"
             " OR fran_id = (SELECT ratt.jag()) OR till_id = (SELECT ratt.jag()) OR ratt.har_kund(kund_id))",
             andra_kolumner=("aterford", "version")),
    ),
    # Written to whoever it concerns, of a case that the writer may see; read by whom it is for, and by nobody else.
    "notis": (
        Ratt(ARENDEN, f"{_MIN_NOTIS} AND {_OM_SYNLIGT}", _OM_SYNLIGT, f"{_MIN_NOTIS} AND {_OM_SYNLIGT}", None,
             f"{_MIN_NOTIS} AND {_OM_SYNLIGT}", andra_kolumner=("last",)),
        Ratt(tuple(g for g in GRUPPER if g not in ARENDEN), f"{_NAGON} AND {_MIN_NOTIS}", None,
             f"{_NAGON} AND {_MIN_NOTIS}", andra_kolumner=("last",)),
    ),
    "dokumenttext": _TEXTER,
    "logotyp": _TEXTER,
    "installning": (
        Ratt(GRUPPER, _NAGON),
        Ratt((SYSTEMSPECIALIST,), None, _SKOTARE, _SKOTARE),
        Ratt(ARENDEN, None, f"{_ARENDE} AND nyckel = 'databas.id'"),
        Ratt((KVALITETSUTVECKLARE,), None, f"{_UTVECKLARE} AND nyckel = 'databas.id'"),
    ),
    "sokord_arende": (),
    "sokord_anordnare": (),
    "sokord_anteckning": (),
    "sokord_meddelande": (),
    "sokord_rapport": (),
    # What may become of a list is guarded (gallring.py); what stands on it is deleted by a function.
    "gallring": (
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE)),
        Ratt((DATASKYDDSSAMORDNARE,), _BEDOMARE),
    ),
    "gallringspost": (
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE)),
        Ratt((DATASKYDDSSAMORDNARE,), _BEDOMARE, kolumner=(
            "id", "gallring_id", "kod", "sedan", "grans", "lage", "omfattning", "till", "utford", "utford_av",
            "version",
        )),
    ),
    # Reckoned, prepared and made final by arbetsledare; a final run is guarded (ersattning.py).
    # Which months are final is for a karriärvägledare to know too; sums are not.
    "ersattningskorning": (
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE)),
        Ratt((KARRIARVAGLEDARE,), _roll(KARRIARVAGLEDARE), kolumner=("id", "manad", "lage", "brytdatum")),
    ),
    "ersattningsrad": (
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE), ta_bort=_roll(ARBETSLEDARE)),
        Ratt((KARRIARVAGLEDARE,), _arendets("ersattningsrad")),
    ),
    "ejutbetald": (
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE), ta_bort=_roll(ARBETSLEDARE)),
        Ratt((KARRIARVAGLEDARE,), _arendets("ejutbetald")),
    ),
    "budget": (
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE), _roll(ARBETSLEDARE),
             ta_bort=_roll(ARBETSLEDARE)),
    ),
    # Whoever runs a kundenkät sees figures; who has been asked is known with the kund, and the list is drawn by a
    # function (kundenkat.py). What anordnare are compared by is for those who meet kunder to show.
    "enkat": (
        Ratt((ARBETSLEDARE, *TAL), _ENKAT, _ENKAT, _ENKAT),
        Ratt((KARRIARVAGLEDARE,), _roll(KARRIARVAGLEDARE), kolumner=("id", "ar", "kundval", "namn", "stangd")),
    ),
    "enkatgrupp": (
        Ratt((ARBETSLEDARE, *TAL), _ENKAT, None, _ENKAT, andra_kolumner=("andel_nojda", "antal_svar")),
        Ratt((KARRIARVAGLEDARE,), f"{_roll(KARRIARVAGLEDARE)} AND antal_svar IS NOT NULL",
             kolumner=("enkat_id", "anordnare_id", "andel_nojda", "antal_svar")),
    ),
    "enkatutskick": (Ratt(ARENDEN, _sedd("enkatutskick")),),
    "enkatsvar": (Ratt((ARBETSLEDARE, *TAL), _ENKAT, _ENKAT, ta_bort=_ENKAT),),
    # Plans are the kvalitetsutvecklare's to write; a decided one is guarded (uppfoljning.py).
    "uppfoljning": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND lage = 'utkast'", _UTVECKLARE,
             ta_bort=_UTVECKLARE),
        _LASER_PLANER,
    ),
    "uppfoljningssteg": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE, ta_bort=_UTVECKLARE), _LASER_PLANER,
    ),
    "uppfoljningskrav": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE, ta_bort=_UTVECKLARE), _LASER_PLANER,
    ),
    # A visit that was planned is called off, not taken away; what has been signed is guarded (besok.py).
    "besok": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND lage = 'planerat' AND protokoll = 0",
             _UTVECKLARE),
        _LASER_PLANER,
    ),
    "besoksfraga": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE, ta_bort=_UTVECKLARE), _LASER_PLANER,
    ),
    "besokspunkt": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE, ta_bort=_UTVECKLARE), _LASER_PLANER,
    ),
    "besoksprotokoll": (Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE), _LASER_PLANER),
    # Proposed by who follows up, decided by another; what has been communicated is guarded (atgard.py).
    "atgard": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND makulerad IS NULL", _UTVECKLARE),
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), None, _roll(ARBETSLEDARE), andra_kolumner=("skapad", "version")),
    ),
    "atgardssteg": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND foreslagen_av = session_user::text", _UTVECKLARE,
             ta_bort=_UTVECKLARE),
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), None, _roll(ARBETSLEDARE),
             andra_kolumner=("lage", "beslutsfattare", "beslutad", "beslutad_av", "diarienummer", "beslut_skal",
                             "kommunicerad", "kommunicerad_av", "version")),
    ),
    "atgardsbrev": (
        Ratt((KVALITETSUTVECKLARE, ARBETSLEDARE), _PROV, f"{_PROV} AND utfardat_av = session_user::text"),
    ),
    # Asked for by who follows up, drawn by who sees all cases (stickprov.py).
    "stickprov": (
        Ratt((KVALITETSUTVECKLARE, ARBETSLEDARE), _PROV, f"{_PROV} AND lage = 'bestallt'", _PROV,
             andra_kolumner=("lage", "skal", "draget", "draget_av", "population", "utelamnade", "fingeravtryck",
                             "klart", "klart_av", "utfall", "version")),
    ),
    "stickprovsarende": (
        Ratt((ARBETSLEDARE,), f"{_roll(ARBETSLEDARE)} AND {_sedd('stickprovsarende')}",
             f"{_roll(ARBETSLEDARE)} AND {_arendets('stickprovsarende')}",
             f"{_roll(ARBETSLEDARE)} AND {_sedd('stickprovsarende')}",
             andra_kolumner=("svar", "kommentar", "granskat", "version")),
        # What has been seen in a case is of its kund too, and belongs in their registerutdrag.
        Ratt((KARRIARVAGLEDARE,), f"granskat IS NOT NULL AND {_sedd('stickprovsarende')}"),
    ),
    "uppfoljningsandring": (Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE), _LASER_PLANER),
    # What an anordnare has sent in stays as it came (uppfoljning.py).
    "uppfoljningsredovisning": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND mottagen_av = session_user::text", _UTVECKLARE,
             andra_kolumner=("lage", "skal", "nummer", "mottagen", "version")),
        _LASER_PLANER,
    ),
    "uppfoljningssvar": (Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE), _LASER_PLANER),
    # A bedömning keeps all it has been, and a granskning that is klar is guarded (bedomning.py).
    "anordnargranskning": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND lage = 'pagar'", _UTVECKLARE,
             andra_kolumner=("lage", "slutsats", "klar", "klar_av", "skal", "version")),
        _LASER_PLANER,
    ),
    "bedomning": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE,
             andra_kolumner=("punkt_id", "niva", "kommentar", "evidens", "bedomd", "bedomd_av", "version")),
        _LASER_PLANER,
    ),
    "bedomningsversion": (Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE), _LASER_PLANER),
    # What has been sent to anordnare stays as it was sent (uppfoljning.py).
    "uppfoljningslista": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND lage = 'utkast'", _UTVECKLARE,
             ta_bort=_UTVECKLARE, andra_kolumner=("lage", "utsand", "utsand_av", "svar_senast", "version")),
        _LASER_PLANER,
    ),
    "uppfoljningspunkt": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE, ta_bort=_UTVECKLARE,
             andra_kolumner=("delen", "ordning", "punkt", "fraga", "bevis", "galler", "version")),
        _LASER_PLANER,
    ),
    # A kvalitetsrapport is the kvalitetsutvecklare's to write, and both read it and say what they think of it; when it
    # is decided nothing of it changes (kvalitetsrapport.py).
    "kvalitetsrapport": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND lage = 'utkast'", _UTVECKLARE,
             andra_kolumner=("titel", "fran", "till", "kundval", "lage", "version")),
        _LASER_PLANER,
    ),
    "rapportavsnitt": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE, _UTVECKLARE,
             andra_kolumner=("ordning", "niva", "rubrik", "text", "borttaget", "version")),
        _LASER_PLANER,
    ),
    "avsnittsversion": (Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE), _LASER_PLANER),
    "avsnittskommentar": (
        Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, f"{_UTVECKLARE} AND besvarad IS NULL", _UTVECKLARE,
             andra_kolumner=("svar", "besvarad", "besvarad_av", "version")),
        Ratt((ARBETSLEDARE,), _roll(ARBETSLEDARE), f"{_roll(ARBETSLEDARE)} AND besvarad IS NULL"),
    ),
    "rapportbeslut": (Ratt((KVALITETSUTVECKLARE,), _UTVECKLARE, _UTVECKLARE), _LASER_PLANER),
    "gallringsstatistik": (Ratt((ARBETSLEDARE, DATASKYDDSSAMORDNARE, *TAL), _NAGON),),
    # The log is written by the database itself. Who changed what in a case is seen with the case, and who has looked
    # at it is not; the answer of an action names all the cases it was about, so it is asked for (ratt.andring). The
    # dataskyddssamordnare reads by views (logglasning).
    "handling": (
        Ratt(GRUPPER, f"{_NAGON} AND ({_MIN} OR ratt.far_handling(id))",
             kolumner=("id", "tid", "anvandare", "roll", "namn")),
    ),
    "logg": (Ratt(GRUPPER, "ratt.far_loggrad(tabell, falt, kund_id, insats_id)"),),
    "loggslut": (),
}  # fmt: skip

FASTA = {
    "kund": ("nyckel",),
    "insats": ("nyckel", "kund_id"),
    "incident": ("nyckel", "insats_id"),
    "kundidentitet": ("kund_id",),
}
"""What a row never changes once it is there, besides its number."""

OM_KUNDER = {
    t for t, x in Bas.metadata.tables.items() if t == "kund" or {"kund_id", "insats_id"} & set(x.columns.keys())
}
"""Tables that tell of people."""
