/* Lines that `nclass dedup` reads: refused with a reason, or signatures whose
 * numbers are in range. */
#include "fuzz.h"

#include "io/signatures.h"

static void try_line(const char *line, size_t len, int blocks)
{
	struct ncl_error err = { 0 };
	struct signatures s;
	struct signature one;
	int more = 1;
	enum ncl_status ret = signatures_open(&s, line, len, blocks, &err);

	while (ret == NCL_OK && more) {
		ret = signatures_next(&s, &one, &more, &err);
		if (ret != NCL_OK || !more)
			break;
		MUST(one.bins >= 1 && one.bins <= SIGNATURE_MOST);
		MUST(signatures_similarity(one.bytes, one.bytes, one.bins) ==
		     1);
	}
	MUST(ret == NCL_OK || err.text[0]);
	MUST(!s.id_len || (s.id >= line && s.id + s.id_len <= line + len));
	signatures_release(&s);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *line = input_copy(data, size);

	try_line(line, size, 0);
	try_line(line, size, 1);
	free(line);
	return 0;
}
