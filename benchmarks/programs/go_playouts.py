"""Go playouts: random games on a 9x9 board, with captures, simple ko and area scoring.

Integer lists, a flood fill per capture test, sets, a loop over neighbours: an unpredictable, branchy program.
"""

SIZE = 70           # games
QUICK = 1

SIDE = 9
WIDTH = SIDE + 2                                # a border of one point saves the edge tests
POINTS = WIDTH * WIDTH
EMPTY, BLACK, WHITE, BORDER = range(4)
KOMI = 6.5
MAX_MOVES = 3 * SIDE * SIDE

ON_BOARD = [y * WIDTH + x for y in range(1, SIDE + 1) for x in range(1, SIDE + 1)]
AROUND = (-WIDTH, -1, 1, WIDTH)
NEIGHBOURS = [[p + d for d in AROUND] if p in set(ON_BOARD) else [] for p in range(POINTS)]


class Random:
    """A xorshift generator on 32 bits."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        x = self.state
        x ^= x << 13 & 0xffffffff
        x ^= x >> 17
        x ^= x << 5 & 0xffffffff
        self.state = x
        return x % limit


class Board:
    def __init__(self):
        self.points = [BORDER] * POINTS
        for p in ON_BOARD:
            self.points[p] = EMPTY
        self.empty = ON_BOARD[:]                # the empty points in any order, and where each one stands there
        self.place = {p: i for i, p in enumerate(self.empty)}
        self.ko = -1
        self.captured = [0, 0, 0]

    def occupy(self, p, colour):
        self.points[p] = colour
        i = self.place.pop(p)
        last = self.empty.pop()
        if last != p:
            self.empty[i] = last
            self.place[last] = i

    def vacate(self, p):
        self.points[p] = EMPTY
        self.place[p] = len(self.empty)
        self.empty.append(p)

    def group(self, start):
        """The chain of stones that start belongs to; its second value tells whether it has a liberty.

        The chain is a list in the order of discovery, because a set's order differs between implementations.
        """
        points = self.points
        colour = points[start]
        seen = {start}
        stones = [start]
        free = False
        for stone in stones:                    # grows as it goes
            for p in NEIGHBOURS[stone]:
                at = points[p]
                if at == EMPTY:
                    free = True
                elif at == colour and p not in seen:
                    seen.add(p)
                    stones.append(p)
        return stones, free

    def is_eye(self, p, colour):
        points = self.points
        for n in NEIGHBOURS[p]:
            if points[n] != colour and points[n] != BORDER:
                return False
        other = WHITE if colour == BLACK else BLACK
        bad = edge = 0
        for d in (-WIDTH - 1, -WIDTH + 1, WIDTH - 1, WIDTH + 1):
            at = points[p + d]
            if at == other:
                bad += 1
            elif at == BORDER:
                edge = 1
        return bad + edge < 2

    def play(self, p, colour):
        """Puts a stone; False, and nothing changed, when that would be suicide or retake a ko."""
        if p == self.ko:
            return False
        other = WHITE if colour == BLACK else BLACK
        points = self.points
        self.occupy(p, colour)
        taken = []
        for n in NEIGHBOURS[p]:
            if points[n] == other:
                stones, free = self.group(n)
                if not free:
                    for stone in stones:
                        self.vacate(stone)
                    taken.extend(stones)
        if not taken:
            if not self.group(p)[1]:
                self.vacate(p)
                return False
            self.ko = -1
            return True
        self.captured[colour] += len(taken)
        alone = len(taken) == 1 and len(self.group(p)[0]) == 1
        self.ko = taken[0] if alone else -1
        return True

    def score(self):
        """Black's area less white's."""
        points = self.points
        total = 0
        seen = set()
        for p in ON_BOARD:
            if points[p] == BLACK:
                total += 1
            elif points[p] == WHITE:
                total -= 1
            elif p not in seen:
                region = {p}
                todo = [p]
                borders = set()
                while todo:
                    for n in NEIGHBOURS[todo.pop()]:
                        if points[n] == EMPTY:
                            if n not in region:
                                region.add(n)
                                todo.append(n)
                        elif points[n] != BORDER:
                            borders.add(points[n])
                seen |= region
                if borders == {BLACK}:
                    total += len(region)
                elif borders == {WHITE}:
                    total -= len(region)
        return total


def playout(random):
    board = Board()
    colour = BLACK
    passes = moves = 0
    while passes < 2 and moves < MAX_MOVES:
        moves += 1
        start = random.below(len(board.empty)) if board.empty else 0
        candidates = board.empty[start:] + board.empty[:start]
        for p in candidates:
            if not board.is_eye(p, colour) and board.play(p, colour):
                passes = 0
                break
        else:
            passes += 1
            board.ko = -1
        colour = WHITE if colour == BLACK else BLACK
    return board, moves


KNOWN = {1: (105, 1), 70: (7874, 24)}


def run(size):
    random = Random(2463534242)
    moves = black = 0
    for _ in range(size):
        board, length = playout(random)
        score = board.score()
        assert -81 <= score <= 81
        stones = sum([1 for p in ON_BOARD if board.points[p] != EMPTY])
        assert stones + len(board.empty) == SIDE * SIDE
        for i, p in enumerate(board.empty):
            assert board.place[p] == i and board.points[p] == EMPTY
        for p in ON_BOARD:
            assert board.points[p] == EMPTY or board.group(p)[1]
        moves += length
        black += score > KOMI
    assert KNOWN.get(size, (moves, black)) == (moves, black), (moves, black)
