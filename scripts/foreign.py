"""Pages as if they were in a language that nobody has seen.

A page's Latin letters are swapped, vowels for vowels and consonants for consonants, in one way for the whole page: the
shapes of words, their repetition, punctuation, digits and places stay, and no word means anything to a model. From
such pages it learns what to think of blocks whose words it does not know, as in all languages with few pages.
"""
import hashlib, random

VOWELS, CONSONANTS = "aeiouy", "bcdfghjklmnpqrstvwxz"


def letters(name):
    r = random.Random(int(hashlib.md5(name.encode()).hexdigest(), 16))
    table = {}
    for group in (VOWELS, CONSONANTS):
        other = r.sample(group, len(group))
        table.update(zip(group, other))
        table.update(zip(group.upper(), "".join(other).upper()))
    return str.maketrans(table)


def foreign(pages):
    for d in pages:
        name = d["id"] + "-foreign"
        table = letters(name)
        yield {**d, "id": name, "lang": None, "blocks": [{**b, "text": b["text"].translate(table)} for b in d["blocks"]]}
