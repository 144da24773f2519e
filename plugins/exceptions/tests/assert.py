assert True, 1 / 0
assert 1
try:
    assert 0
except AssertionError as e:
    print(e.args)  # expect: ()
AssertionError = ValueError
assert [], 'message'  # raises: AssertionError: message
