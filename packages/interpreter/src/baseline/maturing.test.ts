import { afterEach, describe, expect, it } from 'vitest'
import { context } from '../eval/context.ts'
import { Maturing, maturing } from './maturing.ts'
import { baseline } from './settings.ts'

describe('when the host may optimize the interpreter', () => {
  const { enabled } = baseline
  afterEach(() => {
    baseline.enabled = enabled
  })

  it('is told once, when the program has run for a while', () => {
    const maturing = new Maturing()
    let now = 0
    let told = 0
    maturing.begin(
      () => now,
      () => told++,
    )
    const look = (times: number): boolean[] => Array.from({ length: times }, () => maturing.isOver())
    expect(look(100)).not.toContain(true)
    expect(told).toBe(0)
    now = 1000
    expect(look(100)).toContain(true)
    expect(look(100)).not.toContain(false)
    expect(told).toBe(1)
  })

  it('is told once that code is compiled', () => {
    const maturing = new Maturing()
    let told = 0
    maturing.compiles()
    maturing.begin(
      () => 0,
      () => {},
      () => told++,
    )
    expect(told).toBe(0)
    maturing.compiles()
    maturing.compiles()
    expect(told).toBe(1)
  })

  it('is told as soon as a trace function watches', () => {
    let told = 0
    maturing.begin(
      () => 0,
      () => told++,
    )
    const { tracing } = context
    tracing.update()
    expect(told).toBe(0)
    tracing.tracer = true
    tracing.update()
    tracing.tracer = null
    tracing.update()
    expect(told).toBe(1)
  })

  it('is told once where the interpreter is to stay with what runs', () => {
    const maturing = new Maturing()
    let told = 0
    maturing.begin(
      () => 0,
      () => told++,
    )
    maturing.end()
    maturing.end()
    expect(told).toBe(1)
    expect(maturing.isOver()).toBe(true)
  })

  it('is told at once where nothing is compiled', () => {
    baseline.enabled = 0
    let told = 0
    const maturing = new Maturing()
    maturing.begin(
      () => 0,
      () => told++,
    )
    expect(told).toBe(1)
    expect(maturing.isOver()).toBe(true)
  })
})
