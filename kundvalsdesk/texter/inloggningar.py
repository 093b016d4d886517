"""What is said of the logins of a database that has been restored: one sentence for each thing to be done."""

from __future__ import annotations

_VISAS = 12


def meningar(
    saknas: tuple[str, ...], stangda: tuple[str, ...], overtagna: tuple[str, ...], annans: tuple[tuple[str, str], ...]
) -> list[str]:
    """None when every user can log in as before. `annans`: a login, and the database it is of ("": made by hand)."""
    ut = []
    if overtagna:
        ut.append(
            "Inloggningar som hörde till en databas som inte finns längre hör nu hit, med sina lösenord: "
            f"{_namn(overtagna)}."
        )
    if saknas:
        ut.append(
            f"Inloggning saknas på servern för {_namn(saknas)}. Ge var och en sin: "
            "kundvalsdesk anvandare lagg-till ANVÄNDARE --db NY_DATABAS"
        )
    if stangda:
        ut.append(
            f"Inloggningen har stängts på servern, men är inte spärrad i kopian, för {_namn(stangda)}. Spärra "
            "den också här: kundvalsdesk anvandare sparra ANVÄNDARE --db NY_DATABAS. Eller öppna den: "
            "kundvalsdesk anvandare andra ANVÄNDARE --nytt-losenord --db NY_DATABAS"
        )
    for hos in sorted({h for _, h in annans}):
        vilka = tuple(vem for vem, h in annans if h == hos)
        namnen = f"{'Inloggningen' if len(vilka) == 1 else 'Inloggningarna'} {_namn(vilka)}"
        ut.append(
            f"{namnen} hör till databasen {hos} på samma server. Ta bort den eller ge den ett annat namn när den inte "
            "används längre, och kör sedan: kundvalsdesk anvandare ta-over --db NY_DATABAS"
            if hos
            else f"{namnen} är gjord för hand på servern. Den som sköter servern ger rätt grupp."
        )
    return ut


def _namn(vilka: tuple[str, ...]) -> str:
    fler = len(vilka) - _VISAS
    return ", ".join(vilka[:_VISAS]) + (f" och {fler} till" if fler > 0 else "")
