import __future__

print(__future__.division)  # expect: _Feature((2, 2, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), 131072)
print(__future__.annotations.getMandatoryRelease())  # expect: None
