#include "ledger/rules/case_facts.hpp"

#include "ledger/rules/types.hpp"
#include "ledger/rules/windows.hpp"

#include <algorithm>

namespace jejak {

namespace {

template <class Source>  // a kept event or one that is being judged
std::optional<ActFacts> read_act(const Source& opened) {
  namespace of = field::case_opened;
  const Date* date = opened.template get<Date>(of::act_date);
  if (date == nullptr) return std::nullopt;
  const auto* election = opened.template get<Reference>(of::election);
  return ActFacts{*date, text_or_empty(opened.template get<Code>(of::act_place)),
                  election == nullptr ? std::string_view() : std::string_view(election->stream),
                  text_or_empty(opened.template get<Code>(of::phase)), opened.template get<Codes>(of::violation_codes)};
}

}  // namespace

std::string_view text_or_empty(const Code* code) {
  return code == nullptr ? std::string_view() : std::string_view(code->text);
}

bool has_code(const Codes* codes, std::string_view wanted) {
  return codes != nullptr &&
         std::any_of(codes->begin(), codes->end(), [wanted](const Code& code) { return code.text == wanted; });
}

std::optional<SubjectFacts> subject_of(const StreamState& kase) {
  namespace of = field::subject_identified;
  const Kept* kept = kase.last_of(type::subject_identified);
  const Id* id = kept == nullptr ? nullptr : kept->get<Id>(of::subject);
  if (id == nullptr) return std::nullopt;
  return SubjectFacts{*id,
                      text_or_empty(kept->get<Code>(of::subject_type)),
                      text_or_empty(kept->get<Code>(of::rank_class)),
                      text_or_empty(kept->get<Code>(of::post)),
                      text_or_empty(kept->get<Code>(of::home_agency)),
                      text_or_empty(kept->get<Code>(of::post_class)),
                      text_or_empty(kept->get<Code>(of::heads_unit))};
}

std::optional<ActFacts> act_of(const StreamState& kase) {
  const Kept* opened = kase.last_of(type::case_opened);
  return opened == nullptr ? std::nullopt : read_act(*opened);
}

std::optional<ActFacts> act_of(const Event& case_opened) {
  return read_act(case_opened);
}

std::string_view phase_of(const Judging& judging, const ActFacts& act) {
  const StreamState* election = act.election.empty() ? nullptr : judging.find(act.election);
  const auto determined = election == nullptr ? std::nullopt : determination_date(*election, act.place);
  if (!determined) return act.phase;
  return act.date < *determined ? "B" : "C";
}

const StreamState* case_of_approval(const Judging& judging, const StreamState& approval) {
  const Kept* asked = approval.last_of(type::approval_requested);
  const auto* kase = asked == nullptr ? nullptr : asked->get<Reference>(field::approval_requested::kase);
  return kase == nullptr ? nullptr : judging.find(kase->stream);
}

}  // namespace jejak
