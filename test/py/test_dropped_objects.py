"""Classes and objects that a program has dropped are collected, also where compiled code has looked for their attributes or made them."""
import gc
import io
import weakref


def keeps_itself():
    class Node:
        table = {}

    Node.table[Node] = None
    return weakref.ref(Node)


def asked_by_instance():
    class Node:
        def name(self):
            return 'node'

        size = 3

    node = Node()
    node.left = node
    assert node.name() == 'node' and node.size == 3 and node.left is node
    return weakref.ref(Node)


def changed():
    class Node:
        count = 0

    Node.count += 1
    Node.other = Node
    return weakref.ref(Node)


def is_gone(make):
    ref = make()
    gc.collect()
    return ref() is None


for make in keeps_itself, asked_by_instance, changed:
    assert [is_gone(make) for _ in range(6)] == [True] * 6, make


# Collecting memory makes the caches forget what `io.BufferedRandom` is, before the function is compiled: what it gives may have to be closed.


class Raw(io.RawIOBase):
    def readable(self):
        return True

    writable = seekable = readable

    def seek(self, *where):
        return 0


def buffered():
    stream = io.BufferedRandom(Raw(), 8)
    ref = weakref.ref(stream)
    del stream
    gc.collect()
    return ref() is None


assert [buffered() for _ in range(6)] == [True] * 6
