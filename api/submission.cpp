#include "api/submission.hpp"

#include "ledger/proof/lines.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool take(std::string_view& rest, std::string_view expected) {
  rest = rest.substr(std::min(rest.find_first_not_of(blanks), rest.size()));
  if (rest.substr(0, expected.size()) != expected) return false;
  rest.remove_prefix(expected.size());
  return true;
}

// {"at":"INSTANT", …} → INSTANT, and what remains of the object's text. Nothing if it begins otherwise.
std::optional<std::pair<std::string, std::string>> cut_at(std::string_view json) {
  std::string_view rest = json;
  if (!take(rest, "{") || !take(rest, "\"at\"") || !take(rest, ":") || !take(rest, "\"")) return std::nullopt;
  const auto quote = rest.find('"');
  if (quote == std::string_view::npos) return std::nullopt;
  std::string at(rest.substr(0, quote));
  rest.remove_prefix(quote + 1);
  if (!take(rest, ",")) return std::nullopt;
  return std::pair(std::move(at), "{" + std::string(rest));
}

}  // namespace

Result<Submission> read_submission(std::string_view json) {
  Submission submission;
  std::string rest;
  if (auto cut = cut_at(json)) {
    if (!parse_instant(cut->first)) {
      return Error{Errc::malformed, "at: " + quoted(cut->first) + " is not an instant"};
    }
    submission.at = std::move(cut->first);
    rest = std::move(cut->second);
    json = rest;
  }
  auto envelope = envelope_from_json(json, catalogue());
  if (!envelope) return std::move(envelope).error();
  auto bytes = encode(*envelope);
  if (!bytes) return std::move(bytes).error();
  submission.envelope = std::move(*bytes);
  return submission;
}

}  // namespace jejak
