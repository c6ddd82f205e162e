/* HTML to blocks: their texts, what they know of the markup, where they stood
 * in the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <nclass/nclass.h>

static const char *const tag_names[] = {
	"",
#define NAME(name, text) text,
	NCL_TAG_LIST(NAME)
#undef NAME
};

/* Blocks as "tag:text|tag:text". */
static const struct {
	const char *what, *html, *want;
} rows[] = {
	{ "white space", "<p> a \n\t b <b> c</b> d</p>  ", "p:a b c d" },
	{ "inline elements", "<p>a<b>b</b><i>c</i> <u>d</u>", "p:abc d" },
	{ "implied ends", "<p>a<p>b<div>c", "p:a|p:b|div:c" },
	{ "lists", "<ul><li>a<li>b<ol><li>c</ol>d</ul>e",
	  "li:a|li:b|li:c|li:d|body:e" },
	{ "definitions", "<dl><dt>a<dd>b<dt>c</dl>", "dt:a|dd:b|dt:c" },
	{ "a line break", "<p>a<br>b", "p:a\nb" },
	{ "line breaks", "<p>a<br><br/>b<br> <br>c", "p:a|p:b|p:c" },
	{ "rows", "<table><caption>x</caption><tr><th>a<th>b<tr><td>1<td>2"
	  "</table>", "caption:x|tr:a\tb|tr:1\t2" },
	{ "a layout table", "<table><tr><td>m<td><p>a<p>b</table>",
	  "td:m|p:a|p:b" },
	{ "a row with a list", "<table><tr><td>m<td><ul><li>a</ul></table>",
	  "td:m|li:a" },
	{ "preformatted", "<pre>\n a  b\n  c\n\nd</pre>",
	  "pre:a  b\n  c|pre:d" },
	{ "references", "<p>&lt;b&gt; &amp;amp; &eacute;&#x2019;&nosuch;",
	  "p:<b> &amp; \xc3\xa9\xe2\x80\x99&nosuch;" },
	{ "hidden", "a<p hidden>b<p style='color:red; DISPLAY :none'>c"
	  "<template>d</template><noscript>e</noscript><svg><text>f</text>"
	  "</svg><select><option>g</select><textarea>h</textarea>"
	  "<script>i</script><style>j</style><iframe>k</iframe>"
	  "<dialog>l</dialog><p>m", "body:a|p:m" },
	{ "hidden, and what is in it", "<div hidden><p>a<div>b</div></div>c",
	  "body:c" },
	{ "a body that a script shows", "<body style='display:none'><p>a",
	  "p:a" },
	{ "not hidden", "<p style='display:block'>a<p aria-hidden=true>b",
	  "p:a|p:b" },
	{ "a part that is streamed behind the page",
	  "<div hidden id=\"S:1a\"><p>a</div><div hidden id=S>b</div>", "p:a" },
	{ "a panel that its heading opens", "<p>a<div role=region "
	  "aria-labelledby=h hidden><p>b</div><div role=region hidden>c</div>",
	  "p:a|p:b" },
	{ "an article behind a paywall", "<div class='x paywall' "
	  "style=display:none><p>a</div><div class=paywalls hidden>b</div>",
	  "p:a" },
	{ "a title is no text", "<title>a</title><img alt=b><p>c", "p:c" },
	{ "svg that does not end", "<svg><g><p>a</p>", "p:a" },
	{ "links side by side", "<p><a href=1>a</a><a href=2>b</a>", "p:a b" },
	{ "a drop cap", "<p><span class=x>T</span>he", "p:The" },
	{ "code", "<pre><span class=k>a</span><span class=p>(</span>",
	  "pre:a(" },
	{ "wrong end tags", "<p>a</div>b</span></p></p></b>c",
	  "p:ab|body:c" },
	{ "what stands behind the end", "<p>a</body></html><p>b", "p:a|p:b" },
	{ "a cell does not end what is outside",
	  "<div><table><tr><td>a</div>b</table>c</div>", "td:ab|div:c" },
	{ "headings", "<h1>a<h2>b</h3>c", "h1:a|h2:b|body:c" },
	{ "NUL", "<p>a\1b", "p:ab" },
	{ "cut off", "<p>a <b>b</b <a href='", "p:a b" },
	{ "nothing", "<div><p></p> <br></div>", "" },
};

