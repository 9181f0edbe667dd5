def connect():
    raise ConnectionError('refused')


def load():
    try:
        connect()
    except ConnectionError as error:
        raise ValueError('could not load') from error


def main():
    try:
        load()
    except ValueError as e:
        raise SystemError('giving up') from e


main()
