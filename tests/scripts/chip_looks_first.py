# It looks who is on the bus before it asks anybody.
import board
import busio

MPU6050 = 0x68
i2c = busio.I2C(board.SCL, board.SDA)
while not i2c.try_lock():
    pass
found = i2c.scan()
print([hex(each) for each in found])
if MPU6050 in found:
    answer = bytearray(1)
    i2c.writeto_then_readfrom(MPU6050, bytes([0x75]), answer)
    print("motion sensor", hex(answer[0]))
print("compass" if 0x1E in found else "no compass", 0x23 in found)
i2c.unlock()
