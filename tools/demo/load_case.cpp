#include "tools/demo/load_case.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/rules/types.hpp"

namespace jejak {
namespace {

// Ids hold the time at which an event was made. An office needs a millisecond for each, and works on many cases beside
// each other, as programs do: so ids of different cases lie between each other and rise all the same.
constexpr std::int64_t us_an_event = 1'000;
constexpr std::int64_t us_a_case = 312;

constexpr LoadRegion regions[] = {
    {"kab:64.01", "bawaslu:64.01"},  {"kab:64.02", "bawaslu:64.02"},  {"kab:64.03", "bawaslu:64.03"},
    {"kab:64.07", "bawaslu:64.07"},  {"kab:64.08", "bawaslu:64.08"},  {"kab:64.09", "bawaslu:64.09"},
    {"kota:64.71", "bawaslu:64.71"}, {"kota:64.72", "bawaslu:64.72"},
};

Value code(std::string text) {
  return Code{std::move(text)};
}
Value codes(std::initializer_list<const char*> texts) {  // ascending
  Codes list;
  for (const char* each : texts) list.push_back(Code{each});
  return list;
}

// A stream as far as this case has written it.
struct Written {
  std::string name;
  std::uint64_t events = 0;
  Hash last;
};

class Writer {
 public:
  // `number` parts this case's names from those of the others.
  Writer(const std::string& origin, Keyring& keys, Chance chance, const std::string& number, Instant recorded_at,
         std::uint64_t index = 0)
      : origin_(origin),
        keys_(keys),
        chance_(chance),
        recorded_at_(recorded_at),
        made_at_{recorded_at.us + static_cast<std::int64_t>(index) * us_a_case},
        number_(number) {
    report_.name = "report-load-" + number;
    case_.name = "case-load-" + number;
  }

  Written& report() { return report_; }
  Written& of_case() { return case_; }
  Chance& chance() { return chance_; }
  std::string number(const char* series) {
    return std::to_string(chance_.between(100, 9899)) + "/" + series + "/12/2024";
  }

  void put(std::uint16_t type, Written& stream, std::string office, std::vector<Field> fields) {
    Event event;
    event.id = make_uuid_v7(made_at_, chance_.bytes<10>());
    made_at_.us += us_an_event;
    event.origin = origin_;
    event.type = type;
    event.stream = stream.name;
    event.revision = stream.events;
    if (stream.events > 0) event.previous = stream.last;
    event.legal_date = load_day();
    event.legal_minute = static_cast<std::uint16_t>(chance_.between(0, 8 * 60));
    event.zone = Zone::wita;
    event.office = std::move(office);
    event.holder = HolderKind::definitif;
    event.rule_set = "RS-2024-BKN";
    event.legal_bases = {"PP94/2021:26", "UU20/2023:24(1)"};
    event.documents = {document()};
    event.external_refs = {ExternalRef{"SBT", number_ + "-" + std::to_string(type)}};
    event.fields = std::move(fields);

    Result<Bytes> canonical = encode(event);
    JEJAK_ASSERT(canonical.has_value());  // the form does not depend on chance
    stream.last = event_hash(*canonical);
    ++stream.events;
    Envelope envelope;
    envelope.event = *std::move(canonical);
    const Outcome signed_now = sign(envelope, keys_.key(event.office));
    JEJAK_ASSERT(signed_now.has_value());
    Result<Bytes> bytes = encode(envelope);
    JEJAK_ASSERT(bytes.has_value());
    envelopes_.push_back(*std::move(bytes));
  }

  std::vector<Bytes> take() { return std::move(envelopes_); }

 private:
  Document document() {
    Document document;
    document.number = number("800.1.6.2/BKPSDM");
    document.date = load_day();
    document.hash = chance_.hash();
    document.certificate = copy(chance_.bytes<16>());
    document.signed_at = Instant{recorded_at_.us - chance_.between(1, 60) * std::int64_t{60'000'000}};
    return document;
  }

