# A PN532 on SPI: each byte is turned round.
import time

import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1_000_000


def turned(data):
    return [int(f"{byte:08b}"[::-1], 2) for byte in data]


def exchange(*data):
    return bytes(turned(spi.xfer2(turned(data))))


def ready(timeout_s):
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if exchange(0x02, 0)[1] == 0x01:
            return True
        time.sleep(0.02)
    return False


def ask(*data, timeout_s=1.0):
    body = bytes((0xD4, *data))
    exchange(0x01, 0, 0, 0xFF, len(body), -len(body) & 0xFF, *body, -sum(body) & 0xFF, 0)
    assert ready(0.1)
    assert exchange(0x03, *[0] * 6)[1:] == bytes.fromhex("0000ff00ff00")
    return exchange(0x03, *[0] * 30)[7:] if ready(timeout_s) else None


exchange(0x00)
print("firmware", *ask(0x02)[2:4])
for _ in range(3):
    found = ask(0x4A, 0x01, 0x00)
    print("no card" if found is None else found[7 : 7 + found[6]].hex())
spi.close()
