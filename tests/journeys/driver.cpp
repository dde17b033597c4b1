// journey-driver: the offices' desk in a journey. Draws up and signs what a script's offices want to record, and
// forges what its villains want believed; the real `jejak` program does everything else. One JSON request a line on
// stdin, one JSON answer a line on stdout: {"lines":[…]} or {"error":"…"}. The runner beside it speaks to nobody else.

#include "ledger/data_folder.hpp"
#include "tests/journeys/desk.hpp"
#include "tests/journeys/filling.hpp"

#include <iostream>

namespace jejak {
namespace {

namespace json = boost::json;

Outcome write_founding(const std::string& folder, const Genesis& genesis, const std::string& note,
                       const NoteSigner& log) {
  if (Outcome put = write_file(folder + "/genesis.note", note); !put) return put;
  if (Outcome put = write_file(folder + "/policy.trusted", policy_text(genesis)); !put) return put;
  return write_file(folder + "/log.skey", print_secret(log) + "\n", true);
}

class Driver {
 public:
  json::object answer(const std::string& line) {
    boost::system::error_code failed;
    const json::value request = json::parse(line, failed);
    if (failed || !request.is_object()) return {{"error", "the request is not a JSON object"}};
    Result<json::object> result = act(request.as_object());
    if (!result) return {{"error", result.error().message}};
    return *std::move(result);
  }

 private:
  Result<json::object> act(const json::object& request) {
    const std::string what = text_of(request, "do");
    if (what == "found") return found_ledger(request);
    if (what == "load") return load(request);
    if (what == "forge") return forge(request);
    if (!desk_) return Error{Errc::usage, "no ledger was founded"};
    Result<std::vector<Draft>> drafts = desk_->drafts(request);
    if (!drafts) return drafts.error();
    json::array lines;
    for (const Draft& draft : *drafts) {
      Result<std::string> signed_line = desk_->line(draft);
      if (!signed_line) return signed_line.error();
      lines.emplace_back(*signed_line);
    }
    return json::object{{"lines", std::move(lines)}};
  }

  Result<json::object> found_ledger(const json::object& request) {
    std::vector<std::string> roots = texts_of(request, "roots");
    auto keys = std::make_unique<Keyring>(journey_seed);
    Result<Founding> founding = found(text_of(request, "origin"), roots, 2, *keys);
    if (!founding) return founding.error();
    const NoteSigner log = keys->note_signer(log_key_name, founding->genesis.origin);
    if (Outcome put = write_founding(text_of(request, "folder"), founding->genesis, founding->note, log); !put) {
      return put.error();
    }
    desk_ = std::make_unique<Desk>(founding->genesis, std::move(keys), std::move(roots));
    return json::object{};
  }

  // A ledger of so many entries in `folder`/ledger, the genesis included, with checkpoints of the sizes asked for. Too
  // many to be recorded one at a time: they go through the engine that `jejak record` goes through.
  Result<json::object> load(const json::object& request) {
    Result<LoadPlan> made = LoadPlan::make(journey_seed, text_of(request, "origin"));
    if (!made) return made.error();
    load_ = std::make_unique<LoadPlan>(*std::move(made));
    const std::string folder = text_of(request, "folder");
    if (Outcome put = write_founding(folder, load_->genesis(), load_->genesis_note(), load_->log_key()); !put) {
      return put.error();
    }
    std::vector<std::uint64_t> sizes;
    for (const json::value& size : request.at("sizes").as_array()) sizes.push_back(size.to_number<std::uint64_t>());
    if (Outcome filled = fill(*load_, folder + "/ledger", sizes); !filled) return filled.error();
    return json::object{};
  }

  // The same step at the same place with another document behind it, signed again by the same office.
  Result<json::object> forge(const json::object& request) {
    if (!load_) return Error{Errc::usage, "no load ledger was made"};
    const std::optional<Bytes> bytes = from_hex(text_of(request, "entry"));
    if (!bytes) return Error{Errc::malformed, "the entry is not hex"};
    Result<Entry> entry = decode_entry(*bytes);
    if (!entry) return entry.error();
    Result<Bytes> forged = load_->sign_otherwise(entry->body);
    if (!forged) return forged.error();
    entry->body = *std::move(forged);
    return json::object{{"entry", to_hex(encode(*entry))}};
  }

  std::unique_ptr<Desk> desk_;
  std::unique_ptr<LoadPlan> load_;
};

}  // namespace
}  // namespace jejak

int main() {
  jejak::Driver driver;
  std::string line;
  while (std::getline(std::cin, line)) std::cout << boost::json::serialize(driver.answer(line)) << std::endl;
  return 0;
}
