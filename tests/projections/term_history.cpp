#include "tests/projections/term_history.hpp"

#include "ledger/record/ruleset.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"
#include "projections/catalogue_facts.hpp"
#include "projections/tally_effects.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <set>

namespace jejak::test {
namespace {

constexpr std::array<const char*, 4> agencies = {"prov:64", "kota:64.71", "kab:64.02", "prov:63"};
constexpr std::array<const char*, 4> sanctions = {"R1", "T2", "B3", "B4"};
constexpr std::array<const char*, 4> units = {"WD", "CD", "HOUR", "MONTH_END"};
constexpr std::array<const char*, 3> remedies = {"OBJECTION", "APPEAL", "NONE"};
constexpr std::array<const char*, 2> elections = {"election-1", "election-2"};
constexpr int heads = 3;

class TermScribe {
 public:
  explicit TermScribe(std::uint64_t seed) : random_(seed) {
    for (const CatalogueRow* row : catalogue().rows()) {
      if (!has_terms(row->stream)) continue;
      for (int times = weight(*row); times > 0; --times) rows_.push_back(row);
    }
    Entry genesis;
    genesis.kind = EntryKind::genesis;
    genesis.recorded_at = now_;
    genesis.body = Bytes(100, 'g');
    out_.push_back({EntryKind::genesis, {}, 0, now_, encode(genesis)});
    registry();
    for (const StreamKind kind : {StreamKind::report, StreamKind::kase, StreamKind::candidacy}) {
      const std::uint16_t first = kind == StreamKind::report ? type::report_received
                                  : kind == StreamKind::kase ? type::case_opened
                                                             : type::candidacy_intent_notified;
      for (int number = 1; number <= streams_of(kind); ++number) {
        admit(any_event(*catalogue().row(first), prefix(kind) + std::to_string(number), term_history_from));
      }
    }
  }

