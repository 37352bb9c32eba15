"""Names and texts: as they are compared, as a file can hold them, and as they become part of a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

NAME = 80  # characters: longer texts are no name, label or header that other forms have too
PATH_LIMIT = 119  # characters below the output folder; Windows allows 260 in all
NAME_BYTES = 160  # a name may have 255 bytes on Linux, and a letter up to four
# XML cannot hold control characters and lone surrogates, so Excel spells them out: _x000D_. The reader undoes most.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_x(?:000D|D[89A-F][0-9A-F]{2}|FFF[EF])_", re.IGNORECASE
)
# signs that turn the direction of what follows: a name could seem to end in .docx and do something else (faults 42)
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
NOTABLE = re.compile(rf"\r|{_CONTROL.pattern}", re.IGNORECASE)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, spaces without width, marks of direction
_ALLOWED = re.compile(r"[\w\s.,:;/+()'\"€½¼¾-]")


def tidy(text: str) -> str:
    """A short answer as it is read: without signs that nobody sees, every kind of space a plain one, in lower case."""
    return " ".join(_INVISIBLE.sub("", text).split()).casefold()


def odd_sign(text: str) -> str:
    """The first sign of a text that belongs in no number, date or choice; "" when there is none."""
    return next((sign for sign in tidy(text) if not _ALLOWED.fullmatch(sign)), "")


def normal(raw: object) -> str:
    """A name, label or header to compare by: without case, outer or double spaces, line breaks and a final colon."""
    if not raw or not isinstance(raw, str):
        return ""
    return _known_normal(raw) if len(raw) <= NAME else _normal(raw)


def name_key(naam: str) -> str:
    """A person's name to compare by: without case, accents, signs and the order of its parts, "" when there is none."""
    letters = "".join(sign for sign in unicodedata.normalize("NFD", naam) if not unicodedata.combining(sign))
    return " ".join(sorted(re.findall(r"\w+", letters.casefold())))


def folded(text: str) -> str:
    """A text to compare by: without case, outer or double spaces and line breaks."""
    return " ".join(text.split()).casefold()


def squeezed(text: str) -> str:
    """A text without any space."""
    return "".join(text.split())


def _normal(text: str) -> str:
    return folded(text).rstrip(": ")


_known_normal = lru_cache(maxsize=1024)(_normal)  # labels and headers are the same in all forms


def plain_name(text: str) -> str:
    """A name to compare by: without double spaces, however its accents are written."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def printable(text: str) -> str:
    """A text without the signs that XML cannot hold, with Unix line breaks."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def file_part(text: str, limit: int = 40, *, distinct: bool = False) -> str:
    """Part of a file name that every system accepts: NFC, no sign with a meaning, at most `limit` characters.

    `distinct`: two texts that would become the same part stay apart by a few signs of their hash.
    """
    plain = unicodedata.normalize("NFC", text)
    safe = plain if _is_ordinary(plain) else _made_safe(plain)
    short = safe[:limit].encode()[:NAME_BYTES]
    clean = short.decode(errors="ignore").strip(". ")
    return f"{clean}_{hashlib.sha256(plain.encode()).hexdigest()[:6]}" if distinct and clean != plain else clean


def distinct_parts(texts: Iterable[str], limit: int) -> dict[str, str]:
    """Parts of file names for these texts, of which no two are the same on any system."""
    parts = {text: file_part(text, limit) for text in texts}
    times = Counter(part.casefold() for part in parts.values())
    return {
        text: part if part and times[part.casefold()] == 1 else _marked(text, limit) for text, part in parts.items()
    }


def _marked(text: str, limit: int) -> str:
    mark = hashlib.sha256(text.encode()).hexdigest()[:6]
    return f"{file_part(text, limit - len(mark) - 1)}_{mark}"


def _made_safe(text: str) -> str:
    from pathvalidate import sanitize_filename  # for a few names only

    return sanitize_filename(text.translate(_TURNS).strip(". "), platform="universal")


def _is_ordinary(text: str) -> bool:
    """Whether there is nothing to make safe, as in most names: a closer look takes long (COM1 is a device)."""
    return text.isdigit() or (len(text.strip()) > len("COM1") and text.replace(" ", "").isalnum())
