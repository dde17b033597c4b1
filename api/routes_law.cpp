// What the law says of the ledger: deadlines, windows, offices and keys, approvals, refusals, findings. The same
// records and JSON as the commands of these names, for whoever may see them.

#include "api/answers/approvals.hpp"
#include "api/answers/csv.hpp"
#include "api/answers/deadlines.hpp"
#include "api/answers/findings.hpp"
#include "api/answers/law_ground.hpp"
#include "api/answers/offices.hpp"
#include "api/answers/refusals.hpp"
#include "api/answers/windows.hpp"
#include "api/asked.hpp"
#include "api/routes.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/mandate.hpp"

namespace jejak {
namespace {

// One page of a list that is asked for as a whole: the digest is over all that the caller may see.
class Page {
 public:
  Page(const Asked& asked, std::uint64_t skipped) : limit_(asked.limit), skipped_(skipped) {}

  void add(const std::string& record, const std::function<std::string()>& json) {
    digest_.count(record);
    if (seen_++ < skipped_ || list_.items.size() >= limit_) return;
    list_.items.push_back(json());
    records_ += record;
  }

  Result<ListAnswer> end(const LawReading& reading) {
    auto ground = ground_of(reading, digest_.finish());
    if (!ground) return std::move(ground).error();
    list_.as_of = ground_json(*ground);
    if (seen_ > skipped_ + limit_) list_.next = print(PageStart{ground->position, std::to_string(skipped_ + limit_)});
    return std::move(list_);
  }

  // Of the records that are shown: they are fields parted by tabs.
  std::vector<std::vector<std::string>> rows() const {
    std::vector<std::vector<std::string>> out;
    std::string_view rest = records_;
    while (!rest.empty()) {
      std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      auto& row = out.emplace_back();
      for (;;) {
        const auto tab = line.find('\t');
        row.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) break;
        line.remove_prefix(tab + 1);
      }
    }
    return out;
  }

 private:
  const std::uint64_t limit_;
  const std::uint64_t skipped_;
  std::uint64_t seen_ = 0;
  RecordDigest digest_;
  ListAnswer list_;
  std::string records_;
};

using Find = std::function<Outcome(LawReading&, const Asked&, Page&)>;

std::string member(const Call& call, std::string_view name) {
  return std::string(call.target.get(name).value_or(""));
}

void answer_list(CallPtr call, std::initializer_list<std::string_view> known, std::vector<std::string> columns, Ask ask,
                 bool goes_through_the_log, Find find) {
  auto asked = read_asked(*call, known);
  if (!asked) return call->no(asked.error());
  const auto start = page_start(asked->cursor, call->host().ledger().feed().size());
  if (!start) return call->no(start.error());
  if (*start) asked->at.as_of = std::to_string((*start)->as_of.value);
  const auto skipped = *start ? parse_decimal((*start)->after) : std::optional<std::uint64_t>(0);
  if (!skipped) return call->no(no_such_cursor());
  const bool is_walk = goes_through_the_log || call->served->law.is_walk(asked->at, ask);
  const auto answer = [=, asked = std::move(*asked)](Call& waited) {
    std::optional<ListAnswer> list;
    const auto use = [&](LawReading& reading) -> Outcome {
      Page page(asked, *skipped);
      if (auto found = find(reading, asked, page); !found) return found;
      auto ended = page.end(reading);
      if (!ended) return std::move(ended).error();
      if (asked.form == Form::csv) ended->csv = print_csv(page.rows(), columns);
      list = std::move(*ended);
      return {};
    };
    auto read = goes_through_the_log ? waited.served->law.with_log(asked.at, asked.asker, use)
                                     : waited.served->law.with(asked.at, ask, asked.asker, use);
    if (!read) return waited.no(read.error());
    waited.reply(list_answer(waited, asked, std::move(*list)));
  };
  Call::later(call, answer, is_walk ? ReadKind::walk : ReadKind::answer);
}

}  // namespace

void answer_deadlines(CallPtr call) {
  const DeadlineQuestion question{member(*call, "of"), member(*call, "overdue") == "true"};
  answer_list(call, {"of", "overdue"}, deadline_record_names(), Ask::everything, false,
              [call, question](LawReading& reading, const Asked& asked, Page& page) -> Outcome {
                auto found = find_deadlines(reading, question, asked.asker, [&](const DeadlineLine& line) -> Outcome {
                  if (!call->caller.scope->may_see_agency(line.term.agency)) return {};
                  page.add(deadline_record(line), [&] { return deadline_json(line, asked.asker.language); });
                  return {};
                });
                if (found) return {};
                // A case that is not shown has none either.
                const bool may_not_know = found.error().code == Errc::not_found && !call->caller.scope->follows_all();
                return may_not_know ? Outcome() : std::move(found).error();
              });
}

