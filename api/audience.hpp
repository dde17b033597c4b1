#pragma once
// Whom events are for: which of them, and in which form; and how they are read from the log.

#include "api/host.hpp"
#include "api/service/cloud_event.hpp"
#include "api/service/event_filter.hpp"

namespace jejak {

// Which events a reader gets, and how much of them. Readers of one key share their pieces.
struct Audience {
  EventFilter filter;
  bool is_thin = false;  // that something happened and where, not what
  std::string key() const { return (is_thin ? "thin " : "full ") + filter.text(); }
};

// Errors: corrupt, disk.
Result<bool> is_for(const Audience& audience, const ProjectedEntry& entry, Ties& ties);
// One event in the form that is sent; as such, and as a server-sent event.
void append_in_form(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry, bool is_thin);
void append_frame(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry, bool is_thin);

// Any thread.
class AudienceReader {
 public:
  AudienceReader(Host& host, std::uint64_t scanned_max);

  // Events for the audience from `from` on, as far as a checkpoint covers them: at most `count_max`, and until
  // `scanned_max` entries have been looked at. `visit` is called for each, and ends it with Errc::interrupted; gives
  // the first position that was not looked at. Errors: corrupt, disk; those of `visit`.
  Result<Sequence> read(const Audience& audience, Sequence from, std::size_t count_max,
                        const std::function<Outcome(const ProjectedEntry&)>& visit);

 private:
  Result<bool> is_wanted(const Audience& audience, const ProjectedEntry& entry);

  Host& host_;
  const std::uint64_t scanned_max_;
  std::mutex mutex_;
  LedgerTies ties_;  // guarded by mutex_
};

}  // namespace jejak
