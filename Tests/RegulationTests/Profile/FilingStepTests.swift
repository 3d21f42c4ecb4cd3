// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation
import Testing

/// Filings that fulfil a step, records that must agree with a request, and projects that stand.
@Suite struct FilingStepTests {
  private static func text(_ place: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "Regulations/\(place).yaml"), encoding: .utf8)
  }

  private static func problems(
    _ place: String, _ old: String, _ new: String
  ) throws -> [ProfileProblem] {
    let text = try text(place)
    try #require(text.contains(old), "\(old)")
    do {
      _ = try Profile.load(yaml: text.replacing(old, with: new), file: "\(place).yaml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `the plan of a city is fulfilled by its filing, and each end by its deliberation`()
    throws
  {
    let sichuan = try Profile.load(yaml: try Self.text("sichuan"), file: "sichuan.yaml")
    #expect(sichuan.filing("plan")?.step == "planFiling")
    #expect(sichuan.filing("agreement")?.step == "agreementFiling")
    let need = sichuan.authorities?.level("county")?.needs.first
    #expect(need?.paper == nil && need?.standing.contains("agreement.resume") == true)
    let quzhou = try Profile.load(yaml: try Self.text("quzhou"), file: "quzhou.yaml")
    let rule = quzhou.prerequisites(of: "agreement.terminate").first {
      $0.duty == "exitDeliberation"
    }
    #expect(rule?.match?.field == "ground" && rule?.isOnce == true)
    #expect(quzhou.prerequisites.filter { $0.match != nil }.count == 1)
  }

  @Test(arguments: [
    (
      "sichuan", "from: planApproved, step: planFiling,", "from: planApproved, step: nowhere,",
      "names `nowhere`, which is no step of filing"
    ),
    (
      "sichuan", "from: planApproved, step: planFiling,", "from: planApproved, step: call,",
      "names `call`, which is no step of filing"
    ),
    (
      "quzhou", "matches: {part: deliberatedGround,", "matches: {part: mood,",
      "names `mood`, which no record of its duty says"
    ),
    (
      "sichuan", "{paper: receipt, actions: [call.draft, case.open],",
      "{paper: receipt, actions: [call.draft, case.open], standing: [agreement.sign],",
      "`standing` is for `project: true`"
    ),
    (
      "shuozhou", "procedure: productList, step: filing,",
      "procedure: productList, step: publication,",
      "names `publication`, which is no step of filing"
    ),
    (
      "shuozhou", "procedure: productList, step: filing,", "procedure: nowhere, step: filing,",
      "names `filing`, which is no step of filing"
    ),
    (
      "shuozhou", "procedure: productList, step: filing,", "procedure: productList,",
      "names a procedure and no step of it"
    ),
    (
      "shuozhou", "procedure: productList, step: filing,", "step: filing,",
      "names `productList`, in which publishing does not wait for a filing with a receipt"
    ),
    (
      "shuozhou", "listPublication: {procedure: productList,",
      "listPublication: {procedure: nowhere,",
      "names `nowhere`, in which publishing does not wait"
    ),
    (
      "shuozhou", "by: [dataAuthority, operator]\n        needs: [filing]",
      "by: [dataAuthority, operator]\n        needs: [listDraft]",
      "names `productList`, in which publishing does not wait"
    ),
    (
      "shuozhou", "{positive: [governmentShare,", "{positive: [nobodysShare,",
      "nobodysShare"
    ),
  ])
  func `what names nothing is refused with its line`(
    place: String, old: String, new: String, message: String
  ) throws {
    let found = try Self.problems(place, old, new)
    #expect(
      found.contains { $0.message.contains(message) && $0.line > 0 }, "\(found.map(\.message))")
  }

  @Test(arguments: ["handan", "ezhou", "quzhou", "shuozhou", "sichuan"])
  func `how long a warning may take is left open, with its clause`(place: String) throws {
    let profile = try Profile.load(yaml: try Self.text(place), file: "\(place).yaml")
    let value = try #require(profile.security.alertWorkingDaysMax)
    #expect(value.isOpen && !value.clauses.isEmpty)
    let open = try #require(profile.openValue("security.alertWorkingDaysMax"))
    #expect(open.form.accepts("15") && !open.form.accepts("0") && !open.form.accepts("soon"))
  }

  @Test func `steps of one name belong to the procedure that a filing names`() throws {
    let shuozhou = try Profile.load(yaml: try Self.text("shuozhou"), file: "shuozhou.yaml")
    let list = try #require(shuozhou.filing("productList"))
    #expect(list.fulfils("filing", of: "productList") && list.isOfPlace)
    #expect(!list.fulfils("filing", of: "productListChange"))
    #expect(!list.fulfils("filing", of: "feeSchedule"))
    #expect(!list.fulfils("publication", of: "productList"))
    #expect(shuozhou.listFiling == list)
    let contract = try #require(shuozhou.filing("scenarioContract"))
    #expect(!contract.fulfils("filing", of: "productList") && !contract.isOfPlace)
    for place in ["ezhou", "handan", "quzhou", "sichuan"] {
      let profile = try Profile.load(yaml: try Self.text(place), file: "\(place).yaml")
      #expect(profile.products.listPublication == nil && profile.listFiling == nil)
    }
    let sichuan = try Profile.load(yaml: try Self.text("sichuan"), file: "sichuan.yaml")
    #expect(sichuan.filing("plan")?.fulfils("planFiling", of: "authorisation") == true)
  }

  @Test func `a profile without that value is read as before`() throws {
    let line = "  alertWorkingDaysMax: {value: null, clauses: [QZ-24-h]}\n"
    let text = try Self.text("quzhou").replacing(line, with: "")
    let profile = try Profile.load(yaml: text, file: "quzhou.yaml")
    #expect(profile.security.alertWorkingDaysMax == nil)
  }
}
