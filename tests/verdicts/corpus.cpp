#include "tests/verdicts/corpus.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/record/export.hpp"

#include <fstream>
#include <sstream>

namespace jejak::test {

namespace {

constexpr std::string_view magic = "jejak-verdicts/v1\n";

void put(Bytes& out, std::size_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

void put(Bytes& out, BytesView bytes) {
  put(out, bytes.size());
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// Reads from the front; what is missing is remembered.
class Reader {
 public:
  explicit Reader(BytesView bytes) : rest_(bytes) {}
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  BytesView take(std::size_t size) {
    if (size > rest_.size()) ok_ = false;
    if (!ok_) return {};
    const BytesView taken = rest_.subspan(0, size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    unsigned shift = 0;
    for (const std::uint8_t byte : take(4)) {
      value |= std::uint32_t{byte} << shift;
      shift += 8;
    }
    return value;
  }
  BytesView bytes() { return take(number()); }

 private:
  BytesView rest_;
  bool ok_ = true;
};

Error malformed(const char* what) {
  return Error{Errc::malformed, std::string("the verdict corpus: ") + what};
}

}  // namespace

Bytes encode(const Corpus& corpus) {
  Bytes out(magic.begin(), magic.end());
  put(out, corpus.entries.size());
  for (const Bytes& entry : corpus.entries) put(out, BytesView(entry));
  put(out, corpus.histories.size());
  for (const History& history : corpus.histories) {
    put(out, view(history.name));
    put(out, view(history.checkpoint));
    put(out, history.order.size());
    for (const std::uint32_t index : history.order) put(out, std::size_t{index});
  }
  return out;
}

Result<Corpus> decode_corpus(BytesView bytes) {
  Reader reader(bytes);
  if (text(reader.take(magic.size())) != magic) return malformed("begins otherwise");
  Corpus corpus;
  for (std::uint32_t left = reader.number(); left > 0 && reader.ok(); --left) {
    corpus.entries.push_back(copy(reader.bytes()));
  }
  for (std::uint32_t left = reader.number(); left > 0 && reader.ok(); --left) {
    History& history = corpus.histories.emplace_back();
    history.name = text(reader.bytes());
    history.checkpoint = text(reader.bytes());
    for (std::uint32_t steps = reader.number(); steps > 0 && reader.ok(); --steps) {
      history.order.push_back(reader.number());
      if (history.order.back() >= corpus.entries.size()) return malformed("names an entry that it does not have");
    }
  }
  if (!reader.ok() || !reader.at_end()) return malformed("has another length");
  return corpus;
}

Result<Corpus> read_corpus(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  if (!in.good()) return Error{Errc::not_found, path};
  const std::string held = all.str();
  return decode_corpus(view(held));
}

Result<std::vector<Bytes>> decode_entries(BytesView bytes) {
  Reader reader(bytes);
  std::vector<Bytes> entries;
  while (reader.ok() && !reader.at_end()) entries.push_back(copy(reader.bytes()));
  if (!reader.ok()) return malformed("a recorded history ends in the middle of an entry");
  return entries;
}

void write_export(const Corpus& corpus, const History& history, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  ExportWriter writer(out);
  for (const std::uint32_t index : history.order) JEJAK_ASSERT(writer.entry(corpus.entries[index]).has_value());
  JEJAK_ASSERT(writer.checkpoint(history.checkpoint).has_value());
  JEJAK_ASSERT(writer.finish().has_value());
}

}  // namespace jejak::test
