#pragma once
// What the streams of a ledger are tied to: which agencies have a part in them, which case and which election they are
// about. Filters ask, because an event alone seldom says whose case it is.

#include "ledger/base/strong.hpp"
#include "ledger/rules/state.hpp"

#include <list>
#include <unordered_map>

namespace jejak {

struct StreamTies {
  std::vector<std::string> agencies;  // ascending, each once
  std::string kase;                   // the stream of the case that it is, or is about; or empty
  std::string election;               // the stream of an election; or empty
  bool operator==(const StreamTies&) const = default;
};

class Ties {
 public:
  virtual ~Ties() = default;
  // What is known of the stream once the entry at `position` is recorded, or later. Errors: corrupt, disk.
  virtual Result<StreamTies> of(const std::string& stream, Sequence position) = 0;
  // Whether the agency is the other one, or lies below it in the tree of registered agencies. Errors: corrupt, disk.
  virtual Result<bool> is_within(const std::string& agency, const std::string& above) = 0;
};

// From the rule state, which is written together with the log, so that no view has to be waited for. An agency has a
// part in a stream if its office did one of the acts that the stream remembers, or such an act names its office, or
// the subject belongs to it. A stream is read again once an entry behind the last reading asks for it. One thread.
class LedgerTies final : public Ties {
 public:
  // `head`: the ledger's size now. Both must outlive it; it remembers `cached_max` streams.
  LedgerTies(const RowSource& rows, std::function<Result<TreeSize>()> head, std::size_t cached_max = 10'000);
  Result<StreamTies> of(const std::string& stream, Sequence position) override;
  Result<bool> is_within(const std::string& agency, const std::string& above) override;

 private:
  struct Cached {
    StreamTies ties;
    TreeSize as_of;
    std::list<std::string>::iterator used;
  };
  Result<StreamTies> read(const std::string& stream) const;
  Result<const std::string*> parent(const std::string& agency);  // null if nobody registered it

  const RowSource& rows_;
  const std::function<Result<TreeSize>()> head_;
  const std::size_t cached_max_;
  std::unordered_map<std::string, Cached, KeyedHash, std::equal_to<>> cache_;
  std::list<std::string> used_;                                                       // newest first
  std::unordered_map<std::string, std::string, KeyedHash, std::equal_to<>> parents_;  // as many as are registered
};

// The agencies that a stream's own name, or a field, names. Appends; neither sorted nor unique.
void add_agencies_of_name(std::string_view stream, std::vector<std::string>& out);
void add_agencies_of_field(std::uint16_t type, const Field& field, std::vector<std::string>& out);

}  // namespace jejak
