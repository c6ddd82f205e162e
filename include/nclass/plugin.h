/*
 * nclass/plugin.h: everything a plugin needs, and the whole of its contract.
 *
 * A plugin is a shared object that exports one constant, `ncl_plugin_main`,
 * and links with nothing of nclass: the host hands it a table of functions.
 * The frame of one that marks short blocks:
 *
 *	#include <nclass/plugin.h>
 *
 *	struct short_lines { const struct ncl_host *host; ncl_layer out;
 *			     ncl_label brief; };
 *	...
 *	const struct ncl_plugin ncl_plugin_main = {
 *		NCL_PLUGIN_HEAD,
 *		.name = "brief", .version = "1.0", .licence = "MIT",
 *		.summary = "mark blocks of fewer than 20 bytes",
 *		.layers = layers, .layer_size = sizeof(layers[0]),
 *		.layer_count = 1,
 *		.open = brief_open, .run = brief_run, .close = brief_close,
 *	};
 *
 * `nclass new NAME` makes a complete one, with its build and its test.
 *
 *
 * A document and what is laid over it
 *
 *	text     Headline here\nBy Jo Doe\nThe council voted on ...\n
 *	         |            |  |      |  |                      |
 *	blocks   [0 .......13) [14 ..23)  [24 ................ 62)
 *	tokens   [0,8) [9,13)  [14,16)[17,19)[20,23) ...
 *	layers   nclass.section/1   a label and a score on each block
 *	         nclass.topic/1     labels and scores on the document
 *	         acme.names/1       labels and scores on free spans
 *	         nclass.facts/1     named values (title, date, ...)
 *
 * Text is UTF-8 and never changes. Offsets are bytes, half-open
 * [begin, end), on code point boundaries, below 4 GiB. A remover marks
 * blocks; it never cuts. A plugin reads text, blocks, tokens and the layers
 * of plugins that ran before it, and writes layers of its own.
 *
 *
 * A plugin's life
 *
 *	open      once for each use in a chain, before any worker exists.
 *	          Read models and word lists here: workers share the memory.
 *	          Start no thread or child process, keep no file position.
 *	create    once in each worker, after the workers were forked.
 *	run       once a document in that worker, one call at a time.
 *	features  (trainable plugins) from inside predict(), or from training.
 *	destroy   once in each worker that created, last.
 *	close     once, after all workers are gone; in the process of open.
 *
 * Rules that hold for all of it:
 *
 *  - No mutable static or global variable: one chain may use a plugin
 *    twice, and a program may hold several chains. A plugin that cannot keep
 *    this sets NCL_PLUGIN_SINGLE, and a second open in the process is
 *    refused.
 *  - Strings and arrays in the constant live for ever and never change.
 *  - Memory belongs to who made it. What the host returns for a document
 *    lives until run returns, unless a comment says otherwise; what a plugin
 *    passes to the host is copied before the call returns.
 *  - run is a pure function of the document, the declared layers and the
 *    settings: same input, same labels, on any worker, in any order.
 *  - Never exit, never write to standard output or error, never raise or
 *    handle signals, never let an exception pass the border. Use fail and
 *    log of the host.
 *  - The shared object is never unloaded.
 *
 *
 * Versions
 *
 * The ABI has a major and a minor number. Same major: loads. The host
 * refuses another major, and a plugin whose NCL_PLUGIN_NEEDS is above the
 * host's minor; both refusals name the file and both versions. Structs grow
 * at their end only, and each carries its size: a plugin built with a
 * longer table gets the missing functions as NULL (ask with NCL_HAS), one
 * built with a shorter table gets a table of the size it knows. Arrays in
 * the constant carry the size of an element and their count, so elements may
 * grow too. struct ncl_token and struct ncl_span are frozen within a major.
 * Everything else that is new comes as an extension, found by name.
 */
#ifndef NCLASS_PLUGIN_H
#define NCLASS_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NCL_PLUGIN_MAGIC 0x4c434e70u /* "pNCL" in memory, little-endian */
#define NCL_PLUGIN_ABI_MAJOR 1u
#define NCL_PLUGIN_ABI_MINOR 0u

/*
 * The lowest minor a plugin can work with. Define it before the include when
 * the plugin calls, without asking NCL_HAS, what a later minor brought.
 */
#ifndef NCL_PLUGIN_NEEDS
#define NCL_PLUGIN_NEEDS 0u
#endif

/*
 * Status codes, of the host and of plugins. One list makes the enum and the
 * texts. A plugin's callbacks return only the first six; others count as
 * NCL_FATAL, those of run as NCL_DOC.
 */
#define NCL_STATUS_LIST(X)                                                   \
	X(OK, "no error")                                                    \
	X(SKIP, "nothing to say of this document")                           \
	X(DOC, "this document cannot be labelled")                           \
	X(LIMIT, "a limit of time or memory was reached")                    \
	X(NOMEM, "out of memory")                                            \
	X(FATAL, "cannot go on")                                             \
	X(INVALID, "an argument is out of its range")                        \
	X(MISSING, "not found")                                              \
	X(FORMAT, "not in the expected format")                              \
	X(READ, "cannot be read")                                            \
	X(WRITE, "cannot be written")                                        \
	X(USAGE, "wrong use of an option")                                   \
	X(REFUSED, "refused")                                                \
	X(INTERRUPTED, "interrupted")

