/* The parser of options: words of a command line, each ended by a newline. */
#include "fuzz.h"

#include "cli/opts.h"

struct values {
	int flag, choice;
	const char *text;
	struct opt_list list;
	uint64_t count, size;
	double number;
	struct opt_share share;
};

#define AT(field) offsetof(struct values, field)

static const struct opt table[] = {
	{ 'f', "flag", OPT_FLAG, AT(flag), NULL, NULL, "a flag" },
	{ 't', "text", OPT_TEXT, AT(text), "TEXT", NULL, "a text" },
	{ 'l', "list", OPT_LIST, AT(list), "ITEM", NULL, "a list" },
	{ 0, "choice", OPT_CHOICE, AT(choice), "auto|one|two", "auto",
	  "a choice" },
	{ 'n', "count", OPT_COUNT, AT(count), "N", "7", "a count" },
	{ 's', "size", OPT_SIZE, AT(size), "SIZE", "64M", "a size" },
	{ 0, "number", OPT_NUMBER, AT(number), "N", "0.5", "a number" },
	{ 0, "share", OPT_SHARE, AT(share), "N|P%", NULL, "a share" },
	{ 0 },
};

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *words = input_copy(data, size), *argv[65], *next;
	struct operands operands = { 0 };
	struct values values = { 0 };
	struct ncl_error err = { 0 };
	int argc = 0;

	for (char *word = words; word && argc < 64; word = next) {
		next = strchr(word, '\n');
		if (next)
			*next++ = '\0';
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	MUST(opts_defaults(table, &values, &err) == NCL_OK);
	if (opts_parse(table, &values, argc, argv, &operands, &err))
		MUST(err.code == NCL_USAGE && err.text[0]);
	else
		MUST(values.choice >= 0 && values.choice < 3);
	free(operands.items);
	opts_release(table, &values);
	free(words);
	return 0;
}
