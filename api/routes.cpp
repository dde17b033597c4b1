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
    Route{Method::get, "v1/events", "listEvents", Access::entitled, true, answer_events},
    Route{Method::post, "v1/events", "appendEvents", Access::signer, true, append_event},
    Route{Method::post, "v1/events:dry-run", "dryRunEvent", Access::signer, true, dry_run_event},
    Route{Method::post, "v1/events:prepare", "prepareEvent", Access::signer, true, prepare_event},
};

}  // namespace

std::span<const Route> routes() {
  return table;
}

}  // namespace jejak