enum ncl_status {
#define NCL_STATUS_ENUM(name, text) NCL_##name,
	NCL_STATUS_LIST(NCL_STATUS_ENUM)
#undef NCL_STATUS_ENUM
	NCL_STATUS_COUNT
};

/*
 * What run means by its status:
 *	NCL_OK     the layers it added become visible
 *	NCL_SKIP   nothing to say: its layers become visible, and empty
 *	NCL_DOC    this document is bad: it is reported, the run goes on
 *	NCL_LIMIT  stopped by should_stop or a limit: as NCL_DOC
 *	NCL_NOMEM  memory ran out: as NCL_DOC
 *	NCL_FATAL  no document can be labelled: the whole run ends
 * Labels of a run that returns neither OK nor SKIP are dropped.
 */

typedef struct ncl_doc ncl_doc;           /* a document */
typedef struct ncl_settings ncl_settings; /* checked options of one use */
typedef struct ncl_model ncl_model;       /* a trained model, opened */
typedef uint32_t ncl_layer;               /* a layer's handle; 0: none */
typedef uint32_t ncl_label;               /* a label's handle; 0: none */

/* One word, or one character of a script written without spaces. Frozen. */
struct ncl_token {
	uint64_t hash;       /* XXH3-64, seed 0, of the case-folded bytes */
	uint32_t begin, end; /* byte range in the text */
};

/* A label on a free stretch of text. Frozen. */
struct ncl_span {
	uint32_t begin, end;
	ncl_label label;
	float score; /* calibrated probability, 0 to 1 */
};

/* A label on the whole document. */
struct ncl_mark {
	ncl_label label;
	float score;
};

/* Facts that a reader notes on a block; see flags. */
enum ncl_block_flag {
	NCL_BLOCK_PAGE_BREAK = 1,  /* a form feed stands before it */
	NCL_BLOCK_WRAPPED = 2,     /* hard-wrapped: its text holds newlines */
	NCL_BLOCK_INDENTED = 4,    /* white space stood before it on its line */
	NCL_BLOCK_LINES = 8,       /* HTML: its newlines are its own (<br>) */
	NCL_BLOCK_HEADER_CELLS = 16, /* HTML: it has cells, and all are <th> */
	NCL_BLOCK_ARIA_HIDDEN = 32 /* HTML: not read out (aria-hidden) */
};

/*
 * The elements of HTML by number. Numbers never change; new ones come at the
 * end. 0 is no element, NCL_TAG_OTHER one without a number.
 */
#define NCL_TAG_LIST(X) \
	X(A, "a") X(ABBR, "abbr") X(ACRONYM, "acronym") \
	X(ADDRESS, "address") X(ANNOTATION, "annotation") \
	X(APPLET, "applet") X(AREA, "area") X(ARTICLE, "article") \
	X(ASIDE, "aside") X(AUDIO, "audio") X(B, "b") X(BASE, "base") \
	X(BASEFONT, "basefont") X(BDI, "bdi") X(BDO, "bdo") \
	X(BGSOUND, "bgsound") X(BIG, "big") X(BLINK, "blink") \
	X(BLOCKQUOTE, "blockquote") X(BODY, "body") X(BR, "br") \
	X(BUTTON, "button") X(CANVAS, "canvas") X(CAPTION, "caption") \
	X(CENTER, "center") X(CITE, "cite") X(CODE, "code") X(COL, "col") \
	X(COLGROUP, "colgroup") X(DATA, "data") X(DATALIST, "datalist") \
	X(DD, "dd") X(DEL, "del") X(DETAILS, "details") X(DFN, "dfn") \
	X(DIALOG, "dialog") X(DIR, "dir") X(DIV, "div") X(DL, "dl") \
	X(DT, "dt") X(EM, "em") X(EMBED, "embed") X(FIELDSET, "fieldset") \
	X(FIGCAPTION, "figcaption") X(FIGURE, "figure") X(FONT, "font") \
	X(FOOTER, "footer") X(FOREIGNOBJECT, "foreignobject") \
	X(FORM, "form") X(FRAME, "frame") X(FRAMESET, "frameset") \
	X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") \
	X(H6, "h6") X(HEAD, "head") X(HEADER, "header") \
	X(HGROUP, "hgroup") X(HR, "hr") X(HTML, "html") X(I, "i") \
	X(IFRAME, "iframe") X(IMG, "img") X(INPUT, "input") X(INS, "ins") \
	X(KBD, "kbd") X(KEYGEN, "keygen") X(LABEL, "label") \
	X(LEGEND, "legend") X(LI, "li") X(LINK, "link") \
	X(LISTING, "listing") X(MAIN, "main") X(MAP, "map") \
	X(MARK, "mark") X(MARQUEE, "marquee") X(MATH, "math") \
	X(MENU, "menu") X(META, "meta") X(METER, "meter") X(NAV, "nav") \
	X(NOBR, "nobr") X(NOEMBED, "noembed") X(NOFRAMES, "noframes") \
	X(NOSCRIPT, "noscript") X(OBJECT, "object") X(OL, "ol") \
	X(OPTGROUP, "optgroup") X(OPTION, "option") X(OUTPUT, "output") \
	X(P, "p") X(PARAM, "param") X(PICTURE, "picture") \
	X(PLAINTEXT, "plaintext") X(PRE, "pre") X(PROGRESS, "progress") \
	X(Q, "q") X(RB, "rb") X(RP, "rp") X(RT, "rt") X(RTC, "rtc") \
	X(RUBY, "ruby") X(S, "s") X(SAMP, "samp") X(SCRIPT, "script") \
	X(SEARCH, "search") X(SECTION, "section") X(SELECT, "select") \
	X(SLOT, "slot") X(SMALL, "small") X(SOURCE, "source") \
	X(SPAN, "span") X(STRIKE, "strike") X(STRONG, "strong") \
	X(STYLE, "style") X(SUB, "sub") X(SUMMARY, "summary") \
	X(SUP, "sup") X(SVG, "svg") X(TABLE, "table") X(TBODY, "tbody") \
	X(TD, "td") X(TEMPLATE, "template") X(TEXTAREA, "textarea") \
	X(TFOOT, "tfoot") X(TH, "th") X(THEAD, "thead") X(TIME, "time") \
	X(TITLE, "title") X(TR, "tr") X(TRACK, "track") X(TT, "tt") \
	X(U, "u") X(UL, "ul") X(VAR, "var") X(VIDEO, "video") \
	X(WBR, "wbr") X(XMP, "xmp")

