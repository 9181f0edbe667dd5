"""Richards: an operating-system kernel in miniature.

Six tasks of fixed priority pass packets to each other under a scheduler: an idle task that wakes one of two devices at a
time by shifting a feedback register, a worker that fills packets with letters, two handlers that hand the letters to the
devices.  Objects, method calls on several classes, attribute reads and writes, linked lists.

The numbers of packets queued and of tasks put on hold do not depend on the machine: they are the check.
"""

SIZE = 6            # whole simulations
QUICK = 1

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE_PACKET, WORK_PACKET = range(2)
PACKET_LETTERS = 4
IDLE_ROUNDS = 10000
QUEUED = 23246
HELD = 9297


class Packet:
    """A message on its way: `owner` names the task it goes to next, or came from."""

    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.cursor = 0
        self.letters = [0] * PACKET_LETTERS


def append(packet, queue):
    """Puts packet at the end of the linked queue; returns the queue's head."""
    packet.link = None
    if queue is None:
        return packet
    last = queue
    while last.link is not None:
        last = last.link
    last.link = packet
    return queue


class Task:
    """What every task has: a place in the scheduler's list, a priority, an input queue and three state bits."""

    def __init__(self, kernel, ident, priority, queue, pending, waiting):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.pending = pending
        self.waiting = waiting
        self.holding = False
        self.link = kernel.tasks
        kernel.tasks = self
        kernel.table[ident] = self

    def cannot_run(self):
        return self.holding or (self.waiting and not self.pending)

    def resume(self):
        """Runs one step; answers the task that has to run next."""
        packet = None
        if self.waiting and self.pending:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.pending = self.queue is not None
        return self.step(packet)

    def accept(self, packet, sender):
        """Takes a packet into the input queue; the more important of receiver and sender goes on."""
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > sender.priority:
                return self
        else:
            append(packet, self.queue)
        return sender

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.held += 1
        self.holding = True
        return self.link

    def release(self, ident):
        other = self.kernel.table[ident]
        other.holding = False
        return other if other.priority > self.priority else self

    def send(self, packet):
        kernel = self.kernel
        receiver = kernel.table[packet.owner]
        kernel.queued += 1
        packet.link = None
        packet.owner = self.ident
        return receiver.accept(packet, self)

    def step(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, kernel):
        Task.__init__(self, kernel, IDLE, 0, None, False, False)
        self.register = 1
        self.rounds = IDLE_ROUNDS

    def step(self, packet):
        self.rounds -= 1
        if self.rounds == 0:
            return self.hold()
        if self.register & 1:
            self.register = (self.register >> 1) ^ 0xD008
            return self.release(DEVICE_B)
        self.register >>= 1
        return self.release(DEVICE_A)


class WorkerTask(Task):
    def __init__(self, kernel, queue):
        Task.__init__(self, kernel, WORKER, 1000, queue, True, True)
        self.target = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.owner = self.target
        packet.cursor = 0
        letters = packet.letters
        for i in range(PACKET_LETTERS):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            letters[i] = 64 + self.letter
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, kernel, ident, priority, queue):
        Task.__init__(self, kernel, ident, priority, queue, True, True)
        self.work = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = append(packet, self.work)
            else:
                self.devices = append(packet, self.devices)
        work = self.work
        if work is not None:
            cursor = work.cursor
            if cursor >= PACKET_LETTERS:
                self.work = work.link
                return self.send(work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.cursor = work.letters[cursor]
                work.cursor = cursor + 1
                return self.send(device)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, kernel, ident, priority):
        Task.__init__(self, kernel, ident, priority, None, False, True)
        self.request = None

    def step(self, packet):
        if packet is not None:
            self.request = packet
            return self.hold()
        request = self.request
        if request is None:
            return self.wait()
        self.request = None
        return self.send(request)


class Kernel:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.queued = 0
        self.held = 0

    def schedule(self):
        task = self.tasks
        while task is not None:
            if task.cannot_run():
                task = task.link
            else:
                task = task.resume()


def packets(count, owner, kind):
    head = None
    for _ in range(count):
        head = Packet(head, owner, kind)
    return head


def simulate():
    kernel = Kernel()
    IdleTask(kernel)
    WorkerTask(kernel, packets(2, WORKER, WORK_PACKET))
    HandlerTask(kernel, HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE_PACKET))
    HandlerTask(kernel, HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE_PACKET))
    DeviceTask(kernel, DEVICE_A, 4000)
    DeviceTask(kernel, DEVICE_B, 5000)
    # The idle task was created first and so comes last in the list: the scheduler looks at important tasks first.
    kernel.schedule()
    return kernel


def run(size):
    for _ in range(size):
        kernel = simulate()
        assert kernel.queued == QUEUED, kernel.queued
        assert kernel.held == HELD, kernel.held
