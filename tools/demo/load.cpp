#include "tools/demo/load.hpp"

#include "ledger/record/codec.hpp"
#include "tools/demo/load_case.hpp"
#include "tools/demo/registry.hpp"
#include "tools/demo/tiny_parts.hpp"

#include <algorithm>
#include <thread>

namespace jejak {
namespace {

constexpr std::int64_t hour_us = 3'600'000'000;

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

// What one(i) makes of each i below count, on so many threads (0: one a core).
template <class Item, class One>
std::vector<Item> made_by(unsigned threads, std::uint64_t count, const One& one) {
  std::vector<Item> made(count);
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> workers;
  for (unsigned worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&made, &one, worker, threads] {
      for (std::uint64_t i = worker; i < made.size(); i += threads) made[i] = one(i);
    });
  }
  for (std::thread& worker : workers) worker.join();
  return made;
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

Instant LoadPlan::founded_at() const {
  return start_of(founded_on(), Zone::wib);
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

std::vector<std::vector<Bytes>> LoadPlan::cases(std::uint64_t first, std::uint64_t count, unsigned threads) const {
  return made_by<std::vector<Bytes>>(threads, count, [this, first](std::uint64_t i) { return one_case(first + i); });
}

Result<Bytes> LoadPlan::sign_otherwise(BytesView envelope) const {
  Result<Vouched> vouched = vouch(copy(envelope), genesis_.origin);
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

std::vector<Bytes> LoadPlan::long_case() const {
  return write_long_case(genesis_.origin, *keys_, seed_, cases_from(), long_case_stream, long_case_events);
}

Result<std::uint64_t> LoadPlan::write(const std::string& folder, std::uint64_t count, unsigned threads,
                                      const RehearsalProgress& progress) const {
  constexpr std::uint64_t at_a_time = 512;
  DemoPlan plan;
  plan.genesis = genesis_;
  plan.genesis_note = genesis_note_;
  plan.policy = policy();
  plan.founded_at = founded_at();
  plan.keys = secrets_of(*keys_, genesis_);
  Result<PlanFolder> out = PlanFolder::make(plan, folder);
  if (!out) return std::move(out).error();
  std::uint64_t written = 0;
  const auto put = [&](Instant at, const Bytes& envelope) -> Outcome {
    const Result<std::string> line = PlanFolder::line_of(at, envelope);
    if (!line) return line.error();
    ++written;
    return out->put(*line);
  };
  for (const PlannedEvent& planned : setup_) {
    if (Outcome done = put(planned.at, planned.envelope); !done) return std::move(done).error();
  }
  for (const Bytes& envelope : long_case()) {
    if (Outcome done = put(cases_from(), envelope); !done) return std::move(done).error();
  }
  for (std::uint64_t first = 0; first < count; first += at_a_time) {
    if (progress && !progress(first, count)) return Error{Errc::interrupted, "interrupted"};
    const std::vector<std::string> lines = lines_of(first, std::min(at_a_time, count - first), threads);
    for (const std::string& each : lines) {
      if (Outcome done = out->put(each); !done) return std::move(done).error();
    }
    written += lines.size() * events_a_case;
  }
  if (Outcome done = out->finish(); !done) return std::move(done).error();
  return written;
}

// The events of each case in one text.
std::vector<std::string> LoadPlan::lines_of(std::uint64_t first, std::uint64_t count, unsigned threads) const {
  return made_by<std::string>(threads, count, [this, first](std::uint64_t i) {
    std::string lines;
    for (const Bytes& envelope : one_case(first + i)) {
      const Result<std::string> line = PlanFolder::line_of(cases_from(), envelope);
      JEJAK_ASSERT(line.has_value());  // we have just written it
      lines += *line;
    }
    return lines;
  });
}

}  // namespace jejak
