"""What this computer has for a server: its addresses on the networks around it, and how many files it may open."""

from __future__ import annotations

import socket

LOOKED_FOR = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254", "203.0.113.1")
NO_PORT = 9  # "discard"; nothing is sent
FILES = 4_096  # open files at once, where the system allows it: each connection is one


def addresses() -> list[str]:
    """IPv4 addresses, such as 192.168.1.7; none without a network. It asks the system only, and sends nothing."""
    found: list[str] = []
    for each in LOOKED_FOR:  # one of each private range: the system says which address it would send from
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((each, NO_PORT))
            except OSError:  # no route
                continue
            mine = probe.getsockname()[0]
        if mine not in found and not mine.startswith("127."):
            found.append(mine)
    return found


def allow_files() -> int:
    """Ask the system for enough open files; how many there may be now. On Windows, which has no such limit, enough."""
    try:
        import resource
    except ImportError:
        return FILES
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        except (OSError, ValueError):  # macOS has a further limit of its own
            return now
        return wanted
    return FILES if now == resource.RLIM_INFINITY else now
