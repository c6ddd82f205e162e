#!/usr/bin/env python3
"""Measure quality on held-out sites, and print one table.

  eval.py [--quick] [GROUP...]      GROUP: blocks, parts, separators, empty, html, facts, topics, pages, languages [all]

  blocks      kept words and roles by set, light and full; boiler alone; what simple rules reach
  parts       the same by page type and by language, and each role
  separators  blocks behind empty lines, mixed, and hard-wrapped
  empty       full pages whose article is taken out: how many keep more than 30 words
  html        articles from HTML, and Mozilla's Readability beside them
  facts       title, authors and date of documents
  topics      topics by site, and other sets of topics
  pages       topics of the same articles as clean text and as pages
  languages   languages of short texts, and Debian's cld2 beside them

Environment (make eval sets it): DATA, the development data; EVAL, the scorers; B, the build folder.

Models are trained FOLDS times, each time without the pages of one part of the sites, and every page is labelled
by the model that has not seen its site (scripts/held-out.py). Models are kept in B/eval and made again when the
plugins, the core or the data scripts are newer. Sets that are never trained on are scored with fold 0's models.
"""
import argparse, os, sys

import eval_blocks, eval_facts, eval_topics
from measuring import DATA, EVAL, FOLDS, WORK, train

PAIR = ("section", "boiler")
GROUPS = {"blocks": (eval_blocks.eval_blocks, eval_blocks.BLOCKS, PAIR),
          "parts": (eval_blocks.eval_parts, eval_blocks.PARTS, PAIR),
          "separators": (eval_blocks.eval_separators, eval_blocks.BLOCKS, PAIR),
          "empty": (eval_blocks.eval_empty, eval_blocks.EMPTY, PAIR),
          "html": (eval_blocks.eval_html, eval_blocks.HTML, PAIR),
          "facts": (eval_blocks.eval_facts_of_documents, eval_blocks.FACTS, ("section",)),
          "topics": (eval_topics.eval_topics, eval_topics.TOPICS, ("topic",)),
          "pages": (eval_topics.eval_pages, eval_topics.PAGES, (*PAIR, "topic")),
          "languages": (eval_topics.eval_languages, eval_topics.LANGUAGES, ())}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--quick", action="store_true", help="the pair section,boiler and the micro measures only")
    ap.add_argument("group", nargs="*", metavar="GROUP", help="what to measure")
    a = ap.parse_args()
    for name in a.group:
        if name not in GROUPS:
            ap.error(f"no group {name}: there are " + ", ".join(GROUPS))
    if not os.path.isdir(DATA) or not os.path.isdir(EVAL):
        print(f"eval: no development data at {DATA} or no scorers at {EVAL}: give make eval DATA= and EVAL=")
        return 3
    os.makedirs(WORK, exist_ok=True)
    print("(reached) and [not reached] beside a figure: what it has to be")
    for name in a.group or GROUPS:
        run, columns, plugins = GROUPS[name]
        for p in plugins:
            for fold in range(FOLDS):
                train(p, fold)
        print("\n%-34s %s" % (name, "  ".join(c.ljust(16) for c in columns)))
        run(a.quick)
    return 0


if __name__ == "__main__":
    sys.exit(main())
