#pragma once
// What `record` is fed with, one envelope at a time: a binary envelope, one JSON envelope, or NDJSON. Memory is
// bounded by one line.

#include "api/submission.hpp"

#include <cstdio>

namespace jejak {

class SubmissionReader {
 public:
  // "-" is stdin. Errors: not_found, permission, disk.
  static Result<SubmissionReader> open(const std::string& path);
  SubmissionReader(SubmissionReader&& other) noexcept;
  SubmissionReader& operator=(SubmissionReader&&) = delete;
  ~SubmissionReader();

  // The next one; nothing at the end. Waits for whoever writes into a pipe. Errors name the line: malformed, too_large,
  // disk; interrupted.
  Result<std::optional<Submission>> next();

  std::uint64_t lines() const { return lines_; }  // of a plain file; 0 where that cannot be known

 private:
  SubmissionReader(std::FILE* file, std::string name) : file_(file), name_(std::move(name)) {}
  Result<std::optional<std::string>> next_line();
  Result<Submission> whole(std::string start);
  Error unreadable() const;
  void count_lines();

  std::FILE* file_;
  std::string name_;
  std::uint64_t line_ = 0;
  std::uint64_t lines_ = 0;
};

}  // namespace jejak
