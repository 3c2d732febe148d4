"""A call to a web address (a web hook), by POST: what a hostile answer or a wrong address can do is bounded.

The hub's keeper chooses the address, so a Home Assistant in the own network may be called. A public name that leads
into the own network may not, nor may any name lead to a link-local address, where clouds keep their keys. No redirect
is followed, no proxy asked, and of an answer only the status is read.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from devices import HighlandError, Message
from hub.access.accounts import own_folder, write_whole

FILE = "alerts.url"  # in the hub's data folder; an address often holds a secret, so only its owner may read it
LONGEST_URL = 2000
STEP_S, WHOLE_S = 5.0, 15.0  # for a step, and for the whole call
HOUSE_NAMES = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localhost")
Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

BAD_URL = Message("hook.bad", "This is not an address that the hub can call.")
BAD_URL_HINT = Message("hook.bad.hint", "Write it as https://HOST/PATH, without a name and password before the host.")
PLAIN = Message("hook.plain", "An alert to {host} would travel unencrypted.")
PLAIN_HINT = Message("hook.plain.hint", "Use https://; http:// is only for addresses of the own network.")


class Hook(NamedTuple):
    """An address that may be called."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_house(self) -> bool:
        """Whether it names a computer of the own network itself, so that it may lead there."""
        literal = _address(self.host)
        if literal is not None:
            return literal.is_private
        return "." not in self.host or self.host.endswith(HOUSE_NAMES)


class CannotCall(OSError):
    """The call was not made or not taken; the text says why, and holds no part of the address."""


def hook_of(text: str) -> Hook:
    """The address that a person gave. Raises HighlandError."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    except (ValueError, KeyError):
        raise HighlandError(BAD_URL, BAD_URL_HINT) from None
    host = (parts.hostname or "").lower()
    is_odd = any(not each.isprintable() or each == " " for each in text.strip()) or not text.isascii()
    if not host or parts.username is not None or is_odd or len(text) > LONGEST_URL:
        raise HighlandError(BAD_URL, BAD_URL_HINT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    hook = Hook(parts.scheme, host, port, path)
    if parts.scheme == "http" and not hook.is_house:
        raise HighlandError(PLAIN(host=host), PLAIN_HINT)
    return hook


def keep_hook(folder: Path, text: str) -> Hook:
    """Check an address and keep it. Raises HighlandError."""
    hook = hook_of(text)
    own_folder(folder)
    write_whole(folder / FILE, text.strip() + "\n")
    return hook


def kept_hook(folder: Path) -> Hook | None:
    """The address that is kept; None for none, or for one that is damaged."""
    try:
        return hook_of((folder / FILE).read_text(encoding="ascii"))
    except (OSError, ValueError, HighlandError):
        return None


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses of a name. Raises OSError."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def target(hook: Hook, resolve: Resolve = resolved) -> str:
    """The numeric address to connect to. Raises CannotCall when the name leads where it must not."""
    try:
        found = [ip_address(each.partition("%")[0]) for each in resolve(hook.host, hook.port)]
    except (OSError, ValueError):
        raise CannotCall("the name is not known") from None
    allowed = [each for each in map(_inner, found) if _may(each, hook.is_house)]
    if not allowed or len(allowed) < len(found):
        raise CannotCall("the name leads to an address inside a network")
    return str(allowed[0])


def call(hook: Hook, content: dict[str, Any], resolve: Resolve = resolved) -> None:
    """POST it as JSON. Raises CannotCall. Takes at most about WHOLE_S and the time to look up a name."""
    address = target(hook, resolve)
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"content-type": "application/json; charset=utf-8", "user-agent": "Highland", "connection": "close"}
    connection = http.client.HTTPConnection(hook.host, hook.port, timeout=STEP_S)
    try:
        plain = socket.create_connection((address, hook.port), STEP_S)
        end = threading.Timer(WHOLE_S, _shut, [plain])
        end.daemon = True
        end.start()
        try:
            secure = hook.scheme == "https"
            context = ssl.create_default_context() if secure else None
            connection.sock = context.wrap_socket(plain, server_hostname=hook.host) if context else plain
            connection.request("POST", hook.path, body, headers)
            status = connection.getresponse().status
        finally:
            end.cancel()
            connection.close()
            plain.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CannotCall(type(error).__name__) from error
    if not 200 <= status < 300:
        raise CannotCall(f"HTTP {status}")


def _may(address: Address, is_house: bool) -> bool:
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return address.is_global or (is_house and address.is_private)


def _inner(address: Address) -> Address:
    return getattr(address, "ipv4_mapped", None) or address


def _address(host: str) -> Address | None:
    try:
        return _inner(ip_address(host))
    except ValueError:
        return None


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)
