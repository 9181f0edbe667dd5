value = 1
_private = 2
name_seen = __name__, __package__, __spec__.name
