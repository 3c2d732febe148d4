# The LED simply follows the button, the buzzer does the opposite.
from gpiozero import LED, Buzzer, Button
from gpiozero.tools import negated
from signal import pause

button = Button(4)
led = LED(22)
buzzer = Buzzer(27)

led.source = button
buzzer.source = negated(button)

pause()
