/* Dates and names in a line of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <nclass/nclass.h>

/* All dates of a line: "2021-03-04 2021-03-05T10:00"; "!" behind those of
 * updates, "?" behind those that could be the other way round. */
static const struct {
	const char *text, *language, *want;
} dates[] = {
	/* names of months */
	{ "March 3, 2021", NULL, "2021-03-03" },
	{ "3 March 2021", NULL, "2021-03-03" },
	{ "MAR. 3RD, 2021", NULL, "2021-03-03" },
	{ "the 3rd of March, 2021", NULL, "2021-03-03" },
	{ "3-Mar-2021", NULL, "2021-03-03" },
	{ "3. März 2021", NULL, "2021-03-03" },
	{ "den 3. MÄRZ 2021", NULL, "2021-03-03" },
	{ "1er août 2021", NULL, "2021-08-01" },
	{ "le 3 févr. 2021", NULL, "2021-02-03" },
	{ "4 de marzo de 2021", NULL, "2021-03-04" },
	{ "4 de septiembre del 2021", NULL, "2021-09-04" },
	{ "4 gennaio 2021", NULL, "2021-01-04" },
	{ "4 de março de 2021", NULL, "2021-03-04" },
	{ "4 d'agost de 2021", NULL, "2021-08-04" },
	{ "4 mei 2021", NULL, "2021-05-04" },
	{ "4 maj 2021", NULL, "2021-05-04" },
	{ "4. desember 2021", NULL, "2021-12-04" },
	{ "torstai 4. maaliskuuta 2021", NULL, "2021-03-04" },
	{ "1 września 2021 r.", NULL, "2021-09-01" },
	{ "12. dubna 2021", NULL, "2021-04-12" },
	{ "2021. március 4.", NULL, "2021-03-04" },
	{ "3 сентября 2021", NULL, "2021-09-03" },
	{ "3 вересня 2021 року", NULL, "2021-09-03" },
	{ "17 Μαΐου 2021", NULL, "2021-05-17" },
	{ "15 Kasım 2023 Çarşamba", NULL, "2023-11-15" },
	{ "NİSAN 3, 2021", NULL, "2021-04-03" },
	{ "4 مارس 2021", NULL, "2021-03-04" },
	{ "4 كانون الثاني/يناير 2021", NULL, "2021-01-04" },
	{ "٤ مارس ٢٠٢١", NULL, "2021-03-04" },
	{ "ngày 4 tháng 3 năm 2021", NULL, "2021-03-04" },
	{ "4 मार्च 2021", NULL, "2021-03-04" },
	/* numbers */
	{ "2021-03-04", NULL, "2021-03-04" },
	{ "2021/3/4", NULL, "2021-03-04" },
	{ "2021年3月4日", NULL, "2021-03-04" },
	{ "２０２１年３月４日", NULL, "2021-03-04" },
	{ "2021년 3월 4일", NULL, "2021-03-04" },
	{ "2021. 3. 4.", NULL, "2021-03-04" },
	{ "04.03.2021", NULL, "2021-03-04" },
	{ "4. 3. 2021", NULL, "2021-03-04" },
	{ "04.03.21", NULL, "2021-03-04" },
	{ "20210304", NULL, "2021-03-04" },
	{ "13/4/2021", "en", "2021-04-13" },
	{ "4/13/2021", "de", "2021-04-13" },
	{ "3/4/2021", NULL, "2021-03-04?" },
	{ "3/4/2021", "en", "2021-03-04?" },
	{ "3/4/2021", "en-US", "2021-03-04?" },
	{ "3/4/2021", "en-GB", "2021-04-03?" },
	{ "3/4/2021", "en_AU", "2021-04-03?" },
	{ "3/4/2021", "fr", "2021-04-03?" },
	{ "3/4/2021", "ja", "2021-03-04?" },
	{ "3/3/2021", NULL, "2021-03-03" },
	/* times and zones */
	{ "March 3, 2021 10:32 AM EST", NULL, "2021-03-03T10:32-05:00" },
	{ "Mar. 5, 2021 at 3:15 p.m. ET", NULL, "2021-03-05T15:15-05:00" },
	{ "July 5, 2021 at 3:15 p.m. ET", NULL, "2021-07-05T15:15-04:00" },
	{ "March 14, 2021 12:05 AM PT", NULL, "2021-03-14T00:05-07:00" },
	{ "November 7, 2021 12 PM CT", NULL, "2021-11-07T12:00-06:00" },
	{ "3. März 2021, 10.32 Uhr", NULL, "2021-03-03T10:32" },
	{ "3. März 2021 um 10:32 Uhr MEZ", NULL, "2021-03-03T10:32+01:00" },
	{ "le 3 mars 2021 à 18h30", NULL, "2021-03-03T18:30" },
	{ "3 mars 2021 - 18h", NULL, "2021-03-03T18:00" },
	{ "4 maj 2021 kl. 10.32", NULL, "2021-05-04T10:32" },
	{ "4. maaliskuuta 2021 klo 10.32", NULL, "2021-03-04T10:32" },
	{ "18:30, 4 марта 2021", NULL, "2021-03-04T18:30" },
	{ "3 сентября 2021, 18:45 МСК", NULL, "2021-09-03T18:45+03:00" },
	{ "2021年3月4日 下午3:20", NULL, "2021-03-04T15:20" },
	{ "2021年12月4日(土) 10時30分", NULL, "2021-12-04T10:30" },
	{ "2021. 3. 4. 오후 3:20", NULL, "2021-03-04T15:20" },
	{ "15 Kasım 2023 Çarşamba 14:05", NULL, "2023-11-15T14:05" },
	{ "2023-12-22T15:00:00.000Z", NULL, "2023-12-22T15:00:00Z" },
	{ "2024-04-30T10:00+0200", NULL, "2024-04-30T10:00+02:00" },
	{ "2024-04-30 10:00:05 GMT-3", NULL, "2024-04-30T10:00:05-03:00" },
	{ "Fri, 22 Dec 2023 10:00:00 +0000", NULL, "2023-12-22T10:00:00Z" },
	{ "Fri Dec 22 10:00:00 UTC 2023", NULL, "2023-12-22T10:00:00Z" },
	{ "March 3, 2021 25:10", NULL, "2021-03-03" },
	/* updates */
	{ "Published March 3, 2021 Updated March 5, 2021", NULL,
	  "2021-03-03 2021-03-05!" },
	{ "Stand: 04.03.2021", NULL, "2021-03-04!" },
	{ "Mis à jour le 3 mars 2021", NULL, "2021-03-03!" },
	{ "最終更新 2021/3/4 10:00", NULL, "2021-03-04T10:00!" },
	{ "Обновлено 4 марта 2021", NULL, "2021-03-04!" },
	/* glued */
	{ "Jane DoeMarch 3, 20214 min read", NULL, "2021-03-03" },
	{ "Mühlbauer24.04.2024, 19:35 Uhr", NULL, "2024-04-24T19:35" },
	{ "https://a.org/2021/03/04/x", NULL, "2021-03-04" },
	/* no dates */
	{ "yesterday, 3 hours ago", NULL, "" },
	{ "3 March", NULL, "" },
	{ "31 February 2021", NULL, "" },
	{ "29.02.2021", NULL, "" },
	{ "version 3.4.2021.7", NULL, "" },
	{ "tel. 030/1234/2021", NULL, "" },
	{ "in May 2021", NULL, "" },
	{ "2021", NULL, "" },
	{ "", NULL, "" },
};

