"""The word of a class: two Vietnamese words without accents, quick to say and to type on a phone.

Together 3,000 pairs. Everybody in the room reads it: it keeps out whoever is not there, no more.
"""

from __future__ import annotations

import secrets

WORDS = (
    *("AO", "BAN", "BAO", "BIEN", "BO", "BONG", "BUOM", "CA", "CAM", "CAY", "CHIM", "CO", "COM", "CUA", "DAO", "DAT"),
    *("DE", "DEM", "DEN", "DO", "DOI", "DONG", "DUA", "GA", "GIO", "GO", "HOA", "HONG", "KHOAI", "LA", "LAN", "LUA"),
    *("MAI", "MAN", "MAY", "ME", "MEO", "MUA", "NANG", "NGO", "NGUA", "NHA", "NON", "NUI", "NUOC", "ONG", "QUA", "RAU"),
    *("RUNG", "SAN", "SAO", "SEN", "SONG", "SUOI", "TRANG", "TRE", "TROI", "TRUNG"),
)


def new_word() -> str:
    """Such as SONG-HONG."""
    first = secrets.choice(WORDS)
    second = secrets.choice([word for word in WORDS if word != first])
    return f"{first}-{second}"
