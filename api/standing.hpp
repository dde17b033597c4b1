#pragma once
// Whether those who follow still may. All who came with one key and filter have one standing, so that it is asked once
// for all of them; and by whoever can wait, since the answer may come from the disk.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace jejak {

enum class May : std::uint8_t {
  yes,
  no,       // for good
  unknown,  // what says it cannot be read: nothing is handed out meanwhile
};

// Who follows.
struct Recipient {
  std::string who;                // an office, or an address; for the log
  std::function<May()> standing;  // whether it still may; null: for ever. Any thread.
  std::string standing_key = {};  // recipients of one have one standing
};

class Standing {
 public:
  explicit Standing(std::function<May()> ask) : ask_(std::move(ask)) {}
  May last() const { return last_; }  // answer; after a no there is no other
  May ask() {
    May was = last_;
    if (was == May::no) return was;
    const May now = ask_();
    while (was != May::no && !last_.compare_exchange_weak(was, now)) {  // somebody else asked, and heard no
    }
    return last_;
  }

 private:
  const std::function<May()> ask_;
  std::atomic<May> last_{May::yes};
};

// Any thread.
class Standings {
 public:
  // Whoever was just let in has a standing, whatever became of an earlier one. Null: it holds for ever.
  std::shared_ptr<Standing> of(const Recipient& recipient);
  // True: one has fallen, of those that somebody still has.
  bool ask_all();

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<Standing>> known_;  // guarded by mutex_
};

}  // namespace jejak
