// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What an earlier authorisation is compared with, beside the rules themselves.
struct GapFacts: Sendable {
  /// The procedure of today.
  let procedure: Procedure?
  /// The entries that it covers and that are there.
  let entries: [RecordID: AuthorisedEntry]
  /// Who authorised.
  let grantor: Organisation?
  /// Documents that come before an agreement is in force and are not there.
  let missingRules: [RuleDocument]
  /// The organisations that the products name as their reviewers.
  let reviewers: [RecordID: Organisation]
  /// The products as they are now: those of the agreement once there is one.
  let products: [AgreedProduct]
  /// The kinds of filings of the agreement that have a receipt.
  let filed: Set<String>

  /// Reads what an earlier authorisation names.
  init(
    of earlier: EarlierAuthorisation, _ read: any RecordReader, _ context: Context
  ) throws {
    let level = try Authority.level(read, context)
    procedure = context.profile.authorisationProcedure(at: level)
    let found = try earlier.entries.compactMap { try AuthorisedEntry.here($0, read, context) }
    entries = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    let grantor = try read.find(Organisation.self, earlier.grantor)
    self.grantor = grantor?.place == context.place ? grantor : nil
    missingRules = try OperatorRules.missing(
      .activation,
      of: [
        .operator: earlier.operator, .platformOperator: earlier.operator,
        .implementingBody: earlier.organisation,
      ], read, context)
    let agreement = try earlier.agreement.flatMap { try read.find(Agreement.self, $0) }
    products = agreement?.products ?? earlier.products
    reviewers = try AgreedProduct.reviewers(products, read, context)
    let filings = try agreement.map { agreement in
      try read.all(
        FilingRecord.self, .equal("place", context.place), .equal("subject", agreement.id))
    }
    filed = Set((filings ?? []).filter { $0.state == .filed }.map(\.kind))
  }
}
