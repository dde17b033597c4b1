#include "ledger/rules/judge.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/order.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/transition.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

using Verdict = std::optional<Refusal>;  // nothing: no objection so far

Refusal wrong_form(std::string field, std::string rule) {
  return Refusal(RefusalCode::e_schema, {{"field", std::move(field)}, {"rule", std::move(rule)}});
}

Verdict check_list(const FieldShape& shape, const Value& value) {
  if (shape.one_of.empty()) return std::nullopt;
  const auto known = [&shape](const Code& code) {
    return std::any_of(shape.one_of.begin(), shape.one_of.end(), [&](const char* each) { return code.text == each; });
  };
  const auto* list = std::get_if<Codes>(&value);
  const auto* code = std::get_if<Code>(&value);
  if (list != nullptr ? std::all_of(list->begin(), list->end(), known) : code == nullptr || known(*code)) {
    return std::nullopt;
  }
  std::string rule = "must be one of";
  for (const char* each : shape.one_of) rule += std::string(" ") + each;
  return wrong_form(shape.name, std::move(rule));
}

// Both lists ascend by number, so one walk compares them.
Verdict check_fields(const CatalogueRow& row, const Event& event) {
  auto field = event.fields.begin();
  for (const FieldShape& shape : row.shape.fields) {
    if (field != event.fields.end() && field->number < shape.number) break;
    if (field == event.fields.end() || field->number != shape.number) {
      if (shape.required) return wrong_form(shape.name, "is required");
      continue;
    }
    if (kind_of(field->value) != shape.kind)
      return wrong_form(shape.name, std::string("must be a ") + name(shape.kind));
    if (auto unknown = check_list(shape, field->value)) return unknown;
    ++field;
  }
  if (field != event.fields.end()) return wrong_form(std::to_string(field->number), "is not a field of this type");
  return std::nullopt;
}

Verdict check_schema(const CatalogueRow* row, const Event& event) {
  if (row == nullptr) return wrong_form("type", "is not in the catalogue");
  const std::string_view stream_prefix = prefix(row->stream);
  if (!event.stream.starts_with(stream_prefix) || event.stream.size() == stream_prefix.size()) {
    return wrong_form("stream", "must begin with " + std::string(stream_prefix));
  }
  if (auto wrong = check_fields(*row, event)) return wrong;
  if (row->document_required && event.documents.empty()) return wrong_form("documents", "at least one is required");
  return std::nullopt;
}

// The hash of the stream's event number `revision`, if it may still be built on.
const Hash* recent_hash(const StreamState& stream, std::uint64_t revision) {
  const std::uint64_t back = stream.events - revision;
  return back < stream.recent.size() ? &stream.recent[stream.recent.size() - 1 - back] : nullptr;
}

bool builds_on(const CatalogueRow& row, const StreamState& stream, const Event& event) {
  if (event.revision > stream.events) return false;
  if (row.concurrency == Concurrency::exact && event.revision != stream.events) return false;
  if (event.revision < stream.exact_revision) return false;
  if (event.revision == 0) return !event.previous.has_value() && stream.events < recent_hashes_max;
  const Hash* hash = recent_hash(stream, event.revision);
  return hash != nullptr && event.previous.has_value() && *event.previous == *hash;
}

std::string join(std::span<const char* const> words) {
  std::string out;
  for (const char* word : words) out += (out.empty() ? "" : "/") + std::string(word);
  return out;
}

std::string join(std::span<const StateCode> states) {
  std::string out;
  for (const StateCode state : states) out += (out.empty() ? "" : "/") + std::string(name(state));
  return out;
}

Refusal wrong_agency(std::string_view competent, std::string_view acting) {
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", std::string(competent)}, {"agency", std::string(acting)}});
}

Refusal pending(const char* what) {
  return Refusal(RefusalCode::e_jurisdiction_pending, {{"pending", what}});
}

// The office that the stream's name names, where it names one; else the agency.
std::string_view named_by(const StreamState& stream, StreamKind kind) {
  std::string_view name = std::string_view(stream.name).substr(std::string_view(prefix(kind)).size());
  if (kind == StreamKind::calendar) name.remove_prefix(std::min(name.size(), name.find(':') + 1));
  if (kind != StreamKind::key) return name;
  for (auto at = stream.kept.rbegin(); at != stream.kept.rend(); ++at) {
    if (at->type == type::signing_key_revoked) continue;
    const Code* office = at->get<Code>(field::signing_key::office);
    return office == nullptr ? std::string_view() : office->text;
  }
  return {};
}

Verdict check_own_stream(const Judging& judging, std::string_view office) {
  const std::string_view named = named_by(judging.stream, judging.row.stream);
  const bool is_office = named.find('@') != std::string_view::npos;
  const std::string_view agency = is_office ? agency_of(named) : named;
  if (office == named || agency_of(office) == agency) return std::nullopt;
  return wrong_agency(named, agency_of(office));
}

