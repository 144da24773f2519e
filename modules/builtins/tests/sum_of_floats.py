print(sum([0.1] * 10), sum([1, 2.5], 1))  # expect: 1.0 4.5