static void read_into(ncl_doc *doc, const char *html, size_t len,
		      const char *charset)
{
	struct ncl_error err = { 0 };

	ncl_doc_clear(doc);
	if (ncl_read_html(doc, html, len, charset, &err) != NCL_OK)
		fail_msg("%s", err.text);
}

static void show(char *out, size_t size, const ncl_doc *doc)
{
	const char *text = ncl_doc_text(doc, NULL);
	const struct ncl_block *b;
	size_t n = 0;

	*out = 0;
	for (uint32_t i = 0; (b = ncl_doc_block(doc, i)) && n < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%s:%.*s",
				      i ? "|" : "", tag_names[b->tag],
				      (int)(b->end - b->begin),
				      text + b->begin);
}

static void blocks_are_lines_and_paragraphs(void **state)
{
	ncl_doc *doc = *state;
	char got[1000], html[1000];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = strlen(rows[i].html);

		memcpy(html, rows[i].html, len + 1);
		for (size_t k = 0; k < len; k++)
			html[k] = html[k] == 1 ? 0 : html[k];
		read_into(doc, html, len, NULL);
		show(got, sizeof(got), doc);
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: got %s, not %s", rows[i].what, got,
				 rows[i].want);
	}
}

static int has_word(const struct ncl_container *c, const char *word)
{
	for (uint32_t i = 0; i < c->word_count; i++)
		if (!strcmp(c->words[i].text, word))
			return 1;
	return 0;
}

static void a_block_knows_its_markup(void **state)
{
	static const char html[] =
		"<body class=page><nav><ul><li><a href=1>Home</a><li>"
		"<a href=2>News</a></ul></nav><article><header>"
		"<p id=x class='article__byLine css-1'>By <a href=3>Jo</a>"
		"</header><h2>Two</h2><table><tr><th>a<th>b</table>"
		"<div><span class=date>May</span></div>"
		"<p>a<br>b<p aria-hidden=true><b>c</b>";
	ncl_doc *doc = *state;
	const struct ncl_block *b;

	read_into(doc, html, strlen(html), NULL);
	b = ncl_doc_block(doc, 0);
	assert_int_equal(b->inside, NCL_IN_NAV | NCL_IN_LINK);
	assert_int_equal(b->list_depth, 1);
	assert_true(b->link_share > 0.999f);
	assert_true(b->container->parent->path ==
		    ncl_doc_block(doc, 1)->container->parent->path);
	b = ncl_doc_block(doc, 2);
	assert_int_equal(b->tag, NCL_TAG_P);
	assert_int_equal(b->inside, NCL_IN_ARTICLE | NCL_IN_HEADER);
	assert_int_equal(b->links, 1);
	assert_true(b->link_share > 0.49f && b->link_share < 0.51f);
	assert_true(has_word(b->container, "article"));
	assert_true(has_word(b->container, "by"));
	assert_true(has_word(b->container, "line"));
	assert_false(has_word(b->container, "x"));
	b = ncl_doc_block(doc, 3);
	assert_int_equal(b->heading, 2);
	b = ncl_doc_block(doc, 4);
	assert_int_equal(b->cells, 2);
	assert_int_equal(b->table_depth, 1);
	assert_int_equal(b->flags, NCL_BLOCK_HEADER_CELLS);
	b = ncl_doc_block(doc, 5);
	assert_int_equal(b->tag, NCL_TAG_DIV);
	assert_true(has_word(b->container, "date"));
	assert_int_equal(ncl_doc_block(doc, 6)->flags, NCL_BLOCK_LINES);
	b = ncl_doc_block(doc, 7);
	assert_int_equal(b->flags, NCL_BLOCK_ARIA_HIDDEN);
	assert_true(b->inside & NCL_IN_STRONG);
}

