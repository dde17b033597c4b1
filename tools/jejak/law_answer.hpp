#pragma once
// An answer about the law that is told record by record, and what it rests on below.

#include "api/answers/law_ground.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

// The reading outlives it.
class LawAnswer {
 public:
  LawAnswer(Terminal& terminal, const LawReading& reading) : terminal_(terminal), reading_(reading) {}

  // Records that are shown in another way, or below.
  void count(const std::string& records) { digest_.count(records); }
  // Records, and how they are shown where --plain is not asked for.
  void tell(const std::string& records, const std::string& shown);

  // Ends a list: what it comes to, if it has a sum, and what it rests on. Under --json that is a last object, under
  // --plain it goes to the other stream. Errors: those of reading the checkpoint.
  Outcome end(const std::string& sum = {});
  // Ends an answer that is one JSON object; the records, or the words with what they rest on below, paged.
  Outcome end_whole(const std::string& records, const std::string& words, const std::string& json,
                    const std::string& sum = {});

 private:
  std::string print(const LawGround& ground) const;

  Terminal& terminal_;
  const LawReading& reading_;
  RecordDigest digest_;
};

}  // namespace jejak