enum ncl_tag {
	NCL_TAG_NONE,
#define NCL_TAG_ENUM(name, text) NCL_TAG_##name,
	NCL_TAG_LIST(NCL_TAG_ENUM)
#undef NCL_TAG_ENUM
	NCL_TAG_OTHER = 255
};

/* What a block is inside of, at any depth; see inside. By element, or by the
 * ARIA role of the same meaning. */
enum ncl_inside {
	NCL_IN_ARTICLE = 1,
	NCL_IN_MAIN = 2,
	NCL_IN_NAV = 4,
	NCL_IN_HEADER = 8,
	NCL_IN_FOOTER = 16,
	NCL_IN_ASIDE = 32,
	NCL_IN_FIGURE = 64,
	NCL_IN_CAPTION = 128, /* figcaption, caption */
	NCL_IN_QUOTE = 256,
	NCL_IN_PRE = 512,
	NCL_IN_FORM = 1024,
	NCL_IN_BUTTON = 2048,
	NCL_IN_DIALOG = 4096,
	NCL_IN_DETAILS = 8192,
	NCL_IN_ADDRESS = 16384,
	NCL_IN_SECTION = 32768,
	NCL_IN_TIME = 65536,  /* all of its text is in <time> */
	NCL_IN_CODE = 131072,
	NCL_IN_LINK = 262144, /* all of its text is in one link */
	NCL_IN_STRONG = 524288 /* in b, strong or em, i: all of its text */
};

/* A word of an element's class, id, itemprop, role or data-testid: a run of
 * ASCII letters, "byline" of "article__byLine-2" ("by" and "line"). */
struct ncl_markup_word {
	uint64_t hash;    /* as token_hash of it */
	const char *text; /* lower case, NUL-ended */
};

/*
 * An element that blocks are in. Blocks of one element share its pointer, so
 * that pointers tell what stands together.
 */
struct ncl_container {
	const struct ncl_container *parent; /* NULL: the outermost */
	const struct ncl_markup_word *words;
	uint32_t word_count; /* at most 24 */
	uint16_t tag;        /* of enum ncl_tag */
	uint16_t depth;      /* 1: the outermost */
	uint64_t path; /* a hash of the tags and words from the outermost to
			* this: like items of one page have the same */
};

/*
 * What a person would see as one line or paragraph. Blocks are in text
 * order, disjoint, trimmed of white space, never empty; they need not cover
 * the text. Handed out by pointer, so that it can grow: never copy an array
 * of them, never take sizeof. From `tag` on: of HTML only. Without markup
 * all of it is 0, and tag tells the two apart.
 */
struct ncl_block {
	uint32_t begin, end;
	uint32_t first_token, token_count; /* filled by tokens() */
	uint32_t flags;                    /* of enum ncl_block_flag */
	uint32_t blanks_before;            /* blank lines above it */

