"""Binary trees: builds and walks many short-lived complete trees beside one that stays alive.

Allocation and recursion; tuples for the nodes in one half, objects in the other.
"""

SIZE = 13           # depth of the deepest short-lived tree
QUICK = 6


class Node:
    __slots__ = ('left', 'right')

    def __init__(self, left, right):
        self.left = left
        self.right = right


def grow_tuple(depth):
    if depth == 0:
        return (None, None)
    return (grow_tuple(depth - 1), grow_tuple(depth - 1))


def count_tuple(tree):
    left, right = tree
    if left is None:
        return 1
    return 1 + count_tuple(left) + count_tuple(right)


def grow_node(depth):
    if depth == 0:
        return Node(None, None)
    return Node(grow_node(depth - 1), grow_node(depth - 1))


def count_node(tree):
    if tree.left is None:
        return 1
    return 1 + count_node(tree.left) + count_node(tree.right)


def run(size):
    for grow, count in ((grow_tuple, count_tuple), (grow_node, count_node)):
        survivor = grow(size)
        for depth in range(4, size + 1, 2):
            trees = 1 << (size - depth + 3)
            total = 0
            for _ in range(trees):
                total += count(grow(depth))
            assert total == trees * ((2 << depth) - 1), (depth, total)
        assert count(survivor) == (2 << size) - 1
