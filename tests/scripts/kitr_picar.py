"""A PiCar-X that goes straight, takes a curve, looks at the floor and stops before a wall."""

from time import sleep

from picarx import Picarx

car = Picarx()
car.set_cam_pan_angle(-30)
car.forward(40)
sleep(2)
car.set_dir_servo_angle(20)
car.forward(40)
sleep(1)
floor = car.get_grayscale_data()
print("floor", floor, car.get_line_status(floor), car.get_cliff_status(floor))
while not 0 < car.get_distance() < 25:
    sleep(0.1)
print("wall", round(car.get_distance()))
car.backward(20)
sleep(0.5)
car.stop()
car.dir_servo_calibrate(-3)
sleep(1)
