# Points on a card: a PN532 on the serial port writes a number into block 8 and reads it again.
import serial

KEY = b"\xff" * 6
port = serial.Serial("/dev/serial0", 115200, timeout=1)


def ask(*data):
    body = bytes((0xD4, *data))
    port.write(bytes((0, 0, 0xFF, len(body), -len(body) & 0xFF, *body, -sum(body) & 0xFF, 0)))
    assert port.read(6) == bytes.fromhex("0000ff00ff00")
    head = port.read(5)
    return None if len(head) < 5 else port.read(head[3] + 2)[2:-2]


port.write(b"\x55\x55" + bytes(14))  # wake up
pn532 = ask(0x14, 0x01, 0x14, 0x01)
found = None
while found is None:
    found = ask(0x4A, 0x01, 0x00)
    print("waiting" if found is None else found[6:].hex())
serial_number = found[6:]
assert ask(0x40, 0x01, 0x60, 8, *KEY, *serial_number) == b"\x00"
points = int.from_bytes(ask(0x40, 0x01, 0x30, 8)[1:], "little")
assert ask(0x40, 0x01, 0xA0, 8, *(points + 5).to_bytes(16, "little")) == b"\x00"
print("points", int.from_bytes(ask(0x40, 0x01, 0x30, 8)[1:], "little"))
