"""What the teacher's laptop passes on: seats, the wall, orders and saved works; nothing of a pupil's run itself."""
