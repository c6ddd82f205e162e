#!/usr/bin/env python3
"""Writes core/fold_table.c: letters of two bytes of UTF-8, and their folding.

    scripts/fold-table.py >core/fold_table.c

A letter that folds to one code point of two bytes has that in the table, all
else has 0 and is left to utf8proc (tests/unit/test_tokens.c holds the one
against the other).
"""
import unicodedata

FIRST, END = 0x80, 0x800


def entry(c):
    folded = chr(c).casefold()
    if unicodedata.category(chr(c))[0] != 'L' or c == 0x2bc:
        return 0
    if len(folded) != 1 or not FIRST <= ord(folded) < END:
        return 0
    return ord(folded)


print('/* Written by scripts/fold-table.py from Unicode %s. */'
      % unicodedata.unidata_version)
print('#include "fold.h"\n')
print('const uint16_t fold_two[0x%x - 0x%x] = {' % (END, FIRST))
for c in range(FIRST, END, 12):
    row = (entry(k) for k in range(c, min(c + 12, END)))
    print('\t' + ' '.join('%d,' % e for e in row))
print('};')
