print(f'{3.14159:.2f}|{5:03d}|{"a":*^5}|{255:#x}|{1e6:,}')  # expect: 3.14|005|**a**|0xff|1,000,000.0
width, p = 8, 2
print(f'{3.14159:{width}.{p}f}|{"x":>{width}}')  # expect:     3.14|       x
print(f'{5:{"0"}>{3}}')  # expect: 005
