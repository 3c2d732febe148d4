"""Stand-in for `Adafruit_LED_Backpack`, which its authors have given up: digits and matrices behind an HT16K33."""
