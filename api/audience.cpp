#include "api/audience.hpp"

#include <algorithm>

namespace jejak {

Result<bool> is_for(const Audience& audience, const ProjectedEntry& entry, Ties& ties) {
  if (!entry.event) return false;
  return audience.filter.matches(entry, ties);
}

void append_in_form(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry, bool is_thin) {
  if (is_thin) {
    append_thin_cloud_event(out, source, entry);
  } else {
    append_cloud_event(out, source, entry);
  }
}

void append_frame(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry, bool is_thin) {
  out += "id: " + std::to_string(entry.position.value) + "\nevent: " + cloud_event_type(source, entry) + "\ndata: ";
  append_in_form(out, source, entry, is_thin);
  out += "\n\n";
}

AudienceReader::AudienceReader(Host& host, std::uint64_t scanned_max)
    : host_(host),
      scanned_max_(scanned_max),
      ties_(host.reader(), [&host]() -> Result<TreeSize> { return host.ledger().feed().size(); }) {}

// One filter after the other asks the ties; those that need none wait for nobody.
Result<bool> AudienceReader::is_wanted(const Audience& audience, const ProjectedEntry& entry) {
  std::unique_lock lock(mutex_, std::defer_lock);
  if (audience.filter.asks_ties()) lock.lock();
  return is_for(audience, entry, ties_);
}

Result<Sequence> AudienceReader::read(const Audience& audience, Sequence from, std::size_t count_max,
                                      const std::function<Outcome(const ProjectedEntry&)>& visit) {
  const TreeSize end{std::min(host_.published()->size().value, from.value + scanned_max_)};
  if (from.value >= end.value) return from;
  Sequence reached = from;
  std::size_t count = 0;
  bool is_full = false;
  auto gone = host_.reader().entries(from, end, [&](Sequence position, BytesView bytes) -> Outcome {
    auto entry = projected_entry(position, bytes);
    if (!entry) return std::move(entry).error();
    auto is = is_wanted(audience, *entry);
    if (!is) return std::move(is).error();
    reached = Sequence{position.value + 1};
    if (!*is) return {};
    if (auto seen = visit(*entry); !seen) {
      is_full = seen.error().code == Errc::interrupted;
      return seen;
    }
    if (++count < count_max) return {};
    is_full = true;
    return Error{Errc::interrupted, ""};
  });
  if (!gone && !is_full) return std::move(gone).error();
  return reached;
}

}  // namespace jejak
