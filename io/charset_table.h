/*
 * The table of charsets: a line each with name, iconv's name and kind, then
 * the labels that mean it. The first of them is its name.
 */
#ifndef IO_CHARSET_TABLE_H
#define IO_CHARSET_TABLE_H

/* C(name, iconv, kind) L(label) L(label) ... */
#define CHARSET_TABLE(C, L) \
	C("utf-8", "UTF-8", UTF8) L("utf-8") L("utf8") \
		L("unicode-1-1-utf-8") L("unicode11utf8") \
		L("x-unicode20utf8") \
	C("utf-16le", "UTF-16LE", UTF16LE) L("utf-16le") L("utf-16") \
		L("ucs-2") L("iso-10646-ucs-2") L("unicode") \
		L("unicodefeff") L("csunicode") \
	C("utf-16be", "UTF-16BE", UTF16BE) L("utf-16be") L("unicodefffe") \
	C("utf-32le", "UTF-32LE", UTF32LE) L("utf-32le") L("utf-32") \
		L("ucs-4") L("ucs-4le") \
	C("utf-32be", "UTF-32BE", UTF32BE) L("utf-32be") L("ucs-4be") \
	C("ibm866", "IBM866", BYTES) L("ibm866") L("866") L("cp866") \
		L("csibm866") \
	C("ibm855", "IBM855", BYTES) L("ibm855") L("855") L("cp855") \
	C("ibm437", "IBM437", BYTES) L("ibm437") L("437") L("cp437") \
	C("ibm850", "IBM850", BYTES) L("ibm850") L("850") L("cp850") \
	C("ibm852", "IBM852", BYTES) L("ibm852") L("852") L("cp852") \
	C("iso-8859-2", "ISO-8859-2", BYTES) L("iso-8859-2") L("iso8859-2") \
		L("iso88592") L("iso_8859-2") L("8859-2") L("latin2") \
		L("l2") L("csisolatin2") L("iso-ir-101") \
	C("iso-8859-3", "ISO-8859-3", BYTES) L("iso-8859-3") L("iso8859-3") \
		L("iso88593") L("iso_8859-3") L("8859-3") L("latin3") \
		L("l3") L("csisolatin3") L("iso-ir-109") \
	C("iso-8859-4", "ISO-8859-4", BYTES) L("iso-8859-4") L("iso8859-4") \
		L("iso88594") L("iso_8859-4") L("8859-4") L("latin4") \
		L("l4") L("csisolatin4") L("iso-ir-110") \
	C("iso-8859-5", "ISO-8859-5", BYTES) L("iso-8859-5") L("iso8859-5") \
		L("iso88595") L("iso_8859-5") L("8859-5") L("cyrillic") \
		L("csisolatincyrillic") L("iso-ir-144") \
	C("iso-8859-6", "ISO-8859-6", BYTES) L("iso-8859-6") L("iso8859-6") \
		L("iso88596") L("iso_8859-6") L("8859-6") L("arabic") \
		L("asmo-708") L("ecma-114") L("csisolatinarabic") \
		L("iso-ir-127") \
	C("iso-8859-7", "ISO-8859-7", BYTES) L("iso-8859-7") L("iso8859-7") \
		L("iso88597") L("iso_8859-7") L("8859-7") L("greek") \
		L("greek8") L("ecma-118") L("elot_928") L("sun_eu_greek") \
		L("csisolatingreek") L("iso-ir-126") \
	C("iso-8859-8", "ISO-8859-8", BYTES) L("iso-8859-8") L("iso8859-8") \
		L("iso88598") L("iso_8859-8") L("8859-8") L("hebrew") \
		L("visual") L("logical") L("iso-8859-8-i") L("csiso88598e") \
		L("csisolatinhebrew") L("iso-ir-138") \
	C("iso-8859-10", "ISO-8859-10", BYTES) L("iso-8859-10") \
		L("iso8859-10") L("iso885910") L("iso_8859-10") L("8859-10") \
		L("latin6") L("l6") L("csisolatin6") L("iso-ir-157") \
	C("iso-8859-13", "ISO-8859-13", BYTES) L("iso-8859-13") \
		L("iso8859-13") L("iso885913") L("iso_8859-13") L("8859-13") \
	C("iso-8859-14", "ISO-8859-14", BYTES) L("iso-8859-14") \
		L("iso8859-14") L("iso885914") L("iso_8859-14") L("8859-14") \
	C("iso-8859-15", "ISO-8859-15", BYTES) L("iso-8859-15") \
		L("iso8859-15") L("iso885915") L("iso_8859-15") L("8859-15") \
		L("latin9") L("latin-9") L("l9") L("csisolatin9") \
	C("iso-8859-16", "ISO-8859-16", BYTES) L("iso-8859-16") \
		L("iso8859-16") L("iso885916") L("iso_8859-16") L("8859-16") \
	C("koi8-r", "KOI8-R", BYTES) L("koi8-r") L("koi") L("koi8") \
		L("koi8_r") L("cskoi8r") \
	C("koi8-u", "KOI8-U", BYTES) L("koi8-u") L("koi8-ru") \
	C("macintosh", "MACINTOSH", BYTES) L("macintosh") L("mac") \
		L("x-mac-roman") L("csmacintosh") \
	C("x-mac-cyrillic", "MAC-CYRILLIC", BYTES) L("x-mac-cyrillic") \
		L("mac-cyrillic") L("x-mac-ukrainian") \
	C("x-mac-ce", "MAC-CENTRALEUROPE", BYTES) L("x-mac-ce") \
		L("mac-centraleurope") L("x-mac-centraleurroman") \
	C("windows-874", "CP874", BYTES) L("windows-874") L("cp874") \
		L("dos-874") L("tis-620") L("iso-8859-11") L("iso8859-11") \
		L("iso885911") \
	C("windows-1250", "CP1250", BYTES) L("windows-1250") L("cp1250") \
		L("x-cp1250") L("win1250") L("windows1250") \
	C("windows-1251", "CP1251", BYTES) L("windows-1251") L("cp1251") \
		L("x-cp1251") L("win1251") L("windows1251") \
	C("windows-1252", "CP1252", BYTES) L("windows-1252") L("cp1252") \
		L("x-cp1252") L("win1252") L("windows1252") L("ascii") \
		L("us-ascii") L("ansi_x3.4-1968") L("latin1") L("latin-1") \
		L("l1") L("csisolatin1") L("iso-8859-1") L("iso8859-1") \
		L("iso88591") L("iso_8859-1") L("iso-ir-100") L("cp819") \
		L("ibm819") L("8859-1") L("ansi") \
	C("windows-1253", "CP1253", BYTES) L("windows-1253") L("cp1253") \
		L("x-cp1253") L("win1253") L("windows1253") \
	C("windows-1254", "CP1254", BYTES) L("windows-1254") L("cp1254") \
		L("x-cp1254") L("win1254") L("windows1254") L("latin5") \
		L("l5") L("csisolatin5") L("iso-8859-9") L("iso8859-9") \
		L("iso88599") L("iso_8859-9") L("8859-9") \
	C("windows-1255", "CP1255", BYTES) L("windows-1255") L("cp1255") \
		L("x-cp1255") L("win1255") L("windows1255") \
	C("windows-1256", "CP1256", BYTES) L("windows-1256") L("cp1256") \
		L("x-cp1256") L("win1256") L("windows1256") \
	C("windows-1257", "CP1257", BYTES) L("windows-1257") L("cp1257") \
		L("x-cp1257") L("win1257") L("windows1257") \
	C("windows-1258", "CP1258", BYTES) L("windows-1258") L("cp1258") \
		L("x-cp1258") L("win1258") L("windows1258") \
	C("gb18030", "GB18030", OTHER) L("gb18030") L("gbk") L("gb2312") \
		L("gb_2312") L("gb_2312-80") L("chinese") L("cp936") \
		L("csgb2312") L("windows-936") L("x-gbk") L("euc-cn") \
	C("big5", "BIG5-HKSCS", OTHER) L("big5") L("big5-hkscs") \
		L("cn-big5") L("csbig5") L("x-x-big5") L("cp950") \
		L("windows-950") \
	C("euc-tw", "EUC-TW", OTHER) L("euc-tw") \
	C("euc-jp", "EUC-JP-MS", OTHER) L("euc-jp") L("x-euc-jp") L("eucjp") \
		L("cseucpkdfmtjapanese") \
	C("iso-2022-jp", "ISO-2022-JP-2", OTHER) L("iso-2022-jp") \
		L("csiso2022jp") \
	C("shift_jis", "CP932", OTHER) L("shift_jis") L("shift-jis") \
		L("sjis") L("ms_kanji") L("ms932") L("cp932") \
		L("windows-31j") L("windows-932") L("x-sjis") \
		L("csshiftjis") \
	C("euc-kr", "UHC", OTHER) L("euc-kr") L("cseuckr") L("korean") \
		L("ks_c_5601-1987") L("ks_c_5601-1989") L("ksc5601") \
		L("ksc_5601") L("iso-ir-149") L("windows-949") L("cp949") \
		L("uhc") \
	C("johab", "JOHAB", OTHER) L("johab")

#endif
