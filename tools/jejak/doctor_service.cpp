#include "tools/jejak/doctor.hpp"

#include <boost/json/parse.hpp>

namespace jejak {
namespace {

class ServiceExam {
 public:
  ServiceExam(const Terminal& terminal, const ServiceDoctor& doctor) : terminal_(terminal), doctor_(doctor) {}

  Checks all() {
    if (!alive()) return std::move(out_);
    ready();
    status();
    checkpoint();
    return std::move(out_);
  }

 private:
  void well(const char* name, std::string found) {
    out_.push_back({name, Health::well, std::move(found), "", Errc::internal});
  }
  void ill(const char* name, const Error& error, Text to_do) {
    out_.push_back({name, Health::ill, error.message, terminal_.say(to_do), error.code});
  }
  Result<HttpAnswer> get(const std::string& url) const { return send_http({"GET", url, {}, ""}, doctor_.http); }
  // Of the service as a whole: beside the ledgers' prefixes.
  std::string root() const {
    const auto slash = doctor_.url.find('/', doctor_.url.find("://") + 3);
    return doctor_.url.substr(0, slash);
  }

  bool alive();
  void ready();
  void status();
  void checkpoint();

  const Terminal& terminal_;
  const ServiceDoctor& doctor_;
  std::string origin_;
  std::uint64_t published_ = 0;
  Checks out_;
};

Error unexpected(const Terminal& terminal, const HttpAnswer& answer) {
  return Error{Errc::unavailable, terminal.say(Text::doctor_status_code, answer.status)};
}

bool ServiceExam::alive() {
  const auto begun = std::chrono::steady_clock::now();
  const auto answer = get(root() + "/livez");
  if (!answer || answer->status != 200) {
    ill("livez", answer ? unexpected(terminal_, *answer) : answer.error(), Text::doctor_do_livez);
    return false;
  }
  const auto took = std::chrono::steady_clock::now() - begun;
  well("livez", terminal_.say(Text::doctor_livez, std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
  return true;
}

// One check for each line of /readyz: "[+]writing ok".
void ServiceExam::ready() {
  const auto answer = get(root() + "/readyz?verbose");
  if (!answer) return ill("readyz", answer.error(), Text::doctor_do_livez);
  if (answer->status != 200 && answer->status != 503) {
    return ill("readyz", unexpected(terminal_, *answer), Text::doctor_do_livez);
  }
  std::string_view rest = answer->body;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto space = line.find(' ');
    if (line.size() < 4 || line.front() != '[' || space == std::string_view::npos) continue;
    Checked checked;
    checked.name = "readyz/" + std::string(line.substr(3, space - 3));
    checked.found = std::string(line.substr(space + 1));
    checked.health = line[1] == '+' ? Health::well : line[1] == '~' ? Health::doubtful : Health::ill;
    if (checked.health != Health::well) checked.to_do = terminal_.say(Text::doctor_do_readyz);
    checked.code = checked.name.ends_with("disk") ? Errc::disk : Errc::unavailable;
    out_.push_back(std::move(checked));
  }
}

void ServiceExam::status() {
  const auto answer = get(doctor_.url + "/v1/status");
  if (!answer) return ill("status", answer.error(), Text::doctor_do_status);
  if (answer->status != 200) return ill("status", unexpected(terminal_, *answer), Text::doctor_do_status);
  boost::system::error_code failure;
  const auto parsed = boost::json::parse(answer->body, failure);
  const auto* object = failure ? nullptr : parsed.if_object();
  const auto* origin = object == nullptr ? nullptr : object->if_contains("origin");
  const auto* published = object == nullptr ? nullptr : object->if_contains("published");
  if (origin == nullptr || !origin->is_string() || published == nullptr || !published->is_int64()) {
    return ill("status", Error{Errc::malformed, terminal_.say(Text::doctor_status_form)}, Text::doctor_do_status);
  }
  origin_ = std::string(origin->get_string());
  published_ = static_cast<std::uint64_t>(published->get_int64());
  well("status", terminal_.say(Text::doctor_status, origin_, published_));
}

void ServiceExam::checkpoint() {
  const auto answer = get(doctor_.url + "/checkpoint");
  if (!answer) return ill("checkpoint", answer.error(), Text::doctor_do_checkpoint);
  if (answer->status != 200) return ill("checkpoint", unexpected(terminal_, *answer), Text::doctor_do_checkpoint);
  const auto read = parse_signed_checkpoint(answer->body);
  if (!read) return ill("checkpoint", read.error(), Text::doctor_do_checkpoint);
  const Checkpoint& shown = read->checkpoint;
  if (!origin_.empty() && (shown.origin != origin_ || shown.size.value < published_)) {
    return ill("checkpoint",
               Error{Errc::verification, terminal_.say(Text::doctor_checkpoint_other, shown.origin, shown.size.value)},
               Text::doctor_do_checkpoint);
  }
  if (!doctor_.policy) {
    out_.push_back({"checkpoint", Health::doubtful, terminal_.say(Text::doctor_checkpoint_unchecked, shown.size.value),
                    terminal_.say(Text::doctor_do_policy), Errc::internal});
    return;
  }
  const auto held = check(*doctor_.policy, *read);
  if (!held) return ill("checkpoint", held.error(), Text::doctor_do_checkpoint);
  well("checkpoint", terminal_.say(Text::doctor_checkpoint, shown.size.value, held->witnesses.size()));
}

}  // namespace

Checks examine_service(const Terminal& terminal, const ServiceDoctor& doctor) {
  return ServiceExam(terminal, doctor).all();
}

}  // namespace jejak
