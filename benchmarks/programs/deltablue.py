"""DeltaBlue: an incremental solver of one-way constraints with strengths.

Constraints relate variables; each has a strength, and the planner keeps the strongest ones satisfied by choosing for every
constraint the variable it writes.  The program builds a long chain of equalities and a fan of scalings, edits their ends,
and reads the values that come out.  Polymorphic calls, small lists, sorting out by strength.

Follows the published algorithm (Freeman-Benson, Maloney: "The DeltaBlue Algorithm", 1989).
"""

SIZE = 8000         # constraints in each of the two graphs
QUICK = 20

# Strengths, strongest first; a smaller number wins.
REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)


class Variable:
    """A value, who reads and who writes it, and how weak the weakest constraint is that could free it."""

    def __init__(self, value=0):
        self.value = value
        self.constraints = []
        self.writer = None
        self.mark = 0
        self.walkabout = WEAKEST
        self.stay = True


class Constraint:
    """One relation.  `inputs`, `output`, `execute` speak about the direction chosen last."""

    is_input = False

    def __init__(self, strength):
        self.strength = strength

    def post(self, planner):
        self.attach()
        planner.add(self)

    def drop(self, planner):
        if self.satisfied():
            planner.retract(self)
        else:
            self.detach()

    def satisfy(self, mark, planner):
        """Takes an output variable if strong enough; answers the constraint that lost it, if any."""
        self.choose(mark)
        if not self.satisfied():
            assert self.strength != REQUIRED, 'a required constraint cannot be met'
            return None
        self.mark_inputs(mark)
        target = self.output()
        loser = target.writer
        if loser is not None:
            loser.clear()
        target.writer = self
        assert planner.propagate(self, mark), 'cycle'
        target.mark = mark
        return loser


class Unary(Constraint):
    """On one variable, which it writes when satisfied."""

    def __init__(self, variable, strength, planner):
        Constraint.__init__(self, strength)
        self.variable = variable
        self.active = False
        self.post(planner)

    def attach(self):
        self.variable.constraints.append(self)
        self.active = False

    def detach(self):
        self.variable.constraints.remove(self)
        self.active = False

    def choose(self, mark):
        self.active = self.variable.mark != mark and self.strength < self.variable.walkabout

    def satisfied(self):
        return self.active

    def clear(self):
        self.active = False

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def output(self):
        return self.variable

    def recalculate(self):
        variable = self.variable
        variable.walkabout = self.strength
        variable.stay = not self.is_input
        if variable.stay:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    """The variable should keep its value."""


class Edit(Unary):
    """The variable's value is being given from outside."""

    is_input = True


