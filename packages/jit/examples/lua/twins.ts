/** Programs of `programs/` as one would write them in JavaScript. */
export const TWINS: Readonly<Record<string, () => unknown>> = {
  fib() {
    const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2))
    return fib(32)
  },
  sum() {
    let s = 0
    for (let i = 1; i <= 20000000; i++) s = (s + i * 3) % 1000003
    return s
  },
  random() {
    let x = 1
    for (let i = 1; i <= 10000000; i++) x = (Math.imul(x, 1103515245) + 12345) & 2147483647
    return x
  },
  nested() {
    let s = 0
    for (let i = 1; i <= 4000; i++) for (let j = 1; j <= 4000; j++) s += (i ^ j) % 3 === 0 ? 1 : 2
    return s
  },
  sieve() {
    const n = 2000000
    const p: boolean[] = []
    for (let i = 1; i <= n; i++) p.push(true)
    let count = 0
    for (let i = 2; i <= n; i++) {
      if (!p[i - 1]) continue
      count++
      for (let j = i * i; j <= n; j += i) p[j - 1] = false
    }
    return count
  },
  mandelbrot() {
    let inside = 0
    for (let py = 0; py < 400; py++) {
      for (let px = 0; px < 400; px++) {
        const x0 = px / 160 - 2
        const y0 = py / 200 - 1
        let x = 0
        let y = 0
        let n = 0
        while (n < 100 && x * x + y * y <= 4) {
          const t = x * x - y * y + x0
          y = 2 * x * y + y0
          x = t
          n++
        }
        if (n === 100) inside++
      }
    }
    return inside
  },
}
