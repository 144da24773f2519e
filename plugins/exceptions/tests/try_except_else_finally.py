def f(x):
    try:
        print('body')
        if x: raise x
    except ValueError:
        print('value')
    except (TypeError, KeyError) as e:
        print('tuple', type(e).__name__)
    else:
        print('else')
    finally:
        print('finally')
f(None)
# expect: body
# expect: else
# expect: finally
f(ValueError())
# expect: body
# expect: value
# expect: finally
f(KeyError())
# expect: body
# expect: tuple KeyError
# expect: finally
f(ZeroDivisionError('z'))  # raises: ZeroDivisionError: z
# expect: body
# expect: finally
