# Carbon dioxide with an SCD30, word by word.
import struct
import time

from smbus2 import SMBus, i2c_msg

bus = SMBus(1)


def ask(command, words=1):
    answer = i2c_msg.read(0x61, 3 * words)
    bus.i2c_rdwr(i2c_msg.write(0x61, command.to_bytes(2, "big")))
    time.sleep(0.004)
    bus.i2c_rdwr(answer)
    data = bytes(answer)
    return b"".join(data[at : at + 2] for at in range(0, len(data), 3))


bus.i2c_rdwr(i2c_msg.write(0x61, [0x46, 0x00, 0x00, 0x05, 0x74]))
bus.i2c_rdwr(i2c_msg.write(0x61, [0x00, 0x10, 0x00, 0x00, 0x81]))
print(ask(0xD100).hex(), ask(0x4600).hex())
for _ in range(11):
    if ask(0x0202)[1]:
        ppm, warm, damp = struct.unpack(">fff", ask(0x0300, 6))
        print(f"{ppm:.1f} ppm {warm:.1f} C {damp:.1f} %")
    time.sleep(1)
