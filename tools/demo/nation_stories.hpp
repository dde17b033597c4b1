#pragma once
// The beginning that all cases told one by one have in common, and short words for what they say.

#include "tools/demo/nation_parts.hpp"

#include <deque>

namespace jejak {

using Fields = CaseScript::Fields;

class Stories {
 public:
  explicit Stories(const NationTools& tools) : tools_(tools) {}

  const NationTools& tools() const { return tools_; }
  int year() const { return tools_.preset.year; }
  bool old_law() const { return year() == 2020; }
  // That day of the election's year.
  Date day(unsigned month, unsigned day_of_month) const { return date_of(year(), month, day_of_month); }
  // A penalty that leaves the post, in the law of the year.
  const char* removal() const { return old_law() ? "P53-9" : "B2"; }

  // A case "case-NAME-YEAR", its report registered, itself opened and its subject identified. By itself: of an ordinary
  // clerk, in the discipline track, recommended T1, for an act after the determination of candidates.
  CaseScript& begin(const std::string& name, const char* region, const std::function<void(CaseFacts&)>& with = {});
  // The same facts, with nothing said yet.
  CaseScript& blank(const std::string& name, const char* region, const std::function<void(CaseFacts&)>& with = {});

  std::vector<CaseScript> take() { return {scripts_.begin(), scripts_.end()}; }

 private:
  const NationTools& tools_;
  std::deque<CaseScript> scripts_;
};

constexpr const char* minister = "MENDAGRI@kl:KEMENDAGRI";
constexpr const char* director_general = "DIRJEN_OTDA@kl:KEMENDAGRI";
constexpr const char* national_registry = "BKN@kl:BKN";

// Gives the newest admitted step of that type an id that can be named.
Id named(CaseScript& script, std::string_view type);
// A decision of the case's sanction until it is delivered, the report not yet made.
void deliver(CaseScript& script, const std::string& approval = {});

void tell_remedies(Stories& stories);
void tell_supervision_stories(Stories& stories);
void tell_approvals(Stories& stories);
void tell_persons(Stories& stories);
void tell_archive(Stories& stories);

}  // namespace jejak
