/*
 * Label texts from a program of your own.
 *
 *	cc embed.c $(pkg-config --cflags --libs nclass) -o embed
 *	./embed article.txt
 *
 * prints the document's topics and each block's role and verdict.
 */
#include <nclass/nclass.h>

#include <stdio.h>
#include <stdlib.h>

/* The whole file and a NUL behind it; NULL when it cannot be read. */
static char *file_read(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL, *more;
	size_t size = 0, n;

	*len = 0;
	if (f == NULL)
		return NULL;
	do {
		size = size * 2 + 65536;
		more = realloc(bytes, size + 1);
		if (more == NULL)
			break;
		bytes = more;
		n = fread(bytes + *len, 1, size - *len, f);
		*len += n;
	} while (n > 0);
	if (more == NULL || ferror(f)) {
		free(bytes);
		bytes = NULL;
	} else {
		bytes[*len] = '\0';
	}
	fclose(f);
	return bytes;
}

static void print_topics(const ncl_doc *doc)
{
	ncl_layer topic = ncl_doc_find_layer(doc, "nclass.topic/1");
	const struct ncl_mark *mark;
	uint32_t i, n = 0;

	mark = ncl_doc_labels(doc, topic, &n);
	for (i = 0; i < n; i++)
		printf("topic\t%.4f\t%s\n", mark[i].score,
		       ncl_doc_label_name(doc, topic, mark[i].label));
}

static void print_blocks(const ncl_doc *doc)
{
	ncl_layer section = ncl_doc_find_layer(doc, "nclass.section/1");
	ncl_layer boiler = ncl_doc_find_layer(doc, "nclass.boiler/1");
	const struct ncl_block *b;
	const char *role, *verdict;
	float score = 0;
	uint32_t i;

	for (i = 0; (b = ncl_doc_block(doc, i)) != NULL; i++) {
		role = ncl_doc_label_name(
			doc, section,
			ncl_doc_block_label(doc, section, i, NULL));
		verdict = ncl_doc_label_name(
			doc, boiler,
			ncl_doc_block_label(doc, boiler, i, &score));
		printf("%u-%u\t%s\t%.4f\t%s\n", b->begin, b->end,
		       verdict ? verdict : "-", score, role ? role : "-");
	}
}

int main(int argc, char **argv)
{
	struct ncl_config config = { .plugins = "section,boiler,lang,topic" };
	struct ncl_error err = { 0 };
	ncl_pipeline *pipeline = NULL;
	ncl_worker *worker = NULL;
	ncl_doc *doc = NULL;
	char *bytes = NULL;
	size_t len = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: embed FILE\n");
		return 2;
	}
	bytes = file_read(argv[1], &len);
	if (bytes == NULL) {
		fprintf(stderr, "embed: %s cannot be read\n", argv[1]);
		return 3;
	}
	if (ncl_pipeline_open(&pipeline, &config, &err) == NCL_OK &&
	    ncl_worker_new(&worker, pipeline, &err) == NCL_OK &&
	    ncl_doc_new(&doc, &err) == NCL_OK &&
	    ncl_read_text(doc, bytes, len, NULL, &err) == NCL_OK &&
	    ncl_worker_run(worker, doc, &err) == NCL_OK) {
		print_topics(doc);
		print_blocks(doc);
	} else {
		fprintf(stderr, "embed: %s\n", err.text);
	}
	ncl_doc_free(doc);
	ncl_worker_free(worker);
	ncl_pipeline_free(pipeline);
	free(bytes);
	return err.code == NCL_OK ? 0 : 1;
}
