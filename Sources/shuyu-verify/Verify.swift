// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// Checks evidence from files alone, on any machine, without the platform and without a network.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shuyu-verify",
    abstract: "Check a ledger, or a proof, from its files alone.",
    discussion: """
      Exit codes: 0 nothing is wrong, 1 problems were found, 2 wrong usage or unreadable input.
      """,
    subcommands: [CheckLedger.self, CheckProof.self], defaultSubcommand: CheckLedger.self)
}

/// What ends the program with another code than 0.
enum VerifyFailure: Int32, Error {
  /// Problems were found and printed.
  case problems = 1
  /// The input cannot be used, and this was printed.
  case unusable = 2
}

@main
enum Main {
  static func main() {
    do {
      var command = try Verify.parseAsRoot()
      try command.run()
    } catch let failure as VerifyFailure {
      exit(failure.rawValue)
    } catch {
      let isHelp = Verify.exitCode(for: error) == .success
      write(Verify.fullMessage(for: error), to: isHelp ? .standardOutput : .standardError)
      exit(isHelp ? 0 : VerifyFailure.unusable.rawValue)
    }
  }

  static func write(_ text: String, to handle: FileHandle) {
    handle.write(Data((text + "\n").utf8))
  }

  /// Prints why the input cannot be used and ends the command.
  static func unusable(_ message: String) -> VerifyFailure {
    write("shuyu-verify: \(message)", to: .standardError)
    return .unusable
  }
}
