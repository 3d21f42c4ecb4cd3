// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ImportRequestTests {
  @Test func `a request that declares source, right and columns waits for its scan`() throws {
    let own = try ImportCase()
    try own.request(["keepUntil": "2026-12-31"])
    let found = try own.chain.record(DataImport.self, own.id)
    #expect(found.state == .requested && found.approvalsNeeded == 2)
    #expect(found.lastDay == (try day("2026-12-31")))
    #expect(found.parties == [own.owner.organisation])
    #expect(found.resource == nil && found.batch == nil && found.votes.isEmpty)
  }

  @Test func `what is not declared whole is refused, each for its own reason`() throws {
    let own = try ImportCase()
    try own.supply.approve()
    let identity = ImportCase.column("id", "identityNumber", "direct")
    let code = ImportCase.column("code", "creditCode", "direct")
    let cases: [([String: JSON], String)] = [
      (["proof": .null], "import.source"), (["personal": true], "import.basis"),
      (["personal": true, "basis": "consent"], "import.basis"),
      (["source": own.source(["signedOn": "2026-12-31"])], "import.right"),
      (["source": own.source(["until": "2026-03-02"])], "import.right"),
      (["keepUntil": "2026-03-02"], "import.right"),
      (["keyColumns": ["other"]], "import.key"), (["subjectColumn": "other"], "import.key"),
      (["keyColumns": ["code", "code"]], "import.key"),
      (["manifest": own.manifest(["mode": "append"])], "import.manifest"),
      (["manifest": own.manifest(["columns": ["code"]])], "import.manifest"),
      (
        [
          "columns": [
            ImportCase.column("code", "creditCode", "other"),
            ImportCase.column("orders", "integer", "sensitive"),
          ]
        ], "import.identifier"
      ),
      (
        ["columns": [code, ImportCase.column("orders", "integer", "other", grade: "core")]],
        "import.core"
      ),
      (
        [
          "columns": [code, identity],
          "manifest": own.manifest(["columns": ["code", "id"]]),
        ], "import.personal"
      ),
    ]
    for (changes, code) in cases {
      let outcome = try own.tryRequest(changes)
      #expect(outcome.codes == [code], "\(changes.keys)")
    }
    let twice: JSON = [code, ImportCase.column("CODE", "integer", "other")]
    let outcome = try own.tryRequest([
      "columns": twice, "manifest": own.manifest(["columns": ["code", "CODE"]]),
    ])
    #expect(outcome.codes == ["import.columns"])
    #expect(try own.tryRequest().isAllowed)
  }

  @Test func `personal information with its ground and proof may be asked for`() throws {
    let own = try ImportCase()
    try own.request(["personal": true, "basis": "consent", "basisProof": digest("consents")])
    #expect(try own.chain.record(DataImport.self, own.id).basis == .consent)
  }

  @Test func `nobody asks where no rule knows of imports`() throws {
    let own = try ImportCase()
    try own.supply.approve()
    let text = try ProjectFiles.ezhouText()
    let start = try #require(text.firstRange(of: "\nimports:\n"))
    let end = try #require(text.firstRange(of: "\noperation:\n"))
    let silent = String(text[..<start.lowerBound]) + String(text[end.lowerBound...])
    own.platform.profile = try Profile.load(yaml: silent, file: "ezhou.yaml")
    #expect(try own.tryRequest().codes == ["import.closed"])
  }

  @Test func `the rules on social data come first`() throws {
    let own = try ImportCase(rules: false)
    let id = try own.chain.must(
      "ruleDocument.submit",
      ["kind": "developerOnboarding", "title": "规范", "digest": digest("rules")], own.owner)
    try own.chain.must(
      "ruleDocument.decide",
      ["ruleDocument": .string(id.rawValue), "conclusion": "approved", "opinion": "同意"], own.first)
    try own.supply.approve()
    let outcome = try own.tryRequest()
    #expect(outcome.codes == ["import.rules"])
    #expect(outcome.clauses.contains("EZ-02.11-b"))
  }

  @Test func `another operator's scenario, and one that is not approved, take no import`() throws {
    let own = try ImportCase()
    try own.supply.assess()
    #expect(try own.tryRequest().codes == ["scenario.approval"])
    let stranger = try own.platform.run(
      "import.request", try own.input(), as: own.chain.loser)
    #expect(stranger.codes == ["scenario.unknown"])
  }

  @Test func `an id that is no file of the operator's own is refused, whatever it names`() throws {
    let own = try ImportCase()
    try own.supply.supply()
    let version = try own.chain.record(DatasetVersion.self, own.supply.version)
    let unknown = own.supply.random("UPL")
    own.platform.notUploaded.insert(unknown)
    let object = own.supply.random("OBJ")
    for upload in [version.vaultObject.rawValue, object, unknown] {
      let outcome = try own.tryRequest(["upload": .string(upload)])
      #expect(outcome.codes == ["import.upload"], "\(upload)")
    }
    try own.approve()
    for upload in [version.vaultObject.rawValue, object, unknown] {
      let outcome = try own.platform.run(
        "import.deliver", try own.delivery(["upload": .string(upload)]), as: own.owner)
      #expect(outcome.codes == ["import.upload"], "\(upload)")
    }
    try own.deliver()
    let found = try own.chain.record(DataImport.self, own.id)
    #expect(found.uploads == [found.upload])
  }

  @Test func `a file that was filed as a paper is neither asked for nor handed in`() throws {
    let own = try ImportCase()
    try own.supply.supply()
    let paper = own.supply.random("UPL")
    own.platform.papers.insert(paper)
    let asked = try own.tryRequest(["upload": .string(paper)])
    #expect(asked.codes == ["import.upload.paper"])
    try own.approve()
    let delivered = try own.platform.run(
      "import.deliver", try own.delivery(["upload": .string(paper)]), as: own.owner)
    #expect(delivered.codes == ["import.upload.paper"])
  }

  @Test func `one file serves one import, and few wait at once`() throws {
    let own = try ImportCase()
    try own.supply.approve()
    let upload = JSON.string(own.supply.random("UPL"))
    #expect(try own.tryRequest(["upload": upload]).isAllowed)
    #expect(try own.tryRequest(["upload": upload]).codes == ["import.upload.used"])
    #expect(try own.tryRequest().isAllowed)
    #expect(try own.tryRequest().isAllowed)
    #expect(try own.tryRequest().codes == ["import.waiting"])
  }
}
