# How long does this Raspberry Pi take for the primes below 3000?
import time


def is_prime(number):
    for divisor in range(2, int(number**0.5) + 1):
        if number % divisor == 0:
            return False
    return True


start = time.time()
count = 0
for number in range(2, 3000):
    if is_prime(number):
        count += 1
print(count, "primes in", round(time.time() - start, 3), "s")

start = time.perf_counter()
squares = sum(number * number for number in range(100_000))
print(squares, "in", round(time.perf_counter() - start, 3), "s")
