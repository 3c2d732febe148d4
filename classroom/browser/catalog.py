"""Only those sentences of a compiled catalog that code in the browser can say."""

from __future__ import annotations

import gettext
import struct
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from types import CodeType

MAGIC = 0x950412DE  # of GNU gettext's .mo files, in the byte order of who writes it


def texts_in(sources: Iterable[bytes]) -> set[str]:
    """Every text in Python sources: a sentence for people is always one of them."""
    found: set[str] = set()
    ahead = [compile(source, "source", "exec", optimize=2, dont_inherit=True) for source in sources]
    while ahead:
        for each in ahead.pop().co_consts:
            if isinstance(each, CodeType):
                ahead.append(each)
            else:
                found.update(text for text in _flat(each) if isinstance(text, str))
    return found


def _flat(constant: object) -> Iterator[object]:
    if not isinstance(constant, tuple):
        yield constant
        return
    for each in constant:
        yield from _flat(each)


def only(compiled: bytes, texts: set[str]) -> bytes:
    """The catalog with the translations of these texts only."""
    whole: Mapping[str, str] = vars(gettext.GNUTranslations(BytesIO(compiled)))["_catalog"]
    return compile_catalog({text: whole[text] for text in sorted(texts & whole.keys())} | {"": whole[""]})


def compile_catalog(sentences: Mapping[str, str]) -> bytes:
    """A .mo file: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html, without its hash table."""
    pairs = sorted((text.encode(), said.encode()) for text, said in sentences.items())
    start = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    blob = b""
    for which in (0, 1):
        for pair in pairs:
            tables[which] += [len(pair[which]), start + len(blob)]
            blob += pair[which] + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return header + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + blob
