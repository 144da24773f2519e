import complete

print(complete.greet(), complete.scaled(3))  # expect: hello 6.0
