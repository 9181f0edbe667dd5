// What hooks of the JIT are told, and what it has done so far, as objects that are only looked at. PyPy: W_JitLoopInfo and its relatives in
// pypy/module/pypyjit/interp_resop.py
import {
  defineType,
  error,
  reprText,
  strFromText,
  type Value,
  type W_Dict,
  type W_List,
  W_Object,
} from '@typhon/objspace'

class W_Operation extends W_Object {
  readonly name: string
  readonly text: string
  constructor(name: string, text: string) {
    super((name.startsWith('guard') ? guardType : operationType).rootShape())
    this.name = name
    this.text = text
  }
}

const operationType = defineType<W_Operation>(
  'ResOperation',
  { module: 'pypyjit', sealed: true, doc: 'An operation of a trace.' },
  (t) => {
    t.getset('name', 'What it does.', (self) => self.name)
    t.getset('offset', 'Its place in the compiled text: -1, nobody knows.', () => -1)
    t.special('__repr__', (self) => strFromText(self.text))
  },
)

const guardType = defineType<W_Operation>(
  'GuardOp',
  { module: 'pypyjit', base: operationType, sealed: true, doc: 'A condition under which a trace goes on.' },
  () => {},
)

export const operationTypes = [operationType, guardType]

/** An operation as a hook sees it. */
export const operation = (name: string, text: string): Value => new W_Operation(name, text)

export class W_JitLoopInfo extends W_Object {
  readonly driver: string
  readonly type: string
  readonly loop: number
  readonly bridge: number | null
  readonly size: number
  readonly greenkey: Value
  readonly operations: W_List
  constructor(
    driver: string,
    type: string,
    loop: number,
    bridge: number | null,
    size: number,
    greenkey: Value,
    operations: W_List,
  ) {
    super(infoType.rootShape())
    this.driver = driver
    this.type = type
    this.loop = loop
    this.bridge = bridge
    this.size = size
    this.greenkey = greenkey
    this.operations = operations
  }
}

export const infoType = defineType<W_JitLoopInfo>(
  'JitLoopInfo',
  { module: 'pypyjit', sealed: true, doc: 'A loop or bridge that was compiled.' },
  (t) => {
    t.getset('jitdriver_name', 'Which interpreter it is of.', (self) => self.driver)
    t.getset('type', "'loop', 'entry bridge' (a function from its start) or 'bridge'.", (self) => self.type)
    t.getset('loop_no', 'The number of the loop that it is, or belongs to.', (self) => self.loop)
    t.getset('bridge_no', 'The number of the bridge.', (self) => {
      if (self.bridge === null) throw error('TypeError', 'not a bridge')
      return self.bridge
    })
    t.getset('asmaddr', 'Zero: the text has no address.', () => 0)
    t.getset('asmlen', 'The length of the JavaScript that it became.', (self) => self.size)
    t.getset('greenkey', 'The code, the offset in it, and False; None of a bridge.', (self) => self.greenkey)
    t.getset('operations', 'The optimised operations.', (self) => self.operations)
    t.special('__repr__', ({ driver, bridge, greenkey, operations }) => {
      const start = bridge === null ? reprText(greenkey) : `bridge no ${bridge}`
      return strFromText(`<JitLoopInfo ${driver}, ${operations.items.length} operations, starting at <${start}>>`)
    })
  },
)

export class W_JitInfoSnapshot extends W_Object {
  readonly counters: W_Dict
  readonly times: W_Dict
  readonly runs: W_Dict
  constructor(counters: W_Dict, times: W_Dict, runs: W_Dict) {
    super(snapshotType.rootShape())
    this.counters = counters
    this.times = times
    this.runs = runs
  }
}

export const snapshotType = defineType<W_JitInfoSnapshot>(
  'JitInfoSnapshot',
  { module: 'pypyjit', sealed: true, doc: 'What the JIT has done up to a moment.' },
  (t) => {
    t.getset('counters', 'What was counted, by name.', (self) => self.counters)
    t.getset('counter_times', 'Seconds spent, by name.', (self) => self.times)
    t.getset(
      'loop_run_times',
      "Rounds of ('l', loop_no) and runs of ('b', bridge_no), of what was compiled after enable_debug().",
      (self) => self.runs,
    )
  },
)
