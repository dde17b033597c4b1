#pragma once
// One ledger as the service holds it: open for appending, its views following, its newest checkpoint signed again and
// again as it grows. Routes read from it on any thread.

#include "api/metrics.hpp"
#include "api/service/address_guard.hpp"
#include "ledger/ledger.hpp"
#include "projections/views.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace jejak {

struct HostOptions {
  std::string name;                              // the ledger's prefix in paths; empty if it has none
  std::string folder;                            // its data folder
  bool is_public = false;                        // entry bundles and events are everybody's
  std::vector<std::string> whole_scope_offices;  // offices that may read all entries
  std::chrono::milliseconds checkpoint_every{100};
  std::vector<AddressRange> webhook_networks;            // inner addresses that webhooks may be sent to all the same
  bool webhooks_without_tls = false;                     // http:// as well
  std::uint64_t reserve_bytes = 0;                       // of the ledger: the free space below which it appends nothing
  std::shared_ptr<const Histogram> commit_durations;     // filled by the ledger's LedgerOptions::committed; or null
  std::function<void(const std::string& sentence)> say;  // what an operator should know; any thread
};

// The newest checkpoint, as it is served.
struct Published {
  SignedCheckpoint checkpoint;
  std::shared_ptr<const std::string> note;
  std::chrono::system_clock::time_point at;
  TreeSize size() const { return checkpoint.checkpoint.size; }
};

class Host {
 public:
  // `clock` is the ledger's; `simulated` is the same one if it is simulated. Brings the views up to the head first.
  // Errors: those of the views; disk.
  static Result<std::unique_ptr<Host>> open(HostOptions options, std::unique_ptr<Clock> clock,
                                            SimulatedClock* simulated, std::unique_ptr<Ledger> ledger);
  ~Host();  // stop(), then everything that was appended has been answered
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  const HostOptions& options() const { return options_; }
  const Genesis& genesis() const { return ledger_->genesis(); }
  const std::string& origin() const { return genesis().origin; }
  const Hash& genesis_hash() const { return genesis_hash_; }
  const std::string& genesis_note() const { return genesis_note_; }
  Ledger& ledger() { return *ledger_; }
  const Reader& reader() const { return ledger_->reader(); }
  const Clock& clock() const { return *clock_; }
  SimulatedClock* simulated() const { return simulated_; }
  Views& views() { return *views_; }

  // Never null. Any thread.
  std::shared_ptr<const Published> published() const;

  // Calls `then` once a checkpoint covers `size`, with it, or with null if the host stops first. Soon, on another
  // thread, or at once on this one if it does already.
  void when_published(TreeSize size, std::function<void(std::shared_ptr<const Published>)> then);

  // Called on the publishing thread after each new checkpoint. Set before start().
  void on_published(std::function<void(const Published&)> tell) { tell_ = std::move(tell); }

  void start();                      // begins to publish
  void stop();                       // signs what there is once more; nothing is published any more
  std::uint64_t free_bytes() const;  // on the disk of the data folder; 0 where that cannot be told
  // Why no checkpoint could be signed lately; nothing if all is well.
  std::optional<Error> trouble() const;

 private:
  Host(HostOptions options, std::unique_ptr<Clock> clock, SimulatedClock* simulated, std::unique_ptr<Ledger> ledger);
  Outcome begin();
  void run();
  Outcome publish();
  void say(const std::string& sentence) const {
    if (options_.say) options_.say(sentence);
  }

  const HostOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable stop_asked_;
  bool stopping_ = false;                                                                   // guarded by mutex_
  std::shared_ptr<const Published> published_;                                              // guarded by mutex_
  std::optional<Error> trouble_;                                                            // guarded by mutex_
  std::multimap<TreeSize, std::function<void(std::shared_ptr<const Published>)>> waiting_;  // guarded by mutex_

  std::unique_ptr<Clock> clock_;
  SimulatedClock* const simulated_;
  std::unique_ptr<Ledger> ledger_;  // answers until it is gone, and whoever is answered asks for what stands above
  LedgerSource source_;
  std::unique_ptr<Views> views_;  // dies before the source and the ledger
  std::string genesis_note_;
  Hash genesis_hash_{};
  std::function<void(const Published&)> tell_;
  std::thread thread_;
};

}  // namespace jejak
