# A converter's select wire rests high, also when the program is over.
import board
import busio
import digitalio

spi = busio.SPI(board.SCK, MISO=board.MISO, MOSI=board.MOSI)
select = digitalio.DigitalInOut(board.D5)
select.direction = digitalio.Direction.OUTPUT
select.value = True
answer = bytearray(3)
for channel in (0, 1):
    while not spi.try_lock():
        pass
    select.value = False
    spi.write_readinto(bytes([1, 8 + channel << 4, 0]), answer)
    select.value = True
    spi.unlock()
    print(round(((answer[1] & 3) << 8 | answer[2]) / 1023, 1))
