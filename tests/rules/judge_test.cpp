#include "ledger/rules/judge.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/catalogue.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string bawaslu = "BAWASLU_KABKOTA@bawaslu:64.71";

struct Settled {
  TestLedger ledger;
  Settled() {
    settle(ledger);
    ledger.at(date_of(2018, 3, 5));
  }

  Event report(const std::string& stream, const std::string& office = bawaslu) {
    return ledger.draft("ReportReceived", stream, office,
                        {{"channel", Code{"DIRECT"}}, {"received_at", ledger.today()}, {"region", Code{"kota:64.71"}}});
  }
  Event registration(const std::string& stream, const std::string& office = bawaslu) {
    return ledger.draft("ReportRegistered", stream, office, {{"register_no", Code{"01/REG"}}});
  }
  Event election(const std::string& stream, const char* type = "ElectionScheduled") {
    return ledger.draft(type, stream, "KPU_RI@kl:KPU",
                        {{"election", Code{stream.substr(9)}},
                         {"regions", Codes{Code{"prov:64"}}},
                         {"determination_date", date_of(2018, 2, 12)},
                         {"voting_date", date_of(2018, 6, 27)},
                         {"regulation_no", Code{"PKPU/1"}}});
  }
  std::string kase;
  void open_case(const std::string& stream, const char* origin = "FINDING", const std::string& office = bawaslu) {
    kase = stream;
    const Appended opened = step("CaseOpened", office,
                                 {{"origin", Code{origin}},
                                  {"violation_codes", Codes{Code{"V01"}}},
                                  {"act_date", date_of(2018, 3, 1)},
                                  {"act_place", Code{"kota:64.71"}}});
    INFO(print(opened.refusal));
    REQUIRE(opened.admitted());
  }
  // The next event of the case that was opened last.
  Appended step(std::string_view type, const std::string& office, const std::vector<FieldValue>& fields) {
    return ledger.append(ledger.draft(type, kase, office, fields));
  }
  Event pair(const std::string& stream, const std::string& code) {
    return ledger.draft("CandidatePairDetermined", stream, "KPU_RI@kl:KPU",
                        {{"region", Code{"prov:64"}}, {"pair", Code{code}}, {"determined_on", ledger.today()}});
  }
};

}  // namespace

TEST_CASE_METHOD(Settled, "judge: a lawful event is admitted and begins its stream", "[rules][judge]") {
  const Appended appended = ledger.append(report("report-1"));
  INFO(print(appended.refusal));
  REQUIRE(appended.admitted());
  const StreamState* stream = ledger.stream("report-1");
  REQUIRE(stream != nullptr);
  CHECK(stream->state == StateCode::received);
  CHECK(stream->events == 1);
  CHECK(stream->exact_revision == 1);
  CHECK(stream->last() == appended.event);
  REQUIRE(stream->kept.size() == 1);
  CHECK(stream->kept[0].position == appended.position);
  CHECK(stream->kept[0].office == bawaslu);
  CHECK(stream->kept[0].find(1) == nullptr);  // the channel is not kept
  CHECK(stream->kept[0].find(2) != nullptr);
  const auto entry = decode_entry(ledger.entries().back());
  CHECK(entry->stream_revision == 1);
  CHECK(entry->stream_previous == Hash{});
  CHECK(entry->verdict == 0);
}

TEST_CASE_METHOD(Settled, "judge: an event that does not fit its row leaves no entry and names the field",
                 "[rules][judge]") {
  const auto expect = [&](const Event& event, const std::string& field, const std::string& rule) {
    const std::size_t before = ledger.entries().size();
    INFO(field << " " << rule);
    const auto form = check_event(event);
    INFO((form ? std::string("well-formed") : form.error().message));
    REQUIRE(form.has_value());
    const Appended appended = ledger.append(event);
    CHECK(appended.refusal.code == RefusalCode::e_schema);
    CHECK_FALSE(appended.recorded);
    CHECK(fact(appended.refusal, "field") == field);
    CHECK(fact(appended.refusal, "rule").find(rule) != std::string::npos);
    CHECK(ledger.entries().size() == before);
  };
  Event unknown_type = report("report-1");
  unknown_type.type = 60'000;
  expect(unknown_type, "type", "not in the catalogue");
  expect(report("case-1"), "stream", "must begin with report-");
  Event missing = report("report-1");
  unset(missing, "channel");
  expect(missing, "channel", "required");
  missing = report("report-1");
  unset(missing, "region");
  expect(missing, "region", "required");
  Event foreign = report("report-1");
  foreign.fields.push_back(Field{999, Code{"X"}});
  expect(foreign, "999", "not a field");
  foreign = report("report-1");
  foreign.fields.insert(foreign.fields.begin(), Field{0, Code{"X"}});
  if (check_event(foreign)) expect(foreign, "0", "not a field");
  Event kind = report("report-1");
  set(kind, "channel", std::int64_t{7});
  expect(kind, "channel", "must be a code");
  Event table = report("report-1");
  set(table, "channel", Bytes{1, 2, 3});
  expect(table, "channel", "must be a code");
}

