"""The forms of the next steps of a case: what to fill in, what stands there already, what to think of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Incident, Insats, Kund
from ..rules.ramar import Ramar
from ..rules.steg import Lage, Steg, hinder, mojliga
from ..texter.datum import datum_langt, manad_ord
from ..texter.forvalslista import eget_val
from ..texter.meningar import BEDOMNINGORD, FRANVAROORD, STEGNEJ
from . import formular_franvaro, formular_incident, forval, overlamning, skydd
from .anordnarkort import jobbexperter
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .flode_brister import steg_for_brister
from .flode_forlangning import EGEN_BEGARAN, egen_begaran, forlangning_rad
from .flode_franvaro import rad_av
from .flode_granskning import nasta_steg_kravs
from .flode_handelser import franvaro_rad
from .flode_start import NAGON_ANNAN, auktoriserade
from .frister import Rader
from .kartlaggning import plan_i_ord, steg_for_kunden
from .parallella import obedomda, rader_i_ord
from .rapportrader import rad_for

# Code: (heading, button). {m} is the month, {v} the version.
_TEXT: dict[str, tuple[str, str]] = {
    "valj_anordnare": ("Välj anordnare", "Spara valet"),
    "aktualisera": ("Aktualisera hos anordnaren", "Aktualisera"),
    "bemanna": ("Registrera bemanning", "Spara bemanning"),
    "uppdrag": ("Lägg in uppdraget", "Lägg in uppdraget"),
    "kontakt": ("Registrera möte eller kontakt", "Spara"),
    "plan_inkommen": ("Genomförandeplan har kommit in", "Spara"),
    "plan_aterremiss": ("Återremittera planen, version {v}", "Återremittera"),
    "plan_igen": ("Planen har kommit in igen, version {v}", "Spara"),
    "plan_godkann": ("Godkänn genomförandeplanen, version {v}", "Godkänn planen"),
    "plan_revidering": ("Begär reviderad plan", "Begär revidering"),
    "rapport_klarmarkera": ("Månadsrapport klarmarkerad, {m}", "Spara"),
    "rapport_aterremiss": ("Återremittera månadsrapport, {m}", "Återremittera"),
    "rapport_igen": ("Månadsrapport klarmarkerad igen, {m}", "Spara"),
    "rapport_godkann": ("Godkänn månadsrapport, {m}", "Godkänn rapporten"),
    "underlag": ("Faktureringsunderlag har kommit in, {m}", "Spara"),
    "avsluta": ("Avsluta insatsen", "Besluta om avslut"),
    "avbrottsdokument": ("Utfärda avbrottsdokument", "Förhandsgranska och utfärda"),
    "slutrapport_inkommen": ("Slutrapport har kommit in", "Spara"),
    "slutrapport_aterremiss": ("Återremittera slutrapporten", "Återremittera"),
    "slutrapport_igen": ("Slutrapporten har kommit in igen", "Spara"),
    "slutrapport_godkann": ("Godkänn slutrapporten", "Godkänn slutrapporten"),
    "forlangning_begar": ("Begär förlängning", "Begär förlängning"),
    "forlangning_besluta": ("Besluta om förlängning", "Spara beslut"),
    "forlangning_atersand": ("Återsänd begäran om förlängning", "Återsänd"),
    "forlangning_komplettera": ("Komplettera begäran om förlängning", "Begär igen"),
    "intyg": ("Registrera intyg", "Spara"),
    "bedom_franvaro": ("Bedöm frånvaron", "Spara bedömning"),
    "ogiltig_meddelad": ("Anordnarens meddelande har kommit", "Spara"),
    **formular_franvaro.TEXT,
    **formular_incident.TEXT,
}

UTAN_BEHORIGHET = (
    "Anordnaren har inte begärt behörighet för personen. Det ska ske den dag personen börjar (K 3.2.1). Påminn "
    "anordnaren; systemspecialisten antecknar dagen i registret."
)
_INNEHALL = Callable[[Arbetsenhet, Insats, Lage, str], tuple[Falt, ...]]


def _datum(rubrik: str, varde: date, hjalp: str = "", namn: str = "datum") -> Falt:
    return Falt(namn, rubrik, "datum", varde=varde.isoformat(), hjalp=hjalp)


def _enkel(rubrik: str) -> _INNEHALL:
    return lambda e, i, x, m: (_datum(rubrik, e.idag),)


def _skal(rubrik: str, text: str, hjalp: str = "") -> _INNEHALL:
    return lambda e, i, x, m: (_datum(rubrik, e.idag), Falt("skal", text, "stor_text", hjalp=hjalp))


def _anordnare(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    """The förvalsanordnare of the day is taken with one key; otherwise the kund chooses among the authorised."""
    val = tuple((a.namn, a.namn) for a in auktoriserade(e, i.kod, e.idag))
    dagens = forval.dagens(e, i.kundval, e.idag)
    eget = Falt("anordnare", "Anordnare", "val", val=val, hjalp="De som är auktoriserade för insatsen i dag.",
                visas_om=("forvald", ("nej",)) if dagens else None)  # fmt: skip
    if not dagens:
        return (
            Falt("_forval", "Förvalsanordnare", "upplysning", kravs=False, varde="Ingen i dag för det här kundvalet."),
            eget,
        )
    return (
        Falt("_forval", "Förvalsanordnare i dag", "upplysning", kravs=False, varde=dagens),
        Falt("forvald", "Kunden tar förvalsanordnaren", "ja_nej", varde="nej",
             hjalp="Gäller den som inte vill eller kan välja själv."),
        eget,
        Falt("_eget", "Valet", "upplysning", kravs=False, varde=eget_val(dagens),
             visas_om=("anordnare", tuple(namn for namn, _ in val if namn != dagens))),
    )  # fmt: skip


def _bemanna(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    """One of those in the register, or somebody whose name is typed; of one without access it says so (K 3.2.1)."""
    hjalp = "Den som tar ärendet hos anordnaren."
    datum = _datum("Bemannad", e.idag)
    personal = jobbexperter(e, i.anordnare_id, e.idag) if i.anordnare_id is not None else []
    if not personal:
        return datum, Falt("jobbexpert", "Jobbexpert", "text", kravs=False, hjalp=hjalp)
    val = tuple((namn, namn if far else f"{namn} (behörighet inte begärd)") for namn, far in personal)
    return (
        datum,
        Falt("vem", "Jobbexpert", "lista", kravs=False, val=(*val, (NAGON_ANNAN, "Någon annan …")), hjalp=hjalp),
        Falt("jobbexpert", "Namn", "text", kravs=False, hjalp="Om personen inte står i registret över anordnare.",
             visas_om=("vem", (NAGON_ANNAN,))),
        Falt("_behorighet", "Behörighet till systemet", "upplysning", kravs=False, varde=UTAN_BEHORIGHET,
             visas_om=("vem", tuple(namn for namn, far in personal if not far))),
    )  # fmt: skip


def _uppdrag(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    deltid = ("planering", ("deltid",))
    bredvid = obedomda(e, i)
    parallellt = (
        (
            Falt("_andra", "Kundens andra insatser", "upplysning", kravs=False, varde=rader_i_ord(e, bredvid)),
            Falt(
                "parallell_bedomning",
                "Bedömning av parallella insatser",
                "stor_text",
                kravs=False,
                hjalp="Krävs om insatsen startar innan den andra är slut.",
            ),
        )
        if bredvid
        else ()
    )
    return (
        _datum("Uppdraget läggs in", e.idag),
        _datum("Startdatum", e.idag, "Slutdatum räknas från startdatum.", "start"),
        *parallellt,
        Falt("planering", "Planering", "val", varde="heltid", val=(("heltid", "Heltid"), ("deltid", "Deltid")),
             hjalp="Heltid är huvudregeln. Pågående vård kan räknas in."),
        Falt("omfattning", "Omfattning", "procent", visas_om=deltid, hjalp="Av heltid, under 100 procent."),
        Falt("deltid_skal", "Skäl till deltid", "stor_text", visas_om=deltid),
        Falt("beskrivning", "Uppdragsbeskrivning", "stor_text", kravs=False, varde=plan_i_ord(e, i),
             hjalp="Framtidsplanens mål står här från början om det finns en. Ändra fritt."),
    )  # fmt: skip


def _kontakt(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    haft = any(k.typ == "uppstartsmote" for k in x.fakta.kontakter)
    return (
        Falt(
            "typ",
            "Vad",
            "val",
            varde="trepart" if haft else "uppstartsmote",
            val=(("uppstartsmote", "Uppstartsmöte"), ("trepart", "Trepartssamtal"), ("veckokontakt", "Kontakt")),
        ),
        _datum("Hölls", e.idag),
    )


def _rapport(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return (
        Falt("bedomning", "Månadens bedömning", "val", varde="fortsatt", val=tuple(BEDOMNINGORD.items())),
        _datum("Godkänd", e.idag),
    )


def _avslut(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    """Reasons that fit the type (regelverk §5); a completed insats has its last day given."""
    slut = x.ramar.slut_nu
    nara = slut is not None and slut <= e.idag + timedelta(days=30)
    orsaker = e.regelverk.avslutsorsaker()
    val: dict[str, list[tuple[str, str]]] = {"fullfoljd": [], "fortid": [], "avbruten": []}
    for kod, o in orsaker.items():
        val["fullfoljd"].append((kod, o.namn))
        if not o.endast_fullfoljd:
            val["avbruten" if o.kategori == "avbrott" else "fortid"].append((kod, o.namn))
    typer = e.regelverk.avslutstyper()
    return (
        Falt("avslutstyp", "Typ av avslut", "val", varde="fullfoljd" if nara else "", val=tuple(typer.items()),
             hjalp="Fullföljd: till slutdatum. I förtid: kunden går vidare till arbete, studier eller annat. "
             "Avbruten: det går inte att fortsätta, till exempel sjukskrivning eller flytt."),
        *(
            Falt(f"orsak_{typ}", "Orsak", "val", val=tuple(v), visas_om=("avslutstyp", (typ,)))
            for typ, v in val.items()
        ),
        Falt("_slutdatum", "Sista dag", "upplysning", kravs=False, visas_om=("avslutstyp", ("fullfoljd",)),
             varde=f"{datum_langt(slut)}, beslutat slutdatum." if slut else "Insatsen har inget slutdatum."),
        Falt("sista_dag", "Sista dag", "datum", varde=max(e.idag, i.start or e.idag).isoformat(),
             hjalp=f"Före beslutat slutdatum, {datum_langt(slut)}." if slut else "",
             visas_om=("avslutstyp", ("fortid", "avbruten"))),
        _datum("Beslutet togs", e.idag, namn="beslut"),
        Falt("orsak_dold", "Lämna inte ut orsaken till anordnaren", "ja_nej", varde="nej", kravs=False,
             visas_om=("orsak_avbruten", tuple(k for k, o in orsaker.items() if o.far_dolja)),
             hjalp="Då står varken orsak eller kommentar i avbrottsdokumentet."),
        Falt("kommentar", "Kommentar till anordnaren", "stor_text", kravs=False,
             hjalp="Står i avbrottsdokumentet."
             + (" Skriv inte kundens namn: uppgifterna är skyddade." if i.skydd else "")),
    )  # fmt: skip


def _slutrapport(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    rad = rad_for(e, i, "slutrapport", "")
    return (
        _datum("Godkänd", e.idag),
        Falt(
            "nasta_steg",
            "Bedömt nästa steg",
            "stor_text",
            kravs=nasta_steg_kravs(e, i),
            varde=(rad.nasta_steg or "") if rad else "",
            hjalp="Ska finnas när kunden inte är självförsörjande eller inte har nått målet.",
        ),
    )


def _forlangningstexter(motivering: str = "", mal: str = "", skydd: object = None) -> tuple[Falt, Falt]:
    varning = " Skriv inte kundens namn: uppgifterna är skyddade." if skydd else ""
    return (
        Falt("motivering", "Motivering", "stor_text", varde=motivering,
             hjalp="Förlängning görs i undantagsfall, en månad i taget, om målet kan nås under den tiden." + varning),
        Falt("malet", "Vad ska nås under månaden?", "stor_text", varde=mal,
             hjalp="Skriv så att det syns efteråt om det blev så."),
    )  # fmt: skip


def _begar(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return (_datum("Begärs", e.idag), *_forlangningstexter(skydd=i.skydd))


def _komplettera(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    rad = forlangning_rad(e, i.id, m)
    return (
        Falt("_skal", "Det här ska kompletteras", "upplysning", kravs=False,
             varde=(rad.atersand_skal if rad else "") or "–"),
        *_forlangningstexter((rad.motivering if rad else "") or "", (rad.mal if rad else "") or "", i.skydd),
        _datum("Begärs igen", e.idag),
    )  # fmt: skip


def _besluta(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    rad = forlangning_rad(e, i.id, m)
    ny = x.ramar.slut_med(sum(f.beviljad for f in x.fakta.forlangningar) + 1)
    return (
        Falt("_motivering", "Motivering", "upplysning", kravs=False, varde=(rad.motivering if rad else "") or "–"),
        Falt("_mal", "Ska nås under månaden", "upplysning", kravs=False, varde=(rad.mal if rad else "") or "–"),
        Falt("_slut", "Nytt slutdatum", "upplysning", kravs=False, varde=datum_langt(ny) if ny else "–"),
        Falt("beslut", "Beslut", "val", val=(("beviljad", "Bevilja en månad"), ("avslag", "Avslå"))),
        Falt("skal", "Skäl", "stor_text", kravs=False, hjalp="Krävs vid avslag."),
        _datum("Beslutat", e.idag),
    )


def _intyg(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    hos = "karriärvägledaren" if m.endswith(":kv") else "anordnaren"
    return (_datum(f"Intyget kom till {hos}", e.idag),)


def _bedom(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    hjalp = (
        "Skriv läkarens syn på om insatsen är möjlig för närvarande."
        if m.startswith("sjuk")
        else "Vid ledighet över 14 dagar ska insatsen avslutas. Gör det med Avsluta insatsen."
    )
    return (_datum("Bedömt", e.idag), Falt("bedomning", "Bedömning", "stor_text", hjalp=hjalp))


_FALT: dict[str, _INNEHALL] = {
    "valj_anordnare": _anordnare,
    "aktualisera": _enkel("Aktualiserad"),
    "bemanna": _bemanna,
    "uppdrag": _uppdrag,
    "kontakt": _kontakt,
    "plan_inkommen": _enkel("Inkom"),
    "plan_aterremiss": _skal("Återremitterad", "Vad behöver kompletteras?"),
    "plan_igen": _enkel("Inkom igen"),
    "plan_godkann": _enkel("Godkänd"),
    "plan_revidering": _skal("Begärd", "Vad behöver ändras i planen?", "Mål, delmål eller aktiviteter."),
    "rapport_klarmarkera": _enkel("Klarmarkerad"),
    "rapport_aterremiss": _skal("Återremitterad", "Vad behöver kompletteras?"),
    "rapport_igen": _enkel("Klarmarkerad igen"),
    "rapport_godkann": _rapport,
    "underlag": _enkel("Inkom"),
    "avsluta": _avslut,
    "avbrottsdokument": lambda e, i, x, m: (),
    "slutrapport_inkommen": _enkel("Inkom"),
    "slutrapport_aterremiss": _skal("Återremitterad", "Vad behöver kompletteras?"),
    "slutrapport_igen": _enkel("Inkom igen"),
    "slutrapport_godkann": _slutrapport,
    "forlangning_begar": _begar,
    "forlangning_besluta": _besluta,
    "forlangning_atersand": _skal("Återsänd", "Vad behöver kompletteras?"),
    "forlangning_komplettera": _komplettera,
    "intyg": _intyg,
    "bedom_franvaro": _bedom,
    "ogiltig_meddelad": _enkel("Meddelandet kom"),
    **formular_franvaro.FALT,
    **formular_incident.FALT,
}


def _rubrik(steg: Steg) -> tuple[str, str]:
    rubrik, knapp = _TEXT[steg.kod]
    rubrik = rubrik.format(m=manad_ord(steg.mal), v=steg.mal)
    typ = steg.mal.partition(":")[0]
    if steg.kod in ("intyg", "bedom_franvaro", *formular_franvaro.PA_RAD) and typ in FRANVAROORD:
        rubrik = f"{rubrik}: {FRANVAROORD[typ].lower()}"
    return rubrik, knapp


def _sedd_version(e: Arbetsenhet, i: Insats, steg: Steg, last: Rader | None = None) -> int:
    """Version of the row that the step acts on; of the insats where there is none yet, or where it is that row."""
    if steg.kod in ("forlangning_besluta", "forlangning_atersand", "forlangning_komplettera"):
        rad: Any = forlangning_rad(e, i.id, steg.mal)
    elif steg.kod in formular_franvaro.PA_RAD:
        rad = rad_av(e, i, steg.mal)
    elif steg.kod in ("intyg", "bedom_franvaro", "ogiltig_meddelad", *formular_franvaro.PA_SJUKPERIOD):
        typ, _, rest = steg.mal.partition(":")
        try:
            rad = franvaro_rad(e, i, typ, rest.partition(":")[0])
        except Nekad:
            rad = None
    elif steg.kod.startswith("incident"):
        rad = e.session.scalar(select(Incident).where(Incident.insats_id == i.id, Incident.nyckel == steg.mal))
    elif steg.kod.startswith(("plan_", "rapport_", "slutrapport_")) or steg.kod == "underlag":
        rad = rad_for(e, i, steg.kod, steg.mal) if last is None else _last_rad(last, steg)
    else:
        rad = i
    return rad.version if rad is not None else i.version


def _last_rad(last: Rader, steg: Steg) -> Any:
    """As `rad_for`, among rows that have been read already."""
    if steg.kod.startswith("plan_"):
        return next((p for p in last.planer if str(p.nummer) == steg.mal), None)
    if steg.kod.startswith("slutrapport_"):
        return last.slutrapport
    return next((r for r in last.rapporter if r.manad == steg.mal), None)


def _hjalp(e: Arbetsenhet, i: Insats, ramar: Ramar, kod: str) -> str:
    if kod == "uppdrag":
        regel = e.regelverk.insats(i.kod, e.idag)
        if regel and regel.max_manader:
            return f"Insatsen är högst {regel.max_manader} månader. Kriterium: {regel.kriterium.lower()}."
    if kod == "avbrottsdokument" and ramar.fakta.avbrottsdokument:
        return "Ett dokument är redan utfärdat. Ett nytt med ändrat innehåll ersätter det."
    return ""


def stegval(e: Arbetsenhet, i: Insats, x: Lage, steg: Steg, last: Rader | None = None) -> Stegval:
    """One step that the case allows, with its form. `last`: the rows that `x` was taken from."""
    rubrik, knapp = _rubrik(steg)
    return Stegval(
        steg.kod,
        rubrik,
        knapp,
        mal=steg.mal,
        sedd_version=_sedd_version(e, i, steg, last),
        falt=_FALT[steg.kod](e, i, x, steg.mal),
        viktig=bool(steg.fyller) or steg.kod in _VAGEN or (steg.kod == "valj_anordnare" and i.anordnare_id is None),
        fyller=steg.fyller,
        hjalp=_hjalp(e, i, x.ramar, steg.kod),
        varning=formular_franvaro.varningar(e, x, steg.kod),
    )


def nasta_steg(e: Arbetsenhet, i: Insats, x: Lage, last: Rader | None = None) -> tuple[Stegval, ...]:
    """Every step that the case can take now, with its form; the one that is due first comes first."""
    if not e.aktor.har("karriarvagledare", "arbetsledare", "dataskyddssamordnare"):
        return ()
    ut, nej = [], []
    for steg in mojliga(x):
        if not _far(e, steg.kod):
            continue
        if steg.kod in _AVGOR and egen_begaran(e, i, steg.mal):
            rubrik, knapp = _rubrik(steg)
            sedd = _sedd_version(e, i, steg, last)
            nej.append(Stegval(steg.kod, rubrik, knapp, steg.mal, sedd, tillaten=False, skal=EGEN_BEGARAN))
            continue
        ut.append(stegval(e, i, x, steg, last))
    if _far(e, "kartlaggning"):
        ut += steg_for_kunden(e, e.session.get_one(Kund, i.kund_id))
    if _far(e, "brist_bedom"):
        oppna, stangda = steg_for_brister(e, i, x)
        ut += [*oppna, *stangda]
    if _far(e, "overlamna"):
        ut += overlamning.steg(e, i)
        ut += skydd.steg(e, e.session.get_one(Kund, i.kund_id))
    # What the desk itself owes comes before what it waits for from others.
    ut.sort(key=lambda s: (not s.viktig, s.kod in _VANTAR))
    return (*ut, *nej)


_AVGOR = ("forlangning_besluta", "forlangning_atersand")

# The straight road: the next step even on a day when no frist asks for it.
_VAGEN = {"aktualisera", "bemanna", "uppdrag", "plan_godkann", "rapport_godkann", "slutrapport_godkann",
         "forlangning_komplettera"}  # fmt: skip

_VANTAR = {
    "bemanna", "plan_inkommen", "plan_igen", "rapport_klarmarkera", "rapport_igen", "slutrapport_inkommen",
    "slutrapport_igen", "intyg", "ogiltig_meddelad", "incident_underrattad",
}  # fmt: skip


def _far(e: Arbetsenhet, kod: str) -> bool:
    """Whether the actor's role takes this step at all; the services check it again."""
    if kod in _AVGOR:
        return e.aktor.har("arbetsledare")
    if kod == "incident_bedomd":
        return e.aktor.har("dataskyddssamordnare")
    return e.aktor.har("karriarvagledare", "arbetsledare")


def nekade_steg(e: Arbetsenhet, x: Lage) -> tuple[Stegval, ...]:
    """Steps of the straight road that people look for, with the reason why they cannot be taken now."""
    ut = []
    for kod in ("uppdrag", "plan_inkommen", "avsluta", "slutrapport_inkommen", "forlangning_begar"):
        skal = hinder(x, kod)
        if skal is not None and not skal.startswith("redan") and _far(e, kod):
            rubrik, knapp = _rubrik(Steg(kod))
            ut.append(Stegval(kod, rubrik, knapp, tillaten=False, skal=STEGNEJ.get(skal, "")))
    return tuple(ut)
