/* Words around dates. Folded; between two words stands one space. */
#include "dates.h"

#include <string.h>

#include "tokens.h"

/*
 * Names, their cases and their short forms in English, German, French,
 * Spanish, Italian, Portuguese, Catalan, Romanian, Dutch, Swedish, Danish,
 * Norwegian, Finnish, Estonian, Polish, Czech, Slovak, Hungarian, Turkish,
 * Indonesian, Russian, Ukrainian, Bulgarian, Greek, Arabic, Hebrew, Hindi.
 */
static const char *const months[12] = {
	"january jan janvier janv januar jänner enero ene gennaio gen "
	"janeiro gener ianuarie ian januari tammikuu tammikuuta tammikuun "
	"tammi jaanuar styczeń stycznia sty leden ledna led január januára "
	"jan ocak oca январь января янв січень січня січ януари ιανουάριος "
	"ιανουαρίου ιαν يناير جانفي ינואר जनवरी",
	"february feb février févr fév fevrier februar feber febrero "
	"febbraio febr fevereiro fev febrer februarie februari helmikuu "
	"helmikuuta helmikuun helmi veebruar luty lutego lut únor února úno "
	"február februára şubat şub февраль февраля фев февр лютий лютого "
	"лют февруари φεβρουάριος φεβρουαρίου φεβ فبراير فيفري شباط פברואר "
	"फरवरी फ़रवरी",
	"march mar mars märz mrz marzo março marco març martie maart mrt "
	"marts maaliskuu maaliskuuta maaliskuun maalis märts marzec marca "
	"březen března bře marec március márc mart maret март марта мар "
	"березень березня бер μάρτιος μαρτίου μαρ مارس آذار اذار מרץ मार्च",
	"april apr avril avr abril abr aprile aprilie huhtikuu huhtikuuta "
	"huhtikuun huhti aprill kwiecień kwietnia kwi duben dubna dub apríl "
	"apríla április ápr nisan nis апрель апреля апр квітень квітня квіт "
	"кві април απρίλιος απριλίου απρ أبريل ابريل إبريل أفريل نيسان אפריל "
	"अप्रैल",
	"may mai mayo maggio mag maio maig mei maj toukokuu toukokuuta "
	"toukokuun touko maja květen května kvě máj mája május mayıs май мая "
	"травень травня трав тра μάιος μαΐου μαΐου μαίου μάι μαϊ مايو ماي "
	"أيار ايار מאי मई",
	"june jun juin juni junio giugno giu junho juny iunie iun kesäkuu "
	"kesäkuuta kesäkuun kesä juuni czerwiec czerwca cze červen června "
	"čvn jún júna június jún haziran haz июнь июня июн червень червня "
	"черв чер юни ιούνιος ιουνίου ιουν يونيو يونية جوان حزيران יוני जून",
	"july jul juillet juil juli julio luglio lug julho juliol iulie iul "
	"heinäkuu heinäkuuta heinäkuun heinä juuli lipiec lipca lip červenec "
	"července čvc júl júla július temmuz tem июль июля июл липень липня "
	"лип юли ιούλιος ιουλίου ιουλ يوليو يولية جويلية تموز יולי जुलाई",
	"august aug août aout agosto ago agost augustus augusti elokuu "
	"elokuuta elokuun elo sierpień sierpnia sie srpen srpna srp augusta "
	"augusztus ağustos ağu agustus agu август августа авг серпень серпня "
	"серп сер αύγουστος αυγούστου αυγ أغسطس اغسطس أوت آب אוגוסט अगस्त",
	"september sept sep septembre septiembre setiembre settembre set "
	"sett setembro setembre septembrie syyskuu syyskuuta syyskuun syys "
	"wrzesień września wrz září zář septembra szeptember szept eylül eyl "
	"сентябрь сентября сен сент вересень вересня вер септември "
	"σεπτέμβριος σεπτεμβρίου σεπ σεπτ سبتمبر أيلول ايلول ספטמבר सितंबर "
	"सितम्बर",
	"october oct octobre oktober okt octubre ottobre ott outubro out "
	"octombrie lokakuu lokakuuta lokakuun loka oktoober październik "
	"października paź říjen října říj október októbra ekim eki октябрь "
	"октября окт жовтень жовтня жовт жов октомври οκτώβριος οκτωβρίου "
	"οκτ أكتوبر اكتوبر אוקטובר अक्टूबर अक्तूबर",
	"november nov novembre noviembre novembro noiembrie marraskuu "
	"marraskuuta marraskuun marras listopad listopada lis listopadu "
	"novembra kasım kas ноябрь ноября ноя нояб листопад листопада лист "
	"лис ноември νοέμβριος νοεμβρίου νοε نوفمبر נובמבר नवंबर नवम्बर",
	"december dec décembre déc decembre dezember dez diciembre dic "
	"dicembre dezembro desembre decembrie joulukuu joulukuuta joulukuun "
	"joulu detsember grudzień grudnia gru prosinec prosince pro decembra "
	"desember des aralık ara desember декабрь декабря дек грудень грудня "
	"груд гру декември δεκέμβριος δεκεμβρίου δεκ ديسمبر דצמבר दिसंबर "
	"दिसम्बर",
};

