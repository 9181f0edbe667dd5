// @typhon/parser: Python 3.13 source to trees and back.
import * as ast from './generated/ast.ts'

/** The node classes of the tree, `ast.Name`, `ast.Call`…, and `ast.Tag`. */
export { ast }
export {
  CodePointString,
  type ConstantValue,
  ComplexLiteral,
  EllipsisLiteral,
  FloatLiteral,
  Tag,
} from './generated/ast.ts'
export { parse, type Options as ParseOptions } from './parse.ts'
export { PythonSyntaxError, type SyntaxErrorDetails, type SyntaxErrorKind } from './errors.ts'
export { scan, tokens, type TokenInfo } from './token-list.ts'
export { dump, type DumpOptions } from './dump.ts'
export { setCharacterNames } from './parser/strings.ts'
export { firstInvalidByte } from './raw-bytes.ts'
export { declaredEncoding, type Decode, DecodeFailure } from './source.ts'
export { analyze, type AnalyzeOptions } from './scope/analyze.ts'
export { futuresOf } from './scope/future.ts'
export { validate, type ValidateOptions } from './scope/validate.ts'
export { Scope, SCOPE_TYPE, ScopeTable, type ScopeKind } from './scope/scope.ts'
export { unparse } from './unparse.ts'
export { ComplexValue, LiteralError, type LiteralValue, TupleValue, literalEval } from './literal.ts'
export { NodeTransformer, NodeVisitor, iterChildNodes, walk } from './walk.ts'
export { NestingError } from './nesting.ts'
export {
  CELL,
  DEF_COMP_ITER,
  DEF_FREE_CLASS,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  resolution,
} from './scope/scope.ts'
