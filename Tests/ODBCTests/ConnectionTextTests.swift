// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import ODBC
import Testing

/// Where a connection string may come from.
@Suite struct ConnectionTextTests {
  private func fault(_ text: String, mode: mode_t) throws -> ConnectionText.Fault? {
    let file = FileManager.default.temporaryDirectory.appending(path: "odbc-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    chmod(file.path, mode)
    do {
      _ = try ConnectionText.read(file: file.path)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [mode_t(0o640), 0o604, 0o644, 0o660, 0o602])
  func `a file that others may touch is refused`(mode: mode_t) throws {
    #expect(try fault("Driver=x;Password=y", mode: mode) == .notPrivate)
    #expect(try fault("Driver=x;Password=y", mode: 0o600) == nil)
  }

  @Test func `what is no connection string is refused`() throws {
    #expect(try fault("", mode: 0o600) == .notText)
    #expect(try fault("password", mode: 0o600) == .notText)
    #expect(try fault("a=\u{0}", mode: 0o600) == .notText)
    #expect(try fault("a=" + String(repeating: "x", count: 5_000), mode: 0o600) == .notText)
    #expect(throws: ConnectionText.Fault.notThere) { try ConnectionText.read(file: "/nowhere") }
    #expect(throws: ConnectionText.Fault.notThere) { try ConnectionText.read(file: "/tmp") }
  }

  @Test func `lines are parts of one string`() throws {
    let text = try ConnectionText.text(Array("Driver=x;\n  Server=y\n\nPassword=a b;\n".utf8))
    #expect(text == "Driver=x;Server=y;Password=a b")
  }

  @Test(arguments: ["+08:00", "-12:59", "+14:00", "+00:00"])
  func `an offset is one`(text: String) {
    #expect(ZoneOffset(text)?.text == text)
  }

  @Test(arguments: ["", "8", "+8:00", "+15:00", "-13:00", "+08:60", "+08-00", "+08:00'", "UTC"])
  func `what is no offset is refused`(text: String) {
    #expect(ZoneOffset(text) == nil)
  }
}
