#pragma once
// What describes the service, to programs and to people; made from the YAML files of this folder when the program is
// built (embed.py).

#include <string_view>

namespace jejak {

struct ApiDocument {
  std::string_view content_type;
  std::string_view text;
  std::string_view etag;
  std::string_view style_hash;  // SHA-256 in base64 of the page's one style sheet; empty if it has none
};
const ApiDocument& openapi_document();
const ApiDocument& asyncapi_document();
const ApiDocument& page_document();

}  // namespace jejak
