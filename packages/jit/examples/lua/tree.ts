/** The syntax tree of the small Lua, with variables already told apart: local ones are objects that all their uses share. */
export class Local {
  readonly name: string
  readonly owner: FunctionNode
  /** A function inside uses it too: it lives in a cell. */
  isCaptured = false
  register = -1

  constructor(name: string, owner: FunctionNode) {
    this.name = name
    this.owner = owner
  }
}

export interface FunctionNode {
  readonly kind: 'function'
  readonly name: string
  readonly outer: FunctionNode | null
  readonly parameters: Local[]
  body: Statement[]
}

export type Expression =
  | { kind: 'constant'; value: unknown }
  | { kind: 'local'; local: Local }
  | { kind: 'global'; name: string }
  | { kind: 'index'; object: Expression; key: Expression }
  | { kind: 'call'; callee: Expression; args: Expression[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'table'; items: [Expression | null, Expression][] }
  | FunctionNode

export type Statement =
  | { kind: 'locals'; locals: Local[]; values: Expression[] }
  | { kind: 'assign'; targets: Expression[]; values: Expression[] }
  | { kind: 'call'; call: Expression }
  | { kind: 'if'; arms: [Expression, Statement[]][]; otherwise: Statement[] }
  | { kind: 'while'; condition: Expression; body: Statement[] }
  | { kind: 'for'; variable: Local; first: Expression; last: Expression; step: number; body: Statement[] }
  | { kind: 'do'; body: Statement[] }
  | { kind: 'return'; value: Expression | null }
  | { kind: 'break' }
