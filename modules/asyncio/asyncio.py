"""Coroutines as tasks of an event loop."""

import sys

__all__ = [
    "ALL_COMPLETED", "AbstractEventLoop", "Barrier", "BoundedSemaphore",
    "BrokenBarrierError", "CancelledError", "Condition", "Event", "FIRST_COMPLETED",
    "FIRST_EXCEPTION", "Future", "Handle", "InvalidStateError", "LifoQueue", "Lock",
    "PriorityQueue", "Queue", "QueueEmpty", "QueueFull", "QueueShutDown", "Runner",
    "Semaphore", "Task", "TaskGroup", "Timeout", "TimeoutError", "TimerHandle",
    "all_tasks", "as_completed", "create_task", "current_task", "ensure_future",
    "gather", "get_event_loop", "get_event_loop_policy", "get_running_loop",
    "iscoroutine", "iscoroutinefunction", "isfuture", "new_event_loop", "run",
    "set_event_loop", "set_event_loop_policy", "shield", "sleep", "timeout", "timeout_at", "wait", "wait_for",
]

TimeoutError = TimeoutError

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


class CancelledError(BaseException):
    """The Future or Task was cancelled."""


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""


class QueueEmpty(Exception):
    """Raised when Queue.get_nowait() is called on an empty Queue."""


class QueueFull(Exception):
    """Raised when the Queue.put_nowait() method is called on a full Queue."""


class QueueShutDown(Exception):
    """Raised when putting on to or getting from a shut-down Queue."""


class BrokenBarrierError(RuntimeError):
    """Barrier is broken by barrier.abort() call."""


for _error in (CancelledError, InvalidStateError, BrokenBarrierError):
    _error.__module__ = "asyncio.exceptions"
for _error in (QueueEmpty, QueueFull, QueueShutDown):
    _error.__module__ = "asyncio.queues"


# -- what is what

async def _sample():
    pass


_coroutine = _sample()
_coroutine_type = type(_coroutine)
_coroutine.close()


def iscoroutine(obj):
    """Return True if obj is a coroutine object."""
    return type(obj) is _coroutine_type


def isfuture(obj):
    """Test for a Future."""
    return (hasattr(obj.__class__, "_asyncio_future_blocking")
            and obj._asyncio_future_blocking is not None)


def _is_awaitable(obj):
    return hasattr(type(obj), "__await__")


# -- the loop

_running = None
_current_set = None
_task_number = 0


def get_running_loop():
    """Return the running event loop.  Raise a RuntimeError if there is none."""
    if _running is None:
        raise RuntimeError("no running event loop")
    return _running


def get_event_loop():
    """Return an asyncio event loop."""
    if _running is not None:
        return _running
    if _current_set is None:
        raise RuntimeError("There is no current event loop in thread 'MainThread'.")
    return _current_set


def set_event_loop(loop):
    """Set the event loop."""
    global _current_set
    _current_set = loop


def new_event_loop():
    """Create a new event loop."""
    return _Loop()


class _DefaultEventLoopPolicy:
    """What gives out loops unless another policy was set."""

    def get_event_loop(self):
        return get_event_loop()

    def set_event_loop(self, loop):
        set_event_loop(loop)

    def new_event_loop(self):
        return _Loop()


_policy = None


def get_event_loop_policy():
    """Get the current event loop policy."""
    global _policy
    if _policy is None:
        _policy = _DefaultEventLoopPolicy()
    return _policy


def set_event_loop_policy(policy):
    """Set the current event loop policy; None restores the default one."""
    global _policy, _current_set
    _policy = policy
    if policy is None:
        _current_set = None


class Handle:
    """A callback that waits for its turn."""

    def __init__(self, callback, args, loop):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._cancelled = False

    def cancel(self):
        self._cancelled = True
        self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        if self._cancelled:
            return
        try:
            self._callback(*self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                "message": f"Exception in callback {self._callback!r}",
                "exception": error, "handle": self})


class TimerHandle(Handle):
    """A callback that waits for a time."""

    def __init__(self, when, callback, args, loop):
        super().__init__(callback, args, loop)
        self._when = when

    def when(self):
        return self._when


