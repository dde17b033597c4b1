#include "api/answers/asker.hpp"

#include "ledger/base/nearest.hpp"

namespace jejak {

std::string Asker::name_of(const std::string& part) const {
  if (!has_flags) return part;
  std::string flag = "--" + part;
  for (char& c : flag) c = c == '_' ? '-' : c;
  return flag;
}

Follower Asker::follower(Way way, std::uint64_t total) const {
  Follower followed = follow ? follow(way, total) : Follower();
  if (followed) return followed;
  return [stops = stops](std::uint64_t) { return !stops || !stops(); };
}

Outcome Asker::go_on() const {
  if (stops && stops()) return interruption();
  return {};
}

Error interruption() {
  return Error{Errc::interrupted, ""};
}

std::string with_near(Language language, std::string sentence, const std::string& word,
                      const std::vector<std::string>& known) {
  if (const auto near = nearest(word, known)) sentence += ". " + say(language, Phrase::did_you_mean, *near);
  return sentence;
}

Error no_agency(Language language, const std::string& agency, const std::vector<std::string>& known) {
  return Error{Errc::not_found, with_near(language, say(language, Phrase::no_agency, agency), agency, known)};
}

}  // namespace jejak
