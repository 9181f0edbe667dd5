"""Coroutines: producers and consumers over bounded queues, on an event loop of our own in a few lines.

`async def`, `await` through several levels, `async for`, `async with`; no library is involved, so that what is timed is the
language.
"""

SIZE = 80000        # messages per producer
QUICK = 50

WORKERS = 4


class Suspend:
    """Awaiting it gives the turn away; the loop resumes the task when somebody puts it back."""

    def __await__(self):
        yield


class Loop:
    def __init__(self):
        self.ready = []
        self.next = []
        self.current = None
        self.switches = 0

    def start(self, coroutine):
        self.next.append(coroutine)

    def run(self):
        while self.next:
            self.ready, self.next = self.next, []
            for task in self.ready:
                self.current = task
                self.switches += 1
                try:
                    task.send(None)
                except StopIteration:
                    pass


class Queue:
    """A bounded queue.  A task that finds it full or empty is parked in it until the other side makes progress."""

    def __init__(self, loop, limit):
        self.loop = loop
        self.limit = limit
        self.items = []
        self.parked = []
        self.closed = False

    def wake(self):
        if self.parked:
            self.loop.next.extend(self.parked)
            self.parked.clear()

    async def park(self):
        self.parked.append(self.loop.current)
        await Suspend()

    async def put(self, item):
        while len(self.items) >= self.limit:
            await self.park()
        self.items.append(item)
        self.wake()

    async def get(self):
        while not self.items:
            if self.closed:
                return None
            await self.park()
        item = self.items.pop()
        self.wake()
        return item

    def close(self):
        self.closed = True
        self.wake()

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.get()
        if item is None:
            raise StopAsyncIteration
        return item


class Lock:
    def __init__(self, loop):
        self.loop = loop
        self.held = False
        self.entries = 0

    async def __aenter__(self):
        while self.held:
            self.loop.start(self.loop.current)
            await Suspend()
        self.held = True
        self.entries += 1

    async def __aexit__(self, *error):
        self.held = False


async def double(value):
    return value * 2


async def produce(queue, count, done):
    for i in range(count):
        await queue.put(await double(i))
    done.append(True)
    if len(done) == WORKERS:
        queue.close()


async def consume(queue, lock, totals):
    subtotal = 0
    count = 0
    async for item in queue:
        subtotal += item
        count += 1
        if count % 16 == 0:
            async with lock:
                totals.append(subtotal)
                subtotal = 0
    async with lock:
        totals.append(subtotal)


def run(size):
    loop = Loop()
    queue = Queue(loop, 8)
    lock = Lock(loop)
    totals = []
    done = []
    for _ in range(WORKERS):
        loop.start(produce(queue, size, done))
        loop.start(consume(queue, lock, totals))
    loop.run()
    assert sum(totals) == WORKERS * size * (size - 1)
    assert lock.entries == len(totals) and not lock.held
    assert loop.switches >= size
