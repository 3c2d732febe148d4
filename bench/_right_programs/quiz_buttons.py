from time import sleep

from gpiozero import LED, Button, Buzzer

PINS = {"An": 5, "Binh": 6, "Chi": 13}
PLAYERS = {name: Button(pin, bounce_time=0.05) for name, pin in PINS.items()}
POINTS = {"An": 0, "Binh": 0, "Chi": 0}
lamp = LED(17)
buzzer = Buzzer(27)

while True:
    for name, button in PLAYERS.items():
        if button.is_pressed:
            POINTS[name] += 1
            lamp.on()
            buzzer.beep(0.1, 0.1, n=2)
            print(name, "was first:", POINTS[name])
            button.wait_for_release()
            lamp.off()
    sleep(0.02)
