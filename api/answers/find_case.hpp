#pragma once
// A case by the name that somebody knows it by.

#include "ledger/rules/language.hpp"
#include "projections/views.hpp"

namespace jejak {

// With or without "case-". Errors: not_found, with the near name where there is one, or with the day of its first step
// where nothing had happened yet on the date asked for, in the language given; those of reading. Threads: as
// Views::read_case().
Result<Stamped<CaseFile>> find_case(Views& views, const std::string& id, WithDigest digest, const Coordinates& at,
                                    Language language);

}  // namespace jejak