class AbstractEventLoop:
    """Abstract event loop."""


class _Loop(AbstractEventLoop):
    # [_ready]: pairs of a function and its one argument.

    def __init__(self):
        self._ready = []
        self._timers = []
        self._tasks = {}
        self._task = None
        self._closed = False
        self._stopping = False
        self._exception_handler = None
        self._task_factory = None
        self._debug = False

    def time(self):
        return _monotonic()

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self)
        self._ready.append((Handle._run, handle))
        return handle

    call_soon_threadsafe = call_soon

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(_monotonic() + delay, callback, *args)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        handle = TimerHandle(when, callback, args, self)
        timers = self._timers
        low, high = 0, len(timers)
        # The soonest stands last; of equal ones the oldest.
        while low < high:
            middle = (low + high) // 2
            if timers[middle]._when > when:
                low = middle + 1
            else:
                high = middle
        timers.insert(low, handle)
        return handle

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None, eager_start=None):
        self._check_closed()
        if self._task_factory is not None:
            task = self._task_factory(self, coro)
            if name is not None:
                task.set_name(name)
            return task
        return Task(coro, loop=self, name=name)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError("A callable object or None is expected, "
                            f"got {handler!r}")
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        message = context.get("message") or "Unhandled exception in event loop"
        error = context.get("exception")
        lines = [message]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        if error is not None:
            lines.append(f"{type(error).__name__}: {error}")
        sys.stderr.write("\n".join(lines) + "\n")

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def is_running(self):
        return _running is self

    def is_closed(self):
        return self._closed

    def close(self):
        if _running is self:
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready.clear()
        self._timers.clear()

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def stop(self):
        self._stopping = True

    def _take_due(self):
        timers, ready = self._timers, self._ready
        while timers and timers[-1]._cancelled:
            timers.pop()
        if not ready and not self._stopping:
            # Without timers nothing can ever happen: the limits end the wait.
            _wait(timers[-1]._when - _monotonic() if timers else 86400.0)
        now = _monotonic() + 1e-9
        while timers and timers[-1]._when < now:
            ready.append((Handle._run, timers.pop()))

    def _run_once(self):
        if self._timers or not self._ready:
            self._take_due()
        todo = self._ready
        self._ready = []
        try:
            for function, argument in todo:
                function(argument)
        finally:
            todo.clear()

    def run_forever(self):
        global _running
        self._check_closed()
        if _running is self:
            raise RuntimeError("This event loop is already running")
        if _running is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        _running = self
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            _running = None

    def run_until_complete(self, future):
        self._check_closed()
        if _running is not None:
            raise RuntimeError("This event loop is already running" if _running is self else
                               "Cannot run the event loop while another loop is running")
        future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_loop)
        try:
            self.run_forever()
        finally:
            future.remove_done_callback(_stop_loop)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass


def _stop_loop(future):
    if not future.cancelled() and isinstance(future.exception(),
                                             (SystemExit, KeyboardInterrupt)):
        return
    future._loop.stop()


# -- futures

_PENDING = "PENDING"
_CANCELLED = "CANCELLED"
_FINISHED = "FINISHED"


