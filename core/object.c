#include "object.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What this very code was compiled for. */
#if defined(__x86_64__)
#define MACHINE EM_X86_64
#elif defined(__aarch64__)
#define MACHINE EM_AARCH64
#elif defined(__riscv)
#define MACHINE EM_RISCV
#elif defined(__powerpc64__)
#define MACHINE EM_PPC64
#elif defined(__s390x__)
#define MACHINE EM_S390
#elif defined(__i386__)
#define MACHINE EM_386
#elif defined(__arm__)
#define MACHINE EM_ARM
#else
#define MACHINE 0 /* the loader will say */
#endif
#define CLASS (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32)

static int read_at(int fd, void *out, size_t size, uint64_t at)
{
	return pread(fd, out, size, (off_t)at) == (ssize_t)size;
}

static enum ncl_status cut(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_REFUSED,
			     "the file is cut short: copy or build it again");
}

/* The loader maps segments as they are told; past the end of the file that
 * ends in a signal. */
static enum ncl_status check_segments(int fd, const ElfW(Ehdr) * head,
				      uint64_t size, struct ncl_error *err)
{
	for (unsigned i = 0; i < head->e_phnum; i++) {
		ElfW(Phdr) part;
		uint64_t at = head->e_phoff + (uint64_t)i * sizeof(part);

		if (at > size || !read_at(fd, &part, sizeof(part), at))
			return cut(err);
		if (part.p_type == PT_LOAD &&
		    (part.p_offset > size ||
		     part.p_filesz > size - part.p_offset))
			return cut(err);
	}
	return NCL_OK;
}

static enum ncl_status check_elf(int fd, uint64_t size, struct ncl_error *err)
{
	ElfW(Ehdr) head = { 0 };

	if (!read_at(fd, &head, SELFMAG, 0) ||
	    memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
		return ncl_error_set(err, NCL_REFUSED,
				     "not a shared object (no ELF file)");
	if (!read_at(fd, &head, sizeof(head), 0))
		return cut(err);
	if (head.e_ident[EI_CLASS] != CLASS ||
	    (MACHINE && head.e_machine != MACHINE))
		return ncl_error_set(err, NCL_REFUSED,
				     "built for another kind of machine");
	if (head.e_type != ET_DYN)
		return ncl_error_set(err, NCL_REFUSED,
				     "an ELF file, but no shared object: "
				     "build it with -shared -fPIC");
	if (head.e_phentsize != sizeof(ElfW(Phdr)))
		return cut(err);
	return check_segments(fd, &head, size, err);
}

enum ncl_status object_check(const char *path, struct ncl_error *err)
{
	/* not blocking: it may be a pipe */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum ncl_status ret;
	struct stat st;

	if (fd < 0)
		return ncl_error_set(err,
				     errno == ENOENT ? NCL_MISSING : NCL_READ,
				     "%s", strerror(errno));
	if (fstat(fd, &st) != 0)
		ret = ncl_error_set(err, NCL_READ, "%s", strerror(errno));
	else if (S_ISDIR(st.st_mode))
		ret = ncl_error_set(err, NCL_REFUSED,
				    "a folder, not a shared object");
	else if (!S_ISREG(st.st_mode))
		ret = ncl_error_set(err, NCL_REFUSED, "not a regular file");
	else
		ret = check_elf(fd, (uint64_t)st.st_size, err);
	close(fd);
	return ret;
}

/* dlerror's text often begins with the path, which the caller adds. */
static const char *dl_reason(const char *path)
{
	const char *text = dlerror();
	size_t n = strlen(path);

	if (!text)
		return "no reason given";
	if (strncmp(text, path, n) == 0 && strncmp(text + n, ": ", 2) == 0)
		text += n + 2;
	return text;
}

enum ncl_status object_open(struct object_symbol *out, const char *path,
			    const char *symbol, struct ncl_error *err)
{
	const ElfW(Sym) *entry = NULL;
	void *handle, *extra = NULL;
	Dl_info info;

	*out = (struct object_symbol){ 0 };
	handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return ncl_error_set(err, NCL_REFUSED, "cannot be loaded: %s",
				     dl_reason(path));
	out->address = dlsym(handle, symbol);
	if (!out->address)
		return ncl_error_set(err, NCL_FORMAT, "%s", dl_reason(path));
	if (dladdr1(out->address, &info, &extra, RTLD_DL_SYMENT) && extra) {
		entry = extra;
		out->size = entry->st_size;
	}
	return NCL_OK;
}
