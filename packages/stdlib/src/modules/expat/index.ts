// The `pyexpat` module, what `xml.parsers.expat`, `xml.etree` and `xml.sax` read documents with. lib: pyexpat
//
// differs: beyond ASCII every character may be part of a name.
import {
  arg,
  asInt,
  defineModule,
  error,
  getattr,
  hooks,
  pos,
  textOrNone,
  type Value,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
} from '@typhon/objspace'
import { ERRORS, errorText } from './errors.ts'
import { utf8 } from './input.ts'
import { expatError, parserType, W_Parser } from './parser-type.ts'

const MODEL = {
  XML_CTYPE_EMPTY: 1,
  XML_CTYPE_ANY: 2,
  XML_CTYPE_MIXED: 3,
  XML_CTYPE_NAME: 4,
  XML_CTYPE_CHOICE: 5,
  XML_CTYPE_SEQ: 6,
  XML_CQUANT_NONE: 0,
  XML_CQUANT_OPT: 1,
  XML_CQUANT_REP: 2,
  XML_CQUANT_PLUS: 3,
}

const FEATURES: readonly (readonly [string, number])[] = [
  ['sizeof(XML_Char)', 1],
  ['sizeof(XML_LChar)', 1],
  ['XML_DTD', 0],
  ['XML_CONTEXT_BYTES', 1024],
  ['XML_NS', 0],
  ['XML_BLAP_MAX_AMP', 100],
  ['XML_BLAP_ACT_THRES', 8388608],
  ['XML_GE', 0],
]

/** A module inside of this one, which `sys.modules` knows too. */
function inner(name: string, doc: string, fill: (dict: W_Dict) => void): W_Module {
  const module = new W_Module(new W_Dict())
  const { dict } = module
  dict.setStr('__name__', name)
  dict.setStr('__doc__', doc)
  dict.setStr('__package__', null)
  dict.setStr('__loader__', null)
  dict.setStr('__spec__', null)
  fill(dict)
  const modules = getattr(hooks.importModule('sys'), 'modules')
  if (modules instanceof W_Dict) modules.setStr(name, module)
  return module
}

export const expatModule = defineModule('pyexpat', 'A parser of XML that tells handlers what it reads.', (m) => {
  m.constant('XMLParserType', parserType)
  m.constant('ExpatError', expatError)
  m.constant('error', expatError)
  m.constant('EXPAT_VERSION', 'expat_2.6.3')
  m.constant('version_info', new W_Tuple([2, 6, 3]))
  m.constant('native_encoding', 'UTF-8')
  m.constant('features', new W_List(FEATURES.map(([name, value]) => new W_Tuple([name, value]))))
  m.constant('XML_PARAM_ENTITY_PARSING_NEVER', 0)
  m.constant('XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE', 1)
  m.constant('XML_PARAM_ENTITY_PARSING_ALWAYS', 2)
  m.constant(
    'errors',
    inner('pyexpat.errors', 'What can be wrong with a document.', (dict) => {
      const codes = new W_Dict()
      const messages = new W_Dict()
      ERRORS.forEach(([name, text], i) => {
        dict.setStr(`XML_ERROR_${name}`, text)
        codes.setStr(text, i + 1)
        messages.set(i + 1, text)
      })
      dict.setStr('codes', codes)
      dict.setStr('messages', messages)
    }),
  )
  m.constant(
    'model',
    inner('pyexpat.model', 'Numbers in the model of an element.', (dict) => {
      for (const [name, value] of Object.entries(MODEL)) dict.setStr(name, value)
    }),
  )
  m.fn(
    'ParserCreate',
    [
      arg<string | null>('encoding', textOrNone, null),
      arg<string | null>('namespace_separator', textOrNone, null),
      arg<Value | undefined>('intern', null, undefined),
    ],
    'A new parser; with a separator it expands names of namespaces.',
    (encoding, separator, intern) => {
      if (separator !== null && separator.length > 1)
        throw error('ValueError', 'namespace_separator must be at most one character, omitted, or None')
      if (intern !== undefined && intern !== null && !(intern instanceof W_Dict))
        throw error('TypeError', 'intern must be a dictionary')
      const names = intern === undefined ? new W_Dict() : intern
      return new W_Parser(encoding, separator === null ? null : utf8(separator), names)
    },
  )
  m.fn('ErrorString', [pos('code', asInt)], "expat's words for an error.", (code) => errorText(code) ?? null)
})
