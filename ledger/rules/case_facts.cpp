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

const Kept* newest_of(const StreamState& stream, std::initializer_list<std::uint16_t> types) {
  for (auto at = stream.kept.rbegin(); at != stream.kept.rend(); ++at) {
    if (std::find(types.begin(), types.end(), at->type) != types.end()) return &*at;
  }
  return nullptr;
}

std::string_view home_agency_of(const StreamState& kase) {
  const Kept* said = newest_of(kase, {type::subject_identified, type::jurisdiction_transfer_accepted});
  if (said == nullptr) return {};
  return text_or_empty(said->get<Code>(said->type == type::subject_identified ? field::subject_identified::home_agency
                                                                              : field::jurisdiction_transfer::to));
}

const Kept* open_offer(const StreamState& kase) {
  const Kept* newest = newest_of(kase, {type::jurisdiction_transfer_offered, type::jurisdiction_transfer_accepted,
                                        type::jurisdiction_transfer_refused});
  return newest == nullptr || newest->type != type::jurisdiction_transfer_offered ? nullptr : newest;
}

const Kept* recommendation_of(const StreamState& kase) {
  return newest_of(kase, {type::recommendation_issued, type::recommendation_revised});
}

std::string_view track_of(const StreamState& kase) {
  const Kept* said =
      newest_of(kase, {type::recommendation_issued, type::recommendation_revised, type::ethics_council_decided});
  if (said != nullptr && said->type == type::ethics_council_decided) {
    if (text_or_empty(said->get<Code>(field::ethics_council_decided::finding)) == "REFERRED") return "DISCIPLINE";
    said = recommendation_of(kase);
  }
  return said == nullptr ? std::string_view() : text_or_empty(said->get<Code>(field::recommendation_issued::track));
}

std::string_view examiner_of(const StreamState& kase) {
  static_assert(field::examiner_appointed::examiner == field::ethics_council_formed::council);
  const Kept* appointed = newest_of(kase, {type::examiner_appointed, type::ethics_council_formed});
  return appointed == nullptr ? std::string_view()
                              : text_or_empty(appointed->get<Code>(field::examiner_appointed::examiner));
}

std::string_view exempt_on(const StreamState& kase) {
  const Kept* newest = newest_of(kase, {type::exemption_claimed, type::exemption_verified, type::exemption_rejected});
  if (newest == nullptr || newest->type != type::exemption_verified) return {};
  return text_or_empty(newest->get<Code>(field::exemption_verified::ground));
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
                      home_agency_of(kase),
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
