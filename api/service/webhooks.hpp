#pragma once
// All webhooks of a ledger, and the dispatcher that decides what is sent when. What is sent is thin: that something was
// recorded and where (position, case, type, leaf hash), never what; the receiver fetches the event under his own
// permission. Format: Standard Webhooks 1.0.0 with Ed25519, body a CloudEvent in structured mode.
// It opens no connection itself and starts no thread: WebhookSender does. One thread.

#include "api/service/address_guard.hpp"
#include "api/service/cloud_event.hpp"
#include "api/service/kept_rows.hpp"
#include "api/service/owner.hpp"
#include "api/service/turns.hpp"
#include "api/service/webhook.hpp"
#include "api/service/webhook_signature.hpp"

namespace jejak {

using WebhookHeaders = std::vector<std::pair<std::string, std::string>>;
struct WebhookRequest {
  PublicKey owner{};  // whose webhook it is
  std::string url;
  WebhookHeaders headers;
  std::string body;
  // Further headers, the time and the signature with it: asked for when it is really sent, since receivers do not
  // believe an old one. Any thread.
  std::function<WebhookHeaders(const std::string& body)> stamp;
  // False once the webhook is disabled or removed: what has not begun by then is not sent. Null: always wanted.
  std::shared_ptr<const std::atomic<bool>> wanted;
  std::int64_t timeout_us = 20'000'000;  // for all of it; only the looking up of the name may take longer
};

// Sends with POST over whatever network there is. Every address that the host's name resolves to is shown to the
// AddressGuard, and the connection is made to the address that was checked (a name may lead elsewhere a moment later);
// no redirection is followed; of the answer nothing is read but the status and Retry-After. No owner's endpoints may
// hold up another's.
class WebhookSender {
 public:
  virtual ~WebhookSender() = default;
  // `done` is called once, on the thread that runs the dispatcher, and perhaps before send() returns.
  virtual void send(WebhookRequest request, std::function<void(WebhookAnswer)> done) = 0;
};

// What is told of an entry.
struct WebhookMessage {
  std::string id;  // the same for every attempt, and for every endpoint; no dot
  std::string body;
};
class WebhookMessages {
 public:
  virtual ~WebhookMessages() = default;
  virtual Result<WebhookMessage> of(Sequence position) = 0;  // errors: those of reading the log
};
// Thin CloudEvents from the log. Must outlive it.
class LogMessages final : public WebhookMessages {
 public:
  LogMessages(const EntrySource& log, CloudEventSource origin) : log_(log), origin_(std::move(origin)) {}
  Result<WebhookMessage> of(Sequence position) override;

 private:
  const EntrySource& log_;
  const CloudEventSource origin_;
};

// What it works with; all outlive it.
struct WebhookParts {
  ServiceStore& store;
  MatchSource& source;
  WebhookMessages& messages;
  WebhookSender& sender;
  const WebhookSecret& secret;
  const AddressGuard& guard;
  const Clock& clock;
  std::function<bool()> held_back;  // true: nothing is sent now (a projection is being rebuilt: whoever is told would
                                    // come and read what is not there yet)
  Webhook::Chance chance;
  PlainHttp plain = PlainHttp::refused;
};

class Webhooks {
 public:
  static constexpr std::size_t webhooks_max = 256;
  static constexpr std::size_t owner_share_max = webhooks_max / 8;

  // Errors: corrupt, naming the row, also where the secret is not the one that the keys were made from; disk.
  static Result<std::unique_ptr<Webhooks>> open(WebhookParts parts);

  // Each on disk when it returns. `is_own` as in Subscriptions::create(). Errors: usage and permission (the url, see
  // parse_webhook_url()); overloaded (webhooks_max, owner_share_max); not_found; those of the store.
  Result<std::string> add(const std::string& url, const PublicKey& owner, const EventFilter& filter, Sequence start,
                          const IsOwn& is_own = {});
  Outcome rotate(const std::string& id);  // the key; for Webhook::old_key_us the one before signs as well
  Outcome enable(const std::string& id, const std::optional<PublicKey>& owner = {});  // whose it is from then on
  Outcome disable(const std::string& id, const std::string& reason);
  Outcome remove(const std::string& id);

  Webhook* find(std::string_view id);  // null if there is none; for failures, replay, drop, status. Then flush().
  std::vector<std::string> ids() const { return names_of(all_); }

  // One bounded piece of everybody's work, turn by turn: reads on, sends what is due, writes down what was delivered.
  // One that cannot read on holds up no other.
  Round run();
  // When run() has something to do although nothing was appended or answered; nothing while deliveries are held back.
  std::optional<Instant> next_due() const;
  // In one synced write. Errors: those of the store.
  Outcome flush(bool closing = false) { return flush_all(all_, parts_.store, closing); }

 private:
  explicit Webhooks(WebhookParts parts) : parts_(std::move(parts)) {}
  Result<Webhook*> known(const std::string& id);
  void send(Webhook& webhook, const WebhookAttempt& attempt);

  WebhookParts parts_;
  AllByName<Webhook> all_;
  Turns turns_;
  std::shared_ptr<Webhooks*> self_ = std::make_shared<Webhooks*>(this);  // answers may come after the end
};

}  // namespace jejak
