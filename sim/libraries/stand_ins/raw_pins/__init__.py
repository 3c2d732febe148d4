"""What `pigpio`, `lgpio` and `gpiod` have in common: pins by number, PWM, and edges with the moment when they came."""
