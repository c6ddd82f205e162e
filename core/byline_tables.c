/* Words around names. Folded; between two words stands one space. */
#include "bylines.h"

#include <string.h>

/* Longer ones before those that they begin with. */
static const struct {
	const char *text;
	enum name_cue cue;
} cues[] = {
#define AUTHOR(text) { text, CUE_AUTHOR }
#define OTHER(text) { text, CUE_OTHER }
	AUTHOR("written by"), AUTHOR("story by"), AUTHOR("posted by"),
	AUTHOR("reported by"), AUTHOR("words by"), AUTHOR("article by"),
	AUTHOR("text by"), AUTHOR("opinion by"), AUTHOR("analysis by"),
	AUTHOR("review by"), AUTHOR("published by"), AUTHOR("authored by"),
	AUTHOR("contributed by"), AUTHOR("submitted by"), AUTHOR("created by"),
	AUTHOR("a guest post by"), AUTHOR("guest post by"),
	AUTHOR("column by"), AUTHOR("interview by"), AUTHOR("report by"),
	AUTHOR("by:"), AUTHOR("by"), AUTHOR("authors:"), AUTHOR("author:"),
	AUTHOR("author"), AUTHOR("authors"), AUTHOR("words:"),
	AUTHOR("reporter:"), AUTHOR("ein gastbeitrag von"),
	AUTHOR("eine analyse von"), AUTHOR("ein kommentar von"),
	AUTHOR("kommentar von"), AUTHOR("kolumne von"),
	AUTHOR("eine kolumne von"), AUTHOR("reportage von"),
	AUTHOR("eine reportage von"), AUTHOR("essay von"),
	AUTHOR("ein essay von"), AUTHOR("glosse von"), AUTHOR("bericht von"),
	AUTHOR("ein interview von"), AUTHOR("interview von"),
	AUTHOR("gastbeitrag von"), AUTHOR("artikel von"), AUTHOR("text von"),
	AUTHOR("geschrieben von"), AUTHOR("von:"), AUTHOR("von"),
	AUTHOR("autorin:"), AUTHOR("autoren:"), AUTHOR("autor/in:"),
	AUTHOR("autor:"), AUTHOR("text:"), AUTHOR("texte:"),
	AUTHOR("écrit par"), AUTHOR("publié par"),
	AUTHOR("propos recueillis par"), AUTHOR("article rédigé par"),
	AUTHOR("rédigé par"), AUTHOR("par:"), AUTHOR("par"), AUTHOR("auteur:"),
	AUTHOR("auteur :"), AUTHOR("escrito por"), AUTHOR("publicado por"),
	AUTHOR("redactado por"), AUTHOR("por:"), AUTHOR("por"),
	AUTHOR("texto:"), AUTHOR("autores:"), AUTHOR("autora:"),
	AUTHOR("a cura di"), AUTHOR("scritto da"), AUTHOR("articolo di"),
	AUTHOR("di:"), AUTHOR("di"), AUTHOR("autore:"), AUTHOR("testo:"),
	AUTHOR("geschreven door"), AUTHOR("door:"), AUTHOR("door"),
	AUTHOR("tekst:"), AUTHOR("skrevet af"), AUTHOR("skrevet av"),
	AUTHOR("skriven av"), AUTHOR("av:"), AUTHOR("av"), AUTHOR("af:"),
	AUTHOR("af"), AUTHOR("journalist:"), AUTHOR("teksti:"),
	AUTHOR("toimittaja:"), AUTHOR("kirjoittaja:"),
	AUTHOR("tekst i zdjęcia:"), AUTHOR("opracował:"),
	AUTHOR("opracowała:"), AUTHOR("napisał"), AUTHOR("napisała"),
	AUTHOR("autorka:"), AUTHOR("napsal"), AUTHOR("napsala"),
	AUTHOR("autoři:"), AUTHOR("szerző:"), AUTHOR("írta:"),
	AUTHOR("yazan:"), AUTHOR("yazar:"), AUTHOR("haber:"),
	AUTHOR("muhabir:"), AUTHOR("penulis:"), AUTHOR("oleh"),
	AUTHOR("автор текста:"), AUTHOR("автор:"), AUTHOR("авторы:"),
	AUTHOR("автор"), AUTHOR("текст:"), AUTHOR("автори:"),
	AUTHOR("корреспондент:"), AUTHOR("της"), AUTHOR("του"),
	AUTHOR("γράφει ο"), AUTHOR("γράφει η"), AUTHOR("συντάκτης:"),
	AUTHOR("ρεπορτάζ:"), AUTHOR("κείμενο:"), AUTHOR("بقلم:"),
	AUTHOR("بقلم"), AUTHOR("كتب:"), AUTHOR("كتبت:"), AUTHOR("كتب"),
	AUTHOR("كتبت"), AUTHOR("إعداد:"), AUTHOR("מאת"), AUTHOR("文/图"),
	AUTHOR("文/"), AUTHOR("文／"), AUTHOR("文丨"), AUTHOR("文|"), AUTHOR("文:"),
	AUTHOR("文："), AUTHOR("撰文"), AUTHOR("作者:"), AUTHOR("作者："), AUTHOR("作者"),
	AUTHOR("记者:"), AUTHOR("记者："), AUTHOR("记者"), AUTHOR("記者:"),
	AUTHOR("記者："), AUTHOR("記者"), AUTHOR("撰稿"), AUTHOR("執筆:"),
	AUTHOR("執筆："), AUTHOR("文＝"), AUTHOR("글:"), AUTHOR("글 "),
	AUTHOR("tác giả:"), OTHER("photographs by"), OTHER("photography by"),
	OTHER("photos by"), OTHER("photo by"), OTHER("photo:"),
	OTHER("photos:"), OTHER("photo"), OTHER("image:"), OTHER("image by"),
	OTHER("images by"), OTHER("image credit"), OTHER("image"),
	OTHER("illustration by"), OTHER("illustrations by"),
	OTHER("illustration:"), OTHER("illustrated by"), OTHER("graphics by"),
	OTHER("video by"), OTHER("edited by"), OTHER("editor:"),
	OTHER("fact checked by"), OTHER("fact-checked by"),
	OTHER("medically reviewed by"), OTHER("reviewed by"),
	OTHER("translated by"), OTHER("source:"), OTHER("sources:"),
	OTHER("filed under"), OTHER("credit:"), OTHER("updated by"),
	OTHER("fotos:"), OTHER("foto:"), OTHER("foto von"), OTHER("bild:"),
	OTHER("bilder:"), OTHER("quelle:"), OTHER("video:"), OTHER("crédit"),
	OTHER("crédits"), OTHER("traduction"), OTHER("source"),
	OTHER("fuente:"), OTHER("immagine"), OTHER("imagem"), OTHER("imagen:"),
	OTHER("fotografía"), OTHER("fotografia"), OTHER("kuva:"),
	OTHER("kuvat:"), OTHER("zdjęcia:"), OTHER("zdroj:"), OTHER("фото:"),
	OTHER("фото"), OTHER("источник:"), OTHER("джерело:"), OTHER("перевод"),
	OTHER("редактор:"), OTHER("fotoğraf:"), OTHER("责任编辑"), OTHER("责编"),
	OTHER("编辑"), OTHER("編輯"), OTHER("来源"), OTHER("來源"), OTHER("图/"),
	OTHER("圖/"), OTHER("写真"), OTHER("사진"), OTHER("المصدر"), OTHER("تصوير"),
#undef AUTHOR
#undef OTHER
};

