"""N queens: every solution of the n-queens puzzle, two ways.

First a recursive generator that lays one queen per row and keeps the occupied columns and diagonals in sets, then backtracking
over bit masks. Both counts are known, and the first way's boards are checked queen by queen.
"""

SIZE = 10           # queens for the generator; the masks take two more
QUICK = 5

SOLUTIONS = {4: 2, 5: 10, 6: 4, 7: 40, 8: 92, 9: 352, 10: 724, 11: 2680, 12: 14200}


def boards(n, board, columns, rising, falling):
    """Yields every completion of the board, which says for each row the column of its queen."""
    row = len(board)
    if row == n:
        yield tuple(board)
        return
    for column in range(n):
        if column in columns or row + column in rising or row - column in falling:
            continue
        board.append(column)
        columns.add(column)
        rising.add(row + column)
        falling.add(row - column)
        yield from boards(n, board, columns, rising, falling)
        board.pop()
        columns.remove(column)
        rising.remove(row + column)
        falling.remove(row - column)


def by_masks(n):
    full = (1 << n) - 1

    def place(columns, rising, falling):
        if columns == full:
            return 1
        found = 0
        free = full & ~(columns | rising | falling)
        while free:
            bit = free & -free
            free ^= bit
            found += place(columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
        return found

    return place(0, 0, 0)


def peaceful(board):
    for row, column in enumerate(board):
        for below in range(row + 1, len(board)):
            if abs(board[below] - column) in (0, below - row):
                return False
    return True


def run(size):
    found = list(boards(size, [], set(), set(), set()))
    assert len(found) == len(set(found)) == SOLUTIONS[size], len(found)
    assert all([peaceful(board) for board in found])
    assert by_masks(size + 2) == SOLUTIONS[size + 2]
