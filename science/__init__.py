"""Published physics and chemistry as pure functions, each with its source: air, mold, sun, battery, water, gas."""