static const char *const joins =
	"and und et y e en og och ja i и та й ve και και with mit avec con "
	"con com med kanssa as told to و dan và și a és &";
static const char *const places =
	"in at from aus for of à au bei per για from през dla für i på w z "
	"vom auf an den der para pour sur desde on to is are was has for the "
	"who covers writes zur zum";
static const char *const particles =
	"van von de der den del della di da do dos das du des la le el al "
	"bin ibn ben ter ten te zu zur af av y e i und d' o' st saint abu "
	"bint ould ap mac lo ul ur vande vander vom zum";
static const char *const degrees =
	"phd ph.d ph d md m.d rn mba jd esq cpa cfa cfp mph rd rdn dds dvm "
	"msw lcsw ma ba msc bsc cpp psp pmp cissp dr prof dipl ing mag mr "
	"mrs ms";

/* Agencies and desks. */
static const char *const agencies[] = {
	"reuters", "thomson reuters", "ap", "associated press",
	"the associated press", "afp", "agence france-presse", "dpa", "dpa-afx",
	"apa", "sda", "keystone-sda", "efe", "agencia efe", "europa press",
	"ansa", "adnkronos", "lusa", "belga", "anp", "tt", "ntb", "ritzau",
	"stt", "pap", "čtk", "mti", "tass", "тасс", "interfax", "интерфакс",
	"риа новости", "ria novosti", "укринформ", "унн", "anadolu ajansı",
	"aa", "dha", "iha", "xinhua", "新华社", "新華社", "中新社", "新华网",
	"共同通信", "時事通信", "ロイター", "연합뉴스", "뉴시스", "뉴스1", "pti",
	"ani", "ians", "bloomberg", "bloomberg news", "cnn", "upi", "pa",
	"pa media", "press association", "canadian press",
	"the canadian press", "aap", "رويترز", "أ ف ب", "وكالات", "sid",
	"epd", "kna", "afp, dpa",
};

