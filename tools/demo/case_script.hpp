#pragma once
// One case told from its report to its end: each sentence moves the case's own calendar forward by some working days
// and becomes a draft. What a case tries against the law is part of the story.

#include "tools/demo/institutions.hpp"
#include "tools/demo/open_days.hpp"

#include <deque>

namespace jejak {

struct CaseFacts {
  std::string stream;              // "case-…"
  std::string report;              // "report-…"; empty if the supervisor or the agency itself began
  const Region* region = nullptr;  // where it happened
  std::string home;                // the subject's agency
  Date act;
  Date received;
  std::vector<std::string> violations;
  std::string election;  // code, or empty
  std::string subject_type = "PNS";
  std::string rank_class;
  std::string post;
  std::string post_class;
  std::string heads_unit;
  std::string stat_class;
  Id subject{};
  std::string track;                  // of the recommendation
  std::string sanction;               // recommended and, if it comes so far, decided
  std::string ground = "NOT_PROVEN";  // of a dismissal
};

// How far a case comes.
enum class Reach : std::uint8_t {
  opened,
  dismissed,
  forwarded,
  supervised,
  recommended,
  received_by_decider,
  examined,
  reported,
  proposed,
  decided,
  delivered,
  closed,
};

class CaseScript {
 public:
  CaseScript(CaseFacts facts, const OpenDays& open_days, Chance chance);

  const CaseFacts& facts() const { return facts_; }
  std::deque<Draft>& drafts() { return drafts_; }
  Date today() const { return today_; }

  // The ordinary way up to `reach`, from wherever the case stands.
  void until(Reach reach);

  // Single sentences. The draft may be changed until the next one.
  Draft& report_received(const char* channel, std::int64_t persons);
  Draft& report_registered();
  Draft& opened(const char* origin, const std::string& office);
  Draft& subject_identified();
  Draft& clarification(const char* whom);
  Draft& study(const char* conclusion);
  Draft& dismissed();
  Draft& forwarded();
  Draft& supervisor_received();
  Draft& recommendation();
  Draft& recommendation_served();
  Draft& received_by_decider();
  Draft& examiner_appointed();
  Draft& summons(const char* number = "1", std::int32_t lead = 10);
  Draft& examination();
  Draft& report_submitted();
  Draft& proposed();
  Draft& approval_requested(const std::string& approval);
  Draft& approval_granted(const std::string& approval, const std::string& office, Date until);
  Draft& approval_refused(const std::string& approval, const std::string& office);
  Draft& approval_revoked(const std::string& approval, const std::string& office);
  Draft& decision(const std::string& approval = {});
  Draft& dismissal(const std::string& approval = {});
  Draft& delivered();
  Draft& closed(const char* ground);

  // Any other step, in the case's own stream or in another one; `paper` is the series of the document behind it, null
  // if there is none.
  using Fields = std::vector<NamedField>;
  Draft& say(const char* type, const std::string& office, Fields fields, const char* paper = nullptr);
  Draft& say_in(const std::string& stream, const char* type, const std::string& office, Fields fields,
                const char* paper = nullptr);
  // By whoever supervises on the day on which it is said.
  Draft& say_as_supervisor(const char* type, Fields fields, const char* paper = nullptr);
  // An official number of this day: "417/SERIES/07/2020".
  std::string number(const std::string& series);
  Chance& chance() { return chance_; }

  // The last sentence was against the law: it changed nothing, the story goes on from where it stood.
  void was_refused(RefusalCode code);
  // The next sentence happens on this day.
  void on(Date date) { next_ = date; }
  // … or so many working days after the last one.
  void after(std::int32_t working_days) { next_ = open_days_.after(today_, working_days); }
  // The story begins on this day, before the report: for what was done earlier. Nothing has been said yet.
  void rewind(Date date) { today_ = date; }
  const OpenDays& open_days() const { return open_days_; }
  // The next sentence comes after everything that another case has told so far.
  struct Told {
    Date today;
    Instant last;
  };
  Told told() const { return {today_, last_}; }
  void follow(const Told& other);
  // The last sentence reached the ledger late, and says why.
  void was_late(std::int32_t working_days, const char* reason);
  void change_sanction(std::string sanction) { facts_.sanction = std::move(sanction); }

  std::string decider() const { return "PPK_ASN@" + facts_.home; }
  std::string examiner() const;
  std::string home_office(const char* role) const { return std::string(role) + "@" + facts_.home; }
  static std::string supervisor_on(Date date);

 private:
  Draft& step(const char* type, std::string stream, std::string office, std::int32_t soonest, std::int32_t latest);
  Draft& put(const char* name, Value value);
  Document document(const std::string& number);
  void lag(std::int32_t working_days);
  void comes_to(Reach reach);
  bool is_severe() const;
  Zone zone_of(const std::string& office) const;

  CaseFacts facts_;
  const OpenDays& open_days_;
  Chance chance_;
  std::deque<Draft> drafts_;
  Reach stands_ = Reach::opened;
  Reach stood_ = Reach::opened;  // before the last sentence
  bool moved_ = false;           // by the sentence that is being told
  Date today_;
  Instant last_;
  std::optional<Date> next_;
  std::optional<Date> summoned_for_;
  std::string decree_;  // one number, however often it is tried
};

}  // namespace jejak
