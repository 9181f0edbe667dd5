"""Word count: splits a made-up text into words, counts them in a dict, and sorts out the most frequent ones.

String methods (split, strip, lower), dicts with string keys, sorting by a computed key.
"""

SIZE = 120          # times the block of text
QUICK = 1

BLOCK = 10000       # words in it

ONSETS = ('b', 'c', 'd', 'f', 'g', 'l', 'm', 'n', 'p', 'r', 's', 't', 'th', 'st', 'pl', 'br')
VOWELS = ('a', 'e', 'i', 'o', 'u', 'ou', 'ea', 'io')
PUNCTUATION = '.,;:!?"()'


def vocabulary():
    """2048 different words."""
    return [a + b + c + d for a in ONSETS for b in VOWELS for c in ('l', 'n') for d in VOWELS]


def make_block():
    """BLOCK words with a steep distribution, some capitals and punctuation, in lines; and how often each was used."""
    words = vocabulary()
    truth = [0] * len(words)
    pieces = []
    state = 12345
    for i in range(BLOCK):
        state = state * 48271 % 2147483647
        index = state % len(words)
        state = state * 48271 % 2147483647
        index = index * (state % 1024) >> 10
        truth[index] += 1
        word = words[index]
        if i % 11 == 0:
            word = word.capitalize()
        if i % 7 == 0:
            word += PUNCTUATION[i % len(PUNCTUATION)]
        pieces.append(word)
        pieces.append('\n' if i % 12 == 11 else ' ')
    return ''.join(pieces), {word: n for word, n in zip(words, truth) if n}


def count_words(text):
    counts = {}
    for line in text.splitlines():
        for word in line.split():
            word = word.strip(PUNCTUATION).lower()
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
    return counts


def most_common(counts, number):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:number]


def run(size):
    block, once = make_block()
    counts = count_words((block + '\n') * size)
    assert counts == {word: n * size for word, n in once.items()}
    top = most_common(counts, 20)
    assert len(top) == 20
    for (word, n), (next_word, next_n) in zip(top, top[1:]):
        assert n > next_n or n == next_n and word < next_word
    assert sum(counts.values()) == size * BLOCK
