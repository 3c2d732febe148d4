"""The teacher's PIN and the word of the class: guessing is slow, from one address and from all together.

The word stands on the wall for everybody in the room, so it keeps out strangers only. The PIN lets in a teacher: of its
million numbers somebody who tries without end has seen a fiftieth in a school day.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable

from classroom.relay import words as w
from classroom.relay.bounded import FORBIDDEN, TOO_MANY, Refused
from classroom.relay.entry.slowing import Bucket, Slowing
from web.connections import Source

DIGITS = 6
PINS_AT_ONCE, PIN_WAIT_S = 5, 60.0  # wrong ones from one address, then one a minute
PINS_OF_ALL, PINS_OF_ALL_PER_S = 60, 0.5  # wrong ones of everybody but this computer
WORDS_AT_ONCE, WORDS_PER_S = 60, 0.5  # wrong ones from one address: a class behind one router has forty who mistype


def new_pin() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


class PinGuard:
    """Lets in who knows the PIN. `wrong` counts the wrong ones, for the teacher to see."""

    def __init__(self, pin: str, now: Callable[[], float]) -> None:
        self.pin, self.wrong, self._now = pin, 0, now
        self._of_address = Slowing(PINS_AT_ONCE, 1.0 / PIN_WAIT_S, now)
        self._of_all = Bucket(PINS_OF_ALL, PINS_OF_ALL_PER_S, now())

    def check(self, source: Source, given: object) -> None:
        """Raises Refused for a wrong PIN, and for any PIN from somebody who has to wait."""
        wait_s = self._of_address.wait_s(source.name)
        if not source.is_here:
            wait_s = max(wait_s, self._of_all.wait_s(self._now()))
        if wait_s > 0.0:
            raise Refused(TOO_MANY, w.SLOW_DOWN(wait_s=wait_s), "pin", wait_s)
        if isinstance(given, str) and secrets.compare_digest(given.encode("utf-8", "replace"), self.pin.encode()):
            return
        self.wrong += 1
        self._of_address.take(source.name)
        if not source.is_here:
            self._of_all.take(self._now())
        raise Refused(FORBIDDEN, w.WRONG_PIN, "pin")


class WordGuard:
    """Lets in who knows the word of the class, however it is typed."""

    def __init__(self, word: str, now: Callable[[], float]) -> None:
        self.word = word
        self._of_address = Slowing(WORDS_AT_ONCE, WORDS_PER_S, now)

    def check(self, source: Source, given: object) -> None:
        """Raises Refused."""
        wait_s = self._of_address.wait_s(source.name)
        if wait_s > 0.0:
            raise Refused(TOO_MANY, w.SLOW_DOWN(wait_s=wait_s), "word", wait_s)
        if not isinstance(given, str) or not secrets.compare_digest(bare(given), bare(self.word)):
            self._of_address.take(source.name)
            raise Refused(FORBIDDEN, w.WRONG_WORD, "word")


def bare(word: str) -> bytes:
    """Only its letters, without case and accents: `Sông Hồng` is `SONG-HONG`."""
    apart = unicodedata.normalize("NFKD", word[:100]).replace("đ", "d").replace("Đ", "d")
    return "".join(each for each in apart.lower() if each.isascii() and each.isalnum()).encode()
