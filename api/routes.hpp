#pragma once
// The routes: which method and path leads to which answer. The table is the one list of them; the OpenAPI document and
// the tests are compared with it.

#include "api/call.hpp"

#include <span>

namespace jejak {

enum class Access : std::uint8_t {
  everybody,  // the public class
  reader,     // whoever may see anything; what is shown depends on who asks
  entries,    // the scope of the whole ledger
  signer,     // the body is signed itself; who sends it counts for the quota alone
};

struct Route {
  Method method;
  const char* pattern;    // segments after the ledger's prefix; {name} stands for one, a last * for any number
  const char* operation;  // operationId of the OpenAPI document
  Access access;
  bool of_ledger;  // else of the whole service
  void (*answer)(CallPtr call);
};

std::span<const Route> routes();

// routes_tree.cpp
void answer_checkpoint(CallPtr call);
void answer_tile(CallPtr call);
void answer_proof(CallPtr call);
void answer_consistency(CallPtr call);
void answer_checkpoint_of(CallPtr call);
void answer_status(CallPtr call);
void answer_genesis(CallPtr call);

// routes_append.cpp
void append_event(CallPtr call);

// routes_heads.cpp
void append_heads(CallPtr call);

// routes_rehearsal.cpp
void dry_run_event(CallPtr call);
void prepare_event(CallPtr call);

// routes_live.cpp
void answer_events(CallPtr call);

// routes_cases.cpp
void answer_case(CallPtr call);
void answer_cases(CallPtr call);
void answer_tallies(CallPtr call);

// routes_law.cpp
void answer_deadlines(CallPtr call);
void answer_windows(CallPtr call);
void answer_offices(CallPtr call);
void answer_approvals(CallPtr call);
void answer_refusals(CallPtr call);
void answer_findings(CallPtr call);

// routes_subscriptions.cpp
void list_subscriptions(CallPtr call);
void put_subscription(CallPtr call);
void get_subscription(CallPtr call);
void delete_subscription(CallPtr call);
void consume_subscription(CallPtr call);
void list_parked(CallPtr call);
void replay_parked(CallPtr call);
void drop_parked(CallPtr call);

// routes_webhooks.cpp
void add_webhook(CallPtr call);
void list_webhooks(CallPtr call);
void get_webhook(CallPtr call);
void delete_webhook(CallPtr call);
void enable_webhook(CallPtr call);
void disable_webhook(CallPtr call);
void rotate_webhook(CallPtr call);
void list_webhook_failures(CallPtr call);
void replay_webhook(CallPtr call);
// routes_documents.cpp
void answer_api_page(CallPtr call);
void answer_openapi(CallPtr call);
void answer_asyncapi(CallPtr call);

// routes_operations.cpp
void answer_livez(CallPtr call);
void answer_readyz(CallPtr call);
void answer_metrics(CallPtr call);
void answer_problem_page(CallPtr call);

}  // namespace jejak
