#include "ledger/lane.hpp"

#include <atomic>
#include <deque>
#include <limits>

namespace jejak {

// Shared with the gate's and the writer's callbacks, which may outlive the lane.
struct Lane::Queue : std::enable_shared_from_this<Lane::Queue> {
  struct Slot {
    std::optional<Result<Vouched>> vouched;  // nothing until the gate has answered
    Answered answered;
    std::function<Outcome()> before;
  };

  explicit Queue(Inbox& to) : inbox(to) {}

  void checked(std::uint64_t number, Result<Vouched> vouched);
  void pass(Slot slot, std::uint64_t number);
  // What stands before the first that was turned away may still wait for the writer, and is judged.
  bool is_behind_trouble(std::uint64_t number) const { return number > turned_away.load(); }
  void turn_away(std::uint64_t number) {
    std::uint64_t seen = turned_away.load();
    while (number < seen && !turned_away.compare_exchange_weak(seen, number)) {
    }
  }

  Inbox& inbox;
  std::atomic<std::uint64_t> turned_away{std::numeric_limits<std::uint64_t>::max()};  // the first that was
  std::mutex mutex;
  std::deque<Slot> slots;   // guarded by mutex
  std::uint64_t first = 0;  // number of the front slot, guarded by mutex
};

namespace {

Error interrupted_by_earlier() {
  return Error{Errc::interrupted, "an earlier event of the same run was turned away"};
}

}  // namespace

// The mutex is held while the front moves into the inbox: that is what keeps the order.
void Lane::Queue::checked(std::uint64_t number, Result<Vouched> vouched) {
  const std::lock_guard lock(mutex);
  slots[static_cast<std::size_t>(number - first)].vouched = std::move(vouched);
  while (!slots.empty() && slots.front().vouched) {
    Slot slot = std::move(slots.front());
    slots.pop_front();
    pass(std::move(slot), first++);
  }
}

void Lane::Queue::pass(Slot slot, std::uint64_t number) {
  if (is_behind_trouble(number) || !*slot.vouched) {
    inbox.lost();
    if (is_behind_trouble(number)) return slot.answered(interrupted_by_earlier());
    turn_away(number);
    return slot.answered(std::move(*slot.vouched).error());
  }
  Answered answered = [self = shared_from_this(), number, answered = std::move(slot.answered)](Result<Placed> placed) {
    if (!placed) self->turn_away(number);
    answered(std::move(placed));
  };
  std::function<Outcome()> before = [self = shared_from_this(), number, before = std::move(slot.before)]() -> Outcome {
    if (self->is_behind_trouble(number)) return interrupted_by_earlier();
    return before ? before() : Outcome();
  };
  Waiting waiting{std::move(**slot.vouched), std::move(answered), std::move(before)};
  if (!inbox.put(std::move(waiting), true)) {
    waiting.answered(Error{Errc::overloaded, "the inbox is full or closed; try again in a moment"});
  }
}

Lane::Lane(Gate& gate, Inbox& inbox) : gate_(gate), queue_(std::make_shared<Queue>(inbox)) {}

Lane::~Lane() = default;

void Lane::submit(Bytes envelope, Answered answered, std::function<Outcome()> before) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(queue_->mutex);
    number = queue_->first + queue_->slots.size();
    queue_->slots.push_back({std::nullopt, std::move(answered), std::move(before)});
  }
  queue_->inbox.expect();
  const bool queued = gate_.submit(std::move(envelope), [queue = queue_, number](Result<Vouched> vouched) {
    queue->checked(number, std::move(vouched));
  });
  if (!queued) queue_->checked(number, Error{Errc::overloaded, "the gate is full; try again in a moment"});
}

}  // namespace jejak