static void dates_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		size_t len = strlen(dates[i].text), from = 0, n = 0;
		struct ncl_date d;
		char got[200] = "";

		while (ncl_find_date(dates[i].text, len, from,
				     dates[i].language, 0, &d)) {
			assert_true(d.begin >= from && d.begin < d.end &&
				    d.end <= len);
			n += (size_t)snprintf(
				got + n, sizeof(got) - n, "%s%s%s%s",
				n ? " " : "", d.iso,
				d.flags & NCL_DATE_MODIFIED ? "!" : "",
				d.flags & NCL_DATE_AMBIGUOUS ? "?" : "");
			from = d.end;
		}
		if (strcmp(got, dates[i].want) != 0)
			fail_msg("%s (%s): got %s, not %s", dates[i].text,
				 dates[i].language ? dates[i].language : "-",
				 got, dates[i].want);
	}
}

static void rules_go_before_the_language(void **state)
{
	struct ncl_date d;

	(void)state;
	assert_true(ncl_find_date("3/4/2021", 8, 0, "fr", NCL_MONTH_FIRST,
				  &d));
	assert_string_equal(d.iso, "2021-03-04");
	assert_true(ncl_find_date("3/4/2021", 8, 0, "en-US", NCL_DAY_FIRST,
				  &d));
	assert_string_equal(d.iso, "2021-04-03");
}

