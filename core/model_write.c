/* Models into files. */
#include "model_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

const char *model_part_name(enum model_part part)
{
	static const char *const names[] = {
#define MODEL_PART_NAME(id, name) name,
		MODEL_PARTS(MODEL_PART_NAME)
#undef MODEL_PART_NAME
	};

	return names[part];
}

uint64_t model_part_size(const struct model_shape *s, enum model_part part)
{
	uint64_t k = s->labels, chain = s->decoder == MODEL_CHAIN, f = 4;
	int flat = s->flags & MODEL_FLAT;

	switch (part) {
	case PART_SHAPE: return sizeof(*s);
	case PART_THRESHOLDS: return k * f;
	case PART_GROUPS: return s->groups * sizeof(struct model_group);
	case PART_KEYS: return s->features * f;
	case PART_TAILS: return s->features;
	case PART_SCALES:
	case PART_IDFS: return (uint64_t)s->features * sizeof(uint16_t);
	case PART_WEIGHTS:
		return (uint64_t)s->features * s->outputs * s->weight_bits / 8;
	case PART_DENSE: return (uint64_t)s->dense * s->stride * f;
	case PART_BIAS: return s->stride * f;
	case PART_SIGMOID: return chain ? 0 : k * 2 * f;
	case PART_EMISSION: return chain ? k * (flat ? 2 : s->outputs + 1) * f :
					    0;
	case PART_TRANSITIONS: return chain && !flat ? k * k * f : 0;
	case PART_ENDS: return chain && !flat ? k * 2 * f : 0;
	default: return UINT64_MAX;
	}
}

/* ------------------------------------------------------------------ parts */

static enum ncl_status add_string(struct ncl_buffer *b, const char *s)
{
	return ncl_buffer_add(b, s ? s : "", s ? strlen(s) + 1 : 1);
}

static enum ncl_status add_names(struct ncl_buffer *b,
				 const char *const *names, uint32_t n)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < n && ret == NCL_OK; i++)
		ret = add_string(b, names[i]);
	return ret;
}

static enum ncl_status add_facts(struct ncl_buffer *b, const ncl_model *m)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < m->fact_count && ret == NCL_OK; i++) {
		ret = add_string(b, m->facts[i].key);
		if (ret == NCL_OK)
			ret = add_string(b, m->facts[i].value);
	}
	return ret;
}

static enum ncl_status add_labels(struct ncl_buffer *b, const ncl_model *m)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < m->shape.labels && ret == NCL_OK; i++) {
		ret = add_string(b, m->labels[i].name);
		if (ret == NCL_OK)
			ret = add_string(b, m->labels[i].id);
	}
	return ret;
}

static enum ncl_status add_thresholds(struct ncl_buffer *b,
				      const ncl_model *m)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < m->shape.labels && ret == NCL_OK; i++)
		ret = ncl_buffer_add(b, &m->labels[i].threshold,
				     sizeof(float));
	return ret;
}

static enum ncl_status add_part(struct ncl_buffer *b, const ncl_model *m,
				enum model_part part)
{
	const void *from[PART_COUNT] = {
		[PART_SHAPE] = &m->shape,	[PART_GROUPS] = m->groups,
		[PART_KEYS] = m->keys,		[PART_TAILS] = m->tails,
		[PART_SCALES] = m->scales,	[PART_IDFS] = m->idfs,
		[PART_WEIGHTS] = m->weights,	[PART_DENSE] = m->dense,
		[PART_BIAS] = m->bias,		[PART_SIGMOID] = m->sigmoid,
		[PART_EMISSION] = m->emission,
		[PART_TRANSITIONS] = m->transitions, [PART_ENDS] = m->ends,
	};
	uint64_t size = model_part_size(&m->shape, part);

	switch (part) {
	case PART_FACTS: return add_facts(b, m);
	case PART_LABELS: return add_labels(b, m);
	case PART_THRESHOLDS: return add_thresholds(b, m);
	case PART_GROUP_NAMES:
		return add_names(b, m->group_names, m->shape.groups);
	case PART_DENSE_NAMES:
		return add_names(b, m->dense_names, m->shape.dense);
	default:
		return size ? ncl_buffer_add(b, from[part], size) : NCL_OK;
	}
}

static enum ncl_status add_zeros(struct ncl_buffer *b, uint64_t up_to)
{
	static const char zeros[MODEL_ALIGN];
	enum ncl_status ret = NCL_OK;

	while (b->len < up_to && ret == NCL_OK) {
		uint64_t n = up_to - b->len;

		ret = ncl_buffer_add(b, zeros, n < MODEL_ALIGN ? n :
				     MODEL_ALIGN);
	}
	return ret;
}

