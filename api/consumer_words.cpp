#include "api/consumer_words.hpp"

#include "ledger/record/json_cursor.hpp"

#include <boost/json/value.hpp>

namespace jejak {
namespace {

Result<std::vector<Sequence>> positions_of(const boost::json::value& value, const char* member) {
  const auto* array = value.if_array();
  if (array == nullptr || array->size() > said_positions_max) {
    return Error{Errc::malformed, std::string(member) + ": not an array of at most " +
                                      std::to_string(said_positions_max) + " positions"};
  }
  std::vector<Sequence> out;
  for (const auto& item : *array) {
    if (!item.is_int64() || item.as_int64() < 0) return Error{Errc::malformed, std::string(member) + ": no position"};
    out.push_back(Sequence{static_cast<std::uint64_t>(item.as_int64())});
  }
  return out;
}

}  // namespace

Result<ConsumerWords> parse_consumer_words(std::string_view text) {
  auto parsed = parse_strict_json(text);
  if (!parsed) return std::move(parsed).error();
  const auto* object = parsed->if_object();
  if (object == nullptr) return Error{Errc::malformed, "not an object"};
  if (object->contains("ack") && object->contains("nack")) {
    return Error{Errc::malformed, "ack and nack: one of them in a message"};
  }
  if (object->contains("action") && !object->contains("nack")) {
    return Error{Errc::malformed, "action: only with nack"};
  }
  ConsumerWords words;
  for (const auto& member : *object) {
    if (member.key() == "credit") {
      if (!member.value().is_int64() || member.value().as_int64() < 1 || member.value().as_int64() > said_credit_max) {
        return Error{Errc::malformed, "credit: a number from 1 to " + std::to_string(said_credit_max)};
      }
      words.credit = static_cast<std::uint32_t>(member.value().as_int64());
    } else if (member.key() == "ack" || member.key() == "nack") {
      auto positions = positions_of(member.value(), member.key() == "ack" ? "ack" : "nack");
      if (!positions) return std::move(positions).error();
      words.positions = std::move(*positions);
      if (member.key() == "nack" && !words.nack) words.nack = Nack::retry;
    } else if (member.key() == "action") {
      const auto* action = member.value().if_string();
      words.nack = action == nullptr ? std::nullopt : parse_nack(std::string_view(action->data(), action->size()));
      if (!words.nack) return Error{Errc::malformed, "action: none of park, retry, skip"};
    } else {
      return Error{Errc::malformed, "\"" + std::string(member.key()) + "\" is none of credit, ack, nack, action"};
    }
  }
  return words;
}

}  // namespace jejak
