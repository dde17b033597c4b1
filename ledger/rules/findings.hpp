#pragma once
// All findings of a history, as of a position and on a legal date: a watcher of the retrace that collects what entries
// show while they go by, and says at the end what the whole shows.

#include "ledger/rules/entry_findings.hpp"
#include "ledger/rules/retrace.hpp"
#include "ledger/rules/term_findings.hpp"

#include <map>
#include <set>

namespace jejak {

// The same entries, from 0 to the retrace's size, once more.
using EntriesAgain = std::function<Outcome(const std::function<Outcome(Sequence, BytesView)>&)>;

class Findings final : public RetraceWatcher {
 public:
  // Findings are kept of the streams that are wanted; empty: of all.
  explicit Findings(std::function<bool(std::string_view stream)> wanted = {}) : wanted_(std::move(wanted)) {}

  Outcome see(const Judging& judging, const Retraced& entry, const Changes& changes) override;

  // Once, after the last entry: every finding on the day, ordered. Reads the entries again only if a key was revoked
  // back over what it had signed. Errors: those of reading.
  Result<std::vector<Finding>> finish(Retrace& retrace, Date on, const EntriesAgain& again);

  const std::vector<PastTerm>& past_terms() const { return past_; }

 private:
  struct Decided {  // a decision after which somebody leaves his post
    Finding finding;
    std::string office;
    bool was_inside;
    std::string basis;
  };
  struct Seconded {
    std::set<std::string> persons;
    std::string agency, letter;
    Date from, until;
    Sequence position;
  };
  struct Mentioned {
    std::string stream;
    Sequence position;
  };

  bool is_wanted(std::string_view stream) const { return !wanted_ || wanted_(stream); }
  void note_terms(const Judging& judging, const Changes& changes);
  void note_closing(const Judging& judging, const Changes& changes);
  void note_decision(const Judging& judging);
  void note_references(const Judging& judging);
  void note_secondment(const Judging& judging);
  void check_secondment(const Judging& judging);
  void note_past(const Judging& judging, const std::string& stream, Term term, std::optional<Date> closed_on);

  void judge_window(State& state, const Decided& decided, Date on, std::vector<Finding>& out) const;

  std::function<bool(std::string_view)> wanted_;
  std::vector<Finding> found_;
  std::vector<PastTerm> past_;
  std::vector<Decided> decided_;
  std::vector<Seconded> seconded_;
  std::map<std::string, std::string> explained_;  // case: the sanction for which the proposal gave a reason
  std::map<std::pair<std::string, std::string>, Mentioned> mentioned_;
};

}  // namespace jejak
