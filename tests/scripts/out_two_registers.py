# A matrix on two registers beside each other: one lights a row, the other one its columns; an arrow to the left.
import RPi.GPIO as GPIO

ROW_DATA, ROW_LATCH, ROW_CLOCK = 12, 20, 21
COL_DATA, COL_LATCH, COL_CLOCK = 18, 25, 24
ARROW = [
    "#####...",
    "####....",
    "###.....",
    "####....",
    "#.###...",
    "...###..",
    "....##..",
    "........",
]
GPIO.setmode(GPIO.BCM)
for pin in (ROW_DATA, ROW_LATCH, ROW_CLOCK, COL_DATA, COL_LATCH, COL_CLOCK):
    GPIO.setup(pin, GPIO.OUT, initial=GPIO.LOW)


def send(data, clock, levels):
    for level in reversed(levels):
        GPIO.output(data, level)
        GPIO.output(clock, GPIO.HIGH)
        GPIO.output(clock, GPIO.LOW)


def show():
    for latch in (COL_LATCH, ROW_LATCH):
        GPIO.output(latch, GPIO.HIGH)
    for latch in (COL_LATCH, ROW_LATCH):
        GPIO.output(latch, GPIO.LOW)


for _ in range(300):
    for row in range(8):
        send(ROW_DATA, ROW_CLOCK, [False] * 8)
        show()
        send(ROW_DATA, ROW_CLOCK, [each == row for each in range(8)])
        send(COL_DATA, COL_CLOCK, [letter != "#" for letter in ARROW[row]])
        show()
GPIO.cleanup()
