#include "api/service/cloud_event.hpp"

#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"

#include <charconv>

namespace jejak {
namespace {

constexpr std::size_t sequence_digits = 20;

void append_number(std::string& out, std::uint64_t number) {
  char digits[sequence_digits];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void append_padded(std::string& out, std::uint64_t number, std::size_t width) {
  char digits[sequence_digits];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  const auto written = static_cast<std::size_t>(end - digits);
  if (written < width) out.append(width - written, '0');
  out.append(digits, written);
}

void append_hex(std::string& out, BytesView bytes) {
  constexpr char digits[] = "0123456789abcdef";
  for (const std::uint8_t byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

// Every value here is made of code characters, digits or a URI's: nothing needs an escape.
void append_member(std::string& out, std::string_view name, std::string_view value) {
  out.append(",\"").append(name).append("\":\"").append(value).append("\"");
}

// RFC 3339. The three zones are whole hours ahead.
void append_legal_time(std::string& out, const Event& event) {
  out.append(",\"time\":\"").append(print(event.legal_date)).push_back('T');
  const unsigned minute = event.legal_minute.value_or(0);
  append_padded(out, minute / 60, 2);
  out += ':';
  append_padded(out, minute % 60, 2);
  out.append(":00");
  if (event.zone == Zone::none) {
    out += 'Z';
  } else {
    out += '+';
    append_padded(out, static_cast<unsigned>(utc_offset_hours(event.zone)), 2);
    out.append(":00");
  }
  out += '"';
}

// The name, or the number where this program's catalogue has none.
void append_type(std::string& out, const ProjectedEntry& entry) {
  if (!entry.event) {
    out.append(entry.kind == EntryKind::genesis ? "Genesis" : "Heads");
    return;
  }
  const TypeShape* shape = catalogue().find(entry.event->type);
  if (shape != nullptr) {
    out.append(shape->name);
  } else {
    append_number(out, entry.event->type);
  }
}

void append_verdict(std::string& out, std::uint16_t verdict) {
  if (verdict == 0 || is_known(verdict)) {
    out.append(name(static_cast<RefusalCode>(verdict)));
  } else {
    append_number(out, verdict);
  }
}

// Everything up to `data`, and what its object begins with.
void append_attributes(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry) {
  out.append("{\"specversion\":\"1.0\",\"id\":\"");
  if (entry.event) {
    out.append(print(entry.event->id));
  } else {
    out.append("entry-");
    append_number(out, entry.position.value);
  }
  out += '"';
  append_member(out, "source", source.source);
  out.append(",\"type\":\"").append(source.type_prefix);
  append_type(out, entry);
  out += '"';
  if (entry.event) {
    append_member(out, "subject", entry.event->stream);
    append_legal_time(out, *entry.event);
  } else {
    append_member(out, "time", print(entry.recorded_at));
  }
  append_member(out, "recordedtime", print(entry.recorded_at));
  out.append(",\"sequence\":\"");
  append_padded(out, entry.position.value, sequence_digits);
  out += '"';
  if (entry.event && entry.event->causation) append_member(out, "causationid", print(*entry.event->causation));
  out.append(",\"data\":{\"position\":");
  append_number(out, entry.position.value);
  if (entry.event) {
    out.append(",\"verdict\":\"");
    append_verdict(out, entry.verdict);
    out += '"';
  } else {
    append_member(out, "kind", name(entry.kind));
  }
  out.append(",\"leaf_hash\":\"");
  append_hex(out, view(entry.leaf));
  out += '"';
}

}  // namespace

CloudEventSource cloud_event_source(std::string_view origin) {
  CloudEventSource out{"https://" + std::string(origin), {}};
  std::string_view host = origin.substr(0, origin.find('/'));
  while (!host.empty()) {
    const std::size_t dot = host.rfind('.');
    out.type_prefix.append(dot == std::string_view::npos ? host : host.substr(dot + 1)).push_back('.');
    host = dot == std::string_view::npos ? std::string_view() : host.substr(0, dot);
  }
  return out;
}

std::string cloud_event_type(const CloudEventSource& source, const ProjectedEntry& entry) {
  std::string out = source.type_prefix;
  append_type(out, entry);
  return out;
}

void append_cloud_event(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry) {
  append_attributes(out, source, entry);
  if (entry.event) {
    out.append(",\"event\":");
    append_json(out, *entry.event, catalogue());
  }
  out.append("}}");
}

void append_thin_cloud_event(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry) {
  append_attributes(out, source, entry);
  if (entry.event) {
    const bool is_case = stream_kind(entry.event->stream) == StreamKind::kase;
    append_member(out, is_case ? "case" : "stream", entry.event->stream);
    out.append(",\"type\":\"");
    append_type(out, entry);
    out += '"';
  }
  out.append("}}");
}

}  // namespace jejak
