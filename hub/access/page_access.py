"""Who may see the club's page: everybody who can reach it; once it has a password, whoever knows that or has a link.

Password and links are files in the hub's folder, read again when they change: no restart. Kept are hashes only. A link
is random, has a name by which it can be taken back, and may have an end. Neither can switch anything; nothing on the
page can.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import NamedTuple

from devices import HighlandError, Message
from hub.access.accounts import LONGEST_PASSWORD, hash_password, matches, own_folder, stamp_of, write_whole
from hub.access.rules import is_link_name

PASSWORD, LINKS = "page.password", "page.links"  # in the hub's data folder
ITERATIONS = 210_000  # PBKDF2 with SHA-512, as OWASP's Password Storage Cheat Sheet has it: a person chose the password
SHORTEST = 8  # letters
TOKEN_BYTES = 20  # 160 bits
SESSION_S = 12 * 3600.0  # a school day
MOST_SESSIONS = 1000
BURST, EVERY_S = 10, 6.0  # wrong passwords of an address at once, and how long it waits for each more
MOST_ADDRESSES = 1000
WAIT_S = 2.0  # for another's password to be checked: one at a time, or guessing would take all of the computer

TOO_SHORT = Message("page.password.short", "The password has fewer than {letters} letters.")
TOO_SHORT_HINT = Message("page.password.short.hint", "Three words are easy to keep and hard to guess.")
TOO_LONG = Message("page.password.long", "The password has more than {letters} letters.")
BAD_LINK = Message("page.link.bad", "{name} is not a valid name of a link.")
BAD_LINK_HINT = Message(
    "page.link.bad.hint", "Lowercase letters a to z, digits and hyphens, at most 32, such as class-9a."
)
NO_LINK = Message("page.link.none", "There is no link {name}.")
NO_LINK_HINT = Message("page.link.none.hint", "The links are: {names}.")


class Link(NamedTuple):
    """One link as it is kept. `until` is seconds since 1970, 0 for no end."""

    name: str
    hashed: str
    until: float


class Refused(NamedTuple):
    """A login that was not let in: after so many seconds the next may be tried."""

    wait_s: float


def set_password(folder: Path, password: str) -> None:
    """Give the page a password, or another one: whoever is logged in must log in again. Raises HighlandError."""
    if len(password) < SHORTEST:
        raise HighlandError(TOO_SHORT(letters=SHORTEST), TOO_SHORT_HINT)
    if len(password) > LONGEST_PASSWORD:
        raise HighlandError(TOO_LONG(letters=LONGEST_PASSWORD))
    own_folder(folder)
    write_whole(folder / PASSWORD, hash_password(password, ITERATIONS) + "\n")


def remove_password(folder: Path) -> bool:
    """Open the page to everybody; whether it had a password."""
    had = has_password(folder)
    (folder / PASSWORD).unlink(missing_ok=True)
    return had


def has_password(folder: Path) -> bool:
    """Whether the page asks for a password."""
    return (folder / PASSWORD).exists()


def new_link(folder: Path, name: str, until: float = 0.0) -> str:
    """A link's token, kept nowhere; an older link of that name ends. Raises HighlandError for a bad name."""
    if not is_link_name(name):
        raise HighlandError(BAD_LINK(name=name), BAD_LINK_HINT)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    own_folder(folder)
    _write(folder, [*(each for each in links(folder) if each.name != name), Link(name, _hashed(token), until)])
    return token


def remove_link(folder: Path, name: str) -> None:
    """End a link at once. Raises HighlandError when there is none."""
    known = links(folder)
    if name not in {each.name for each in known}:
        raise HighlandError(NO_LINK(name=name), NO_LINK_HINT(names=", ".join(each.name for each in known) or "-"))
    _write(folder, [each for each in known if each.name != name])


