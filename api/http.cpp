#include "api/http.hpp"

namespace jejak {

const char* name(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "other";
  }
  return "other";
}

std::string_view Request::header(std::string_view wanted) const {
  for (const auto& [name, value] : headers) {
    if (name == wanted) return value;
  }
  return {};
}

}  // namespace jejak
