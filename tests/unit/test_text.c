/* Plain text to blocks: line ends, facts, hard-wrapped text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nclass/nclass.h>

#include "oom.h"

/* The blocks as "text|text", with what is known of them before each:
 * ^ page break, > indented, W wrapped, a digit of blank lines above. */
static void render(char *out, size_t size, const ncl_doc *doc)
{
	const char *text = ncl_doc_text(doc, NULL);
	const struct ncl_block *b;
	size_t n = 0;

	out[0] = 0;
	for (uint32_t i = 0; (b = ncl_doc_block(doc, i)); i++) {
		n += (size_t)snprintf(
			out + n, size - n, "%s%s%s%s", i ? "|" : "",
			b->flags & NCL_BLOCK_PAGE_BREAK ? "^" : "",
			b->flags & NCL_BLOCK_INDENTED ? ">" : "",
			b->flags & NCL_BLOCK_WRAPPED ? "W" : "");
		if (b->blanks_before)
			n += (size_t)snprintf(out + n, size - n, "%u",
					      b->blanks_before);
		n += (size_t)snprintf(out + n, size - n, "%.*s",
				      (int)(b->end - b->begin),
				      text + b->begin);
	}
}

static void check(const char *what, const char *text, size_t len,
		  const char *want)
{
	struct ncl_error err;
	ncl_doc *doc = NULL;
	char got[4096];

	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	if (ncl_read_text(doc, text, len, NULL, &err) != NCL_OK)
		fail_msg("%s: %s", what, err.text);
	render(got, sizeof(got), doc);
	if (strcmp(got, want) != 0)
		fail_msg("%s: got\n%s\nnot\n%s", what, got, want);
	ncl_doc_free(doc);
}

static const struct {
	const char *what, *text, *want;
} line_rows[] = {
	{ "nothing", "", "" },
	{ "white space", " \n\t\n \xc2\xa0\n", "" },
	{ "one line", "a", "a" },
	{ "LF", "a\nb\n", "a|b" },
	{ "CRLF", "a\r\nb\r\n\r\nc", "a|b|1c" },
	{ "CR", "a\rb\r\rc", "a|b|1c" },
	{ "LF CR mixed", "a\n\rb", "a|1b" },
	{ "NEL", "a\xc2\x85" "b", "a|b" },
	{ "LS and PS", "a\xe2\x80\xa8" "b\xe2\x80\xa9\xe2\x80\xa9" "c",
	  "a|b|1c" },
	{ "vertical tab", "a\vb", "a|b" },
	{ "form feed between lines", "a\n\fb\nc", "a|^1b|c" },
	{ "form feed in a line", "a\fb", "a|^b" },
	{ "form feed and blank lines", "a\n\n\f\n\nb", "a|^4b" },
	{ "runs of blank lines", "a\n\n\nb\n \t\n\n\nc", "a|2b|3c" },
	{ "blank lines at the start", "\n\na", "2a" },
	{ "trimmed", "  a b \t\n", ">a b" },
	{ "indented", "a\n\tb\n", "a|>b" },
	{ "indented by U+3000", "a\n\xe3\x80\x80\xe3\x80\x80" "b", "a|>b" },
	{ "a mark is no text", "\xef\xbb\xbf" "a", "a" },
	{ "a mark alone", "\xef\xbb\xbf", "" },
	{ "U+FEFF of JSON", "\xef\xbb\xbf\xef\xbb\xbf" "a", "a" },
	{ "bytes like a line end's", "\xc2\xa3 \xe2\x80\x99" "a", "\xc2\xa3 "
	  "\xe2\x80\x99" "a" },
};

static void lines_are_blocks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(line_rows) / sizeof(*line_rows); i++)
		check(line_rows[i].what, line_rows[i].text,
		      strlen(line_rows[i].text), line_rows[i].want);
}

