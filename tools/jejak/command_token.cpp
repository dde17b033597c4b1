// token: for an hour at most, a key proves to a service that asks which key it is.

#include "api/auth/token.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"

namespace jejak {
namespace {

struct TokenFlags {
  KeyFlags key;
  std::string origin;
  std::string ledger;
  std::string lifetime = std::to_string(token_lifetime_seconds_max);
};

Result<std::string> origin_of(const Terminal& terminal, const TokenFlags& flags) {
  if (flags.origin.empty() == flags.ledger.empty()) return Error{Errc::usage, terminal.say(Text::token_one_origin)};
  if (!flags.origin.empty()) return flags.origin;
  auto genesis = genesis_of(flags.ledger);
  if (!genesis) return std::move(genesis).error();
  return genesis->origin;
}

Result<ExitCode> make(Terminal& terminal, const TokenFlags& flags) {
  const auto seconds = parse_decimal(flags.lifetime);
  if (!seconds || *seconds == 0 || *seconds > static_cast<std::uint64_t>(token_lifetime_seconds_max)) {
    return Error{Errc::usage, terminal.say(Text::token_lifetime_wrong, flags.lifetime, token_lifetime_seconds_max)};
  }
  const auto lifetime = static_cast<std::int64_t>(*seconds);
  auto origin = origin_of(terminal, flags);
  if (!origin) return std::move(origin).error();
  auto signer = load_key(terminal, flags.key, *origin);
  if (!signer) return std::move(signer).error();
  // The service reads the time of the world, also where the ledger's is simulated.
  const Instant now = SystemClock().now();
  auto token = make_token(signer->key, {*origin, now, lifetime, print(make_uuid_v7(now, random_array<10>()))});
  if (!token) return std::move(token).error();
  const Instant expires{now.us + lifetime * 1'000'000};
  if (terminal.json()) {
    terminal.out(FlatJson().text("token", *token).text("origin", *origin).text("expires", print(expires)).take() +
                 "\n");
  } else {
    terminal.out(*token + "\n");
  }
  return ExitCode::ok;
}

}  // namespace

void add_token_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<TokenFlags>();
  line.root()
      .sub("token", Text::help_token)
      .positional("FILE", flags->key.path, Text::help_token_key)
      .option("--origin", "NAME", flags->origin, Text::help_token_origin)
      .option("--ledger", "DIR|NOTE", flags->ledger, Text::help_token_ledger)
      .option("--lifetime", "SECONDS", flags->lifetime, Text::help_token_lifetime)
      .option("--passphrase-file", "FILE", flags->key.passphrase_file, Text::help_passphrase_file)
      .example("jejak token bkd.key --origin jejak.example/2026 --passphrase-file bkd.pass > token")
      .example("curl -H \"Authorization: Bearer $(cat token)\" https://jejak.example/v1/events")
      .does([&terminal, flags] { return make(terminal, *flags); });
}

}  // namespace jejak
