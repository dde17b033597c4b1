#include "ledger/ledger.hpp"

#include "ledger/base/failpoint.hpp"
#include "ledger/checkpointer.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/gate.hpp"
#include "ledger/lane.hpp"
#include "ledger/store_rocksdb.hpp"

#include <filesystem>
#include <future>
#include <thread>

namespace jejak {
namespace {

// A disk that is filled up to the reserve still takes what is in memory: appending goes on once there is room.
static_assert(reserve_bytes_default > log_files_bytes_max);

unsigned cores() {
  return std::max(1u, std::thread::hardware_concurrency());
}

Error turned_away(bool closed) {
  if (closed) return Error{Errc::unavailable, "the ledger is closing"};
  return Error{Errc::overloaded, "the inbox is full; try again in a moment"};
}

// A real ledger has no way to set its clock, and a simulated one never passes for real.
std::optional<Error> wrong_clock(const Genesis& genesis, const Clock& clock) {
  if (clock.simulated() == (genesis.clock == ClockKind::simulated)) return std::nullopt;
  return Error{Errc::usage, genesis.origin + (clock.simulated() ? " is a real ledger; its clock cannot be set"
                                                                : " is simulated; it needs a simulated clock")};
}

// Entry 0 and its head, in one batch.
Outcome write_genesis(Store& store, std::string_view note, Instant recorded_at) {
  Entry entry;
  entry.kind = EntryKind::genesis;
  entry.recorded_at = recorded_at;
  entry.body = copy(view(note));
  Bytes bytes = encode(entry);
  const Hash leaf = leaf_hash(bytes);
  std::vector<Write> writes;
  writes.push_back({Table::entries, key_of(Sequence{0}), std::move(bytes)});
  writes.push_back({Table::meta, std::string(head_key), encode(StoredHead{TreeSize{1}, leaf, recorded_at})});
  return store.commit(std::move(writes));
}

}  // namespace

// Declared in the order in which they are needed; the threads end first.
struct Ledger::Parts {
  Parts(std::unique_ptr<Store> opened, Recovered recovered, NoteSigner log_key, const Clock& clock,
        const LedgerOptions& options)
      : genesis(recovered.genesis),
        store(std::move(opened)),
        reader(*store),
        checkpointer(*store, std::move(log_key), recovered.signed_head),
        sequencer(*store, std::move(recovered), clock, options, feed),
        inbox(options),
        gate(genesis.origin, options.verifiers != 0 ? options.verifiers : cores(), options.inbox_events_max,
             options.inbox_bytes_max) {}

  void write() {
    for (;;) {
      Inbox::Taken taken = inbox.take();
      if (taken.closed) return;
      failpoint("after_inbox");
      sequencer.append(std::move(taken.events));
      for (const Errand& errand : taken.errands) errand();
    }
  }

  // Does something on the writer and waits for its answer.
  template <class T>
  Result<T> ask(std::function<Result<T>()> work) {
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto answer = promise->get_future();
    if (!inbox.put(Errand([promise, work] { promise->set_value(work()); }))) {
      return Error{Errc::unavailable, "the ledger is closing"};
    }
    return answer.get();
  }

