"""config.txt, which the firmware reads before Linux: buses on, pins that let go, and safe levels of the outputs.

Sources: Raspberry Pi documentation, "config.txt" (conditional filters, `gpio=`), and the README of the overlays
(`strict_gpiod`, `i2c_arm`, `spi`). Not tried on a physical board.
"""

from __future__ import annotations

import re

from devices import Wiring
from firmware.board.outputs import Output, outputs_of
from wiring.links import links

BEGIN, END = b"# highland begin", b"# highland end"
PAD = "#"
BLOCK = re.compile(rb"^# highland begin\b[^\n]*\n(?:.*\n)*?# highland end\b[^\n]*(?:\n|\Z)", re.MULTILINE)


def lines_for(wiring: Wiring) -> list[str]:
    """The lines of a project, in the order of its wiring list."""
    outputs, _ = outputs_of(wiring)
    roles = {link.terminal.role for link in links(wiring)}
    return [
        "[all]",
        "dtparam=strict_gpiod",  # the kernel lets go of a pin whose program died, so that the pull decides
        *(["dtparam=i2c_arm=on"] if "i2c" in roles else []),
        *(["dtparam=spi=on"] if "spi" in roles else []),
        *(_level(output) for output in outputs),
    ]


def _level(output: Output) -> str:
    return f"gpio={output.pin}=op,{'dl' if output.active_high else 'dh'}"


def with_block(config: bytes, lines: list[str]) -> bytes:
    """config.txt with these lines between our marks; every other byte as it was.

    An older block is replaced, by one that is at least as long: the file never gets shorter, so it is never cut.
    """
    newline = b"\r\n" if b"\r\n" in config else b"\n"
    found = BLOCK.search(config)
    block = _block(lines, newline)
    if found:
        shorter_by = len(found[0]) - len(block)
        if shorter_by > 0:
            block = _block([*lines, PAD.ljust(shorter_by - len(newline), "-")], newline)
        return config[: found.start()] + block + config[found.end() :]
    gap = b"" if not config or config.endswith(b"\n") else newline
    return config + gap + block


def _block(lines: list[str], newline: bytes) -> bytes:
    return newline.join([BEGIN, *(line.encode("ascii") for line in lines), END, b""])


def kept_length(config: bytes) -> int:
    """How many bytes at the beginning no flash touches: those before our block, or all."""
    found = BLOCK.search(config)
    return found.start() if found else len(config)
