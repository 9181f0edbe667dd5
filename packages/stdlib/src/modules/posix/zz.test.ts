import { it } from 'vitest'
import { execFileSync } from 'node:child_process'
import { host, setHost, getattr, W_BuiltinFunction, W_Module, virtualHost } from '@typhon/objspace'
import { nodeHost } from '../../../../cli/src/host/index.ts'
import { posixModule } from './index.ts'
it('signatures', () => {
  setHost(nodeHost)
  const m = posixModule.create() as W_Module
  const py = execFileSync('/root/.pyenv/versions/3.13.0/bin/python3.13', ['-c', `
import posix, json
print(json.dumps({n:[callable(v), getattr(v,'__text_signature__',None)] for n in dir(posix) for v in [getattr(posix,n)]}))`], { encoding: 'utf8' })
  const theirs = JSON.parse(py) as Record<string, [boolean, string | null]>
  const norm = (s: string | null) => s?.replace(/\s+/g, ' ')
  const ours = new Set(m.dict.liveKeys().map(String))
  console.log('missing', Object.keys(theirs).filter((n) => !ours.has(n)))
  console.log('extra', [...ours].filter((n) => !(n in theirs)))
  for (const [n, [, sig]] of Object.entries(theirs)) {
    const f = m.dict.getStr(n)
    if (f instanceof W_BuiltinFunction && norm(f.code.textSignature) !== norm(sig)) console.log(n, norm(sig), norm(f.code.textSignature))
  }
})
