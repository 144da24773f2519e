from itertools import batched, chain, combinations, cycle, islice, product

def tried(function, *args, **names):
    try:
        return function(*args, **names)
    except (TypeError, ValueError) as error:
        return error

print(tried(islice, [1], -1))  # expect: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(tried(islice, [1], 1, 2, 0))  # expect: Step for islice() must be a positive integer or None.
print(tried(combinations, "a", -1))  # expect: r must be non-negative
print(tried(batched, "a", 0))  # expect: n must be at least one
print(tried(product, "a", repeat=-1))  # expect: repeat argument cannot be negative
print(tried(combinations, "abc"))  # expect: combinations() missing required argument 'r' (pos 2)
print(tried(cycle))  # expect: cycle expected 1 argument, got 0
chain([]).__next__()  # raises: StopIteration
