"""Accounts of a club's broker: one file of names and hashed passwords, in mosquitto's own format.

Both brokers read it: `name:$7$iterations$salt$hash`, PBKDF2 with SHA-512 (mosquitto 2.0's password file). The file with
mosquitto's access rules is written in the same step. A password is random, shown once and kept nowhere; only the hub's
own is in a file that only the owner can read, so that the hub can log in again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ipaddress import ip_address
from pathlib import Path

from devices import HighlandError, Message
from devices.private import hide, private_file, private_folder
from hub.access.rules import HUB, acl_text, is_node, is_user_name

PASSWORDS, ACL, OWN = "passwords", "acl", "hub.password"  # in the hub's data folder
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1: a password is read from paper
GROUPS, GROUP = 5, 5  # 25 letters of 31: 123 bits
ITERATIONS = 1000  # a random password needs no key stretching, and 800 nodes log in at once after a power cut
SALT_BYTES = 12  # mosquitto 2.0 accepts no other length
LONGEST_PASSWORD = 1024
ALONE_TIMEOUT_S = 10.0

BAD_USER = Message("hub.people.bad_name", "{name} is not a valid account name.")
BAD_USER_HINT = Message(
    "hub.people.bad_name.hint",
    "A node: lowercase letters a to z, digits and hyphens, at most 32. Home Assistant or a teacher's program: "
    "viewer_NAME. The hub of a school below: bridge_NAME.",
)
NO_ACCOUNT = Message("hub.people.none", "There is no account {name}.")
NO_ACCOUNT_HINT = Message("hub.people.none.hint", "The accounts are: {names}.")
DAMAGED = Message("hub.people.damaged", "Line {line} of {file} is not an account. Nothing was changed.")
DAMAGED_HINT = Message("hub.people.damaged.hint", "Delete that line, and invite that user again.")


def invite(folder: Path, name: str) -> str:
    """Create an account, or give an existing one a new password. Returns the password, which is stored nowhere.

    Raises HighlandError for a name that is not of a node, a viewer or a bridge.
    """
    if not is_user_name(name) or name == HUB:
        raise HighlandError(BAD_USER(name=name), BAD_USER_HINT)
    return _new_password(folder, name)


def remove(folder: Path, name: str) -> None:
    """Delete an account. Raises HighlandError when there is none; the hub's own stays."""
    with _alone(folder):
        known = _read(folder)
        if name not in known or name == HUB:
            names = ", ".join(sorted(known.keys() - {HUB})) or "-"
            raise HighlandError(NO_ACCOUNT(name=name), NO_ACCOUNT_HINT(names=names))
        del known[name]
        _write(folder, known)


def accounts(folder: Path) -> list[str]:
    """The sorted names of all accounts, including the hub's own."""
    return sorted(_read(folder))


def hub_password(folder: Path) -> str:
    """The hub's own password; created at first use, and again when its file or its account is missing."""
    own = folder / OWN
    kept = own.read_text(encoding="ascii").strip() if own.exists() else ""
    if kept and matches(_read(folder).get(HUB, ""), kept):
        return kept
    password = _new_password(folder, HUB)
    write_whole(own, password + "\n")
    return password


def verify(folder: Path, name: str, password: str) -> bool:
    """Whether this is the password of that account."""
    return matches(_read(folder).get(name, ""), password)


def hash_password(password: str, iterations: int = ITERATIONS) -> str:
    """The hash as mosquitto 2.0 writes it: `$7$iterations$salt$hash`, salt and hash in base64."""
    salt = secrets.token_bytes(SALT_BYTES)
    return f"$7${iterations}${_text(salt)}${_text(_stretch(password, salt, iterations))}"


def matches(hashed: str, password: str) -> bool:
    """Whether the hash is of this password; a hash that cannot be read matches nothing."""
    words = hashed.split("$")
    if len(words) != 5 or words[:2] != ["", "7"] or not words[2].isdecimal() or len(password) > LONGEST_PASSWORD:
        return False
    try:
        salt, kept = base64.b64decode(words[3], validate=True), base64.b64decode(words[4], validate=True)
        return hmac.compare_digest(kept, _stretch(password, salt, int(words[2])))
    except (ValueError, OverflowError):
        return False


def is_here(peer: str) -> bool:
    """Whether an address is this machine's own loopback."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(address, "ipv4_mapped", None)
    return (inner or address).is_loopback


class Authenticator:
    """Authenticates clients. Reads the password file again when it has changed, so an invitation needs no restart."""

    def __init__(self, folder: Path, open_on_loopback: bool = True) -> None:
        self.folder = folder
        self.open_on_loopback = open_on_loopback
        self._stamp: tuple[int, ...] = ()
        self._known: dict[str, str] = {}

    def hashes(self) -> dict[str, str]:
        """The accounts now. While the file cannot be read, nobody new is let in and nobody is disconnected."""
        stamp = stamp_of(self.folder / PASSWORDS)
        if stamp != self._stamp:
            try:
                self._known, self._stamp = _read(self.folder), stamp
            except (HighlandError, OSError):
                return self._known
        return self._known

    def lets_in(self, name: str | None, password: str | None, peer: str) -> bool:
        """Whether a client may come in. `peer` is its address.

        Without a password only on this machine's loopback, and only as a node that has no account: a class on one
        laptop needs no set-up, and nobody can impersonate an invited node.
        """
        if not name:
            return False
        hashed = self.hashes().get(name)
        if hashed is not None:
            return matches(hashed, password or "")
        return self.open_on_loopback and is_here(peer) and is_node(name)


def own_folder(folder: Path) -> None:
    """Make the hub's data folder, for its owner only; also one of an older version. Another folder keeps its rights."""
    private_folder(folder)
    if any((folder / each).exists() for each in (PASSWORDS, "hub.db", "mosquitto.conf")):
        hide(folder)


def write_whole(file: Path, text: str) -> None:
    """Write a file atomically, readable by its owner only."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _new_password(folder: Path, name: str) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    with _alone(folder):
        _write(folder, _read(folder) | {name: hash_password(password)})
    return password


def _read(folder: Path) -> dict[str, str]:
    file = folder / PASSWORDS
    if not file.exists():
        return {}
    known = {}
    for count, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        name, colon, hashed = line.strip().partition(":")
        if not name and not colon:
            continue
        if not colon or not is_user_name(name):
            raise HighlandError(DAMAGED(line=count, file=file.name), DAMAGED_HINT)
        known[name] = hashed
    return known


def _write(folder: Path, known: dict[str, str]) -> None:
    names = sorted(known)
    write_whole(folder / ACL, acl_text(names))  # first: a name without rules has no rights
    write_whole(folder / PASSWORDS, "".join(f"{name}:{known[name]}\n" for name in names))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """A lock: one change at a time, across programs. sqlite's lock ends with its program, on every system."""
    own_folder(folder)
    private_file(folder / "people.lock")
    with closing(sqlite3.connect(folder / "people.lock", timeout=ALONE_TIMEOUT_S, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def stamp_of(file: Path) -> tuple[int, ...]:
    """What changes when a file does; (0,) for none."""
    try:
        seen = file.stat()
    except OSError:
        return (0,)
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _stretch(password: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", password.encode("utf-8", "surrogatepass"), salt, iterations)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