/* The source of each block, as "[...]". */
static const struct {
	const char *what, *charset, *html;
	size_t len;
	const char *text, *source;
} places[] = {
#define S(s) s, sizeof(s) - 1
	{ "a reference", NULL, S("<p>a&amp;b</p>"), "a&b", "a&amp;b" },
	{ "white space", NULL, S("<p>a\n  b <i> c</i>"), "a b c",
	  "a\n  b <i> c" },
	{ "a reference at the end", NULL, S("<p>a  &eacute;</p>"),
	  "a \xc3\xa9", "a  &eacute;" },
	{ "a mark", NULL, S("\xef\xbb\xbf<p>ab"), "ab", "ab" },
	{ "windows-1251 by its meta", NULL,
	  S("<meta charset=windows-1251><p>\xc4\xe0 &amp; \xed\xe5\xf2<br>"),
	  "\xd0\x94\xd0\xb0 & \xd0\xbd\xd0\xb5\xd1\x82",
	  "\xc4\xe0 &amp; \xed\xe5\xf2" },
	{ "Shift-JIS as the server says", "shift_jis",
	  S("<p>\x95\x5c\x8e\xa6</p>"), "\xe8\xa1\xa8\xe7\xa4\xba",
	  "\x95\x5c\x8e\xa6" },
	{ "http-equiv", NULL, S("<meta http-equiv=content-type content="
	  "'text/html; charset=koi8-r'><p>\xc4\xc1"), "\xd0\xb4\xd0\xb0",
	  "\xc4\xc1" },
	{ "UTF-16", NULL, S("\xff\xfe<\0p\0>\0a\0 \0 \0b\0"), "a b",
	  "a\0 \0 \0b" },
};

static void a_block_knows_its_place_in_the_source(void **state)
{
	ncl_doc *doc = *state;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const struct ncl_block *b;
		const char *text;
		uint32_t begin, end;

		read_into(doc, places[i].html, places[i].len,
			  places[i].charset);
		b = ncl_doc_block(doc, 0);
		text = ncl_doc_text(doc, NULL);
		assert_non_null(b);
		if (b->end - b->begin != strlen(places[i].text) ||
		    memcmp(text + b->begin, places[i].text, b->end - b->begin))
			fail_msg("%s: text %.*s", places[i].what,
				 (int)(b->end - b->begin), text + b->begin);
		ncl_doc_source(doc, b->begin, b->end, &begin, &end);
		if (end > places[i].len || end < begin ||
		    memcmp(places[i].html + begin, places[i].source,
			   end - begin - (i == 7)))
			fail_msg("%s: source [%u, %u)", places[i].what, begin,
				 end);
	}
}

/* A page written back, without what was put in. */
static void take_out(char *s, const char *begin, const char *end)
{
	char *p, *q;

	while ((p = strstr(s, begin)) && (q = strstr(p, end)))
		memmove(p, q + strlen(end), strlen(q + strlen(end)) + 1);
}

static void a_page_is_written_back_whole(void **state)
{
	static const char html[] =
		"<!doctype html><title>t &amp; <b></title><body><p>a&amp;b "
		"<b>c</b><br>d<svg><text>e</text></svg><table> <tr> <td>f\n"
		"<td>g</table><script>'<p>h'</script><!-- i --><p hidden>j";
	ncl_doc *doc = *state;
	struct ncl_buffer out = { 0 };

	read_into(doc, html, strlen(html), NULL);
	assert_int_equal(ncl_write_html(&out, doc), NCL_OK);
	assert_non_null(strstr(out.data, "<p><span class=\"nclass nclass-keep"
					 "\" title=\"article text 0 %\">a&amp;"
					 "b </span><b><span"));
	assert_null(strstr(out.data, "\">e"));
	assert_null(strstr(out.data, "\">j"));
	take_out(out.data, "<style>.nclass", "</span></span>");
	take_out(out.data, "<span class=\"nclass", "\">");
	take_out(out.data, "</span", ">");
	out.data[strlen(out.data) - 1] = 0;
	assert_string_equal(out.data, html);
	ncl_buffer_release(&out);
}

