import bisect, heapq

h = [5, 1, 4]
heapq.heapify(h)
heapq.heappush(h, 0)
print(heapq.heappop(h), heapq.heapreplace(h, 9), heapq.heappushpop(h, 2), sorted(h))  # expect: 0 1 2 [4, 5, 9]
print(heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, 'abc', key=ord), list(heapq.merge([1, 4], [2, 3], [0])))  # expect: [1, 2] ['c', 'b'] [0, 1, 2, 3, 4]
print(list(heapq.merge([4, 1], [3, 2], reverse=True)))  # expect: [4, 3, 2, 1]
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect([(1,), (5,)], 3, key=lambda t: t[0]))  # expect: 3 1 1
