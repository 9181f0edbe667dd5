import { afterEach, expect, test } from 'vitest'
import '../index.ts'
import { context } from './context.ts'

const { tracing } = context

afterEach(() => {
  tracing.tracer = null
  tracing.update()
})

test('what is watched is not compiled, but the trace function is: its calls are not too deep for compiled code', () => {
  tracing.tracer = 'a trace function'
  tracing.update()
  expect(tracing.on).toBe(true)
  expect(context.depth).toBeGreaterThan(context.limit)
  tracing.pause()
  expect(tracing.on).toBe(false)
  expect(context.depth).toBeLessThan(context.limit)
  tracing.goOn()
  expect(tracing.on).toBe(true)
  expect(context.depth).toBeGreaterThan(context.limit)
})

test('a trace function that calls what another one watches stays unwatched to its end', () => {
  tracing.tracer = 'a trace function'
  tracing.update()
  tracing.pause()
  tracing.pause()
  tracing.goOn()
  expect(tracing.on).toBe(false)
  expect(context.depth).toBeLessThan(context.limit)
  tracing.goOn()
  expect(tracing.on).toBe(true)
})
