/* Out of files: what a model's labels have in common. */
#include "model_read.h"

#include <math.h>

#include "joint.h"

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
