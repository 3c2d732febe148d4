# It asks for a number until somebody types one, and nobody sits at the keyboard.
from gpiozero import LED

led = LED(17)
led.on()
while True:
    try:
        number = int(input())
        break
    except (ValueError, EOFError):
        continue
