// Kinds of tokens. Operators and keywords have a kind each, so that the parser compares numbers.

export const Tok = {
  END: 0, NAME: 1, NUMBER: 2, STRING: 3, NEWLINE: 4, INDENT: 5, DEDENT: 6, FSTRING_START: 7, FSTRING_MIDDLE: 8, FSTRING_END: 9, TYPE_COMMENT: 10, ERROR: 11,
  COMMENT: 12, NL: 13,
  LPAR: 20, RPAR: 21, LSQB: 22, RSQB: 23, LBRACE: 24, RBRACE: 25, COLON: 26, COMMA: 27, SEMI: 28, DOT: 29, ELLIPSIS: 30, ARROW: 31, AT: 32, EQUAL: 33,
  COLONEQUAL: 34, EXCLAMATION: 35,
  PLUS: 40, MINUS: 41, STAR: 42, SLASH: 43, DOUBLESLASH: 44, PERCENT: 45, DOUBLESTAR: 46, LEFTSHIFT: 47, RIGHTSHIFT: 48, AMPER: 49, VBAR: 50, CIRCUMFLEX: 51,
  TILDE: 52, LESS: 53, GREATER: 54, LESSEQUAL: 55, GREATEREQUAL: 56, EQEQUAL: 57, NOTEQUAL: 58,
  PLUSEQUAL: 60, MINEQUAL: 61, STAREQUAL: 62, SLASHEQUAL: 63, DOUBLESLASHEQUAL: 64, PERCENTEQUAL: 65, DOUBLESTAREQUAL: 66, LEFTSHIFTEQUAL: 67,
  RIGHTSHIFTEQUAL: 68, AMPEREQUAL: 69, VBAREQUAL: 70, CIRCUMFLEXEQUAL: 71, ATEQUAL: 72,
  FALSE: 80, NONE: 81, TRUE: 82, AND: 83, AS: 84, ASSERT: 85, ASYNC: 86, AWAIT: 87, BREAK: 88, CLASS: 89, CONTINUE: 90, DEF: 91, DEL: 92, ELIF: 93, ELSE: 94,
  EXCEPT: 95, FINALLY: 96, FOR: 97, FROM: 98, GLOBAL: 99, IF: 100, IMPORT: 101, IN: 102, IS: 103, LAMBDA: 104, NONLOCAL: 105, NOT: 106, OR: 107, PASS: 108,
  RAISE: 109, RETURN: 110, TRY: 111, WHILE: 112, WITH: 113, YIELD: 114,
}

/** Keyword → kind. ref: lexical_analysis#keywords */
export const KEYWORDS = new Map<string, number>([
  ['False', Tok.FALSE], ['None', Tok.NONE], ['True', Tok.TRUE], ['and', Tok.AND], ['as', Tok.AS], ['assert', Tok.ASSERT], ['async', Tok.ASYNC], ['await', Tok.AWAIT],
  ['break', Tok.BREAK], ['class', Tok.CLASS], ['continue', Tok.CONTINUE], ['def', Tok.DEF], ['del', Tok.DEL], ['elif', Tok.ELIF], ['else', Tok.ELSE],
  ['except', Tok.EXCEPT], ['finally', Tok.FINALLY], ['for', Tok.FOR], ['from', Tok.FROM], ['global', Tok.GLOBAL], ['if', Tok.IF], ['import', Tok.IMPORT],
  ['in', Tok.IN], ['is', Tok.IS], ['lambda', Tok.LAMBDA], ['nonlocal', Tok.NONLOCAL], ['not', Tok.NOT], ['or', Tok.OR], ['pass', Tok.PASS], ['raise', Tok.RAISE],
  ['return', Tok.RETURN], ['try', Tok.TRY], ['while', Tok.WHILE], ['with', Tok.WITH], ['yield', Tok.YIELD],
])

/** Whether a kind is a keyword's. */
export const isKeyword = (kind: number): boolean => kind >= 80
