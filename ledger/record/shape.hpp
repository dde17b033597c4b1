#pragma once
// The catalogue's shape: what an event type is called and which fields it has. The rows themselves are law and
// live in ledger/rules; the JSON face and the codec need no more than this.

#include "ledger/record/event.hpp"

#include <span>

namespace jejak {

struct FieldShape {
  std::uint16_t number = 0;  // unique within the type, kept for ever
  const char* name = "";     // snake_case, the JSON name
  FieldKind kind = FieldKind::code;
  bool required = false;
  const char* indonesian = "";  // label for people
  const char* english = "";
  std::span<const char* const> one_of = {};  // a closed list that its codes come from; empty: any code
  bool happened = false;                     // a date of something that had happened when the event says so
};

struct TypeShape {
  std::uint16_t number = 0;            // kept for ever
  const char* name = "";               // "ReportReceived"
  const char* indonesian = "";         // "Laporan diterima (Formulir A.1)"
  const char* english = "";            // "Report received (form A.1)"
  std::span<const FieldShape> fields;  // ascending by number
};

// Where the JSON face finds a type by number or name. Null if there is none.
class Shapes {
 public:
  virtual ~Shapes() = default;
  virtual const TypeShape* find(std::uint16_t number) const = 0;
  virtual const TypeShape* find(std::string_view name) const = 0;
};

}  // namespace jejak
