from bisect import bisect, bisect_left, bisect_right, insort

marks = [10, 20, 20, 30]
print(bisect_left(marks, 20), bisect_right(marks, 20), bisect(marks, 5))  # expect: 1 3 0
print(bisect_left(marks, 20, 2), bisect_right(marks, 99, 0, 2))  # expect: 2 2
insort(marks, 25)
print(marks)  # expect: [10, 20, 20, 25, 30]
print(bisect(["a", "bb"], 2, key=len))  # expect: 2
bisect_left(marks, 1, -1)  # raises: ValueError: lo must be non-negative
