"""What comes from the broker is checked, dated, written and acknowledged, in this order."""
