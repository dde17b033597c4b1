#include "api/routes.hpp"

#include <array>

namespace jejak {
namespace {

constexpr std::array table = {
    // the service
    Route{Method::get, "livez", "getLiveness", Access::everybody, false, answer_livez},
    Route{Method::get, "readyz", "getReadiness", Access::everybody, false, answer_readyz},
    Route{Method::get, "readyz/{check}", "getReadinessCheck", Access::everybody, false, answer_readyz},
    Route{Method::get, "metrics", "getMetrics", Access::everybody, false, answer_metrics},
    Route{Method::get, "problems/{problem}", "getProblemPage", Access::everybody, false, answer_problem_page},
    Route{Method::get, "", "getApiPage", Access::everybody, false, answer_api_page},
    Route{Method::get, "openapi.json", "getOpenApi", Access::everybody, false, answer_openapi},
    Route{Method::get, "asyncapi.json", "getAsyncApi", Access::everybody, false, answer_asyncapi},
    // the tree, as C2SP tlog-tiles has it
    Route{Method::get, "checkpoint", "getCheckpoint", Access::everybody, true, answer_checkpoint},
    Route{Method::get, "tile/*", "getTile", Access::everybody, true, answer_tile},
    // the ledger
    Route{Method::get, "v1/status", "getStatus", Access::everybody, true, answer_status},
    Route{Method::get, "v1/genesis", "getGenesis", Access::everybody, true, answer_genesis},
    Route{Method::get, "v1/checkpoints/{size}", "getCheckpointOfSize", Access::everybody, true, answer_checkpoint_of},
    Route{Method::get, "v1/consistency", "getConsistencyProof", Access::everybody, true, answer_consistency},
    Route{Method::get, "v1/events/{event}/proof", "getEventProof", Access::everybody, true, answer_proof},
    Route{Method::get, "v1/events", "listEvents", Access::reader, true, answer_events},
    Route{Method::post, "v1/events", "appendEvents", Access::signer, true, append_event},
    Route{Method::post, "v1/events:dry-run", "dryRunEvent", Access::signer, true, dry_run_event},
    Route{Method::post, "v1/events:prepare", "prepareEvent", Access::signer, true, prepare_event},
    Route{Method::post, "v1/heads", "appendHeads", Access::reader, true, append_heads},
    // durable subscriptions
    Route{Method::get, "v1/subscriptions", "listSubscriptions", Access::reader, true, list_subscriptions},
    Route{Method::put, "v1/subscriptions/{name}", "putSubscription", Access::reader, true, put_subscription},
    Route{Method::get, "v1/subscriptions/{name}", "getSubscription", Access::reader, true, get_subscription},
    Route{Method::del, "v1/subscriptions/{name}", "deleteSubscription", Access::reader, true, delete_subscription},
    Route{Method::get, "v1/subscriptions/{name}/stream", "consumeSubscription", Access::reader, true,
          consume_subscription},
    Route{Method::get, "v1/subscriptions/{name}/parked", "listParked", Access::reader, true, list_parked},
    Route{Method::post, "v1/subscriptions/{name}/parked:replay", "replayParked", Access::reader, true, replay_parked},
    Route{Method::del, "v1/subscriptions/{name}/parked/{position}", "dropParked", Access::reader, true, drop_parked},
    // webhooks
    Route{Method::get, "v1/webhooks", "listWebhooks", Access::reader, true, list_webhooks},
    Route{Method::post, "v1/webhooks", "addWebhook", Access::reader, true, add_webhook},
    Route{Method::get, "v1/webhooks/{webhook}", "getWebhook", Access::reader, true, get_webhook},
    Route{Method::del, "v1/webhooks/{webhook}", "deleteWebhook", Access::reader, true, delete_webhook},
    Route{Method::post, "v1/webhooks/{webhook}/enable", "enableWebhook", Access::reader, true, enable_webhook},
    Route{Method::post, "v1/webhooks/{webhook}/disable", "disableWebhook", Access::reader, true, disable_webhook},
    Route{Method::post, "v1/webhooks/{webhook}/rotate", "rotateWebhook", Access::reader, true, rotate_webhook},
    Route{Method::get, "v1/webhooks/{webhook}/failures", "listWebhookFailures", Access::reader, true,
          list_webhook_failures},
    Route{Method::post, "v1/webhooks/{webhook}/replay", "replayWebhook", Access::reader, true, replay_webhook},
    // what the history says
    Route{Method::get, "v1/cases", "listCases", Access::reader, true, answer_cases},
    Route{Method::get, "v1/cases/{case}", "getCase", Access::reader, true, answer_case},
    Route{Method::get, "v1/tallies", "getTallies", Access::everybody, true, answer_tallies},
    Route{Method::get, "v1/deadlines", "listDeadlines", Access::reader, true, answer_deadlines},
    Route{Method::get, "v1/windows", "listWindows", Access::reader, true, answer_windows},
    Route{Method::get, "v1/offices", "listOffices", Access::reader, true, answer_offices},
    Route{Method::get, "v1/approvals", "listApprovals", Access::reader, true, answer_approvals},
    Route{Method::get, "v1/refusals", "listRefusals", Access::reader, true, answer_refusals},
    Route{Method::get, "v1/findings", "listFindings", Access::reader, true, answer_findings},
};

}  // namespace

std::span<const Route> routes() {
  return table;
}

}  // namespace jejak
