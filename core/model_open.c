/* Model files into memory. */
#include "model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model_file.h"

static enum ncl_status read_bytes(int fd, const char *path, char *bytes,
				  size_t len, struct ncl_error *err)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = read(fd, bytes + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ncl_error_set(err, NCL_READ,
					     "%s: cannot be read: %s", path,
					     strerror(errno));
		if (n == 0)
			return ncl_error_set(err, NCL_READ,
					     "%s: became shorter while it "
					     "was read", path);
		done += (size_t)n;
	}
	return NCL_OK;
}

static enum ncl_status read_file(int fd, const char *path, ncl_model **out,
				 struct ncl_error *err)
{
	struct stat st;
	char *bytes;
	size_t len;
	enum ncl_status ret;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return ncl_error_set(err, NCL_READ, "%s: not a file", path);
	len = (size_t)st.st_size;
	bytes = model_memory(len + 1);
	if (!bytes)
		return ncl_error_set(err, NCL_NOMEM,
				     "%s: no memory for its %zu bytes", path,
				     len);
	ret = read_bytes(fd, path, bytes, len, err);
	if (ret == NCL_OK)
		return model_read(out, bytes, len, path, err);
	free(bytes);
	return ret;
}

enum ncl_status ncl_model_open(ncl_model **out, const char *path,
			       struct ncl_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum ncl_status ret;

	*out = NULL;
	if (fd < 0)
		return ncl_error_set(err, NCL_READ, "%s: cannot be opened: "
				     "%s", path, strerror(errno));
	ret = read_file(fd, path, out, err);
	close(fd);
	return ret;
}
