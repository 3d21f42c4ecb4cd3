// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Logging
import Regulation

/// One call with a known key, from its parameters to its usage record.
struct MeteredCall {
  private let gateway: ProductGateway
  private let call: ProductCall
  private let rights: KeyRights
  private let now: Instant
  private let today: Day

  init(gateway: ProductGateway, call: ProductCall, rights: KeyRights, at now: Instant) {
    self.gateway = gateway
    self.call = call
    self.rights = rights
    self.now = now
    today = now.day(in: .china)
  }

  /// What the call would be answered, before it is counted and recorded.
  private struct Draft {
    let outcome: UsageOutcome
    let body: [String: JSON]
    let limits: [(DailyCounts.Counter, Int)]
  }

  /// What the caller is told, under which record.
  struct Told {
    let result: Result<JSON, CallRefusal>
    let usage: RecordID?
    var isReplay = false
  }

  /// Answers or refuses; either is on the disk when this returns.
  func run(_ rate: RateLimiter.State) async -> Told {
    let line = rights.holder.line
    var digest = gateway.setup.key.digest(ofParameters: .null, line: line)
    do {
      guard rate.isAllowed else { throw CallRefusal.tooMany }
      let entitlement = try entitled()
      let query = try ProductQuery(call)
      digest = gateway.setup.key.digest(
        ofParameters: query.canonical(for: entitlement.form), line: line)
      let draft = try await draft(query, entitlement, digest)
      guard let id = call.requestID else {
        return try await give(draft, entitlement, digest, answer: nil)
      }
      return try await once(.init(key: rights.holder.key, id: id), draft, entitlement, digest)
    } catch let refusal as CallRefusal {
      return await refuse(refusal, digest)
    } catch {
      gateway.logger.error("call failed", metadata: ["kind": "\(type(of: error))"])
      return Told(result: .failure(.fault), usage: nil)
    }
  }

  /// The key is for this product and version, and its rights hold.
  private func entitled() throws(CallRefusal) -> Entitlement {
    guard call.product == rights.holder.product.rawValue, call.version == rights.holder.version
    else { throw .otherProduct }
    if let id = call.requestID, !UsageRecord.isRequestID(id) { throw .requestID }
    switch rights.standing {
    case .refused(let reasons): throw CallRefusal(.forbidden, reasons)
    case .allowed(let entitlement): return entitlement
    }
  }

  /// Asks the reviewed content.
  private func draft(
    _ query: ProductQuery, _ entitlement: Entitlement, _ digest: Digest
  ) async throws -> Draft {
    var limits: [(DailyCounts.Counter, Int)] = []
    let (line, developer) = (rights.holder.line, rights.holder.developer)
    if let most = entitlement.callsPerDay {
      limits.append((.product(line: line, developer: developer), most))
    }
    switch (entitlement.form, try await content(entitlement)) {
    case (.cube, .cube(let cube)):
      let (outcome, body) = try query.ask(cube)
      return Draft(outcome: outcome, body: body, limits: limits)
    case (.subject(let template, let clauses), .subjects(let index)):
      let code = try query.subject(template)
      // Both are asked in every case, so that time tells nothing either.
      let values = index.values(of: code, key: gateway.setup.key)
      let isAuthorised = try gateway.setup.source.isAuthorised(
        rights.holder, subject: code, on: today)
      guard isAuthorised, let values else { throw CallRefusal.subject(clauses) }
      limits.append(
        (.subject(line: line, developer: developer, digest), template.dailyLimitPerSubject))
      return Draft(
        outcome: .answered, body: ProductQuery.body(values, fields: index.header.fields),
        limits: limits)
    default: throw CallRefusal.form
    }
  }

  private func content(_ entitlement: Entitlement) async throws -> ProductContent {
    do {
      return try await gateway.setup.products.content(of: entitlement)
    } catch ProductFileError.notCalled {
      throw CallRefusal.form
    } catch {
      gateway.logger.error(
        "product file refused",
        metadata: ["release": "\(entitlement.release)", "kind": "\(type(of: error))"])
      throw CallRefusal.file
    }
  }

