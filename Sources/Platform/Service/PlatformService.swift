// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Regulation

/// What the web and the command line need of the running platform.
package protocol PlatformService: Sendable {
  /// All that the platform declares.
  var registry: Registry { get }
  /// The rules of each place.
  var profiles: [String: Profile] { get }
  /// The rules of each place before the present ones, for cases that began under them.
  var earlier: EarlierProfiles { get }
  /// The answers to the clauses of each place.
  var coverage: Coverage { get }

  /// Hands an action over and waits until it is decided and on the disk.
  func submit(_ submission: Submission) async throws -> Answer
  /// What an account was answered under an idempotency key; nil when nothing is remembered.
  func answered(key: String, of actor: Actor) async throws -> Answer?

  /// One page of a listing; throws `ListingProblem`.
  func page(
    _ listing: Listing, for actor: Actor?, _ request: ListingRequest
  ) async throws -> ListingPage
  /// One record within the actor's scope.
  func record(_ listing: Listing, for actor: Actor?, id: RecordID) async throws -> JSON?
  /// Those of these records that lie within the actor's scope, by id; `ListingRequest.limitMax` of
  /// them are looked up.
  func records(
    _ listing: Listing, for actor: Actor?, ids: [RecordID]
  ) async throws -> [RecordID: JSON]
  /// What whoever comes upon these ids may call the records: the listing's `openName`.
  func openNames(_ listing: Listing, of ids: [RecordID]) async throws -> [RecordID: String]
  /// The login of the actor's own account.
  func login(of actor: Actor) async throws -> String?
  /// How the duties of the actor's place stand, as far as it may see them; with `ownOnly` those
  /// that it bears itself.
  func duties(for actor: Actor, ownOnly: Bool) async throws -> [DutyStanding]
  /// How the review of releases goes in the actor's place; nil for who may not see it.
  func reviewFigures(for actor: Actor) async throws -> ReviewFigures?
  /// The way of a product from its sources to its recipients, whoever may see it; nil when there is
  /// no such product.
  func trace(ofProduct id: RecordID) async throws -> ProductTrace?
  /// The entries of a record's chain, newest first, below a sequence number.
  func history(of id: RecordID, before: Int?, limit: Int) async throws -> [HistoryItem]
  /// The newest entries that cite a clause.
  func entries(citing clause: String, limit: Int) async throws -> [Int]
  /// The inclusion proof of an entry as a `.tlog-proof` text; nil while it is not published.
  func proof(ofEntry index: Int) async throws -> String?
  /// One entry's canonical bytes.
  func entry(_ index: Int) async throws -> [UInt8]?

  /// The log's own description with its public keys (`log.json`); nil before the first publication.
  func logDescription() async throws -> [UInt8]?

  /// Opens a session, unless login or password is wrong or too many attempts failed; `address` is
  /// where the attempt came from.
  func signIn(login: String, password: String, address: String) async throws -> SignIn
  /// Who a token stands for.
  func actor(token: String) async throws -> Actor?
  /// Ends a session.
  func signOut(token: String) async throws

  /// Keeps an uploaded file, encrypted, until an action refers to it.
  ///
  /// - Parameters:
  ///   - isData: whether it is to be handed in as data, and so can never be a paper.
  ///   - length: the bytes announced by the sender; nil when it did not say.
  func upload(
    for actor: Actor, name: String, mediaType: String, isData: Bool, length: Int?,
    body: any AsyncSequence<[UInt8], any Error>
  ) async throws -> Upload

  /// The papers that the entries of a record's chain name, the newest first.
  ///
  /// Whoever serves them checks first that the actor may see the record and the digest in it.
  func papers(of id: RecordID) async throws -> [Paper]
  /// A paper's bytes.
  func bytes(of paper: Paper) async throws -> [UInt8]

  /// A saved draft of a form.
  func draft(of actor: Actor, action: String, subject: String) async throws -> JSON?
  /// Saves or, with nil, deletes a draft.
  func saveDraft(
    _ draft: JSON?, of actor: Actor, action: String, subject: String
  ) async throws -> DraftKeeping

  /// What is up, and what the platform does without.
  func readiness() async -> Readiness
  /// The calendar by which working days are counted.
  var calendar: WorkingCalendar { get }
  /// The clock's time and whether it is moved by hand.
  func time() -> (now: Instant, isManual: Bool)
}

extension PlatformService {
  /// One record that an actor may see: of its own scope, or because it is public and then as the
  /// public sees it.
  package func visible(
    _ listing: Listing, for actor: Actor?, id: RecordID
  ) async throws -> JSON? {
    let request = ListingRequest(
      filters: [.equal("id", id)], limit: 1, isCounted: false, alsoPublic: true)
    return try await page(listing, for: actor, request).items.first
  }

  /// The rules of a place in the version under which a case began; nil when it is not kept.
  package func profile(of place: String, version: Int) -> Profile? {
    let present = profiles.ruling(place)
    return present?.version == version ? present : earlier[place][version]
  }
}

/// One entry of a record's history.
package struct HistoryItem: Sendable, Hashable {
  /// The number in the record's chain.
  package let sequence: Int
  /// The index in the log.
  package let entry: Int
  /// The entry as JSON.
  package let content: JSON

  /// Makes an item.
  package init(sequence: Int, entry: Int, content: JSON) {
    self.sequence = sequence
    self.entry = entry
    self.content = content
  }
}

/// A file kept for a later action.
package struct Upload: Sendable, Hashable, Codable {
  /// Its id.
  package let id: RecordID
  /// Its size in bytes.
  package let bytes: Int
  /// Its SHA-256.
  package let digest: Digest

  /// Begins the ids of uploaded files, and of no other object in the vault.
  package static let prefix = "UPL"

  /// Names a kept file.
  package init(id: RecordID, bytes: Int, digest: Digest) {
    self.id = id
    self.bytes = bytes
    self.digest = digest
  }
}

extension RecordID {
  /// Whether it names an uploaded file.
  package var isUpload: Bool { prefix == Upload.prefix }
}

/// Why an upload was not kept.
package enum UploadProblem: Error, Hashable, Sendable {
  /// Larger than the bound, in bytes.
  case tooLarge(limit: Int)
  /// No bytes at all.
  case empty
  /// With it the account or its organisation would have too many bytes waiting for an action.
  case bytesWaiting(limit: Int)
  /// The account or its organisation has too many files waiting for an action.
  case filesWaiting(limit: Int)
  /// The organisation's papers have more bytes than it may keep.
  case papersKept(limit: Int)
  /// The installation has no room for it.
  case noRoom
}