class Future:
    """A result that is not there yet."""

    _asyncio_future_blocking = False
    _state = _PENDING
    _result = None
    _exception = None
    _cancel_message = None
    _cancelled_error = None
    _callbacks = None

    def __init__(self, *, loop=None):
        self._loop = get_event_loop() if loop is None else loop

    def __class_getitem__(cls, item):
        return _generic(cls, item)

    def _describe(self):
        info = [self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                info.append(f"exception={self._exception!r}")
            else:
                info.append(f"result={self._result!r}")
        return info

    def __repr__(self):
        return f"<{type(self).__name__} {' '.join(self._describe())}>"

    def get_loop(self):
        return self._loop

    def cancelled(self):
        return self._state == _CANCELLED

    def done(self):
        return self._state != _PENDING

    def cancel(self, msg=None):
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._schedule()
        return True

    def _make_cancelled_error(self):
        if self._cancelled_error is not None:
            error = self._cancelled_error
            self._cancelled_error = None
            return error
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def _schedule(self):
        callbacks = self._callbacks
        if callbacks:
            self._callbacks = None
            ready = self._loop._ready
            for callback in callbacks:
                if type(callback) is _Wakeup:
                    ready.append((callback.call, self))
                else:
                    ready.append((Handle._run, Handle(callback, (self,), self._loop)))

    def result(self):
        if self._state == _FINISHED:
            if self._exception is None:
                return self._result
            raise self._exception.with_traceback(self._traceback)
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        raise InvalidStateError("Result is not set.")

    def exception(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def add_done_callback(self, callback, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(callback, self)
        elif self._callbacks is None:
            self._callbacks = [callback]
        else:
            self._callbacks.append(callback)

    def _wake(self, wakeup):
        # As add_done_callback(), for what cannot fail.
        if self._state != _PENDING:
            self._loop._ready.append((wakeup.call, self))
        elif self._callbacks is None:
            self._callbacks = [wakeup]
        else:
            self._callbacks.append(wakeup)

    def remove_done_callback(self, callback):
        kept = [each for each in self._callbacks or () if each != callback]
        removed = len(self._callbacks or ()) - len(kept)
        if removed:
            self._callbacks = kept
        return removed

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = _FINISHED
        if self._callbacks is not None:
            self._schedule()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            wrapped = RuntimeError("StopIteration interacts badly with "
                                   "generators and cannot be raised into a Future")
            wrapped.__cause__ = exception
            wrapped.__context__ = exception
            exception = wrapped
        self._exception = exception
        self._traceback = exception.__traceback__
        self._state = _FINISHED
        self._schedule()

    def __await__(self):
        if self._state == _PENDING:
            self._asyncio_future_blocking = True
            yield self
        if self._state == _PENDING:
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


class _Wakeup:
    # What a task waits with: [call] is called with the future.
    __slots__ = ("call",)

    def __init__(self, call):
        self.call = call


# -- tasks

class Task(Future):
    """A coroutine wrapped in a Future."""

    _fut_waiter = None
    _must_cancel = False
    _requested = 0

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _task_number
        self._loop = loop = get_event_loop() if loop is None else loop
        if type(coro) is not _coroutine_type and not (
                hasattr(coro, "send") and hasattr(coro, "throw")):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._coro = coro
        _task_number += 1
        self._name = _task_number if name is None else str(name)
        self._wakeup = _Wakeup(self._wake_up)
        loop._tasks[self] = None
        loop._ready.append((Task._step, self))

    def _describe(self):
        info = super()._describe()
        if self._must_cancel:
            info[0] = "cancelling"
        info.insert(1, f"name={self.get_name()!r}")
        info.insert(2, f"coro=<{self._coro.__qualname__}()>")
        return info

    def get_coro(self):
        return self._coro

    def get_context(self):
        return None

    def get_name(self):
        name = self._name
        return f"Task-{name}" if type(name) is int else name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        if self._state != _PENDING:
            return False
        self._requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._requested

    def uncancel(self):
        if self._requested > 0:
            self._requested -= 1
            if self._requested == 0:
                self._must_cancel = False
        return self._requested

    def _wake_up(self, future):
        if future._exception is None and future._state == _FINISHED:
            self._step()
            return
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()

    def _finish(self, result):
        del self._loop._tasks[self]
        self._result = result
        self._state = _FINISHED
        if self._callbacks is not None:
            self._schedule()

    def _fail(self, error):
        del self._loop._tasks[self]
        Future.set_exception(self, error)

    def _end_cancelled(self):
        del self._loop._tasks[self]
        Future.cancel(self, self._cancel_message)

    def _step(self, error=None):
        if self._state != _PENDING:
            raise InvalidStateError(f"__step(): already done: {self!r}, {error!r}")
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        before = loop._task
        loop._task = self
        try:
            if error is None:
                given = self._coro.send(None)
            else:
                given = self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._end_cancelled()
            else:
                self._finish(stop.value)
        except CancelledError as cancelled:
            self._cancelled_error = cancelled
            self._end_cancelled()
        except (KeyboardInterrupt, SystemExit) as failed:
            self._fail(failed)
            raise
        except BaseException as failed:
            self._fail(failed)
        else:
            if given is None:
                loop._ready.append((Task._step, self))
            else:
                self._wait_for(given)
        finally:
            loop._task = before
            self = None

    def _wait_for(self, given):
        blocking = getattr(given, "_asyncio_future_blocking", None)
        if blocking is None:
            self._step_later(RuntimeError(f"Task got bad yield: {given!r}"))
        elif given is self:
            self._step_later(RuntimeError(f"Task cannot await on itself: {self!r}"))
        elif given._loop is not self._loop:
            self._step_later(RuntimeError(f"Task {self!r} got Future {given!r} "
                                          "attached to a different loop"))
        elif not blocking:
            self._step_later(RuntimeError("yield was used instead of yield from in "
                                          f"task {self!r} with {given!r}"))
        else:
            given._asyncio_future_blocking = False
            given._wake(self._wakeup)
            self._fut_waiter = given
            if self._must_cancel and given.cancel(msg=self._cancel_message):
                self._must_cancel = False

    def _step_later(self, error):
        self._loop.call_soon(self._step, error)


def create_task(coro, *, name=None, context=None, eager_start=None):
    """Schedule the execution of a coroutine object in a spawn task."""
    return get_running_loop().create_task(coro, name=name)


def current_task(loop=None):
    """Return a currently executed task."""
    return (get_running_loop() if loop is None else loop)._task


def all_tasks(loop=None):
    """Return a set of all tasks for the loop."""
    return set((get_running_loop() if loop is None else loop)._tasks)


async def _wrap_awaitable(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    """Wrap a coroutine or an awaitable in a future."""
    given = coro_or_future
    if isfuture(given):
        if loop is not None and loop is not given._loop:
            raise ValueError("The future belongs to a different loop than the one "
                             "specified as the loop argument")
        return given
    if not iscoroutine(given):
        if not _is_awaitable(given):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        given = _wrap_awaitable(given)
    return (get_event_loop() if loop is None else loop).create_task(given)


class _Pass:
    def __await__(self):
        yield


_pass = _Pass()


def _set_result_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


async def sleep(delay, result=None):
    """Coroutine that completes after a given time (in seconds)."""
    if delay <= 0:
        await _pass
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = get_running_loop()
    future = Future(loop=loop)
    handle = loop.call_later(delay, _set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        handle.cancel()


# -- gather, shield, wait, as_completed

class _Gathering(Future):
    _cancel_requested = False

    def __init__(self, children, *, loop):
        self._loop = loop
        self._children = children

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled


class _Gather:
    # The done callback of the children.

    def __init__(self, return_exceptions):
        self.return_exceptions = return_exceptions
        self.done = 0
        self.count = 0
        self.outer = None
        self.children = []

    def call(self, future):
        self.done += 1
        outer = self.outer
        if outer is None or outer._state != _PENDING:
            return
        if not self.return_exceptions:
            if future._state == _CANCELLED:
                outer.set_exception(future._make_cancelled_error())
                return
            if future._exception is not None:
                outer.set_exception(future._exception)
                return
        if self.done == self.count:
            self.finish(outer)

    def finish(self, outer):
        results = []
        for child in self.children:
            if child._state == _CANCELLED:
                results.append(CancelledError("" if child._cancel_message is None
                                              else child._cancel_message))
            elif child._exception is not None:
                results.append(child._exception)
            else:
                results.append(child._result)
        if outer._cancel_requested:
            outer.set_exception(outer._children[-1]._make_cancelled_error())
        else:
            outer.set_result(results)


def gather(*coros_or_futures, return_exceptions=False):
    """Return a future aggregating results from the given coroutines/futures."""
    if not coros_or_futures:
        outer = get_event_loop().create_future()
        outer.set_result([])
        return outer
    state = _Gather(return_exceptions)
    wakeup = _Wakeup(state.call)
    loop = _running
    known = {}
    finished = []
    for given in coros_or_futures:
        future = known.get(given)
        if future is None:
            future = (Task(given, loop=loop)
                      if loop is not None and type(given) is _coroutine_type
                      and loop._task_factory is None
                      else ensure_future(given, loop=loop))
            if loop is None:
                loop = future._loop
            known[given] = future
            state.count += 1
            if future._state != _PENDING:
                finished.append(future)
            else:
                future._wake(wakeup)
        state.children.append(future)
    state.outer = _Gathering(state.children, loop=loop)
    for future in finished:
        state.call(future)
    return state.outer


def shield(arg):
    """Wait for a future, shielding it from cancellation."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner._loop.create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        if inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for the Futures or Tasks given by fs to complete."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(each) for each in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    waiter = loop.create_future()
    left = len(fs)
    handle = None
    if timeout is not None:
        handle = loop.call_later(timeout, _release, waiter)

    def done(future):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or return_when == FIRST_EXCEPTION and not future.cancelled()
                and future.exception() is not None):
            if handle is not None:
                handle.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for future in fs:
        future.add_done_callback(done)
    try:
        await waiter
    finally:
        if handle is not None:
            handle.cancel()
        for future in fs:
            future.remove_done_callback(done)
    finished, pending = set(), set()
    for future in fs:
        (finished if future.done() else pending).add(future)
    return finished, pending


def _release(waiter):
    if not waiter.done():
        waiter.set_result(None)


class _AsCompleted:
    def __init__(self, awaitables, timeout):
        self._done = Queue()
        self._handle = None
        loop = get_event_loop()
        todo = {ensure_future(each, loop=loop) for each in set(awaitables)}
        self._left = len(todo)
        self._todo = todo
        for future in todo:
            future.add_done_callback(self._on_done)
        if todo and timeout is not None:
            self._handle = loop.call_later(timeout, self._on_timeout)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next(False)

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next(True)

    def _on_done(self, future):
        if not self._todo:
            return
        self._todo.remove(future)
        self._done.put_nowait(future)
        if not self._todo and self._handle is not None:
            self._handle.cancel()

    def _on_timeout(self):
        for future in self._todo:
            future.remove_done_callback(self._on_done)
            self._done.put_nowait(None)
        self._todo.clear()

    async def _next(self, resolve):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result() if resolve else future


def as_completed(fs, *, timeout=None):
    """Create an iterator of awaitables or their results in completion order."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError("expects an iterable of awaitable objects, not "
                        f"{type(fs).__name__}")
    return _AsCompleted(fs, timeout)


# -- timeouts

class Timeout:
    """Asynchronous context manager for cancelling overdue coroutines."""

    def __init__(self, when):
        self._state = "created"
        self._handler = None
        self._task = None
        self._when = when

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._handler is not None:
            self._handler.cancel()
        if when is None:
            self._handler = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._handler = loop.call_soon(self._on_timeout)
        else:
            self._handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        return self._state in ("expiring", "expired")

    def __repr__(self):
        info = [self._state]
        if self._state == "active":
            when = round(self._when, 3) if self._when is not None else None
            info.append(f"when={when}")
        return f"<Timeout [{self._state}]{' ' + ' '.join(info[1:]) if info[1:] else ''}>"

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._handler is not None:
            self._handler.cancel()
            self._handler = None
        if self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and kind is not None:
                if issubclass(kind, CancelledError):
                    raise TimeoutError from error
                _insert_timeout(error)
                if isinstance(error, ExceptionGroup):
                    for each in error.exceptions:
                        _insert_timeout(each)
        elif self._state == "active":
            self._state = "finished"
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = "expiring"
        self._handler = None


def _insert_timeout(error):
    while error.__context__ is not None:
        if isinstance(error.__context__, CancelledError):
            inserted = TimeoutError()
            inserted.__context__ = inserted.__cause__ = error.__context__
            error.__context__ = inserted
            break
        error = error.__context__


def timeout(delay):
    """Timeout async context manager."""
    loop = get_running_loop()
    return Timeout(loop.time() + delay if delay is not None else None)


def timeout_at(when):
    """Schedule the timeout at absolute time."""
    return Timeout(when)


async def _cancel_and_wait(future):
    loop = get_running_loop()
    waiter = loop.create_future()

    def done(_):
        _release(waiter)

    future.add_done_callback(done)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(done)


async def wait_for(fut, timeout):
    """Wait for the single Future or coroutine to complete, with timeout."""
    if fut is not None and not isfuture(fut) and not iscoroutine(fut):
        if not _is_awaitable(fut):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        fut = _wrap_awaitable(fut)
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    async with _timeout(timeout):
        return await fut


_timeout = timeout


# -- task groups

class TaskGroup:
    """Asynchronous context manager for managing groups of tasks."""

    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop = None
        self._parent = None
        self._parent_cancel_requested = False
        self._tasks = {}
        self._errors = []
        self._base_error = None
        self._completed = None

    def __repr__(self):
        info = [""]
        if self._tasks:
            info.append(f"tasks={len(self._tasks)}")
        if self._errors:
            info.append(f"errors={len(self._errors)}")
        if self._aborting:
            info.append("cancelling")
        elif self._entered:
            info.append("entered")
        return f"<TaskGroup{' '.join(info)}>"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._entered = True
        self._loop = get_running_loop()
        self._parent = current_task(self._loop)
        if self._parent is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        return self

    async def __aexit__(self, kind, error, traceback):
        try:
            return await self._exit(kind, error)
        finally:
            self._parent = None
            self._errors = None
            self._base_error = None
            error = None

    async def _exit(self, kind, error):
        self._exiting = True
        if kind is not None and self._is_base_error(error) and self._base_error is None:
            self._base_error = error
        cancelled = None
        if kind is not None and issubclass(kind, CancelledError):
            cancelled = error
        if kind is not None and not self._aborting:
            self._abort()
        while self._tasks:
            if self._completed is None:
                self._completed = self._loop.create_future()
            try:
                await self._completed
            except CancelledError as caught:
                if not self._aborting:
                    cancelled = caught
                    self._abort()
            self._completed = None
        if self._base_error is not None:
            raise self._base_error
        if self._parent_cancel_requested and self._parent.uncancel() == 0:
            cancelled = None
        if cancelled is not None and not self._errors:
            raise cancelled
        if kind is not None and not issubclass(kind, CancelledError):
            self._errors.append(error)
        if self._errors:
            if self._parent.cancelling():
                self._parent.uncancel()
                self._parent.cancel()
            raise BaseExceptionGroup("unhandled errors in a TaskGroup",
                                     self._errors) from None
        return None

    def create_task(self, coro, *, name=None, context=None, eager_start=None):
        if not self._entered:
            coro.close()
            raise RuntimeError(f"TaskGroup {self!r} has not been entered")
        if self._exiting and not self._tasks:
            coro.close()
            raise RuntimeError(f"TaskGroup {self!r} is finished")
        if self._aborting:
            coro.close()
            raise RuntimeError(f"TaskGroup {self!r} is shutting down")
        task = self._loop.create_task(coro, name=name)
        if task.done():
            self._on_done(task)
        else:
            self._tasks[task] = None
            task.add_done_callback(self._on_done)
        return task

    @staticmethod
    def _is_base_error(error):
        return isinstance(error, (SystemExit, KeyboardInterrupt))

    def _abort(self):
        self._aborting = True
        for task in list(self._tasks):
            if not task.done():
                task.cancel()

    def _on_done(self, task):
        self._tasks.pop(task, None)
        if self._completed is not None and not self._tasks:
            _release(self._completed)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if self._is_base_error(error) and self._base_error is None:
            self._base_error = error
        if not self._aborting and not self._parent_cancel_requested:
            self._abort()
            self._parent_cancel_requested = True
            self._parent.cancel()


# -- locks

class _Locking:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, error, traceback):
        self.release()


def _first_waiting(waiters):
    for waiter in waiters or ():
        if not waiter.done():
            return waiter
    return None


class Lock(_Locking):
    """Primitive lock objects."""

    def __init__(self):
        self._waiters = None
        self._locked = False

    def __repr__(self):
        extra = "locked" if self._locked else "unlocked"
        if self._waiters:
            extra += f", waiters:{len(self._waiters)}"
        return f"{object.__repr__(self)[:-1]} [{extra}]>"

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and (self._waiters is None
                                 or all(each.cancelled() for each in self._waiters)):
            self._locked = True
            return True
        if self._waiters is None:
            self._waiters = []
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not self._locked:
                self._wake_first()
            raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_first()

    def _wake_first(self):
        if self._waiters:
            waiter = self._waiters[0]
            if not waiter.done():
                waiter.set_result(True)


class Event:
    """Asynchronous equivalent to threading.Event."""

    def __init__(self):
        self._waiters = []
        self._value = False

    def __repr__(self):
        extra = "set" if self._value else "unset"
        if self._waiters:
            extra += f", waiters:{len(self._waiters)}"
        return f"{object.__repr__(self)[:-1]} [{extra}]>"

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            for waiter in self._waiters:
                if not waiter.done():
                    waiter.set_result(True)

    def clear(self):
        self._value = False

    async def wait(self):
        if self._value:
            return True
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)


class Condition(_Locking):
    """Asynchronous equivalent to threading.Condition."""

    def __init__(self, lock=None):
        self._lock = Lock() if lock is None else lock
        self.locked = self._lock.locked
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        self._waiters = []

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = get_running_loop().create_future()
        self.release()
        try:
            try:
                self._waiters.append(waiter)
                try:
                    await waiter
                    return True
                finally:
                    self._waiters.remove(waiter)
            finally:
                error = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as caught:
                        error = caught
                if error is not None:
                    raise error
        except BaseException:
            self._notify(1)
            raise

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        self._notify(n)

    def _notify(self, n):
        for waiter in self._waiters:
            if n <= 0:
                break
            if not waiter.done():
                n -= 1
                waiter.set_result(False)

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_Locking):
    """A Semaphore implementation."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._waiters = None
        self._value = value

    def __repr__(self):
        extra = "locked" if self.locked() else f"unlocked, value:{self._value}"
        if self._waiters:
            extra += f", waiters:{len(self._waiters)}"
        return f"{object.__repr__(self)[:-1]} [{extra}]>"

    def locked(self):
        return self._value == 0 or any(not each.cancelled()
                                       for each in self._waiters or ())

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        if self._waiters is None:
            self._waiters = []
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._value += 1
            raise
        finally:
            while self._value > 0:
                if not self._wake_next():
                    break
        return True

    def release(self):
        self._value += 1
        self._wake_next()

    def _wake_next(self):
        waiter = _first_waiting(self._waiters)
        if waiter is None:
            return False
        self._value -= 1
        waiter.set_result(True)
        return True


class BoundedSemaphore(Semaphore):
    """A bounded semaphore implementation."""

    def __init__(self, value=1):
        self._bound = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Barrier:
    """Asynchronous equivalent to threading.Barrier."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition()
        self._parties = parties
        self._state = "filling"
        self._count = 0

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    async def wait(self):
        async with self._cond:
            await self._cond.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self._state == "broken":
                raise BrokenBarrierError("Barrier aborted")
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._state = "draining"
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state != "filling")
                    if self._state in ("broken", "resetting"):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return index
            finally:
                self._count -= 1
                if self._count == 0:
                    if self._state in ("resetting", "draining"):
                        self._state = "filling"
                    self._cond.notify_all()

    async def reset(self):
        async with self._cond:
            if self._count > 0:
                if self._state != "resetting":
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._cond.notify_all()

    async def abort(self):
        async with self._cond:
            self._state = "broken"
            self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        return self._state == "broken"