def links(folder: Path) -> list[Link]:
    """All links; a line that cannot be read is none."""
    try:
        lines = (folder / LINKS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        words = line.split(":")
        if len(words) == 3 and is_link_name(words[0]) and words[2].isdecimal():
            found.append(Link(words[0], words[1], float(words[2])))
    return found


def _write(folder: Path, known: list[Link]) -> None:
    write_whole(folder / LINKS, "".join(f"{each.name}:{each.hashed}:{each.until:.0f}\n" for each in known))


class PageAccess:
    """Who is let in, by a running hub. From any thread. `folder` None: everybody is.

    Links end by the date of `now`; logins and waits by a clock that never jumps, `steady`.
    """

    def __init__(
        self,
        folder: Path | None,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder, self._now, self._steady = folder, now, steady
        self._stamp: tuple[int, ...] = ()
        self._sessions: dict[str, float] = {}  # hash of the token: until when
        self._links_stamp: tuple[int, ...] = ()
        self._links: list[Link] = []
        self._tries: dict[str, tuple[float, float]] = {}  # by address: tries left, and when that was reckoned
        self._lock = threading.Lock()
        self._checking = threading.Semaphore(1)

    def is_open(self) -> bool:
        """Whether the page asks for nothing."""
        return self._folder is None or not has_password(self._folder)

    def lets_in(self, session: str, link: str) -> bool:
        """Whether somebody with these two cookies may see the page."""
        return self.is_open() or self.knows_session(session) or self.knows_link(link)

    def knows_session(self, token: str) -> bool:
        """Whether this is a login that still holds."""
        with self._lock:
            self._forget_old()
            return bool(token) and self._sessions.get(_hashed(token), -inf) > self._steady()

    def knows_link(self, token: str) -> bool:
        """Whether a link with this token is there and has not ended."""
        if not token or self._folder is None:
            return False
        hashed, now = _hashed(token), self._now()
        with self._lock:
            stamp = stamp_of(self._folder / LINKS)
            if stamp != self._links_stamp:
                self._links, self._links_stamp = links(self._folder), stamp
            known = self._links
        return any(
            secrets.compare_digest(each.hashed, hashed) and (not each.until or each.until > now) for each in known
        )

    def login(self, password: str, address: str) -> str | Refused:
        """The token of a new session, or how long this address waits. Takes a tenth of a second or more."""
        if wait_s := self._wait_s(address):
            return Refused(wait_s)
        if self._folder is None or not self._checking.acquire(timeout=WAIT_S):
            return Refused(WAIT_S)
        try:
            hashed = (self._folder / PASSWORD).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return Refused(WAIT_S)
        else:
            is_right = matches(hashed, password)
        finally:
            self._checking.release()
        if not is_right:
            return Refused(self._count_wrong(address))
        return self._begin(address)

    def logout(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_hashed(token), None)

    def _begin(self, address: str) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._forget_old()
            self._tries.pop(address, None)
            while len(self._sessions) >= MOST_SESSIONS:
                del self._sessions[next(iter(self._sessions))]
            self._sessions[_hashed(token)] = self._steady() + SESSION_S
        return token

    def _forget_old(self) -> None:
        """A new password ends all sessions."""
        stamp = (0,) if self._folder is None else stamp_of(self._folder / PASSWORD)
        if stamp != self._stamp:
            self._sessions.clear()
            self._stamp = stamp

    # A bucket of tries for each address

    def _left(self, address: str) -> float:
        left, at = self._tries.get(address, (float(BURST), self._steady()))
        return min(float(BURST), left + max(0.0, self._steady() - at) / EVERY_S)

    def _wait_s(self, address: str) -> float:
        with self._lock:
            left = self._left(address)
        return 0.0 if left >= 1.0 else (1.0 - left) * EVERY_S

    def _count_wrong(self, address: str) -> float:
        with self._lock:
            left = self._left(address) - 1.0
            self._tries.pop(address, None)
            while len(self._tries) >= MOST_ADDRESSES:
                del self._tries[next(iter(self._tries))]
            self._tries[address] = (left, self._steady())
        return 0.0 if left >= 1.0 else (1.0 - left) * EVERY_S


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