/* Words of job titles, desks, and of what else stands in bylines. */
static const char *const never =
	"local national international government politics political world "
	"metro education environment climate transport crime courts culture "
	"entertainment lifestyle travel finance financial economics economy "
	"industry investigations features security affairs visit website "
	"editor reporter reporters writer writers correspondent "
	"correspondents contributor contributing columnist journalist author "
	"authors producer senior deputy assistant associate managing "
	"executive chief political business sports science health technology "
	"tech news bureau department office digital online web admin "
	"administrator editor-in-chief founder ceo cto president director "
	"manager professor specialist expert analyst strategist consultant "
	"attorney lawyer coach published updated posted modified created "
	"last read min mins minute minutes reading time share comment "
	"comments follow subscribe sign login twitter facebook email e-mail "
	"whatsapp linkedin instagram print copy link save more latest today "
	"yesterday ago hours hour days week weeks month view views "
	"advertisement sponsored photo photos image video audio listen watch "
	"see all about contact home menu search special guest exclusive "
	"opinion analysis review report service agency agencies monday "
	"tuesday wednesday thursday friday saturday sunday master educator "
	"gardener dietitian nutritionist trainer therapist owner partner "
	"engineer developer designer photographer scientist researcher "
	"former featured story source sources further quellen weitere "
	"co-editor co-founder commentary columnists critic historian page am "
	"pm est edt pst pdt gmt utc redakteur redakteurin korrespondent "
	"korrespondentin chefredakteur chefredakteurin reporterin autor "
	"autorin autoren volontär volontärin mitarbeiter leiter leiterin "
	"ressort ressortleiter politik wirtschaft sport kultur lesezeit "
	"minuten uhr aktualisiert veröffentlicht stand teilen kommentare "
	"kommentar drucken artikel montag dienstag mittwoch donnerstag "
	"freitag samstag sonntag heute gestern rédaction rédacteur "
	"rédactrice journaliste correspondant correspondante publié mis jour "
	"modifié lecture temps partager commentaires hier aujourd'hui lundi "
	"mardi mercredi jeudi vendredi samedi dimanche redacción redacción "
	"redactor redactora corresponsal periodista actualizado publicado "
	"lectura compartir comentarios hoy ayer lunes martes miércoles "
	"jueves viernes sábado domingo redazione redattore giornalista "
	"corrispondente pubblicato aggiornato lettura condividi redação "
	"redator jornalista correspondente atualizado leitura compartilhar "
	"redactie redacteur verslaggever gepubliceerd bijgewerkt leestijd "
	"delen redaktionen reporter publicerad uppdaterad publisert "
	"oppdatert journalist opdateret udgivet läsning dela del toimitus "
	"toimittaja julkaistu päivitetty redakcja dziennikarz opublikowano "
	"aktualizacja redakce redaktor publikováno aktualizováno редакция "
	"редактор корреспондент журналист обозреватель опубликовано "
	"обновлено сегодня вчера минут мин чтения поделиться редакція "
	"кореспондент оновлено σύνταξη συντάκτης συντάκτρια haber muhabir "
	"editör güncelleme yayın dakika okuma النشر تحديث دقيقة قراءة محرر "
	"编辑 责任编辑 来源 报道 通讯员 阅读 分享 评论 編集部 更新 公開 기자 입력 수정 등록 특파원";

