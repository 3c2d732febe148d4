from time import sleep
from gpiozero import LED, Button

lamp = LED(17)
lamp.on()
sleep(2)
lamp.close()
button = Button(17)
for _ in range(4):
    print(button.is_pressed)
    sleep(1)
