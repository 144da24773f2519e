from countdown import Countdown

print(list(Countdown(3)), sum(Countdown(10, step=5)))  # expect: [3, 2, 1] 15
numbers = Countdown(2)
print(next(numbers), numbers.left, next(numbers), next(numbers, "none"))  # expect: 2 1 1 none


class Loud(Countdown):
    def __next__(self):
        return f"{super().__next__()}!"


print(list(Loud(2)))  # expect: ['2!', '1!']
Countdown(1, 0)  # raises: ValueError: step must be positive
