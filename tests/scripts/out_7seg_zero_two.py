# Two digits in turn, by gpiozero's own thread.
from time import sleep

from gpiozero import LEDCharDisplay, LEDMultiCharDisplay

digit = LEDCharDisplay(5, 6, 12, 13, 16, 19, 20)
display = LEDMultiCharDisplay(digit, 26, 21)
for number in (42, 43):
    display.value = str(number)
    sleep(1)
