// Mozilla's Readability over JSON lines {"id","html"}: {"id","kept"} each, for the scorer of articles.
// node readability.mjs FOLDER, which holds node_modules with @mozilla/readability and linkedom.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2], "package.json"));
const { Readability } = require("@mozilla/readability");
const { parseHTML } = require("linkedom");
const BLOCK = /^(P|DIV|H[1-6]|LI|UL|OL|TABLE|TR|TD|TH|BLOCKQUOTE|PRE|FIGURE|FIGCAPTION|SECTION|ARTICLE|BR|DT|DD|HEADER|FOOTER)$/;

// The text, with a line for each block: textContent would glue words of neighbours.
function textOf(node) {
	if (node.nodeType === 3)
		return node.textContent;
	const text = Array.from(node.childNodes, textOf).join("");
	return BLOCK.test(node.nodeName) ? "\n" + text + "\n" : text;
}

function kept(html) {
	try {
		const article = new Readability(parseHTML(html).document, { serializer: (element) => element }).parse();
		return article ? textOf(article.content) : "";
	} catch {
		return "";
	}
}

// Lines end at \n alone: readline parts them at U+2028 too, and the scorer at all that Unicode calls a line's end.
async function* lines(stream) {
	let rest = "";
	for await (const chunk of stream.setEncoding("utf8")) {
		const parts = (rest + chunk).split("\n");
		rest = parts.pop();
		yield* parts;
	}
	if (rest)
		yield rest;
}

function escaped(text) {
	return text.replace(/[\u001c-\u001e\u0085\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

for await (const line of lines(process.stdin)) {
	const page = JSON.parse(line);
	console.log(escaped(JSON.stringify({ id: page.id, kept: kept(page.html) })));
}
