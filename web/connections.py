"""How many connections one address may have, and who must leave when there is no room.

A connection waits until its first request has come whole; only those that wait are ended for another, the oldest first.
A client that opens a thousand connections and says nothing on them so ends its own, and nobody else's. An IPv6 /64 is
one address: every household has one.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

PER_ADDRESS = 128  # a school's 40 pupils behind one router, with three connections each
TOTAL = 1_000
FEW = 4  # connections; the last tenth of all places is for addresses that have fewer
QUEUE = 1_024  # connections that the system holds until they are accepted: a shorter queue costs others a second
IPV6_HOST_BITS = 64  # of 128: RFC 4291, section 2.5.1


class Limits(NamedTuple):
    """Largest numbers of connections. `per_address` holds for this machine too, but only for those that wait."""

    per_address: int = PER_ADDRESS
    total: int = TOTAL


class Source(NamedTuple):
    """Where connections are counted together."""

    name: str
    is_here: bool


class Place:
    """One connection's place; it waits at first. `end` is to be set: it is called when the connection must end for
    another. `leave` may be called twice."""

    def __init__(self, connections: Connections, source: Source) -> None:
        self._connections, self.source = connections, source
        self.end: Callable[[], object] = bool

    def ready(self) -> None:
        """Its request has come whole: it is not ended for others now."""
        self._connections.move(self, waits=False)

    def wait(self) -> None:
        """It is idle again."""
        self._connections.move(self, waits=True)

    def leave(self) -> None:
        """It has ended."""
        self._connections.remove(self)


class _Address:
    """The connections of one address, the oldest first."""

    def __init__(self) -> None:
        self.waiting: dict[Place, None] = {}
        self.ready: set[Place] = set()

    def __len__(self) -> int:
        return len(self.waiting) + len(self.ready)


class Connections:
    """All connections of one server. Everything here belongs to that server's event loop.

    `tell` gets the address of whoever had too many, each time; the caller says it once.
    """

    def __init__(self, limits: Limits | None = None, tell: Callable[[str], None] = lambda address: None) -> None:
        self.limits, self._tell = limits or Limits(), tell
        self._addresses: dict[str, _Address] = {}
        self._count = 0

    @property
    def count(self) -> int:
        """How many there are now."""
        return self._count

    def enter(self, peer: str) -> Place | None:
        """A place for a new connection from this address, or None: close it."""
        source = source_of(peer)
        if not self._has_room(source):
            self._tell(source.name)
            return None
        place = Place(self, source)
        self._addresses.setdefault(source.name, _Address()).waiting[place] = None
        self._count += 1
        return place

    def move(self, place: Place, waits: bool) -> None:
        """See Place."""
        mine = self._addresses.get(place.source.name)
        if mine is None or (place not in mine.waiting and place not in mine.ready):
            return
        if waits:
            mine.ready.discard(place)
            mine.waiting.setdefault(place)
        else:
            mine.waiting.pop(place, None)
            mine.ready.add(place)

    def remove(self, place: Place) -> None:
        """See Place."""
        mine = self._addresses.get(place.source.name)
        if mine is None or (place not in mine.waiting and place not in mine.ready):
            return
        mine.waiting.pop(place, None)
        mine.ready.discard(place)
        self._count -= 1
        if not len(mine):
            del self._addresses[place.source.name]

    def _has_room(self, source: Source) -> bool:
        mine = self._addresses.get(source.name, _Address())
        counted = len(mine.waiting) if source.is_here else len(mine)
        is_full = self._count >= self.limits.total
        is_scarce = self._count >= self.limits.total * 9 // 10 and len(mine) >= FEW
        if counted >= self.limits.per_address or (is_scarce and mine.waiting):
            self._tell(source.name)
            return self._end_oldest(mine)
        if is_full and not is_scarce:
            return self._end_oldest(max(self._addresses.values(), key=lambda each: len(each.waiting)))
        return not is_scarce

    def _end_oldest(self, address: _Address) -> bool:
        oldest = next(iter(address.waiting), None)
        if oldest is None:
            return False
        self.remove(oldest)
        oldest.end()
        return True


def source_of(peer: str) -> Source:
    """The address, or its /64; what is no address is a source of its own."""
    try:
        address: IPv4Address | IPv6Address = ip_address(peer.partition("%")[0])
    except ValueError:
        return Source(peer, False)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            if address.is_loopback:
                return Source(str(address), True)
            network = int(address) >> IPV6_HOST_BITS << IPV6_HOST_BITS
            return Source(f"{IPv6Address(network)}/{IPV6_HOST_BITS}", False)
        address = address.ipv4_mapped
    return Source(str(address), address.is_loopback)
