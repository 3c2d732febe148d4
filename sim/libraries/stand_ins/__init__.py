"""Modules that programs import under the names of CircuitPython's and Linux's hardware modules, and of RPi.GPIO.

While a virtual Pi is switched on, `import board` finds `sim.libraries.stand_ins.board`, and so on for each name in
`sim.libraries.modules.STAND_INS`. `rpi_gpio` holds what is behind `RPi.GPIO`.
"""
