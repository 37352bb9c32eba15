"""What the commands say on the screen, from schemas/screen.yaml; loaded only when there is something to say."""

from __future__ import annotations

from functools import cache

from pipeline.definitions.schema_files import load_schema
from pipeline.model.record import Record


class Aantal(Record):
    """A text for one, and for any other number; `{aantal}` is the number, other names in braces are values of both."""

    een: str
    meer: str

    def of(self, aantal: int, **values: object) -> str:
        """The text for this number."""
        return (self.een if aantal == 1 else self.meer).format(aantal=aantal, **values)


class Kop(Record):
    """A heading over what would happen, and over what was done."""

    zou: str
    gedaan: str

    def of(self, *, gedaan: bool, **values: object) -> str:
        """The heading for one of the two."""
        return (self.gedaan if gedaan else self.zou).format(**values)


class Opschoonwoorden(Record):
    """What is said of taking away; koppen: by reason."""

    koppen: dict[str, Kop]
    periode: str
    bestand: str
    niets: str
    onbekend: Aantal
    onaf: str
    droog: str
    klaar: str


class ScreenWords(Record):
    """The whole of schemas/screen.yaml; {names} are filled in."""

    voortgang: str
    balk: str
    formulier_van: str
    nog_meldingen: Aantal
    telling: str
    signalen: str
    profielen: str
    sinds: str
    eerste: str
    niets_veranderd: str
    veranderd: str
    naar_vervallen: str
    gelijk: str
    retour: str
    klaar: str
    redenen: dict[str, Aantal]
    plan_regel: str
    plan_weg: str
    plan_nog: Aantal
    plan_telling: str
    ingeleverd: str
    naar_archief: str
    naar_archief_zelf: str
    blijft: str
    ingeleverde: Aantal
    blijven_liggen: Aantal
    postvak_leeg: str
    gemaakt: str
    gemaakt_gevuld: str
    verplaatst: str
    ingepakt: Aantal
    pakketten: Aantal
    geen_pakketten: str
    pakketten_weg: Aantal
    teambestanden: Aantal
    bijwerken_steunpunt: str
    bijwerken_nieuw: str
    bijwerken_uren: str
    bijwerken_weg: str
    bijwerken_anders: str
    bijwerken_uitvoeren: str
    bijwerken_leeg: str
    bijwerken_archief: Aantal
    bijwerken_kopie: str
    bijwerken_erbij: Aantal
    bijwerken_gelijk: Aantal
    bijwerken_niets: str
    bijwerken_niets_te_doen: str
    bijwerken_klaar: str
    basisfuncties_open: Aantal
    daarna_forms: str
    formulieren: Aantal
    formulieren_vorige: Aantal
    verplaatste: Aantal
    blijven: Aantal
    inzage_gemaakt: str
    inzage_let_op: str
    opschonen: Opschoonwoorden


@cache
def screen_words() -> ScreenWords:
    """The words of the screen, read once per process."""
    return load_schema("screen.yaml", ScreenWords)