/* Words of organisations: all that stands with them is one. */
static const char *const orgs =
	"group inc llc ltd gmbh company university institute college school "
	"hospital council association foundation magazine journal times post "
	"herald tribune gazette chronicle network channel tv radio zeitung "
	"verlag verein universität groupe société université universidad "
	"universidade università fundación periódico diario gazeta газета "
	"агентство";
/* What an organisation signs with. */
static const char *const desks =
	"staff desk team newsroom media editorial redaktion redaktionen "
	"editors board members contributors redacción redazione redação "
	"redactie toimitus redakcja redakce редакция редакція";

enum name_cue name_cue(const char *folded, size_t *len)
{
	struct cursor end = { folded, 0, strlen(folded) };
	uint32_t n;

	for (size_t i = 0; i < sizeof(cues) / sizeof(cues[0]); i++) {
		size_t have;
		unsigned char last;

		if (cues[i].text[0] != folded[0])
			continue;
		have = strlen(cues[i].text);
		last = (unsigned char)cues[i].text[have - 1];
		if (have > end.end || memcmp(folded, cues[i].text, have))
			continue;
		/* a word has to end, but for Chinese and its like */
		if ((unsigned char)cues[i].text[0] < 0xe0 &&
		    (last >= 0x80 || (last >= 'a' && last <= 'z')) &&
		    cursor_letter(&end, have, &n))
			continue;
		*len = have;
		return cues[i].cue;
	}
	return CUE_NONE;
}

int name_joins(const char *word, size_t len)
{
	return word_listed(joins, word, len);
}

int name_place(const char *word, size_t len)
{
	return word_listed(places, word, len);
}

/* Ends of job titles that are one word with what is before them. */
static const char *const titles[] = {
	"redakteur", "redakteurin", "korrespondent", "korrespondentin",
	"reporterin", "leiterin", "journalist", "journalistin", "journaliste",
	"redaktör", "redaktør", "toimittaja",
};

int name_never(const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		size_t n = strlen(titles[i]);

		if (len > n && !memcmp(word + len - n, titles[i], n))
			return 1;
	}
	return word_listed(never, word, len);
}

int name_desk(const char *word, size_t len)
{
	return word_listed(desks, word, len);
}

int name_org(const char *word, size_t len)
{
	return word_listed(orgs, word, len);
}

int name_particle(const char *word, size_t len)
{
	return word_listed(particles, word, len);
}

int name_degree(const char *word, size_t len)
{
	return word_listed(degrees, word, len);
}

int name_agency(const char *folded, size_t len)
{
	for (size_t i = 0; i < sizeof(agencies) / sizeof(agencies[0]); i++)
		if (strlen(agencies[i]) == len &&
		    !memcmp(agencies[i], folded, len))
			return 1;
	return 0;
}