# -- queues

class Queue:
    """A queue, useful for coordinating producer and consumer coroutines."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()
        self._is_shutdown = False
        self._init(maxsize)

    # A list and the index of its first item.
    def _init(self, maxsize):
        self._queue = []
        self._first = 0

    def _get(self):
        queue, first = self._queue, self._first
        item = queue[first]
        queue[first] = None
        self._first = first = first + 1
        if first > 32 and first * 2 > len(queue):
            del queue[:first]
            self._first = 0
        return item

    def _put(self, item):
        self._queue.append(item)

    def qsize(self):
        return len(self._queue) - self._first

    def __class_getitem__(cls, item):
        return _generic(cls, item)

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def _format(self):
        result = f"maxsize={self._maxsize!r}"
        if self.qsize():
            result += f" _queue={self._queue[self._first:]!r}"
        if self._getters:
            result += f" _getters[{len(self._getters)}]"
        if self._putters:
            result += f" _putters[{len(self._putters)}]"
        if self._unfinished:
            result += f" tasks={self._unfinished}"
        if self._is_shutdown:
            result += " shutdown"
        return result

    @property
    def maxsize(self):
        return self._maxsize

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    def _wake_next(self, waiters):
        while waiters:
            waiter = waiters.pop(0)
            if waiter._state == _PENDING:
                waiter.set_result(None)
                break

    async def put(self, item):
        while self._maxsize > 0 and self.qsize() >= self._maxsize:
            if self._is_shutdown:
                raise QueueShutDown
            putter = Future(loop=get_running_loop())
            self._putters.append(putter)
            try:
                await putter
            except BaseException:
                putter.cancel()
                if putter in self._putters:
                    self._putters.remove(putter)
                if not self.full() and not putter.cancelled():
                    self._wake_next(self._putters)
                raise
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self._is_shutdown:
            raise QueueShutDown
        if self._maxsize > 0 and self.qsize() >= self._maxsize:
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._finished._value = False
        if self._getters:
            self._wake_next(self._getters)

    async def get(self):
        while not self.qsize():
            if self._is_shutdown:
                raise QueueShutDown
            getter = Future(loop=get_running_loop())
            self._getters.append(getter)
            try:
                await getter
            except BaseException:
                getter.cancel()
                if getter in self._getters:
                    self._getters.remove(getter)
                if not self.empty() and not getter.cancelled():
                    self._wake_next(self._getters)
                raise
        return self.get_nowait()

    def get_nowait(self):
        if not self.qsize():
            if self._is_shutdown:
                raise QueueShutDown
            raise QueueEmpty
        item = self._get()
        if self._putters:
            self._wake_next(self._putters)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()

    def shutdown(self, immediate=False):
        self._is_shutdown = True
        if immediate:
            while not self.empty():
                self._get()
                if self._unfinished > 0:
                    self._unfinished -= 1
            if self._unfinished == 0:
                self._finished.set()
        for waiters in (self._getters, self._putters):
            while waiters:
                waiter = waiters.pop(0)
                if not waiter.done():
                    waiter.set_result(None)


class LifoQueue(Queue):
    """A subclass of Queue that retrieves most recently added entries first."""

    def _get(self):
        return self._queue.pop()


class PriorityQueue(Queue):
    """A subclass of Queue that retrieves entries in priority order."""

    # The least stands last; of equal ones the oldest.
    def _put(self, item):
        queue = self._queue
        low, high = 0, len(queue)
        while low < high:
            middle = (low + high) // 2
            if item < queue[middle]:
                low = middle + 1
            else:
                high = middle
        queue.insert(low, item)

    def _get(self):
        return self._queue.pop()


# -- running

class Runner:
    """A context manager that controls event loop life cycle."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = "created"
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def get_loop(self):
        if self._state == "closed":
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            self._loop = (self._loop_factory or new_event_loop)()
            self._state = "initialized"
            set_event_loop(self._loop)
        return self._loop

    def run(self, coro, *, context=None):
        if _running is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        loop = self.get_loop()
        if not iscoroutine(coro):
            if not _is_awaitable(coro):
                raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
            coro = _wrap_awaitable(coro)
        return loop.run_until_complete(loop.create_task(coro))

    def close(self):
        if self._state != "initialized":
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
        finally:
            set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = "closed"


def _cancel_all_tasks(loop):
    tasks = list(loop._tasks)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(_gather_all(tasks))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(), "task": task})


async def _gather_all(tasks):
    await gather(*tasks, return_exceptions=True)


def run(main, *, debug=None, loop_factory=None):
    """Execute the coroutine and return the result."""
    if _running is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


_generic = type(list[int])
