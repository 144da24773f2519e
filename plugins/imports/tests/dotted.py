import os.path
print(os.path.join('a', 'b'))  # expect: a/b
import os.path as p
print(p is os.path)  # expect: True