	uint16_t tag;         /* of the innermost element that is a line or
			       * paragraph of its own; a table's row: tr */
	uint8_t heading;      /* 1 to 6; 0: no heading */
	uint8_t list_depth;   /* ul, ol, menu, dl around it */
	uint8_t table_depth;  /* tables around it */
	uint8_t cells;        /* of a row: how many have text */
	uint16_t links;       /* how many have text in it */
	uint32_t inside;      /* of enum ncl_inside */
	float link_share;     /* bytes of its text in links, 0 to 1 */
	float strong_share;   /* in b, strong, em, i */
	/* The innermost element that holds all of it. */
	const struct ncl_container *container;
};

/* ------------------------------------------------------------------ host */

enum ncl_log_level { NCL_LOG_DEBUG, NCL_LOG_INFO, NCL_LOG_WARNING };

/* One label of a model; grows at its end, so keep to the pointer. */
struct ncl_model_label {
	const char *name;
	const char *id;  /* the taxonomy's own id, or NULL */
	float threshold; /* assign at this score or above, 0 to 1 */
	/*
	 * The label above it in a taxonomy: 1 + its index, which is lower;
	 * 0: none. Its score and threshold are such that whoever assigns by
	 * thresholds assigns it where it assigns this one.
	 */
	uint32_t parent;
	uint32_t level; /* 1: at the top; 0: not told */
};

/* What predict found; row i holds the labels' probabilities of item i. */
struct ncl_scores {
	uint32_t items;  /* 1 for a document model, else the block count */
	uint32_t labels; /* as model_labels says */
	const float *p;  /* items * labels, row by row, 0 to 1 */
};

#if defined(__GNUC__)
#define NCL_PRINTF(text, first) \
	__attribute__((format(printf, text, first)))
#else
#define NCL_PRINTF(text, first)
#endif

/*
 * What the host offers. Each use of a plugin gets a table of its own: keep
 * the pointer that open was given (it is valid until close returns) and pass
 * it back where a function takes it. Functions that take a document may be
 * called only inside run and features, with the document of that call.
 *
 * Where a function returns a status, anything but NCL_OK left nothing
 * behind, and the host has noted why: a plugin may simply return that
 * status. (NCL_INVALID from a plugin's own call counts as NCL_FATAL then: it
 * is a mistake in the plugin.)
 */
struct ncl_host {
	uint32_t size; /* of this table as the plugin may use it */
	uint32_t abi_major, abi_minor; /* of the host */
	uint32_t reserved;
	const char *version; /* of nclass: "0.1.0" */
	void *stage;         /* the host's own; leave it alone */

	/* -- messages [any time] -- */

	/*
	 * Note why a callback fails, and return `code`. The text is what the
	 * user reads: say what is wrong and what to do; the host adds the
	 * plugin's name and the document.
	 */
	enum ncl_status (*fail)(const struct ncl_host *host,
				enum ncl_status code, const char *format, ...)
		NCL_PRINTF(3, 4);
	/* Say something that is not a failure; shown as the user asks. */
	void (*log)(const struct ncl_host *host, enum ncl_log_level level,
		    const char *format, ...) NCL_PRINTF(3, 4);

	/* Find an extension of the host by name; NULL where there is none. */
	const void *(*extension)(const struct ncl_host *host,
				 const char *name);

	/* -- names to handles [open and create only] -- */

	/*
	 * The handle of a layer that the plugin declared. 0 for an optional
	 * layer that no plugin before it writes, or one never declared.
	 */
	ncl_layer (*layer)(const struct ncl_host *host, const char *name);
	/*
	 * The handle of a label of a layer: new labels are made, sets are
	 * open. `id` is the label's id in a taxonomy or NULL; labels of one
	 * name and two ids are two. 0 when memory is short or the layer is 0.
	 */
	ncl_label (*label)(const struct ncl_host *host, ncl_layer layer,
			   const char *name, const char *id);
	/* The name behind a handle, NULL for 0. [any time] */
	const char *(*label_name)(const struct ncl_host *host,
				  ncl_layer layer, ncl_label label);

	/* -- settings [open only] -- */
	/*
	 * The value of a declared option, as the user set it or its default;
	 * already checked against type, range and choices. `name` must be
	 * declared with the fitting type: otherwise NULL, 0, or NaN. Texts
	 * live until close, but see model_open.
	 */
	const char *(*option_text)(const ncl_settings *settings,
				   const char *name);
	/* NCL_FLAG: 0 or 1. NCL_INTEGER, NCL_NUMBER: the number; NaN where
	 * the user chose a word that the option allows (see choices). */
	double (*option_number)(const ncl_settings *settings,
				const char *name);
	/* NCL_LIST: item i, or NULL after the last. */
	const char *(*option_item)(const ncl_settings *settings,
				   const char *name, uint32_t i);

	/* -- models [open only, but for predict] -- */

