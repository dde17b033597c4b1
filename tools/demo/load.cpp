#include "tools/demo/load.hpp"

#include "ledger/record/codec.hpp"
#include "tools/demo/load_case.hpp"
#include "tools/demo/registry.hpp"
#include "tools/demo/tiny_parts.hpp"

#include <algorithm>
#include <thread>

namespace jejak {
namespace {

constexpr std::string_view magic = "jejak-load/v1\n";
constexpr std::int64_t hour_us = 3'600'000'000;
constexpr std::size_t item_bytes_max = envelope_bytes_max;

Date founded_on() {
  return date_of(2024, 9, 30);
}

void add_government(std::vector<Draft>& drafts, Registrar& registrar, const std::vector<std::string>& offices,
                    Chance& chance) {
  for (const std::string& office : offices) {
    HolderEntry holder;
    holder.office = office;
    holder.decision_no = "821.2-1/2024";
    holder.from = date_of(2021, 2, 26);
    holder.person = chance.person();
    drafts.push_back(registrar.holder(holder));
    drafts.push_back(registrar.key(office, office, date_of(2024, 9, 1)));
  }
}

ElectionEntry election() {
  ElectionEntry entry;
  entry.code = load_election;
  for (const LoadRegion& region : load_regions()) entry.regions.push_back(region.agency);
  entry.determination = date_of(2024, 9, 22);
  entry.voting = date_of(2024, 11, 27);
  entry.regulation_no = "PKPU2/2024";
  return entry;
}

Result<std::vector<Draft>> registry(Keyring& keys, std::uint64_t seed) {
  Result<std::vector<TinyLaw>> laws = tiny_laws();
  if (!laws) return laws.error();
  Result<std::vector<TinyCalendar>> calendars = tiny_calendars();
  if (!calendars) return calendars.error();
  Chance chance(seed, "load registry");
  Registrar registrar(Instant{start_of(founded_on(), Zone::wib).us + 8 * hour_us}, {"kl:BKN", "kl:KEMENDAGRI"}, keys);
  std::vector<Draft> drafts;
  const Date old = date_of(2001, 1, 1);
  drafts.push_back(registrar.agency({"negara", "NEGARA", Zone::wib, old, {}}));
  drafts.push_back(registrar.agency({"kl:BKN", "LPNK", Zone::wib, old, "negara"}));
  drafts.push_back(registrar.agency({"prov:64", "PROVINSI", Zone::wita, old, "negara"}));
  drafts.push_back(registrar.agency({"bawaslu:64", "PENYELENGGARA_PEMILU", Zone::wita, old, "negara"}));
  add_government(drafts, registrar, {load_supervisor}, chance);
  for (const LoadRegion& region : load_regions()) {
    drafts.push_back(registrar.agency({region.agency, "KABUPATEN", Zone::wita, old, "prov:64"}));
    drafts.push_back(registrar.agency({region.bawaslu, "PENYELENGGARA_PEMILU", Zone::wita, old, "bawaslu:64"}));
    add_government(drafts, registrar, region.offices(), chance);
  }
  for (const TinyLaw& law : *laws) drafts.push_back(registrar.rule_set(law.id, law.table, law.source));
  for (const TinyCalendar& calendar : *calendars) {
    drafts.push_back(registrar.calendar(calendar.year, calendar.days, calendar.source_no));
  }
  drafts.push_back(registrar.election(election()));
  return drafts;
}

void put_number(std::ostream& out, std::uint64_t number, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.put(static_cast<char>(number >> shift & 0xFF));
}

// The number of bytes wanted; false at the end of the file, also in the middle of the number.
bool get_number(std::istream& in, int bytes, std::uint64_t& number) {
  number = 0;
  for (int i = 0; i < bytes; ++i) {
    const int byte = in.get();
    if (byte == std::istream::traits_type::eof()) return false;
    number = number << 8 | static_cast<std::uint64_t>(byte);
  }
  return true;
}

}  // namespace

Result<LoadPlan> LoadPlan::make(std::uint64_t seed, const std::string& origin) {
  LoadPlan plan(seed);
  Result<Founding> founding = found(origin, {"bawaslu:RI", "kl:BKN", "kl:KEMENDAGRI"}, 2, *plan.keys_);
  if (!founding) return founding.error();
  plan.genesis_ = founding->genesis;
  plan.genesis_note_ = founding->note;
  const Result<std::vector<Draft>> drafts = registry(*plan.keys_, seed);
  if (!drafts) return drafts.error();
  Rehearsal rehearsal(plan.genesis_, *plan.keys_, seed);
  for (const Draft& draft : *drafts) {
    Result<PlannedEvent> played = rehearsal.play(draft);
    if (!played) return played.error();
    plan.setup_.push_back(*std::move(played));
  }
  return plan;
}

Instant LoadPlan::cases_from() const {
  return Instant{start_of(load_day(), Zone::wita).us + 8 * hour_us};
}

Instant LoadPlan::cases_until() const {
  return Instant{start_of(load_day() + 1, Zone::wita).us - 1};
}

std::vector<Bytes> LoadPlan::one_case(std::uint64_t index) const {
  return write_load_case(genesis_.origin, *keys_, seed_, index, cases_from());
}

std::vector<Bytes> LoadPlan::long_case(std::uint64_t index, std::size_t events) const {
  JEJAK_ASSERT(events >= events_a_case);
  return write_load_case(genesis_.origin, *keys_, seed_, index, cases_from(), events - events_a_case);
}

std::vector<std::vector<Bytes>> LoadPlan::cases(std::uint64_t first, std::uint64_t count, unsigned threads) const {
  std::vector<std::vector<Bytes>> made(count);
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> workers;
  for (unsigned worker = 0; worker < threads; ++worker) {
    workers.emplace_back([this, &made, first, worker, threads] {
      for (std::uint64_t i = worker; i < made.size(); i += threads) made[i] = one_case(first + i);
    });
  }
  for (std::thread& worker : workers) worker.join();
  return made;
}

Result<Bytes> LoadPlan::sign_otherwise(BytesView envelope) const {
  Result<Vouched> vouched = vouch(envelope, genesis_.origin);
  if (!vouched) return std::move(vouched).error();
  Event event = vouched->event();
  if (event.documents.empty() || keys_->all().count(event.office) == 0) {
    return Error{Errc::usage, "this is no step of a case of this plan"};
  }
  event.documents.front().hash = sha256(event.documents.front().hash.bytes);
  Result<Bytes> canonical = encode(event);
  if (!canonical) return std::move(canonical).error();
  Envelope other;
  other.event = *std::move(canonical);
  if (Outcome signed_now = sign(other, keys_->key(event.office)); !signed_now) return std::move(signed_now).error();
  return encode(other);
}

Outcome LoadPlan::write(std::ostream& out, std::uint64_t count, unsigned threads) const {
  constexpr std::uint64_t at_a_time = 512;
  out << magic;
  for (std::uint64_t first = 0; first < count; first += at_a_time) {
    const std::vector<std::vector<Bytes>> made = cases(first, std::min(at_a_time, count - first), threads);
    for (std::size_t i = 0; i < made.size(); ++i) {
      for (const Bytes& envelope : made[i]) {
        put_number(out, first + i, 8);
        put_number(out, envelope.size(), 4);
        out << text(envelope);
      }
    }
    if (!out) return Error{Errc::disk, "writing the load file failed"};
  }
  out.flush();
  if (!out) return Error{Errc::disk, "writing the load file failed"};
  return {};
}

Result<std::optional<LoadItem>> LoadReader::next() {
  if (!started_) {
    std::string head(magic.size(), '\0');
    in_.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (!in_ || head != magic) return Error{Errc::malformed, "not a load file: it does not begin with jejak-load/v1"};
    started_ = true;
  }
  if (in_.peek() == std::istream::traits_type::eof()) return std::optional<LoadItem>();
  LoadItem item;
  std::uint64_t length = 0;
  if (!get_number(in_, 8, item.case_index) || !get_number(in_, 4, length)) {
    return Error{Errc::malformed, "load file: it ends inside an item's head"};
  }
  if (length > item_bytes_max) return Error{Errc::malformed, "load file: an item is longer than an envelope may be"};
  item.envelope.resize(length);
  in_.read(reinterpret_cast<char*>(item.envelope.data()), static_cast<std::streamsize>(length));
  if (!in_) return Error{Errc::malformed, "load file: it ends inside an envelope"};
  return std::optional<LoadItem>(std::move(item));
}

}  // namespace jejak
