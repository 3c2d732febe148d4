"""Messages from the broker are checked, timestamped, written and acknowledged, in this order."""
