#pragma once
// A ledger read, with its views up to its head, and what every answer from them rests on.

#include "api/answers/find_case.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/ledger.hpp"
#include "projections/views.hpp"
#include "tools/jejak/view_words.hpp"
#include "tools/verify/exit_code.hpp"

namespace jejak {

struct OpenedViews {
  OpenedStore opened;
  std::unique_ptr<Reader> reader;
  std::unique_ptr<LedgerSource> source;
  std::unique_ptr<Views> views;
};

// Errors: those of opening, reading and folding; interrupted.
Result<OpenedViews> open_views(Terminal& terminal, const std::string& folder);

Result<Ground> ground_of(const OpenedViews& opened, Stamp stamp);

// The answer to stdout; what it rests on beside it, in JSON together with it.
ExitCode answer(Terminal& terminal, const Ground& ground, const std::string& words, const std::string& json);

}  // namespace jejak
