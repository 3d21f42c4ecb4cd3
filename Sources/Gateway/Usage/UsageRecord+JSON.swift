// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography

extension UsageRecord {
  /// The record in canonical JSON. No member needs an escape, so it is put together directly.
  package var canonicalText: String {
    let request = request.map { ",\"request\":\"\($0)\"" } ?? ""
    let answer = answer.map { "\"answer\":\"\($0.hex)\"," } ?? ""
    let count = count > 1 ? ",\"count\":\(count)" : ""
    return
      "{\(answer)\"at\":\"\(at)\",\"charged\":\(charged)\(count),\"developer\":\"\(developer)\""
      + ",\"id\":\"\(id)\",\"key\":\"\(key)\",\"outcome\":\"\(outcome.text)\""
      + ",\"parameters\":\"\(parameters.hex)\",\"price\":\(price.fen)"
      + ",\"product\":\"\(product)\"\(request)"
      + ",\"subscription\":\"\(subscription)\",\"version\":\(version)}"
  }

  /// Reads a record; nil unless every member is there and of its form, and nothing else.
  package init?(_ json: JSON) {
    let optional = ["answer", "count", "request"].count { json[$0] != nil }
    guard let members = json.object, members.count == 11 + optional,
      let id = json["id"]?.string.flatMap(RecordID.init),
      let at = json["at"]?.string.flatMap({ Instant($0) }),
      let product = json["product"]?.string.flatMap(RecordID.init),
      let version = json["version"]?.int,
      let subscription = json["subscription"]?.string.flatMap(RecordID.init),
      let key = json["key"]?.string.flatMap(RecordID.init),
      let developer = json["developer"]?.string.flatMap(RecordID.init),
      let outcome = json["outcome"]?.string.flatMap(UsageOutcome.init),
      let charged = json["charged"]?.bool, let price = json["price"]?.int,
      let parameters = json["parameters"]?.string.flatMap(Digest.init(hex:))
    else { return nil }
    let request = json["request"]?.string
    guard json["request"] == nil || UsageRecord.isRequestID(request ?? "") else { return nil }
    let answer = json["answer"]?.string.flatMap(Digest.init(hex:))
    guard (json["answer"] == nil) == (answer == nil) else { return nil }
    let count = json["count"]?.int
    guard (2...1_000_000_000).contains(count ?? 2) else { return nil }
    if count != nil, case .refused = outcome {} else if count != nil { return nil }
    self.init(
      id: id, at: at,
      holder: KeyHolder(
        key: key, subscription: subscription, product: product, version: Int(version),
        developer: developer, place: ""),
      outcome: outcome, price: Money(fen: price), parameters: parameters, request: request,
      answer: answer, count: Int(count ?? 1))
    guard self.charged == charged, self.price.fen == price else { return nil }
  }
}
