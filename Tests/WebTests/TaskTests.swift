// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Testing

/// What each does once waits for whoever has not done it, and for nobody else.
@Suite struct TaskTests {
  private static let signed = FakeRecords.id("NTE", 1).rawValue
  private static let unsigned = FakeRecords.id("NTE", 3).rawValue

  private func sign(_ state: inout FakePlatform.State, by organisation: RecordID) {
    state.records["note"] = state.records["note"]?.map { note in
      guard note["id"]?.string == Self.signed, var members = note.object else { return note }
      members["signatures"] = [["by": .string(organisation.rawValue)]]
      return .object(members)
    }
  }

  private func vote(_ state: inout FakePlatform.State, by login: String) {
    let account = FakeRecords.actors[login]?.account.rawValue ?? ""
    state.records["noteVote"] = [
      [
        "id": .string(FakeRecords.id("NTV", 1).rawValue), "place": "ezhou",
        "note": .string(Self.signed), "account": .string(account),
      ]
    ]
  }

  @Test func `what waits for a signature waits until the organisation has signed`() async throws {
    var before = try await Browser.signedIn("signer")
    #expect(try await before.get("/").text.contains(Self.signed))
    let form = "/console/actions/note.sign?note=\(Self.signed)"
    #expect(try await before.get("/console/notes/\(Self.signed)").text.contains(form))

    var after = try await Browser.signedIn("signer") { sign(&$0, by: FakeRecords.bureau) }
    let tasks = try await after.get("/").text
    #expect(!tasks.contains(Self.signed) && tasks.contains(Self.unsigned))
    #expect(!(try await after.get("/console/notes/\(Self.signed)").text.contains(form)))
  }

  @Test func `another's signature changes nothing`() async throws {
    var browser = try await Browser.signedIn("signer") {
      sign(&$0, by: FakeRecords.id("ORG", 2))
    }
    #expect(try await browser.get("/").text.contains(Self.signed))
  }

  @Test func `what waits for a vote waits until the account has voted`() async throws {
    var before = try await Browser.signedIn("checker")
    #expect(try await before.get("/").text.contains(Self.signed))
    var after = try await Browser.signedIn("checker") { vote(&$0, by: "checker") }
    let tasks = try await after.get("/").text
    #expect(!tasks.contains(Self.signed) && tasks.contains(Self.unsigned))
    var other = try await Browser.signedIn("checker") { vote(&$0, by: "clerk") }
    #expect(try await other.get("/").text.contains(Self.signed))
  }

  @Test func `records behind many that are done are found, and counted`() async throws {
    var browser = try await Browser.signedIn("signer") { state in
      state.records["note"] = Many.notes(30).enumerated().map { index, note in
        guard index < 20, var members = note.object else { return note }
        members["signatures"] = [["by": .string(FakeRecords.bureau.rawValue)]]
        return .object(members)
      }
    }
    let text = try await browser.get("/").text
    #expect(text.components(separatedBy: "/console/actions/note.sign").count == 6)
  }
}
