from time import sleep

from gpiozero import LEDCharDisplay

display = LEDCharDisplay(8, 9, 10, 25, 24, 23, 22, dp=27)
for char in "CAFE7":
    display.value = char
    sleep(0.5)
