// The language of each line of standard input by Debian's cld2, a code a line: what lang is compared with.
#include <cstdio>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <iostream>
#include <string>

int main()
{
	std::string line;

	while (std::getline(std::cin, line)) {
		int percent[3], bytes;
		double score[3];
		bool reliable;
		CLD2::Language three[3];
		CLD2::CLDHints none = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE };
		CLD2::Language found = CLD2::ExtDetectLanguageSummary(
			line.data(), static_cast<int>(line.size()), true, &none, 0, three, percent, score, nullptr,
			&bytes, &reliable);

		std::cout << CLD2::LanguageCode(found) << '\n';
	}
}
