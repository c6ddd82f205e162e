#include "common/cues.h"

static const char month[] =
	"january,february,march,april,may,june,july,august,september,"
	"october,november,december,jan,feb,mar,apr,jun,jul,aug,sep,"
	"sept,oct,nov,dec,januar,februar,märz,mai,juni,juli,oktober,"
	"dezember,janvier,février,mars,avril,juin,juillet,août,"
	"septembre,octobre,novembre,décembre,enero,febrero,marzo,abril,"
	"mayo,junio,julio,agosto,septiembre,octubre,noviembre,"
	"diciembre,gennaio,febbraio,aprile,maggio,giugno,luglio,"
	"settembre,ottobre,dicembre,janeiro,fevereiro,março,maio,junho,"
	"julho,setembro,outubro,novembro,dezembro,januari,februari,"
	"maart,mei,augusti,augustus,desember,tammikuuta,helmikuuta,"
	"maaliskuuta,huhtikuuta,toukokuuta,kesäkuuta,heinäkuuta,"
	"elokuuta,syyskuuta,lokakuuta,marraskuuta,joulukuuta,stycznia,"
	"lutego,marca,kwietnia,maja,czerwca,lipca,sierpnia,września,"
	"października,listopada,grudnia,ledna,února,března,dubna,"
	"května,června,července,srpna,září,října,listopadu,prosince,"
	"января,февраля,марта,апреля,мая,июня,июля,августа,сентября,"
	"октября,ноября,декабря,січня,лютого,березня,квітня,травня,"
	"червня,липня,серпня,вересня,жовтня,листопада,грудня,"
	"ιανουαρίου,φεβρουαρίου,μαρτίου,απριλίου,μαΐου,ιουνίου,ιουλίου,"
	"αυγούστου,σεπτεμβρίου,οκτωβρίου,νοεμβρίου,δεκεμβρίου,ocak,"
	"şubat,mart,nisan,mayıs,haziran,temmuz,ağustos,eylül,ekim,"
	"kasım,aralık";

static const char day[] =
	"monday,tuesday,wednesday,thursday,friday,saturday,sunday,mon,"
	"tue,wed,thu,fri,sat,sun,montag,dienstag,mittwoch,donnerstag,"
	"freitag,samstag,sonntag,lundi,mardi,mercredi,jeudi,vendredi,"
	"samedi,dimanche,lunes,martes,miércoles,jueves,viernes,sábado,"
	"domingo,lunedì,martedì,mercoledì,giovedì,venerdì,sabato,"
	"domenica,måndag,tisdag,onsdag,torsdag,fredag,lördag,söndag,"
	"понедельник,вторник,среда,четверг,пятница,суббота,воскресенье,"
	"poniedziałek,wtorek,środa,czwartek,piątek,sobota,niedziela,"
	"δευτέρα,τρίτη,τετάρτη,πέμπτη,παρασκευή,σάββατο,κυριακή,星 期,"
	"周 一,周 二,周 三,周 四,周 五,周 六,周 日";

static const char ago[] =
	"ago,hours ago,minutes ago,days ago,hrs,mins,updated,published,"
	"posted,modified,publié,publicado,actualizado,veröffentlicht,"
	"aktualisiert,stand,uhr,vor,il y a,hace,mis à jour,pubblicato,"
	"aggiornato,publicerad,uppdaterad,publisert,oppdatert,"
	"publiceret,julkaistu,päivitetty,opublikowano,aktualizacja,"
	"aktualizováno,обновлено,опубликовано,оновлено,опубліковано,"
	"δημοσίευση,ενημέρωση,güncelleme,yayınlanma,发 布,更 新,时 间,"
	"小 时 前,分 钟 前,更新,配信,公開,am,pm,est,edt,gmt,utc,cet,"
	"bst,pdt,pst,ist";