static Code some_code(const FieldShape& field) {
  return Code{field.one_of.empty() ? "X" : field.one_of.front()};
}

TEST_CASE_METHOD(Settled, "judge: a decision without a document is not a decision", "[rules][judge]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    if (!row->document_required) continue;
    Event event = ledger.draft(row->shape.name, std::string(prefix(row->stream)) + "x", "PPK_ASN@prov:64");
    event.documents.clear();
    for (const FieldShape& field : row->shape.fields) {
      if (!field.required) continue;
      switch (field.kind) {
        case FieldKind::number: set(event, field.name, std::int64_t{1}); break;
        case FieldKind::date: set(event, field.name, ledger.today()); break;
        case FieldKind::code: set(event, field.name, some_code(field)); break;
        case FieldKind::codes: set(event, field.name, Codes{some_code(field)}); break;
        case FieldKind::id: set(event, field.name, id_named("x")); break;
        case FieldKind::hash: set(event, field.name, hash_named("x")); break;
        case FieldKind::reference: set(event, field.name, Reference{"case-x"}); break;
        case FieldKind::table: set(event, field.name, Bytes{1}); break;
      }
    }
    INFO(row->shape.name);
    const Appended appended = ledger.append(event);
    CHECK(appended.refusal.code == RefusalCode::e_schema);
    CHECK(fact(appended.refusal, "field") == "documents");
  }
}

TEST_CASE_METHOD(Settled, "judge: an event for another ledger is not vouched for, and not judged if it were",
                 "[rules][judge]") {
  Event event = report("report-1");
  event.origin = "simulated.jejak.example/other";
  const Envelope envelope = ledger.sign_by(event, {event.office});
  CHECK_FALSE(ledger.judge_only(envelope).has_value());
  auto vouched = vouch(*encode(envelope), event.origin);
  REQUIRE(vouched.has_value());
  const auto judged = judge(ledger.state(), *vouched, Moment{Sequence{ledger.entries().size()}, ledger.now()});
  REQUIRE(judged.has_value());
  CHECK(judged->refusal.code == RefusalCode::e_wrong_ledger);
  CHECK_FALSE(judged->recorded);
}

TEST_CASE_METHOD(Settled, "judge: an exact event must build on the stream's very head", "[rules][judge]") {
  REQUIRE(ledger.append(report("report-1")).admitted());
  const Event lawful = registration("report-1");
  const auto conflict = [&](const Event& event) {
    const std::size_t before = ledger.entries().size();
    const Appended appended = ledger.append(event);
    CHECK(appended.refusal.code == RefusalCode::e_version_conflict);
    CHECK_FALSE(appended.recorded);
    CHECK(fact(appended.refusal, "current_revision") == "1");
    CHECK(ledger.entries().size() == before);
  };
  Event stale = lawful;
  stale.revision = 0;
  stale.previous.reset();
  conflict(stale);
  Event ahead = lawful;
  ahead.revision = 2;
  conflict(ahead);
  ahead.revision = ~std::uint64_t{0} >> 1;
  conflict(ahead);
  Event forked = lawful;
  forked.previous = hash_named("another history");
  conflict(forked);
  CHECK(ledger.append(lawful).admitted());
}

TEST_CASE_METHOD(Settled, "judge: a stream begins once; a second beginning is a conflict", "[rules][judge]") {
  const Event first = report("report-1");
  const Event second = report("report-1");
  REQUIRE(ledger.append(first).admitted());
  CHECK(ledger.append(second).refusal.code == RefusalCode::e_version_conflict);
  const Appended seen = ledger.append(report("report-1"));
  CHECK(seen.refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(seen.refusal, "state") == "RECEIVED");
  CHECK(fact(seen.refusal, "expected") == "NONE");
}

