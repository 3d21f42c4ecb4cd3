// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Gateway
import Logging

/// A published product of 1,200 answers with one key, behind a gateway without a platform.
///
/// All but the source of rights is the real thing: leases, product files, and usage records that
/// are flushed to the disk before the answer. The limit per key is lifted as far as it goes.
struct SampleProduct {
  /// The key's secret.
  static let secret = "shuyu_secret-of-a-benchmark"
  /// The call that is repeated.
  static let path = "/products/\(product.rawValue)/v1?area=A47&year=2019"

  private static let product = id("PRD")
  private static let release = id("RLS")

  /// The gateway.
  let gateway: ProductGateway
  /// The usage records.
  let journal: UsageJournal

  /// Writes the product's file into a folder and opens a gateway over it.
  init(folder: String) throws {
    let bytes = try SampleProduct.cube().canonicalJSON
    let products = "\(folder)/products"
    let target = "\(products)/\(SampleProduct.release.rawValue)"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: "\(target)/\(ProductFolder.cubeFile)"))
    guard let key = SubjectKey(bytes: SHA256.hash(Array("key".utf8)).bytes) else {
      throw BenchError("the key for subjects was not accepted")
    }
    let source = SampleRights(
      digest: SHA256.hash(Array(SampleProduct.secret.utf8)),
      rights: KeyRights(
        holder: SampleProduct.holder,
        standing: .allowed(
          Entitlement(
            release: SampleProduct.release, content: SHA256.hash(bytes), form: .cube,
            price: Money(fen: 50), callsPerDay: nil))))
    journal = try UsageJournal(root: "\(folder)/usage", edge: "edge-1", places: ["ezhou"])
    let begun = ContinuousClock.now
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    gateway = ProductGateway(
      ProductGateway.Setup(
        source: source, lease: RightsLease(source: source),
        products: ProductFolder(root: products, key: key), journal: journal, key: key,
        now: { SystemInstant.now() },
        uptime: { Int64((ContinuousClock.now - begun) / .milliseconds(1)) },
        random: { SystemRandom().bytes(16) }),
      limiter: RateLimiter(perSecond: 100_000), logger: logger)
  }

  /// A record of an answer at a time, each with parameters of its own, some with a request's id.
  static func record(_ number: Int, at instant: Instant, isNamed: Bool) -> UsageRecord {
    let digest = SHA256.hash(Array("\(number)".utf8))
    return UsageRecord(
      id: RecordID.make(prefix: "USG", random: digest.bytes), at: instant, holder: holder,
      outcome: .answered, price: Money(fen: 50), parameters: digest,
      request: isNamed ? "request-\(number)" : nil, answer: isNamed ? digest : nil)
  }

  private static var holder: KeyHolder {
    KeyHolder(
      key: id("KEY"), subscription: id("SUB"), product: product, version: 1, developer: id("ORG"),
      place: "ezhou")
  }

  private static func id(_ prefix: String) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array(prefix.utf8)).bytes)
  }

  /// Sixty areas by twenty years, a count and a mean.
  private static func cube() throws -> ReleasedCube {
    let areas = (0..<60).map { Coordinate.label("A\(10 + $0)") }
    let years = (0..<20).map { Coordinate.label("\(2_005 + $0)") }
    let cells = (0..<1_200).map { ReleasedCell.published(["\(100 + $0)", "\(30 + $0 % 40).50"]) }
    guard let shape = CubeShape(axes: [areas, years]),
      let cube = ReleasedCube(
        dimensions: ["area", "year"],
        measures: [
          MeasureDeclaration(function: "count", column: nil),
          MeasureDeclaration(function: "mean", column: "age"),
        ], shape: shape, rounding: .none, cells: cells)
    else { throw BenchError("the sample cube was not accepted") }
    return cube
  }
}

/// Rights of one key that never change.
private struct SampleRights: RightsSource {
  let digest: Digest
  let rights: KeyRights

  func rights(ofKey digest: Digest, on day: Day) throws -> KeyRights? {
    digest == self.digest ? rights : nil
  }

  func line(ofProduct product: RecordID) throws -> RecordID? { product }

  func isAuthorised(_ holder: KeyHolder, subject code: String, on day: Day) throws -> Bool { false }
}
