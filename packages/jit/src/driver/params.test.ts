import { describe, expect, it } from 'vitest'
import { Params } from './params.ts'

describe('parameters', () => {
  it('are set from text', () => {
    const params = new Params()
    expect(params.parse('threshold=2, trace_eagerness=1,enable_opts=fold')).toBeNull()
    expect([params.threshold, params.trace_eagerness, params.enable_opts]).toEqual([2, 1, 'fold'])
    expect(params.parse('default')).toBeNull()
    expect(params).toEqual(new Params())
    params.parse('off')
    expect(params.on).toBe(0)
  })

  it.each(['nonsense', 'speed=3', 'threshold=fast', 'parse=1'])('complains of %s', (text) => {
    expect(new Params().parse(text)).toContain(text.split('=')[0] === 'threshold' ? 'not a number' : 'unknown')
  })
})
