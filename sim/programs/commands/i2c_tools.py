"""i2cdetect, i2cget, i2cset, i2cdump and i2ctransfer of i2c-tools, on the board's bus 1."""

from __future__ import annotations

from collections.abc import Sequence

from sim.programs.commands.answer import DONE, Answer, number
from sim.wires import switched_on
from sim.wires.i2c import HIGHEST_ADDRESS, LOWEST_ADDRESS

BUS = "1"
COLUMNS = "     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f"
ADAPTERS = "i2c-1\ti2c       \tbcm2835 (i2c@7e804000)          \tI2C adapter\n"
FUNCTIONS = (
    *(("I2C", True), ("SMBus Quick Command", True), ("SMBus Send Byte", True), ("SMBus Receive Byte", True)),
    *(("SMBus Write Byte", True), ("SMBus Read Byte", True), ("SMBus Write Word", True), ("SMBus Read Word", True)),
    *(("SMBus Process Call", True), ("SMBus Block Write", True), ("SMBus Block Read", False)),
    *(("SMBus Block Process Call", False), ("SMBus PEC", True), ("I2C Block Write", True), ("I2C Block Read", True)),
)
USAGE = Answer(err="Error: No i2c-bus specified!\n", code=1)


def i2cdetect(words: Sequence[str]) -> Answer:
    """Show who answers on the bus, as a table of addresses."""
    options = {letter for word in words if word.startswith("-") for letter in word[1:]}
    rest = [word for word in words if not word.startswith("-")]
    if "V" in options:
        return Answer("i2cdetect version 4.3\n")
    if "l" in options:
        return Answer(ADAPTERS)
    if not rest:
        return USAGE
    if rest[0] not in (BUS, "i2c-1"):
        return _no_bus(rest[0])
    if "F" in options:
        lines = [f"{name:32} {'yes' if can else 'no'}" for name, can in FUNCTIONS]
        return Answer("Functionalities implemented by /dev/i2c-1:\n" + "\n".join(lines) + "\n")
    limits = [number(word) for word in rest[1:3]]
    first, last = (0, 0x7F) if "a" in options else (LOWEST_ADDRESS, HIGHEST_ADDRESS)
    if len(limits) == 2 and None not in limits:
        first, last = (int(limit or 0) for limit in limits)
    return Answer(_table(first, last))


def _table(first: int, last: int) -> str:
    there = switched_on.board().i2c.present()
    lines = [COLUMNS]
    for row in range(0, 0x80, 16):
        cells = [
            f"{address:02x}" if address in there else "--" if first <= address <= last else "  "
            for address in range(row, row + 16)
        ]
        lines.append(f"{row:02x}: " + "".join(f"{cell} " for cell in cells))
    return "\n".join(lines) + "\n"


def _no_bus(name: str) -> Answer:
    return Answer(
        err=f"Error: Could not open file `/dev/i2c-{name}' or `/dev/i2c/{name}': No such file or directory\n", code=1
    )


def _asked(words: Sequence[str]) -> tuple[Answer | None, list[str], int]:
    """An error, or what follows the bus, and the address."""
    rest = [word for word in words if not word.startswith("-")]
    if not rest:
        return USAGE, [], 0
    if rest[0] not in (BUS, "i2c-1"):
        return _no_bus(rest[0]), [], 0
    address = number(rest[1]) if len(rest) > 1 else None
    if address is None:
        return Answer(err="Error: No chip address specified!\n", code=1), [], 0
    if not LOWEST_ADDRESS <= address <= HIGHEST_ADDRESS:
        return Answer(err="Error: Chip address out of range (0x08-0x77)!\n", code=1), [], 0
    return None, rest[2:], address


def i2cget(words: Sequence[str]) -> Answer:
    """Read a byte or a word of a register."""
    wrong, rest, address = _asked(words)
    if wrong is not None:
        return wrong
    count = 2 if rest[1:2] == ["w"] else 1
    try:
        data = _read(address, number(rest[0]) if rest else None, count)
    except OSError:
        return Answer(err="Error: Read failed\n", code=2)
    return Answer(f"0x{int.from_bytes(data, 'little'):0{2 * count}x}\n")


def i2cset(words: Sequence[str]) -> Answer:
    """Write a byte, a word or a block to a register, or a byte alone."""
    wrong, rest, address = _asked(words)
    if wrong is not None:
        return wrong
    mode = rest[-1] if rest and number(rest[-1]) is None else ""
    values = [number(word) for word in (rest[:-1] if mode else rest)]
    if not values or None in values:
        return Answer(err="Error: Data value invalid!\n", code=1)
    data = [int(value or 0) for value in values]
    if mode == "w" and len(data) > 1:
        data = [data[0], data[1], data[1] >> 8]
    try:
        switched_on.board().i2c.writeto(address, bytes(value & 0xFF for value in data))
    except OSError:
        return Answer(err="Error: Write failed\n", code=1)
    return DONE


def i2cdump(words: Sequence[str]) -> Answer:
    """Show all registers of a chip as bytes."""
    wrong, _, address = _asked(words)
    if wrong is not None:
        return wrong
    lines = [COLUMNS + "    0123456789abcdef"]
    for row in range(0, 0x100, 16):
        cells, shown = [], ""
        for register in range(row, row + 16):
            try:
                value = _read(address, register, 1)[0]
            except OSError:
                cells.append("XX")
                shown += "X"
            else:
                cells.append(f"{value:02x}")
                shown += "." if value in (0x00, 0xFF) else chr(value) if 32 <= value < 127 else "?"
        lines.append(f"{row:02x}: " + " ".join(cells) + "    " + shown)
    return Answer("\n".join(lines) + "\n")


def i2ctransfer(words: Sequence[str]) -> Answer:
    """Do what messages such as `w2@0x48 0x01 0x83 r2` say, in one transaction."""
    rest = [word for word in words if not word.startswith("-")][1:]
    address, sent, asked = None, bytearray(), 0
    for word in rest:
        value = number(word)
        if value is not None:
            sent.append(value & 0xFF)
            continue
        length, _, at = word[1:].partition("@")
        address = number(at) if at else address
        asked = int(length) if word.startswith("r") and length.isdigit() else asked
    if address is None:
        return Answer(err="Error: No chip address specified!\n", code=1)
    data = bytearray(asked)
    bus = switched_on.board().i2c
    try:
        if not asked:
            bus.writeto(address, sent)
        elif sent:
            bus.writeto_then_readfrom(address, sent, data)
        else:
            bus.readfrom_into(address, data)
    except OSError:
        return Answer(err="Error: Sending messages failed: Remote I/O error\n", code=1)
    return Answer(" ".join(f"0x{value:02x}" for value in data) + "\n" if asked else "")


def _read(address: int, register: int | None, count: int) -> bytearray:
    data = bytearray(count)
    bus = switched_on.board().i2c
    if register is None:
        bus.readfrom_into(address, data)
    else:
        bus.writeto_then_readfrom(address, bytes([register & 0xFF]), data)
    return data