Verdict check_opener(const Judging& judging, std::string_view agency) {
  if (judging.stream.kept.empty()) return std::nullopt;  // it begins here, or its beginning says nothing
  const std::string_view opener = agency_of(judging.stream.kept.front().office);
  if (is_within(judging, opener, agency)) return std::nullopt;
  if (const Kept* sent_back = judging.stream.last_of(type::supervisor_verification_completed)) {
    const Code* validator = sent_back->get<Code>(field::supervisor_verification_completed::validator);
    if (validator != nullptr && agency_of(validator->text) == agency) return std::nullopt;
  }
  return wrong_agency(opener, agency);
}

// The office to which the stream was sent last; what was sent to a predecessor has arrived at its successor.
Verdict check_addressee(const Judging& judging, std::string_view agency) {
  static_assert(field::case_forwarded::addressee == field::transition_transferred::to);
  const Kept* forwarded = newest_of(judging.stream, {type::case_forwarded, type::transition_transferred});
  const Code* addressee = forwarded == nullptr ? nullptr : forwarded->get<Code>(field::case_forwarded::addressee);
  if (addressee == nullptr) return check_opener(judging, agency);
  const std::string_view competent = agency_of(addressee->text);
  if (competent == agency) return std::nullopt;
  const StreamState* stream = judging.find("agency-" + std::string(competent));
  if (stream != nullptr) {
    for (const Kept& kept : stream->kept) {
      if (kept.type != type::agency_succeeded) continue;
      const auto* successor = kept.get<Reference>(field::agency_succeeded::successor);
      const Date* since = kept.get<Date>(field::agency_succeeded::effective_date);
      const Codes* roles = kept.get<Codes>(field::agency_succeeded::roles);
      if (successor == nullptr || since == nullptr || roles == nullptr) continue;
      const bool passed = *since <= judging.event.legal_date &&
                          std::any_of(roles->begin(), roles->end(),
                                      [&](const Code& role) { return role.text == role_of(addressee->text); });
      if (passed && successor->stream == "agency-" + std::string(agency)) return std::nullopt;
    }
  }
  return wrong_agency(competent, agency);
}

}  // namespace

namespace checks {

Verdict state(const Judging& judging) {
  const StreamState& stream = judging.stream;
  for (const StateCode from : judging.row.from) {
    if (from == StateCode::none ? stream.events == 0 : stream.state == from) return std::nullopt;
  }
  if (is_terminal(stream.state)) return Refusal(RefusalCode::e_terminal_state, {{"state", name(stream.state)}});
  return Refusal(RefusalCode::e_out_of_order, {{"state", name(stream.state)}, {"expected", join(judging.row.from)}});
}

// Every overlay that the row names must show one of the values it names.
Verdict overlays(const Judging& judging) {
  const auto needs = judging.row.needs;
  for (const StateCode need : needs) {
    const Overlay overlay = overlay_of(need);
    const StateCode now = judging.stream.overlay(overlay);
    if (std::find(needs.begin(), needs.end(), now) != needs.end()) continue;
    std::string expected;
    for (const StateCode each : needs) {
      if (overlay_of(each) == overlay) expected += (expected.empty() ? "" : "/") + std::string(name(each));
    }
    return Refusal(RefusalCode::e_out_of_order, {{"state", name(now)}, {"expected", std::move(expected)}});
  }
  return std::nullopt;
}

Verdict jurisdiction(const Judging& judging) {
  const std::string_view office = powers_of(judging.event);
  const std::string_view agency = agency_of(office);
  switch (judging.row.jurisdiction) {
    case Jurisdiction::none: return std::nullopt;
    case Jurisdiction::opener: return check_opener(judging, agency);
    case Jurisdiction::addressee: return check_addressee(judging, agency);
    case Jurisdiction::own_stream: return check_own_stream(judging, office);
    case Jurisdiction::subject_agency: {
      const std::string_view home = home_agency_of(judging.stream);
      if (home.empty()) return pending("SubjectIdentified");
      if (home != agency) return wrong_agency(home, agency);
      const bool waits = judging.row.nature == Nature::act && open_offer(judging.stream) != nullptr;
      return waits ? Verdict(pending("JurisdictionTransferAccepted")) : std::nullopt;
    }
    case Jurisdiction::examiner: {
      const std::string_view examiner = examiner_of(judging.stream);
      if (examiner.empty()) {  // the missing step says more than the missing name
        auto out_of_order = state(judging);
        return out_of_order ? out_of_order : pending("ExaminerAppointed");
      }
      if (examiner != office) return wrong_agency(examiner, office);
      const bool waits = judging.row.nature == Nature::act && open_offer(judging.stream) != nullptr;
      return waits ? Verdict(pending("JurisdictionTransferAccepted")) : std::nullopt;
    }
  }
  return std::nullopt;
}

Verdict expects(const Judging& judging) {
  for (const Expect& expect : judging.row.expects) {
    const Kept* kept = judging.stream.last_of(expect.type);
    const Code* found = kept == nullptr ? nullptr : kept->get<Code>(expect.field);
    const bool fits = found != nullptr && std::any_of(expect.one_of.begin(), expect.one_of.end(),
                                                      [found](const char* code) { return found->text == code; });
    if (fits) continue;
    return Refusal(expect.otherwise, {{field_name(expect.type, expect.field), found == nullptr ? "NONE" : found->text},
                                      {"expected", join(expect.one_of)}});
  }
  return std::nullopt;
}

Verdict references(const Judging& judging) {
  for (const Touch& touch : judging.row.touches) {
    if (auto refusal = touched(judging, touch).refusal) return refusal;
  }
  return std::nullopt;
}

Verdict touched_states(const Judging& judging) {
  for (const Touch& touch : judging.row.touches) {
    const StreamState* stream = touched(judging, touch).stream;
    if (stream == nullptr || touch.require.empty()) continue;
    if (std::find(touch.require.begin(), touch.require.end(), stream->state) != touch.require.end()) continue;
    return Refusal(RefusalCode::e_out_of_order,
                   {{"stream", stream->name}, {"state", name(stream->state)}, {"expected", join(touch.require)}});
  }
  return std::nullopt;
}

Verdict guards(const Judging& judging, Stage stage) {
  for (const Guard* guard : judging.row.guards) {
    if (guard->stage != stage) continue;
    if (auto refusal = guard->check(judging)) return refusal;
  }
  return std::nullopt;
}

Verdict revision(const Judging& judging) {
  if (builds_on(judging.row, judging.stream, judging.event)) return std::nullopt;
  return Refusal(RefusalCode::e_version_conflict, {{"current_revision", std::to_string(judging.stream.events)}});
}

}  // namespace checks