static void time_grows_with_the_text(void **state)
{
	static const char *const pieces[] = { "DoeMarch", "1:1 ", "12/",
					      "3 ", "3  Mar ", "2021年3月",
					      "a", "1", "كانون ", "am, " };
	enum { SIZE = 1 << 19 };
	char *text = malloc(SIZE);
	struct ncl_name names[4];
	struct ncl_date d;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t n = strlen(pieces[i]), len = 0;

		for (; len + n <= SIZE; len += n)
			memcpy(text + len, pieces[i], n);
		/* minutes, where it is the square of it */
		ncl_find_date(text, len, 0, NULL, 0, &d);
		ncl_find_names(text, len, 0, names, 4);
	}
	free(text);
}

/* "Jane Doe|John Roe"; "*" before agencies. */
struct names_row {
	const char *text, *want;
};

static const struct names_row bylines[] = {
	{ "By Jane Doe and John Roe, Political correspondentMarch 3, 2021 "
	  "10:32 AM 2 min read", "Jane Doe|John Roe" },
	{ "ByJane DoeUpdated 3:15 p.m.", "Jane Doe" },
	{ "Jane DoeMarch 3, 2021", "Jane Doe" },
	{ "Jane Doe5 hours ago", "Jane Doe" },
	{ "By JANE DOE Associated Press", "JANE DOE" },
	{ "By Jane Doe in New York", "Jane Doe" },
	{ "Jane Doe, Senior Reporter, The Daily Times", "Jane Doe" },
	{ "Jane Doe Staff Writer", "Jane Doe" },
	{ "News by Jane Doe News Reporter", "Jane Doe" },
	{ "COMMENTARY BY Robert E. Moffit, Ph.D.", "Robert E. Moffit" },
	{ "Written by Dr. Jane Doe, MD, PhD", "Dr. Jane Doe" },
	{ "By John Garcia Jr.", "John Garcia Jr." },
	{ "Medically reviewed by John Roe, MD — Written by Jane Doe on "
	  "March 3, 2021", "Jane Doe" },
	{ "Jane Doe is a reporter for the Courier.", "Jane Doe" },
	{ "By Krystyna", "Krystyna" },
	{ "By Gregory O'Day-Smith", "Gregory O'Day-Smith" },
	{ "Jane Doe (left) | Photo by John Roe", "Jane Doe" },
	{ "By Jane Doe, NASA Human Spaceflight Historian", "Jane Doe" },
	{ "Von Anna Müller, Bernd Schmidt und Carla von Berg, Berlin",
	  "Anna Müller|Bernd Schmidt|Carla von Berg" },
	{ "Kolumne von Anna Müller", "Anna Müller" },
	{ "Anna Müller, Leitende Wirtschaftsredakteurin", "Anna Müller" },
	{ "Text: Anna Müller, Foto: Bernd Schmidt", "Anna Müller" },
	{ "Anna Müller24.04.2024, 19:35 Uhr", "Anna Müller" },
	{ "Par Jean-Pierre Dupont et Marie d'Arc, à Paris",
	  "Jean-Pierre Dupont|Marie d'Arc" },
	{ "Por María José García y Juan Pérez | Madrid",
	  "María José García|Juan Pérez" },
	{ "di Elena Ferraris", "Elena Ferraris" },
	{ "Door Jan de Vries en Piet van der Berg",
	  "Jan de Vries|Piet van der Berg" },
	{ "Av Per-Erik Ofstad", "Per-Erik Ofstad" },
	{ "Teksti: Matti Meikäläinen", "Matti Meikäläinen" },
	{ "Автор: Иван Петров, корреспондент", "Иван Петров" },
	{ "بقلم: محمد أحمد علي", "محمد أحمد علي" },
	{ "文/张三 李四", "张三|李四" },
	{ "记者 王小明 报道", "王小明" },
	{ "本报记者王小明", "王小明" },
	{ "홍길동 기자 hong@hani.co.kr", "홍길동" },
	{ "Reuters", "*Reuters" },
	{ "By Reuters Staff", "*Reuters Staff" },
	{ "The Associated Press", "*The Associated Press" },
	{ "Von dpa 30.04.2024, 18:58", "*dpa" },
	{ "By MND Staff", "*MND Staff" },
	{ "jane.doe@example.com", "" },
	{ "@janedoe", "" },
	{ "Photo by Jane Doe", "" },
	{ "Edited by Jane Doe", "" },
	{ "Foto: Bernd Schmidt", "" },
	{ "4 min read", "" },
	{ "Share this article", "" },
	{ "The council voted on Tuesday to keep the park.", "" },
	{ "By", "" },
	{ "", "" },
};

