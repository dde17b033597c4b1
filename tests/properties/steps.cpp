#include "tests/properties/steps.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

namespace jejak::test {

namespace {

// Streams that walks are about; those of the registry are made once and then disturbed now and then.
constexpr std::array kinds = {StreamKind::kase,      StreamKind::kase,       StreamKind::kase,
                              StreamKind::kase,      StreamKind::report,     StreamKind::approval,
                              StreamKind::candidacy, StreamKind::assignment, StreamKind::prevention,
                              StreamKind::election,  StreamKind::office,     StreamKind::calendar};

constexpr std::array agencies = {"prov:64", "kota:64.71"};
constexpr std::array ranks = {"JPT_MADYA", "JPT_PRATAMA", "ADMINISTRATOR", "PENGAWAS", "PELAKSANA", "JF"};
constexpr std::array violations = {"V02", "V03", "V05", "V08", "V11", "V15", "V17", "V20"};

bool any_row_of(StreamKind kind) {
  const auto rows = catalogue().rows();
  return std::any_of(rows.begin(), rows.end(), [kind](const CatalogueRow* row) { return row->stream == kind; });
}

bool fits(const CatalogueRow& row, StateCode state, bool begun) {
  return std::any_of(row.from.begin(), row.from.end(),
                     [&](StateCode from) { return from == StateCode::none ? !begun : from == state; });
}

}  // namespace

std::string print(const WalkStep& step) {
  return "{" + std::to_string(step.stream) + "," + std::to_string(step.row) + "," + std::to_string(step.lawful) + "," +
         std::to_string(step.days) + "," + std::to_string(step.chance) + "}";
}

Walker::Walker() {
  enrol_everybody();
  law_.ledger.at(date_of(2024, 8, 1));
  JEJAK_ASSERT(law_.schedule("P24", {"kota:64.71"}, date_of(2024, 9, 22), date_of(2024, 11, 27)).admitted());
}

// Every role that the rule set in force then fills, in the province and in the city.
void Walker::enrol_everybody() {
  const RuleSet rules = demo_rules("RS-2024-BKN");
  for (const Sanction& each : rules.sanctions) sanctions_.push_back(each.code);
  std::set<std::string> known;
  for (const std::string& office :
       {bawaslu, kasn, bkn, secretary, registry, team, minister, director, president, organiser, governor, mayor,
        std::string("BKD@kota:64.71"), std::string("PYB@kota:64.71"), std::string("TIM_PEMERIKSA@kota:64.71"),
        std::string("KPU_KABKOTA@kpu:64.71")}) {
    offices_.push_back(office);
    known.insert(std::string(role_of(office)));
  }
  std::set<std::string> wanted;
  for (const RoleRow& row : rules.roles) wanted.insert(row.filled_by);
  for (const std::string& role : wanted) {
    if (known.contains(role) || role == "LEDGER_ADMIN") continue;
    for (const char* agency : agencies) {
      offices_.push_back(role + "@" + agency);
      law_.ledger.enrol(offices_.back());
    }
  }
  law_.head(governor, HolderKind::pj, date_of(2023, 10, 2), std::nullopt);
}

std::string Walker::stream_of(StreamKind kind, std::uint8_t chosen) {
  if (kind == StreamKind::office) return "office-" + offices_[chosen % offices_.size()];
  if (kind == StreamKind::election) return "election-P24";
  if (kind == StreamKind::calendar) return std::string("calendar-2024:") + agencies[chosen % agencies.size()];
  return prefix(kind) + std::to_string(chosen % 3);
}

const CatalogueRow& Walker::row_for(const StreamState* stream, StreamKind kind, std::uint16_t chosen, bool fitting) {
  const bool begun = stream != nullptr && stream->events > 0;
  std::vector<const CatalogueRow*> all, moving, rest;
  for (const CatalogueRow* row : catalogue().rows()) {
    if (row->stream != kind) continue;
    all.push_back(row);
    if (!fits(*row, begun ? stream->state : StateCode::none, begun)) continue;
    // What only ends a case early would end every walk.
    const bool moves = row->to != StateCode::none && !is_terminal(row->to);
    (moves ? moving : rest).push_back(row);
  }
  JEJAK_ASSERT(!all.empty());
  if (fitting && !moving.empty() && chosen % 4 != 0) return *moving[chosen / 4 % moving.size()];
  if (fitting && !rest.empty()) return *rest[chosen / 4 % rest.size()];
  return *all[chosen % all.size()];
}

std::vector<std::string> Walker::offices_for(const CatalogueRow& row, const StreamState* stream) {
  const RuleSet* rules = law_.ledger.state().rule_set_on(law_.ledger.today());
  std::vector<std::string> signers;
  const Kept* subject = stream == nullptr ? nullptr : stream->last_of(type::subject_identified);
  const Code* home = subject == nullptr ? nullptr : subject->get<Code>(field::subject_identified::home_agency);
  for (const SignerGroup& group : row.signers) {
    std::vector<std::string> able, near;
    for (const char* abstract : group.any_of) {
      if (std::string_view(abstract) == "ROOTS") able.push_back(TestLedger::admin());
      for (const std::string& office : offices_) {
        if (rules == nullptr || !fills(*rules, abstract, role_of(office), law_.ledger.today())) continue;
        able.push_back(office);
        if (home != nullptr && agency_of(office) == home->text) near.push_back(office);
      }
    }
    if (!near.empty() && !one_in(12)) able = near;
    signers.push_back(able.empty() || (wild_ && one_in(3)) ? any_of(offices_) : any_of(able));
  }
  if (signers.empty()) signers.push_back(any_of(offices_));
  return signers;
}

Date Walker::some_day(bool past) {
  const Date today = law_.ledger.today();
  constexpr std::array edges = {0, 0, 0, 0, -1, -2, -7, -10, -14, -15, -20, -30, -90, -180};
  if (past) return today + any_of(edges);
  return one_in(2) ? today + static_cast<int>(below(40)) : today + any_of(edges);
}

std::string Walker::some_code(const CatalogueRow& row, const FieldShape& field, const StreamState* stream) {
  const std::string_view name = field.name;
  if (!field.one_of.empty()) return any_of(field.one_of);
  for (const OutcomeRow& outcome : row.outcomes) {
    if (outcome.field == field.number && !one_in(4)) return outcome.code;
  }
  if (name.find("sanction") != std::string_view::npos || name == "action" || name == "actions") {
    const Kept* proposed = stream == nullptr ? nullptr : stream->last_of(type::sanction_proposed);
    const Code* code = proposed == nullptr ? nullptr : proposed->get<Code>(field::sanction_proposed::sanction);
    return code != nullptr && !one_in(5) ? code->text : any_of(sanctions_);
  }
  if (name == "home_agency" || name == "agency" || name == "region" || name == "act_place" || name == "scope" ||
      name == "host_agency" || name.ends_with("_agency")) {
    return any_of(agencies);
  }
  if (name == "examiner") {
    const Kept* subject = stream == nullptr ? nullptr : stream->last_of(type::subject_identified);
    const Code* home = subject == nullptr ? nullptr : subject->get<Code>(field::subject_identified::home_agency);
    return "TIM_PEMERIKSA@" + (home == nullptr ? std::string(any_of(agencies)) : home->text);
  }
  if (name == "addressee" && row.shape.number == type::case_forwarded) return one_in(6) ? kasn : bkn;
  if (name == "office" && row.stream == StreamKind::office) return law_.ledger.today().days % 2 == 0 ? registry : team;
  if (name == "addressee" || name == "office" || name.ends_with("_office") || name == "substitute") {
    return any_of(offices_);
  }
  if (name == "rank_class" || name.ends_with("rank")) return any_of(ranks);
  if (name == "subject_type") return any_of(std::array{"PNS", "PNS", "PPPK", "NON_ASN"});
  if (name == "post") return "POST-64-1001";
  if (name == "track") return any_of(std::array{"ETHICS", "DISCIPLINE", "DISCIPLINE", "STATUS"});
  if (name == "summons_no") return any_of(std::array{"1", "1", "2"});
  if (name == "deadline" || name == "deadline_id") return any_of(std::array{"DL-02", "DL-06", "DL-14", "DL-16"});
  if (name.find("violation") != std::string_view::npos || name == "proven_codes") return any_of(violations);
  if (name == "elements") return any_of(std::array{"ATASAN_LANGSUNG", "UNSUR_KEPEGAWAIAN", "UNSUR_PENGAWASAN"});
  return any_of(std::array{"A-1", "B/2", "NEUTRALITY", "DISCIPLINE"});
}

std::string Walker::some_stream(std::string_view name) {
  for (const StreamKind kind : kinds) {
    std::string_view word = prefix(kind);
    word.remove_suffix(1);
    if (name.find(word) != std::string_view::npos) return stream_of(kind, static_cast<std::uint8_t>(below(256)));
  }
  if (name == "survivor" || name == "duplicate")
    return stream_of(StreamKind::kase, static_cast<std::uint8_t>(below(256)));
  return stream_of(any_of(kinds), static_cast<std::uint8_t>(below(256)));
}

Value Walker::value_of(const CatalogueRow& row, const FieldShape& field, const StreamState* stream) {
  switch (field.kind) {
    case FieldKind::number: return static_cast<std::int64_t>(one_in(3) ? below(5'000) : 1 + below(20));
    case FieldKind::date: return some_day(field.happened && !(wild_ && one_in(4)));
    case FieldKind::code: return Code{some_code(row, field, stream)};
    case FieldKind::codes: {
      std::set<std::string> words;
      if (std::string_view(field.name) == "elements" && !one_in(6)) {
        words = {"ATASAN_LANGSUNG", "UNSUR_KEPEGAWAIAN", "UNSUR_PENGAWASAN"};
      }
      for (std::uint64_t left = 1 + below(3); left > 0; --left) words.insert(some_code(row, field, stream));
      return codes_of(std::vector<std::string>(words.begin(), words.end()));
    }
    case FieldKind::id:
      if (!events_.empty() && std::string_view(field.name).find("event") != std::string_view::npos) {
        return any_of(events_);
      }
      return id_named(one_in(5) ? "somebody else" : "the subject");
    case FieldKind::hash: return hash_named(std::to_string(below(1'000)));
    case FieldKind::reference: return Reference{some_stream(field.name)};
    case FieldKind::table: return Bytes(1 + below(40), 7);
  }
  return std::int64_t{0};
}

Walked Walker::take(const WalkStep& step) {
  random_.seed(step.chance);
  wild_ = step.lawful % 4 == 0;
  TestLedger& ledger = law_.ledger;
  ledger.at(Instant{ledger.now().us + (step.days % 8 == 0 ? step.days / 8 : 0) * std::int64_t{86'400'000'000}});
  const StreamKind wanted = kinds[step.stream % kinds.size()];
  const StreamKind kind = any_row_of(wanted) ? wanted : StreamKind::kase;
  const std::string name = stream_of(kind, static_cast<std::uint8_t>(step.stream / kinds.size()));
  const StreamState* stream = ledger.stream(name);
  Walked walked;
  walked.row = &row_for(stream, kind, step.row, step.lawful % 8 != 0);
  const CatalogueRow& row = *walked.row;
  walked.offices = offices_for(row, stream);
  walked.event = ledger.draft(row.shape.name, name, walked.offices.front());
  Event& event = walked.event;
  for (const FieldShape& field : row.shape.fields) {
    if (field.required || one_in(3)) set(event, field.name, value_of(row, field, stream));
  }
  if (const auto* place = event.get<Code>(1); kind == StreamKind::office && place != nullptr) {
    set(event, row.shape.fields.front().name, Code{name.substr(7)});
  }
  if (event.office == governor) event.holder = HolderKind::pj;
  if (wild_ && one_in(3)) event.legal_date = some_day(one_in(2));
  if (one_in(2)) event.late_reason = "DISTANCE";
  if (wild_ && one_in(6)) event.holder = static_cast<HolderKind>(1 + below(5));
  if (wild_ && one_in(6)) event.on_behalf_of = any_of(offices_);
  if (wild_ && one_in(6)) event.rule_set = any_of(std::array{"RS-2018", "RS-2024-BKN"});
  if (wild_ && one_in(6)) event.documents.clear();
  if (wild_ && one_in(6) && event.revision > 1) event.revision -= 1;
  if (const auto bytes = encode(event); !bytes) throw std::runtime_error("cannot be signed: " + bytes.error().message);
  walked.before = stream == nullptr ? StreamState{} : *stream;
  walked.before.name = name;
  for (const Field& field : event.fields) {
    const auto* reference = std::get_if<Reference>(&field.value);
    const StreamState* named = reference == nullptr ? nullptr : ledger.stream(reference->stream);
    if (named != nullptr) walked.touched.push_back(*named);
  }
  walked.appended = ledger.append(event, {walked.offices.begin() + 1, walked.offices.end()});
  if (walked.appended.admitted()) events_.push_back(event.id);
  return walked;
}

}  // namespace jejak::test
