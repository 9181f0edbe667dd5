import { expect, it } from 'vitest'
import {
  hostClasses,
  newClass,
  objectType,
  setattr,
  shapes,
  typeType,
  type Value,
  W_Dict,
  W_Float,
  W_Tuple,
} from '../index.ts'
import type { W_Type } from './type.ts'
import { readSlot } from './value.ts'

const newType = (): W_Type => newClass(typeType, 'C', new W_Tuple([objectType], shapes.tuple), new W_Dict(), [], [])

const made = (type: W_Type, value: Value) => {
  const w = type.allocate()
  setattr(w, 'x', value)
  return w
}

it('a class whose first instance has a float gets a host class for the second', () => {
  const type = newType()
  made(type, new W_Float(1.5, shapes.float))
  expect(type.host).toBeNull()
  const second = made(type, new W_Float(2.5, shapes.float))
  expect(type.host?.floats).toBe(1)
  expect(readSlot(second, 0, second.shape.inline)).toBe(2.5)
})

it('a class whose instances keep other things has the usual one', () => {
  const type = newType()
  for (const value of [1, 2, 3]) made(type, value)
  expect(type.host).toBeNull()
})

it('no class gets one where nothing is compiled', () => {
  hostClasses.enabled = false
  const type = newType()
  for (const value of [1.5, 2.5]) made(type, new W_Float(value, shapes.float))
  expect(type.host).toBeNull()
  hostClasses.enabled = true
})
