# Markdown as docs/ is written (headings, paragraphs, lists, tables, fenced
# blocks, **bold**, `code`, links) to roff. Called by scripts/man.sh:
#
#   awk -f man.awk -v map=... [-v section=...] PAGE.md
#
# map      "page.md=nclass-input(5) ..." of the pages that have a manual page
# section  "": the whole page; NAME: what stands below "## NAME"; !A!B!: what
#          stands below all other "## " headings

BEGIN {
	n = split(map, pairs, " ")
	for (i = 1; i <= n; i++) {
		split(pairs[i], pair, "=")
		manual[pair[1]] = pair[2]
	}
	wanted = section == ""
	fresh = 1
}

# Text as roff prints it.
function plain(s) {
	gsub(/\\/, "\\e", s)
	gsub(/-/, "\\-", s)
	gsub(/'/, "\\(aq", s)
	gsub(/`/, "\\(ga", s)
	gsub(/\^/, "\\(ha", s)
	gsub(/~/, "\\(ti", s)
	gsub(/"/, "\\(dq", s)
	return s
}

# Without marks of bold and code.
function bare(s) {
	gsub(/[`*]/, "", s)
	return s
}

function bold(s) { return "\\fB" plain(s) "\\fR" }

# "nclass-input(5)" as manual pages are named.
function reference(s,   at) {
	at = index(s, "(")
	return bold(substr(s, 1, at - 1)) substr(s, at)
}

# A link: to a manual page, else the name of the page or its address.
function link(s,   label, to, page) {
	label = substr(s, 2, index(s, "](") - 2)
	to = substr(s, index(s, "](") + 2)
	page = to = substr(to, 1, length(to) - 1)
	sub(/#.*/, "", page)
	sub(/.*\//, "", page)
	label = bare(label)
	if (!(page in manual))
		return label == to ? plain(to) : plain(label) " (" plain(to) ")"
	if (label == page)
		return reference(manual[page])
	return plain(label) " (" reference(manual[page]) ")"
}

function inline(s,   out, token) {
	gsub(/\\\|/, "|", s)
	while (match(s, /`[^`]+`|\*\*[^*]+\*\*|\[[^]]+\]\([^)]+\)/)) {
		token = substr(s, RSTART, RLENGTH)
		out = out plain(substr(s, 1, RSTART - 1))
		s = substr(s, RSTART + RLENGTH)
		if (token ~ /^\[/)
			out = out link(token)
		else {
			gsub(/`|^\*\*|\*\*$/, "", token)
			out = out bold(token)
		}
	}
	return out plain(s)
}

# A line that roff does not take for a request.
function put(s) {
	print (s ~ /^[.']/ ? "\\&" : "") s
}

function end_text() {
	if (text != "")
		put(inline(text))
	text = ""
}

# Splits a table's line into cell[1..]; how many.
function split_cells(s,   n) {
	sub(/^[ \t]*\|/, "", s)
	sub(/\|[ \t]*$/, "", s)
	gsub(/\\\|/, "\001", s)
	n = split(s, cell, "|")
	for (i = 1; i <= n; i++) {
		gsub(/\001/, "|", cell[i])
		gsub(/^[ \t]+|[ \t]+$/, "", cell[i])
	}
	return n
}

# A row is a term and what is said of it; past two columns with the column's
# name before each.
function table_row(s,   n, i, out) {
	n = split_cells(s)
	rows++
	for (i = 1; i <= n && rows == 1; i++)
		header[i] = bare(cell[i])
	if (rows < 3)
		return
	print ".TP"
	put(cell[1] == "" ? "\\&" : inline(cell[1]))
	for (i = 2; i <= n; i++)
		if (n == 2)
			out = inline(cell[2])
		else if (cell[i] != "")
			out = out (out == "" ? "" : "; ") "\\fI" \
				plain(header[i]) "\\fR: " inline(cell[i])
	put(out == "" ? "\\&" : out)
	fresh = 0
}

# A paragraph begins; roff wants none said right below a heading.
function paragraph() {
	if (!fresh)
		print ".PP"
	fresh = 0
}

function code_begins() {
	end_all()
	paragraph()
	print ".RS 4\n.nf"
}

function code_ends() {
	if (indented)
		print ".fi\n.RE"
	indented = 0
}

# What the line before belongs to ends; a paragraph or heading follows.
function end_all() {
	end_text()
	rows = 0
	if (in_list)
		print ".PD"
	in_list = 0
}

function heading(s,   level) {
	level = index(s, " ") - 1
	s = bare(substr(s, level + 2))
	if (level == 2)
		s = section ~ /^[^!]/ ? "NOTES" : toupper(s)
	fresh = 1
	return (level == 2 ? ".SH " : ".SS ") plain(s)
}

/^ *```/ && !fence {
	fence = index($0, "`") # 1 and how far it stands in
	code_ends()
	if (wanted)
		code_begins()
	next
}
fence && /^ *```/ {
	fence = 0
	if (wanted)
		print ".fi\n.RE"
	next
}
fence {
	if (wanted)
		put(plain(substr($0, fence)))
	next
}
/^## / && section != "" {
	end_all()
	name = substr($0, 4)
	wanted = section ~ /^!/ ? !index(section, "!" name "!") : name == section
	if (wanted)
		print heading($0)
	next
}
wanted && /^    / && (indented || text == "" && !in_list) {
	if (!indented)
		code_begins()
	indented = 1
	put(plain(substr($0, 5)))
	next
}
{ code_ends() }
!wanted || /^<!--/ || /^# / { next }
/^##/ { end_all(); print heading($0); next }
/^[ \t]*$/ { end_all(); next }
/^\|/ { end_text(); table_row($0); next }
/^([-*]|[0-9]+\.) / {
	end_text()
	if (!in_list) {
		paragraph()
		print ".PD 0"
	}
	in_list = 1
	mark = $1 ~ /[0-9]/ ? $1 : "\\(bu"
	print ".IP " mark " 4"
	sub(/^[^ ]+ +/, "")
	text = $0
	next
}
{
	if (text == "" && !in_list)
		paragraph()
	sub(/^[ \t]+/, "")
	text = text == "" ? $0 : text " " $0
}
END { code_ends(); end_all() }
