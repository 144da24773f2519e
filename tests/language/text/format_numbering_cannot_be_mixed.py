print("{0} {1:>{2}}|{a[k]}".format(1, 2, 4, a={"k": 3}))  # expect: 1    2|3
"{}{0}".format(1)
# raises: ValueError: cannot switch from automatic field numbering to manual field specification
