// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// From the decision to an authorisation in force.
  static let agreement = TourChapter(
    "三、协议", "3. The agreement",
    [
      TourStep("期限不是五年的协议不得起草", "Another term than five years", as: "bureau") { stage in
        let sixYears = stage.today.adding(years: 6)
        try await stage.refused(
          "agreement.draft", "agreement.term.fixed", clauses: ["EZ-02.6-i"],
          try await stage.agreement(endsOn: sixYears))
      },
      TourStep("起草五年期协议和产品清单", "Draft five years with the product list", as: "bureau") { stage in
        try await stage.act(
          "agreement.draft", keep: "agreement", try await stage.agreement(endsOn: nil))
        let found = try await stage.get("agreements/\(try stage.text("agreement"))")
        stage.say(
          "\(found["startsOn"]?.string ?? "") – \(found["endsOn"]?.string ?? ""), "
            + "\(found["termYears"]?.int ?? 0) 年")
      },
      TourStep("未签署不得生效", "Nothing is in force before it is signed", as: "bureau") { stage in
        try await stage.refused(
          "agreement.activate", "procedure.order", clauses: ["EZ-02.6-h"],
          ["agreement": try stage.value("agreement")])
      },
      TourStep("双方签署，附签名和印章证据", "Two signatures with evidence and seal", as: "bureau-lead") {
        stage in
        for login in ["bureau-lead", "operator"] {
          try await stage.act(
            "agreement.sign", as: login,
            [
              "agreement": try stage.value("agreement"),
              "occurredOn": .string(stage.today.description),
              "evidenceDigest": try await stage.paper("Signature of \(login)", as: login),
              "sealDigest": try await stage.paper("Seal of \(login)", as: login),
            ])
        }
      },
      TourStep("一方不得签两次", "A party does not sign twice", as: "operator-2") { stage in
        let digest = try await stage.paper("Signature again")
        try await stage.refused(
          "agreement.sign", "agreement.signed",
          [
            "agreement": try stage.value("agreement"),
            "occurredOn": .string(stage.today.description), "evidenceDigest": digest,
            "sealDigest": digest,
          ])
      },
      TourStep("授权生效", "The authorisation is in force", as: "bureau") { stage in
        try await stage.act("agreement.activate", ["agreement": try stage.value("agreement")])
        let seen = try await stage.get("agreements/\(try stage.text("agreement"))", as: "public")
        guard seen["state"]?.string == "active", seen["signatures"] == nil else {
          throw TourFailure("the public should see the agreement without its signatures")
        }
      },
      TourStep("规范未审核不得提出场景", "No scenario before the rules are approved", as: "operator") {
        stage in
        try await stage.refused(
          "scenario.propose", "scenario.rules", clauses: ["EZ-02.11-c"],
          try stage.scenario(.census))
      },
      TourStep("开发商入驻、社会数据规范审核同意", "Rules for onboarding and social data", as: "operator") {
        stage in
        for (kind, title) in [("developerOnboarding", "开发商入驻规范"), ("socialData", "社会数据接入规范")] {
          try await stage.act(
            "ruleDocument.submit", keep: "rules",
            [
              "kind": .string(kind), "title": .string(title),
              "digest": try await stage.paper("Rules \(kind)"),
            ])
          try await stage.act(
            "ruleDocument.decide", as: "bureau-lead",
            [
              "ruleDocument": try stage.value("rules"), "conclusion": "approved",
              "opinion": "同意",
            ])
        }
      },
    ])
}
