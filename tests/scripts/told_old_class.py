"""An old program with the class of wiringpi: it asks for the board and for a higher priority, and blinks."""

import wiringpi

io = wiringpi.GPIO(wiringpi.GPIO.WPI_MODE_GPIO)
print(io.piBoardRev(), io.piHiPri(99))
io.pinMode(17, io.OUTPUT)
for _ in range(2):
    io.digitalWrite(17, io.HIGH)
    io.delay(500)
    io.digitalWrite(17, io.LOW)
    io.delay(500)
