#pragma once
// The demo named `tiny`: sixty made-up cases of Kalimantan Timur and Kalimantan Selatan in 2020 and 2024, planned event
// by event with instants, keys and intended verdicts. The same seed gives the same bytes. No person in it exists.

#include "tools/demo/rehearsal.hpp"

#include <fstream>

namespace jejak {

constexpr const char* tiny_origin = "simulated.jejak.example/tiny";
constexpr std::uint64_t tiny_seed = 2020;
// A head of a provincial office, whose removal the governor signs without the Minister's approval, and then with it.
constexpr const char* tiny_showcase = "case-kaltim-2020-07";

struct DemoKey {
  std::string name;  // an agency code for a root, "log", else an office and #1, #2 … for its keys in turn
  std::string skey;  // PRIVATE+KEY+…
};

struct DemoPlan {
  Genesis genesis;
  std::string genesis_note;
  std::string policy;
  Instant founded_at;  // where the ledger's clock starts
  std::vector<DemoKey> keys;
  std::vector<PlannedEvent> events;  // in the order of their instants
};

// Every key that the ring has made so far, with the log's and the roots'.
std::vector<DemoKey> secrets_of(Keyring& keys, const Genesis& genesis);

// Errors: verification (the law judged one event otherwise than planned; the message says which).
Result<DemoPlan> plan_tiny(std::uint64_t seed = tiny_seed);

// A plan in one line: SHA-256 over the genesis, and each event's instant and bytes.
Hash digest_of(const DemoPlan& plan);

// A plan's folder while it is written, its events one after the other; memory is bounded by one of them.
class PlanFolder {
 public:
  // All but the events of `plan`. Errors: conflict (the folder is not empty), disk, permission.
  static Result<PlanFolder> make(const DemoPlan& plan, const std::string& folder);

  // The line of one event, without writing it. Any thread. Errors: malformed.
  static Result<std::string> line_of(Instant at, BytesView envelope);
  Outcome put(std::string_view line);
  Outcome finish();  // everything has reached the file

 private:
  PlanFolder(std::string file, std::ofstream out) : file_(std::move(file)), out_(std::move(out)) {}
  Outcome written();

  std::string file_;
  std::ofstream out_;
};

// Writes into a new or empty folder:
//   genesis.note   the finished ceremony file        log.skey       the log's key
//   policy         what an auditor trusts            keys/N.skey    the others, ":" and "@" in names kept
//   genesis.hash   the leaf hash of entry 0, base64  founded-at     the instant
//   events.ndjson  {"at":"…","event":{…},"signatures":[…]}, one a line
// Errors: conflict (the folder is not empty), disk, permission.
Outcome write_plan(const DemoPlan& plan, const std::string& folder);
// The same refusal before any work is done: the folder is there and not empty.
Outcome check_new_folder(const std::string& folder);

}  // namespace jejak
