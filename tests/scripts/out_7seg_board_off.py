# Digits by gpiozero: a board of seven lamps, then nothing; four digits of which two are dark at first, then nothing.
from time import sleep

from gpiozero import LEDBoard, LEDCharDisplay, LEDMultiCharDisplay

SHAPES = [(0, 1, 1, 0, 0, 0, 0), (1, 1, 0, 1, 1, 0, 1), (1, 1, 1, 1, 0, 0, 1)]
segments = LEDBoard(17, 27, 22, 5, 6, 13, 19)
for shape in SHAPES:
    segments.value = shape
    sleep(1)
segments.off()
sleep(1)
row = LEDMultiCharDisplay(LEDCharDisplay(4, 14, 15, 18, 23, 24, 25), 8, 7, 12, 16)
for text in ("12  ", "1234", "5678"):
    row.value = text
    sleep(1)
row.value = "    "
sleep(1)
