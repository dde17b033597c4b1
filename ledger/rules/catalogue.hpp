#pragma once
// The catalogue: one row an event type, and everything that follows from a type follows from its row: who may
// sign, in which order, what it changes, which guards stand before it, what people read. A new step of the law
// is a new row (and perhaps a guard), never a change elsewhere.

#include "ledger/record/shape.hpp"
#include "ledger/rules/refusal.hpp"
#include "ledger/rules/states.hpp"

#include <optional>
#include <span>
#include <vector>

namespace jejak {

struct Judging;  // what a guard may look at: rules/judging.hpp

enum class StreamKind : std::uint8_t {
  agency,
  office,
  key,
  election,
  calendar,
  ruleset,
  report,
  kase,
  approval,
  candidacy,
  assignment,
  prevention,
  ledger
};
const char* prefix(StreamKind kind);  // "agency-", …, "case-", "approval-"
std::optional<StreamKind> stream_kind(std::string_view stream);

// exact: the signed revision and hash must be the stream's head. append: they say what the signer had seen,
// an ancestor with no exact event since.
enum class Concurrency : std::uint8_t { exact, append };

// A legal act is refused when something is missing; a fact outside the signer's control is always recordable by an
// office that may record it.
enum class Nature : std::uint8_t { fact, act };

// Whose case it must be for the acting office.
enum class Jurisdiction : std::uint8_t {
  none,
  opener,          // the agency that opened the stream, or one above it in the agency tree
  subject_agency,  // the subject's home agency (E_WRONG_AGENCY names it)
  examiner,        // the office that ExaminerAppointed names
  addressee,       // the agency that the stream was forwarded to
  own_stream,      // the office (or its agency) that the stream's name names
};

// Signers of one row: each group must be met by at least one signature, and every signature must meet a group.
// Abstract roles are filled by rule sets on the legal date; five are not offices:
//   "ROOTS"          the threshold of root keys
//   "NEW_ROOTS"      the roots that the event leaves: their threshold, and any key that it brings in
//   "NEW_KEY"        the key that field `key` of the event holds
//   "OLD_KEY"        the registered key that the event replaces
//   "SUCCESSOR_KEY"  a key of the office that the key of the stream belonged to
struct SignerGroup {
  std::span<const char* const> any_of;
};

enum class Keep : std::uint8_t { none, last, all };

// What else must hold of, or happens to, another stream that this one names.
struct Touch {
  std::uint16_t via_field = 0;              // a reference field of this event …
  std::uint16_t via_type = 0;               // … or, if not 0, of the newest kept event of this type in this stream
  bool optional = false;                    // nothing happens if the field is absent
  std::span<const StateCode> require = {};  // empty: must exist; else E_OUT_OF_ORDER
  StateCode to = StateCode::none;           // none: unchanged
  std::span<const StateCode> stays = {};    // states that it does not move the other stream out of
};

// A kept code of this stream that must be one of a list.
struct Expect {
  std::uint16_t type = 0;
  std::uint16_t field = 0;
  std::span<const char* const> one_of;
  RefusalCode otherwise = RefusalCode::e_out_of_order;
};

// A term that the event begins. Its length is the rule set's row of that id (rules/terms.hpp).
struct TermStart {
  const char* id = "";
  std::uint16_t field = 0;  // the date field that is its day 0; 0: the legal date
  bool of_subject = false;  // counted by the calendar of the subject's agency, not of the acting one
  bool restart = false;     // begins anew although it already runs; else a running one runs on
  std::optional<Date> (*day)(const Judging&) = nullptr;  // or what computes day 0; nothing: it does not begin
};
struct TermStop {
  const char* id = "";                                   // every_term: all that run
  std::uint16_t field = 0;                               // the date field that ends it; 0: the legal date
  std::optional<Date> (*day)(const Judging&) = nullptr;  // or what computes that day; nothing: it runs on
};
// The event lengthens a running term of its stream.
struct TermExtension {
  std::uint16_t id_field = 0;     // a code: which term; 0: none
  std::uint16_t count_field = 0;  // a number: by how much, in the term's own unit
};

inline constexpr const char* every_term = "*";

// The resulting state where a code of the event decides it.
struct OutcomeRow {
  std::uint16_t field = 0;
  const char* code = "";
  StateCode to = StateCode::none;
};

// Guards run in the order of their stages, then of the row; the first no is the answer.
enum class Stage : std::uint8_t { role, jurisdiction, state, other_streams, deadline, duplicate };
struct Guard {
  const char* name;  // for the reference, `explain` and the mutation test
  Stage stage;
  std::optional<Refusal> (*check)(const Judging&);
};

struct CatalogueRow {
  TypeShape shape;
  StreamKind stream = StreamKind::kase;
  Nature nature = Nature::act;
  Concurrency concurrency = Concurrency::exact;
  Jurisdiction jurisdiction = Jurisdiction::none;
  std::span<const SignerGroup> signers = {};
  std::span<const StateCode> from = {};  // {none} means: begins the stream
  StateCode to = StateCode::none;        // none: unchanged
  std::span<const OutcomeRow> outcomes = {};
  Keep keep = Keep::none;
  std::span<const std::uint16_t> kept_fields = {};
  bool keep_signers = false;  // with the keys that signed: a key that is revoked later contests what is kept
  std::span<const Touch> touches = {};
  std::span<const Expect> expects = {};
  std::span<const Guard* const> guards = {};
  std::span<const StateCode> moves = {};  // overlays that the event sets
  std::span<const StateCode> needs = {};  // overlay values of which, for each overlay named, one must hold
  std::span<const StateCode> ends = {};   // overlay values that go back to their first one, where they hold
  std::span<const TermStart> starts = {};
  std::span<const TermStop> stops = {};      // those that do not run are left alone
  std::span<const char* const> within = {};  // hard terms that must have been kept; else E_DEADLINE_PASSED
  TermExtension extends = {};
  bool marks_subject = false;      // the row "subject-<id>" remembers this case (rules/decisions.hpp)
  bool confirms_clock = false;     // ends the stop after a step of the clock (ledger/sequencer.hpp)
  bool document_required = false;  // a decision is a document, not a word
  const char* english = "";        // one sentence for timelines: "{office} forwarded the case to {addressee}."
  const char* indonesian = "";
  const char* source = "";  // the article it comes from
};

class Catalogue final : public Shapes {
 public:
  Catalogue();                                                // all rows; asserts that the table is well-formed
  explicit Catalogue(std::vector<const CatalogueRow*> rows);  // these, which must outlive it
  const TypeShape* find(std::uint16_t number) const override;
  const TypeShape* find(std::string_view name) const override;
  const CatalogueRow* row(std::uint16_t number) const;
  std::span<const CatalogueRow* const> rows() const { return rows_; }  // ascending by number

 private:
  void index(std::vector<const CatalogueRow*> rows);
  std::vector<const CatalogueRow*> rows_;
  std::vector<const CatalogueRow*> by_name_;
};

const Catalogue& catalogue();  // the one table of engine version 1: rules/engine_1.cpp

}  // namespace jejak
