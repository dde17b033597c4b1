#pragma once
// What an admitted event does to the rule state: its stream grows, keeps, moves, and begins and stops terms; the
// streams that its row touches move. Everything here is read from the catalogue row.

#include "ledger/rules/signers.hpp"

namespace jejak {

// The stream a touch is about; null without a refusal: nothing is touched.
struct Touched {
  const StreamState* stream = nullptr;
  std::optional<Refusal> refusal;
};
Touched touched(const Judging& judging, const Touch& touch);

// A field's name in its type's row; for sentences.
const char* field_name(std::uint16_t of_type, std::uint16_t number);

Changes changes_of(const Judging& judging, const Signers& signers, const Hash& event_hash);

}  // namespace jejak
