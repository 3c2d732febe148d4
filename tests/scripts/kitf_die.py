# A die of seven segments that rolls: the figures come so quickly that nobody reads them, and one stays.
from time import sleep

from gpiozero import LEDBoard

SHAPES = {
    1: (0, 1, 1, 0, 0, 0, 0),
    2: (1, 1, 0, 1, 1, 0, 1),
    3: (1, 1, 1, 1, 0, 0, 1),
    4: (0, 1, 1, 0, 0, 1, 1),
    5: (1, 0, 1, 1, 0, 1, 1),
    6: (1, 0, 1, 1, 1, 1, 1),
}
ROLLED = (2, 5, 1, 6, 3, 1, 4, 6, 2, 3, 5, 4, 1, 6)
die = LEDBoard(a=5, b=6, c=13, d=19, e=26, f=16, g=20)
for last in (3, 5, 2):
    for turn in range(14):
        die.value = SHAPES[ROLLED[turn] if last % 2 else 7 - ROLLED[turn]]
        sleep(0.02 + turn * 0.006)
    die.value = SHAPES[last]
    sleep(2)
die.off()
sleep(0.5)
