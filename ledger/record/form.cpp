// The rules of form: what an event must look like before anybody asks what it means.

#include "ledger/base/strong.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/official_number.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t origin_bytes_max = 200;
constexpr std::size_t certificate_bytes_max = 32;
constexpr std::int64_t us_per_day = 86'400'000'000;

Error malformed(std::string place, std::string_view rule) {
  return Error{Errc::malformed, std::move(place.append(": ").append(rule))};
}

bool in_range(Date date) {
  return date >= date_min && date <= date_max;
}

bool in_range(Instant instant) {
  return instant.us >= date_min.days * us_per_day && instant.us < (date_max.days + std::int64_t{1}) * us_per_day;
}

bool is_one_code(std::string_view text) {
  return !text.empty() && text.size() <= code_bytes_max && is_code(text);
}

std::string at(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

constexpr std::string_view code_rule = "must be 1 to 80 characters of A-Z a-z 0-9 : . _ / ( ) @ + -";
constexpr std::string_view date_rule = "must lie between 1900-01-01 and 9999-12-31";
constexpr std::string_view stream_rule = "must be a stream's name, PREFIX-REST in 3 to 80 characters";
constexpr std::string_view office_rule = "must be ROLE@agency, at most 80 characters";

struct FieldRule {
  // The rule that is broken, or empty.
  std::string_view operator()(std::int64_t) const { return {}; }
  std::string_view operator()(const Date& date) const { return in_range(date) ? std::string_view{} : date_rule; }
  std::string_view operator()(const Code& code) const {
    return is_one_code(code.text) ? std::string_view{} : code_rule;
  }
  std::string_view operator()(const Codes& codes) const {
    if (codes.empty()) return "a list of codes is never empty";
    if (codes.size() > code_list_max) return "has more than 512 codes";
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (!is_one_code(codes[i].text)) return code_rule;
      if (i > 0 && codes[i - 1].text >= codes[i].text) return "codes must ascend, each once";
    }
    return {};
  }
  std::string_view operator()(const Id&) const { return {}; }
  std::string_view operator()(const Hash&) const { return {}; }
  std::string_view operator()(const Reference& reference) const {
    return is_stream_name(reference.stream) ? std::string_view{} : stream_rule;
  }
  std::string_view operator()(const Bytes& table) const {
    if (table.empty()) return "a table is never empty";
    return table.size() > table_bytes_max ? std::string_view("a table has at most 48000 bytes") : std::string_view{};
  }
};

Outcome check_time(const Event& event) {
  if (!in_range(event.legal_date)) return malformed("legal_date", date_rule);
  if (event.legal_minute && *event.legal_minute >= 24 * 60) return malformed("legal_time", "must be 00:00 to 23:59");
  if (event.zone < Zone::wib || event.zone > Zone::wit) return malformed("zone", "must be WIB, WITA or WIT");
  if (event.received_date && !in_range(*event.received_date)) return malformed("received_date", date_rule);
  return {};
}

Outcome check_header(const Event& event) {
  if (!is_uuid_v7(event.id)) return malformed("id", "must be a UUID of version 7");
  if (event.origin.empty() || event.origin.size() > origin_bytes_max || !is_code(event.origin)) {
    return malformed("origin", "must be 1 to 200 characters of A-Z a-z 0-9 : . _ / ( ) @ + -");
  }
  if (event.type == 0) return malformed("type", "must be 1 or more");
  if (!is_stream_name(event.stream)) return malformed("stream", stream_rule);
  if (event.revision > tree_size_max) return malformed("revision", "must be below 2^63");
  if ((event.revision == 0) != !event.previous) {
    return malformed("previous", "must be absent when revision is 0 and present otherwise");
  }
  if (!is_office(event.office)) return malformed("office", office_rule);
  if (event.holder < HolderKind::definitif || event.holder > HolderKind::plh) {
    return malformed("holder", "must be DEFINITIF, Pj, Pjs, Plt or Plh");
  }
  if (!event.on_behalf_of.empty() && !is_office(event.on_behalf_of)) return malformed("on_behalf_of", office_rule);
  if (!event.rule_set.empty() && !is_one_code(event.rule_set)) return malformed("rule_set", code_rule);
  if (!event.late_reason.empty() && !is_one_code(event.late_reason)) return malformed("late_reason", code_rule);
  if (event.causation && !is_uuid_v7(*event.causation)) return malformed("causation", "must be an event's id");
  return check_time(event);
}

Outcome check_lists(const Event& event) {
  if (event.legal_bases.size() > event_list_max) return malformed("legal_bases", "has more than 64 members");
  for (std::size_t i = 0; i < event.legal_bases.size(); ++i) {
    const auto here = event.legal_bases.begin() + static_cast<std::ptrdiff_t>(i);
    if (!is_one_code(*here)) return malformed(at("legal_bases", i), code_rule);
    if (std::find(event.legal_bases.begin(), here, *here) != here) {
      return malformed(at("legal_bases", i), "stands in the list already");
    }
  }
  if (event.external_refs.size() > event_list_max) return malformed("external_refs", "has more than 64 members");
  for (std::size_t i = 0; i < event.external_refs.size(); ++i) {
    const auto here = event.external_refs.begin() + static_cast<std::ptrdiff_t>(i);
    if (!is_one_code(here->system)) return malformed(at("external_refs", i) + ".system", code_rule);
    if (!is_one_code(here->id)) return malformed(at("external_refs", i) + ".id", code_rule);
    if (std::find(event.external_refs.begin(), here, *here) != here) {
      return malformed(at("external_refs", i), "stands in the list already");
    }
  }
  return {};
}

Outcome check_documents(const Event& event) {
  if (event.documents.size() > event_documents_max) return malformed("documents", "has more than 32 members");
  for (std::size_t i = 0; i < event.documents.size(); ++i) {
    const Document& document = event.documents[i];
    if (!is_official_number(document.number)) {
      return malformed(at("documents", i) + ".number",
                       "must be 1 to 80 bytes of NFC text without control characters or outer spaces");
    }
    if (document.date && !in_range(*document.date)) return malformed(at("documents", i) + ".date", date_rule);
    if (document.certificate.size() > certificate_bytes_max) {
      return malformed(at("documents", i) + ".certificate", "a serial has at most 32 bytes");
    }
    if (document.signed_at && !in_range(*document.signed_at)) {
      return malformed(at("documents", i) + ".signed_at", date_rule);
    }
  }
  return {};
}

Outcome check_fields(const Event& event) {
  if (event.fields.size() > event_fields_max) return malformed("fields", "has more than 64 members");
  std::uint16_t before = 0;
  for (const Field& field : event.fields) {
    if (field.number <= before) {
      return malformed(at("fields", field.number), "numbers must begin at 1 and ascend, each once");
    }
    before = field.number;
    const std::string_view broken = std::visit(FieldRule{}, field.value);
    if (!broken.empty()) return malformed(at("fields", field.number), broken);
  }
  return {};
}

}  // namespace

Outcome check_event(const Event& event) {
  if (Outcome header = check_header(event); !header) return header;
  if (Outcome lists = check_lists(event); !lists) return lists;
  if (Outcome documents = check_documents(event); !documents) return documents;
  return check_fields(event);
}

}  // namespace jejak
