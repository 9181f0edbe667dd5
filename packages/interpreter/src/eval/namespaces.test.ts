import { shapes, W_Dict } from '@typhon/objspace'
import { expect, test } from 'vitest'
import { namespaceOf } from './namespaces.ts'

function namespace(): W_Dict {
  return new W_Dict(shapes.dict, ['a', 'b'], [1, 2])
}

test('a binding holds until its name is stored or anything is removed', () => {
  const dict = namespace()
  const names = namespaceOf(dict)
  const [a, b] = [names.bindingOf('a'), names.bindingOf('b')]
  dict.setStr('a', 3)
  expect([a?.holds, b?.holds]).toEqual([false, true])
  dict.deleteStr('a')
  expect(b?.holds).toBe(false)
})

test('that a name is not bound holds until it is', () => {
  const dict = namespace()
  const binding = namespaceOf(dict).bindingOf('c')
  dict.setStr('d', 1)
  expect(binding?.holds).toBe(true)
  dict.setStr('c', 1)
  expect(binding?.holds).toBe(false)
})

test('a name that is bound to something else again and again has no binding any more', () => {
  const dict = namespace()
  const names = namespaceOf(dict)
  for (let i = 0; i < 4; i++) {
    expect(names.bindingOf('a')?.holds).toBe(true)
    dict.setStr('a', i)
  }
  expect(names.bindingOf('a')).toBe(null)
  expect(names.bindingOf('b')?.holds).toBe(true)
})

test('a name that varies unheard has none', () => {
  const names = namespaceOf(namespace())
  const binding = names.bindingOf('a')
  names.vary('a')
  expect([binding?.holds, names.bindingOf('a')]).toEqual([false, null])
})

test('what traces rely on is told of all that is stored and removed', () => {
  const dict = namespace()
  const told: unknown[] = []
  namespaceOf(dict).facts = { stored: (key) => told.push(key), moved: () => told.push('moved') }
  dict.setStr('a', 3)
  dict.deleteStr('b')
  expect(told).toEqual(['a', 'moved'])
})
