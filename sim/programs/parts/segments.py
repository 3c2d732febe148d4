"""Letters made of segments: what the eye reads when some of the 7 or 14 strokes of a digit are lit.

Seven segments: A on top, then clockwise B, C, D, E, F, and G in the middle. Fourteen: the middle stroke is G to the
left and I to the right; inside are H, J, K (above, from left to right) and L, M, N (below). A bit a segment, in the
order of the letters below, then the point.
"""

from __future__ import annotations

SEVEN, FOURTEEN = "ABCDEFG", "ABCDEFGIHJKLMN"
UNKNOWN = "\u00bf"  # no letter that we know

# fmt: off
_SHAPES_7 = {
    "": " ", "ABCDEF": "0", "BC": "1", "ABDEG": "2", "ABCDG": "3", "BCFG": "4", "ACDFG": "5", "ACDEFG": "6",
    "CDEFG": "b", "ABC": "7", "ABCF": "7", "ABCDEFG": "8", "ABCDFG": "9", "ABCFG": "9",
    "ABCEFG": "A", "ADEF": "C", "BCDEG": "d", "ADEFG": "E", "AEFG": "F", "ACDEF": "G", "BCEFG": "H",
    "EF": "I", "BCD": "J", "BCDE": "J", "DEF": "L", "CEG": "n", "ABCEF": "N", "CDEG": "o", "ABEFG": "P", "EG": "r",
    "DEFG": "t", "BCDEF": "U", "CDE": "u", "BCDFG": "y", "CEFG": "h", "DEG": "c", "C": "i", "ABDEFG": "e",
    "ABCDEG": "a", "G": "-", "D": "_", "DG": "=", "ABFG": "\u00b0", "A": "\u00af", "F": "'", "BF": '"',
}
_SHAPES_14 = {
    "": " ", "ABCDEFKL": "0", "BC": "1", "BCK": "1", "ABDEGI": "2", "ABCDI": "3", "ABCDGI": "3", "BCFGI": "4",
    "ADFGN": "5", "ACDEFGI": "6", "ABC": "7", "AKL": "7", "ABCDEFGI": "8", "ABCDFGI": "9",
    "ABCEFGI": "A", "ABCDIJM": "B", "ADEF": "C", "ABCDJM": "D", "ADEFG": "E", "ADEFGI": "E", "AEFG": "F",
    "AEFGI": "F", "ACDEFI": "G", "BCEFGI": "H", "ADJM": "I", "JM": "I", "BCDE": "J", "EFGKN": "K", "DEF": "L",
    "BCEFHK": "M", "BCEFHN": "N", "ABCDEF": "O", "ABEFGI": "P", "ABCDEFN": "Q", "ABEFGIN": "R", "ACDFGI": "S",
    "AJM": "T", "BCDEF": "U", "EFKL": "V", "BCEFLN": "W", "HKLN": "X", "HKM": "Y", "BCDFGI": "Y", "ADKL": "Z",
    "GI": "-", "GIJM": "+", "D": "_", "DGI": "=", "GIHJKLMN": "*", "KL": "/", "HN": "\\", "KN": "(", "HL": ")",
    "ABFGI": "\u00b0", "J": "'", "K": "'", "FJ": '"',
    "DEGM": "a", "DEFGN": "b", "DEGI": "c", "BCDIL": "d", "DEGL": "e", "CEFGM": "h", "CEFGI": "h", "M": "i",
    "BCDI": "g", "EF": "l", "CEGIM": "m", "CEGM": "n", "CEGI": "n", "CDEGI": "o", "EG": "r", "DEFG": "t",
    "CDE": "u", "EL": "v", "EFGM": "h", "EGM": "n", "BCD": "j", "DIN": "s", "EFGH": "p", "BCIK": "q", "BCDIK": "g",
    "JKMN": "k", "GILN": "x",
    "DGL": "z", "CELN": "w", "CN": "v", "CDN": "y", "CFKL": "%",
}
# fmt: on


def _by_bits(shapes: dict[str, str], order: str) -> dict[int, str]:
    return {sum(1 << order.index(each) for each in shape): letter for shape, letter in shapes.items()}


_LETTERS_7, _LETTERS_14 = _by_bits(_SHAPES_7, SEVEN), _by_bits(_SHAPES_14, FOURTEEN)


def seven(bits: int) -> str:
    """The letter of seven segments, with its point (bit 7)."""
    return _LETTERS_7.get(bits & 0x7F, UNKNOWN) + ("." if bits & 0x80 else "")


def fourteen(bits: int) -> str:
    """The letter of fourteen segments, with its point (bit 14)."""
    return _LETTERS_14.get(bits & 0x3FFF, UNKNOWN) + ("." if bits & 0x4000 else "")