/* Values as "name=value|name=value". */
static const struct {
	const char *what, *html, *want;
} values[] = {
	{ "a title", "<title> A &amp;\n b </title><title>c</title>",
	  "title=A & b" },
	{ "a title with the site", "<title>A | S</title>"
	  "<meta property=og:site_name content=S>", "title=A|site=S" },
	{ "a title with the heading", "<title>A long heading - S, T</title>"
	  "<h1>A long  heading</h1>", "title=A long heading" },
	{ "Open Graph", "<html lang=de-AT><title>x</title>"
	  "<meta property=og:title content='A&quot;'>"
	  "<meta name=author content='https://x.org/jo'>"
	  "<meta name=author content='Jo'>"
	  "<meta property=article:published_time content=2024-01-02>"
	  "<link rel=canonical href=https://x.org/1>",
	  "title=A\"|authors=Jo|date=2024-01-02|url=https://x.org/1|lang=de-AT"
	},
	{ "JSON-LD", "<title>x</title><script type=application/ld+json>"
	  "{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"W\"},"
	  "{\"@type\":[\"Thing\",\"NewsArticle\"],\"headline\":\"H &amp; I\","
	  "\"author\":[{\"name\":\"Jo\"},\"Al\"],\"datePublished\":"
	  "\"2024-05-06T07:08:09Z\",\"publisher\":{\"name\":\"S\"}}]}"
	  "</script>", "title=H & I|authors=Jo|authors=Al|"
	  "date=2024-05-06T07:08:09Z|site=S" },
	{ "broken JSON-LD", "<script type=application/ld+json>{\"a\":</script>"
	  "<title>x</title>", "title=x" },
	{ "times", "<nav><time datetime=2023-01-01></time></nav><article>"
	  "<time datetime='soon'></time><time datetime=2024-01-01></time>",
	  "date=2024-01-01" },
	{ "templates", "<html lang='{{lang}}'><meta name=date content=now>",
	  "" },
	{ "a title of svg", "<svg><title>x</title></svg>", "" },
};

static void the_head_gives_values(void **state)
{
	static const char *const names[] = { "title", "authors", "date",
					     "url",   "lang",	 "site" };
	ncl_doc *doc = *state;

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		char got[1000] = "";
		size_t n = 0, len;
		const char *text;

		read_into(doc, values[i].html, strlen(values[i].html), NULL);
		for (size_t k = 0; k < 6; k++)
			for (uint32_t j = 0; (text = ncl_doc_value(
						      doc, names[k], j, &len));
			     j++)
				n += (size_t)snprintf(
					got + n, sizeof(got) - n, "%s%s=%.*s",
					n ? "|" : "", names[k], (int)len,
					text);
		if (strcmp(got, values[i].want) != 0)
			fail_msg("%s: got %s, not %s", values[i].what, got,
				 values[i].want);
	}
}

static void hostile_markup_costs_no_more_than_its_bytes(void **state)
{
	static const char *const pieces[] = {
		"<div>", "<b>", "<a href=x>y", "</div>", "<table><tr><td>x",
		"<p>x", "<svg><g>", "<a b=c d=e", "<!-", "&amp", "</", "<br>",
		"<td>x<td>", "<li>x<ul>", "</span><span>", "x ", "<h1>x</b>",
		"<script><!--<script>", "<select><option>", "&zzzzzz", "]]>",
	};
	ncl_doc *doc = *state;
	size_t size = 1 << 20;
	char *html = malloc(size + 1);

	assert_non_null(html);
	for (size_t k = 0; k < sizeof(pieces) / sizeof(pieces[0]); k++) {
		size_t n = strlen(pieces[k]);

		for (size_t i = 0; i < size; i++)
			html[i] = pieces[k][i % n];
		html[size] = 0;
		read_into(doc, html, size, NULL);
	}
	free(html);
}

static int make(void **state)
{
	return ncl_doc_new((ncl_doc **)state, NULL);
}

static int unmake(void **state)
{
	ncl_doc_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_lines_and_paragraphs),
		cmocka_unit_test(a_block_knows_its_markup),
		cmocka_unit_test(a_block_knows_its_place_in_the_source),
		cmocka_unit_test(a_page_is_written_back_whole),
		cmocka_unit_test(the_head_gives_values),
		cmocka_unit_test(hostile_markup_costs_no_more_than_its_bytes),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