  const std::string& origin_;
  Keyring& keys_;
  Chance chance_;
  Instant recorded_at_;
  Instant made_at_;  // of the next event
  std::string number_;
  Written report_;
  Written case_;
  std::vector<Bytes> envelopes_;
};

void write_intake(Writer& writer, const LoadRegion& region, const Id& subject, Date act) {
  namespace f = field;
  const Date day = load_day();
  const Value election = Reference{std::string("election-") + load_election};
  writer.put(type::report_received, writer.report(), region.intake(),
             {{f::report_received::channel, code("FINDING")},
              {f::report_received::received_at, day},
              {f::report_received::region, code(region.agency)},
              {f::report_received::known_at, day - 1},
              {f::report_received::election, election},
              {f::report_received::persons, std::int64_t{1}},
              {f::report_received::act_date, act},
              {f::report_received::violation_codes, codes({"V02", "V03"})}});
  writer.put(type::report_registered, writer.report(), region.intake(),
             {{f::report_registered::register_no, code(writer.number("TM/PB"))}});
  writer.put(type::case_opened, writer.of_case(), region.intake(),
             {{f::case_opened::origin, code("REPORT")},
              {f::case_opened::violation_codes, codes({"V02", "V03"})},
              {f::case_opened::act_date, act},
              {f::case_opened::act_place, code(region.agency)},
              {f::case_opened::report, Reference{writer.report().name}},
              {f::case_opened::election, election}});
  writer.put(type::subject_identified, writer.of_case(), region.office("BKD"),
             {{f::subject_identified::subject, subject},
              {f::subject_identified::subject_type, code("PNS")},
              {f::subject_identified::rank_class, code("FUNGSIONAL")},
              {f::subject_identified::post, code("POST-" + std::to_string(writer.chance().between(1001, 9899)))},
              {f::subject_identified::home_agency, code(region.agency)}});
  for (const char* person : {"WITNESS", "REPORTED"}) {
    writer.put(type::clarification_held, writer.of_case(), region.intake(),
               {{f::clarification_held::person_role, code(person)},
                {f::clarification_held::held_on, day},
                {f::clarification_held::minutes_hash, writer.chance().hash()}});
  }
  writer.put(type::study_concluded, writer.of_case(), region.intake(),
             {{f::study_concluded::conclusion, code("NEUTRALITY")},
              {f::study_concluded::plenary_no, code(writer.number("BA-PLENO"))},
              {f::study_concluded::violation_codes, codes({"V02", "V03"})}});
  writer.put(type::case_forwarded, writer.of_case(), region.intake(),
             {{f::case_forwarded::addressee, code(load_supervisor)},
              {f::case_forwarded::letter_no, code(writer.number("PM.05.02/K"))},
              {f::case_forwarded::files, std::int64_t{7}}});
}

void write_supervision(Writer& writer, const LoadRegion& region) {
  namespace f = field;
  const Date day = load_day();
  writer.put(
      type::supervisor_received, writer.of_case(), load_supervisor,
      {{f::supervisor_received::received_at, day}, {f::supervisor_received::register_no, code(writer.number("SBT"))}});
  writer.put(type::recommendation_issued, writer.of_case(), load_supervisor,
             {{f::recommendation_issued::recommendation_no, code(writer.number("B-AK.02.02/SD/K"))},
              {f::recommendation_issued::track, code("DISCIPLINE")},
              {f::recommendation_issued::violation_codes, codes({"V02", "V03"})},
              {f::recommendation_issued::sanctions, codes({"T1"})},
              {f::recommendation_issued::addressee, code(region.office("PPK_ASN"))},
              {f::recommendation_issued::copies_to, codes({"MENDAGRI@kl:KEMENDAGRI", "MENPANRB@kl:KEMENPANRB"})}});
  writer.put(type::recommendation_served, writer.of_case(), region.office("BKD"),
             {{f::recommendation_served::received_at, day}});
  writer.put(type::case_received_by_ppk, writer.of_case(), region.office("PYB"),
             {{f::case_received_by_ppk::received_at, day},
              {f::case_received_by_ppk::agenda_no, code(writer.number("AG-SEKDA"))}});
}

void write_examination(Writer& writer, const LoadRegion& region) {
  namespace f = field;
  const Date day = load_day();
  const std::string examiner = region.office("ATASAN_LANGSUNG");
  writer.put(type::examiner_appointed, writer.of_case(), region.office("PPK_ASN"),
             {{f::examiner_appointed::examiner, code(examiner)},
              {f::examiner_appointed::kind, code("ATASAN_LANGSUNG")},
              {f::examiner_appointed::decision_no, code(writer.number("SK-PEMERIKSA"))},
              {f::examiner_appointed::threat, code("MODERATE")}});
  writer.put(type::summons_issued, writer.of_case(), examiner,
             {{f::summons_issued::summons_no, code("1")},
              {f::summons_issued::served_at, day - 28},
              {f::summons_issued::examined_on, day},
              {f::summons_issued::mode, code("FACE_TO_FACE")}});
  writer.put(type::examination_held, writer.of_case(), examiner,
             {{f::examination_held::held_on, day},
              {f::examination_held::minutes_hash, writer.chance().hash()},
              {f::examination_held::subject_signature, code("SIGNED")}});
  writer.put(type::examination_report_submitted, writer.of_case(), examiner,
             {{f::examination_report_submitted::report_no, code(writer.number("LHP"))},
              {f::examination_report_submitted::proven_codes, codes({"V02", "V03"})},
              {f::examination_report_submitted::recommended_sanction, code("T1")},
              {f::examination_report_submitted::report_hash, writer.chance().hash()}});
}

void write_decision(Writer& writer, const LoadRegion& region) {
  namespace f = field;
  writer.put(
      type::sanction_proposed, writer.of_case(), region.office("PYB"),
      {{f::sanction_proposed::sanction, code("T1")}, {f::sanction_proposed::proposal_no, code(writer.number("USUL"))}});
  writer.put(type::sanction_decision_issued, writer.of_case(), region.office("PPK_ASN"),
             {{f::decision::decision_no, code(writer.number("800.1.6.2"))}, {f::decision::sanction, code("T1")}});
  writer.put(type::decision_delivered, writer.of_case(), region.office("BKD"),
             {{f::decision_delivered::received_at, load_day()}, {f::decision_delivered::mode, code("IN_PERSON")}});
  writer.put(type::case_closed, writer.of_case(), region.office("BKD"),
             {{f::case_closed::ground, code("LEFT_SERVICE")}});
}

}  // namespace

Date load_day() {
  return date_of(2024, 12, 2);  // a Monday
}

std::vector<std::string> LoadRegion::offices() const {
  return {intake(), office("PPK_ASN"), office("PYB"), office("BKD"), office("ATASAN_LANGSUNG")};
}

std::span<const LoadRegion> load_regions() {
  return regions;
}

std::vector<Bytes> write_load_case(const std::string& origin, Keyring& keys, std::uint64_t seed, std::uint64_t index,
                                   Instant recorded_at) {
  std::string number = std::to_string(index);
  number.insert(0, number.size() < 9 ? 9 - number.size() : 0, '0');
  Writer writer(origin, keys, Chance(seed, "load case " + std::to_string(index)), number, recorded_at, index);
  const LoadRegion& region = regions[index % std::size(regions)];
  const Date act = load_day() - writer.chance().between(3, 60);
  write_intake(writer, region, writer.chance().person(), act);
  write_supervision(writer, region);
  write_examination(writer, region);
  write_decision(writer, region);
  return writer.take();
}

std::vector<Bytes> write_long_case(const std::string& origin, Keyring& keys, std::uint64_t seed, Instant recorded_at,
                                   const std::string& stream, std::size_t events) {
  constexpr std::string_view prefix = "case-load-";
  constexpr std::size_t before_and_after = 18;  // what an ordinary case has, without its report
  JEJAK_ASSERT(stream.starts_with(prefix) && events >= before_and_after);
  Writer writer(origin, keys, Chance(seed, "load case " + stream), stream.substr(prefix.size()), recorded_at);
  const LoadRegion& region = regions[0];
  write_intake(writer, region, writer.chance().person(), load_day() - writer.chance().between(3, 60));
  write_supervision(writer, region);
  constexpr std::uint16_t kind = 1;
  constexpr std::uint16_t content_hash = 2;
  constexpr std::uint16_t provenance = 3;
  for (std::size_t i = before_and_after; i < events; ++i) {
    writer.put(type::evidence_attached, writer.of_case(), i % 3 == 0 ? region.office("BKD") : region.intake(),
               {{kind, code(i % 2 == 0 ? "PAGE" : "PHOTO")},
                {content_hash, writer.chance().hash()},
                {provenance, code(i % 2 == 0 ? "SOCIAL_MEDIA" : "WITNESS")}});
  }
  write_examination(writer, region);
  write_decision(writer, region);
  return writer.take();
}

}  // namespace jejak
