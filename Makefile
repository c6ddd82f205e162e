# nclass: one Makefile, out of tree. `make help` lists the targets.
#
# Folders are searched: a new .c file, plugin, test or header needs no edit.
# Variants:  CC=clang   WERROR=1   SAN=address,undefined   COV=1   B=folder   V=1
# Places:    PREFIX=/usr/local   DESTDIR=

ifeq ($(origin CC),default)
CC = gcc
endif
# version 4, since valgrind of Debian 12 cannot read clang's version 5
CFLAGS ?= -O3 -gdwarf-4
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
DATA ?= ../shared/data
EVAL ?= ../shared/eval

comma := ,
B = build$(if $(SAN),-$(subst $(comma),-,$(SAN)))$(if $(COV),-cov)
# of libnclass.so: raised when a program that was built before would break
SOVERSION = 0
VERSION := $(shell sed -n 's/.*NCL_VERSION "\(.*\)"/\1/p' include/nclass/version.h)

# --- flags -------------------------------------------------------------------

# Asked of pkg-config when something is compiled, not when this file is read:
# `make try` installs the packages first.
PKGS = libcjson libutf8proc uchardet libxxhash inih zlib libzstd liblzma libbrotlidec libseccomp
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null)

SANITIZE = $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)
COVERAGE = $(if $(COV),--coverage)
FLAGS = -std=c11 -fPIC -fvisibility=hidden -ffp-contract=off -fno-common \
	-fno-semantic-interposition -Wall -Wextra -Wpedantic -Wshadow -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wundef \
	$(if $(WERROR),-Werror) \
	$(CPPFLAGS) $(CFLAGS) $(SANITIZE) $(COVERAGE)
LINK = $(CC) $(CFLAGS) $(SANITIZE) $(COVERAGE) -Wl,--as-needed $(LDFLAGS)
# clang's sanitizers live in the program, so objects cannot be closed there
LINK_SO = $(LINK) -shared $(if $(SAN),,-Wl$(comma)-z$(comma)defs)
LIBS = $(PKG_LIBS) -lbz2 -ldl -lm

# What differs by folder. Plugins see the public headers and their own.
HOST = -D_GNU_SOURCE -Iinclude -I. $(PKG_CFLAGS)
DEFS = $(HOST)
$(B)/plugins/%: DEFS = -ffunction-sections -fdata-sections -Iinclude -Iplugins
$(B)/tests/unit/test_cues.o: DEFS = $(HOST) -Iplugins
$(B)/tests/bad/%: DEFS = -Iinclude -Wno-override-init
$(B)/core/paths.o: DEFS = $(HOST) -DNCL_LIBDIR='"$(LIBDIR)/nclass"' \
	-DNCL_DATADIR='"$(PREFIX)/share/nclass"'

# --- what is there -----------------------------------------------------------

find = $(sort $(shell find $(1) -name '*.c' $(2) 2>/dev/null))
obj = $(patsubst %.c,$(B)/%.o,$(1))

TEMPLATES := $(shell find plugins/template/* -type f)
LIB_OBJ := $(call obj,$(call find,core io,! -path 'core/solver/*' ! -path 'core/try_load/*'))
TRY_LOAD_OBJ := $(call obj,$(call find,core/try_load))
SOLVER_OBJ := $(call obj,$(call find,core/solver))
CLI_OBJ := $(call obj,$(call find,cli) cli/new_files.c)
COMMON_OBJ := $(call obj,$(wildcard plugins/common/*.c))
PLUGINS := $(filter-out common,$(sort $(foreach f,$(wildcard plugins/*/*.c), \
	$(word 2,$(subst /, ,$(f))))))
