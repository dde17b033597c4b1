#pragma once
// The verdict corpus: histories whose verdicts are frozen. An entry that many histories share is kept once.
//
//   "jejak-verdicts/v1\n"
//   u32 number of entries, then each: u32 length, bytes
//   u32 number of histories, then each: name, signed checkpoint (u32 length, bytes each),
//       u32 number of entries, then each: u32 index
//   Numbers are little-endian.

#include "ledger/base/result.hpp"
#include "ledger/proof/note.hpp"

#include <map>

namespace jejak::test {

struct History {
  std::string name;        // what it was kept for: "SanctionDecisionIssued E_APPROVAL_REQUIRED"
  std::string checkpoint;  // a signed note over all of it
  std::vector<std::uint32_t> order;
};

struct Corpus {
  std::vector<Bytes> entries;
  std::vector<History> histories;

  const Bytes& entry(const History& history, std::size_t position) const { return entries[history.order[position]]; }
};

Bytes encode(const Corpus& corpus);
Result<Corpus> decode_corpus(BytesView bytes);
Result<Corpus> read_corpus(const std::string& path);

// One history as it was recorded: entries one after the other, each with its length. What TestLedger leaves behind.
Result<std::vector<Bytes>> decode_entries(BytesView bytes);

// The file `jejak-verify` reads.
void write_export(const Corpus& corpus, const History& history, const std::string& path);

}  // namespace jejak::test
