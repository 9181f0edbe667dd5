"""Classes that a program has dropped are collected, also where compiled code has looked for their attributes."""
import gc
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
