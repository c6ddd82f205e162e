#include "dedup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PENDING ((size_t)1 << 18)

enum ncl_status dedup_file_open(struct dedup_file *f, const char *folder,
				struct ncl_error *err)
{
	*f = (struct dedup_file){ .file = sorter_file(folder, err) };
	if (f->file < 0)
		return NCL_WRITE;
	f->pending = malloc(PENDING);
	return f->pending ? NCL_OK : ncl_error_set(err, NCL_NOMEM,
						   "out of memory");
}

static enum ncl_status cannot(struct ncl_error *err, const char *what)
{
	return ncl_error_set(err, NCL_WRITE, "temporary files cannot be %s: "
			     "%s (--temp names another folder)", what,
			     strerror(errno));
}

static enum ncl_status write_all(int file, const char *bytes, size_t len,
				 struct ncl_error *err)
{
	while (len) {
		ssize_t n = write(file, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return cannot(err, "written");
		bytes += n;
		len -= (size_t)n;
	}
	return NCL_OK;
}

enum ncl_status dedup_file_add(struct dedup_file *f, const void *bytes,
			       size_t len, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	f->len += len;
	if (f->pending_len + len > PENDING) {
		ret = write_all(f->file, f->pending, f->pending_len, err);
		f->pending_len = 0;
	}
	if (ret == NCL_OK && len > PENDING)
		return write_all(f->file, bytes, len, err);
	memcpy(f->pending + f->pending_len, bytes, len);
	f->pending_len += len;
	return ret;
}

enum ncl_status dedup_file_map(struct dedup_file *f, uint64_t len,
			       struct ncl_error *err)
{
	enum ncl_status ret = write_all(f->file, f->pending, f->pending_len,
					err);
	void *map;

	f->pending_len = 0;
	if (ret != NCL_OK)
		return ret;
	if (f->len < len)
		f->len = len;
	if (!f->len)
		return NCL_OK;
	/* room on the disk now, or writing to the map would kill us */
	errno = posix_fallocate(f->file, 0, (off_t)f->len);
	if (errno)
		return cannot(err, "made");
	map = mmap(NULL, (size_t)f->len, PROT_READ | PROT_WRITE, MAP_SHARED,
		   f->file, 0);
	if (map == MAP_FAILED)
		return cannot(err, "mapped");
	f->map = map;
	return NCL_OK;
}

void dedup_file_release(struct dedup_file *f)
{
	if (f->map)
		munmap(f->map, (size_t)f->len);
	if (f->file > 0)
		close(f->file);
	free(f->pending);
	*f = (struct dedup_file){ 0 };
}
