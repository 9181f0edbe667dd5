/** The loops of kernels.py as somebody writes them in JavaScript. `node twins.ts NAME ROUNDS TIMES` prints what kernels.py prints. */

class Vector {
  x: number
  y: number
  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
  plus(other: Vector): Vector {
    return new Vector(this.x + other.x, this.y + other.y)
  }
  scaled(by: number): Vector {
    return new Vector(this.x * by, this.y * by)
  }
}

class Counter {
  count = 0
  limit = 1000
  tick(by: number): number {
    this.count += by
    if (this.count >= this.limit) {
      this.count -= this.limit
      return 1
    }
    return 0
  }
}

abstract class Shape {
  size: number
  constructor(size: number) {
    this.size = size
  }
  abstract area(): number
}

class Square extends Shape {
  area(): number {
    return this.size * this.size
  }
}

class Line extends Shape {
  area(): number {
    return 0
  }
}

class Double extends Shape {
  area(): number {
    return this.size * 2
  }
}

class Chain {
  value: number
  rest: Chain | null
  constructor(value: number, rest: Chain | null) {
    this.value = value
    this.rest = rest
  }
}

const TWINS: Readonly<Record<string, (rounds: number) => number>> = {
  int_sum(rounds) {
    let total = 0
    for (let i = 0; i < rounds; i++) total += i & 1023
    return total
  },
  int_mixed(rounds) {
    let x = 1
    for (let i = 0; i < rounds; i++) {
      x = (Math.imul(x, 1664525) + i) & 0x7fffffff
      if (x & 64) x ^= i & 255
    }
    return x
  },
  collatz(rounds) {
    let longest = 0
    for (let start = 1; start < rounds; start++) {
      let n = start
      let steps = 0
      while (n !== 1) {
        // Python's ints do not wrap round: neither may these.
        n = n % 2 === 0 ? n / 2 : 3 * n + 1
        steps++
      }
      if (steps > longest) longest = steps
    }
    return longest
  },
  float_series(rounds) {
    let total = 0
    let sign = 1
    for (let i = 0; i < rounds; i++) {
      total += sign / (2 * i + 1)
      sign = -sign
    }
    return total * 4
  },
  mandelbrot(rounds) {
    let inside = 0
    for (let i = 0; i < rounds; i++) {
      const re = (i % 97) / 48 - 1.5
      const im = (i % 89) / 44 - 1
      let x = 0
      let y = 0
      let k = 0
      while (k < 50 && x * x + y * y <= 4) {
        const next = x * x - y * y + re
        y = 2 * x * y + im
        x = next
        k++
      }
      if (k === 50) inside++
    }
    return inside
  },
  sieve(rounds) {
    const flags: boolean[] = []
    for (let n = 0; n < rounds; n++) flags.push(true)
    let count = 0
    for (let n = 2; n < rounds; n++) {
      if (!flags[n]) continue
      count++
      for (let multiple = n + n; multiple < rounds; multiple += n) flags[multiple] = false
    }
    return count
  },
  prefix_sums(rounds) {
    const values: number[] = []
    for (let n = 0; n < 1000; n++) values.push(0)
    for (let i = 0; i < rounds; i++) {
      const at = i % 999
      values[at + 1] = (values[at] + i) & 0xffff
    }
    return values[999]
  },
  vectors(rounds) {
    let at = new Vector(0, 0)
    const step = new Vector(1.5, -0.5)
    for (let i = 0; i < rounds; i++) at = at.plus(step.scaled(0.5)).scaled(0.999)
    return at.x + at.y
  },
  counters(rounds) {
    const counter = new Counter()
    let wraps = 0
    for (let i = 0; i < rounds; i++) wraps += counter.tick(i & 15)
    return wraps
  },
  shapes(rounds) {
    const items: Shape[] = [new Square(3), new Line(4), new Double(5), new Square(2)]
    let total = 0
    for (let i = 0; i < rounds; i++) total += items[i & 3].area()
    return total
  },
  chains(rounds) {
    let total = 0
    for (let i = 0; i < rounds; i++) {
      const chain = new Chain(i & 7, new Chain(1, null))
      total += chain.value + (chain.rest as Chain).value
    }
    return total
  },
  closures(rounds) {
    let total = 0
    for (let i = 0; i < rounds; i++) {
      const add = (n: number): number => n + (i & 3)
      total += add(2)
    }
    return total
  },
}

const [name, rounds, times] = process.argv.slice(2)
for (let n = 0; n < Number(times); n++) {
  const began = process.cpuUsage()
  const result = TWINS[name](Number(rounds))
  const { user, system } = process.cpuUsage(began)
  process.stdout.write(`{"seconds": ${((user + system) / 1e6).toFixed(6)}, "result": ${result}}\n`)
}
