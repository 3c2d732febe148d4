"""The checks of the doctor, one theme a file: each looks at the machine and yields what it finds."""
