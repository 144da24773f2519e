print(f'{(lambda x: x * 2)(3)}', f'{(y := 4)}', y, f'{y:=5}')  # expect: 6 4 4     4