/* As in <meta name="author">. */
static const struct names_row metas[] = {
	{ "Jane Doe", "Jane Doe" },
	{ "Jane Doe, John Roe and Al", "Jane Doe|John Roe|Al" },
	{ "Jane Doe, CFP", "Jane Doe" },
	{ "annette thurmon", "*annette thurmon" },
	{ "BBC News", "*BBC News" },
	{ "https://example.com/jane", "" },
	{ "jane@example.com", "" },
	{ "user1234", "" },
};

static void expect_names(const struct names_row *row, unsigned rules)
{
	struct ncl_name names[8];
	uint32_t n = ncl_find_names(row->text, strlen(row->text), rules,
				    names, 8);
	char got[200] = "";
	size_t len = 0;

	for (uint32_t i = 0; i < n; i++)
		len += (size_t)snprintf(
			got + len, sizeof(got) - len, "%s%s%.*s",
			i ? "|" : "",
			names[i].flags & NCL_NAME_AGENCY ? "*" : "",
			(int)(names[i].end - names[i].begin),
			row->text + names[i].begin);
	if (strcmp(got, row->want) != 0)
		fail_msg("%s: got %s, not %s", row->text, got, row->want);
}

static void names_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bylines) / sizeof(bylines[0]); i++)
		expect_names(&bylines[i], 0);
	for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++)
		expect_names(&metas[i], NCL_NAMES_ALL);
}

static void no_more_names_than_there_is_room_for(void **state)
{
	static const char text[] = "By Jane Doe, John Roe and Ann Other";
	struct ncl_name names[2];

	(void)state;
	assert_int_equal(ncl_find_names(text, sizeof(text) - 1, 0, names, 2),
			 2);
	assert_int_equal(ncl_find_names(text, sizeof(text) - 1, 0, names, 0),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_found),
		cmocka_unit_test(rules_go_before_the_language),
		cmocka_unit_test(time_grows_with_the_text),
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(no_more_names_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
