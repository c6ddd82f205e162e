#include "number.h"

#include <string.h>

static const char pairs[] = "00010203040506070809"
			    "10111213141516171819"
			    "20212223242526272829"
			    "30313233343536373839"
			    "40414243444546474849"
			    "50515253545556575859"
			    "60616263646566676869"
			    "70717273747576777879"
			    "80818283848586878889"
			    "90919293949596979899";

unsigned number_write(char *to, uint64_t n)
{
	char digits[NUMBER_MAX];
	unsigned at = NUMBER_MAX;

	while (n >= 100) {
		at -= 2;
		memcpy(digits + at, pairs + 2 * (n % 100), 2);
		n /= 100;
	}
	if (n >= 10) {
		at -= 2;
		memcpy(digits + at, pairs + 2 * n, 2);
	} else {
		digits[--at] = (char)('0' + n);
	}
	memcpy(to, digits + at, NUMBER_MAX - at);
	return NUMBER_MAX - at;
}

unsigned score_units(float score)
{
	if (!(score > 0))
		return 0;
	if (score >= 1)
		return 10000;
	return (unsigned)((double)score * 10000 + 0.5);
}

void score_write(char *to, float score)
{
	unsigned units = score_units(score);

	to[0] = (char)('0' + units / 10000);
	to[1] = '.';
	memcpy(to + 2, pairs + 2 * (units / 100 % 100), 2);
	memcpy(to + 4, pairs + 2 * (units % 100), 2);
}
