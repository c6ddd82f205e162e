/*
 * What words begin with: words that begin alike often mean alike, in languages
 * that inflect most of all ("government", "governs"), and of a word that was
 * never seen its beginning may be known. Subword features do the like
 * (Bojanowski and others, Enriching word vectors with subword information,
 * 2017).
 *
 * A beginning is the first five characters of a word that has so many, case
 * folded.
 */
#ifndef TOPIC_BEGINNINGS_H
#define TOPIC_BEGINNINGS_H

#include <nclass/plugin.h>

/* Add the beginning of a word of valid UTF-8 to a group of counts. */
void beginning_add(const struct ncl_host *host, struct ncl_sink *sink,
		   uint32_t group, const char *word, uint32_t len,
		   float count);
/* Those of n tokens of a document, from `first` on. */
void beginnings_add(const struct ncl_host *host, ncl_doc *doc,
		    struct ncl_sink *sink, uint32_t group, uint32_t first,
		    uint32_t n, float count);

#endif
