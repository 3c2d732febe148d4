"""A pupil's own module: its loops run without a rest."""


class Gate:
    def __init__(self):
        self.open = False

    def wait(self):
        while not self.open:
            pass


def count_up_to(number):
    total = 0
    for each in range(number):
        total += each % 3
    return total
