class N:
    def __init__(self, n): self.next = n
n = N(N(N(None)))
print(n.next.next.next)  # expect: None
n.next.next.next = n
print(n.next.next.next is n)  # expect: True
