"""Solar lamp: keeps a box of books or clothes dry with a small heater, and lights the evening, on one panel."""
