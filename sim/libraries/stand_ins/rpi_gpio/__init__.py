"""What is behind our `RPi.GPIO`: channels, edges and software PWM. See docs/decisions/rpi-gpio.md."""