	/*
	 * Open a model: a name to be searched for, or a path (with a slash).
	 * What the user gave for this use with --model goes before `name`.
	 * Options flagged NCL_OPTION_FEATURES take the values that the model
	 * was trained with: read those afterwards. The model is the host's:
	 * it closes it after close(). During training there is no model yet
	 * and this one has no labels; open must take that as it is.
	 */
	enum ncl_status (*model_open)(const struct ncl_host *host,
				      const char *name, ncl_model **out);
	uint32_t (*model_labels)(const ncl_model *model); /* how many */
	const struct ncl_model_label *(*model_label)(const ncl_model *model,
						     uint32_t i);
	/*
	 * Call the plugin's own features function on the document and score
	 * it with the model. *out lives until run returns. [run only]
	 */
	enum ncl_status (*predict)(ncl_doc *doc, const ncl_model *model,
				   const struct ncl_scores **out);

	/* -- the document [run and features only] -- */

	/* The whole text, NUL-terminated, but NULs may stand inside too. */
	const char *(*text)(const ncl_doc *doc, size_t *len);
	uint32_t (*block_count)(const ncl_doc *doc);
	/* Block i; NULL past the last. */
	const struct ncl_block *(*block)(const ncl_doc *doc, uint32_t i);
	/*
	 * All tokens in text order; each lies in one block. Made on the first
	 * call of any plugin. NULL and *n = 0 when there is none, or memory
	 * is short (then run is failed by the host).
	 */
	const struct ncl_token *(*tokens)(ncl_doc *doc, uint32_t *n);
	/* Value i of a name ("title", "authors", "date", "lang", "url"):
	 * the input's own first, then those of the layers that the plugin
	 * declared to read. NULL past the last. */
	const char *(*value)(const ncl_doc *doc, const char *name,
			     uint32_t i, size_t *len);

	/* -- layers to read [run and features only] -- */

	/* Whether the layer's plugin ran on this document. An empty layer
	 * is there; an absent one is not. */
	int (*layer_present)(const ncl_doc *doc, ncl_layer layer);
	/* The label of a block and its score (score may be NULL); 0: none. */
	ncl_label (*block_label)(const ncl_doc *doc, ncl_layer layer,
				 uint32_t block, float *score);
	/* The document's labels in the order they were added. */
	const struct ncl_mark *(*doc_labels)(const ncl_doc *doc,
					     ncl_layer layer, uint32_t *n);
	/* Spans, sorted by begin, then end. */
	const struct ncl_span *(*spans)(const ncl_doc *doc, ncl_layer layer,
					uint32_t *n);

	/* -- layers to write [run only] -- */
	/*
	 * Every index, offset, label and score is checked: NCL_INVALID when
	 * one is out of range, cuts a character, or the layer is not the
	 * plugin's own or of another kind. A second label for a block takes
	 * the place of the first.
	 */
	enum ncl_status (*add_block_label)(ncl_doc *doc, ncl_layer layer,
					   uint32_t block, ncl_label label,
					   float score);
	enum ncl_status (*add_doc_label)(ncl_doc *doc, ncl_layer layer,
					 ncl_label label, float score);
	enum ncl_status (*add_span)(ncl_doc *doc, ncl_layer layer,
				    const struct ncl_span *span);
	/* A named value, valid UTF-8; a name may have several. */
	enum ncl_status (*add_value)(ncl_doc *doc, ncl_layer layer,
				     const char *name, const char *text,
				     size_t len);

	/* -- memory and hashes -- */

	/* Zeroed memory of the document, aligned for any type, gone with it.
	 * NULL when memory is short. [run and features only] */
	void *(*alloc)(ncl_doc *doc, size_t size);
	/*
	 * Memory of the document found again by its key, by this plugin and
	 * by others built with the same code: what is expensive and a pure
	 * function of the text is computed once. *fresh is 1, and the memory
	 * zeroed, when the key is new; then fill it before returning. A key
	 * names the code and its revision ("acme.shapes/3", hashed by
	 * token_hash in open). NULL when memory is short, or the size is not
	 * that of the first call. [run and features only]
	 */
	void *(*cache)(ncl_doc *doc, uint64_t key, size_t size, int *fresh);
	/* Case-fold and hash a word as the tokens are. [any time] */
	uint64_t (*token_hash)(const char *word, size_t len);
	/* Not 0 when run should give up soon and return NCL_LIMIT; ask in
	 * loops that may be long. [run and features only] */
	int (*should_stop)(const ncl_doc *doc);

	/* What a model says of itself under a key of docs/model-format.md
	 * ("languages"), or NULL. Lives as long as the model. [any time] */
	const char *(*model_fact)(const ncl_model *model, const char *key);
	/* The name of label i in a language ("de"; BCP 47, by its first
	 * part where not as a whole), or NULL where the model has none. Lives
	 * as long as the model. [any time] */
	const char *(*model_label_name)(const ncl_model *model, uint32_t i,
					const char *language);
};

/* Whether the host's table has a function: NCL_HAS(host, should_stop). */
#define NCL_HAS(host, function)                                    \
	((host)->size >= offsetof(struct ncl_host, function) +     \
				 sizeof((host)->function) &&       \
	 (host)->function != NULL)

/* The hash of a pair from the hashes of its parts, in this order. */
static inline uint64_t ncl_hash_pair(uint64_t first, uint64_t second)
{
	uint64_t x = (first ^ (second << 23 | second >> 41)) *
		     0x9e3779b97f4a7c15u;

	return x ^ x >> 29;
}

