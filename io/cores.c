#include "io/cores.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>

enum { PATH_MOST = 4096 };

/* Read the beginning of a file as a string; 0 where it cannot be had. */
static int read_text(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	size_t n;

	if (!file)
		return 0;
	n = fread(text, 1, size - 1, file);
	text[n] = 0;
	fclose(file);
	return n > 0;
}

static double share(double quota, double period, double least)
{
	double cores = period > 0 ? quota / period : 0;

	return cores > 0 && cores < least ? cores : least;
}

/* The quota that a group's folder names, if it is below `least`. */
static double group_quota(const char *folder, int version, double least)
{
	char path[PATH_MOST + 64], text[128];
	double quota = 0, period = 0;

	if (version == 2) {
		snprintf(path, sizeof(path), "%s/cpu.max", folder);
		if (!read_text(path, text, sizeof(text)) ||
		    sscanf(text, "%lf %lf", &quota, &period) != 2)
			return least; /* "max 100000": none */
		return share(quota, period, least);
	}
	snprintf(path, sizeof(path), "%s/cpu.cfs_quota_us", folder);
	if (!read_text(path, text, sizeof(text)) ||
	    sscanf(text, "%lf", &quota) != 1)
		return least;
	snprintf(path, sizeof(path), "%s/cpu.cfs_period_us", folder);
	if (!read_text(path, text, sizeof(text)) ||
	    sscanf(text, "%lf", &period) != 1)
		return least;
	return share(quota, period, least);
}

/* The group and those above it, up to the mount. In a container the path may
 * be that of the host: then only the mount's own folder is there. */
static double groups_quota(const char *mount, const char *group, int version,
			   double least)
{
	char path[PATH_MOST];
	size_t end = strlen(mount);

	if (snprintf(path, sizeof(path), "%s%s", mount, group) >=
	    (int)sizeof(path))
		return least;
	for (;;) {
		char *slash;

		least = group_quota(path, version, least);
		slash = strrchr(path, '/');
		if (!slash || strlen(path) <= end ||
		    (size_t)(slash - path) < end)
			return least;
		*slash = 0;
	}
}

/* Whether "cpu" is among the controllers "cpu,cpuacct". */
static int has_cpu(const char *list, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t n = strcspn(list + at, ",:");

		if (n == 3 && !strncmp(list + at, "cpu", 3))
			return 1;
		at += n + 1;
	}
	return 0;
}

/* A line of /proc/self/cgroup: "0::/path", or "4:cpu,cpuacct:/path". */
static double line_quota(const char *root, char *line, double least)
{
	char mount[PATH_MOST];
	char *list = strchr(line, ':'), *path;

	path = list ? strchr(list + 1, ':') : NULL;
	if (!path)
		return least;
	path++;
	path[strcspn(path, "\n")] = 0;
	list++;
	if (*list == ':') {
		snprintf(mount, sizeof(mount), "%s/sys/fs/cgroup", root);
		return groups_quota(mount, path, 2, least);
	}
	if (!has_cpu(list, (size_t)(path - 1 - list)))
		return least;
	snprintf(mount, sizeof(mount), "%s/sys/fs/cgroup/cpu", root);
	return groups_quota(mount, path, 1, least);
}

static double affinity(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		return CPU_COUNT(&set);
	return CPU_SETSIZE; /* more than a set holds */
}

uint32_t cores_usable(const char *root)
{
	char path[PATH_MOST], line[PATH_MOST];
	double cores = affinity();
	uint32_t whole;
	FILE *file;

	snprintf(path, sizeof(path), "%s/proc/self/cgroup", root);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		cores = line_quota(root, line, cores);
	if (file)
		fclose(file);
	whole = (uint32_t)cores;
	whole += whole < cores;
	return whole ? whole : 1;
}
