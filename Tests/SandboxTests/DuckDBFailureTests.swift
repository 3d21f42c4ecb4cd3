// SPDX-License-Identifier: Apache-2.0
import Sandbox
import Testing

/// How the line of a failed statement is found, from what the shell printed.
struct DuckDBFailureTests {
  private func failure(_ code: String, echoed: String, error: String) -> JobFailure {
    let receipt = SandboxReceipt(
      exit: .exited(1), limiter: .rlimit, standardOutput: Array(echoed.utf8),
      standardError: Array(error.utf8))
    return DuckDBEngine(tools: SandboxTools(folder: "/nowhere")).failure(of: receipt, code: code)
  }

  @Test(arguments: [
    ("Parser Error: x", JobFailure.Class.syntax), ("Binder Error: x", .unknownName),
    ("Catalog Error: x", .unknownName), ("Conversion Error: x", .type),
    ("Out of Range Error: x", .outOfRange), ("Constraint Error: x", .constraint),
    ("Permission Error: x", .forbidden), ("Out of Memory Error: x", .outOfMemory),
    ("IO Error: x", .input), ("IO Error: No space left on device", .scratchFull),
    ("Invalid Input Error: Cannot change configuration option \"x\"", .forbidden),
    ("Invalid Input Error: secret", .type),
    (
      "Out of Memory Error: failed to offload data block of size 256.0 KiB", .scratchFull
    ),
    (".read cannot be used in -safe mode", .forbidden),
    ("INTERNAL Error: x", .other), ("", .other), ("secret", .other),
  ])
  func `each kind of error has a class`(_ error: String, _ expected: JobFailure.Class) {
    #expect(failure("", echoed: "", error: error).class == expected)
  }

  @Test func `of equal statements the one with the matching past is meant`() {
    let code = "SELECT 1;\nSELECT x;\nSELECT 2;\nSELECT x;\n"
    let first = failure(code, echoed: "SELECT 1;\nSELECT x;\n", error: "Binder Error: x")
    let second = failure(
      code, echoed: "SELECT 1;\nSELECT x;\nSELECT 2;\nSELECT x;\n", error: "Binder Error: x")
    #expect(first == JobFailure(.unknownName, line: 2))
    #expect(second == JobFailure(.unknownName, line: 4))
  }

  @Test func `the quoted line of a long statement is meant`() {
    let code = "SELECT a,\n  b,\n  nosuch\nFROM t;\n"
    let error = "Binder Error: x\n\nLINE 3:   nosuch\n          ^\n"
    #expect(
      failure(code, echoed: "SELECT a,\n  b,\n  nosuch\nFROM t;\n", error: error)
        == JobFailure(.unknownName, line: 3))
  }

  @Test func `a quotation that was cut short still counts`() {
    let code = "SELECT 1;\nSELECT aaaaaaaaaaaaaaaaaaaaaaaa, nosuch, bbbbbbbbbbbbbb FROM t;\n"
    let error = "Binder Error: x\n\nLINE 1: ...aaaaaaaa, nosuch, bbbb...\n"
    let failed = failure(code, echoed: code, error: error)
    #expect(failed == JobFailure(.unknownName, line: 2))
  }

  @Test func `a statement that was never echoed lies after the last that was`() {
    let code = "SELEC 1 FROM a;\n-- SELEC 2\nSELECT 0;\nSELEC 1;\n"
    let error = "Parser Error: x\n\nLINE 1: SELEC 1;\n"
    #expect(
      failure(code, echoed: "SELECT 0;\n", error: error) == JobFailure(.syntax, line: 4))
  }

  @Test func `a failure of a declared query has no line of the code`() {
    let code = "SELECT 1;\n"
    let echoed = "SELECT 1;\nCREATE OR REPLACE TABLE result.main.\"o\" AS\nSELECT 1;\n"
    #expect(
      failure(code, echoed: echoed, error: "Binder Error: x") == JobFailure(.unknownName))
  }

  @Test func `a line is never outside the code, whatever was printed`() {
    var random = SystemRandomNumberGenerator()
    let seed = random.next() as UInt64
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "SELECT 1;", "", ";", "a", "LINE 1: a", "LINE 9: ", "Parser Error: x", "IO Error", "\t",
      "Binder Error: y", "..", "LINE x",
    ]
    func text() -> String {
      (0..<next(8)).map { _ in pieces[next(pieces.count)] }.joined(separator: "\n")
    }
    for round in 0..<2000 {
      let code = text()
      let found = failure(code, echoed: text(), error: text())
      let count = code.split(separator: "\n", omittingEmptySubsequences: false).count
      if let line = found.line, !(1...count).contains(line) {
        Issue.record("seed \(seed), round \(round): line \(line) of \(count)")
      }
    }
  }
}
