import textwrap, string, pprint, difflib, sys
t="The quick brown fox jumped over the lazy dog. "*6
print(textwrap.fill(t, 40, initial_indent='* ', subsequent_indent='  ')); print(textwrap.shorten(t,30)); print(textwrap.dedent("   a\n    b\n   c")); print(textwrap.indent("a\n\nb","> "))
print(string.Template("$a ${b} $$").substitute(a=1,b=2), string.capwords("hello world"), string.Formatter().format("{0:>{1}} {x!r}",1,5,x='a'))
pprint.pprint({'a':list(range(40)),'b':{'c':[{'d':'x'*60},('e',)*20]}, 3:{1,2,3}, 'z':b'abc'*40}); pprint.pprint([t]*2, width=50, compact=True)
a="one\ntwo\nthree\nfour\n".splitlines(1); b="one\n2\nthree\nfive\nfour\n".splitlines(1)
sys.stdout.writelines(difflib.unified_diff(a,b,'a','b')); sys.stdout.writelines(difflib.ndiff(a,b)); sys.stdout.writelines(difflib.context_diff(a,b)); print(difflib.get_close_matches('appel',['ape','apple','peach'])); print(difflib.HtmlDiff().make_table(a,b))
