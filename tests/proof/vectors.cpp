#include "tests/proof/vectors.hpp"

#include "ledger/base/assert.hpp"

#include <fstream>
#include <sstream>

namespace jejak::test {

std::string read_vector(const std::string& name) {
  std::ifstream file(std::string(JEJAK_SOURCE_DIR) + "/tests/vectors/proof/" + name, std::ios::binary);
  JEJAK_ASSERT(file.good());
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

const boost::json::object& tlog_vectors() {
  static const boost::json::value vectors = boost::json::parse(read_vector("tlog-vectors.json"));
  return vectors.as_object();
}

std::string vector_text(const char* object, const char* member) {
  return std::string(tlog_vectors().at(object).as_object().at(member).as_string());
}

std::vector<Hash> hashes_of(const boost::json::value& base64_array) {
  std::vector<Hash> out;
  for (const auto& item : base64_array.as_array()) out.push_back(hash_of(std::string(item.as_string())));
  return out;
}

Hash hash_of(const std::string& base64) {
  const auto hash = hash_from_base64(base64);
  JEJAK_ASSERT(hash.has_value());
  return *hash;
}

}  // namespace jejak::test
