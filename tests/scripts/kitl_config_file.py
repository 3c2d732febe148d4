"""A library for many boards looks first whether the bus is switched on."""

with open("/boot/config.txt") as file:
    print("dtparam=i2c_arm=on" in file.read())
