/* Blocks and tokens: lines of any UTF-8; what is no UTF-8 is cut away. */
#include "fuzz.h"

#include "core/document.h"
#include "core/tokens.h"

static void add_lines(ncl_doc *doc)
{
	uint32_t begin = 0;

	for (uint32_t at = 0; at <= doc->len; at++) {
		struct ncl_block block = { .begin = begin, .end = at };

		if (at < doc->len && doc->text[at] != '\n')
			continue;
		MUST(ncl_doc_add_block(doc, &block, NULL) == NCL_OK);
		begin = at + 1;
	}
}

static int starts(const ncl_doc *doc, uint32_t at)
{
	return (doc->text[at] & 0xc0) != 0x80;
}

static int is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* Bytes between tokens: no ASCII letter or digit is left out. */
static void check_gap(const ncl_doc *doc, uint32_t begin, uint32_t end)
{
	for (; begin < end; begin++)
		MUST(!is_word_byte(doc->text[begin]));
}

static void check_block(const ncl_doc *doc, const struct ncl_block *block)
{
	uint32_t last = block->begin;

	for (uint32_t i = 0; i < block->token_count; i++) {
		const struct ncl_token *t =
			&doc->tokens[block->first_token + i];

		MUST(t->begin >= last && t->begin < t->end);
		MUST(t->end <= block->end);
		MUST(starts(doc, t->begin) && starts(doc, t->end));
		MUST(t->hash == tokens_hash(doc->text + t->begin,
					    t->end - t->begin));
		check_gap(doc, last, t->begin);
		last = t->end;
	}
	check_gap(doc, last, block->end);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *bytes = input_copy(data, size), *valid;
	struct ncl_error err = { 0 };
	ncl_doc *doc = NULL;
	uint32_t tokens = 0;

	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	if (ncl_doc_set_text(doc, bytes, size, &err) != NCL_OK) {
		MUST(err.code == NCL_FORMAT && err.at < size);
		size = (size_t)err.at;
	}
	valid = input_copy(data, size);
	MUST(ncl_doc_set_text(doc, valid, size, &err) == NCL_OK);
	add_lines(doc);
	check_document(doc);
	MUST(tokens_make(doc) == NCL_OK);
	for (uint32_t i = 0; i < doc->block_count; i++) {
		MUST(doc->blocks[i].first_token == tokens);
		check_block(doc, &doc->blocks[i]);
		tokens += doc->blocks[i].token_count;
	}
	MUST(tokens == doc->token_count);
	ncl_doc_free(doc);
	free(valid);
	free(bytes);
	return 0;
}
