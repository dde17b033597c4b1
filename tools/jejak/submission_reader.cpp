#include "tools/jejak/submission_reader.hpp"

#include "ledger/base/system_error.hpp"
#include "ledger/record/json.hpp"
#include "tools/jejak/terminal.hpp"

#include <sys/stat.h>

#include <array>
#include <cerrno>

namespace jejak {
namespace {

constexpr std::string_view blanks = " \t\r\n";
// UTF-8's, which some editors put at the beginning of a file. No envelope begins so.
constexpr std::array<int, 3> byte_order_mark = {0xef, 0xbb, 0xbf};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Whether a text is one complete object, so that what follows is another line's.
bool is_complete(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return depth <= 0 && !in_string;
}

Error at(Error error, const std::string& place) {
  return error.code == Errc::interrupted ? error : std::move(error).during(place);
}

}  // namespace

Result<SubmissionReader> SubmissionReader::open(const std::string& path) {
  if (path == "-") return SubmissionReader(stdin, "stdin");
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return system_error(path, errno);
  SubmissionReader reader(file, path);
  struct stat found{};
  // What is read from a pipe or a device to count its lines is gone, and may never end.
  if (::fstat(::fileno(file), &found) == 0 && S_ISREG(found.st_mode)) reader.count_lines();
  return reader;
}

SubmissionReader::SubmissionReader(SubmissionReader&& other) noexcept
    : file_(other.file_), name_(std::move(other.name_)), line_(other.line_), lines_(other.lines_) {
  other.file_ = nullptr;
}

SubmissionReader::~SubmissionReader() {
  if (file_ != nullptr && file_ != stdin) std::fclose(file_);
}

void SubmissionReader::count_lines() {
  char buffer[65536];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file_)) > 0) {
    for (std::size_t i = 0; i < got; ++i) lines_ += buffer[i] == '\n' ? 1 : 0;
  }
  std::rewind(file_);
}

// Byte by byte: a line may hold zeros, and whoever writes into a pipe may wait for the answer to it.
Result<std::optional<std::string>> SubmissionReader::next_line() {
  std::string line;
  for (int next = ::getc_unlocked(file_); next != EOF; next = ::getc_unlocked(file_)) {
    line.push_back(static_cast<char>(next));
    if (line.size() > json_bytes_max) {
      return Error{Errc::too_large, name_ + " line " + std::to_string(line_ + 1) + ": more than " +
                                        std::to_string(json_bytes_max) + " bytes"};
    }
    if (next == '\n') break;
  }
  if (std::ferror(file_) != 0) return unreadable();
  if (line.empty()) return std::optional<std::string>();
  ++line_;
  return std::optional<std::string>(std::move(line));
}

// A signal that asks to end interrupts a read that waits.
Error SubmissionReader::unreadable() const {
  if (interrupted()) return interruption();
  return system_error("reading " + name_, errno);
}

// A file that is one envelope: binary, or JSON over several lines.
Result<Submission> SubmissionReader::whole(std::string start) {
  char buffer[16384];
  std::size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file_)) > 0) {
    start.append(buffer, got);
    if (start.size() > json_bytes_max) {
      return Error{Errc::too_large, "more than " + std::to_string(json_bytes_max) + " bytes"};
    }
  }
  if (std::ferror(file_) != 0) return unreadable();
  if (trim(start).substr(0, 1) == "{") return read_submission(trim(start));
  Submission submission;
  submission.envelope = copy(view(start));
  return submission;
}

Result<std::optional<Submission>> SubmissionReader::next() {
  if (line_ == 0) {
    // A binary envelope may hold any byte, zeros included; it is read by length, not by lines.
    int first = std::fgetc(file_);
    if (first == byte_order_mark[0]) {
      for (const int mark : byte_order_mark) {
        if (first != mark) return Error{Errc::malformed, name_ + ": it begins as no event does"};
        first = std::fgetc(file_);
      }
    }
    if (first == EOF && std::ferror(file_) != 0) return unreadable();
    if (first == EOF) return std::optional<Submission>();
    std::ungetc(first, file_);
    if (first != '{' && blanks.find(static_cast<char>(first)) == std::string_view::npos) {
      auto submission = whole({});
      ++line_;
      if (!submission) return at(std::move(submission).error(), name_);
      return std::optional<Submission>(std::move(*submission));
    }
  }
  for (;;) {
    auto line = next_line();
    if (!line) return std::move(line).error();
    if (!*line) return std::optional<Submission>();
    const std::string_view json = trim(**line);
    if (json.empty()) continue;
    const std::uint64_t at_line = line_;
    auto submission = at_line == 1 && !is_complete(json) ? whole(std::move(**line)) : read_submission(json);
    if (!submission) return at(std::move(submission).error(), name_ + " line " + std::to_string(at_line));
    submission->line = at_line;
    return std::optional<Submission>(std::move(*submission));
  }
}

}  // namespace jejak
