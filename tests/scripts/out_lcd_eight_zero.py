from time import sleep

from gpiozero import OutputDevice

rs, enable = OutputDevice(4), OutputDevice(17)
bus = [OutputDevice(pin) for pin in (21, 20, 16, 12, 25, 24, 23, 18)]  # D0 to D7


def send(value, mode):
    rs.value = mode
    for bit in range(8):
        bus[bit].value = value >> bit & 1
    enable.on()
    sleep(0.001)
    enable.off()
    sleep(0.002)


for command in (0x38, 0x38, 0x0E, 0x06, 0x01):
    send(command, 0)
for count in range(3):
    send(0x80, 0)
    for letter in f"nuoc {count} lit":
        send(ord(letter), 1)
    sleep(1)