/* ---------------------------------------------------------------- layers */

enum ncl_layer_kind {
	NCL_LAYER_BLOCKS = 1, /* at most one label on each block */
	NCL_LAYER_DOCUMENT,   /* any number of labels on the document */
	NCL_LAYER_SPANS,      /* labels on free spans */
	NCL_LAYER_VALUES      /* named values of the document */
};

enum ncl_layer_use {
	NCL_WRITES = 1,
	NCL_READS,         /* the chain is refused when nobody writes it */
	NCL_READS_OPTIONAL /* used when there */
};

/*
 * A layer that the plugin reads or writes. Names are "publisher.name/N": a
 * new revision N means a changed meaning. One writer a layer in a chain. In
 * `mine=topic` the layers written get the publisher `mine`.
 */
struct ncl_layer_decl {
	const char *name;    /* "nclass.section/1" */
	uint32_t use;        /* of enum ncl_layer_use */
	uint32_t kind;       /* of enum ncl_layer_kind */
	const char *summary; /* what its labels mean, one line */
};

/* --------------------------------------------------------------- options */

enum ncl_option_type {
	NCL_FLAG = 1, /* yes or no */
	NCL_INTEGER,
	NCL_NUMBER,
	NCL_TEXT,
	NCL_CHOICE, /* one of choices */
	NCL_LIST,   /* any number, comma-separated, of choices if given */
	NCL_FILE    /* a name to search, or a path */
};

enum ncl_option_flag {
	/* It changes what features() gives: a model stores its value, and a
	 * contrary setting is refused when the model is used. */
	NCL_OPTION_FEATURES = 1
};

/*
 * An option of a plugin, set by --set NAME.KEY=VALUE or in a configuration
 * file. The host parses, checks and lists them.
 */
struct ncl_option {
	const char *name; /* lower-case words joined by hyphens */
	uint32_t type;    /* of enum ncl_option_type */
	uint32_t flags;   /* of enum ncl_option_flag */
	const char *value; /* the default, as a user would type it */
	double min, max;   /* numbers; both 0: no limit */
	/* "a,b,c". For numbers: words allowed in place of a number. */
	const char *choices;
	const char *help; /* one line, lower case, no full stop */
};

/* ---------------------------------------------------------------- plugin */

/* Set by `NCL_PLUGIN_HEAD | NCL_PLUGIN_SINGLE,`. */
enum ncl_plugin_flag {
	NCL_PLUGIN_SINGLE = 1, /* has mutable globals: one open a process */
	/* It starts programs, which `nclass run --isolate` would not hold: it
	 * is refused there. */
	NCL_PLUGIN_PROGRAMS = 2
};

/* The plugin itself. Callbacks that are not needed are NULL, except run. */
struct ncl_plugin {
	uint32_t magic;     /* NCL_PLUGIN_MAGIC \                      */
	uint32_t size;      /* of this struct   |                      */
	uint32_t abi_major; /*                   } NCL_PLUGIN_HEAD     */
	uint32_t abi_minor; /* lowest it needs  |  fills these         */
	uint32_t host_size; /* table it knows  /                       */
	uint32_t flags;     /* of enum ncl_plugin_flag; 0 in the head  */

	const char *name; /* lower-case letters, digits, hyphens: "topic" */
	const char *version; /* of the plugin: "1.2.0" */
	const char *summary; /* one line, lower case, no full stop */
	const char *licence; /* SPDX id: "MIT" */

	const struct ncl_layer_decl *layers;
	uint32_t layer_size, layer_count;
	const struct ncl_option *options;
	uint32_t option_size, option_count;

	/*
	 * Get ready for a chain. *shared is the plugin's own and is passed
	 * to create and close. Not NCL_OK: nothing is kept, close is not
	 * called, and the chain is refused with the text given to fail().
	 * [once a use, first, before workers]
	 */
	enum ncl_status (*open)(const struct ncl_host *host,
				const ncl_settings *settings, void **shared);
	/*
	 * Make what one worker needs: scratch memory, helpers. *self is
	 * passed to run, features and destroy; without a create, self is
	 * `shared`. It may read `shared`, never change it.
	 * [once a worker]
	 */
	enum ncl_status (*create)(void *shared, void **self);
	/*
	 * Label one document. Must keep nothing of `doc`.
	 * [any number of times between create and destroy, one at a time]
	 */
	enum ncl_status (*run)(void *self, ncl_doc *doc);
	/* Free what create made. Never fails. [once a worker, last] */
	void (*destroy)(void *self);
	/* Free what open made. Never fails. [once a use, last] */
	void (*close)(void *shared);
	/*
	 * The plugin's side of an extension, or NULL where it has none: a
	 * pointer to a constant struct. [any time, also before open]
	 */
	const void *(*extension)(const char *name);
};

