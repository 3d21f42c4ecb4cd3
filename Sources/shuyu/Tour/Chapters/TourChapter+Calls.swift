// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// Products are called, metered and accounted for.
  static let calls = TourChapter(
    "九、调用、计量、对账", "9. Calls, metering, statements",
    [
      TourStep(
        "核验身份，账号各绑定一个主体", "Identities verified, each account bound to one subject",
        as: "ezhou-securityadministrator"
      ) { stage in
        let subjects = try stage.subjects()
        try await stage.bind("subject-enterprise", kind: "enterprise", code: subjects.uscc[0])
        try await stage.bind("subject-person", kind: "person", code: subjects.person[0])
      },
      TourStep("企业和个人授权查询", "An enterprise and a person authorise", as: "subject-enterprise") {
        stage in
        let electricity = try await stage.consent(.electricity, as: "subject-enterprise")
        var another = electricity
        another["subjectKind"] = "enterprise"
        another["subjectCode"] = .string(try stage.subjects().uscc[1])
        try await stage.refused(
          "consent.grant", "consent.otherSubject", clauses: ["EZ-02.3-b"], another)
        try await stage.act(
          "consent.grant", keep: TourProduct.electricity.key("consent"), electricity)
        let fund = try await stage.consent(.fund, as: "subject-person")
        try await stage.act(
          "consent.grant", as: "subject-person", keep: TourProduct.fund.key("consent"), fund)
      },
      TourStep("一千次调用，其中有被拒的", "A thousand calls, refused ones among them", as: "developer") {
        stage in
        var calls = TourCalls(server: stage.server)
        for planned in try stage.plan() { _ = try await stage.call(planned, &calls) }
        for (name, count) in calls.tally.sorted(by: { $0.key < $1.key }) {
          stage.say("\(name): \(count)")
        }
        let wanted = [
          "answered", "withheld", "product.outsideDomain", "key.invalid", "subject.unavailable",
        ]
        let missing = wanted.filter { calls.tally[$0] == nil }
        guard missing.isEmpty else { throw TourFailure("no call was \(missing)") }
        stage.keep(calls)
      },
      TourStep(
        "撤回授权，下一次调用即被拒", "Authorisation withdrawn; the next call refused",
        as: "subject-enterprise"
      ) { stage in
        let code = try stage.subjects().uscc[0]
        var calls = try stage.calls()
        let planned = TourStage.Planned(product: .electricity, parameters: [("uscc", code)])
        let before = try await stage.call(planned, &calls)
        try await stage.act(
          "consent.withdraw",
          ["consent": try stage.value(TourProduct.electricity.key("consent"))])
        let after = try await stage.call(planned, &calls)
        stage.keep(calls)
        guard before.isAnswered, after.status == 403, after.code == "subject.unavailable" else {
          throw TourFailure("before \(before.status), after \(after.status)")
        }
        stage.record.cite(["EZ-02.3-b"])
        stage.say("\(after.body["reasons"]?[0]?["message"]?["zh"]?.string ?? "")")
      },
      TourStep("月末对账单与调用记录一致", "The month's statements equal the calls", as: "developer") { stage in
        try await stage.moveClock(days: 31)
        try await stage.compareStatements()
      },
    ])
}
