#pragma once
// Whether those who follow still may. All who came with one key and filter have one standing, so that it is asked once
// for all of them; and by whoever can wait, since the answer may come from the disk.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace jejak {

// Who follows.
struct Recipient {
  std::string who;                 // an office, or an address; for the log
  std::function<bool()> standing;  // whether it still may; null: for ever. Any thread.
  std::string standing_key = {};   // recipients of one have one standing
};

class Standing {
 public:
  explicit Standing(std::function<bool()> ask) : ask_(std::move(ask)) {}
  bool holds() const { return holds_; }  // by the last answer; once it does not, it never does again
  bool ask() {
    if (holds_ && !ask_()) holds_ = false;
    return holds_;
  }

 private:
  const std::function<bool()> ask_;
  std::atomic<bool> holds_{true};
};

// Any thread.
class Standings {
 public:
  // Whoever was just let in has a standing, whatever became of an earlier one. Null: it holds for ever.
  std::shared_ptr<Standing> of(const Recipient& recipient);
  // True: one does not hold, of those that somebody still has.
  bool ask_all();

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<Standing>> known_;  // guarded by mutex_
};

}  // namespace jejak