#define NCL_PLUGIN_HEAD                                            \
	NCL_PLUGIN_MAGIC, sizeof(struct ncl_plugin),               \
		NCL_PLUGIN_ABI_MAJOR, NCL_PLUGIN_NEEDS,            \
		sizeof(struct ncl_host), 0

/* The one symbol that a plugin exports. */
#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
extern const struct ncl_plugin ncl_plugin_main;

/* ----------------------------------------- extension: nclass.features/1 */

/*
 * A trainable plugin is a feature function: it says what can be seen of a
 * document (or of each of its blocks), and the core does the rest: collects,
 * chooses a vocabulary, trains, calibrates, writes the model, and scores.
 *
 *	static const void *my_extension(const char *name)
 *	{
 *		return strcmp(name, NCL_FEATURES) ? NULL : &my_features;
 *	}
 *
 * `nclass train PLUGIN DATA` makes a model of it; `run` gets the scores from
 * host->predict and adds layers. The function is pure: it looks at the
 * document, the declared layers and the options flagged NCL_OPTION_FEATURES,
 * and cannot see whether it trains.
 */
#define NCL_FEATURES "nclass.features/1"

/* How the values of a hashed group are taken. */
enum ncl_feature_kind {
	/* How often: the core damps counts (1 + log), learns the weight of
	 * each feature from how common it is, and norms each item's length
	 * to 1. */
	NCL_COUNTS = 1,
	/* There or not; a second add of the same hash changes nothing. */
	NCL_FLAGS,
	/* A measure; the core learns its scale. The last add wins. */
	NCL_NUMBERS
};

/* A family of hashed features; hashes of two groups never meet. */
struct ncl_feature_group {
	const char *name;    /* "words" */
	uint32_t kind;       /* of enum ncl_feature_kind */
	/* Of counts: the length that the group's vector is normed to, so how
	 * much it has to say beside other groups. 0: 1; at most 100. */
	float share;
	const char *summary; /* one line */
};

/*
 * Where the features go. A value that is not finite, a group or an index out
 * of range, an item out of order fail the document with NCL_INVALID when
 * features returns: no call needs to be checked.
 */
struct ncl_sink {
	uint32_t size;
	uint32_t reserved;
	void *data; /* the host's own */

	/* Block plugins: what follows is of this block. Blocks come in
	 * rising order; one left out has no features. Document plugins
	 * never call it. */
	void (*item)(struct ncl_sink *sink, uint32_t block);
	/* Dense features from `first` on; those never set are 0. */
	void (*dense)(struct ncl_sink *sink, uint32_t first,
		      const float *values, uint32_t n);
	/* A hashed feature. Counts add up. */
	void (*add)(struct ncl_sink *sink, uint32_t group, uint64_t hash,
		    float value);
	/* n tokens from `first`, each as add(group, hash, value). */
	void (*add_tokens)(struct ncl_sink *sink, uint32_t group,
			   uint32_t first, uint32_t n, float value);
	/* The n-1 pairs of n neighbouring tokens, by ncl_hash_pair. */
	void (*add_pairs)(struct ncl_sink *sink, uint32_t group,
			  uint32_t first, uint32_t n, float value);
	/*
	 * Tell what a hash given to add stands for. NULL unless somebody
	 * wants to read names: test it first, formatting is slow. Names of
	 * tokens and pairs are known to the host.
	 */
	void (*name)(struct ncl_sink *sink, uint32_t group, uint64_t hash,
		     const char *text);
};

enum ncl_feature_unit { NCL_UNIT_DOCUMENT = 1, NCL_UNIT_BLOCK };

struct ncl_features {
	uint32_t size;     /* sizeof(struct ncl_features) */
	uint32_t revision; /* raise it when a feature changes its meaning:
			    * models of another revision are refused */
	uint32_t unit;     /* of enum ncl_feature_unit */
	uint32_t reserved;
	/*
	 * The field of a training record (document plugins) or of each of
	 * its "blocks" (block plugins) that holds the right label: "labels",
	 * "role", "content". true and 1 read as "1", false and 0 as "0".
	 */
	const char *gold;
	const char *const *dense; /* names of dense features */
	uint32_t dense_count;
	uint32_t group_size, group_count;
	const struct ncl_feature_group *groups;
	/* Give the features of one document. [as run; from predict] */
	enum ncl_status (*features)(void *self, ncl_doc *doc,
				    struct ncl_sink *sink);
	/*
	 * A name that plugins give whose features are the same for every
	 * document, whatever their options; or NULL. Where two of them stand
	 * in a chain, the host may call the function of one of them alone,
	 * and score both models.
	 */
	const char *same;
};

/* ------------------------------------------ extension: nclass.explain/1 */

/*
 * An extension of the host, for a plugin whose labels come from more than its
 * model: it tells what else moved them, where somebody asks why.
 *
 *	const struct ncl_explain *x = host->extension(host, NCL_EXPLAIN);
 *	...
 *	if (x && x->wanted(doc))
 *		x->note(doc, block, "role related", -0.8f);
 */
#define NCL_EXPLAIN "nclass.explain/1"
#define NCL_NO_BLOCK UINT32_MAX

