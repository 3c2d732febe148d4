"""What a person does with a board on the table: look for what is wrong, try every part, calibrate the sensors."""
