#include "built.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

const char *built(char *out, const char *name)
{
	char program[PATH_MAX - 64];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (n <= 0)
		abort();
	program[n] = '\0';
	for (int up = 0; up < 3; up++) /* test_x, unit, tests */
		*strrchr(program, '/') = '\0';
	snprintf(out, PATH_MAX, "%s/%s", program, name);
	return out;
}

static int remove_one(const char *path, const struct stat *st, int kind,
		      struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static void remove_folder(void)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *built_folder(void)
{
	if (*folder)
		return folder;
	strcpy(folder, "/tmp/nclass-test-XXXXXX");
	if (!mkdtemp(folder))
		return NULL;
	atexit(remove_folder);
	return folder;
}

const char *built_file(const char *name, const void *bytes, unsigned long n,
		       unsigned mode)
{
	static char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", built_folder(), name);
	unlink(path);
	file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, n, file) != n || fclose(file) != 0 ||
	    chmod(path, mode) != 0)
		abort();
	return path;
}

void *built_read(const char *path, unsigned long *n)
{
	FILE *file = fopen(path, "rb");
	char *bytes;
	long end;

	if (!file || fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0)
		abort();
	rewind(file);
	bytes = malloc((size_t)end + 1);
	if (!bytes || fread(bytes, 1, (size_t)end, file) != (size_t)end)
		abort();
	fclose(file);
	*n = (unsigned long)end;
	return bytes;
}
