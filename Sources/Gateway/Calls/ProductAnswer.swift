// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// What a caller is told.
package struct ProductAnswer: Sendable {
  /// The answer or why there is none.
  package let result: Result<JSON, CallRefusal>
  /// The usage record of the call; nil for a caller nobody knows and where nothing was recorded.
  package let usage: RecordID?
  /// Whether it is the answer to a named request, given again.
  package let isReplay: Bool
  /// What is left of the key's calls.
  package let rate: RateLimiter.State?

  /// Makes an answer.
  package init(
    _ result: Result<JSON, CallRefusal>, usage: RecordID? = nil, isReplay: Bool = false,
    rate: RateLimiter.State? = nil
  ) {
    self.result = result
    self.usage = usage
    self.isReplay = isReplay
    self.rate = rate
  }
}

/// Why a call is not answered.
package struct CallRefusal: Error, Hashable, Sendable {
  /// The kinds of refusal, as a protocol tells them apart.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// There is no such key.
    case unauthenticated
    /// The rights do not hold.
    case forbidden
    /// There is no such product for this key, or nothing under these parameters.
    case notFound
    /// The parameters are wrong.
    case unprocessable
    /// The request id was used for another query.
    case conflict
    /// Too many calls; later ones will be answered.
    case tooMany
    /// The platform cannot answer at present.
    case unavailable
  }

  /// The kind.
  package let kind: Kind
  /// At least one reason.
  package let reasons: [Reason]

  /// Refuses.
  package init(_ kind: Kind, _ reasons: [Reason]) {
    self.kind = kind
    self.reasons = reasons
  }

  /// Refuses for one reason.
  init(
    _ kind: Kind, _ code: String, clauses: [ClauseID] = [], zh: String, en: String,
    field: String? = nil
  ) {
    self.init(kind, [Reason(code, clauses: clauses, zh: zh, en: en, field: field)])
  }
}
