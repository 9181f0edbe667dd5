def compute():
    return {}['missing']


value = compute()