struct ncl_explain {
	uint32_t size;
	uint32_t reserved;
	/* Not 0 where somebody asks why. [run only] */
	int (*wanted)(const ncl_doc *doc);
	/*
	 * `odds` was added to the log-odds of a block's score (of the
	 * document's: NCL_NO_BLOCK) because of `what`, valid UTF-8. 0 where
	 * it changed the label, but not the score. [run only]
	 */
	void (*note)(ncl_doc *doc, uint32_t block, const char *what,
		     float odds);
};

/* ------------------------------------------ extension: nclass.reading/1 */

/*
 * An extension of the host: dates and names as they stand in a line of text.
 * Pure functions; they allocate nothing and take time in proportion to the
 * text. [any time]
 *
 *	const struct ncl_reading *r = host->extension(host, NCL_READING);
 *	struct ncl_date date;
 *
 *	if (r && r->date(text, len, 0, "de", 0, &date))
 *		... date.iso, text[date.begin, date.end)
 */
#define NCL_READING "nclass.reading/1"

enum ncl_date_rule { NCL_DAY_FIRST = 1, NCL_MONTH_FIRST = 2 };

enum ncl_date_flag {
	NCL_DATE_TIME = 1,      /* it has a time of day */
	NCL_DATE_MODIFIED = 2,  /* "Updated", "Stand:" stands before it */
	NCL_DATE_AMBIGUOUS = 4  /* day and month may be the other way round */
};

/*
 * A date in a text. iso is ISO 8601 with the precision that was there:
 * "2021-03-04", "2021-03-04T10:32", "2021-03-04T10:32:05-05:00"; fractions
 * of seconds are dropped, UTC is "Z".
 */
struct ncl_date {
	uint32_t begin, end; /* with its time and zone */
	uint32_t flags;      /* of enum ncl_date_flag */
	char iso[32];
};

enum ncl_name_rule {
	/* The text is a name or several, as in <meta name="author">: what is
	 * there is taken, unless it is an address, a number, a handle. Else
	 * only what has the shape of a person's name, or is a news agency. */
	NCL_NAMES_ALL = 1
};

/* A name in a text. */
struct ncl_name {
	uint32_t begin, end;
	uint32_t flags;
	uint32_t reserved;
};

enum ncl_name_flag {
	NCL_NAME_AGENCY = 1, /* an agency, a desk, "staff": no person */
	NCL_NAME_CUE = 2     /* "By", "Von", "Text:" stands before it */
};

struct ncl_reading {
	uint32_t size;
	uint32_t reserved;
	/* As ncl_find_date and ncl_find_names (nclass/facts.h). */
	int (*date)(const char *text, size_t len, size_t from,
		    const char *language, unsigned rules,
		    struct ncl_date *out);
	uint32_t (*names)(const char *text, size_t len, unsigned rules,
			  struct ncl_name *out, uint32_t room);
};

/* -------------------------------------------- extension: nclass.parts/1 */

/*
 * An extension of the host, for a plugin of documents that also speaks of
 * their parts (blocks, sentences): its model scores each of them as if it was
 * a document.
 *
 *	static enum ncl_status of_parts(void *arg, ncl_doc *doc,
 *					struct ncl_sink *sink)
 *	{
 *		for each part i, in rising order:
 *			sink->item(sink, i);
 *			sink->add(sink, ...);
 *	}
 *	...
 *	const struct ncl_parts_call call = { of_parts, arg, n };
 *
 *	status = parts->predict(doc, model, &call, p);
 */
#define NCL_PARTS "nclass.parts/1"

struct ncl_parts_call {
	/* The features of each part, as those of the plugin's documents; one
	 * that is left out has none. */
	enum ncl_status (*features)(void *arg, ncl_doc *doc,
				    struct ncl_sink *sink);
	void *arg;
	uint32_t parts; /* how many there are */
};

struct ncl_parts {
	uint32_t size;
	uint32_t reserved;
	/* p: a row a part with the labels' probabilities, as many as
	 * model_labels says; the plugin's own memory. [run only] */
	enum ncl_status (*predict)(ncl_doc *doc, const ncl_model *model,
				   const struct ncl_parts_call *call,
				   float *p);
};

/* -------------------------------------- extension: nclass.declaration/1 */

/*
 * An extension of the host, for a plugin that runs others: `exec` is one. A
 * file declares such a plugin: its name, layers with their labels, options
 * (docs/exec.md). Asked for in open; NULL where no file declares the use.
 */
#define NCL_DECLARATION "nclass.declaration/1"

struct ncl_declaration {
	uint32_t size;
	/* So many of the options are those of the plugin that runs it; they
	 * come first, the file's own behind them. */
	uint32_t own;
	const char *path;                /* of the file, from the root */
	const struct ncl_plugin *plugin; /* as the file declares it */
	/* Of each layer that is written, NULL-ended. */
	const char *const *const *labels;
};

#ifdef __cplusplus
}
#endif

#endif /* NCLASS_PLUGIN_H */
