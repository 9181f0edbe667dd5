// import and from. ref: simple_stmts#the-import-statement
import * as A from '../generated/ast.ts'
import type { stmt } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import type { Parser } from './parser.ts'

function dottedName(p: Parser): string {
  let name = p.name()
  while (p.accept(Tok.DOT)) name += `.${p.name()}`
  return name
}

function alias(p: Parser, isDotted: boolean): A.alias {
  const start = p.pos
  const name = isDotted ? dottedName(p) : p.name()
  const as = p.accept(Tok.AS) ? p.name() : null
  return new A.alias(name, as, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** `import a.b as c, d` */
export function importName(p: Parser): stmt {
  const start = p.pos
  p.advance()
  const names: A.alias[] = []
  do names.push(alias(p, true))
  while (p.accept(Tok.COMMA))
  return new A.Import(names, p.line(start), p.col(start), p.endLine(), p.endCol())
}

/** `from ..a import b as c, d` */
export function importFrom(p: Parser): stmt {
  const start = p.pos
  p.advance()
  let level = 0
  while (p.kind === Tok.DOT || p.kind === Tok.ELLIPSIS) {
    level += p.kind === Tok.DOT ? 1 : 3
    p.advance()
  }
  const module = level === 0 || p.kind === Tok.NAME ? dottedName(p) : null
  p.expect(Tok.IMPORT)
  const names: A.alias[] = []
  const star = p.pos
  if (p.accept(Tok.STAR)) names.push(new A.alias('*', null, p.line(star), p.col(star), p.endLine(), p.endCol()))
  else if (p.accept(Tok.LPAR)) {
    do names.push(alias(p, false))
    while (p.accept(Tok.COMMA) && p.kind !== Tok.RPAR)
    p.expect(Tok.RPAR)
  } else {
    do names.push(alias(p, false))
    while (p.accept(Tok.COMMA))
  }
  return new A.ImportFrom(module, names, level, p.line(start), p.col(start), p.endLine(), p.endCol())
}
