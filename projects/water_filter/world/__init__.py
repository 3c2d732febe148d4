"""What the filter stands in: its surroundings, the way of the water, and what cleans it on that way."""
