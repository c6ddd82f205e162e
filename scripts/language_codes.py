"""Codes of FLORES-200 (language and script) as nclass gives them: BCP 47, the shortest code there is.

Varieties that are written much alike are one: the Arabic dialects of the set, Persian and Dari, Chinese in both
scripts and Cantonese, Akan and Twi.
"""

SHORT = dict(pair.split(":") for pair in """
afr:af aka:ak twi:ak als:sq amh:am asm:as ayr:ay azj:az bak:ba bam:bm bel:be ben:bn bod:bo bos:bs bul:bg cat:ca ces:cs
cym:cy dan:da deu:de dik:din dzo:dz ell:el eng:en epo:eo est:et eus:eu ewe:ee fao:fo fij:fj fin:fi fra:fr fuv:ff gaz:om
gla:gd gle:ga glg:gl grn:gn guj:gu hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ind:id isl:is ita:it jav:jv
jpn:ja kan:kn kas:ks kat:ka kaz:kk khk:mn khm:km kik:ki kin:rw kir:ky kmr:ku knc:kr kon:kg kor:ko lao:lo lim:li lin:ln
lit:lt ltz:lb lug:lg lvs:lv mal:ml mar:mr mkd:mk mlt:mt mri:mi mya:my nld:nl nno:nn nob:no npi:ne nya:ny oci:oc ory:or
pan:pa pbt:ps pes:fa prs:fa plt:mg pol:pl por:pt quy:qu ron:ro run:rn rus:ru sag:sg san:sa scn:scn sin:si slk:sk slv:sl
smo:sm sna:sn snd:sd som:so sot:st spa:es srd:sc srp:sr ssw:ss sun:su swe:sv swh:sw tam:ta tat:tt tel:te tgk:tg tgl:tl
tha:th tir:ti tsn:tn tso:ts tuk:tk tur:tr uig:ug ukr:uk urd:ur uzn:uz vie:vi wol:wo xho:xh ydd:yi yor:yo zho:zh zsm:ms
zul:zu arb:ar acm:ar acq:ar aeb:ar ajp:ar apc:ar ars:ar ary:ar arz:ar yue:zh
""".split())
# Written in a second script, which is named then.
SECOND = {"ace_Arab", "arb_Latn", "bjn_Arab", "kas_Deva", "knc_Arab", "min_Arab", "taq_Tfng"}


# Written without spaces between words.
NO_SPACES = {"bo", "dz", "ja", "km", "lo", "my", "shn", "th", "zh"}


def first_words(text, code, n, start=0):
    """n words of a text from one on; where there are no spaces, as many letters as three a word."""
    if code in NO_SPACES:
        return text[3 * start:3 * (start + n)]
    return " ".join(text.split()[start:start + n])


def bcp47(flores):
    language, script = flores.split("_")
    code = SHORT.get(language, language)
    return f"{code}-{script}" if flores in SECOND else code
