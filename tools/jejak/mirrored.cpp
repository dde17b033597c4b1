#include "tools/jejak/mirrored.hpp"

#include "ledger/base/system_error.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"

#include <boost/json/parse.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace jejak {
namespace {

constexpr std::size_t card_bytes_max = 256 * 1024;

std::string card_file(const std::string& folder) {
  return folder + "/mirror.json";
}

std::string card_json(const MirrorCard& card) {
  return FlatJson()
             .text("url", card.url)
             .text("genesis", to_hex(view(card.genesis)))
             .text("policy", card.policy)
             .truth("from_service", card.from_service)
             .take() +
         "\n";
}

// A name that two services never share: letters and digits as they are, every other byte as ~ and its number.
std::string folder_name(const std::string& url) {
  std::string out;
  for (const char letter : url) {
    const bool is_plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || letter == '.' ||
                          letter == '-' || letter == '_';
    out += is_plain ? std::string(1, letter)
                    : fmt::format("~{:02x}", static_cast<unsigned>(static_cast<unsigned char>(letter)));
  }
  return out;
}

// One program at a time brings a mirror up to date; the next one finds it done. Held until the end, or the process's.
class MirrorLock {
 public:
  MirrorLock() = default;
  MirrorLock(const MirrorLock&) = delete;
  MirrorLock& operator=(const MirrorLock&) = delete;
  ~MirrorLock() {
    if (file_ >= 0) ::close(file_);
  }

  // Waits for whoever has it. Errors: permission, disk, interrupted.
  Outcome take(const std::string& folder) {
    std::string path = folder;  // beside it: the folder belongs to the ledger alone
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    path += ".lock";
    std::error_code failure;
    std::filesystem::create_directories(std::filesystem::absolute(path, failure).parent_path(), failure);
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) return system_error(path, errno);
    while (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) return system_error(path, errno);
      if (interrupted()) return Error{Errc::interrupted, folder};
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return {};
  }

 private:
  int file_ = -1;
};

Result<Policy> policy_in(const MirrorCard& card) {
  auto policy = parse_policy(card.policy);
  if (!policy) return std::move(policy).error().during("the mirror's policy");
  return policy;
}

}  // namespace

Result<MirrorCard> read_mirror_card(const std::string& folder) {
  const std::string path = card_file(folder);
  auto text = read_file(path, card_bytes_max);
  if (!text) return std::move(text).error();
  const auto malformed = [&path](const char* what) { return Error{Errc::malformed, path + ": " + what}; };
  boost::system::error_code failure;
  const auto parsed = boost::json::parse(*text, failure);
  const auto* object = failure ? nullptr : parsed.if_object();
  if (object == nullptr) return malformed("is no JSON object");
  const auto text_of = [object](const char* name) {
    const auto* value = object->if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
  };
  MirrorCard card;
  card.url = text_of("url");
  card.policy = text_of("policy");
  const auto genesis = parse_hash(text_of("genesis"));
  if (!is_url(card.url) || !genesis) return malformed("url or genesis is missing");
  card.genesis = *genesis;
  const auto* from_service = object->if_contains("from_service");
  card.from_service = from_service == nullptr || !from_service->is_bool() || from_service->get_bool();
  if (auto policy = policy_in(card); !policy) return std::move(policy).error().during(path);
  return card;
}

Result<std::string> mirror_folder_of(const Terminal& terminal, const std::string& url) {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  std::string base;
  if (cache != nullptr && *cache == '/') {
    base = cache;
  } else if (home != nullptr && *home == '/') {
    base = std::string(home) + "/.cache";
  } else {
    return Error{Errc::usage, terminal.say(Text::mirror_no_home)};
  }
  return base + "/jejak/mirrors/" + folder_name(url);
}

Result<MirrorCard> card_of_service(const RemoteLedger& remote) {
  const RemoteLog log(remote);
  auto note = log.checkpoint();
  if (!note) return std::move(note).error();
  auto checkpoint = parse_signed_checkpoint(*note);
  if (!checkpoint) return std::move(checkpoint).error().during("the published checkpoint");
  auto bundle = log.bundle(0, std::min<std::uint64_t>(tile_width, checkpoint->checkpoint.size.value));
  if (!bundle) return std::move(bundle).error();
  if (bundle->size() < 2) return Error{Errc::malformed, "the first entry bundle is cut off"};
  const BytesView bytes = view(*bundle);
  const std::size_t length = static_cast<std::size_t>(bytes[0]) * 256 + bytes[1];
  if (bytes.size() - 2 < length) return Error{Errc::malformed, "the first entry bundle is cut off"};
  const BytesView first = bytes.subspan(2, length);
  auto entry = decode_entry(first);
  if (!entry) return std::move(entry).error().during("reading entry 0");
  auto genesis = open_genesis(text(entry->body));
  if (!genesis) return std::move(genesis).error().during("reading the genesis");
  return MirrorCard{remote.url, leaf_hash(first), "log " + print(genesis->log) + "\nquorum none\n", true};
}

Result<MirrorReport> bring_up_to_date(Terminal& terminal, const MirrorOrder& order) {
  auto policy = policy_in(order.card);
  if (!policy) return std::move(policy).error();
  if (auto known = read_mirror_card(order.folder); known && known->url != order.card.url) {
    return Error{Errc::conflict, terminal.say(Text::mirror_of_other, order.folder, known->url)};
  }
  MirrorLock lock;
  if (auto taken = lock.take(order.folder); !taken) return std::move(taken).error();
  Progress progress(terminal, terminal.say(Text::progress_mirror), 0);
  VerifyOptions options;
  options.genesis_hash = order.card.genesis;
  options.policy = &*policy;
  options.must_extend = order.must_extend;
  options.progress = progress.follower();
  auto report = follow_log(order.folder, RemoteLog(order.remote), options);
  std::error_code failure;
  if (std::filesystem::exists(order.folder + "/FORMAT", failure)) {
    auto written = write_file(card_file(order.folder), card_json(order.card));
    if (report && !written) return std::move(written).error();
  }
  return report;
}

Result<std::string> mirrored(Terminal& terminal, const ServiceFlags& flags) {
  auto remote = remote_of(terminal, flags);
  if (!remote) return std::move(remote).error();
  auto folder = mirror_folder_of(terminal, remote->url);
  if (!folder) return folder;
  auto card = read_mirror_card(*folder);
  if (!card && card.error().code == Errc::not_found) {
    return Error{Errc::usage, terminal.say(Text::mirror_unknown, remote->url)};
  }
  if (!card) return std::move(card).error();
  auto report = bring_up_to_date(terminal, {*remote, *folder, *card, {}});
  if (!report) return std::move(report).error();
  if (report->size > report->before) {
    terminal.tell(Text::mirror_grown, report->origin, report->size.value, report->size.value - report->before.value);
  }
  return folder;
}

}  // namespace jejak