  std::vector<Written> run(std::size_t entries) {
    while (out_.size() < entries) {
      now_.us += static_cast<std::int64_t>(below(36'000'000'000));
      if (below(12) == 0) {
        change_of_registry();
        continue;
      }
      const CatalogueRow& row = *one_of(rows_);
      const std::string stream =
          prefix(row.stream) + std::to_string(1 + below(static_cast<std::uint64_t>(streams_of(row.stream))));
      // A report is registered once; the law lets nobody do it again.
      if (row.shape.number == type::report_registered && !registered_.insert(stream).second) continue;
      const Event event = any_event(row, stream, local_date(now_, Zone::wib) - static_cast<int>(below(40)));
      admit(event, below(12) == 0 && row.shape.number != type::report_registered ? 30 : 0);
    }
    out_.resize(entries);
    return std::move(out_);
  }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  template <class List>
  typename List::value_type one_of(const List& list) {
    return *(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
  }
  static int streams_of(StreamKind kind) { return kind == StreamKind::report ? 12 : kind == StreamKind::kase ? 6 : 3; }

  // How often a type comes up: more often where a term begins or ends, or what a term rests on is said.
  static int weight(const CatalogueRow& row) {
    switch (row.shape.number) {
      case type::sanction_execution_recorded:
      case type::sanction_decision_issued: return 16;
      case type::study_concluded:
      case type::report_registered:
      case type::case_opened: return 12;
      default: return row.starts.empty() && row.stops.empty() ? 1 : 4;
    }
  }

  Id some_id() {
    ByteArray<10> tail{};
    for (std::uint8_t& byte : tail) byte = static_cast<std::uint8_t>(below(256));
    return make_uuid_v7(now_, tail);
  }
  static Id head(std::uint64_t number) {
    Id out{};
    out[6] = 0x40;
    out[8] = 0x80;
    out[15] = static_cast<std::uint8_t>(number);
    return out;
  }

  void admit(const Event& event, std::uint16_t verdict = 0) {
    Written out;
    out.recorded_at = now_;
    out.event = event;
    out.verdict = verdict;
    out.entry = entry_of(out.event, verdict, now_);
    out_.push_back(std::move(out));
  }

  Event plain(std::uint16_t type, const std::string& stream, Date legal) {
    Event event;
    event.id = some_id();
    event.origin = "simulated.jejak.example/terms";
    event.type = type;
    event.stream = stream;
    event.legal_date = std::max(legal, term_history_from);
    event.zone = Zone::wib;
    event.office = std::string(below(3) == 0 ? "BAWASLU_PROV" : "PPK_ASN") + "@" + one_of(agencies);
    event.holder = HolderKind::definitif;
    return event;
  }

  void say(Event& event, const char* name, Value value) {
    const CatalogueRow* row = catalogue().row(event.type);
    event.fields.push_back({catalogue_field(row->shape.name, name).field, std::move(value)});
    std::sort(event.fields.begin(), event.fields.end(),
              [](const Field& a, const Field& b) { return a.number < b.number; });
  }

  // Registries

  void registry() {
    publish("RS-A", Date{17'000});
    publish("RS-B", Date{18'120});
    calendar(2019);
    calendar(2020);
    for (std::size_t i = 0; i < elections.size(); ++i) schedule(elections[i], i == 0 ? "PILKADA" : "PEMILU");
    for (const char* agency : agencies) appoint(agency);
  }

  void change_of_registry() {
    switch (below(7)) {
      case 0: return calendar(below(2) == 0 ? 2019 : 2020);
      case 1: return close_office();
      case 2: return schedule(one_of(elections), {});
      case 3: return appoint(one_of(agencies));
      case 4: return end_head();
      case 5: return inaugurate();
      default: break;
    }
    if (superseded_) return;
    superseded_ = true;
    publish("RS-C", local_date(now_, Zone::wib) - 60);
    Event event = plain(type::rule_set_superseded, "ruleset-RS-B", Date{18'300});
    say(event, "rule_set", Code{"RS-B"});
    say(event, "in_force_until", local_date(now_, Zone::wib) - 61);
    admit(event);
  }

  void publish(const std::string& id, Date from) {
    RuleSet rules;
    rules.id = id;
    rules.in_force_from = from;
    for (std::size_t i = 0; i < sanctions.size(); ++i) {
      Sanction row;
      row.code = sanctions[i];
      row.level = i == 0 ? "LIGHT" : "SEVERE";
      row.leaves_post = i > 0;
      row.dismissal = (i + static_cast<std::size_t>(id.back())) % 2 == 0;
      row.remedy = remedies[(i + static_cast<std::size_t>(id.back())) % remedies.size()];
      row.acts_from = Date{10'000};
      rules.sanctions.push_back(row);
    }
    for (const std::string& term : effects().terms()) {
      if (below(9) == 0) continue;  // a term that these rules do not know
      DeadlineRow row;
      row.id = term;
      row.unit = one_of(units);
      row.count = static_cast<std::int32_t>(row.unit == "HOUR"        ? 1 + below(400)
                                            : row.unit == "MONTH_END" ? below(2)
                                                                      : 1 + below(20));
      row.hard = below(3) == 0;
      row.before = below(8) == 0;
      rules.deadlines.push_back(row);
    }
    rules.policies.push_back({"province_follows_kabkota", "true", false, ""});
    rules.policies.push_back({"follower_window_end", "ELECTION_TERM", false, ""});
    rules.windows.push_back({"BEFORE_DETERMINATION", 3, "UU10/2016:71(2)", false, ""});
    rules.windows.push_back({"AFTER_INAUGURATION", 2, "UU10/2016:162(3)", false, ""});
    auto table = encode(rules);
    JEJAK_ASSERT(table.has_value());
    Event event = plain(type::rule_set_published, "ruleset-" + id, from);
    say(event, "table", std::move(*table));
    admit(event);
  }

  Codes days_off(int year) {
    std::set<std::string> days;
    for (int i = 0; i < 30; ++i) days.insert(print(date_of(year, 1, 1) + static_cast<int>(below(365))));
    Codes out;
    for (const std::string& day : days) out.push_back(Code{day});
    return out;
  }

  void calendar(int year) {
    Event event = plain(type::work_calendar_published, "calendar-" + std::to_string(year), Date{18'200});
    say(event, "year", std::int64_t{year});
    say(event, "days", days_off(year));
    admit(event);
  }

  void close_office() {
    const std::string agency = one_of(agencies);
    Event event = plain(type::work_calendar_exception, "calendar-2019:" + agency, local_date(now_, Zone::wib));
    say(event, "year", std::int64_t{2019});
    say(event, "days", days_off(2019));
    say(event, "scope", Code{agency});
    admit(event);
  }

  void schedule(const char* election, std::string_view kind) {
    const bool is_new = !kind.empty();
    Event event = plain(is_new ? type::election_scheduled : type::election_rescheduled, election,
                        is_new ? term_history_from : local_date(now_, Zone::wib));
    const Date determined = local_date(now_, Zone::wib) + static_cast<int>(below(200));
    say(event, "regions", Codes{Code{"kota:64.71"}, Code{"prov:63"}});
    say(event, "determination_date", determined);
    say(event, "voting_date", determined + 70);
    if (is_new) say(event, "kind", Code{std::string(kind)});
    admit(event);
  }

  void appoint(const std::string& agency) {
    Event event = plain(type::office_holder_appointed, "office-PPK_ASN@" + agency, local_date(now_, Zone::wib));
    const Date from = local_date(now_, Zone::wib) - static_cast<int>(below(60));
    say(event, "holder", head(below(heads)));
    say(event, "holder_kind", Code{name(HolderKind::definitif)});
    say(event, "valid_from", from);
    if (below(2) == 0) say(event, "term_ends_on", from + 30 + static_cast<int>(below(300)));
    if (below(3) == 0) say(event, "inaugurated_on", from);
    admit(event);
  }

  void end_head() {
    Event event = plain(type::office_holder_ended, std::string("office-PPK_ASN@") + one_of(agencies),
                        local_date(now_, Zone::wib));
    say(event, "holder", head(below(heads)));
    say(event, "ended_on", local_date(now_, Zone::wib));
    admit(event);
  }

  void inaugurate() {
    Event event = plain(type::regional_head_inaugurated, std::string("office-PPK_ASN@") + one_of(agencies),
                        local_date(now_, Zone::wib));
    say(event, "holder", head(below(heads)));
    say(event, "inaugurated_on", local_date(now_, Zone::wib));
    admit(event);
  }

  // Steps

  Event any_event(const CatalogueRow& row, const std::string& stream, Date legal) {
    Event event = plain(row.shape.number, stream, legal);
    if (below(6) == 0) event.on_behalf_of = std::string("PPK_ASN@") + one_of(agencies);
    for (const FieldShape& field : row.shape.fields) {
      if (!field.required && below(4) == 0) continue;
      if (auto said = value(row, field, event.legal_date)) event.fields.push_back({field.number, std::move(*said)});
    }
    return event;
  }

  std::optional<Value> value(const CatalogueRow& row, const FieldShape& field, Date legal) {
    const std::string_view name = field.name;
    switch (field.kind) {
      case FieldKind::number: return static_cast<std::int64_t>(below(30));
      case FieldKind::date: return Date{legal + 6 - static_cast<int>(below(30))};
      case FieldKind::code: return code(row, field, name);
      case FieldKind::codes: return Codes{Code{"V01"}, Code{"V05"}};
      case FieldKind::id: return some_id();
      case FieldKind::hash: return Hash{};
      case FieldKind::reference: {
        if (name == "report") return Reference{"report-" + std::to_string(1 + below(12))};
        if (name == "approval") {
          return below(3) == 0 ? std::optional<Value>(Reference{"approval-1"}) : std::nullopt;
        }
        if (name == "case") return Reference{"case-" + std::to_string(1 + below(6))};
        return Reference{one_of(elections)};
      }
      case FieldKind::table: return Bytes{1};
    }
    return std::nullopt;
  }

  Code code(const CatalogueRow& row, const FieldShape& field, std::string_view name) {
    if (name == "home_agency" || name == "to") return Code{one_of(agencies)};
    if (name == "sanction") return Code{below(8) == 0 ? "UNKNOWN" : one_of(sanctions)};
    if (name == "deadline") return Code{one_of(effects().terms())};
    if (name == "summons_no") return Code{below(3) == 0 ? "2" : "1"};
    if (name == "needs_bawaslu") return Code{below(3) == 0 ? "NO" : "YES"};
    if (name == "consequence") return Code{below(2) == 0 ? "CLOSES" : "CONTINUES"};
    if (row.shape.number == type::appeal_decided && name == "outcome" && below(3) == 0) return Code{"DITUNDA"};
    std::vector<std::string> words{"A"};
    for (const OutcomeRow& outcome : row.outcomes) {
      if (outcome.field == field.number) words.emplace_back(outcome.code);
    }
    return Code{one_of(words)};
  }

  std::mt19937_64 random_;
  Instant now_ = start_of(term_history_from + 45, Zone::wib);
  std::vector<const CatalogueRow*> rows_;
  std::set<std::string> registered_;
  bool superseded_ = false;
  std::vector<Written> out_;
};

}  // namespace

std::vector<Written> term_history(std::uint64_t seed, std::size_t entries) {
  return TermScribe(seed).run(entries);
}

}  // namespace jejak::test