class Binary(Constraint):
    """Between two variables; `forward` means that the second one is written."""

    def __init__(self, first, second, strength, planner):
        Constraint.__init__(self, strength)
        self.first = first
        self.second = second
        self.direction = 0                      # 0 not satisfied, 1 forward, -1 backward
        self.post(planner)

    def attach(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = 0

    def detach(self):
        self.first.constraints.remove(self)
        self.second.constraints.remove(self)
        self.direction = 0

    def choose(self, mark):
        first, second, strength = self.first, self.second, self.strength
        if first.mark == mark:
            self.direction = 1 if second.mark != mark and strength < second.walkabout else 0
        elif second.mark == mark:
            self.direction = -1 if strength < first.walkabout else 0
        elif first.walkabout > second.walkabout:
            self.direction = -1 if strength < first.walkabout else 0
        else:
            self.direction = 1 if strength < second.walkabout else 0

    def satisfied(self):
        return self.direction != 0

    def clear(self):
        self.direction = 0

    def input(self):
        return self.first if self.direction > 0 else self.second

    def output(self):
        return self.second if self.direction > 0 else self.first

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        source = self.input()
        return source.mark == mark or source.stay or source.writer is None

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walkabout = max(self.strength, source.walkabout)
        target.stay = source.stay
        if target.stay:
            self.execute()


class Equality(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    """second = first * factor + offset, where factor and offset are variables that are only read."""

    def __init__(self, first, factor, offset, second, strength, planner):
        self.factor = factor
        self.offset = offset
        Binary.__init__(self, first, second, strength, planner)

    def attach(self):
        Binary.attach(self)
        self.factor.constraints.append(self)
        self.offset.constraints.append(self)

    def detach(self):
        Binary.detach(self)
        self.factor.constraints.remove(self)
        self.offset.constraints.remove(self)

    def mark_inputs(self, mark):
        Binary.mark_inputs(self, mark)
        self.factor.mark = mark
        self.offset.mark = mark

    def execute(self):
        if self.direction > 0:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walkabout = max(self.strength, source.walkabout)
        target.stay = source.stay and self.factor.stay and self.offset.stay
        if target.stay:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        loser = constraint.satisfy(mark, self)
        while loser is not None:
            loser = loser.satisfy(mark, self)

    def retract(self, constraint):
        target = constraint.output()
        constraint.clear()
        constraint.detach()
        for other in self.unsatisfied_below(target):
            self.add(other)

    def unsatisfied_below(self, start):
        """Frees everything downstream of start; answers the unmet constraints found there, strongest first."""
        start.writer = None
        start.walkabout = WEAKEST
        start.stay = True
        unmet = []
        todo = [start]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.satisfied():
                    unmet.append(constraint)
            for constraint in self.readers(variable):
                constraint.recalculate()
                todo.append(constraint.output())
        unmet.sort(key=lambda constraint: constraint.strength)
        return unmet

    def readers(self, variable):
        writer = variable.writer
        return [c for c in variable.constraints if c is not writer and c.satisfied()]

    def propagate(self, constraint, mark):
        """Recomputes strengths and values downstream; False when the graph turns out to be a cycle."""
        todo = [constraint]
        while todo:
            current = todo.pop()
            target = current.output()
            if target.mark == mark:
                return False
            current.recalculate()
            todo.extend(self.readers(target))
        return True

    def plan_from(self, sources):
        """The constraints to execute, in order, when the sources' variables change."""
        mark = self.new_mark()
        plan = []
        todo = [c for c in sources if c.is_input and c.satisfied()]
        while todo:
            constraint = todo.pop()
            target = constraint.output()
            if target.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                target.mark = mark
                todo.extend(self.readers(target))
        return plan


def change(planner, variable, values, watched):
    """Edits variable through the values; answers what `watched` was after each."""
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.plan_from([edit])
    seen = []
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
        seen.append(watched.value)
    edit.drop(planner)
    return seen


def chain(length):
    """v0 = v1 = ... = vn: what goes in at the head has to come out at the tail."""
    planner = Planner()
    variables = [Variable() for _ in range(length + 1)]
    for left, right in zip(variables, variables[1:]):
        Equality(left, right, REQUIRED, planner)
    Stay(variables[-1], STRONG_DEFAULT, planner)
    values = list(range(100))
    assert change(planner, variables[0], values, variables[-1]) == values


def projection(count):
    """Many scalings that share factor and offset, changed from each of their four sides."""
    planner = Planner()
    factor, offset = Variable(10), Variable(1000)
    pairs = []
    for i in range(count):
        source, target = Variable(i), Variable(i)
        Stay(source, NORMAL, planner)
        Scale(source, factor, offset, target, REQUIRED, planner)
        pairs.append((source, target))
    last_source, last_target = pairs[-1]
    assert change(planner, last_source, [17], last_target) == [1170]
    assert change(planner, last_target, [1050], last_source) == [5]
    change(planner, factor, [5], last_target)
    for i, (source, target) in enumerate(pairs[:-1]):
        assert source.value == i and target.value == i * 5 + 1000
    change(planner, offset, [2000], last_target)
    for i, (source, target) in enumerate(pairs[:-1]):
        assert target.value == i * 5 + 2000


def run(size):
    chain(size)
    projection(size)
