#include "projections/tally_words.hpp"

#include "ledger/base/wire.hpp"

namespace jejak {
namespace {

constexpr std::string_view word_prefix = "w/";
constexpr std::string_view count_key = "words";

Bytes four_bytes(std::uint32_t number) {
  WireWriter out;
  out.u32(number);
  return out.take();
}

Error damaged() {
  return Error{Errc::corrupt, "a word's row in the tallies is damaged"};
}

Result<std::uint32_t> number_in(BytesView row) {
  WireReader in(row);
  const std::uint32_t number = in.u32();
  if (!in.finished() || number == 0) return damaged();
  return number;
}

}  // namespace

Result<Word> intern(View& view, std::string_view text) {
  if (text.empty()) return no_word;
  std::string key = std::string(word_prefix) + std::string(text);
  auto known = view.read(key);
  if (!known) return std::move(known).error();
  if (*known) return number_in(**known);
  auto count = view.read(count_key);
  if (!count) return std::move(count).error();
  Word next = 1;
  if (*count) {
    auto last = number_in(**count);
    if (!last) return std::move(last).error();
    next = *last + 1;
    if (next == no_word) return damaged();
  }
  view.write(std::string(count_key), four_bytes(next));
  view.write(std::move(key), four_bytes(next));
  return next;
}

Result<TallyWords> TallyWords::read(const ViewReader& view) {
  TallyWords out;
  auto scanned = view.scan(word_prefix, [&out](std::string_view key, BytesView row) -> Outcome {
    auto number = number_in(row);
    if (!number) return std::move(number).error();
    if (key.size() == word_prefix.size()) return damaged();
    out.words_.emplace(key.substr(word_prefix.size()), *number);
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  // As many numbers as words, each once: none is missing, and none leads beyond them.
  out.texts_.assign(out.words_.size() + 1, "");
  for (const auto& [text, number] : out.words_) {
    if (number >= out.texts_.size() || !out.texts_[number].empty()) return damaged();
    out.texts_[number] = text;
  }
  return out;
}

std::optional<Word> TallyWords::find(std::string_view text) const {
  if (text.empty()) return no_word;
  const auto at = words_.find(std::string(text));
  return at == words_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace jejak
