# Chips whose pins get numbers of their own, a display on wires, a chip that does not answer, and a servo.
import wiringpi as wp

wp.wiringPiSetupGpio()
wp.mcp3004Setup(100, 0)
wp.mcp23017Setup(200, 0x20)
wp.pinMode(200, 1)
wp.pinMode(208, 0)
wp.pullUpDnControl(208, 2)
lcd = wp.lcdInit(2, 16, 4, 25, 24, 23, 17, 27, 22, 0, 0, 0, 0)
wp.lcdPuts(lcd, "Xin chao")
wp.lcdPosition(lcd, 9, 1)
wp.lcdPuts(lcd, "Na Hang")
adc = wp.wiringPiI2CSetup(0x48)
for light in (1, 0):
    wp.digitalWrite(200, light)
    wp.wiringPiI2CWrite(adc, 0x40)
    wp.wiringPiI2CRead(adc)
    print(wp.analogRead(100), wp.digitalRead(208), wp.wiringPiI2CRead(adc))
    wp.delay(1000)
print(wp.wiringPiI2CReadReg8(wp.wiringPiI2CSetup(0x12), 0))
wp.pinMode(18, wp.PWM_OUTPUT)
wp.pwmSetMode(wp.PWM_MODE_MS)
wp.pwmSetClock(192)
wp.pwmSetRange(2000)
for steps in (100, 200):
    wp.pwmWrite(18, steps)
    wp.delay(500)
