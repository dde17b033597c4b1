#pragma once
// The law as a ledger stands: its rule state at the head, read from the store alone, and the day on which it is read.

#include "ledger/ledger.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

struct LawReading {
  OpenedStore opened;
  std::unique_ptr<Reader> reader;
  std::unique_ptr<State> state;  // of the head; holds few rows at a time
  StoredHead head;
  Date on;  // as asked for; else the local date of the last entry
};

// `on`: empty, or a date. Errors: usage (not a date), and those of opening and reading.
Result<LawReading> read_law(const std::string& folder, const std::string& on);

// Ends an answer: what it comes to, if it has a sum, and of which entries and of which day it is an answer. Where the
// lines are for programs it goes to the other stream; else below them, apart from them if there were any.
void end_answer(Terminal& terminal, const LawReading& reading, const std::string& sum = {}, bool after_lines = true);
std::string reading_json(const LawReading& reading);

// The answer as one JSON object a line under --json, else as it is, with what it rests on below.
void answer(Terminal& terminal, const LawReading& reading, const std::string& words, const std::string& json);

std::string words_json(const std::vector<std::string>& words);  // a JSON array of strings

}  // namespace jejak
