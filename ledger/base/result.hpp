#pragma once
// An answer that may be a no. What a caller has to decide on travels in a Result; a contradiction
// stops the process (assert.hpp); nothing here throws. The face is a subset of std::expected.

#include "ledger/base/assert.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace jejak {

// Kinds of no, coarse enough to map to an exit code or an HTTP status. A legal refusal is not an
// error: it is a verdict (ledger/record/verdict.hpp).
enum class Errc {
  malformed,      // bytes that break a format; the message names place and rule
  too_large,      // a limit of size, nesting or count
  bad_signature,  // a signature that does not hold
  unknown_key,    // signed by a key that the ledger does not know
  conflict,       // revision or id already taken otherwise
  not_found,
  overloaded,   // a queue is full or a rate is exceeded; try again later
  unavailable,  // the right to write is gone; reading goes on
  disk,         // the operating system refused: full, read-only, I/O error
  permission,
  corrupt,       // our own files are not what we wrote
  unsupported,   // a format or engine newer than this program
  verification,  // a proof, history or digest is false
  usage,         // the caller asked for something that cannot be meant
  interrupted,
  internal,
};

const char* name(Errc code);

struct Error {
  Errc code = Errc::internal;
  std::string message;

  // Adds what was being attempted in front: "reading head: file is 3 bytes, expected 40".
  [[nodiscard]] Error during(std::string attempt) && {
    return Error{code, std::move(attempt) + ": " + std::move(message)};
  }
  [[nodiscard]] Error during(std::string attempt) const& { return Error(*this).during(std::move(attempt)); }
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: converting on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: converting on purpose

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  T& value() & {
    JEJAK_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    JEJAK_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    JEJAK_ASSERT(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  Error& error() & {
    JEJAK_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    JEJAK_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    JEJAK_ASSERT(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: converting on purpose

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }

  Error& error() & {
    JEJAK_ASSERT(!has_value());
    return *error_;
  }
  const Error& error() const& {
    JEJAK_ASSERT(!has_value());
    return *error_;
  }
  Error&& error() && {
    JEJAK_ASSERT(!has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

using Outcome = Result<void>;

}  // namespace jejak
