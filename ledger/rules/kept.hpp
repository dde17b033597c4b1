#pragma once
// What a stream remembers of its events. A kept event never changes once it is written, so streams share them: copying
// a stream's state, which every judgement does, copies pointers.

#include "ledger/base/strong.hpp"
#include "ledger/record/event.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <vector>

namespace jejak {

// What a stream remembers of one of its events: the fields its catalogue row marks, and where it stands.
struct Kept {
  std::uint16_t type = 0;
  Id event{};
  Sequence position;
  Instant recorded_at;
  Date legal_date;
  std::string office;
  HolderKind holder = HolderKind::none;
  std::vector<Field> fields;
  bool operator==(const Kept&) const = default;

  const Value* find(std::uint16_t field) const;
  template <class T>
  const T* get(std::uint16_t field) const {
    const Value* value = find(field);
    return value == nullptr ? nullptr : std::get_if<T>(value);
  }
};

// In log order. Reads as a vector of kept events; what is in it is never written to.
class KeptList {
  using Items = std::vector<std::shared_ptr<const Kept>>;

 public:
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Kept;
    using difference_type = Items::const_iterator::difference_type;
    using pointer = const Kept*;
    using reference = const Kept&;

    Iterator() = default;
    explicit Iterator(Items::const_iterator at) : at_(at) {}
    reference operator*() const { return **at_; }
    pointer operator->() const { return at_->get(); }
    reference operator[](difference_type n) const { return *at_[n]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(at_++); }
    Iterator& operator--() {
      --at_;
      return *this;
    }
    Iterator operator--(int) { return Iterator(at_--); }
    Iterator& operator+=(difference_type n) {
      at_ += n;
      return *this;
    }
    Iterator& operator-=(difference_type n) { return *this += -n; }
    friend Iterator operator+(Iterator at, difference_type n) { return at += n; }
    friend Iterator operator+(difference_type n, Iterator at) { return at += n; }
    friend Iterator operator-(Iterator at, difference_type n) { return at -= n; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) { return a.at_ - b.at_; }
    auto operator<=>(const Iterator&) const = default;

   private:
    Items::const_iterator at_;
  };
  using ReverseIterator = std::reverse_iterator<Iterator>;

  KeptList() = default;
  KeptList(std::initializer_list<Kept> kept) {
    for (const Kept& each : kept) push_back(each);
  }

  Iterator begin() const { return Iterator(items_.begin()); }
  Iterator end() const { return Iterator(items_.end()); }
  ReverseIterator rbegin() const { return ReverseIterator(end()); }
  ReverseIterator rend() const { return ReverseIterator(begin()); }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  const Kept& operator[](std::size_t index) const { return *items_[index]; }
  const Kept& front() const { return *items_.front(); }
  const Kept& back() const { return *items_.back(); }

  void reserve(std::size_t size) { items_.reserve(size); }
  void push_back(Kept kept) { items_.push_back(std::make_shared<const Kept>(std::move(kept))); }
  template <class Condition>
  void erase_if(const Condition& is_gone) {
    std::erase_if(items_, [&is_gone](const std::shared_ptr<const Kept>& kept) { return is_gone(*kept); });
  }

  bool operator==(const KeptList& other) const { return std::equal(begin(), end(), other.begin(), other.end()); }

 private:
  Items items_;
};

}  // namespace jejak
