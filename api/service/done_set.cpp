#include "api/service/done_set.hpp"

#include "ledger/base/wire.hpp"
#include "projections/varint.hpp"

namespace jejak {

bool DoneSet::is_done(Sequence position) const {
  return position < checkpoint() || done_.contains(position.value);
}

bool DoneSet::begin(Sequence position) {
  JEJAK_ASSERT(position.value >= scanned_);
  scanned_ = position.value;
  if (done_.contains(position.value)) return false;
  open_.insert(position.value);
  return true;
}

void DoneSet::scan_to(Sequence position) {
  scanned_ = std::max(scanned_, position.value);
  trim();
}

void DoneSet::finish(Sequence position) {
  JEJAK_ASSERT(open_.erase(position.value) == 1);
  done_.insert(position.value);
  trim();
}

void DoneSet::trim() {
  done_.erase(done_.begin(), done_.lower_bound(checkpoint().value));
}

void DoneSet::encode(Bytes& out) const {
  WireWriter head;
  head.u64(checkpoint().value);
  const Bytes bytes = head.take();
  out.insert(out.end(), bytes.begin(), bytes.end());
  put_varint(out, done_.size());
  std::uint64_t last = checkpoint().value;
  for (const std::uint64_t position : done_) {
    put_varint(out, position - last);
    last = position + 1;
  }
}

Result<DoneSet> DoneSet::decode(BytesView& in, std::size_t done_max) {
  const Error damaged{Errc::malformed, "its checkpoint or what is done above it makes no sense"};
  WireReader head(in);
  DoneSet out(Sequence{head.u64()});
  if (!head.ok() || out.scanned_ > tree_size_max) return damaged;
  VarintReader rest(head.rest());
  const std::uint64_t count = rest.number();
  if (!rest.ok() || count > done_max) return damaged;
  std::uint64_t next = out.scanned_;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t ahead = rest.number();
    if (!rest.ok() || next > tree_size_max || ahead > tree_size_max - next) return damaged;
    out.done_.insert(out.done_.end(), next + ahead);
    next += ahead + 1;
  }
  in = rest.rest();
  return out;
}

}  // namespace jejak
