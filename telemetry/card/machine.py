"""Which computer this is, so that a card that was copied or moved notices it: by what is not on the card.

The serial number of the board, else the addresses of its network sockets. The machine-id is on the card, and copied
along with it. Only hashes are kept.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

SERIALS = ("proc/device-tree/serial-number", "sys/firmware/devicetree/base/serial-number")
SOCKETS = "sys/class/net"


def this_machine(root: Path = Path("/")) -> frozenset[str]:
    """What marks this computer; empty where nothing does."""
    for each in SERIALS:
        serial = _text(root / each)
        if serial:
            return frozenset({_hash(serial)})
    found = {_text(each / "address") for each in (root / SOCKETS).glob("*") if (each / "device").exists()}
    return frozenset(_hash(each) for each in found if each.strip("0:"))


def is_another(kept: str, here: frozenset[str]) -> bool:
    """Whether an outbox that was used on `kept` is now on another computer. Unknown is no other."""
    before = set(kept.split())
    return bool(before and here) and not before & here


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip("\0\n ")
    except (OSError, ValueError):
        return ""


def _hash(text: str) -> str:
    return hashlib.sha256(f"highland {text}".encode()).hexdigest()[:16]
