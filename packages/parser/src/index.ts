// @typhon/parser: Python 3.13 source to trees and back.
export { parse, type Options as ParseOptions } from './parse.ts'
export { PythonSyntaxError, type SyntaxErrorDetails, type SyntaxErrorKind } from './errors.ts'
export { dump, type DumpOptions } from './dump.ts'
export { setCharacterNames } from './parser/strings.ts'
export { declaredEncoding, type Decode } from './source.ts'
