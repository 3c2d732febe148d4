"""What the hardware libraries find in place of the outside world while a virtual Pi is switched on."""
