# Rơ le của đèn đường bật ở mức cao, của máy bơm ở mức thấp: chữ in ra nói điều đó.
import time

import RPi.GPIO as GPIO

RELAY_DEN, RELAY_BOM = 22, 27
GPIO.setmode(GPIO.BCM)
GPIO.setup([RELAY_DEN, RELAY_BOM], GPIO.OUT)


def ban_dem():
    GPIO.output(RELAY_DEN, GPIO.HIGH)
    print("Trời tối: bật đèn")
    GPIO.output(RELAY_BOM, GPIO.HIGH)
    print("Tat may bom")


def ban_ngay():
    GPIO.output(RELAY_DEN, GPIO.LOW)
    print("Trời sáng, tắt đèn")
    GPIO.output(RELAY_BOM, GPIO.LOW)
    print("Bat may bom")


for _ in range(2):
    ban_dem()
    time.sleep(1)
    ban_ngay()
    time.sleep(3)
GPIO.cleanup()
