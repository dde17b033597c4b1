#pragma once
// From a script's words to drafts, and from drafts to signed lines for `jejak record`. Rehearses everything in memory,
// because a signer has to know the revision of the stream it signs for.

#include "tools/demo/registry.hpp"

#include <boost/json.hpp>

namespace jejak {

constexpr std::uint64_t journey_seed = 7;

// Members of a request; empty where there is none.
std::string text_of(const boost::json::object& request, const char* member);
std::vector<std::string> texts_of(const boost::json::object& request, const char* member);

// {"at":…,"event":…,"signatures":…}, without a newline.
std::string line_of(Instant at, const Envelope& envelope, const Event& event);

class Desk {
 public:
  Desk(const Genesis& genesis, std::unique_ptr<Keyring> keys, std::vector<std::string> roots);

  // What a request wants recorded: one draft or, for an office with its key, two. Errors: usage (a word or a date that
  // means nothing).
  Result<std::vector<Draft>> drafts(const boost::json::object& request);
  // Signs it and remembers its effect. Whatever the verdict is, the ledger will say it.
  Result<std::string> line(const Draft& draft);

 private:
  Result<std::vector<Draft>> office(const boost::json::object& request);
  Result<std::vector<Draft>> ended(const boost::json::object& request);
  Result<std::vector<Draft>> law(const boost::json::object& request);
  Result<std::vector<Draft>> calendar(const boost::json::object& request);
  Result<std::vector<Draft>> election(const boost::json::object& request);
  Result<std::vector<Draft>> step(const boost::json::object& request);
  Result<std::vector<Draft>> key(const boost::json::object& request);

  std::string stream_of(const std::string& text);

  std::unique_ptr<Keyring> keys_;
  Registrar registrar_;
  Rehearsal rehearsal_;
  std::map<std::string, Id> persons_;  // by office, the present holder
  std::map<std::string, Id> events_;   // by the name that the script gave them
};

}  // namespace jejak
