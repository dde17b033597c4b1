#pragma once
// The known answers in tests/vectors/proof, made by two other programs.

#include "ledger/proof/hash.hpp"

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace jejak::test {

std::string read_vector(const std::string& name);  // a file of tests/vectors/proof, byte for byte
const boost::json::object& tlog_vectors();
std::string vector_text(const char* object, const char* member);  // tlog_vectors()[object][member]
std::vector<Hash> hashes_of(const boost::json::value& base64_array);
Hash hash_of(const std::string& base64);  // which is known to be one

}  // namespace jejak::test
