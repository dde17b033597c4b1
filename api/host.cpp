#include "api/host.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/proof/hash.hpp"

#include <filesystem>

namespace jejak {
namespace {

// How long the publisher waits for the log to grow before it looks whether it has to stop.
constexpr std::chrono::milliseconds look_up_every{200};

std::shared_ptr<const Published> published_of(const SignedCheckpoint& checkpoint) {
  auto out = std::make_shared<Published>();
  out->checkpoint = checkpoint;
  out->note = std::make_shared<const std::string>(print(checkpoint));
  out->at = std::chrono::system_clock::now();
  return out;
}

}  // namespace

Host::Host(HostOptions options, std::unique_ptr<Clock> clock, SimulatedClock* simulated, std::unique_ptr<Ledger> ledger)
    : options_(std::move(options)),
      clock_(std::move(clock)),
      simulated_(simulated),
      ledger_(std::move(ledger)),
      source_(ledger_->reader()) {}

Result<std::unique_ptr<Host>> Host::open(HostOptions options, std::unique_ptr<Clock> clock, SimulatedClock* simulated,
                                         std::unique_ptr<Ledger> ledger) {
  std::unique_ptr<Host> host(new Host(std::move(options), std::move(clock), simulated, std::move(ledger)));
  if (auto begun = host->begin(); !begun) return std::move(begun).error();
  return host;
}

Outcome Host::begin() {
  auto genesis = reader().entry(Sequence{0});
  if (!genesis) return std::move(genesis).error();
  genesis_note_ = std::string(text(genesis->body));
  auto bytes = reader().entry_bytes(Sequence{0});
  if (!bytes) return std::move(bytes).error();
  genesis_hash_ = leaf_hash(*bytes);
  // Whatever was appended by others since the last checkpoint is covered before anybody is answered.
  auto checkpoint = ledger_->checkpoint();
  if (!checkpoint) return std::move(checkpoint).error();
  published_ = published_of(*checkpoint);
  ViewsOptions views;
  views.runner.say = options_.say;
  auto opened = Views::open(views_folder(options_.folder), source_, views);
  if (!opened) return std::move(opened).error();
  views_ = std::move(*opened);
  if (views_->in_memory()) {  // many threads read them here, which only a database stands
    return Error{Errc::unavailable, views_folder(options_.folder) + ": the views cannot be kept there"};
  }
  return {};
}

Host::~Host() {
  stop();
}

void Host::start() {
  views_->runner().follow(ledger_->feed());
  thread_ = std::thread([this] { run(); });
}

void Host::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  stop_asked_.notify_all();
  if (thread_.joinable()) thread_.join();
  decltype(waiting_) left;
  {
    const std::lock_guard lock(mutex_);
    left.swap(waiting_);
  }
  for (const auto& [size, then] : left) then(nullptr);
  if (views_ && views_->runner().following()) views_->runner().stop();
}

std::shared_ptr<const Published> Host::published() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

std::optional<Error> Host::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

void Host::when_published(TreeSize size, std::function<void(std::shared_ptr<const Published>)> then) {
  std::shared_ptr<const Published> now;
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && published_->size() < size) {
      waiting_.emplace(size, std::move(then));
      return;
    }
    if (!(published_->size() < size)) now = published_;
  }
  then(now);
}

Outcome Host::publish() {
  auto signed_now = ledger_->checkpoint();
  if (!signed_now) return std::move(signed_now).error();
  auto next = published_of(*signed_now);
  std::vector<std::function<void(std::shared_ptr<const Published>)>> covered;
  bool is_new = false;
  {
    const std::lock_guard lock(mutex_);
    is_new = published_->size() < next->size();
    if (is_new) published_ = next;
    const auto end = waiting_.upper_bound(next->size());
    for (auto at = waiting_.begin(); at != end; ++at) covered.push_back(std::move(at->second));
    waiting_.erase(waiting_.begin(), end);
    trouble_.reset();
  }
  if (is_new && tell_) tell_(*next);
  for (const auto& then : covered) then(next);
  return {};
}

void Host::run() {
  TreeSize seen = published()->size();
  const auto is_stopping = [this] {
    const std::lock_guard lock(mutex_);
    return stopping_;
  };
  while (!is_stopping()) {
    const TreeSize size = ledger_->feed().wait(seen, look_up_every);
    if (seen < size) {
      if (auto done = publish(); !done) {
        const std::lock_guard lock(mutex_);
        if (!trouble_) say("no checkpoint could be signed: " + done.error().message);
        trouble_ = done.error();
      } else {
        seen = published()->size();
      }
    }
    std::unique_lock lock(mutex_);
    stop_asked_.wait_for(lock, options_.checkpoint_every, [this] { return stopping_; });
  }
  if (auto done = publish(); !done) say("the last checkpoint could not be signed: " + done.error().message);
}

std::uint64_t Host::free_bytes() const {
  std::error_code failure;
  const auto space = std::filesystem::space(options_.folder, failure);
  return failure ? 0 : space.available;
}

}  // namespace jejak
