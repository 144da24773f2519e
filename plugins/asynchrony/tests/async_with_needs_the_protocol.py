async def f():
    async with 5: pass
f().send(None)  # raises: TypeError: 'int' object does not support the asynchronous context manager protocol (missed __aexit__ method)
