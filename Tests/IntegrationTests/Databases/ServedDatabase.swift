// SPDX-License-Identifier: Apache-2.0
import ODBC
import Testing

/// The server of the suite that is running.
struct ServedDatabase: Sendable {
  @TaskLocal static var current: ServedDatabase?

  let address: DatabaseAddress?
  let problem: String

  /// The server; where there is none the test is left out and says why.
  static func need() throws -> DatabaseAddress {
    let served = current
    guard let address = served?.address else {
      try Test.cancel("no database to test with: \(served?.problem ?? "not started")")
    }
    guard Database.isPresent else {
      try Test.cancel("unixODBC is not installed; run scripts/install-tools --with-databases")
    }
    return address
  }
}

/// One server for all tests of a suite, started before the first and stopped after the last.
struct DatabaseTrait: SuiteTrait, TestScoping {
  let kind: DatabaseServer.Kind
  let statements: [String]

  func scopeProvider(for test: Test, testCase: Test.Case?) -> DatabaseTrait? {
    testCase == nil && test.isSuite ? self : nil
  }

  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    var server: DatabaseServer?
    var problem = ""
    do {
      server = try DatabaseServer(kind, statements)
    } catch {
      problem = "\(error)"
    }
    defer { server?.stop() }
    let served = ServedDatabase(address: server?.address, problem: problem)
    try await ServedDatabase.$current.withValue(served) { try await function() }
  }
}

extension SuiteTrait where Self == DatabaseTrait {
  /// Runs the suite against a server of its own with these tables.
  static func database(_ kind: DatabaseServer.Kind, _ statements: [String]) -> DatabaseTrait {
    DatabaseTrait(kind: kind, statements: statements)
  }
}
