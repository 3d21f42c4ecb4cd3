// SPDX-License-Identifier: Apache-2.0
import Platform

/// A submission whose fields are read and whose slow work is done.
struct PreparedSubmission: Sendable {
  /// What came of the preparation.
  enum Fields: Sendable {
    case unknownAction
    /// The account held no capacity for the action, so no slow work was done.
    case notPermitted
    case malformed(FieldProblems)
    case ready(PreparedAction)
  }

  /// The submission.
  let content: Submission
  /// The action, or why there is none.
  let fields: Fields

  /// Prepares a submission outside of the writer; slow work is done on a thread of its own, after
  /// the capacity was looked at: nobody else can make the platform work hard.
  init(
    _ submission: Submission, _ database: PlatformDatabase, _ setup: CommitterSetup
  ) async throws {
    content = submission
    guard let action = database.registry.actions[submission.name] else {
      fields = .unknownAction
      return
    }
    guard action.isSlow else {
      fields = Fields(
        try action.prepare(
          submission.input, Preparation(random: setup.random, subjects: setup.subjects)))
      return
    }
    let id = submission.account
    let account = try database.read { try $0.find(Account.self, id) }
    let actor = submission.systemPlace.map { Bootstrap.actor(in: $0) } ?? account?.actor
    guard let actor, !action.info.capacities.isDisjoint(with: actor.capacities) else {
      fields = .notPermitted
      return
    }
    let uploads = UploadRegister(database)
    let preparation = Preparation(
      random: setup.random, subjects: setup.subjects, account: account,
      isUploaded: { try uploads.isKept($0, of: actor.organisation) },
      isKept: { try uploads.isKept($0, of: actor.organisation) },
      isPaper: { try uploads.isPaper($0) })
    fields = Fields(
      try await setup.slowWork.run { try action.prepare(submission.input, preparation) })
  }
}

extension PreparedSubmission.Fields {
  fileprivate init(_ result: Result<PreparedAction, FieldProblems>) {
    switch result {
    case .success(let action): self = .ready(action)
    case .failure(let problems): self = .malformed(problems)
    }
  }
}
