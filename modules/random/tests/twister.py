import random

r = random.Random(42)
print(r.random(), r.randint(1, 100), r.choice('abcdef'), r.sample(range(100), 5), r.gauss(0, 1))  # expect: 0.6394267984578837 4 f [35, 31, 28, 17, 94] 1.3138731944620898
print(r.uniform(1, 2), r.choices('ab', [1, 3], k=5), r.getrandbits(100), r.randrange(0, 100, 7))  # expect: 1.5453665337483498 ['b', 'a', 'a', 'a', 'b'] 849010543332298701246886166950 77
print(r.betavariate(1, 2), r.expovariate(2), r.normalvariate(), r.gammavariate(2, 3))  # expect: 0.4494224448687488 0.8288690471115486 0.5152162190771925 2.258578242358824
l = list(range(10))
r.shuffle(l)
print(l, r.randbytes(5))  # expect: [9, 7, 6, 4, 2, 0, 3, 8, 1, 5] b'\x7f\xf5\x9f\xce\x0b'
random.seed(10**30)
state = random.getstate()
first = random.random()
random.setstate(state)
print(first == random.random(), first)  # expect: True 0.9341508484568806
