"""What the solar lamp lives in: its electricity, and the weather around the box."""
