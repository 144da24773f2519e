from __future__ import division
print(7 / 2, division.compiler_flag)  # expect: 3.5 131072
