# config: module complete.greeting = good day
# config: module complete.factor = 0.5
import complete

print(complete.greet(), complete.scaled(3))  # expect: good day 1.5
