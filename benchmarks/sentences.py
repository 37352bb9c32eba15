"""Dutch sentences as a manager types them, and names of people: every number gives another one, always the same."""

from __future__ import annotations

_PARTS = (
    "Samen met|In overleg met|Op verzoek van|Met steun van|Naast|Als vervanger van|Onder leiding van|Met hulp van|"
    "Afgestemd met|Voorbereid met|Om de week met|Gedeeld met|Overgenomen van|Ingewerkt door|Verdeeld met|Besproken met",
    "Joost|Fatima|de beheerder|twee vrijwilligers|de jongerenwerker|Marieke|het wijkteam|een stagiair|Ahmed|de raad|"
    "het bestuur|de bibliotheek|Willemijn|de scholen|een oud-collega|Dörte",
    "op maandag|op dinsdagochtend|elke woensdag|donderdag na de lunch|op vrijdag|twee keer per maand|in het voorjaar|"
    "vanaf september|in de vakantie|na werktijd|aan het begin van de week|één keer per kwartaal|in drukke weken|"
    "tot de zomer|sinds dit jaar|vooral in de winter",
    "in het buurthuis|in de bieb|bij De Linde|op kantoor|in wijk Noord|in het dorpshuis|bij de mensen thuis|op school|"
    "in het oude raadhuis|per telefoon|op de markt|in de wijktuin|bij de sportclub|in de keuken|online|bij 't Veer",
    "let op de planning|schrijf de afspraken op|vraag eerst wat er nodig is|houd het klein|begin met een kort gesprek|"
    "deel de uitkomst met het team|bel terug binnen een week|maak ruimte voor nieuwe ideeën|doe dit nooit alleen|"
    "zorg voor een vast moment|geef een seintje bij drukte|gebruik het nieuwe formulier|laat mensen meebeslissen|"
    "neem de tijd voor vragen|sluit af met koffie & een praatje|kijk na een maand terug",
    "zodat iedereen het weet|want het is nieuw|tot er meer uren zijn|als dat lukt|zoals vorig jaar|dat werkt goed|"
    "voor zover er tijd is|met het hele team|als proef|en niet langer|zonder extra kosten|met een vaste groep|"
    "voor nieuwe vrijwilligers|totdat de subsidie rond is|op eigen tempo|volgens de afspraak",
)
_WORDS = tuple(tuple(part.split("|")) for part in _PARTS)
_SIZE = 16
SENTENCES = _SIZE ** len(_WORDS)  # so many differ
_STEP = 0x9E3779B1  # odd: neighbours have other words everywhere, and no two numbers the same sentence

_FIRST = "Sanne|Bilal|Anouk|Tim|Yara|Koen|Noor|Sjoerd|Esra|Pieter|Lotte|Hüseyin|Femke|Ruben|Amira|Daan|Iris"
_LAST = (
    "de Verzonne|van Denkbeeld|Bedacht|Fantasie|Sprookjes|van der Droom|Luchtkasteel|Zogenaamd|Voorwendt|Schijnbaar|"
    "Romans|Vertelsel|Hersenschim"
)
_NAMES = _FIRST.split("|"), _LAST.split("|")


def sentence(number: int) -> str:
    """The sentence of a number below SENTENCES."""
    if not 0 <= number < SENTENCES:
        raise ValueError(number)
    left, chosen = number * _STEP % SENTENCES, []
    for words in _WORDS:
        left, place = divmod(left, _SIZE)
        chosen.append(words[place])
    met, wie, wanneer, waar, doe, slot = chosen
    return f"{met} {wie} {wanneer} {waar}; {doe}, {slot}."


def name(number: int) -> str:
    """An invented name; people may share one."""
    first, last = _NAMES
    return f"{first[number % len(first)]} {last[number // len(first) % len(last)]}"
