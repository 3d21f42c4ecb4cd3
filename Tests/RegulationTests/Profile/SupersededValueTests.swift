// SPDX-License-Identifier: Apache-2.0

import Regulation
import Testing

/// Values over which a newer or higher instrument prevails.
@Suite struct SupersededValueTests {
  private func quzhou() throws -> Profile {
    try Profile.load(yaml: SharedData.text("quzhou.yaml"), file: "quzhou.yaml")
      .resting(on: SharedData.national())
  }

  private func setting(_ key: String, _ text: String) -> ProfileSetting {
    ProfileSetting(key: key, text: text, source: "浙数〔2026〕2号", superseding: ["QZ-30-b"])
  }

  @Test func `an instrument takes the place of one value and of nothing else`() throws {
    let base = try quzhou()
    let after = try base.superseded(by: [setting("authorisation.termYears", "2")])
    #expect(after.authorisation.termYears.value == 2)
    #expect(after.authorisation.termYears.clauses == ["QZ-16.p1-b", "QZ-30-b"])
    #expect(after.authorisation.termYears.source == "浙数〔2026〕2号")
    #expect(after.eligibility == base.eligibility && after.procedures == base.procedures)
    #expect(after.open == base.open && after.egress == base.egress)
    #expect(after.givenValue("authorisation.termYears")?.text == "3")
  }

  @Test func `what the text does not give is left as it is`() throws {
    let base = try quzhou()
    #expect(try base.superseded(by: [setting("authorisation.unheardOf", "2")]) == base)
    #expect(base.givenValue("text.validFrom") == nil)
    #expect(base.openValue("text.validFrom")?.form == .day)
    #expect(try base.superseded(by: []) == base)
  }

  @Test func `a value outside its form is reported with its line`() throws {
    let base = try quzhou()
    #expect(throws: ProfileError.self) {
      try base.superseded(by: [setting("authorisation.termYears", "many")])
    }
  }

  @Test func `a setting that only fills gaps does not touch a given value`() throws {
    #expect(throws: ProfileError.self) {
      try Profile.load(
        yaml: SharedData.text("quzhou.yaml"), file: "quzhou.yaml",
        settings: [ProfileSetting(key: "authorisation.termYears", text: "2", source: "1号")])
    }
  }

  @Test func `a procedure for earlier authorisations must be one of the text`() throws {
    let text = try SharedData.text("sichuan.yaml").replacing(
      "earlierOnly: {value: [legacyAlignment]", with: "earlierOnly: {value: [unheardOf]")
    #expect(throws: ProfileError.self) { try Profile.load(yaml: text, file: "sichuan.yaml") }
  }
}
