"""Under which addresses other computers of the same network find this one."""

from __future__ import annotations

import socket

LOOKED_FOR = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254", "203.0.113.1")
NO_PORT = 9  # "discard"; nothing is sent


def addresses() -> list[str]:
    """IPv4 addresses, such as 192.168.1.7; none without a network. It asks the system only, and sends nothing."""
    found: list[str] = []
    for each in LOOKED_FOR:  # one of each private range: the system says from where it would send
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((each, NO_PORT))
            except OSError:  # no way there
                continue
            mine = probe.getsockname()[0]
        if mine not in found and not mine.startswith("127."):
            found.append(mine)
    return found
