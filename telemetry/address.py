"""A broker's address: `mqtt://USER@HOST:1883`, or `mqtts://` with TLS; in a file also `mqtt://USER:PASSWORD@HOST`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from devices import HighlandError, Message

PORTS = {"mqtt": 1883, "mqtts": 8883}
PASSWORD_VARIABLE = "HIGHLAND_MQTT_PASSWORD"  # keeps it out of the command line, which other users can read
KEEPALIVE_S = 30

BAD_ADDRESS = Message("mqtt.bad_address", "{url} is not the address of a broker.")
BAD_ADDRESS_HINT = Message(
    "mqtt.bad_address.hint",
    "Write mqtt://HOST, mqtt://USER@HOST:1883, or mqtts:// for an encrypted connection.",
)
NO_CA = Message("mqtt.no_ca", "The certificate {file} cannot be read.")


@dataclass(frozen=True, slots=True)
class Address:
    """A broker's address. `ca` is a file with the certificate to trust; without it, the system's certificates."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    ca: Path | None = None

    def __str__(self) -> str:
        """For people: never with the password."""
        who = f"{self.user}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'mqtts' if self.tls else 'mqtt'}://{who}{host}:{self.port}"

    def of_user(self, user: str) -> Address:
        """The same broker for another user."""
        return replace(self, user=user)

    def prepare(self, client: Any) -> None:
        """Give a paho client user name, password and certificate. Raises HighlandError for a bad certificate."""
        if self.user:
            client.username_pw_set(self.user, self.password or None)
        if self.tls:
            try:
                client.tls_set(ca_certs=str(self.ca) if self.ca else None)
            except OSError as error:
                raise HighlandError(NO_CA(file=self.ca)) from error


def address_of(url: str, ca: Path | None = None) -> Address:
    """The address in a URL; a password may also come from HIGHLAND_MQTT_PASSWORD. Raises HighlandError."""
    text = url if "://" in url else f"mqtt://{url}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise HighlandError(BAD_ADDRESS(url=_hidden(url)), BAD_ADDRESS_HINT) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise HighlandError(BAD_ADDRESS(url=_hidden(url)), BAD_ADDRESS_HINT)
    return Address(
        parts.hostname,
        port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or "") or os.environ.get(PASSWORD_VARIABLE, ""),
        parts.scheme == "mqtts",
        ca,
    )


def _hidden(url: str) -> str:
    """The URL without what may be a password."""
    before, at, after = url.rpartition("@")
    return f"...{at}{after}" if at else before + after
