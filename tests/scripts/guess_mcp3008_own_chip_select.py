import board
import busio
import digitalio

spi = busio.SPI(board.SCK, board.MOSI, board.MISO)
lamp = digitalio.DigitalInOut(board.D6)
lamp.switch_to_output(value=False)
cs = digitalio.DigitalInOut(board.D5)
cs.switch_to_output(value=True)


def volts(number):
    while not spi.try_lock():
        pass
    spi.configure(baudrate=1_000_000)
    answer = bytearray(3)
    cs.value = False
    spi.write_readinto(bytes([1, (8 + number) << 4, 0]), answer)
    cs.value = True
    spi.unlock()
    return ((answer[1] & 3) << 8 | answer[2]) * 3.3 / 1024


print(f"{volts(0):.1f} {volts(1):.1f}")
lamp.value = True
print(f"{volts(1):.1f}")
