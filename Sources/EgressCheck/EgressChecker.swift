// SPDX-License-Identifier: Apache-2.0
package import Cryptography
import Foundation
package import Sandbox

/// Checks outputs on local files with the engine of the platform's egress.
package struct EgressChecker: Sendable {
  private let runner: SandboxRunner
  private let memory: String
  private let random: any RandomSource
  private let salt: String

  /// Makes a checker that keeps plaintext on a memory-backed mount only.
  ///
  /// - Parameter salt: Letters and digits by which the sample of subjects is drawn. Without them
  ///   a check gives the same answer each time, and who made the output could tell the sample.
  package init(
    runner: SandboxRunner, memory: String = "/dev/shm", random: any RandomSource,
    salt: String = ""
  ) {
    self.runner = runner
    self.memory = memory
    self.random = random
    self.salt = salt.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Checks what a specification names; with `release`, a passed or remedied table is written.
  ///
  /// - Throws: ``SpecProblem`` for a specification or input that cannot be used.
  package func check(specification path: String, release: String? = nil) async throws -> CheckAnswer
  {
    let url = URL(filePath: path).absoluteURL
    let folder = InputFolder(path: url.deletingLastPathComponent().path)
    let bytes = try folder.bytes(url.path, field: "spec", max: EgressSpec.bytesMax)
    let spec = try EgressSpec(bytes)
    return try await Session.with(runner, memory: memory) { session in
      switch spec {
      case .table(let declaration):
        try await TableCheck(
          declaration: declaration, folder: folder, session: session, random: random
        ).run(release: release)
      case .microdata(let declaration):
        try await MicrodataCheck(
          declaration: declaration, folder: folder, session: session, salt: salt
        ).run()
      case .model(let declaration):
        try await ModelCheck(declaration: declaration, folder: folder, session: session).run()
      case .report(let declaration):
        try await ReportCheck(declaration: declaration, folder: folder, session: session).run()
      }
    }
  }
}

extension EgressChecker {
  /// A problem as JSON.
  package static func document(of problem: SpecProblem) -> Document {
    .members([
      (
        "error",
        .members([
          ("field", .string(problem.field)),
          ("reason", .members([("zh", .string(problem.zh)), ("en", .string(problem.en))])),
        ])
      )
    ])
  }
}
