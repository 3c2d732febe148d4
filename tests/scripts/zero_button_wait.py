from gpiozero import Button
from time import sleep, monotonic

button = Button(21)
print("Press the button!")
began = monotonic()

if button.wait_for_press(timeout=3):
    print("too early to be true")
else:
    print("still waiting")

button.wait_for_press()
print(f"pressed after {monotonic() - began:.2f} s")
button.wait_for_release()
print(f"held for {monotonic() - began - 5:.2f} s")
sleep(1)
