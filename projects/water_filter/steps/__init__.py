"""The water filter's law in steps, each found by breaking the one before: `highland step water_filter`."""
