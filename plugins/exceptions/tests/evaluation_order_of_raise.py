def n(x, v):
    print(x)
    return v
raise n('exc', ValueError('v')) from n('cause', None)  # raises: ValueError: v
# expect: exc
# expect: cause
