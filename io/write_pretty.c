#include <nclass/nclass.h>

#include "display.h"
#include "number.h"
#include "page.h"

#define BAR_MAX 20
#define SPANS_MAX 10

void page_styled(struct page *p, enum page_style style, const char *text,
		 size_t len)
{
	static const char *const codes[] = { "", "\033[1m", "\033[2m",
					     "\033[32m", "\033[36m",
					     "\033[1m", "\033[32m",
					     "\033[31m" };
	int coloured = p->colour && *codes[style] && len;

	if (coloured)
		out_text(&p->o, codes[style]);
	out_bytes(&p->o, text, len);
	if (coloured)
		OUT(&p->o, "\033[0m");
}

void page_clean(struct page *p, const char *text, size_t len)
{
	struct out o;

	p->clean.len = 0;
	out_start(&o, &p->clean);
	display_clean(&o, text, len);
	if (out_end(&o))
		p->o.failed = 1;
}

void page_lines(struct page *p, enum page_style style, size_t indent)
{
	const char *text = p->clean.data;
	size_t left = p->clean.len, shown, used;

	while (left) {
		used = display_line(text, left, p->width - indent, &shown);
		out_fill(&p->o, ' ', indent);
		page_styled(p, style, text, shown);
		OUT(&p->o, "\n");
		text += used;
		left -= used;
	}
}

/* "[=======     ]  93%": full cells, then empty ones. */
static void write_bar(struct page *p, float score)
{
	size_t cells = p->width >= 60 ? BAR_MAX : 8;
	unsigned units = score_units(score), percent = (units + 50) / 100;
	size_t full = (units * cells + 5000) / 10000;
	char bar[3 * BAR_MAX];

	for (size_t i = 0; i < cells; i++)
		memcpy(bar + 3 * i, i < full ? "\xe2\x96\x88" : "\xe2\x96\x91",
		       3);
	page_styled(p, PAGE_BAR, bar, 3 * full);
	page_styled(p, PAGE_FAINT, bar + 3 * full, 3 * (cells - full));
	out_fill(&p->o, ' ', percent < 10 ? 3 : percent < 100 ? 2 : 1);
	out_number(&p->o, percent);
	OUT(&p->o, "%");
}

static const char *label_name(struct page *p, ncl_layer layer,
			      ncl_label label)
{
	const char *name = ncl_doc_label_name(p->doc, layer, label);

	return name ? name : "";
}

/* The columns of the widest label, as far as there is room. */
static size_t label_column(struct page *p, ncl_layer layer,
			   const struct ncl_mark *marks, uint32_t n)
{
	size_t widest = 0, most = p->width - (p->width >= 60 ? 30 : 17);

	for (uint32_t i = 0; i < n; i++) {
		const char *name = label_name(p, layer, marks[i].label);
		size_t width = display_width(name, strlen(name));

		widest = width > widest ? width : widest;
	}
	return widest < most ? widest : most;
}

void page_marks(struct page *p, ncl_layer layer)
{
	uint32_t n = 0;
	const struct ncl_mark *marks = ncl_doc_labels(p->doc, layer, &n);
	size_t column = label_column(p, layer, marks, n), shown;

	for (uint32_t i = 0; i < n; i++) {
		const char *name = label_name(p, layer, marks[i].label);

		page_clean(p, name, strlen(name));
		display_line(p->clean.data, p->clean.len, column, &shown);
		OUT(&p->o, "  ");
		out_bytes(&p->o, p->clean.data, shown);
		out_fill(&p->o, ' ',
			 column - display_width(p->clean.data, shown) + 2);
		write_bar(p, marks[i].score);
		if (layer == p->house.topic &&
		    house_below(&p->house, p->doc, marks[i].label))
			page_styled(p, PAGE_FAINT, "  unsure", 8);
		OUT(&p->o, "\n");
	}
}

static void write_spans(struct page *p, ncl_layer layer)
{
	uint32_t n = 0;
	const struct ncl_span *spans = ncl_doc_spans(p->doc, layer, &n);

	for (uint32_t i = 0; i < n && i < SPANS_MAX; i++) {
		const char *name = label_name(p, layer, spans[i].label);

		page_clean(p, name, strlen(name));
		OUT(&p->o, "  ");
		out_bytes(&p->o, p->clean.data, p->clean.len);
		out_format(&p->o, " %u-%u", spans[i].begin, spans[i].end);
		OUT(&p->o, " (");
		out_score(&p->o, spans[i].score);
		OUT(&p->o, ")\n");
		page_clean(p, p->text + spans[i].begin,
			   spans[i].end - spans[i].begin);
		page_lines(p, PAGE_PLAIN, 6);
	}
	if (n > SPANS_MAX)
		out_format(&p->o, "  ... and %u more\n", n - SPANS_MAX);
}

/* The one language of a document stands in its head. */
static int is_said(const struct page *p, ncl_layer layer)
{
	uint32_t n = 0;

	if (layer != p->house.lang)
		return house_has(&p->house, layer);
	ncl_doc_labels(p->doc, layer, &n);
	return n < 2;
}

void page_layers(struct page *p)
{
	struct ncl_layer_view view;

	for (uint32_t i = 0; ncl_doc_layer(p->doc, i, &view); i++) {
		if (is_said(p, view.handle) ||
		    (view.kind != NCL_LAYER_DOCUMENT &&
		     view.kind != NCL_LAYER_SPANS))
			continue;
		OUT(&p->o, "\n");
		page_styled(p, PAGE_FAINT, view.name, strlen(view.name));
		OUT(&p->o, "\n");
		if (view.kind == NCL_LAYER_DOCUMENT)
			page_marks(p, view.handle);
		else
			write_spans(p, view.handle);
	}
}

enum ncl_status ncl_write_pretty(struct ncl_buffer *out, const ncl_doc *doc,
				 const struct ncl_write_options *how)
{
	struct page p = { .doc = doc, .width = 80 };
	size_t len;

	if (how && how->width)
		p.width = how->width > PAGE_WIDTH_MIN ? how->width :
						     PAGE_WIDTH_MIN;
	p.colour = how && how->colour;
	p.text = ncl_doc_text(doc, &len);
	house_find(&p.house, doc);
	out_start(&p.o, out);
	page_head(&p);
	if (p.house.topic) {
		OUT(&p.o, "\n");
		page_marks(&p, p.house.topic);
	}
	OUT(&p.o, "\n");
	page_blocks(&p);
	page_layers(&p);
	ncl_buffer_release(&p.clean);
	return out_end(&p.o);
}