namespace {

// Everything of the law, from the keys, which are registered, to duplicates.
Verdict judge_law(const Judging& judging, const Signers& signers) {
  for (const Check& each : order_of_judgement()) {
    if (auto no = each.check(judging, signers)) return no;
  }
  return std::nullopt;
}

Judgement unrecorded(Refusal refusal) {
  Judgement judgement;
  judgement.refusal = std::move(refusal);
  judgement.recorded = false;
  return judgement;
}

const RuleSet* rules_of_the_act(State& state, const StreamState& stream) {
  const Kept* opened = stream.last_of(type::case_opened);
  const Date* act = opened == nullptr ? nullptr : opened->get<Date>(field::case_opened::act_date);
  return act == nullptr ? nullptr : state.rule_set_on(*act);
}

}  // namespace

const StreamState* Judging::find(std::string_view name) const {
  auto found = state.find(name);
  if (found) return *found;
  if (!trouble) trouble = std::move(found).error();
  return nullptr;
}

Judging judging_at(State& state, const CatalogueRow& row, const Event& event, const StreamState& stream,
                   const Moment& moment) {
  return Judging{row,
                 event,
                 stream,
                 moment,
                 state,
                 local_date(moment.recorded_at, event.zone),
                 state.rule_set_on(event.legal_date),
                 rules_of_the_act(state, stream),
                 std::nullopt};
}

Result<Judgement> judge(State& state, const Vouched& vouched, const Moment& moment) {
  const Event& event = vouched.event();
  const CatalogueRow* row = catalogue().row(event.type);
  if (auto wrong = check_schema(row, event)) return unrecorded(std::move(*wrong));
  if (event.origin != state.genesis().origin) {
    return unrecorded(
        Refusal(RefusalCode::e_wrong_ledger, {{"origin", event.origin}, {"expected", state.genesis().origin}}));
  }

  state.trim();
  StreamState fresh;
  fresh.name = event.stream;
  auto known = state.find(event.stream);
  if (!known) return std::move(known).error();
  const StreamState& stream = *known == nullptr ? fresh : **known;
  const Judging judging = judging_at(state, *row, event, stream, moment);

  const Signers signers = resolve_signers(judging, vouched.keys());
  if (judging.trouble) return *judging.trouble;
  if (!signers.unknown.empty()) return unrecorded(Refusal(RefusalCode::e_key_unknown, {{"key", signers.unknown}}));
  Verdict refusal = judge_law(judging, signers);
  if (judging.trouble) return *judging.trouble;

  Judgement judgement;
  judgement.stream_previous = stream.last();
  if (refusal) {
    judgement.refusal = std::move(*refusal);
    judgement.stream_revision = stream.events;
    ++judgement.changes.emplace_back(stream).refusals;
  } else {
    judgement.changes = changes_of(judging, signers, vouched.event_hash());
    judgement.stream_revision = stream.events + 1;
  }
  // It does not build on its stream, or a guard says that it is no event at all, or that its key says nothing.
  if (refusal && !is_recorded(judgement.refusal.code)) return unrecorded(std::move(judgement.refusal));
  return judgement;
}

}  // namespace jejak
