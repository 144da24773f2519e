print(None, True, False, ...)  # expect: None True False Ellipsis
print(... is Ellipsis)  # expect: True
