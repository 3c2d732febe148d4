# A door with a PN532 on I2C, byte by byte: the right card opens it for a second, another one does not.
import time

import RPi.GPIO as GPIO
from smbus2 import SMBus, i2c_msg

PN532, DOOR = 0x24, 17
RIGHT = bytes.fromhex("c15a2e07")
GPIO.setmode(GPIO.BCM)
GPIO.setup(DOOR, GPIO.OUT)
bus = SMBus(1)


def send(*data):
    body = bytes((0xD4, *data))
    frame = bytes((0, 0, 0xFF, len(body), -len(body) & 0xFF, *body, -sum(body) & 0xFF, 0))
    bus.i2c_rdwr(i2c_msg.write(PN532, frame))


def fetch(count, timeout_s):
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        ready = i2c_msg.read(PN532, 1)
        bus.i2c_rdwr(ready)
        if list(ready) == [1]:
            answer = i2c_msg.read(PN532, count + 1)
            bus.i2c_rdwr(answer)
            return bytes(answer)[1:]
        time.sleep(0.02)
    return None


def ask(*data, count=30, timeout_s=1.0):
    send(*data)
    assert fetch(6, 0.1) == bytes.fromhex("0000ff00ff00")
    answer = fetch(count, timeout_s)
    return None if answer is None else answer[6 : 5 + answer[3]]


print("firmware", ask(0x02)[2], ask(0x02)[3])
ask(0x14, 0x01, 0x14, 0x01)
for _ in range(6):
    found = ask(0x4A, 0x01, 0x00, timeout_s=1.0)
    if found is None:
        print("no card")
    elif found[7:] == RIGHT:
        print("open")
        GPIO.output(DOOR, 1)
        time.sleep(1)
        GPIO.output(DOOR, 0)
    else:
        print("not you:", found[7:].hex())
        time.sleep(1)
GPIO.cleanup()
