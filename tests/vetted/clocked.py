"""A vetted module: it may use the clock, programs may not."""
import time


def is_past():
    return time.time() > 0
