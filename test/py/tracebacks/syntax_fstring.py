name = 'x'
print(f'hello {name!} and {more}')
