#include "texts.h"

#include <stddef.h>

const struct text_in texts[] = {
	{ "Russian",
	  "Во вторник вечером городской совет решил не закрывать библиотеку "
	  "до конца года. Более двухсот жителей подписали письмо против "
	  "закрытия. Обе партии обещали найти другой способ сберечь деньги.\n"
	  "Мэр сказала, что надеется на честное решение ещё до лета.\n",
	  "CP1251 KOI8-R ISO-8859-5 IBM866 MAC-CYRILLIC" },
	{ "Ukrainian",
	  "У вівторок увечері міська рада вирішила не зачиняти бібліотеку до "
	  "кінця року. Понад двісті мешканців підписали листа проти її "
	  "закриття. Обидві партії пообіцяли знайти інший спосіб заощадити "
	  "гроші, щоб їхні діти мали де читати.\n",
	  "CP1251 KOI8-U" },
	{ "Bulgarian",
	  "Във вторник вечерта общинският съвет реши да не затваря "
	  "библиотеката до края на годината. Над двеста жители подписаха "
	  "писмо срещу затварянето. И двете партии обещаха да намерят друг "
	  "начин да спестят парите.\n",
	  "CP1251" },
	{ "Polish",
	  "We wtorek wieczorem rada miasta postanowiła nie zamykać biblioteki "
	  "do końca roku. Ponad dwustu mieszkańców podpisało list przeciw "
	  "zamknięciu. Obie partie obiecały, że poszukają innego sposobu na "
	  "oszczędności, a dzieci będą mogły czytać dalej.\n",
	  "CP1250 ISO-8859-2 IBM852" },
	{ "Czech",
	  "V úterý večer městská rada rozhodla, že knihovnu do konce roku "
	  "nezavře. Více než dvě stě obyvatel podepsalo dopis proti uzavření. "
	  "Obě strany slíbily, že budou hledat jiný způsob, jak ušetřit "
	  "peníze, a děti tak budou moci číst dál.\n",
	  "CP1250 ISO-8859-2" },
	{ "Hungarian",
	  "Kedd este a városi tanács úgy döntött, hogy az év végéig nem zárja "
	  "be a könyvtárat. Több mint kétszáz lakó írta alá a bezárás elleni "
	  "levelet. Mindkét párt megígérte, hogy más módot keres a "
	  "takarékosságra, és a gyerekek tovább olvashatnak.\n",
	  "CP1250 ISO-8859-2" },
	{ "Romanian",
	  "Marţi seara consiliul oraşului a hotărât să nu închidă biblioteca "
	  "până la sfârşitul anului. Peste două sute de locuitori au semnat o "
	  "scrisoare împotriva închiderii. Ambele partide au promis că vor "
	  "căuta altă cale de a economisi banii.\n",
	  "CP1250" },
	{ "German",
	  "Am Dienstagabend hat der Stadtrat beschlossen, die Bücherei bis "
	  "zum Ende des Jahres nicht zu schließen. Mehr als zweihundert "
	  "Bürger hatten einen Brief dagegen unterschrieben. Beide Parteien "
	  "wollen nun prüfen, wie sich das Geld anders sparen läßt.\n",
	  "CP1252 MACINTOSH IBM850" },
	{ "French",
	  "Mardi soir, le conseil municipal a décidé de ne pas fermer la "
	  "bibliothèque avant la fin de l’année. Plus de deux cents habitants "
	  "avaient signé une lettre contre cette fermeture. Les deux partis "
	  "ont promis de chercher une autre façon d’économiser, à temps.\n",
	  "CP1252 MACINTOSH" },
	{ "Spanish",
	  "El martes por la noche el ayuntamiento decidió no cerrar la "
	  "biblioteca hasta fin de año. Más de doscientos vecinos habían "
	  "firmado una carta contra el cierre. ¿Qué pasará después? Los dos "
	  "partidos prometieron que buscarán otra forma de ahorrar.\n",
	  "CP1252 ISO-8859-1" },
	{ "Portuguese",
	  "Na noite de terça-feira a câmara municipal decidiu não fechar a "
	  "biblioteca até ao fim do ano. Mais de duzentos moradores tinham "
	  "assinado uma carta contra o fecho. Os dois partidos prometeram "
	  "procurar outra solução para poupar o dinheiro.\n",
	  "CP1252" },
	{ "Swedish",
	  "På tisdagskvällen beslöt stadens fullmäktige att biblioteket inte "
	  "ska stängas före årets slut. Över tvåhundra invånare hade skrivit "
	  "under ett brev mot stängningen. Båda partierna lovade att söka "
	  "andra sätt att spara pengarna.\n",
	  "CP1252" },
	{ "Danish",
	  "Tirsdag aften besluttede byrådet, at biblioteket ikke skal lukkes "
	  "før årets udgang. Over to hundrede borgere havde skrevet under på "
	  "et brev mod lukningen. Begge partier lovede at søge efter en anden "
	  "måde at spare pengene på, så børnene kan læse.\n",
	  "CP1252" },
	{ "Icelandic",
	  "Á þriðjudagskvöld ákvað bæjarráð að loka ekki bókasafninu fyrir "
	  "lok ársins. Meira en tvö hundruð íbúar höfðu skrifað undir bréf "
	  "gegn lokuninni. Báðir flokkar lofuðu að leita annarra leiða til að "
	  "spara féð, svo að börnin geti lesið áfram.\n",
	  "CP1252" },
	{ "Greek",
	  "Το βράδυ της Τρίτης το δημοτικό συμβούλιο αποφάσισε να μην κλείσει "
	  "τη βιβλιοθήκη πριν από το τέλος του έτους. Περισσότεροι από "
	  "διακόσιοι κάτοικοι είχαν υπογράψει επιστολή κατά του κλεισίματος. "
	  "Και τα δύο κόμματα υποσχέθηκαν άλλη λύση.\n",
	  "CP1253 ISO-8859-7" },
	{ "Turkish",
	  "Salı akşamı belediye meclisi kütüphaneyi yıl sonuna kadar "
	  "kapatmamaya karar verdi. İki yüzden fazla kişi kapatmaya karşı bir "
	  "mektup imzalamıştı. İki parti de parayı başka bir yolla "
	  "biriktirmek için çalışacağına söz verdi; çocuklar okuyacak.\n",
	  "CP1254" },
	{ "Hebrew",
	  "ביום שלישי בערב החליטה מועצת העיר שלא לסגור את הספרייה עד סוף "
	  "השנה. יותר ממאתיים תושבים חתמו על מכתב נגד הסגירה. שתי המפלגות "
	  "הבטיחו לחפש דרך אחרת לחסוך את הכסף. ראש העיר אמרה כי היא מקווה "
	  "למצוא פתרון הוגן לכל לפני הקיץ.\n",
	  "CP1255" },
	{ "Arabic",
	  "قرر مجلس المدينة مساء الثلاثاء عدم إغلاق المكتبة قبل نهاية العام. "
	  "وكان أكثر من مئتين من السكان قد وقعوا رسالة ضد الإغلاق. ووعد "
	  "الحزبان بالبحث عن طريقة أخرى لتوفير المال. وقالت رئيسة البلدية "
	  "إنها تأمل في حل عادل قبل الصيف.\n",
	  "CP1256" },
	{ "Lithuanian",
	  "Antradienio vakarą miesto taryba nusprendė neuždaryti bibliotekos "
	  "iki metų pabaigos. Daugiau kaip du šimtai gyventojų pasirašė "
	  "laišką prieš uždarymą. Abi partijos pažadėjo ieškoti kito būdo "
	  "sutaupyti pinigų, kad vaikai galėtų skaityti.\n",
	  "CP1257" },
	{ "Thai",
	  "เมื่อคืนวันอังคารสภาเมืองตัดสินใจว่าจะไม่ปิดห้องสมุดจนถึงสิ้นปี "
	  "ชาวเมืองกว่าสองร้อยคนได้ลงชื่อในจดหมายคัดค้านการปิด "
	  "ทั้งสองพรรคสัญญาว่าจะหาวิธีอื่นในการประหยัดเงิน "
	  "นายกเทศมนตรีกล่าวว่าหวังจะหาทางออกก่อนฤดูร้อน\n",
	  "CP874" },
	{ "Japanese",
	  "火曜日の夜、市議会は今年の終わりまで図書館を閉めないことを決めま"
	  "した。二百人以上の市民が閉館に反対する手紙に署名していました。両"
	  "方の党は、お金を節約する別の方法を探すと約束しました。市長は、夏"
	  "の前に公平な答えを見つけたいと述べました。\n"
	  "子どもたちはこれからも本を読むことができます。図書館の人たちは喜"
	  "んでいますが、来年の予算はまだ決まっていません。次の会議は来月の"
	  "初めに開かれる予定です。\n",
	  "CP932 EUC-JP ISO-2022-JP UTF-16LE UTF-16BE" },
	{ "Chinese",
	  "星期二晚上，市议会决定在年底之前不关闭图书馆。此前已有二百多名市"
	  "民在反对关闭的信上签名。两个政党都答应寻找其他办法来节省开支。市"
	  "长说，她希望在夏天之前找到一个公平的办法。\n"
	  "孩子们以后还可以继续看书。图书馆的工作人员很高兴，但是明年的预算"
	  "还没有决定。下一次会议将在下个月初举行，届时各方将再次讨论这个问"
	  "题，并听取居民的意见。\n",
	  "GB18030 GBK UTF-16LE" },
	{ "Chinese (traditional)",
	  "星期二晚上，市議會決定在年底之前不關閉圖書館。此前已有二百多名市"
	  "民在反對關閉的信上簽名。兩個政黨都答應尋找其他辦法來節省開支。市"
	  "長說，她希望在夏天之前找到一個公平的辦法。\n"
	  "孩子們以後還可以繼續看書。圖書館的工作人員很高興，但是明年的預算"
	  "還沒有決定。下一次會議將在下個月初舉行，屆時各方將再次討論這個問"
	  "題，並聽取居民的意見。\n",
	  "BIG5" },
	{ "Korean",
	  "화요일 저녁 시의회는 올해 말까지 도서관을 닫지 않기로 결정했다. "
	  "이백 명이 넘는 주민이 폐관에 반대하는 편지에 서명했다. 두 정당은 "
	  "돈을 아낄 다른 방법을 찾겠다고 약속했다. 시장은 여름 전에 모두에게 "
	  "공평한 답을 찾고 싶다고 말했다. 아이들은 앞으로도 책을 읽을 수 있다.\n"
	  "다음 회의는 다음 달 초에 열릴 예정이며 주민들의 의견도 듣기로 했다.\n",
	  "EUC-KR UHC UTF-16LE" },
	{ "English",
	  "On Tuesday evening the council decided not to close the library "
	  "before the end of the year – a “victory for readers”, as the mayor "
	  "put it. More than two hundred people had signed a letter against "
	  "the plan. It’s not over yet, both parties say.\n",
	  "CP1252 UTF-16LE UTF-16BE UTF-32LE UTF-32BE" },
	{ "English with apostrophes",
	  "It’s not over yet, the mayor’s office says. “We don’t close it,” "
	  "she said on Tuesday, “and we won’t.” The library’s staff weren’t "
	  "asked — they’d have liked to be.\n",
	  "CP1252 MACINTOSH UTF-16LE" },
	{ NULL, NULL, NULL },
};