static const char by[] =
	"by,von,par,por,di,af,av,door,autor,author,authors,auteur,"
	"autore,écrit par,written by,reporting by,reported by,"
	"edited by,editing by,contributor,contributed,correspondent,"
	"reporter,staff,editor,redaktion,rédaction,redacción,redazione,"
	"redaktör,toimittaja,journalist,журналист,автор,корреспондент,"
	"автори,текст,tekst,text,skribent,συντάκτης,muhabir,editör,"
	"autorka,dziennikarz,redaktor,记 者,作 者,编 辑,责 任 编 辑,"
	"来 源,責 編,記 者,文責,記者,byline,columnist,writer";

static const char photo[] =
	"photo,photos,photograph,photographer,photography,image,images,"
	"picture,pictured,credit,credits,courtesy,getty,reuters,afp,ap,"
	"epa,dpa,shutterstock,alamy,istock,unsplash,handout,file photo,"
	"via,illustration,graphic,screenshot,foto,fotos,bild,bilder,"
	"bildrechte,quelle,imago,picture alliance,crédit,crédits,"
	"légende,fotografía,imagen,crédito,foto di,fotografo,kuva,"
	"zdjęcie,fot,źródło,фото,снимок,источник,джерело,φωτογραφία,"
	"πηγή,fotoğraf,kaynak,图 片,图 为,摄,供 图,资 料 图,写真,撮影,"
	"left,right,foreground,scanpix,tt,ntb,ritzau,lehtikuva";

static const char share[] =
	"share,tweet,facebook,twitter,whatsapp,linkedin,pinterest,"
	"reddit,email,print,copy,link,copy link,telegram,instagram,"
	"youtube,tiktok,flipboard,messenger,threads,bluesky,x,teilen,"
	"merken,drucken,mailen,e mail,link kopieren,partager,imprimer,"
	"envoyer,compartir,imprimir,enviar,condividi,stampa,"
	"compartilhar,dela,skriv ut,del,jaa,tulosta,udostępnij,drukuj,"
	"sdílet,поделиться,печать,вконтакте,одноклассники,поширити,"
	"κοινοποίηση,εκτύπωση,paylaş,yazdır,分 享,微 信,微 博,qq,"
	"朋 友 圈,空 间,打 印,收 藏,シェア,ツイート,line,follow,"
	"follow us,folgen,suivez,síguenos,seguici,följ,follow on,rss,"
	"bookmark,save,listen,gift";

static const char promo[] =
	"subscribe,subscription,subscribers,subscriber,newsletter,"
	"newsletters,sign up,signup,sign in,donate,donation,support,"
	"inbox,email address,become a member,membership,member,premium,"
	"free trial,trial,unlimited,abonnieren,abonnement,abo,abonnent,"
	"newsletter abonnieren,anmelden,registrieren,spenden,"
	"unterstützen,jetzt,kostenlos,abonnez,abonner,abonnés,"
	"inscrivez,inscription,infolettre,soutenez,suscríbete,"
	"suscripción,suscribirse,boletín,registrarse,iscriviti,"
	"abbonati,abbonamento,assine,inscreva,prenumerera,prenumerant,"
	"nyhetsbrev,logga in,tilaa,tilaaja,uutiskirje,logg inn,"
	"subskrybuj,prenumerata,zapisz,odebírat,předplatné,подписаться,"
	"подписка,подписывайтесь,рассылка,поддержите,підписатися,"
	"підписуйтесь,підтримайте,εγγραφείτε,συνδρομή,abone,üye,bülten,"
	"订 阅,注 册,登 录,会 員,登録,ログイン,会員,download,app,"
	"get the app,click here,join,join us,sign,tip,tips,contact us,"
	"get our,our newsletter,your inbox,every day,daily,exclusive,"
	"offer,deals,register,log in,login";

static const char ad[] =
	"advertisement,advertisements,ad,ads,advert,advertising,"
	"sponsored,promoted,sponsor,anzeige,werbung,publicité,"
	"publicidad,anuncio,pubblicità,publicidade,annons,annonse,"
	"annonce,reklam,mainos,ilmoitus,reklama,reklamy,inzerce,"
	"реклама,διαφήμιση,广 告,広告,スポンサー,pr,affiliate,"
	"commission,scroll,continue reading,story continues,"
	"article continues,skip ad,paid,partner,partner content";