  /// Answers a request that the caller has named: the same one is paid once within a day, and given
  /// the same answer a few times. Rights and authorisation were asked before, as for any call.
  private func once(
    _ request: RequestMemory.Request, _ draft: Draft, _ entitlement: Entitlement, _ digest: Digest
  ) async throws -> Told {
    let answer = gateway.setup.key.digest(ofAnswer: body(draft), line: rights.holder.line)
    switch await gateway.requests.claim(request, query: digest, at: now) {
    case .mismatch: throw CallRefusal.mismatch
    case .usedUp: throw CallRefusal.replaysUsedUp
    case .full: throw CallRefusal.requestsFull
    case .replay(let known):
      guard known.answer == answer else { throw CallRefusal.answerChanged }
      _ = try await record(.replayed, .zero, digest, answer: answer)
      return Told(result: .success(body(draft)), usage: known.usage, isReplay: true)
    case .first: break
    }
    do {
      let told = try await give(draft, entitlement, digest, answer: answer)
      let known = told.usage.map {
        RequestMemory.Known(query: digest, answer: answer, usage: $0, at: now)
      }
      gateway.requests.settle(request, known)
      return told
    } catch {
      gateway.requests.settle(request, nil)
      throw error
    }
  }

  /// Counts the answer, records it, gives it.
  private func give(
    _ draft: Draft, _ entitlement: Entitlement, _ digest: Digest, answer: Digest?
  ) async throws -> Told {
    switch gateway.counts.reserve(draft.limits, on: today) {
    case nil: break
    case .product: throw CallRefusal.dayUsedUp
    case .subject: throw CallRefusal.subjectUsedUp
    }
    do {
      let usage = try await record(draft.outcome, entitlement.price, digest, answer: answer)
      return Told(result: .success(body(draft)), usage: usage)
    } catch {
      gateway.counts.release(draft.limits, on: today)
      throw error
    }
  }

  private func body(_ draft: Draft) -> JSON {
    var members = draft.body
    members["product"] = .string(rights.holder.product.rawValue)
    members["version"] = .int(Int64(rights.holder.version))
    return .object(members)
  }

  /// Records a refusal, or counts it where the key met the same one within a minute; where that
  /// fails, the caller learns that the platform is not there.
  private func refuse(_ refusal: CallRefusal, _ digest: Digest) async -> Told {
    let id = newID()
    let outcome: UsageOutcome =
      refusal == .outsideDomain ? .outsideDomain : .refusal(refusal.reasons.first?.code)
    let code: String? = if case .refused(let code) = outcome { code } else { nil }
    do {
      if let code {
        switch gateway.refusals.take(
          rights.holder, code, usage: id, at: gateway.setup.now(), uptime: gateway.setup.uptime())
        {
        case .counted(let usage): return Told(result: .failure(refusal), usage: usage)
        case .record(let before): if let before { try await gateway.record(before) }
        }
      }
      let usage = try await record(outcome, .zero, digest, id: id)
      return Told(result: .failure(refusal), usage: usage)
    } catch {
      if let code { gateway.refusals.forget(rights.holder, code) }
      gateway.logger.error("refusal not recorded", metadata: ["kind": "\(type(of: error))"])
      return Told(result: .failure(.fault), usage: nil)
    }
  }

  private func newID() -> RecordID {
    RecordID.make(prefix: "USG", random: gateway.setup.random())
  }

  private func record(
    _ outcome: UsageOutcome, _ price: Money, _ digest: Digest, answer: Digest? = nil,
    id: RecordID? = nil
  ) async throws -> RecordID {
    let id = id ?? newID()
    let request = call.requestID.flatMap { UsageRecord.isRequestID($0) ? $0 : nil }
    try await gateway.setup.journal.append(
      UsageRecord(
        id: id, at: now, holder: rights.holder, outcome: outcome, price: price,
        parameters: digest, request: request, answer: answer), place: rights.holder.place)
    return id
  }
}
