/*
 * The tokens of HTML, for tests/html/tokens.py. Each line of standard input is
 * "MODE LAST INPUT": the number of an html_mode, the last start tag's name and
 * the source, both in hexadecimal ("-" is empty). Out comes a line of tokens,
 * each KIND and its texts in hexadecimal.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/html_decode.h"

static size_t from_hex(char *out, const char *hex)
{
	size_t n = strcmp(hex, "-") ? strlen(hex) / 2 : 0;
	unsigned byte;

	for (size_t i = 0; i < n; i++) {
		sscanf(hex + 2 * i, "%2x", &byte);
		out[i] = (char)byte;
	}
	return n;
}

static void print(const struct html_tokens *t, size_t begin, size_t end,
		  enum html_mode mode, int in_attribute)
{
	struct ncl_buffer b = { 0 };

	if (html_decode(&b, t->s + begin, end - begin, mode, in_attribute))
		exit(3);
	printf("=");
	for (size_t i = 0; i < b.len; i++)
		printf("%02x", (unsigned char)b.data[i]);
	printf(" ");
	ncl_buffer_release(&b);
}

static void print_token(const struct html_tokens *t)
{
	static const char kinds[] = "?TSECD";

	printf("%c%d", kinds[t->kind],
	       t->kind == HTML_START && t->self_closing);
	if (t->kind == HTML_TEXT) {
		print(t, t->begin, t->end, t->text_mode, 0);
		return;
	}
	print(t, t->name, t->name_end, HTML_RAWTEXT, 0);
	for (size_t i = 0; t->kind == HTML_START && i < t->attr_count; i++) {
		print(t, t->attrs[i].name, t->attrs[i].name_end, HTML_RAWTEXT,
		      0);
		print(t, t->attrs[i].value, t->attrs[i].value_end, HTML_DATA,
		      1);
	}
}

static void do_line(char *line)
{
	struct html_tokens t;
	char *mode = strtok(line, " "), *last = strtok(NULL, " "),
	     *input = strtok(NULL, " ");
	char *bytes = malloc(strlen(input) + 1), name[64];
	size_t len = from_hex(bytes, input), n = from_hex(name, last);

	html_tokens_init(&t, bytes, len);
	t.mode = (enum html_mode)atoi(mode);
	t.last = name;
	t.last_len = n;
	while (html_next(&t) != HTML_END) {
		print_token(&t);
		printf("; ");
	}
	printf("\n");
	free(bytes);
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) > 0) {
		line[strcspn(line, "\n")] = 0;
		do_line(line);
	}
	free(line);
	return 0;
}
