#!/usr/bin/env python3
"""Writes the tables of the HTML reader: names to numbers, and character references.

    scripts/html-tables.py names include/nclass/plugin.h io/html_names.h >io/html_names_table.c
    scripts/html-tables.py refs >io/html_refs_names.c
    scripts/html-tables.py values >io/html_refs_values.c

Tags come from NCL_TAG_LIST of plugin.h, attributes from HTML_ATTR_LIST of io/html_names.h; a multiplier is looked for
that sends each name to a slot of its own. References are those of the WHATWG, from Python's html.entities.
"""
import html.entities, re, sys

SLOTS = 1024
STEP = 16  # every so many names one stands whole
SECONDS = [0, 0x338, 0x20d2, 0x20e5, 0xfe00, 0x331, 0x6a, 0x200a, 0x333]


def names_of(path, macro):
    text = open(path, encoding="utf-8").read()
    body = re.search(r"#define %s\(X\)((?:.*\\\n)*.*)" % macro, text).group(1)
    return re.findall(r'X\(\w+, "([^"]+)"\)', body)


def slot(name, factor):
    key = int.from_bytes(name.encode()[:8], "little") + len(name)
    return (key * factor % 2**64) >> 54


def perfect(names):
    factor = 0x9e3779b97f4a7c15
    while len({slot(n, factor) for n in names}) < len(names):
        factor = (factor * 6364136223846793005 + 1442695040888963407 | 1) % 2**64
    return factor


def rows(values, form, width=78):
    line, out = "\t", []
    for v in values:
        word = form % v
        if len(line.expandtabs(8)) + len(word) > width:
            out.append(line.rstrip())
            line = "\t"
        line += word + " "
    return out + [line.rstrip()]


def print_names(kind, names):
    factor = perfect(names)
    slots = [0] * SLOTS
    for i, n in enumerate(names):
        slots[slot(n, factor)] = i + 1
    print("\nstatic const uint8_t %s_slots[%d] = {" % (kind, SLOTS))
    print("\n".join(rows(slots, "%d,")))
    print("};\n\nstatic const char *const %s_names[] = { NULL," % kind)
    print("\n".join(rows(names, '"%s",')))
    print("};\n\nconst struct html_names html_%ss = {" % kind)
    print("\t%s_slots, %s_names, 0x%xu\n};" % (kind, kind, factor))


def make_names(plugin_h, names_h):
    print("/* Written by scripts/html-tables.py. */\n"
          '#include "io/html_names.h"')
    print_names("tag", names_of(plugin_h, "NCL_TAG_LIST"))
    print_names("attr", names_of(names_h, "HTML_ATTR_LIST"))


def references():
    table = html.entities.html5
    return [(n, table[n + ";"], n in table) for n in sorted({k.rstrip(";") for k in table})]


def make_refs():
    groups, before = [], ""
    for i, (name, _, legacy) in enumerate(references()):
        shared = 0
        if i % STEP == 0:
            groups.append("")
        else:
            while shared < 12 and name[:shared + 1] == before[:shared + 1]:
                shared += 1
        groups[-1] += chr(35 + shared) + name[shared:] + (";" if legacy else "")
        before = name
    print("/* Written by scripts/html-tables.py: the names of the WHATWG. */\n"
          '#include "io/html_refs_table.h"\n')
    print("const uint32_t html_ref_rows = %d;\n\nconst char *const html_ref_names[] = {" % len(groups))
    for g in groups:
        print("\n".join('\t"%s"' % g[i:i + 68] for i in range(0, len(g), 68)) + ",")
    print("};")


def make_values():
    print("/* Written by scripts/html-tables.py: what the names stand for. */\n"
          '#include "io/html_refs_table.h"\n')
    print("const uint16_t html_ref_seconds[] = {")
    print("\n".join(rows(SECONDS, "0x%x,")))
    print("};\n\nconst uint32_t html_ref_values[] = {")
    values = [ord(v[0]) | SECONDS.index(ord(v[1]) if len(v) > 1 else 0) << 24 for _, v, _ in references()]
    print("\n".join(rows(values, "0x%x,")))
    print("};")


{"names": make_names, "refs": make_refs, "values": make_values}[sys.argv[1]](*sys.argv[2:])
