"""Passwords come from a prompt, a variable or a file: every user of a computer can read its command lines."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from devices import Message
from messages import Say
from telemetry.address import PASSWORD_VARIABLE, Address, address_of

OTHERS = 0o077  # who is not the owner

ON_LINE = Message(
    "cli.password.on_line",
    "Every user of this computer can read the password on the command line, and the shell keeps it. Write only "
    "{address}: the password is then asked for, or taken from the variable {variable}.",
)
STORE_ON_LINE = Message(
    "cli.password.store_on_line",
    "Every user of this computer can read the password on the command line, and the shell keeps it. Leave it out of "
    "--store, and write it into ~/.pgpass or the variable PGPASSWORD, which PostgreSQL reads.",
)
OPEN_FILE = Message(
    "cli.password.open_file", "Other users can read the password in {file}. Close it with: chmod 600 {file}"
)
ASK = Message("cli.password.ask", "Password for {address}:")


def asked_address(url: str, ca: Path | None, say: Say) -> Address:
    """The address on a command line; a missing password is asked for at a terminal. Raises HighlandError."""
    address = address_of(url, ca)
    if _has_password(url):
        say.aside(ON_LINE, address=address, variable=PASSWORD_VARIABLE)
    elif address.user and not address.password and sys.stdin is not None and sys.stdin.isatty():
        import getpass

        address = replace(address, password=getpass.getpass(f"{say.text(ASK, address=address)} "))
    return address


def address_in_file(url: str, ca: Path | None, file: Path | None, say: Say) -> Address:
    """The address in a file. Warns when others can read a password there. Raises HighlandError."""
    if file is not None and os.name == "posix" and _has_password(url) and file.stat().st_mode & OTHERS:
        say.aside(OPEN_FILE, file=file)
    return address_of(url, ca)


def warn_of_store(where: str | None, say: Say) -> None:
    """Warns when the URL of a store on the command line holds a password."""
    if where is not None and "://" in where and _has_password(where):
        say.aside(STORE_ON_LINE)


def _has_password(url: str) -> bool:
    try:
        return bool(urlsplit(url if "://" in url else f"mqtt://{url}").password)
    except ValueError:
        return False