static void nul_is_a_character(void **state)
{
	static const char text[] = "one\0two\nthree and some more words\0";
	struct ncl_error err;
	ncl_doc *doc = NULL;
	size_t len;

	(void)state;
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	assert_int_equal(ncl_read_text(doc, text, sizeof(text) - 1, NULL,
				       &err), NCL_OK);
	ncl_doc_text(doc, &len);
	assert_int_equal(len, sizeof(text) - 1);
	assert_int_equal(ncl_doc_block_count(doc), 2);
	assert_int_equal(ncl_doc_block(doc, 0)->end, 7);
	assert_int_equal(ncl_doc_block(doc, 1)->end, len);
	ncl_doc_free(doc);
}

#define WRAPPED_1                                                      \
	"The council voted on Tuesday evening to keep the library open\n" \
	"until the end of the year, after more than two hundred people\n" \
	"had signed a petition against the plan to close it in spring."
#define WRAPPED_2                                                      \
	"Members of both parties said that they would look for another\n" \
	"way to save the money, and that a vote on the budget was only\n" \
	"weeks away."

static const struct {
	const char *what, *text, *want;
} wrap_rows[] = {
	{ "blank lines between", WRAPPED_1 "\n\n" WRAPPED_2 "\n",
	  "W" WRAPPED_1 "|W1" WRAPPED_2 },
	{ "a headline above", "Library stays open\n\n" WRAPPED_1 "\n\n"
	  WRAPPED_2, "Library stays open|W1" WRAPPED_1 "|W1" WRAPPED_2 },
	{ "a byline right above", "Library stays open\nBy Jo Doe\n" WRAPPED_1
	  "\n\n" WRAPPED_2, "Library stays open|By Jo Doe|W" WRAPPED_1
	  "|W1" WRAPPED_2 },
	{ "short last lines alone", WRAPPED_2 "\n" WRAPPED_2,
	  "W" WRAPPED_2 "|W" WRAPPED_2 },
	{ "a page break", WRAPPED_2 "\n\f" WRAPPED_2,
	  "W" WRAPPED_2 "|^W1" WRAPPED_2 },
	{ "verse",
	  "Shall I compare thee to a summer's day?\n"
	  "Thou art more lovely and more temperate:\n"
	  "Rough winds do shake the darling buds of May,\n"
	  "And summer's lease hath all too short a date;\n",
	  "Shall I compare thee to a summer's day?|"
	  "Thou art more lovely and more temperate:|"
	  "Rough winds do shake the darling buds of May,|"
	  "And summer's lease hath all too short a date;" },
	{ "teasers",
	  "Council to vote on library closure next week\n"
	  "Storm brings down trees and power lines in the north\n"
	  "Ten things to do this weekend\n"
	  "Mayor: no new taxes before the election\n"
	  "Police seek witnesses after crash on ring road\n",
	  "Council to vote on library closure next week|"
	  "Storm brings down trees and power lines in the north|"
	  "Ten things to do this weekend|"
	  "Mayor: no new taxes before the election|"
	  "Police seek witnesses after crash on ring road" },
	{ "a paragraph a line",
	  "The council voted on Tuesday evening to keep the library open "
	  "until the end of the year, after more than two hundred people "
	  "had signed.\n"
	  "Members of both parties said that they would look for another "
	  "way to save the money.\n"
	  "A vote is weeks away.\n",
	  "The council voted on Tuesday evening to keep the library open "
	  "until the end of the year, after more than two hundred people "
	  "had signed.|"
	  "Members of both parties said that they would look for another "
	  "way to save the money.|"
	  "A vote is weeks away." },
	{ "Chinese broken at a rare space",
	  "图书馆今年继续开放\n\n本报讯（记者王芳\n李明）市议会星期二投票决定图书馆"
	  "开放到年底。\n\n市长表示感谢。\n\n两百多人签名反对。\n\n预算下周表决。\n\n"
	  "相关新闻",
	  "图书馆今年继续开放|W1本报讯（记者王芳\n李明）市议会星期二投票决定图书馆"
	  "开放到年底。|1市长表示感谢。|1两百多人签名反对。|1预算下周表决。|1"
	  "相关新闻" },
	{ "Chinese, a headline above its paragraph",
	  "图书馆今年继续开放\n市议会星期二投票决定开放到年底。\n\n市长表示感谢。\n\n"
	  "两百多人签名反对。\n\n预算下周表决。\n\n相关新闻\n\n下一页",
	  "图书馆今年继续开放|市议会星期二投票决定开放到年底。|1市长表示感谢。|1"
	  "两百多人签名反对。|1预算下周表决。|1相关新闻|1下一页" },
	{ "caption under byline",
	  "by Jo Doe April 20, 2024 6:55 PM 2 min read\n"
	  "The mayor during her evening address on March 10. (City Hall)\n"
	  "The city may sign an agreement in the near future, the mayor "
	  "said on April 20, and it would run for as long as ten years or "
	  "more.\n",
	  "by Jo Doe April 20, 2024 6:55 PM 2 min read|"
	  "The mayor during her evening address on March 10. (City Hall)|"
	  "The city may sign an agreement in the near future, the mayor "
	  "said on April 20, and it would run for as long as ten years or "
	  "more." },
};

