#include "api/answers/find_case.hpp"

#include "api/answers/asker.hpp"

namespace jejak {

Result<Stamped<CaseFile>> find_case(Views& views, const std::string& id, WithDigest digest, const Coordinates& at,
                                    Language language) {
  const bool has_prefix = id.rfind("case-", 0) == 0;
  const std::string name = has_prefix ? id : "case-" + id;
  auto file = views.read_case(name, digest, at);
  if (file || file.error().code != Errc::not_found) return file;
  auto whole = views.read_case(name, WithDigest::no);
  if (whole) {
    const TimelineRow& first = whole->value.timeline.front();
    return Error{Errc::not_found, say(language, Phrase::case_not_yet, name, first.position.value,
                                      print(first.recorded_at), print(first.legal_date))};
  }
  if (whole.error().code != Errc::not_found) return whole;
  auto names = views.case_names();
  if (!names) return std::move(names).error();
  return Error{Errc::not_found, with_near(language, say(language, Phrase::no_such_case, name), name, *names)};
}

}  // namespace jejak