/* Months of the Levant whose name is of two words: كانون, تشرين and which. */
static const struct {
	const char *words;
	int month;
} pairs[] = {
	{ "كانون الثاني", 1 }, { "كانون الأول", 12 }, { "كانون الاول", 12 },
	{ "تشرين الثاني", 11 }, { "تشرين الأول", 10 }, { "تشرين الاول", 10 },
};

int word_listed(const char *list, const char *word, size_t len)
{
	for (const char *p = list; len && (p = strstr(p, word)); p++)
		if ((p == list || p[-1] == ' ') &&
		    (p[len] == ' ' || p[len] == 0))
			return 1;
	return 0;
}

int date_month(const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (!strcmp(pairs[i].words, word))
			return pairs[i].month;
	for (int i = 0; i < 12; i++)
		if (word_listed(months[i], word, len))
			return i + 1;
	return 0;
}

int date_link(const char *word, size_t len)
{
	return word_listed("of de del d den der the year года г року р ngày "
			   "tháng năm", word, len);
}

/* What words begin with that say a text was changed; "stand" needs a colon
 * since it is an English word. */
static const char *const modified[] = {
	"updat", "modif", "aktualis", "mis à jour", "mise à jour", "màj",
	"actualiz", "actualis", "atualiz", "aggiorn", "bijgewerkt", "gewijzigd",
	"uppdater", "oppdater", "opdater", "ändrad", "endret", "päivitetty",
	"muokattu", "zaktualiz", "aktualiz", "обновл", "изменен", "оновлен",
	"ενημερώθηκε", "ενημέρωση", "güncel", "更新", "修改", "最終更新",
	"업데이트", "수정", "تحديث", "stand:", "revised", "reviewed",
	"geändert", "frissít",
};
static const char *const published[] = {
	"publi", "post", "veröffentlich", "erschienen", "created", "gepubl",
	"julka", "opublik", "опубл", "δημοσ", "yayın", "发布", "發布", "公開",
	"掲載", "입력", "등록", "نشر",
};

/* Where the last of the words ends, or 0. */
static size_t last_of(const char *folded, const char *const *words, size_t n)
{
	size_t last = 0;

	for (size_t i = 0; i < n; i++)
		for (const char *p = folded; (p = strstr(p, words[i])); p++)
			if ((size_t)(p - folded) + 1 > last)
				last = (size_t)(p - folded) + 1;
	return last;
}

int date_says_modified(const char *text, size_t len)
{
	char folded[256];

	tokens_fold(text, len, folded, sizeof(folded));
	return last_of(folded, modified,
		       sizeof(modified) / sizeof(modified[0])) >
	       last_of(folded, published,
		       sizeof(published) / sizeof(published[0]));
}