static void wrapped_lines_are_one_block(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrap_rows) / sizeof(*wrap_rows); i++)
		check(wrap_rows[i].what, wrap_rows[i].text,
		      strlen(wrap_rows[i].text), wrap_rows[i].want);
}

static void chinese_is_wrapped_anywhere(void **state)
{
	static const char *const lines[] = {
		"市议会星期二晚上投票决定将图书馆开放到今年年底此前已有二百多"
		"人签名反对春季",
		"关闭图书馆的计划两党成员表示他们将寻找其他办法节省开支预算表"
		"决将在几周之后",
		"举行市长说她希望在夏天之前找到一个对所有人都公平的办法并感谢"
		"所有签名的市民",
		"和学校的支持。",
	};
	struct ncl_error err;
	char text[1024] = "";
	ncl_doc *doc = NULL;

	(void)state;
	for (int i = 0; i < 4; i++) {
		strcat(text, lines[i]);
		strcat(text, "\n");
	}
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	assert_int_equal(ncl_read_text(doc, text, strlen(text), NULL, &err),
			 NCL_OK);
	assert_int_equal(ncl_doc_block_count(doc), 1);
	ncl_doc_free(doc);
}

static void long_lines_take_linear_time(void **state)
{
	size_t len = (size_t)50 << 20;
	char *text = malloc(len + 1);
	struct ncl_error err;
	ncl_doc *doc = NULL;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', len);
	for (size_t i = 7; i < len; i += 8)
		text[i] = ' ';
	text[len / 2] = '\n';
	text[len] = 0;
	assert_int_equal(ncl_doc_new(&doc, &err), NCL_OK);
	assert_int_equal(ncl_read_text(doc, text, len, NULL, &err), NCL_OK);
	assert_int_equal(ncl_doc_block_count(doc), 2);
	ncl_doc_free(doc);
	free(text);
}

static int read_once(void *arg)
{
	struct ncl_error err;
	ncl_doc *doc = NULL;
	int ret = (int)ncl_doc_new(&doc, &err);

	if (ret == NCL_OK)
		ret = (int)ncl_read_text(doc, arg, strlen(arg), NULL, &err);
	ncl_doc_free(doc);
	return ret;
}

static void memory_may_fail_anywhere(void **state)
{
	static const char wrapped[] = WRAPPED_1 "\n\n" WRAPPED_2;
	static const char latin1[] = "caf\xe9, th\xe9 et p\xe2t\xe9";

	(void)state;
	assert_true(oom_each(read_once, (char *)wrapped,
			     NCL_NOMEM) > 0);
	assert_true(oom_each(read_once, (char *)latin1,
			     NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_blocks),
		cmocka_unit_test(nul_is_a_character),
		cmocka_unit_test(wrapped_lines_are_one_block),
		cmocka_unit_test(chinese_is_wrapped_anywhere),
		cmocka_unit_test(long_lines_take_linear_time),
		cmocka_unit_test(memory_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
