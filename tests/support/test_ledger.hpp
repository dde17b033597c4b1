#pragma once
// A ledger in memory for tests: real genesis, real keys, real entries, judged by the real rules, with every key and
// id derived from its name so that two runs give the same bytes.

#include "ledger/proof/frontier.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/rules/judge.hpp"

#include <initializer_list>
#include <memory>
#include <set>

namespace jejak::test {

using FieldValue = std::pair<std::string_view, Value>;

// The same key for the same name, always.
SigningKey key_named(std::string_view name);
Hash hash_named(std::string_view name);
Id id_named(std::string_view name);

Date on(const char* iso);  // "2024-10-02"
// A fact of a refusal; empty if it has none of that name.
std::string fact(const Refusal& refusal, std::string_view name);

// Sets a field by its catalogue name; replaces an earlier value. The type must have it.
void set(Event& event, std::string_view field, Value value);
void unset(Event& event, std::string_view field);
Document document_named(std::string_view number, std::optional<Instant> signed_at = std::nullopt);

// A small rule set that fills the abstract roles; in force for ever from `from` on.
RuleSet simple_rules(std::string id, Date from);

struct Appended {
  Refusal refusal;
  bool recorded = false;
  Sequence position;  // if recorded
  Hash event;
  bool admitted() const { return recorded && refusal.code == RefusalCode::none; }
};

class TestLedger {
 public:
  struct Options {
    std::string origin = "simulated.jejak.example/test";
    std::size_t cached_max = 100'000;
    std::uint32_t threshold = 2;
    Instant founded = start_of(date_of(2017, 1, 2), Zone::wib);
    std::uint32_t engine = 1;
  };
  TestLedger();  // the options as they stand
  explicit TestLedger(const Options& options);
  TestLedger(const TestLedger&) = delete;
  TestLedger& operator=(const TestLedger&) = delete;
  // Leaves its entries in the folder that JEJAK_KEEP_HISTORIES names, if it does (tests/verdicts/freeze).
  ~TestLedger();

  // Time moves forward only. Every recorded entry takes the time that it is then.
  void at(Date date, Zone zone = Zone::wita, int hour = 9);
  void at(Instant instant);
  Instant now() const { return now_; }
  Date today() const { return local_date(now_, Zone::wita); }

  // An event that builds on the stream as it stands, dated today, by this office, with a document.
  Event draft(std::string_view type, std::string stream, std::string office,
              const std::vector<FieldValue>& fields = {});
  // Signed by the office's key (by `threshold` roots if it is LEDGER_ADMIN) and by those of the others.
  Appended append(const Event& event, const std::vector<std::string>& co_signers = {});
  Appended append_signed(const Event& event, const std::vector<const SigningKey*>& keys);
  Appended append_envelope(const Envelope& envelope);
  Sequence append_heads();

  // Signed, not judged: what a client would submit.
  Envelope sign_by(const Event& event, const std::vector<std::string>& offices);
  Envelope sign_with(const Event& event, const std::vector<const SigningKey*>& keys) const;
  // Judged, not recorded.
  Result<Judgement> judge_only(const Envelope& envelope);

  // Registry in one call each; they must be admitted.
  static std::string admin() { return "LEDGER_ADMIN@kl:BKN"; }
  void agency(const std::string& code, Zone zone = Zone::wita, const std::string& parent = {});
  Event appointment(const std::string& office, HolderKind kind, Date from, std::optional<Date> until = std::nullopt);
  void appoint(const std::string& office, HolderKind kind, Date from, std::optional<Date> until = std::nullopt);
  Event key_registration(const std::string& office, const SigningKey& key, Date from,
                         std::optional<Date> until = std::nullopt);
  void key(const std::string& office, Date from, std::optional<Date> until = std::nullopt);
  // Agency (if new), a definitive holder and a key, all from a date long ago.
  void enrol(const std::string& office, Zone zone = Zone::wita);
  void publish(const RuleSet& rules);
  void succeed(const std::string& from, const std::string& to, const std::vector<std::string>& roles,
               const std::string& successor_role, Date effective);

  // The key with which an office signs now; made from its name until it is replaced.
  const SigningKey& key_of(const std::string& office);
  void use_key(const std::string& office, SigningKey key);
  const SigningKey& root(std::size_t index) const { return roots_.at(index).key; }
  const NoteSigner& root_signer(std::size_t index) const { return roots_.at(index); }
  const NoteSigner& log_signer() const { return log_; }

  const Genesis& genesis() const { return genesis_; }
  const Hash& genesis_hash() const { return genesis_hash_; }
  const std::string& origin() const { return genesis_.origin; }
  const std::string& genesis_note() const { return genesis_note_; }
  const std::vector<Bytes>& entries() const { return entries_; }
  const Frontier& frontier() const { return frontier_; }
  const MemoryRows& rows() const { return rows_; }
  State& state() { return *state_; }
  const StreamState* stream(std::string_view name);  // null if it does not exist

 private:
  Sequence record(const Entry& entry);
  Id next_id();

  std::vector<NoteSigner> roots_;
  NoteSigner log_;
  Genesis genesis_;
  std::string genesis_note_;
  Hash genesis_hash_;
  Instant now_;
  std::uint64_t ids_ = 0;
  std::map<std::string, std::unique_ptr<SigningKey>> keys_;
  std::set<std::string> agencies_;
  std::vector<Bytes> entries_;
  Frontier frontier_;
  MemoryRows rows_;
  std::unique_ptr<State> state_;
};

// A street of offices as of 2017: Bawaslu, KASN, BKN, two provinces with their offices, the Minister and the
// President, the organiser of elections; simple rules from 2017 on.
void settle(TestLedger& ledger);

}  // namespace jejak::test