static void seal(struct ncl_buffer *b, const struct model_place *places,
		 uint32_t n)
{
	struct model_head head = {
		.magic = MODEL_MAGIC, .order = MODEL_ORDER,
		.format = MODEL_FORMAT, .length = b->len, .parts = n,
	};
	size_t skip = offsetof(struct model_head, parts);

	memcpy(b->data + sizeof(head), places, n * sizeof(*places));
	memcpy(b->data, &head, sizeof(head));
	head.checksum = XXH3_64bits(b->data + skip, b->len - skip);
	memcpy(b->data, &head, sizeof(head));
}

/* Section i of the file, a part or one of others; names its place. */
static enum ncl_status add_any(struct ncl_buffer *b, const ncl_model *m,
			       uint32_t i, struct model_place *place)
{
	const struct model_section *s;

	if (i < PART_COUNT) {
		memcpy(place->name, model_part_name(i),
		       strlen(model_part_name(i)));
		return add_part(b, m, i);
	}
	s = &m->sections[i - PART_COUNT];
	memcpy(place->name, s->name, sizeof(place->name));
	place->flags = s->flags;
	return ncl_buffer_add(b, s->data, s->length);
}

enum ncl_status model_bytes(const ncl_model *m, struct ncl_buffer *out,
			    struct ncl_error *err)
{
	struct model_place places[MODEL_PLACES_MAX] = { 0 };
	uint32_t n = PART_COUNT + m->section_count;
	enum ncl_status ret = add_zeros(out, model_places_end(n));

	for (uint32_t i = 0; i < n && ret == NCL_OK; i++) {
		ret = add_zeros(out, model_align(out->len));
		places[i].offset = out->len;
		if (ret == NCL_OK)
			ret = add_any(out, m, i, &places[i]);
		places[i].length = out->len - places[i].offset;
	}
	if (ret != NCL_OK) {
		ncl_buffer_release(out);
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for the model's file");
	}
	seal(out, places, n);
	return NCL_OK;
}

/* ------------------------------------------------------------------- file */

static int write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		data += n;
		len -= (size_t)n;
	}
	return fsync(fd);
}

/* So that the new name itself survives a crash; not all file systems can. */
static void sync_folder(char *path)
{
	char *slash = strrchr(path, '/');
	int fd;

	if (slash)
		slash[slash == path] = 0;
	fd = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
}

static enum ncl_status cannot_write(const char *path, struct ncl_error *err)
{
	return ncl_error_set(err, NCL_WRITE, "%s: cannot be written: %s",
			     path, strerror(errno));
}

/* Through a file beside it: what stands under the name is whole. */
static enum ncl_status replace(char *beside, const char *path,
			       const struct ncl_buffer *b,
			       struct ncl_error *err)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	int bad, why;

	if (fd < 0)
		return cannot_write(path, err);
	bad = write_all(fd, b->data, b->len);
	why = errno;
	if (close(fd) && !bad) {
		bad = 1;
		why = errno;
	}
	if (!bad && rename(beside, path)) {
		bad = 1;
		why = errno;
	}
	if (!bad) {
		sync_folder(beside);
		return NCL_OK;
	}
	unlink(beside);
	errno = why;
	return cannot_write(path, err);
}

/* Beside the file itself, where the name is a link's. */
static enum ncl_status write_file(const char *path,
				  const struct ncl_buffer *b,
				  struct ncl_error *err)
{
	char *real = realpath(path, NULL);
	const char *file = real ? real : path;
	size_t size = strlen(file) + sizeof(".part");
	char *beside = malloc(size);
	enum ncl_status ret;

	if (beside) {
		snprintf(beside, size, "%s.part", file);
		ret = replace(beside, file, b, err);
	} else {
		ret = ncl_error_set(err, NCL_NOMEM, "no memory for a name");
	}
	free(beside);
	free(real);
	return ret;
}

/* A device or a pipe is written to; a file in its place would be no help. */
static enum ncl_status write_device(const char *path,
				    const struct ncl_buffer *b,
				    struct ncl_error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	enum ncl_status ret = NCL_OK;

	if (fd < 0)
		return cannot_write(path, err);
	if (write_all(fd, b->data, b->len) && errno != EINVAL)
		ret = cannot_write(path, err);
	close(fd);
	return ret;
}

enum ncl_status model_write(ncl_model *m, const char *path,
			    struct ncl_error *err)
{
	struct ncl_buffer b = { 0 };
	enum ncl_status ret = model_bytes(m, &b, err);
	struct stat st;

	if (ret == NCL_OK && stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		ret = write_device(path, &b, err);
	else if (ret == NCL_OK)
		ret = write_file(path, &b, err);
	if (ret == NCL_OK)
		m->file_size = b.len;
	ncl_buffer_release(&b);
	return ret;
}
