/* Out of files: what a model's labels have in common. */
#include "model_read.h"
#include "vectors.h"

#include <math.h>

#include "joint.h"
#include "taxonomy.h"

enum ncl_status reader_joint(struct model_reader *r)
{
	size_t len;
	const float *w = model_section(r->m, JOINT_SECTION, &len);
	int good = 1;

	for (size_t i = 0; w && i < len / sizeof(*w); i++)
		good &= fabsf(w[i]) < 1e19f;
	if (w && (!good || len != JOINT_SIZE * sizeof(*w)))
		return reader_bad(r, "section joint: length or numbers");
	r->m->joint = w;
	return NCL_OK;
}

enum ncl_status reader_taxonomy(struct model_reader *r)
{
	size_t len;
	const void *bytes = model_section(r->m, TAXONOMY_SECTION, &len);
	enum ncl_status ret = bytes ? taxonomy_take(r->m, bytes, len) : NCL_OK;

	if (ret == NCL_NOMEM)
		return ncl_error_set(r->err, ret, "%s: no memory", r->name);
	return ret == NCL_OK ? NCL_OK : reader_bad(r, "section taxonomy");
}

enum ncl_status reader_vectors(struct model_reader *r)
{
	size_t len;
	const void *bytes = model_section(r->m, VECTORS_SECTION, &len);
	enum ncl_status ret = bytes ? vectors_take(r->m, bytes, len) : NCL_OK;

	if (ret == NCL_NOMEM)
		return ncl_error_set(r->err, ret, "%s: no memory", r->name);
	return ret == NCL_OK ? NCL_OK : reader_bad(r, "section kernel");
}
