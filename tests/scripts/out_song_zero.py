from time import sleep

from gpiozero import TonalBuzzer

with TonalBuzzer(22, octaves=2) as buzzer:
    for note in ("A4", "B4", "C5", "A5"):
        buzzer.play(note)
        sleep(0.3)
        buzzer.stop()
        sleep(0.1)
