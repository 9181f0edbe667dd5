"""Float loop: the logistic map and a running sum on local variables, nothing else."""

SIZE = 3000000      # iterations
QUICK = 1000


def loop(count, rate):
    x = 0.5
    total = 0.0
    for _ in range(count):
        x = rate * x * (1.0 - x)
        total += x
    return x, total


def run(size):
    x, total = loop(size, 2.5)
    # The map settles at 1 - 1 / rate.
    assert abs(x - 0.6) < 1e-9
    assert abs(total / size - 0.6) < 1e-3
