# config: modules.path = @tests@/vetted
# expect: cannot import name 'first' from partially initialized module 'cycle_a' (most likely due to a circular import) (cycle_a.py)
# expect: partially initialized module 'cycle_a' has no attribute 'first' (most likely due to a circular import)
import cycle_a

print(cycle_a.both())  # expect: (1, 2)