static const char related[] =
	"related,read more,read also,also read,more from,see also,more,"
	"recommended,trending,most read,most popular,popular,latest,"
	"top stories,you may,might also,next,previous,more stories,"
	"related articles,related stories,editor's picks,up next,"
	"don't miss,watch,video,videos,mehr,mehr zum,lesen sie,"
	"auch interessant,weitere,mehr lesen,meistgelesen,das könnte,"
	"lire aussi,à lire,lire la,voir aussi,plus de,les plus lus,"
	"sur le même,lea también,leer más,te puede,más leídas,"
	"relacionadas,relacionados,noticias,leggi anche,leggi,"
	"correlati,potrebbe,leia também,leia mais,mais lidas,läs mer,"
	"läs också,mer från,senaste,mest läst,lue myös,lue lisää,"
	"luetuimmat,les også,les mer,læs også,læs mere,mest læst,"
	"czytaj,zobacz,przeczytaj,więcej,najnowsze,čtěte,další,читайте,"
	"читать,читайте также,подробнее,главное,новости,популярное,ещё,"
	"читайте також,новини,διαβάστε,περισσότερα,σχετικά,δείτε,"
	"haberler,ilgili,son dakika,相 关,推 荐,阅 读,新 闻,热 点,"
	"更 多,精 彩,排 行,関連,記事,ランキング,おすすめ,もっと,topics,"
	"stories,articles,news,headlines";

static const char comments[] =
	"comment,comments,reply,replies,commenting,leave a,"
	"post a comment,your comment,discussion,conversation,kommentar,"
	"kommentare,kommentieren,antworten,diskussion,commentaire,"
	"commentaires,réagir,répondre,comentario,comentarios,responder,"
	"comentar,commenti,commento,rispondi,comentários,kommentarer,"
	"svara,kommentera,kommentit,vastaa,komentarze,komentarz,"
	"odpowiedz,diskuze,комментарии,комментарий,комментировать,"
	"ответить,коментарі,коментувати,σχόλια,σχόλιο,απάντηση,yorum,"
	"yorumlar,评 论,留 言,回 复,发 表,网 友,コメント,返信,likes,"
	"like,upvote,report abuse,says,said on,wrote,anonymous,guest,"
	"登录";

static const char legal[] =
	"copyright,rights reserved,all rights,reserved,privacy,"
	"privacy policy,terms,terms of,conditions,cookie,cookies,"
	"policy,gdpr,consent,disclaimer,trademark,impressum,"
	"datenschutz,agb,rechte vorbehalten,nutzungsbedingungen,"
	"droits réservés,mentions légales,confidentialité,"
	"conditions générales,derechos reservados,aviso legal,"
	"privacidad,política,diritti riservati,privacidade,"
	"direitos reservados,integritet,personuppgifter,villkor,"
	"tietosuoja,evästeet,käyttöehdot,personvern,vilkår,zastrzeżone,"
	"prawa,polityka,prywatności,regulamin,ciasteczka,zásady,práva,"
	"права защищены,политика,конфиденциальности,условия,правила,"
	"авторские,права,політика,умови,πνευματικά,όροι χρήσης,"
	"απορρήτου,gizlilik,telif,çerez,版 权,隐 私,声 明,所 有,転載,"
	"著作,規約,プライバシー,accessibility,sitemap,about us,contact,"
	"contact us,careers,imprint,kontakt,über uns,mitmachen,"
	"qui sommes,contacto,acerca,chi siamo,om oss,yhteystiedot,"
	"o nas,о нас,контакты,редакция,контакти,επικοινωνία,iletişim,"
	"hakkımızda,联 系,关 于,我 们,京 icp,icp,備,お問い合わせ,"
	"correction,standards,guidelines,journalism trust,faq,help,"
	"jobs";

