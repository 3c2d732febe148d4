"""The solar lamp's law in steps, each found by breaking the one before: `highland step solar_lamp`."""