TEST_CASE_METHOD(Settled, "judge: appended events may have seen less, but not less than the last exact one",
                 "[rules][judge]") {
  const std::string stream = "election-pilkada-2018";
  REQUIRE(ledger.append(election(stream)).admitted());
  const Event seen_one = pair(stream, "P-stale");
  std::vector<Event> drafted;
  for (int i = 0; i < 5; ++i) drafted.push_back(pair(stream, "P" + std::to_string(i)));
  for (const Event& event : drafted) {
    const Appended appended = ledger.append(event);
    INFO(print(appended.refusal));
    CHECK(appended.admitted());  // all signed at revision 1
  }
  const StreamState* state = ledger.stream(stream);
  CHECK(state->events == 6);
  CHECK(state->exact_revision == 1);
  CHECK(state->recent.size() == 6);

  Event forked = pair(stream, "P-forked");
  forked.revision = 3;
  CHECK(ledger.append(forked).refusal.code == RefusalCode::e_version_conflict);  // the hash is that of revision 6
  Event none = pair(stream, "P-none");
  none.revision = 0;
  none.previous.reset();
  CHECK(ledger.append(none).refusal.code == RefusalCode::e_version_conflict);
  Event ahead = pair(stream, "P-ahead");
  ahead.revision = 7;
  CHECK(ledger.append(ahead).refusal.code == RefusalCode::e_version_conflict);

  Event exact = election(stream, "ElectionRescheduled");
  REQUIRE(ledger.append(exact).admitted());
  CHECK(ledger.stream(stream)->exact_revision == 7);
  CHECK(ledger.stream(stream)->recent.size() == 1);
  CHECK(ledger.append(seen_one).refusal.code == RefusalCode::e_version_conflict);
  CHECK(ledger.append(pair(stream, "P-new")).admitted());
}

TEST_CASE_METHOD(Settled, "judge: an appended event must have seen one of the last thirty-two", "[rules][judge]") {
  const std::string stream = "election-pilkada-2018";
  REQUIRE(ledger.append(election(stream)).admitted());
  const Event early = pair(stream, "P-early");
  const Event too_early = pair(stream, "P-too-early");
  for (std::size_t i = 1; i < recent_hashes_max; ++i) {
    REQUIRE(ledger.append(pair(stream, "P" + std::to_string(i))).admitted());
  }
  CHECK(ledger.stream(stream)->recent.size() == recent_hashes_max);
  CHECK(ledger.append(early).admitted());
  CHECK(ledger.append(too_early).refusal.code == RefusalCode::e_version_conflict);
  CHECK(ledger.stream(stream)->recent.size() == recent_hashes_max);
}

TEST_CASE_METHOD(Settled, "judge: a refused attempt is recorded and changes nothing but the count", "[rules][judge]") {
  REQUIRE(ledger.append(report("report-1")).admitted());
  const StreamState before = *ledger.stream("report-1");
  Event wrong = report("report-1");
  const Appended appended = ledger.append(wrong);
  REQUIRE(appended.recorded);
  StreamState expected = before;
  ++expected.refusals;
  CHECK(*ledger.stream("report-1") == expected);
  const auto entry = decode_entry(ledger.entries().back());
  CHECK(entry->verdict == static_cast<std::uint16_t>(RefusalCode::e_out_of_order));
  CHECK(entry->stream_revision == 1);
  CHECK(entry->stream_previous == before.last());

  const Appended fresh = ledger.append(registration("report-none"));
  CHECK(fresh.refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(fresh.refusal, "state") == "NONE");
  REQUIRE(ledger.stream("report-none") != nullptr);
  CHECK(ledger.stream("report-none")->events == 0);
  CHECK(ledger.stream("report-none")->refusals == 1);
  CHECK(ledger.stream("report-none")->state == StateCode::none);
  CHECK(ledger.append(report("report-none")).admitted());  // refusals begin nothing
}

TEST_CASE_METHOD(Settled, "judge: what an event rests on must exist and be in a fitting state", "[rules][judge]") {
  Event event = report("report-1");
  set(event, "election", Reference{"election-unknown"});
  const Appended unknown = ledger.append(event);
  CHECK(unknown.refusal.code == RefusalCode::e_reference_unknown);
  CHECK(fact(unknown.refusal, "reference") == "election-unknown");

  REQUIRE(ledger.append(report("report-2")).admitted());
  const auto open = [&](const std::string& stream) {
    Event opened = ledger.draft("CaseOpened", stream, bawaslu,
                                {{"origin", Code{"REPORT"}},
                                 {"violation_codes", Codes{Code{"V01"}}},
                                 {"act_date", date_of(2018, 3, 1)},
                                 {"act_place", Code{"kota:64.71"}},
                                 {"report", Reference{"report-2"}}});
    return ledger.append(opened);
  };
  const Appended early = open("case-1");
  INFO(print(early.refusal));
  CHECK(early.refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(early.refusal, "stream") == "report-2");
  CHECK(fact(early.refusal, "state") == "RECEIVED");
  CHECK(fact(early.refusal, "expected") == "REGISTERED");
  REQUIRE(ledger.append(registration("report-2")).admitted());
  CHECK(open("case-1").admitted());
}

