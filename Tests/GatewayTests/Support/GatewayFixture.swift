// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Gateway
import Regulation
import Synchronization

/// A gateway over real product files, usage records in memory and a clock that a test moves.
struct GatewayFixture {
  let gateway: ProductGateway
  let rights = FakeRights()
  let lease: RightsLease
  let disk: MemoryDisk
  let journal: UsageJournal
  let products: ProductFolder
  let root: String
  let time: FakeTime

  static let subjectCode = "91420700MA4TESTX12"
  static let key = SubjectKey(bytes: Array(repeating: 7, count: 32))

  /// Runs a test's body with a gateway, its files removed afterwards.
  static func with<T>(
    perSecond: Int = 1_000_000, disk: MemoryDisk = MemoryDisk(),
    time: FakeTime = FakeTime(), key: SubjectKey? = key, coverage: Coverage = .none,
    _ body: (GatewayFixture) async throws -> T
  ) async throws -> T {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-products-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    let fixture = try GatewayFixture(
      perSecond: perSecond, disk: disk, time: time, key: key, coverage: coverage, root: root)
    return try await body(fixture)
  }

  private init(
    perSecond: Int, disk: MemoryDisk, time: FakeTime, key: SubjectKey?, coverage: Coverage,
    root: String
  ) throws {
    guard let key else { throw FakeRights.Failure() }
    self.disk = disk
    self.root = root
    self.time = time
    lease = RightsLease(source: rights)
    products = ProductFolder(root: root, key: key)
    journal = try UsageJournal(root: "/usage", edge: "edge-1", places: ["ezhou"], disk: disk)
    gateway = ProductGateway(
      ProductGateway.Setup(
        source: rights, lease: lease, products: products, journal: journal, key: key,
        now: { time.now }, uptime: { time.uptime }, random: { SystemRandom().bytes(16) },
        coverage: coverage),
      limiter: RateLimiter(perSecond: perSecond))
  }

  /// Writes a cube and lets a key ask it.
  func serveCube(
    key: Int = 1, holder: KeyHolder? = nil, price: Int64 = 50, callsPerDay: Int? = nil
  ) throws {
    let bytes = try Self.cube().canonicalJSON
    try write(bytes, ProductFolder.cubeFile, Self.cubeRelease)
    rights.set(
      key, holder: holder,
      .allowed(
        Entitlement(
          release: Self.cubeRelease, content: SHA256.hash(bytes), form: .cube,
          price: Money(fen: price), callsPerDay: callsPerDay)))
  }

  /// Writes an index of one subject and lets a key ask it.
  func serveSubjects(
    key: Int = 1, holder: KeyHolder? = nil, lookupKey: String = "uscc", dailyLimit: Int = 100,
    index value: String = "73"
  ) throws {
    let specification = SHA256.hash(Array("template".utf8))
    let bytes = try SubjectIndex.bytes(
      release: Self.subjectRelease, specification: specification, fields: ["index", "grade"],
      rows: [.init(code: Self.subjectCode, values: [value, nil])], key: Self.requireKey())
    try write(bytes, ProductFolder.subjectsFile, Self.subjectRelease)
    let template = SubjectTemplate(
      lookupKey: lookupKey,
      fields: ["index", "grade"].map {
        SubjectField(name: $0, columns: ["kwh"], derivation: .isPresent, necessity: "credit")
      }, dailyLimitPerSubject: dailyLimit)
    rights.set(
      key, holder: holder,
      .allowed(
        Entitlement(
          release: Self.subjectRelease, content: specification,
          form: .subject(template, clauses: ["EZ-02.3-b"]), price: Money(fen: 100),
          callsPerDay: nil)))
  }

  static let cubeRelease = Samples.id("RLS", 1)
  static let subjectRelease = Samples.id("RLS", 2)

  static func requireKey() throws -> SubjectKey {
    guard let key else { throw FakeRights.Failure() }
    return key
  }

  func write(_ bytes: [UInt8], _ name: String, _ release: RecordID) throws {
    let folder = "\(root)/\(release.rawValue)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  /// A cube of one dimension: two labels, one withheld, a missing value, a total.
  static func cube() throws -> ReleasedCube {
    let axis: [Coordinate] = [.label("Bachelors"), .label("Masters"), .missing, .total]
    guard let shape = CubeShape(axes: [axis]),
      let cube = ReleasedCube(
        dimensions: ["education"],
        measures: [
          MeasureDeclaration(function: "count", column: nil),
          MeasureDeclaration(function: "mean", column: "age"),
        ], shape: shape, rounding: .none,
        cells: [
          .published(["120", "41.50"]), .withheld, .published(["30", ""]),
          .published(["165", "40.10"]),
        ])
    else { throw FakeRights.Failure() }
    return cube
  }

  /// Asks as a numbered key.
  func ask(
    _ parameters: [(String, String)], key: Int = 1, product: Int = 1, version: Int? = 1,
    request: String? = nil
  ) async -> ProductAnswer {
    await gateway.answer(
      ProductCall(
        secret: FakeRights.secret(key), product: Samples.id("PRD", product).rawValue,
        version: version, parameters: parameters.map { (name: $0.0, value: $0.1) },
        requestID: request))
  }

  /// All records on the disk, acknowledged or not.
  func records() -> [UsageRecord] {
    var records: [UsageRecord] = []
    for (_, bytes) in disk.files.sorted(by: { $0.key < $1.key }) {
      _ = SegmentScan(bytes) { records.append($0) }
    }
    return records
  }
}

/// A platform's clock and an uptime that a test moves.
final class FakeTime: Sendable {
  private let state = Mutex((now: Samples.start, uptime: Int64(0)))

  var now: Instant { state.withLock { $0.now } }
  var uptime: Int64 { state.withLock { $0.uptime } }

  /// Moves both forward.
  func move(milliseconds: Int64) {
    state.withLock { state in
      state.now = state.now.adding(milliseconds: milliseconds)
      state.uptime += milliseconds
    }
  }

  /// Moves the uptime only.
  func moveUptime(milliseconds: Int64) { state.withLock { $0.uptime += milliseconds } }
}

extension ProductAnswer {
  /// The answer's body; nil when refused.
  var body: JSON? { if case .success(let body) = result { body } else { nil } }
  /// The code of the first reason; nil when answered.
  var code: String? { refusal?.reasons.first?.code }
  /// The refusal; nil when answered.
  var refusal: CallRefusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }
}