PLUGIN_SO := $(PLUGINS:%=$(B)/plugins/%.so)
UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNIT_HELP_OBJ := $(call obj,$(filter-out $(UNIT_SRC),$(wildcard tests/unit/*.c)))
UNIT := $(UNIT_SRC:%.c=$(B)/%)
FUZZ := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
BAD := $(patsubst %.c,$(B)/%.so,$(wildcard tests/bad/*.c))
HTML_TEST := $(patsubst %.c,$(B)/%,$(wildcard tests/html/*.c))
BENCH := $(patsubst %.c,$(B)/%,$(wildcard bench/*.c))
EXAMPLES := $(patsubst %.c,$(B)/%,$(wildcard examples/*.c))
SHARED := $(if $(LIB_OBJ),$(B)/libnclass.so)
SOLVERS := $(if $(SOLVER_OBJ),$(B)/solvers.so)
TRY_LOAD := $(B)/try-load
NCLASS := $(if $(CLI_OBJ),$(B)/nclass)

MAKEFLAGS += --no-print-directory
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all tests try check eval bench fuzz install uninstall deb clean format help FORCE
# all processors, unless told otherwise; one thing at a time where clean is asked
ifeq ($(MAKELEVEL)$(filter clean,$(MAKECMDGOALS))$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

all: $(NCLASS) $(SHARED) $(SOLVERS) $(TRY_LOAD) $(PLUGIN_SO) $(B)/models $(B)/nclass.pc ## build it all (the default)

tests: all $(B)/man $(UNIT) $(FUZZ) $(HTML_TEST) $(BAD) $(EXAMPLES)

# Says what is made; with V=1 make shows the commands instead.
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $@;)

# --- rules -------------------------------------------------------------------

$(B)/%.o: %.c $(B)/.flags
	@mkdir -p $(@D)
	$(call say,cc)$(CC) $(FLAGS) $(DEFS) -MMD -MP -c $< -o $@

# What `nclass new` writes, as a table in the command.
$(B)/cli/new_files.c: $(TEMPLATES) scripts/embed-templates.sh
	@mkdir -p $(@D)
	$(call say,embed)scripts/embed-templates.sh plugins/template >$@
$(B)/cli/new_files.o: $(B)/cli/new_files.c $(B)/.flags
	$(call say,cc)$(CC) $(FLAGS) $(DEFS) -MMD -MP -c $< -o $@

# Stamps: files that change when their text does. The first thing that is made
# is .flags, so this is where missing packages are told of.
$(B)/.flags: TEXT = $(CC) $(FLAGS) $(HOST)
$(B)/.prefix: TEXT = $(PREFIX) $(LIBDIR)
$(B)/.sources: TEXT = $(LIB_OBJ) $(SOLVER_OBJ) $(TRY_LOAD_OBJ) $(CLI_OBJ) $(COMMON_OBJ)
$(B)/.flags: DO = scripts/install-packages.sh --list build || true;
$(B)/.flags $(B)/.prefix $(B)/.sources: FORCE
	@$(DO) mkdir -p $(@D)
	@echo '$(TEXT)' | cmp -s - $@ || echo '$(TEXT)' >$@

$(B)/core/paths.o: $(B)/.prefix

$(B)/libnclass.a: $(LIB_OBJ) $(B)/.sources
	@rm -f $@
	$(call say,ar)$(AR) rcs $@ $(filter %.o,$^)

# for tests of parts of the command
$(B)/tests/cli.a: $(filter-out %/main.o,$(CLI_OBJ)) $(B)/.sources
	@mkdir -p $(@D) && rm -f $@
	$(call say,ar)$(AR) rcs $@ $(filter %.o,$^)

$(B)/libnclass.so: $(LIB_OBJ) $(B)/.sources core/libnclass.map
	$(call say,link)$(LINK_SO) -Wl,-soname,libnclass.so.$(SOVERSION) \
		-Wl,--version-script=core/libnclass.map $(filter %.o,$^) $(LIBS) -o $@
	@ln -sf libnclass.so $@.$(SOVERSION)

$(B)/nclass: $(CLI_OBJ) $(B)/libnclass.a $(B)/.sources
	$(call say,link)$(LINK) $(filter %.o %.a,$^) $(LIBS) -o $@

# What the library runs to see whether a plugin can be loaded.
$(B)/try-load: $(TRY_LOAD_OBJ) $(B)/libnclass.a $(B)/.sources
	$(call say,link)$(LINK) $(filter %.o %.a,$^) $(LIBS) -o $@

# The only object that is linked with the solver libraries (see DESIGN, 5).
$(B)/solvers.so: $(SOLVER_OBJ) $(B)/.sources
	@mkdir -p $(@D)
	$(call say,link)$(LINK_SO) $(filter %.o,$^) -lsvm -llinear -lm -o $@

# A plugin is its folder's sources and what it uses of plugins/common.
$(foreach p,$(PLUGINS),$(eval $(B)/plugins/$(p).so: \
	$(call obj,$(wildcard plugins/$(p)/*.c)) $(COMMON_OBJ)))
$(B)/plugins/exec.so: USES = $(shell pkg-config --libs libcjson)
$(PLUGIN_SO): $(B)/.sources
	$(call say,link)$(LINK_SO) -Wl,--gc-sections $(filter %.o,$^) -lm $(USES) -o $@

$(B)/models: FORCE
	@mkdir -p $(B) && ln -sfnr models $@

# Manual pages, from the tables of the command and from docs/.
$(B)/man: $(NCLASS) scripts/man.sh scripts/man.awk $(wildcard docs/*.md)
	$(call say,man)scripts/man.sh $(B)/nclass $@

# pkg-config for plugins that are built against the tree
$(B)/nclass.pc: scripts/nclass.pc.in include/nclass/version.h Makefile
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(CURDIR)|' -e 's|@LIBDIR@|$(CURDIR)/$(B)|' \
		-e 's|@VERSION@|$(VERSION)|' -e 's|}/nclass/plugins|}/plugins|' \
		-e 's|}/share/nclass/models|}/models|' $< >$@

# --- tests -------------------------------------------------------------------

WRAP = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
PARTS = $(B)/tests/cli.a $(B)/libnclass.a
$(UNIT): $(B)/%: $(B)/%.o $(UNIT_HELP_OBJ) $(PARTS)
	$(call say,link)$(LINK) $(WRAP) $^ -lcmocka $(LIBS) -o $@

$(B)/tests/unit/test_cues: $(COMMON_OBJ)

$(FUZZ): $(B)/%: $(B)/%.o $(B)/tests/fuzz/replay.o $(PARTS)
	$(call say,link)$(LINK) $^ $(LIBS) -o $@

$(HTML_TEST) $(BENCH): $(B)/%: $(B)/%.o $(PARTS)
	$(call say,link)$(LINK) $^ $(LIBS) -o $@

$(B)/tests/bad/%.so: $(B)/tests/bad/%.o
	$(call say,link)$(LINK) -shared $^ -o $@

$(EXAMPLES): $(B)/%: $(B)/%.o $(B)/libnclass.so
	$(call say,link)$(LINK) $< -L$(B) -lnclass -Wl,-rpath,'$$ORIGIN/..' -o $@

$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(PARTS)
	@mkdir -p $(@D)
	$(call say,link)clang $(CFLAGS) -fsanitize=fuzzer,address,undefined $^ $(LIBS) -o $@

# --- what people type --------------------------------------------------------

VARS = B='$(B)' CC='$(CC)' CFLAGS='$(CFLAGS)' SAN='$(SAN)' COV='$(COV)' \
	PKGS='$(PKGS)' WERROR='$(WERROR)' PREFIX='$(PREFIX)' LIBDIR='$(LIBDIR)' VERSION='$(VERSION)'

try: ## install what is missing, build, label the example
	@scripts/install-packages.sh build
	@$(MAKE) all
	$(B)/nclass run --format pretty examples/article.txt

check: ## run the tests (ONLY='unit cli' for some groups)
	@scripts/install-packages.sh check
	@$(MAKE) tests
	@$(VARS) tests/run.sh $(ONLY)

eval: ## measure quality (DATA= and EVAL= say where data and scorers are)
	@scripts/install-packages.sh eval
	@$(MAKE) all
	@$(VARS) DATA='$(DATA)' EVAL='$(EVAL)' scripts/eval.py

bench: ## measure speed (DATA= says where data is)
	@scripts/install-packages.sh bench
	@$(MAKE) all $(BENCH)
	@$(VARS) DATA='$(DATA)' bench/bench.py

fuzz: ## fuzz one target for some seconds: TARGET=name TIME=60
	@scripts/install-packages.sh check
	@test -f tests/fuzz/fuzz_$(TARGET).c || { echo "TARGET= one of:" \
		$(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c)); exit 2; }
	@$(MAKE) B=build-fuzz CC=clang SAN=fuzzer-no-link,address,undefined \
		build-fuzz/fuzz/fuzz_$(TARGET)
	@mkdir -p build-fuzz/corpus/$(TARGET) tests/fuzz/corpus/$(TARGET)
	build-fuzz/fuzz/fuzz_$(TARGET) -max_total_time=$(or $(TIME),60) \
		-artifact_prefix=build-fuzz/$(TARGET)- \
		build-fuzz/corpus/$(TARGET) tests/fuzz/corpus/$(TARGET)

INCDIR = $(PREFIX)/include/nclass
MANDIR = $(PREFIX)/share/man
DOCDIR = $(PREFIX)/share/doc/nclass
BASHDIR = $(PREFIX)/share/bash-completion/completions
FISHDIR = $(PREFIX)/share/fish/vendor_completions.d
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
# where Debian's python3 looks: packages of the system, else those of the place
PYTHONDIR ?= $(PREFIX)/lib/$(if $(filter /usr,$(PREFIX)),python3,$(shell \
	/usr/bin/python3 -c 'import sys; print("python%d.%d" % sys.version_info[:2])' \
	2>/dev/null || echo python3))/dist-packages
PYTHON = $(wildcard python/nclass/*.py) python/nclass/py.typed
DOCS = $(filter-out docs/README.md,$(wildcard docs/*.md)) CHANGELOG.md
INSTALLED = $(filter-out %/template.so,$(PLUGIN_SO))
install: all $(B)/man ## install under PREFIX (DESTDIR= is put before it)
	install -d $(addprefix $(DESTDIR),$(PREFIX)/bin $(INCDIR) \
		$(LIBDIR)/pkgconfig $(LIBDIR)/nclass/plugins $(PREFIX)/share/nclass/models)
	install $(B)/nclass $(DESTDIR)$(PREFIX)/bin
	install -d $(addprefix $(DESTDIR),$(MANDIR)/man1 $(MANDIR)/man5 \
		$(MANDIR)/man7 $(DOCDIR) $(BASHDIR) $(FISHDIR) $(ZSHDIR))
	for n in 1 5 7; do install -m 644 $(B)/man/*.$$n \
		$(DESTDIR)$(MANDIR)/man$$n || exit 1; done
	install -m 644 $(DOCS) $(DESTDIR)$(DOCDIR)
	install -d $(DESTDIR)$(DOCDIR)/examples
	install -m 644 $(wildcard examples/*.*) $(DESTDIR)$(DOCDIR)/examples
	$(B)/nclass completion bash >$(DESTDIR)$(BASHDIR)/nclass
	$(B)/nclass completion fish >$(DESTDIR)$(FISHDIR)/nclass.fish
	$(B)/nclass completion zsh >$(DESTDIR)$(ZSHDIR)/_nclass
	install -m 644 include/nclass/*.h $(DESTDIR)$(INCDIR)
	install -m 644 $(B)/libnclass.so $(DESTDIR)$(LIBDIR)/libnclass.so.$(VERSION)
	ln -sf libnclass.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libnclass.so.$(SOVERSION)
	ln -sf libnclass.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/libnclass.so
	install -m 644 $(B)/libnclass.a $(DESTDIR)$(LIBDIR)
	install -d $(DESTDIR)$(PYTHONDIR)/nclass
	install -m 644 $(PYTHON) $(DESTDIR)$(PYTHONDIR)/nclass
	install -m 644 $(B)/solvers.so $(DESTDIR)$(LIBDIR)/nclass
	install $(B)/try-load $(DESTDIR)$(LIBDIR)/nclass
	install -m 644 $(INSTALLED) $(DESTDIR)$(LIBDIR)/nclass/plugins
	for m in models/*.ncm; do [ ! -f "$$m" ] || install -m 644 "$$m" \
		$(DESTDIR)$(PREFIX)/share/nclass/models || exit 1; done
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' \
		-e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(LIBS)|' scripts/nclass.pc.in \
		>$(DESTDIR)$(LIBDIR)/pkgconfig/nclass.pc
	@[ -n "$(DESTDIR)" ] || ldconfig 2>/dev/null || true

uninstall: $(B)/man ## remove what install put there
	rm -f $(addprefix $(DESTDIR),$(PREFIX)/bin/nclass $(LIBDIR)/libnclass.so \
		$(LIBDIR)/libnclass.a $(LIBDIR)/libnclass.so.$(SOVERSION) $(LIBDIR)/libnclass.so.$(VERSION) \
		$(LIBDIR)/pkgconfig/nclass.pc $(LIBDIR)/nclass/solvers.so $(LIBDIR)/nclass/try-load \
		$(patsubst include/nclass/%,$(INCDIR)/%,$(wildcard include/nclass/*.h)) \
		$(INSTALLED:$(B)/%=$(LIBDIR)/nclass/%) \
		$(patsubst %,$(PREFIX)/share/nclass/%,$(wildcard models/*.ncm)) \
		$(patsubst python/%,$(PYTHONDIR)/%,$(PYTHON)) \
		$(BASHDIR)/nclass $(FISHDIR)/nclass.fish $(ZSHDIR)/_nclass \
		$(addprefix $(DOCDIR)/,$(notdir $(DOCS)) $(wildcard examples/*.*)))
	cd $(B)/man && for f in *; do \
		rm -f $(DESTDIR)$(MANDIR)/man$${f##*.}/"$$f"; done
	-@rmdir --ignore-fail-on-non-empty $(addprefix $(DESTDIR),$(INCDIR) \
		$(LIBDIR)/nclass/plugins $(LIBDIR)/nclass \
		$(PREFIX)/share/nclass/models $(PREFIX)/share/nclass \
		$(DOCDIR)/examples $(DOCDIR) \
		$(PYTHONDIR)/nclass) \
		2>/dev/null

# debian/ has to be at the top of the sources, and the sources a tarball beside
# them; all of it is a copy.
DEB = build-deb/nclass-$(VERSION)
deb: ## build Debian packages into build-deb (needs debhelper, dh-python)
	@rm -rf build-deb && mkdir -p $(DEB)
	@tar -c --exclude=./build --exclude='./build-*' --exclude=./.git . | \
		tar -x -C $(DEB)
	@tar -C build-deb -czf build-deb/nclass_$(VERSION).orig.tar.gz \
		nclass-$(VERSION)
	@cp -r packaging/debian $(DEB)/debian
	@cd $(DEB) && env -u MAKEFLAGS -u MAKELEVEL dpkg-buildpackage -us -uc
	@ls build-deb/*.deb

clean: ## remove what make made, all variants
	rm -rf build build-*

format: ## format the sources with clang-format
	clang-format -i $$(find include core io cli plugins tests bench examples \
		-name '*.[ch]')

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@sed -n '4,5s/^#//p' Makefile

-include $(shell find $(B) -name '*.d' 2>/dev/null)