TEST_CASE_METHOD(Settled, "judge: a report is registered by the office that received it, or one above",
                 "[rules][judge]") {
  REQUIRE(ledger.append(report("report-1")).admitted());
  const Appended foreign = ledger.append(registration("report-1", "BAWASLU_KABKOTA@bawaslu:63.06"));
  CHECK(foreign.refusal.code == RefusalCode::e_wrong_agency);
  CHECK(fact(foreign.refusal, "competent") == "bawaslu:64.71");
  CHECK(fact(foreign.refusal, "agency") == "bawaslu:63.06");
  CHECK(ledger.append(registration("report-1", "BAWASLU_PROV@bawaslu:64")).admitted());
}

TEST_CASE_METHOD(Settled, "judge: a province does not answer to its district", "[rules][judge]") {
  REQUIRE(ledger.append(report("report-1", "BAWASLU_PROV@bawaslu:64")).admitted());
  CHECK(ledger.append(registration("report-1")).refusal.code == RefusalCode::e_wrong_agency);
}

TEST_CASE_METHOD(Settled, "judge: what was forwarded to one supervisor is not received by another, unless it succeeds",
                 "[rules][judge]") {
  open_case("case-1");
  REQUIRE(step("StudyConcluded", bawaslu,
               {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"PL/1"}}, {"waiver_reason", Code{"ADMITTED"}}})
              .admitted());
  REQUIRE(step("CaseForwarded", bawaslu, {{"addressee", Code{"KASN@kl:KASN"}}, {"letter_no", Code{"L/1"}}}).admitted());
  const auto receive = [&] { return step("SupervisorReceived", "BKN@kl:BKN", {{"received_at", ledger.today()}}); };
  const Appended foreign = receive();
  CHECK(foreign.refusal.code == RefusalCode::e_wrong_agency);
  CHECK(fact(foreign.refusal, "competent") == "kl:KASN");
  ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", date_of(2018, 3, 7));
  CHECK(receive().refusal.code == RefusalCode::e_wrong_agency);
  ledger.at(date_of(2018, 3, 7), Zone::wita, 0);
  CHECK(receive().admitted());
}

TEST_CASE_METHOD(Settled, "judge: an expected code that the stream does not hold is named", "[rules][judge]") {
  open_case("case-1");
  const std::vector<FieldValue> forwarding = {{"addressee", Code{"KASN@kl:KASN"}}, {"letter_no", Code{"L/1"}}};
  CHECK(step("CaseForwarded", bawaslu, forwarding).refusal.code == RefusalCode::e_out_of_order);
  REQUIRE(step("StudyConcluded", bawaslu,
               {{"conclusion", Code{"CRIMINAL"}}, {"plenary_no", Code{"PL/1"}}, {"waiver_reason", Code{"ADMITTED"}}})
              .admitted());
  const Appended appended = step("CaseForwarded", bawaslu, forwarding);
  CHECK(appended.refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(appended.refusal, "conclusion") == "CRIMINAL");
  CHECK(fact(appended.refusal, "expected") == "NEUTRALITY");
}

TEST_CASE_METHOD(Settled, "judge: a closed stream takes nothing more, and says that it is closed", "[rules][judge]") {
  open_case("case-1");
  REQUIRE(step("StudyConcluded", bawaslu,
               {{"conclusion", Code{"NOT_VIOLATION"}}, {"plenary_no", Code{"P/1"}}, {"waiver_reason", Code{"CLEAR"}}})
              .admitted());
  const Appended dismissed = step("CaseDismissed", bawaslu, {{"ground", Code{"NOT_PROVEN"}}});
  INFO(print(dismissed.refusal));
  REQUIRE(dismissed.admitted());
  CHECK(ledger.stream("case-1")->state == StateCode::z02);
  const Appended after =
      step("CaseForwarded", bawaslu, {{"addressee", Code{"KASN@kl:KASN"}}, {"letter_no", Code{"L"}}});
  CHECK(after.refusal.code == RefusalCode::e_terminal_state);
  CHECK(fact(after.refusal, "state") == "Z02");
}

