# Eight lamps on a shift register and a buzzer, by the numbers of the header, with the old name of the library.
import wiringpi2 as wiringpi

DATA, LATCH, CLOCK, BUZZER, KEY = 11, 13, 15, 16, 18

io = wiringpi.GPIO(wiringpi.GPIO.WPI_MODE_PHYS)
for pin in (DATA, LATCH, CLOCK):
    io.pinMode(pin, io.OUTPUT)
io.pinMode(KEY, io.INPUT)
io.pullUpDnControl(KEY, io.PUD_DOWN)
for pattern in (0b10000001, 0b00111100):
    io.digitalWrite(LATCH, 0)
    io.shiftOut(DATA, CLOCK, 1, pattern)
    io.digitalWrite(LATCH, 1)
    wiringpi.delay(500)
wiringpi.softToneCreate(BUZZER)
for hertz in (262, 330, 0):
    wiringpi.softToneWrite(BUZZER, hertz)
    wiringpi.delay(300)
print("edge" if wiringpi.waitForInterrupt(KEY, 5000) else "nobody")
print("edge" if wiringpi.waitForInterrupt(KEY, 1000) else "nobody")
