#include "api/service/webhooks.hpp"

namespace jejak {

Result<WebhookMessage> LogMessages::of(Sequence position) {
  auto bytes = log_.entry(position);
  if (!bytes) return std::move(bytes).error();
  auto entry = projected_entry(position, *bytes);
  if (!entry) return std::move(entry).error();
  WebhookMessage out;
  out.id = entry->event ? print(entry->event->id) : "entry-" + std::to_string(position.value);
  append_thin_cloud_event(out.body, origin_, *entry);
  return out;
}

Result<std::unique_ptr<Webhooks>> Webhooks::open(WebhookParts parts) {
  std::unique_ptr<Webhooks> out(new Webhooks(std::move(parts)));
  std::vector<std::string> ids;
  auto scanned = out->parts_.store.scan("w/", "", [&ids](std::string_view key, BytesView) -> Outcome {
    ids.emplace_back(key.substr(2));
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  for (const std::string& id : ids) {
    auto loaded = Webhook::load(id, out->parts_.store, out->parts_.clock, out->parts_.chance);
    if (!loaded) return std::move(loaded).error();
    if (out->parts_.secret.key(id, (*loaded)->generation()).public_key() != (*loaded)->key()) {
      return damaged_row("w/" + id, "its key was not made from this server's secret");
    }
    out->all_.emplace(id, std::move(*loaded));
  }
  return out;
}

Result<std::string> Webhooks::add(const std::string& url, const PublicKey& owner, const EventFilter& filter,
                                  Sequence start, const IsOwn& is_own) {
  auto parsed = parse_webhook_url(url, parts_.guard, parts_.plain);
  if (!parsed) return std::move(parsed).error();
  if (start.value > tree_size_max) return Error{Errc::usage, "webhook: it starts beyond every log"};
  if (all_.size() >= webhooks_max) {
    return Error{Errc::overloaded, "there are " + std::to_string(webhooks_max) + " webhooks already"};
  }
  if (count_of_owner(all_, owner, is_own) >= owner_share_max) {
    return Error{Errc::overloaded, "who sets this up has " + std::to_string(owner_share_max) +
                                       " webhooks already, which is one owner's share. Remove one"};
  }
  WebhookTerms terms{"wh_" + to_hex(random_array<16>()), url, owner, filter, start};
  const std::string id = terms.id;
  const PublicKey key = parts_.secret.key(id, 1).public_key();
  auto made = std::make_unique<Webhook>(std::move(terms), key, parts_.clock, parts_.chance);
  if (auto stored = parts_.store.commit(made->take_changes()); !stored) return std::move(stored).error();
  all_.emplace(id, std::move(made));
  return id;
}

Result<Webhook*> Webhooks::known(const std::string& id) {
  Webhook* webhook = find(id);
  if (webhook == nullptr) return Error{Errc::not_found, "there is no webhook " + id};
  return webhook;
}

Outcome Webhooks::rotate(const std::string& id) {
  auto webhook = known(id);
  if (!webhook) return std::move(webhook).error();
  (*webhook)->rotate(parts_.secret.key(id, (*webhook)->generation() + 1).public_key());
  return flush();
}

Outcome Webhooks::enable(const std::string& id, const std::optional<PublicKey>& owner) {
  auto webhook = known(id);
  if (!webhook) return std::move(webhook).error();
  if (owner) (*webhook)->hand_to(*owner);
  (*webhook)->enable();
  return flush();
}

Outcome Webhooks::disable(const std::string& id, const std::string& reason) {
  auto webhook = known(id);
  if (!webhook) return std::move(webhook).error();
  (*webhook)->disable(reason);
  return flush();
}

Outcome Webhooks::remove(const std::string& id) {
  if (auto webhook = known(id); !webhook) return std::move(webhook).error();
  auto rows = Webhook::removal(id, parts_.store);
  if (!rows) return std::move(rows).error();
  if (auto stored = parts_.store.commit(*rows); !stored) return stored;
  all_.erase(id);
  return {};
}

Webhook* Webhooks::find(std::string_view id) {
  const auto at = all_.find(id);
  return at == all_.end() ? nullptr : at->second.get();
}

Round Webhooks::run() {
  const bool is_held_back = parts_.held_back && parts_.held_back();
  Round out = turns_.round(all_, [this, is_held_back](Webhook& webhook) {
    const std::uint64_t from = webhook.scanned().value;
    auto read = webhook.read_ahead(parts_.source);
    Turn turn;
    turn.cost = webhook.scanned().value - from;
    turn.has_more = read && *read;
    if (!read) turn.failed = std::move(read).error();
    if (is_held_back) return turn;
    for (const WebhookAttempt& attempt : webhook.take_due()) {
      send(webhook, attempt);
      ++turn.cost;
    }
    return turn;
  });
  if (auto flushed = flush(); !flushed && !out.failed) out.failed = std::move(flushed).error();
  return out;
}

void Webhooks::send(Webhook& webhook, const WebhookAttempt& attempt) {
  // What was let in once may be refused by now.
  if (auto url = parse_webhook_url(webhook.terms().url, parts_.guard, parts_.plain); !url) {
    webhook.answered(attempt.position, {0, "", url.error().message});
    return;
  }
  auto message = parts_.messages.of(attempt.position);
  if (!message) {
    webhook.answered(attempt.position, {0, "", message.error().message});
    return;
  }
  const std::string& id = webhook.terms().id;
  WebhookRequest request;
  request.owner = webhook.terms().owner;
  request.url = webhook.terms().url;
  request.wanted = webhook.wanted();
  request.headers = {
      {"content-type", std::string(cloud_event_media_type)}, {"user-agent", "jejak"}, {"webhook-id", message->id}};
  request.stamp = [&clock = parts_.clock, &secret = parts_.secret, id, generations = webhook.signing(),
                   message_id = message->id](const std::string& body) {
    std::vector<SigningKey> keys;
    for (const std::uint32_t generation : generations) keys.push_back(secret.key(id, generation));
    const std::int64_t seconds = clock.now().us / 1'000'000;
    return WebhookHeaders{{"webhook-timestamp", std::to_string(seconds)},
                          {"webhook-signature", webhook_signatures(keys, message_id, seconds, body)}};
  };
  request.body = std::move(message->body);
  const std::weak_ptr<Webhooks*> self = self_;
  parts_.sender.send(std::move(request), [self, id, position = attempt.position](const WebhookAnswer& answer) {
    const auto alive = self.lock();
    if (alive == nullptr) return;
    Webhook* told = (*alive)->find(id);
    if (told != nullptr) told->answered(position, answer);
  });
}

std::optional<Instant> Webhooks::next_due() const {
  std::optional<Instant> out;
  if (parts_.held_back && parts_.held_back()) return out;
  for (const auto& [id, webhook] : all_) {
    const auto due = webhook->next_due();
    if (due && (!out || *due < *out)) out = due;
  }
  return out;
}

}  // namespace jejak
