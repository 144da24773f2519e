import cycle_b

first = 1


def both():
    return first, cycle_b.second
