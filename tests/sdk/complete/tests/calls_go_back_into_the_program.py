import complete

def double(x):
    return 2 * x

print(complete.twice(double, 5), complete.twice(lambda s: s + "!", "a"))  # expect: 20 a!!

def fail(x):
    raise KeyError(x)

try:
    complete.twice(fail, 1)
except KeyError as error:
    print("caught", error)  # expect: caught 1
complete.twice(1)  # raises: TypeError: twice() missing required argument 'value' (pos 2)
