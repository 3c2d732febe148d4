from datetime import datetime, timedelta
from time import sleep
from gpiozero import Buzzer, Button

buzzer = Buzzer(17)
stop = Button(27)
wake_at = datetime.now().replace(hour=8, minute=5, second=0, microsecond=0)
snooze = timedelta(minutes=1)

while True:
    while datetime.now() < wake_at:
        sleep(0.5)
    print("Wake up, it is", datetime.now().strftime("%H:%M:%S"))
    buzzer.on()
    if stop.wait_for_press(timeout=10):
        buzzer.off()
        break
    buzzer.off()
    wake_at += snooze
print("Good morning")
