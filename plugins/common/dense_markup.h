/*
 * The dense features of markup, behind those of text: one list makes their
 * names (dense.c) and their values (dense_markup.c).
 */
#ifndef COMMON_DENSE_MARKUP_H
#define COMMON_DENSE_MARKUP_H

/* Of a box: how much it holds, its links and its running text. */
#define HOLDS(X, name, h)                                                  \
	X(name "-size", log_plus((h).units))                               \
	X(name "-blocks", count((h).blocks))                               \
	X(name "-links", share((h).linked, (h).units))                     \
	X(name "-prose", share((h).prose, (h).units))                      \
	X(name "-prose-share", share((h).prose, v->m->all.prose))

#define DENSE_MARKUP(X)                                                    \
	X("markup", 1)                                                     \
	X("tag-p", tag(v, NCL_TAG_P))                                      \
	X("tag-li", tag(v, NCL_TAG_LI))                                    \
	X("tag-div", tag(v, NCL_TAG_DIV))                                  \
	X("tag-tr", tag(v, NCL_TAG_TR))                                    \
	X("tag-td", tag(v, NCL_TAG_TD))                                    \
	X("tag-a", tag(v, NCL_TAG_A))                                      \
	X("tag-span", tag(v, NCL_TAG_SPAN))                                \
	X("tag-h1", v->b->heading == 1)                                    \
	X("tag-h2", v->b->heading == 2)                                    \
	X("tag-h3", v->b->heading == 3)                                    \
	X("tag-h4-6", v->b->heading > 3)                                   \
	X("lists", least(v->b->list_depth, 3))                             \
	X("tables", least(v->b->table_depth, 3))                           \
	X("cells", count(v->b->cells))                                     \
	X("links", count(v->b->links))                                     \
	X("link-share", v->b->link_share)                                  \
	X("strong-share", v->b->strong_share)                              \
	X("in-link", inside(v, NCL_IN_LINK))                               \
	X("in-strong", inside(v, NCL_IN_STRONG))                           \
	X("in-time", inside(v, NCL_IN_TIME))                               \
	X("in-article", inside(v, NCL_IN_ARTICLE))                         \
	X("in-main", inside(v, NCL_IN_MAIN))                               \
	X("in-nav", inside(v, NCL_IN_NAV))                                 \
	X("in-header", inside(v, NCL_IN_HEADER))                           \
	X("in-footer", inside(v, NCL_IN_FOOTER))                           \
	X("in-aside", inside(v, NCL_IN_ASIDE))                             \
	X("in-figure", inside(v, NCL_IN_FIGURE))                           \
	X("in-caption", inside(v, NCL_IN_CAPTION))                         \
	X("in-quote", inside(v, NCL_IN_QUOTE))                             \
	X("in-pre", inside(v, NCL_IN_PRE))                                 \
	X("in-form", inside(v, NCL_IN_FORM))                               \
	X("in-button", inside(v, NCL_IN_BUTTON))                           \
	X("in-dialog", inside(v, NCL_IN_DIALOG))                           \
	X("in-details", inside(v, NCL_IN_DETAILS))                         \
	X("in-address", inside(v, NCL_IN_ADDRESS))                         \
	X("in-section", inside(v, NCL_IN_SECTION))                         \
	X("in-code", inside(v, NCL_IN_CODE))                               \
	X("silent", (v->b->flags & NCL_BLOCK_ARIA_HIDDEN) != 0)            \
	X("main-in", v->own->main == 1)                                    \
	X("main-near", v->own->main == 2)                                  \
	X("main-steps", v->own->main ? count(v->own->main - 1) : 3)        \
	HOLDS(X, "box", v->own->holds)                                     \
	HOLDS(X, "up", v->up->holds)                                       \
	HOLDS(X, "above", v->above->holds)                                 \
	HOLDS(X, "path", *v->path)                                         \
	X("path-other-prose", share(v->path->prose - v->own_prose,          \
				    v->m->all.prose))                      \
	X("b1-same-box", v->nb && v->nb->box == v->n->box)                 \
	X("a1-same-box", v->na && v->na->box == v->n->box)                 \
	X("b1-same-path", v->nb && v->nb->path == v->n->path)              \
	X("a1-same-path", v->na && v->na->path == v->n->path)              \
	X("b1-links", v->b1 ? v->b1->link_share : 1)                       \
	X("a1-links", v->a1 ? v->a1->link_share : 1)                       \
	X("b1-heading", v->b1 && v->b1->heading)                           \
	X("a1-heading", v->a1 && v->a1->heading)                           \
	X("prose-unlinked", v->s->prose ? 1 - v->b->link_share : 0)        \
	X("page-links", share(v->m->all.linked, v->m->all.units))

#endif