static const char read[] =
	"min read,minute read,minutes read,min,minute,minutes,read,"
	"reading time,lesezeit,minuten,temps de,lecture,minuto,minutos,"
	"lectura,lettura,leitura,läsning,lästid,lukuaika,czytania,"
	"чтения,мин,words,views,view,aufrufe,vues,visitas,просмотров,"
	"просмотры,переглядів,阅 读 量,浏 览,点 击,次";

static const char tags[] =
	"tags,tag,topics,topic,category,categories,filed under,filed,"
	"posted in,keywords,themen,schlagworte,stichworte,"
	"mehr zum thema,rubrik,ressort,mots clés,étiquettes,sujets,"
	"etiquetas,temas,archivado en,categoría,argomenti,ämnen,"
	"etiketter,ämne,taggar,aiheet,avainsanat,emner,tagi,tematy,"
	"štítky,témata,теги,метки,темы,мітки,ετικέτες,etiketler,标 签,"
	"关 键,タグ,カテゴリ,キーワード,section,in this article,"
	"in this story";

static const char bio[] =
	"is a,he is,she is,he has,reporter,reporter covering,"
	"correspondent,covers,covering,writes,author of,editor at,"
	"editor of,joined,freelance,based in,follow her,follow him,"
	"can be reached,previously,journalist,senior,professor,founder,"
	"twitter,graduated,lives in,experience,award,degree,"
	"ist redakteur,redakteur,redakteurin,autor,autorin,arbeitet,"
	"journaliste,rédacteur,periodista,giornalista,jornalista,"
	"skriver,toimittaja,dziennikarz,корреспондент,журналист,email,"
	"bio,about the author,über den autor,zum autor,作 者 简 介,"
	"投稿";

static const char nav[] =
	"home,menu,search,skip,skip to,main content,close,open,back,"
	"back to,toggle,navigation,navigate,login,account,my account,"
	"cart,language,select,show,hide,expand,all,view all,see all,"
	"load more,show more,top,zurück,startseite,suche,suchen,menü,"
	"schließen,öffnen,zum inhalt,nach oben,accueil,rechercher,"
	"recherche,fermer,menu principal,inicio,buscar,cerrar,menú,"
	"cerca,chiudi,início,busca,hem,sök,stäng,meny,koti,etusivu,"
	"haku,sulje,valikko,hjem,søk,søg,lukk,strona główna,szukaj,"
	"zamknij,hledat,domů,главная,поиск,меню,закрыть,войти,вход,"
	"головна,пошук,αρχική,αναζήτηση,σύνδεση,anasayfa,ara,giriş,"
	"首 页,搜 索,登 录,返 回,返 回 顶 部,下 一 页,上 一 页,ホーム,"
	"検索,メニュー,previous,next,page,edition,explore,browse,"
	"sections,english,deutsch,español,français";

static const char place[] =
	"washington,london,new york,paris,berlin,moscow,beijing,kyiv,"
	"kiev,brussels,tokyo,city,ap,reuters,afp,dpa,cnn,cbs,xinhua,"
	"wien,zürich,hamburg,münchen,москва,киев,київ,北 京,上 海,"
	"新 华 社,中 新 网,电,讯";

static const char notes[] =
	"fig,figure,table,tabelle,abbildung,chart,source,sources,notes,"
	"note,references,abstract,introduction,conclusion,summary,"
	"überblick,fazit,contents,inhalt,ingredients,instructions,"
	"method,steps,step,faqs,question,answer,key points,takeaways,"
	"referenser,källor,références,källa,lähteet,quellen,weblinks,"
	"einzelnachweise,liens externes,external links,externa länkar,"
	"bibliography,参 考,注 释,isbn,doi,pp,vol";

const char *const cue_words[CUE_COUNT] = {
#define CUE_WORDS(name, low) low,
	CUE_LIST(CUE_WORDS)
#undef CUE_WORDS
};