void answer_offices(CallPtr call) {
  const OfficeQuestion question{member(*call, "agency")};
  answer_list(call, {"agency"}, office_record_names(), Ask::registry, false,
              [question](LawReading& reading, const Asked& asked, Page& page) -> Outcome {
                auto found = find_offices(reading, question, asked.asker, [&](const OfficeView& view) -> Outcome {
                  page.add(office_records(view, reading.on), [&] { return office_json(view, reading.on); });
                  return {};
                });
                if (!found) return std::move(found).error();
                return {};
              });
}

void answer_windows(CallPtr call) {
  const WindowQuestion question{member(*call, "region")};
  if (question.region.empty()) {
    return call->no(Error{Errc::malformed, "region: it is missing; name an agency, as prov:64"});
  }
  answer_list(call, {"region"}, window_record_names(), Ask::registry, false,
              [question](LawReading& reading, const Asked& asked, Page& page) -> Outcome {
                auto found = find_windows(reading, question, asked.asker);
                if (!found) return std::move(found).error();
                page.add(window_records(*found), [&] { return windows_json(*found); });
                return {};
              });
}

void answer_approvals(CallPtr call) {
  const ApprovalQuestion question{member(*call, "agency"), member(*call, "state")};
  answer_list(call, {"agency", "state"}, approval_record_names(), Ask::everything, false,
              [call, question](LawReading& reading, const Asked& asked, Page& page) -> Outcome {
                auto found = find_approvals(reading, question, asked.asker, [&](const ApprovalLine& line) -> Outcome {
                  if (!call->caller.scope->may_see_agency(line.agency)) return {};
                  page.add(approval_record(line), [&] { return approval_json(line); });
                  return {};
                });
                if (!found) return std::move(found).error();
                return {};
              });
}

// Codes alone unless facts are asked for: those come from judging the whole history again.
void answer_refusals(CallPtr call) {
  RefusalQuestion question{member(*call, "agency"), member(*call, "code"), member(*call, "stream"), true};
  question.quick = member(*call, "facts") != "true";
  answer_list(call, {"agency", "code", "stream", "facts"}, refusal_record_names(), Ask::registry, true,
              [call, question](LawReading& reading, const Asked& asked, Page& page) -> Outcome {
                auto found = find_refusals(
                    reading, question, asked.asker, [&](const ReadEntry& read, const Refusal& refusal) -> Outcome {
                      if (!call->caller.scope->may_see_agency(agency_of(read.event->office))) return {};
                      page.add(refusal_record(read, refusal),
                               [&] { return refusal_json(read, refusal, asked.asker.language); });
                      return {};
                    });
                if (!found) return std::move(found).error();
                return {};
              });
}

void answer_findings(CallPtr call) {
  FindingQuestion question;
  question.kase = member(*call, "case");
  question.agency = member(*call, "agency");
  question.tells_of_cases = call->caller.scope->follows_all();
  std::string_view codes = call->target.get("codes").value_or("");
  while (!codes.empty()) {
    const auto comma = codes.find(',');
    question.codes.emplace_back(codes.substr(0, comma));
    codes.remove_prefix(comma == std::string_view::npos ? codes.size() : comma + 1);
  }
  // Findings of a whole ledger cross agencies: others ask for an agency within their scope.
  const Scope& scope = *call->caller.scope;
  if (question.agency.empty() ? !scope.follows_all() : !scope.may_see_agency(question.agency)) {
    return call->refuse_scope();
  }
  answer_list(call, {"case", "agency", "codes"}, finding_record_names(), Ask::everything, true,
              [question](LawReading& reading, const Asked& asked, Page& page) -> Outcome {
                std::optional<Error> trouble;
                auto found = find_findings(reading, question, asked.asker, [&](const Finding& finding) -> Outcome {
                  auto record = finding_record(*reading.reader, finding, '\t');
                  if (!record) return std::move(record).error();
                  page.add(*record, [&] {
                    auto json = finding_json(*reading.reader, finding, asked.asker.language);
                    if (!json) trouble = json.error();
                    return json ? *json : std::string("null");
                  });
                  if (trouble) return *trouble;
                  return {};
                });
                if (!found) return std::move(found).error();
                return {};
              });
}

}  // namespace jejak
