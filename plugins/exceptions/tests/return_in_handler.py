def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return str(e)
    finally:
        print('finally')
print(f())
# expect: finally
# expect: division by zero
import sys
print(sys.exception())  # expect: None
