#include "api/answers/csv.hpp"

namespace jejak {
namespace {

// A spreadsheet would take it for a formula. Codes may begin with '@', '+' and '-'.
bool is_formula(const std::string& text) {
  if (text.size() < 2) return false;
  if (std::string_view("@=\t\r").find(text.front()) != std::string_view::npos) return true;
  const bool is_signed = text.front() == '+' || text.front() == '-';
  return is_signed && text.find_first_not_of("0123456789.", 1) != std::string::npos;
}

}  // namespace

std::string csv_field(const std::string& text) {
  const std::string field = (is_formula(text) ? "'" : "") + text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(fields[i]);
  return out + "\n";
}

std::string print_csv(const std::vector<std::vector<std::string>>& rows, const std::vector<std::string>& names) {
  std::string out = csv_line(names);
  for (const auto& row : rows) out += csv_line(row);
  return out;
}

}  // namespace jejak
