import careless

careless.work(20_000_000)
