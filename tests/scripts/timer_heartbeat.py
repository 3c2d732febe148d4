import threading
import time
from gpiozero import LED

heart = LED(5)
beats = 0


def beat():
    global beats
    heart.toggle()
    beats += 1
    if beats < 8:
        threading.Timer(0.5, beat).start()


beat()
late = threading.Timer(60, print, args=["never"])
late.start()
time.sleep(2.25)
print(beats, "beats so far")
late.cancel()
