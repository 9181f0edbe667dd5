// sys.monitoring: PEP 669. lib: sys.monitoring; CPython: Python/instrumentation.c. What it does: interpreter/src/eval/monitoring.ts
import {
  asInt,
  defineModule,
  error,
  hooks,
  newNamespace,
  pos,
  strOrUndefined,
  type Value,
  W_Dict,
} from '@typhon/objspace'
import { Event, EVENT_NAMES, LOCAL_EVENTS, monitoring, TOOLS, W_Code, watchEvents } from '@typhon/interpreter'

const C_ENDS = (1 << Event.C_RETURN) | (1 << Event.C_RAISE)
const CALLS = C_ENDS | (1 << Event.CALL)

function checkTool(tool: number): void {
  if (tool < 0 || tool >= TOOLS) throw error('ValueError', `invalid tool ${tool} (must be between 0 and 5)`)
}

function checkInUse(tool: number): void {
  if (monitoring.names[tool] === null) throw error('ValueError', `tool ${tool} is not in use`)
}

const hex = (bits: number): string => `0x${(bits >>> 0).toString(16)}`

/** A set of events without the ends of calls, which come with the calls. */
function withoutEnds(bits: number): number {
  if ((bits & C_ENDS) !== 0 && (bits & CALLS) !== CALLS)
    throw error('ValueError', 'cannot set C_RETURN or C_RAISE events independently')
  return bits & ~C_ENDS
}

function codeOf(w: Value): W_Code {
  if (!(w instanceof W_Code)) throw error('TypeError', 'code must be a code object')
  return w
}

/** Forgets what a tool wanted; callbacks stay. */
function clearTool(tool: number): void {
  monitoring.events[tool] = 0
  for (const bits of monitoring.local.values()) bits[tool] = 0
}

function events(): Value {
  return newNamespace({ ...Object.fromEntries(EVENT_NAMES.map((name, i) => [name, 1 << i])), NO_EVENTS: 0 })
}

export const monitoringModule = defineModule('sys.monitoring', null, (m) => {
  m.fn(
    'use_tool_id',
    [pos('tool_id', asInt), pos('name')],
    'Claim a number for a tool.',
    (tool, name) => {
      checkTool(tool)
      if (strOrUndefined(name) === undefined) throw error('ValueError', 'tool name must be a str')
      if (monitoring.names[tool] !== null) throw error('ValueError', `tool ${tool} is already in use`)
      monitoring.names[tool] = name
      return null
    },
    '($module, tool_id, name, /)',
  )
  m.fn(
    'free_tool_id',
    [pos('tool_id', asInt)],
    'Give up the number of a tool, and what it watches.',
    (tool) => {
      checkTool(tool)
      if (monitoring.names[tool] !== null) {
        clearTool(tool)
        monitoring.callbacks[tool].fill(null)
        monitoring.names[tool] = null
        watchEvents('free_tool_id')
      }
      return null
    },
    '($module, tool_id, /)',
  )
  m.fn(
    'get_tool',
    [pos('tool_id', asInt)],
    'The name of a tool, None for a number that is free.',
    (tool) => {
      checkTool(tool)
      return monitoring.names[tool]
    },
    '($module, tool_id, /)',
  )
  m.fn(
    'register_callback',
    [pos('tool_id', asInt), pos('event', asInt), pos('func')],
    'Set the function that is told of an event; gives the one before.',
    (tool, event, func) => {
      checkTool(tool)
      if (event <= 0 || (event & (event - 1)) !== 0)
        throw error('ValueError', 'The callback can only be set for one event at a time')
      const number = 31 - Math.clz32(event)
      if (number >= EVENT_NAMES.length) throw error('ValueError', `invalid event ${event}`)
      hooks.audit?.('sys.monitoring.register_callback', func)
      const before = monitoring.callbacks[tool][number]
      monitoring.callbacks[tool][number] = func
      return before
    },
    '($module, tool_id, event, func, /)',
  )
  m.fn(
    'get_events',
    [pos('tool_id', asInt)],
    'The set of events of all code that a tool watches.',
    (tool) => {
      checkTool(tool)
      return monitoring.events[tool]
    },
    '($module, tool_id, /)',
  )
  m.fn(
    'set_events',
    [pos('tool_id', asInt), pos('event_set', asInt)],
    'Set the events of all code that a tool watches.',
    (tool, bits) => {
      checkTool(tool)
      if (bits < 0 || bits >= 1 << EVENT_NAMES.length) throw error('ValueError', `invalid event set ${hex(bits)}`)
      const wanted = withoutEnds(bits)
      checkInUse(tool)
      monitoring.events[tool] = wanted
      watchEvents('set_events')
      return null
    },
    '($module, tool_id, event_set, /)',
  )
  m.fn(
    'get_local_events',
    [pos('tool_id', asInt), pos('code')],
    'The set of events of one code object that a tool watches.',
    (tool, w) => {
      const code = codeOf(w)
      checkTool(tool)
      return monitoring.local.get(code)?.[tool] ?? 0
    },
    '($module, tool_id, code, /)',
  )
  m.fn(
    'set_local_events',
    [pos('tool_id', asInt), pos('code'), pos('event_set', asInt)],
    'Set the events of one code object that a tool watches.',
    (tool, w, bits) => {
      const code = codeOf(w)
      checkTool(tool)
      const wanted = withoutEnds(bits)
      if (wanted < 0 || wanted >= 1 << LOCAL_EVENTS) throw error('ValueError', `invalid local event set ${hex(wanted)}`)
      checkInUse(tool)
      let local = monitoring.local.get(code)
      if (local === undefined) monitoring.local.set(code, (local = new Int32Array(TOOLS)))
      local[tool] = wanted
      watchEvents('set_local_events')
      return null
    },
    '($module, tool_id, code, event_set, /)',
  )
  m.fn(
    'restart_events',
    [],
    'Forget which events were disabled by callbacks.',
    () => {
      monitoring.disabled = new WeakMap()
      return null
    },
    '($module, /)',
  )
  m.fn(
    '_all_events',
    [],
    'The tools that watch each event, as bits, by its name.',
    () => {
      const d = new W_Dict()
      EVENT_NAMES.forEach((name, i) => {
        let tools = 0
        monitoring.events.forEach((bits, tool) => {
          if ((bits & (1 << i)) !== 0) tools |= 1 << tool
        })
        if (tools !== 0) d.setStr(name, tools)
      })
      return d
    },
    '($module, /)',
  )
  m.constant('events', events())
  m.constant('DISABLE', monitoring.disable)
  m.constant('MISSING', monitoring.missing)
  m.constant('DEBUGGER_ID', 0)
  m.constant('COVERAGE_ID', 1)
  m.constant('PROFILER_ID', 2)
  m.constant('OPTIMIZER_ID', 5)
})
