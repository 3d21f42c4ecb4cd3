// SPDX-License-Identifier: Apache-2.0
import Testing

/// One server for all tests of a suite, started before the first and stopped after the last.
struct ServerTrait: SuiteTrait, TestScoping {
  func scopeProvider(for test: Test, testCase: Test.Case?) -> ServerTrait? {
    testCase == nil && test.isSuite ? self : nil
  }

  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let data = Built.temporary("http")
    let server = try RunningServer(data: data)
    do {
      try await RunningServer.$current.withValue(server) { try await function() }
    } catch {
      await server.kill()
      throw error
    }
    let status = await server.stop()
    #expect(status == 0)
    try Built.remove(data)
  }
}

extension SuiteTrait where Self == ServerTrait {
  /// Runs the suite against a server of its own.
  static var server: ServerTrait { ServerTrait() }
}
