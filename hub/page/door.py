"""What to type to see something, with this hub's own addresses: for the page that has nothing yet."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from devices import Message
from messages import as_typed
from web.html import Words, h

EXAMPLE = "red-heron"
NO_NODES = Message("page.no_nodes", "No device has reported yet.")
HERE = Message(
    "empty.here", "On this hub's computer, type this. A simulated gas alarm appears here after some seconds:"
)
INVITE = Message("empty.invite", "A board, or another computer: first give it an account. Type on this hub's computer:")
THERE = Message("empty.there", "Then type on the device, and give the password that was shown:")
ALONE = Message(
    "empty.alone", "Boards and other computers cannot reach this hub yet. Stop it with Ctrl-C, and start it so:"
)


class Door(NamedTuple):
    """Where nodes come in. `hosts` are addresses for other computers, none while nobody else may come."""

    port: int = 1883
    tls: bool = False
    hosts: tuple[str, ...] = ()

    def url(self, host: str, user: str = "") -> str:
        """The address for `--mqtt`."""
        usual = 8883 if self.tls else 1883
        port = "" if self.port == usual else f":{self.port}"
        return f"mqtt{'s' if self.tls else ''}://{user}{'@' if user else ''}{host}{port}"


def empty(words: Words, door: Door, is_hidden: bool) -> Element:
    """What to type; hidden while there are nodes."""
    run = f"highland sim gas_alarm --mqtt {door.url('localhost')} --mqtt-every 5"
    parts = [h("h2", words(NO_NODES)), h("p", words(HERE)), _command(run)]
    if door.hosts:
        trust = " --mqtt-ca hub.crt" if door.tls else ""
        there = f"highland run gas_alarm --mqtt {door.url(door.hosts[0], EXAMPLE)}{trust}"
        parts += [
            h("p", words(INVITE)),
            _command(f"highland hub invite {EXAMPLE}"),
            h("p", words(THERE)),
            _command(there),
        ]
    else:
        parts += [h("p", words(ALONE)), _command("highland hub --listen")]
    return h("section", *parts, class_="empty", hidden="hidden" if is_hidden else None)


def _command(text: str) -> Element:
    return h("pre", h("code", as_typed(text)))
