/* What the head says of the page. */
#include <string.h>

#include "io/html_page.h"

void html_fact_tag(struct html_page *p, unsigned tag)
{
	(void)p; (void)tag;
}
void html_fact_title(struct html_page *p)
{
	(void)p;
}
void html_fact_script(struct html_page *p)
{
	(void)p;
}
enum ncl_status html_add_values(struct html_page *p, struct ncl_error *err)
{
	(void)p; (void)err;
	return NCL_OK;
}
