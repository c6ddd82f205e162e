/* How a report looks: light, dark, narrow, on paper. Blue and orange are told
 * apart by all eyes (Okabe and Ito's palette). */
#include "report_page.h"

static const char *const style[] = {
	":root{color-scheme:light dark;--bg:#fdfdfb;--card:#fff;--ink:#1c1f23;"
	"--soft:#565d66;--rule:#dcdcd6;--yes:0,114,178;--no:213,94,0;"
	"--yesink:#005a8f;--noink:#a84300}\n",
	"@media (prefers-color-scheme:dark){:root{--bg:#15181c;--card:#1d2126;"
	"--ink:#e6e6e2;--soft:#a5adb6;--rule:#363c44;--yes:86,180,233;"
	"--no:240,150,60;--yesink:#7cc5f0;--noink:#f3ab66}}\n",
	"*{box-sizing:border-box}body{margin:0;background:var(--bg);color:"
	"var(--ink);font:16px/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,"
	"\"Noto Sans\",\"DejaVu Sans\",sans-serif;overflow-wrap:anywhere}\n"
	"main,header,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}"
	"header{padding-top:2.5rem}h1{font-size:2rem;line-height:1.2;margin:0}"
	"h2{font-size:1.35rem;margin:2.75rem 0 .4rem;padding-top:.9rem;"
	"border-top:2px solid var(--ink)}h3{font-size:1.05rem;margin:1.4rem 0 "
	".3rem}p{margin:.4rem 0;max-width:44rem}small,.id,header p,footer{"
	"color:var(--soft)}footer{padding-bottom:3rem;margin-top:3rem;"
	"font-size:.9rem}\n",
	".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax("
	"8rem,1fr));gap:.8rem;margin:1.5rem 0 0;padding:0}.tile{background:"
	"var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:"
	".8rem 1rem}.tile b{display:block;font-size:1.8rem;line-height:1.2;"
	"font-variant-numeric:tabular-nums;font-weight:650}.tile span{display:"
	"block;color:var(--soft);font-size:.85rem;line-height:1.35}\n",
	/* a shadow says that a table goes on beyond the right edge */
	".scroll{overflow-x:auto;margin:.8rem 0;background:linear-gradient("
	"270deg,var(--bg) 40%,transparent) right/2.5rem 100% no-repeat local,"
	"linear-gradient(270deg,rgba(128,128,128,.4),transparent) right/.7rem "
	"100% no-repeat scroll}table{border-collapse:collapse;"
	"font-size:.92rem;font-variant-numeric:tabular-nums}th,td{padding:"
	".28rem .6rem;text-align:right;border-bottom:1px solid var(--rule);"
	"white-space:nowrap}th{font-weight:600}thead th{vertical-align:bottom;"
	"color:var(--soft);font-size:.85rem;white-space:normal;"
	"overflow-wrap:normal}th:first-child,.word{text-align:"
	"left;white-space:normal;min-width:9rem;"
	"overflow-wrap:break-word}td.word{overflow-wrap:anywhere}"
	".wide{text-align:left}.wide small{margin-left:.5rem}\n",
	".range{width:7.5rem;height:.9rem;vertical-align:middle}.plots{display:"
	"grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:"
	"1.2rem;margin-top:1rem}figure{margin:0}figcaption{font-size:.88rem;"
	"color:var(--soft)}.plot{width:100%;max-width:24rem;height:auto}svg "
	"text{font-size:11px;fill:var(--soft)}.mid{text-anchor:middle}.end{"
	"text-anchor:end}svg .axis{font-size:12px;fill:var(--ink)}.grid{stroke:"
	"var(--rule);fill:none}.ideal{stroke:var(--soft);stroke-dasharray:4 4;"
	"fill:none}.line{stroke:rgb(var(--yes));stroke-width:2.5;fill:none;"
	"stroke-linejoin:round}.thin{stroke:var(--soft);stroke-opacity:.35;"
	"fill:none}.dot{fill:rgb(var(--yes))}.span{stroke:rgb(var(--yes));"
	"stroke-opacity:.45;stroke-width:5}rect.yes{fill:rgb(var(--yes))}"
	"rect.no{fill:rgb(var(--no))}g:hover .thin{stroke:rgb(var(--no));"
	"stroke-opacity:1;stroke-width:2.5}\n",
	".matrix td{text-align:center;padding:.2rem .3rem;min-width:2.1rem;"
	"border:1px solid var(--bg)}.matrix{font-size:.82rem}.matrix .turn{"
	"text-align:left;padding:.3rem .2rem;width:2.1rem;"
	"min-width:2.1rem}.turn span{writing-mode:vertical-rl;transform:"
	"rotate(180deg);max-height:13rem;overflow:hidden;text-overflow:"
	"ellipsis;white-space:nowrap;display:block}.hit{background:rgba(var("
	"--yes),var(--v))}.miss{background:rgba(var(--no),var(--v))}.most{"
	"color:#fff}.zero{color:var(--rule)}.matrix tbody th{font-weight:400}"
	"@media (prefers-color-scheme:dark){.full{color:#0d1014}}\n",
	"article{background:var(--card);border:1px solid var(--rule);"
	"border-radius:.5rem;padding:.2rem 1.1rem .8rem;margin:1rem 0;break-"
	"inside:avoid}article h3{margin:.7rem 0 0}.id{font-size:.8rem;margin:0}"
	"dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem .8rem;margin:"
	".6rem 0}dt{color:var(--soft);font-size:.85rem}dd{margin:0}.chip{"
	"display:inline-block;border:1px solid var(--rule);border-radius:1rem;"
	"padding:0 .6rem;font-size:.85rem;margin:0 0 .2rem}.chip.yes{border-"
	"color:rgb(var(--yes));color:var(--yesink)}.chip.no{border-color:rgb("
	"var(--no));color:var(--noink)}details{margin:"
	".8rem 0}summary{cursor:pointer;color:var(--yesink)}.text{"
	"white-space:pre-line;max-width:"
	"none;font-size:.93rem;max-height:16rem;overflow:auto}.notes{white-"
	"space:pre-line}\n",
	"@media (max-width:40rem){body{font-size:15px}header{padding-top:"
	"1.4rem}h1{font-size:1.6rem}.tiles{grid-template-columns:1fr 1fr}"
	".tile{padding:.6rem .8rem}.tile b{font-size:1.45rem}.tile:last-child:"
	"nth-child(odd){grid-column:span 2}th,td{padding:.28rem .4rem}"
	"th:first-child,.word{min-width:5.5rem}th:first-child{position:sticky;"
	"left:0;background:var(--bg);font-weight:400;max-width:8.5rem}article{"
	"padding:.2rem .8rem .6rem}.range{width:4.5rem}}\n",
	"@media print{:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#444;"
	"--rule:#ccc;--yes:0,114,178;--no:213,94,0;--yesink:#005a8f;--noink:"
	"#a84300}body{font-size:10pt;print-color-adjust:exact;-webkit-print-"
	"color-adjust:exact}.scroll{overflow:visible;background:none}.matrix{"
	"font-size:6.5pt}section>p,.matrix{break-inside:avoid}"
	"section>p{break-after:avoid}"
	".matrix td,.matrix .turn{padding:.1rem;min-width:0}.text{max-height:"
	"none;overflow:visible;white-space:normal;font-size:8pt}th,td{padding:"
	".1rem .5rem}.mistakes{columns:2;column-gap:.8rem}article{margin:0 0 "
	".8rem;padding:.1rem .7rem .5rem}.chip,dt{font-size:8pt;padding:0 "
	".4rem}summary{color:inherit}details::details-content{content-"
	"visibility:visible;block-size:auto}tr,figure,.tile{break-inside:"
	"avoid}h2,h3{break-"
	"after:avoid}.full{color:inherit}.most{color:#fff}.plots{"
	"grid-template-columns:1fr 1fr 1fr}"
	"main,header,footer{max-width:none;padding:0}table{font-size:8.5pt}}\n",
};

void html_style(struct out *o)
{
	OUT(o, "<style>\n");
	for (size_t i = 0; i < sizeof(style) / sizeof(style[0]); i++)
		out_text(o, style[i]);
	OUT(o, "</style>\n");
}