TEST_CASE_METHOD(Settled, "judge: a code of the event decides the resulting state where the row says so",
                 "[rules][judge]") {
  open_case("case-1");
  CHECK(ledger.stream("case-1")->state == StateCode::opened);
  open_case("case-2", "SUPERVISOR", "KASN@kl:KASN");
  CHECK(ledger.stream("case-2")->state == StateCode::under_supervision);
  open_case("case-3", "INTERNAL", "PPK_ASN@prov:64");
  CHECK(ledger.stream("case-3")->state == StateCode::ppk_received);
}

TEST_CASE_METHOD(Settled, "judge: only the subject's agency decides, once the subject is known", "[rules][judge]") {
  open_case("case-1", "INTERNAL", "PPK_ASN@prov:64");
  const auto appoint = [&](const std::string& office) {
    return step(
        "ExaminerAppointed", office,
        {{"examiner", Code{"TIM_PEMERIKSA@prov:64"}}, {"kind", Code{"TIM_PEMERIKSA"}}, {"decision_no", Code{"SK/3"}}});
  };
  const auto summon = [&](const std::string& office) {
    return step("SummonsIssued", office,
                {{"summons_no", Code{"1"}}, {"served_at", ledger.today()}, {"examined_on", date_of(2018, 4, 5)}});
  };
  const Appended pending = appoint("PPK_ASN@prov:64");
  CHECK(pending.refusal.code == RefusalCode::e_jurisdiction_pending);
  CHECK(fact(pending.refusal, "pending") == "SubjectIdentified");
  REQUIRE(step("SubjectIdentified", "BKD@prov:64",
               {{"subject", id_named("subject")},
                {"subject_type", Code{"PNS"}},
                {"rank_class", Code{"PENGAWAS"}},
                {"post", Code{"POST-1"}},
                {"home_agency", Code{"prov:64"}}})
              .admitted());
  const Appended foreign = appoint("PPK_ASN@kota:64.71");
  CHECK(foreign.refusal.code == RefusalCode::e_wrong_agency);
  CHECK(fact(foreign.refusal, "competent") == "prov:64");
  CHECK(fact(foreign.refusal, "agency") == "kota:64.71");

  const Appended early = summon("TIM_PEMERIKSA@prov:64");
  CHECK(early.refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(early.refusal, "state") == "PPK_RECEIVED");
  const Appended appointed = appoint("PPK_ASN@prov:64");
  INFO(print(appointed.refusal));
  REQUIRE(appointed.admitted());
  ledger.enrol("ATASAN_LANGSUNG@prov:64");
  const Appended other = summon("ATASAN_LANGSUNG@prov:64");
  CHECK(other.refusal.code == RefusalCode::e_wrong_agency);
  CHECK(fact(other.refusal, "competent") == "TIM_PEMERIKSA@prov:64");
  const Appended summoned = summon("TIM_PEMERIKSA@prov:64");
  INFO(print(summoned.refusal));
  CHECK(summoned.admitted());
}

TEST_CASE_METHOD(Settled, "judge: it changes nothing by itself, and says the same twice", "[rules][judge]") {
  const Envelope envelope = ledger.sign_by(report("report-1"), {bawaslu});
  const Heads before = *heads_of(ledger.rows());
  const auto one = ledger.judge_only(envelope);
  const auto two = ledger.judge_only(envelope);
  REQUIRE(one.has_value());
  REQUIRE(two.has_value());
  CHECK(one->admitted());
  CHECK(one->changes == two->changes);
  CHECK(ledger.stream("report-1") == nullptr);
  CHECK(*heads_of(ledger.rows()) == before);
}

TEST_CASE_METHOD(Settled, "judge: a state that cannot be read gives no verdict", "[rules][judge]") {
  const Envelope envelope = ledger.sign_by(report("report-bad"), {bawaslu});
  MemoryRows rows;
  const auto copied = ledger.rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
    rows.put(std::string(name), copy(row));
    return {};
  });
  REQUIRE(copied.has_value());
  rows.put("report-bad", Bytes{0, 1, 2});
  State state(ledger.genesis(), rows);
  REQUIRE(state.load().has_value());
  const auto vouched = vouch(*encode(envelope), ledger.origin());
  const auto judged = judge(state, *vouched, Moment{Sequence{ledger.entries().size()}, ledger.now()});
  REQUIRE_FALSE(judged.has_value());
  CHECK(judged.error().code == Errc::corrupt);
}
