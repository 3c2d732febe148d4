# Looks on the bus before it uses a chip, with Blinka's scan() and then with i2cdetect.
import os
import sys

import board

BH1750_ADDRESS = 0x23
i2c = board.I2C()
while not i2c.try_lock():
    pass
found = [hex(address) for address in i2c.scan()]
if hex(BH1750_ADDRESS) not in found:
    sys.exit("no light meter")
i2c.writeto(BH1750_ADDRESS, bytes([0x10]))
os.system("sleep 0.2")
answer = bytearray(2)
i2c.readfrom_into(BH1750_ADDRESS, answer)
i2c.unlock()
print(found, "%.0f lx" % (int.from_bytes(answer, "big") / 1.2), os.popen("i2cdetect -y 1 | grep -c 23").read().strip())
