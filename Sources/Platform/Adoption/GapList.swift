// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Holds an earlier authorisation against the rules of today and lists what it lacks (SC-32-a).
struct GapList {
  /// The authorisation.
  let earlier: EarlierAuthorisation
  /// What it is compared with.
  let facts: GapFacts
  /// The rules and the day.
  let context: Context

  /// Everything that it lacks, in the order of the procedure and then of the rules.
  var gaps: [AuthorisationGap] {
    guard !context.isOff("adoption.gaps") else { return [] }
    return steps + parties + text + supply + filings
  }

  /// The steps without a paper, and the materials that are missing from the papers of a step.
  private var steps: [AuthorisationGap] {
    let named = Set(earlier.papers.map(\.name))
    return (facts.procedure?.steps(shownByPapersUnder: context.profile) ?? []).flatMap { step in
      missing(of: step, named)
    }
  }

  private func missing(of step: ProcedureStep, _ named: Set<String>) -> [AuthorisationGap] {
    guard !named.contains(step.id) else { return [] }
    let asked = step.materials.filter { !step.optionalMaterials.contains($0.id) }
    let lacking = asked.filter { !named.contains("\(step.id).\($0.id)") }
    guard lacking.count < asked.count else {
      return [AuthorisationGap(.missingStep, step.id, step.clauses)]
    }
    return lacking.map { AuthorisationGap(.missingMaterial, $0.id, step: step.id, step.clauses) }
  }

  /// Who authorised, and who had to sign too.
  private var parties: [AuthorisationGap] {
    let rules = context.profile.authorisation
    var gaps: [AuthorisationGap] = []
    let held = facts.grantor?.capacities ?? []
    let isBarred = held.contains(.sourceUnit) && rules.sourceUnitMayAuthorise.value == false
    if let allowed = rules.grantors.value,
      Set(held).isDisjoint(with: allowed) || isBarred && !allowed.contains(.sourceUnit)
    {
      gaps.append(
        AuthorisationGap(.otherGrantor, earlier.grantor.rawValue, rules.grantors.clauses))
    }
    if let mode = context.profile.mode(earlier.mode), mode.isCosigned {
      gaps.append(AuthorisationGap(.missingCosigners, mode.id, mode.clauses))
    }
    return gaps
  }

  /// The term, the sections and the lines of the product list.
  private var text: [AuthorisationGap] {
    let rules = context.profile.authorisation
    let written = KeyedTexts(earlier.sections ?? [:])
    var gaps: [AuthorisationGap] = []
    if let problem = earlier.termProblem(endsOn: earlier.endsOn, context) {
      gaps.append(AuthorisationGap(.longTerm, "term", problem.clauses))
    }
    gaps += rules.agreementSections.filter { written[$0.id] == nil }.map {
      AuthorisationGap(.missingSection, $0.id, $0.clauses)
    }
    if !AgreedProduct.lineProblems(facts.products, context).isEmpty {
      gaps.append(
        AuthorisationGap(
          .missingProductItems, "products", context.profile.products.lineItems.clauses))
    }
    let reviewers = AgreedProduct.reviewerProblems(
      facts.products, facts.reviewers, operator: earlier.operator, context)
    if !reviewers.isEmpty {
      gaps.append(
        AuthorisationGap(.missingReviewer, "reviewer", context.profile.products.reviewer.clauses))
    }
    return gaps
  }

  /// Data outside the authorised catalogue, and documents that come before supply.
  private var supply: [AuthorisationGap] {
    let clauses = context.profile.catalogue.separateAuthorisedCatalogue.clauses
    let unlisted = earlier.entries.filter { facts.entries[$0]?.state != .listed }
    return unlisted.map { id in
      AuthorisationGap(
        .unlistedEntry, id.rawValue, clauses + (facts.entries[id]?.clauses ?? []))
    }
      + facts.missingRules.map { AuthorisationGap(.missingDocument, $0.id, $0.clauses) }
  }

  /// The filings of an agreement that have no receipt.
  private var filings: [AuthorisationGap] {
    context.profile.operation.filings.filter { $0.isOfAgreement && !facts.filed.contains($0.id) }
      .map { AuthorisationGap(.missingFiling, $0.id, $0.clauses + $0.workingDays.clauses) }
  }
}

extension EarlierAuthorisation {
  /// Why its term, or another last day for it, is not what the rules have; nil where it is.
  func termProblem(endsOn end: Day, _ context: Context) -> Reason? {
    AgreementTerm(mode: mode, startsOn, end, isException: false, context)?.problem
  }
}

extension Procedure {
  /// The steps of which an earlier authorisation can have papers: all that are not left to choice,
  /// but for its coming into force, and for the filing of the agreement, which the platform sees.
  func steps(shownByPapersUnder profile: Profile) -> [ProcedureStep] {
    steps.filter { step in
      let isSeen =
        profile.filesAgreements && step.kind == .file
        && step.period?.event == FilingRule.agreementSigned
      return step.kind != .activate && !step.isOptional && !isSeen
    }
  }
}
