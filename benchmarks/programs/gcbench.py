"""GCBench: a collector's load, after Ellis, Kovac and Boehm.

Trees are filled in from the top (old objects come to point at young ones) and built from the bottom (young at old), in
numbers that make every depth cost alike, while one long-lived tree and one long-lived array of floats stay reachable.
"""

SIZE = 14           # depth of the deepest trees
QUICK = 6

SHALLOW = 4


class Node:
    def __init__(self, left=None, right=None):
        self.left = left
        self.right = right
        self.i = 0
        self.j = 0


def tree_size(depth):
    return (1 << (depth + 1)) - 1


def populate(depth, node):
    if depth > 0:
        depth -= 1
        node.left = Node()
        node.right = Node()
        populate(depth, node.left)
        populate(depth, node.right)


def make(depth):
    if depth <= 0:
        return Node()
    return Node(make(depth - 1), make(depth - 1))


def weigh(node):
    if node is None:
        return 0
    return 1 + weigh(node.left) + weigh(node.right)


def run(size):
    survivor = Node()
    populate(size, survivor)
    array = [1.0 / (i + 1) for i in range(1 << size)]
    work = 4 * tree_size(size)
    for depth in range(SHALLOW, size + 1, 2):
        for _ in range(work // (2 * tree_size(depth))):
            root = Node()
            populate(depth, root)
            last = make(depth)
        assert weigh(root) == weigh(last) == tree_size(depth)
    assert weigh(survivor) == tree_size(size)
    assert array[999 % len(array)] == 1.0 / (999 % len(array) + 1)
