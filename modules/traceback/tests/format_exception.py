import traceback


def divide(x):
    return 1 / x


try:
    divide(0)
except ZeroDivisionError as error:
    texts = traceback.format_exception(error)
    print(traceback.format_exception_only(error))
    # expect: ['ZeroDivisionError: division by zero\n']
print(texts[0], texts[3], end="")
# expect: Traceback (most recent call last):
# expect:  ZeroDivisionError: division by zero
print(texts[2].splitlines()[1:])  # expect: ['    return 1 / x', '           ~~^~~']
