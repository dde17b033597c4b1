// What the service says of itself: the OpenAPI and AsyncAPI documents, and the first of them as a page for people.

#include "api/documents/documents.hpp"
#include "api/routes.hpp"

namespace jejak {
namespace {

void answer_document(const Call& call, const ApiDocument& document) {
  Answer answer = current_answer(*call.request,
                                 CachedAnswer{body_of(std::string(document.text)), std::string(document.content_type),
                                              std::string(document.etag), TreeSize{}});
  answer.headers.front().second = "no-cache";
  answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (!document.style_hash.empty()) {
    answer.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'sha256-" + std::string(document.style_hash) +
                                    "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    answer.headers.emplace_back("Referrer-Policy", "no-referrer");
  }
  call.reply(std::move(answer));
}

}  // namespace

void answer_openapi(CallPtr call) {
  answer_document(*call, openapi_document());
}

void answer_asyncapi(CallPtr call) {
  answer_document(*call, asyncapi_document());
}

void answer_api_page(CallPtr call) {
  answer_document(*call, page_document());
}

}  // namespace jejak
