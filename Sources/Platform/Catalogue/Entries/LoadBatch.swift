// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Loads the entries that the place's text itself lists, once, as stubs (EZ-02.3-c).
package struct LoadBatch: Action {
  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.loadBatch", zh: "载入首批授权运营目录", en: "Load the first batch",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.3-c", "EZ-02.9-a"],
    make: Self.init)

  /// How many entries of the first batch are there.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Int {
    try read.count(
      AuthorisedEntry.self,
      [.equal("place", context.place), Condition("batch", .equal, .int(1))])
  }

  /// Refuses a second time, and where the text lists nothing.
  package func decide(_ loaded: Int, _ context: Context) -> Decision {
    let stubs = context.profile.catalogue.firstBatch
    guard loaded == 0 else {
      return .refused(
        Reason(
          "entry.batch.loaded", clauses: Array(stubs.flatMap(\.clauses).prefix(1)),
          zh: "首批目录已载入", en: "the first batch is loaded already"))
    }
    guard !stubs.isEmpty else {
      return .refused(
        Reason("entry.batch.none", zh: "本地区规定没有首批目录", en: "the place's text lists no batch"))
    }
    let ids = stubs.indices.map { context.newID(AuthorisedEntry.table, $0) }
    let events = zip(ids, stubs).map { id, stub in
      Event(EntryAdded(stub, id: id, review: AuthorisedEntry.review(stub, context), context))
    }
    return .allowed(
      events,
      result: .object([
        "id": .string(ids.first?.rawValue ?? ""),
        "entries": .array(ids.map { .string($0.rawValue) }),
      ]))
  }
}

extension AuthorisedEntry {
  /// Where the secrecy review of a printed row begins: required of the row, or of every entry.
  static func review(_ stub: ResourceStub, _ context: Context) -> SecrecyReview {
    stub.secrecyReview || isReviewGeneral(context) ? .required : .notRequired
  }

  /// Whether the profile has every entry reviewed for secrecy (EZ-03.1-f).
  static func isReviewGeneral(_ context: Context) -> Bool {
    context.profile.catalogue.parallelReviews.value?.contains { $0.id == "secrecy" } ?? false
  }
}

/// An entry came into the authorised catalogue, as a stub.
package struct EntryAdded: DomainEvent {
  /// The stable type.
  package static let type = "entry.added"
  /// The entry.
  package let subject: RecordID
  let place: String
  let batch: Int
  let row: Int
  let provider: String
  let name: String
  let subjectKind: DataSubjectKind
  let personalInformation: PersonalInformation
  let tradeSecret: Bool
  let excluded: [String]
  let clauses: [ClauseID]
  let secrecyReview: AuthorisedEntry.SecrecyReview
  let inputs: [String: String]
  let by: RecordID

  /// Adds the entry.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        AuthorisedEntry(
          id: subject, place: place, batch: batch, row: row, provider: provider, name: name,
          subjectKind: subjectKind, personalInformation: personalInformation,
          tradeSecret: tradeSecret, excluded: excluded, clauses: clauses, state: .stub,
          resource: nil, sourceUnit: nil, secrecyReview: secrecyReview, preconditions: [:],
          inputs: inputs, proposedBy: by))
    ]
  }
}

extension EntryAdded {
  init(
    _ stub: ResourceStub, id: RecordID, review: AuthorisedEntry.SecrecyReview, _ context: Context
  ) {
    self.init(
      subject: id, place: context.place, batch: 1, row: stub.row, provider: stub.provider,
      name: stub.resource, subjectKind: stub.subject,
      personalInformation: stub.personalInformation, tradeSecret: stub.tradeSecretPossible,
      excluded: stub.excluded, clauses: stub.clauses, secrecyReview: review, inputs: [:],
      by: context.actor.account)
  }
}
