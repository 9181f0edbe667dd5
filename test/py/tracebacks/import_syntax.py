try:
    import modules.bad
except SyntaxError:
    raise ImportError('could not import it')
