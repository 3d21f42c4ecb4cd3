// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Why a standing release is not refreshed now.
package enum RefreshProblem: Sendable, Hashable {
  /// It is no standing query that is out, or none of a grant set where one is needed.
  case standing
  /// A refresh of it is under way or held.
  case open
  /// What is there was served, or a refresh of it was decided already.
  case already
  /// The least time between refreshes has not passed.
  case early
  /// The grant set is not ready, or has other data by now.
  case grant
}

extension Release {
  /// Whether a refresh leaves without people: nobody voted on it, no rule leaves anything open, and
  /// it differs by no more than was reviewed. Without a limit of change every one goes before
  /// people, and so does what a job made: whose rows those are its program says, and nobody else.
  func passesWithoutPeople(_ evaluation: ReleaseEvaluation) -> Bool {
    guard turn == .refresh, output == nil, votesCast == 0, evaluation.isClear == true,
      evaluation.isApprovable,
      evaluation.verdict == .pass, evaluation.dataObject == dataObject,
      let limit = standing?.driftPercent, let drift = evaluation.driftPercent
    else { return false }
    return drift <= limit
  }

  /// The copy of the grant that is served now; nil when older entries do not say.
  package var servedData: RecordID? { served?.dataObject ?? evaluation?.dataObject }

  /// The day of what is served now.
  package var servedOn: Day? { served?.on ?? releasedOn }

  /// Why no refresh of it may begin with a copy of its grant; nil when one may.
  package func refreshProblem(
    with data: RecordID, on day: Day, _ read: any RecordReader
  ) throws -> RefreshProblem? {
    guard let grant else { return .standing }
    if let problem = try refreshProblem(on: day, read), problem != .early { return problem }
    guard let granted = try read.find(Grant.self, grant), granted.state == .ready,
      granted.vaultObject == data
    else { return .grant }
    guard try !isDecided(data, read) else { return .already }
    return try refreshProblem(on: day, read)
  }

  /// Why no refresh of it may begin at all, whatever the data; nil when one may.
  func refreshProblem(on day: Day, _ read: any RecordReader) throws -> RefreshProblem? {
    guard kind == .query, turn == nil, standing != nil, isOut(on: day) else { return .standing }
    guard try openRefresh(read) == nil else { return .open }
    if let days = standing?.refreshDays, let last = servedOn, day < last.adding(days: days) {
      return .early
    }
    return nil
  }

  /// Whether data are served, or a refresh from them was decided already.
  func isDecided(_ data: RecordID, _ read: any RecordReader) throws -> Bool {
    guard servedData != data else { return true }
    return try read.count(
      Release.self, [.equal("refreshOf", id), .equal("dataObject", data)]) > 0
  }

  /// The refresh of it that is not decided yet.
  package func openRefresh(_ read: any RecordReader) throws -> Release? {
    for state in [State.requested, .reviewing, .approved] {
      let found = try read.list(
        Release.self, [.equal("refreshOf", id), .equal("state", state.rawValue)], limit: 1)
      if let refresh = found.first { return refresh }
    }
    return nil
  }

  /// The refreshes of it that are out, in the order in which they left.
  package func servedRefreshes(_ read: any RecordReader) throws -> [Release] {
    try read.every(
      Release.self, [.equal("refreshOf", id), .equal("state", State.released.rawValue)]
    ).sorted { ($0.refreshNumber ?? 0, $0.id) < ($1.refreshNumber ?? 0, $1.id) }
  }

  /// Takes back the refreshes of a standing release that stops: they have nowhere to go.
  func changesOfStopping(_ read: any RecordReader) throws -> [Change] {
    guard var refresh = try openRefresh(read) else { return [] }
    refresh.end(as: .withdrawn)
    return [.put(refresh)]
  }

  /// What a refresh that is let out changes: the standing release serves it, and its products are
  /// up to date.
  func changesOfServing(
    _ digest: DigestText, _ day: Day, _ read: any RecordReader
  ) throws -> [Change] {
    guard let id = refreshOf, var standing = try read.find(Release.self, id) else { return [] }
    standing.served = ServedRefresh(
      release: self.id, digest: digest, dataObject: dataObject, on: day)
    standing.notRefreshedSince = nil
    return try [.put(standing)] + Self.productChanges(of: id, since: nil, read)
  }

  /// What a refresh that is held, failed or did not leave changes: the standing release and its
  /// products say since when they are not refreshed.
  func changesOfHolding(_ day: Day, _ read: any RecordReader) throws -> [Change] {
    guard let id = refreshOf, var standing = try read.find(Release.self, id) else { return [] }
    let since = standing.notRefreshedSince ?? day
    standing.notRefreshedSince = since
    return try [.put(standing)] + Self.productChanges(of: id, since: since, read)
  }

  private static func productChanges(
    of release: RecordID, since day: Day?, _ read: any RecordReader
  ) throws -> [Change] {
    try read.every(Product.self, [.equal("release", release)]).compactMap { product in
      guard product.notRefreshedSince != day else { return nil }
      var product = product
      product.notRefreshedSince = day
      return .put(product)
    }
  }
}

extension Profile {
  /// Whether a vote to let out waits for something that is recorded of each release, such as a test
  /// of irreversibility: then no refresh leaves without people either, since its data are new.
  var testsEachRelease: Bool {
    prerequisites(of: CastVote.spec.info.name).contains { subject(of: $0) == .release }
  }
}

extension RefreshProblem {
  /// In words.
  func reason(_ clauses: [ClauseID]) -> Reason {
    switch self {
    case .standing:
      Reason(
        "egress.refresh.standing", clauses: clauses, zh: "只有已放行的长期有效查询接口可以更新",
        en: "only a standing query that is out is refreshed")
    case .open:
      Reason(
        "egress.refresh.open", clauses: clauses, zh: "已有更新在办或待审",
        en: "a refresh is under way or held")
    case .already:
      Reason(
        "egress.refresh.already", clauses: clauses, zh: "该数据已用于更新或已有结论",
        en: "these data are served, or a refresh from them was decided already")
    case .early:
      Reason(
        "egress.refresh.early", clauses: clauses, zh: "距上次更新未满规定间隔",
        en: "the least time since the last refresh has not passed")
    case .grant:
      Reason(
        "egress.refresh.grant", clauses: clauses, zh: "授权数据集未就绪或数据已再次更新",
        en: "the grant set is not ready, or its data changed again")
    }
  }
}