  Genesis genesis;
  std::unique_ptr<Store> store;
  Reader reader;
  Feed feed;
  Checkpointer checkpointer;  // writer
  Sequencer sequencer;        // writer
  Inbox inbox;
  Gate gate;
  std::thread writer;
};

Outcome Ledger::create(const std::string& folder, std::string_view genesis_note, const NoteSigner& log_key,
                       const Clock& clock) {
  const auto genesis = open_genesis(genesis_note);
  if (!genesis) return Error(genesis.error()).during("the genesis");
  if (log_key.verifier() != genesis->log) {
    return Error{Errc::verification,
                 "the log key is " + print(log_key.verifier()) + ", the genesis names " + print(genesis->log)};
  }
  if (auto wrong = wrong_clock(*genesis, clock)) return *wrong;
  std::error_code failure;
  if (std::filesystem::exists(folder, failure) && !std::filesystem::is_empty(folder, failure)) {
    return Error{Errc::conflict, folder + " is not empty; a ledger is founded in a folder of its own"};
  }
  // Built beside, then renamed: whoever finds the folder finds a whole ledger.
  const std::string building = folder + ".founding";
  std::filesystem::remove_all(building, failure);
  std::filesystem::create_directories(building, failure);
  if (failure) return Error{Errc::disk, "making " + building + ": " + failure.message()};

  auto build = [&]() -> Outcome {
    auto store = open_rocksdb(building, OpenMode::create);
    if (!store) return std::move(store).error();
    auto written = write_genesis(**store, genesis_note, clock.now());
    if (!written) return written;
    failpoint("after_genesis");
    const SignedCheckpoint first =
        sign_checkpoint(log_key.name, TreeSize{1}, (*store)->head()->root, std::span(&log_key, 1));
    std::vector<Write> writes;
    writes.push_back({Table::checkpoints, key_of(TreeSize{1}), copy(view(print(first.note)))});
    written = (*store)->commit(std::move(writes));
    if (written) written = (*store)->write_head_file(print(first.note));
    if (written) written = write_file(building + "/genesis.note", genesis_note);
    if (written) written = write_file(policy_file(building), "log " + print(genesis->log) + "\nquorum none\n");
    if (written) written = write_file(building + "/FORMAT", "jejak-data " + std::to_string(data_format) + "\n");
    return written;
  };
  auto built = build();
  if (built) {
    std::filesystem::rename(building, folder, failure);
    if (failure) built = Error{Errc::disk, "naming " + folder + ": " + failure.message()};
  }
  if (!built) std::filesystem::remove_all(building, failure);
  return built;
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& folder, NoteSigner log_key, const Clock& clock,
                                             const LedgerOptions& options) {
  auto checked = check_data_folder(folder);
  if (!checked) return std::move(checked).error();
  auto store = open_rocksdb(folder, OpenMode::read_write);
  if (!store) return std::move(store).error();
  return open(std::move(*store), std::move(log_key), clock, options);
}

Result<std::unique_ptr<Ledger>> Ledger::open(std::unique_ptr<Store> store, NoteSigner log_key, const Clock& clock,
                                             const LedgerOptions& options) {
  auto recovered = recover(*store, options.engine_newest);
  if (!recovered) return std::move(recovered).error();
  if (log_key.verifier() != recovered->genesis.log) {
    return Error{Errc::permission, "this is not the ledger's key: it is " + print(log_key.verifier()) +
                                       ", the genesis names " + print(recovered->genesis.log)};
  }
  if (auto wrong = wrong_clock(recovered->genesis, clock)) return *wrong;
  if (recovered->head_file_behind) {
    auto filed = store->write_head_file(print(recovered->signed_head->note));
    if (!filed) return std::move(filed).error();
  }
  auto parts = std::make_unique<Parts>(std::move(store), std::move(*recovered), std::move(log_key), clock, options);
  auto loaded = parts->sequencer.load();
  if (!loaded) return std::move(loaded).error().during("reading the registries");
  parts->writer = std::thread([running = parts.get()] { running->write(); });
  return std::unique_ptr<Ledger>(new Ledger(std::move(parts)));
}

Ledger::Ledger(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Ledger::~Ledger() {
  parts_->inbox.close();
  parts_->writer.join();
  parts_->feed.close();
}

const Genesis& Ledger::genesis() const {
  return parts_->genesis;
}

void Ledger::submit(Bytes envelope, Answered answered) {
  auto shared = std::make_shared<Answered>(std::move(answered));
  parts_->inbox.expect();
  const bool queued = parts_->gate.submit(std::move(envelope), [this, shared](Result<Vouched> vouched) {
    if (!vouched) {
      parts_->inbox.lost();
      return (*shared)(std::move(vouched).error());
    }
    Waiting waiting{std::move(*vouched), std::move(*shared), {}};
    if (!parts_->inbox.put(std::move(waiting), true)) waiting.answered(turned_away(parts_->inbox.closed()));
  });
  if (queued) return;
  parts_->inbox.lost();
  (*shared)(turned_away(parts_->inbox.closed()));
}

std::unique_ptr<Lane> Ledger::lane() {
  return std::make_unique<Lane>(parts_->gate, parts_->inbox);
}

Result<Placed> Ledger::append(Bytes envelope) {
  auto vouched = parts_->gate.check(std::move(envelope));
  if (!vouched) return std::move(vouched).error();
  auto promise = std::make_shared<std::promise<Result<Placed>>>();  // outlives whichever side ends last
  auto answer = promise->get_future();
  const bool queued = parts_->inbox.put(
      Waiting{std::move(*vouched), [promise](Result<Placed> placed) { promise->set_value(std::move(placed)); }, {}});
  if (!queued) return turned_away(parts_->inbox.closed());
  return answer.get();
}

Result<Placed> Ledger::append_heads() {
  return parts_->ask<Placed>([this] { return parts_->sequencer.append_heads(); });
}

Result<SignedCheckpoint> Ledger::checkpoint() {
  return parts_->ask<SignedCheckpoint>([this] { return parts_->checkpointer.checkpoint(parts_->sequencer); });
}

std::shared_ptr<const SignedCheckpoint> Ledger::published() const {
  return parts_->checkpointer.published();
}

Result<Judgement> Ledger::judge_only(Bytes envelope) {
  auto vouched = parts_->gate.check(std::move(envelope));
  if (!vouched) return std::move(vouched).error();
  return parts_->ask<Judgement>([this, event = std::move(*vouched)] { return parts_->sequencer.judge_only(event); });
}

const Reader& Ledger::reader() const {
  return parts_->reader;
}
Feed& Ledger::feed() {
  return parts_->feed;
}
bool Ledger::clock_stopped() const {
  return parts_->sequencer.clock_stopped();
}
bool Ledger::stopped() const {
  return parts_->sequencer.stopped();
}

Result<OpenedStore> open_for_reading(const std::string& folder) {
  auto checked = check_data_folder(folder);
  if (!checked) return std::move(checked).error();
  auto store = open_rocksdb(folder, OpenMode::read_only);
  if (!store) return std::move(store).error();
  OpenedStore opened;
  const Reader reader(**store);
  auto genesis = read_genesis(reader, opened.genesis_hash);
  if (!genesis) return std::move(genesis).error();
  opened.genesis = std::move(*genesis);
  opened.store = std::move(*store);
  return opened;
}

}  // namespace jejak
